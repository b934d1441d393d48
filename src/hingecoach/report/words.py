"""Words and symbols as every report prints them."""

from datetime import date

from ..assessment import Assessment, Note, RepReport, ViewReport
from ..cues import all_cues
from ..exercises import all_exercises, get_exercise
from ..focus import told
from ..types import Verdict
from .numbers import number

ERROR = (
    "± in the table and the curves is half the width of the range that held the true value nine times out of ten on "
    "people whose joints are known."
)
ERROR_OF_VERDICT = (
    "Beside a verdict, ± is the error that the verdict goes by: how sure the verdict is, not how well the joint or the "
    "spine is known. That of the long back was chosen, not measured."
)
"""The two errors of docs/pose_errors.md ("Two numbers for one angle") in words."""
ESTIMATES = "Joints and vertebrae, estimated"
TWO_NUMBERS = (
    "These are estimates of the joints and the vertebrae themselves, from straight or upright. The numbers that "
    "verdicts go by are read more plainly, from the outline or mostly against standing, and differ."
)
"""What stands over the measures of the repetitions, and how they differ from the numbers beside verdicts."""
FIVE = ("flat_back", "neutral_spine", "soft_knees", "stand_tall", "weight_close")
FAULTS: tuple[Verdict, ...] = ("mild", "marked")

VERDICT: dict[Verdict, str] = {
    "good": "Good",
    "mild": "Mild",
    "marked": "Marked",
    "unsure": "Unsure",
    "not_seen": "Can't see",
    "not_applicable": "Does not apply",
}
MEANING: dict[Verdict, str] = {
    "good": "inside the limit",
    "mild": "a little past the limit",
    "marked": "well past the limit",
    "unsure": "seen, but too close to the limit for this camera to tell",
    "not_seen": "the camera could not see what this needs",
    "not_applicable": "this exercise does not have this cue",
}
SYMBOL: dict[Verdict, str] = {
    "good": "✓",
    "mild": "△",
    "marked": "▲",
    "unsure": "?",
    "not_seen": "–",  # noqa: RUF001  a dash, as wide as the other symbols
    "not_applicable": "·",
}
ASCII_SYMBOL: dict[Verdict, str] = {
    "good": "+",
    "mild": "~",
    "marked": "!",
    "unsure": "?",
    "not_seen": "-",
    "not_applicable": ".",
}
MOVEMENT = {
    "hinge": "hip hinge",
    "squat": "squat",
    "mixed": "between hinge and squat",
    "other": "another movement",
    "none": "nobody",
}
FAMILY = {
    "floor_pull": "Hinge from the floor",
    "top_hinge": "Hinge from standing",
    "swing": "Swing",
    "kneeling": "Kneeling hinge",
    "bridge": "Bridge",
}
"""What a hinge is called whose exercise is not clear."""
VIEW = {
    "side": "from the side",
    "diagonal": "from a diagonal",
    "front": "from the front",
    "back": "from behind",
    "unknown": "unclear",
}
_MEASURES = {
    "hip": "Hip joint",
    "knee": "Knee joint",
    "trunk": "Trunk from upright",
    "shank": "Shin from upright",
    "neck": "Head against trunk",
    "gap": "Hands ahead of mid-foot",
    "lumbar_convex": "Vertebrae of the low back",
    "own_range": "Low back, share of your own range",
    "lumbar": "Vertebrae of the low back, bend",
    "thoracic": "Vertebrae of the upper back, bend",
    "back": "Vertebrae of the back, bend",
}
"""The measures of a repetition: called by the joint, because verdicts have numbers of their own for the same places."""
_WHERE = {"bottom": "deepest", "top": "at the top", "max": "largest"}
CUT_OFF = "cut off by the clip: shown, not counted"
"""What the star beside a repetition means: the verdict of the set is that of the complete ones (contract)."""
WORTH_NAMING = 0.15
"""Another exercise is named where it is at least this likely."""
MOST_SURE = 0.99
"""More than this is not told more exactly."""


def title(cue: str, a: Assessment | None = None) -> str:
    """Give the name of a cue or finding for people; an id that is not known here is made readable.

    Parameters
    ----------
    a
        The answer that it is part of: exercises that are done lying have words of their own.
    """
    known = all_cues().get(cue)
    return known.called(lying=a is not None and lies(a)) if known else readable(cue)


def lies(a: Assessment) -> bool:
    """Say whether the exercise is one that is done lying."""
    known = all_exercises().get(a.exercise.declared or a.exercise.recognised or "")
    return known is not None and known.posture == "lying"


def exercise_title(exercise: str | None) -> str | None:
    """Give the field's name of an exercise, None for none."""
    if exercise is None:
        return None
    known = all_exercises().get(exercise)
    return known.title if known else readable(exercise)


def movement(rep: RepReport) -> str:
    """Name the movement of a repetition; one of which no number is told is not claimed to be anything."""
    return MOVEMENT[rep.movement] if rep.tells_movement else "not told"


def one_movement(a: Assessment) -> bool:
    """Say whether all repetitions were told to be the movement of the set."""
    return all(rep.movement == a.movement and rep.tells_movement for rep in a.reps)


