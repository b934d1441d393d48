"""The first page: one sentence, five cues, one picture, one thing to work on, what to film next time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..assessment import Assessment
from .bends import NAME
from .cards import DEEPEST, Card, chosen, deepest
from .pictures import Picture
from .unseen import FILM, FILM_ALL, REST, blind, nothing_to_film
from .words import FAULTS, FIVE, VERDICT, clock, exercise_title, summary

MOST_FILM = 3
"""Lines on what to film next time: more are not read, and would not fit the page. All of them stand further back."""
_IN_PICTURE = (REST[FILM["neutral_spine"]], REST[FILM["weight_close"]])
"""What a line that asks to step back has asked for."""
MOST_OTHERS = 2
"""Other faults beside the five cues."""
ONE_LINE = 3
"""From so many cues on, of which none was seen, one line tells it."""
STAND = "Stand tall and still for two seconds before the first repetition: angles are compared with your own stance."
AGAIN = "Film it the same way again, so that both clips can be compared."


@dataclass(frozen=True, slots=True)
class Hero:
    """The one picture.

    Attributes
    ----------
    cue
        What it shows; empty where it shows only how the camera saw the person.
    where, found, number, decides
        Repetition and instant; the cue with its verdict; the number with its name; why it is of this frame. Empty where
        there is none.
    """

    picture: Picture
    alt: str
    cue: str
    where: str
    found: str = ""
    number: str = ""
    decides: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page says.

    Attributes
    ----------
    lead
        The verdict in a sentence.
    glance
        The five cues in their order, then the gravest of the other faults that were found; where none of the five was
        seen, also what was good besides. Cues that the exercise does not have are left out.
    heading
        What stands over them: how many cues the exercise has.
    absent
        The names of those.
    unseen
        Those of the five where none of them was seen at all: one line for all, instead of a row each.
    squatted
        Whether the thing to work on is a squatted hinge whose knees could not be graded.
    all_seen
        Whether each cue that the exercise has could be judged, in every complete repetition.
    hero
        The one picture; None where there is none.
    film
        What to film next time.
    """

    lead: str
    glance: tuple[Card, ...]
    heading: str
    absent: tuple[str, ...]
    unseen: tuple[Card, ...]
    squatted: bool
    all_seen: bool
    hero: Hero | None
    film: tuple[str, ...]


def front(a: Assessment, five: tuple[Card, ...], others: tuple[Card, ...], pictures: dict[str, Picture]) -> Front:
    """Choose what stands on the first page."""
    apply = tuple(c for c in five if c.verdict != "not_applicable")
    blank = all(c.verdict == "not_seen" for c in apply)  # then what was good besides is news, too
    found = tuple(c for c in others if c.verdict in FAULTS or (blank and c.verdict == "good"))[:MOST_OTHERS]
    unseen = apply if blank and len(apply) >= ONE_LINE and not any(c.hint for c in apply) else ()
    return Front(
        lead=_lead(a),
        glance=found if unseen else apply + found,
        heading=_heading(len(apply)),
        unseen=unseen,
        absent=tuple(c.title for c in five if c not in apply) if apply else (),
        squatted=any(a.focus and c.id == a.focus.cue and c.verdict not in FAULTS for c in apply),
        all_seen=bool(apply) and all(_all_judged(a, c) for c in apply),
        hero=_hero(a, {c.id: c for c in (*five, *others) if c.picture}, pictures),
        film=film(a),
    )


def _heading(cues: int) -> str:
    return f"The {'five cues' if cues == len(FIVE) else 'cue' if cues == 1 else 'cues'} at a glance"


def _all_judged(a: Assessment, card: Card) -> bool:
    """Say whether a cue could be judged in the set and in each of its repetitions."""
    whole = {r.index for r in a.reps if r.complete}
    verdicts = (card.verdict, *(verdict for index, verdict in card.reps if index in whole))
    return all(v == "good" or v in FAULTS for v in verdicts)


def film(a: Assessment) -> tuple[str, ...]:
    """Say what to do when filming next time, the most useful first; nothing where there is nothing to judge."""
    if nothing_to_film(a):
        return ()
    lines = list(dict.fromkeys([*a.view.advice, *(line for b in blind(a) for line in b.film)]))
    if whole := next((line for line in (FILM_ALL, REST[FILM_ALL]) if line in lines), ""):  # it says what the others say
        lines = [line for line in lines if line == whole or line not in {*FILM.values(), *REST.values()}]
    still = {FILM["stand_tall"], REST[FILM["stand_tall"]]}  # asks for it, too
    if any(n.code == "no_standing" for n in a.notes) and still.isdisjoint(lines):
        lines.append(STAND)
    return tuple(_once(lines))[:MOST_FILM] or (AGAIN,)


def _once(lines: Sequence[str]) -> Iterator[str]:
    """Leave out of each line what an earlier one asks for: to film from the side, or to have all in the picture."""
    side = back = False
    for line in lines:
        asks = REST.get(line, line) if side else line
        if not (back and side and asks in _IN_PICTURE):
            yield asks
        side, back = side or "from the side" in line, back or line.startswith("Step back")


def _hero(a: Assessment, pictured: dict[str, Card], pictures: dict[str, Picture]) -> Hero | None:
    """Show the thing to work on, else the gravest finding, else just how the camera saw a repetition."""
    best = chosen(a, pictured)
    card = pictured.get(best or "")
    if card and card.picture:
        limit = f", {card.limit}" if card.limit and card.verdict in FAULTS else ""
        number = f"{card.name}: {card.number}{limit}" if card.number else ""
        number = f"{NAME}: {card.bends}" if card.bends else number
        found = f"{card.title}: {VERDICT[card.verdict].lower()}"
        return Hero(card.picture, card.alt, card.id, card.where, found, number, card.decides)
    rep = deepest(a)
    if rep is None or DEEPEST not in pictures:
        return None
    where = f"Repetition {rep.index}, at {clock(rep.bottom_s)}: its deepest point"
    return Hero(pictures[DEEPEST], f"{where}. Frame of the clip with the skeleton drawn on it.", "", where)


def _lead(a: Assessment) -> str:
    """Give the verdict without its first words where the heading above says just these."""
    whole = summary(a)
    first, _, rest = whole.partition(". ")
    named = exercise_title(a.exercise.named) or ""
    says_no_more = bool(named) and first.lower().endswith(f"of the {named.lower()}")
    return rest if rest and says_no_more else whole
