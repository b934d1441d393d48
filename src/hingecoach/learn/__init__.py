"""The teaching pages: what a hinge is, the muscles, the cues, each exercise, everyday hinges, how to film.

One Markdown file in ``topics`` is one topic, and every exercise that is taught is one too; folder and exercises are the
register. Figures and numbers come from the limits that the judging uses. The texts are ours, and every
door shows the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..cues import Cue, all_cues, get_cue
from ..cues.base import Line
from ..errors import UnknownNameError
from ..exercises import Exercise, all_exercises, get_exercise
from .cue_plates import CUES, EXERCISE, Shown

__all__ = ["Topic", "all_topics", "get_topic"]

_LADDER = "ladder"
"""The topic after which the exercises come."""
_BETWEEN = ("pull_through", "kettlebell_deadlift")
"""The rung that was added to the order of the exercises' files, and the one that it follows (domain.md 7.2)."""
_ALSO = {
    **dict.fromkeys(("fear", "soreness", "flare_up", "flare-up"), "pain"),
    **dict.fromkeys(("camera", "phone", "video"), "filming"),
    **dict.fromkeys(("back", "neck", "knees"), "cues"),
    "squat": "hinge",
}
"""Other names of topics."""
_BRANCH = "kettlebell_swing"
"""What nobody must pass on the way up (docs/departures.md)."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One teaching page.

    Attributes
    ----------
    id, title
        What a user asks for, and its heading.
    lead
        Its first paragraph.
    text
        The whole page as Markdown. Two addresses are our own: ``figure:NAME`` for a drawing, ``learn:ID`` for another
        topic; :mod:`hingecoach.learn.forms` resolves them.
    """

    id: str
    title: str
    lead: str
    text: str


@cache
def all_topics() -> Mapping[str, Topic]:
    """Give every topic by its id, in reading order."""
    return {topic.id: topic for topic in _topics()}


def get_topic(name: str) -> Topic:
    """Give one topic, by its id or another name that it goes by.

    Raises
    ------
    UnknownNameError
        There is no topic of that name.

    Examples
    --------
    >>> get_topic("hinge").title
    'What a hip hinge is'
    """
    try:
        return all_topics()[_ALSO.get(name, name)]
    except KeyError:
        raise UnknownNameError("topic", name, {t.id: t.title for t in all_topics().values()}) from None


def _topics() -> Iterator[Topic]:
    pages = _pages()
    for file in sorted(f.name for f in files(__name__).joinpath("topics").iterdir()):
        if not file.endswith(".md"):
            continue
        name = file.partition("_")[2].removesuffix(".md")
        yield _topic(name, pages.get_template(file).render(_known()))
        if name == _LADDER:
            for e in (*ladder(), *others()):
                yield _topic(e.id, pages.get_template("exercise.j2").render(_about(e)))


def _pages() -> Environment:
    """Give the templates: Markdown, so nothing is escaped here; the texts are our own."""
    return Environment(
        loader=PackageLoader(__name__, "topics"),
        autoescape=False,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _topic(name: str, text: str) -> Topic:
    """Take title and lead from the text of a page."""
    text = "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"
    heading, lead, *_ = text.split("\n\n")
    return Topic(name, heading.removeprefix("# "), " ".join(lead.split()), text)


def ladder() -> tuple[Exercise, ...]:
    """Give the rungs in order, with the one that was added and the branch after it."""
    rungs = [e for e in all_exercises().values() if e.rung is not None]
    at = 1 + next(i for i, e in enumerate(rungs) if e.id == _BETWEEN[0])
    return (*rungs[:at], get_exercise(_BETWEEN[1]), *rungs[at:])


def place(e: Exercise) -> str:
    """Say where an exercise stands on the way up, as the planner counts: ``"6"``, ``"branch after 6"``, or empty."""
    way = [rung.id for rung in ladder() if rung.id != _BRANCH]
    if e.id == _BRANCH:
        return f"branch after {way.index(_BETWEEN[1]) + 1}"
    return str(way.index(e.id) + 1) if e.id in way else ""


def others() -> tuple[Exercise, ...]:
    """Give the exercises that are taught and stand beside the ladder."""
    return tuple(e for e in all_exercises().values() if e.teach and e not in ladder())


def _known() -> dict[str, object]:
    """Give what the pages can tell of."""
    return {
        "hinge": get_exercise("standing_hinge"),
        "shown": get_exercise(EXERCISE),
        "five": [cue for cue in all_cues().values() if cue.kind == "cue"],
        "drawn": CUES,
        "lines": _lines,
        "place": place,
        "ladder": ladder(),
        "others": [e for e in others() if e.family not in ("everyday", "sport")],
        "everyday": [get_exercise(name) for name in ("pick_up", "crib_lower", "acceleration")],
    }


def _about(e: Exercise) -> dict[str, object]:
    rungs = [r.id for r in ladder()]
    at = rungs.index(e.id) if e.id in rungs else None
    before = get_exercise(rungs[at - 1]) if at else None
    after = get_exercise(rungs[at + 1]) if at is not None and at + 1 < len(rungs) else None
    where = place(e)
    return {
        "e": e,
        "place": f"Rung {where}" if where.isdecimal() else where.replace("branch after", "A branch after rung"),
        "faults": _faults(e),
        "before": before,
        "after": after or (get_exercise(e.next) if e.next else None),
    }


def _faults(e: Exercise) -> list[Line]:
    """Give what is said about an exercise when something shows: every line of its cues once."""
    lines = (get_cue(cue).line_for(reading, e) for cue, limits in e.cues.items() for reading in limits)
    return list({line.say: line for line in lines}.values())


def _lines(cue: Cue, seen: tuple[Shown, ...]) -> list[Line]:
    return [cue.lines[one.reading] for one in seen]