def readable(name: str) -> str:
    """Make an id readable: ``"hips_first"`` becomes ``"Hips first"``."""
    return name.replace("_", " ").capitalize()


def measure_title(name: str) -> str:
    """Give the name of a rep's measure for people: ``"knee_bottom"`` becomes ``"Knee joint, deepest"``."""
    what, _, where = name.rpartition("_")
    if what in _MEASURES and where in _WHERE:
        return f"{_MEASURES[what]}, {_WHERE[where]}"
    return readable(name)


def heading(assessment: Assessment) -> str:
    """Say in a few words what the clip shows: the exercise, and how many of the repetitions are complete."""
    if not assessment.reps:
        return "No repetition seen"
    e = assessment.exercise
    named = exercise_title(None if e.named == "other" else e.named) or _unnamed(assessment)
    whole, every = sum(r.complete for r in assessment.reps), len(assessment.reps)
    many = count(whole, "repetition") if whole == every else f"{whole} of {count(every, 'repetition')} complete"
    many = many if whole else "no complete repetition"
    return f"{named}: {many}"


def _unnamed(a: Assessment) -> str:
    """Say what kind of movement it is where the exercise is not clear."""
    alike = a.exercise.recognised and get_exercise(a.exercise.recognised).family == a.exercise.family
    if a.movement == "hinge" and alike and a.exercise.family in FAMILY:
        return FAMILY[a.exercise.family]
    return MOVEMENT[a.movement].capitalize()


def summary(a: Assessment) -> str:
    """Give the sentence on top, in which a cue past its limit in single repetitions is neither praised nor unknown."""
    found = [f for f in a.findings if f.cue in all_cues()]
    focus = a.focus if a.focus and a.focus.cue in all_cues() else None
    plain, named = (told(found, focus, lying=lies(a), single=single) for single in (False, True))
    return a.summary.replace(plain, named) if plain else a.summary


def instant(a: Assessment) -> str:
    """Name the instant that tables tell of a repetition: who lies is judged at the top, and rests when deepest."""
    return "At the top" if lies(a) else "Deepest"


def at(a: Assessment, rep: RepReport) -> str:
    """Write that instant."""
    return clock(rep.top_s if lies(a) else rep.bottom_s)


def recognised(a: Assessment) -> str:
    """Say where the exercise's name comes from, and what else it may have been; empty where it was not named."""
    e = a.exercise
    seen = exercise_title(e.recognised)
    if e.declared:
        other = f"; from the video alone most like: {seen}" if seen and e.recognised != e.declared else ""
        return f"named by you{other}"
    if not seen:
        return ""
    also = [f"{exercise_title(x.id)} ({share(x.confidence)})" for x in e.alternatives if x.confidence >= WORTH_NAMING]
    if not e.named:
        return f"exercise not clear: {', '.join([f'{seen} ({share(e.confidence)})', *also])}"
    return f"recognised ({share(e.confidence)})" + (f"; or: {', '.join(also)}" if also else "")


def share(part: float) -> str:
    """Write a share of 1 in percent: ``"62 %"``; what is never sure is never all."""
    return "more than 99 %" if part > MOST_SURE else f"{part:.0%}".replace("%", " %")


def count(n: int, thing: str) -> str:
    """Say how many: ``"1 repetition"``, ``"3 repetitions"``."""
    return f"{n} {thing}{'' if n == 1 else 's'}"


def turned(view: ViewReport) -> str:
    """Say where the camera stood: ``"6° ± 4° in front of the side view"``; empty where that is not known."""
    at = view.azimuth_deg
    if at is None:
        return ""
    return f"{number(abs(at.value), 'deg')} ± {number(at.error, 'deg')} {front_or_back(at.value)} the side view"


def front_or_back(azimuth: float) -> str:
    """Say on which side of the side view a camera stands, towards the person's front or back."""
    if not round(azimuth):
        return "off"
    return "in front of" if azimuth > 0 else "behind"


def full_stop(text: str) -> str:
    """Make a sentence of a reason: a capital at its start, a stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def clock(seconds: float) -> str:
    """Write an instant of the clip: ``"3.4 s"``, ``"1:03.4"``."""
    minutes, rest = divmod(round(max(seconds, 0.0), 1), 60)
    return f"{int(minutes)}:{rest:04.1f}" if minutes else f"{rest:.1f} s"


def note(said: Note) -> str:
    """Give a note with the span of the clip that it is about."""
    if said.start_s is None or said.end_s is None:
        return said.say
    return f"{clock(said.start_s)} to {clock(said.end_s)}: {said.say}"


def analysed(made: date, shows: date | None = None) -> str:
    """Say when a clip was analysed, and of which day it is where that was told: no file knows when it was filmed."""
    of = f"of {day(shows)}, " if shows else ""
    return f"{of}analysed on {day(made)}"


def day(when: date) -> str:
    """Write a day: ``"3 Nov 2026"``."""
    return f"{when.day} {when:%b %Y}"


def verdict_symbol(verdict: Verdict, *, ascii_only: bool = False) -> str:
    """Give the sign of a verdict; with ``ascii_only`` for terminals that have no others."""
    return (ASCII_SYMBOL if ascii_only else SYMBOL)[verdict]
