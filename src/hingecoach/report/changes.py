"""What changed since an earlier result, and how much of it the two errors allow to claim.

Each number comes with the error that its verdict goes by: how sure it is that the pictures show it, and no 90 %
interval of the joint or the spine (docs/pose_errors.md). That of a difference is the root of the sum of their squares
(two independent clips); what both are read wrong by alike cancels. A larger difference was seen in the pictures;
whether it is more than people differ from one day to the next is a second question, with limits of its own.
"""

import math
from dataclasses import dataclass
from typing import Literal

from ..assessment import Assessment, Finding, Measure
from ..phrases import in_a_row
from ..types import Verdict
from .bends import bends
from .doubled import once
from .earlier import Earlier, Shot
from .limits import called, told
from .numbers import number, with_error
from .readings import shown
from .words import FAULTS, FIVE, VERDICT, front_or_back, title

DAYS = {"back": 15.0, "deg": 14.0}
"""Degrees that a number must change between days to count: the low back 10-15 (S32), knee and hip 9-14 (S54); the upper
ends, because it is not known how far apart the two clips are (domain.md 5)."""
TURNED = 10.0
"""Degrees: cameras that stand further apart than this see the same movement with different errors (domain.md 5)."""

ERRORS = (
    "Both numbers carry the error that verdicts go by, so this says what the pictures show to have changed, not by how "
    "much a joint or the spine did."
)
PEOPLE = "Whether both clips show the same person is not recorded: compare only clips of one."
MOST_CLAIMS = 2
"""Claims in the one sentence on top; all stand in the table."""

Size = Literal["unknown", "none", "seen", "clear"]
"""How much can be claimed: nothing to compare; less than the errors; more than they; more than days differ by too."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cue then and now.

    Attributes
    ----------
    cue, title
        Which, and its name for people.
    then, now
        The verdicts.
    then_number, now_number
        What was measured, with its error; empty where nothing was.
    size
        How much can be claimed.
    short
        The claim in a few words: ``"clearly less rounding"``.
    say
        The same as a sentence with the numbers behind it.
    picture
        The earlier picture, None where there is none.
    """

    cue: str
    title: str
    then: Verdict
    now: Verdict
    then_number: str
    now_number: str
    size: Size
    short: str
    say: str
    picture: Shot | None


def changes(earlier: Earlier | None, now: Assessment) -> tuple[Change, ...]:
    """Compare cue by cue: the five, then other faults that were found then or now; empty without an earlier result."""
    if earlier is None:
        return ()
    then_of, now_of = ({f.cue: f for f in a.findings} for a in (earlier.assessment, now))
    both = [f.cue for f in once(now.findings) if f.cue in then_of]
    told = [c for c in FIVE if c in both]
    told += [c for c in both if c not in FIVE and {then_of[c].verdict, now_of[c].verdict} & set(FAULTS)]
    apply = [c for c in told if "not_applicable" not in (then_of[c].verdict, now_of[c].verdict)]
    return tuple(_change(earlier, now, then_of[c], now_of[c]) for c in apply)


def telling(some: tuple[Change, ...]) -> tuple[Change, ...]:
    """Give the changes that say something: one with a size, or of one verdict to another."""
    judged = ("good", *FAULTS)
    return tuple(c for c in some if c.size != "unknown" or (c.then != c.now and c.then in judged and c.now in judged))


def untold(some: tuple[Change, ...]) -> str:
    """Name the others in one line, with why; empty where there are none."""
    by_reason: dict[str, list[str]] = {}
    for c in (c for c in some if c not in telling(some)):
        by_reason.setdefault(c.short, []).append(c.title.lower())
    each = (f"{in_a_row(names)} ({reason})" for reason, names in by_reason.items())
    return f"Not to be compared: {'; '.join(each)}." if by_reason else ""


def lost(some: tuple[Change, ...]) -> tuple[str, ...]:
    """Name the cues that were past their limit then and cannot be told now."""
    return tuple(c.title for c in some if c.then in FAULTS and c.now not in ("good", *FAULTS))


def in_short(earlier: Earlier, some: tuple[Change, ...]) -> str:
    """Say in a sentence what changed since the earlier result."""
    clear = [c.short for c in some if c.size == "clear"]
    seen = [f"{c.title.lower()}: {c.short}" for c in some if c.size == "seen"]
    if clear or seen:
        told = _first_few(clear or seen)
    elif same := sum(c.size == "none" for c in some):
        rest = len(some) - same
        told = f"{same} of {len(some)} changes are less" if rest else "every change is less"
        told += " than the camera can tell" + (f"; {rest} could not be compared" if rest else "")
    else:
        told = "no number of now can be compared with one of then"
    return f"Since {earlier.name}: {told}."


def _first_few(claims: list[str]) -> str:
    more = len(claims) - MOST_CLAIMS
    return "; ".join(claims[:MOST_CLAIMS]) + (f"; and {more} more" if more > 0 else "")


def people(earlier: Earlier) -> str:
    """Say that nobody recorded whose clips these are; empty where both are of one person's history."""
    return "" if earlier.same else PEOPLE


def cameras(earlier: Earlier, now: Assessment) -> str:
    """Say that the two cameras stood differently; empty where they did not, or where it is not known."""
    then, here = earlier.assessment.view.azimuth_deg, now.view.azimuth_deg
    if then is None or here is None or abs(then.value - here.value) <= max(TURNED, math.hypot(then.error, here.error)):
        return ""
    was, now_at = (f"{number(abs(at.value), 'deg')} {front_or_back(at.value)}" for at in (then, here))
    return (
        f"The camera stood {was} the side view then and {now_at} it now: "
        "film both from the same place to compare them well."
    )


def _change(earlier: Earlier, answer: Assessment, then: Finding, now: Finding) -> Change:
    decided = (_decided(earlier.assessment, then), _decided(answer, now))
    size, short, say = _claim(then, now, decided)
    return Change(
        cue=now.cue,
        title=title(now.cue, answer),
        then=then.verdict,
        now=now.verdict,
        then_number=bends(earlier.assessment, then) or told(earlier.assessment, then),
        now_number=bends(answer, now) or told(answer, now),
        size=size,
        short=short,
        say=say,
        picture=earlier.pictures.get(now.cue),
    )


def _claim(then: Finding, now: Finding, decided: tuple[str, str] = ("", "")) -> tuple[Size, str, str]:
    """Say what may be claimed: how much, in a few words, and in a sentence.

    Parameters
    ----------
    decided
        What decided then and now, each with its number.
    """
    a, b = then.measured, now.measured
    if a is None or b is None:
        when = "then or now" if a is None and b is None else "then" if a is None else "now"
        return "unknown", f"no number {when}", f"There is no number {when}, so the change has no size."
    if a.unit != b.unit or not _same_thing(then, now):
        say = f"Then {decided[0]} counted, now {decided[1]}: two different readings, so no size of the change is given."
        return "unknown", "two different readings", say
    change = Measure(value=b.value - a.value, error=math.hypot(a.error, b.error), unit=a.unit)
    if abs(change.value) <= change.error:
        told = "less change than the camera can tell"
        of = f" {shown(now.reading, now.cue).thing}" if change.unit == "ratio" else ""  # it has no unit to be written
        return "none", told, f"{told.capitalize()}: {with_error(change)}{of}."
    return _seen(now, change)


def _seen(now: Finding, change: Measure) -> tuple[Size, str, str]:
    what = f"{'less' if change.value < 0 else 'more'} {shown(now.reading, now.cue).thing}"
    days = _days(now, change.unit)
    if days is None:
        more = "That is more than the error; how much people differ from day to day is not known here."
        return "seen", f"perhaps {what}", f"{what.capitalize()}: {with_error(change)}. {more}"
    if abs(change.value) <= days:
        more = (
            f"People differ by up to {number(days, change.unit)} from day to day, so film again before you count on it."
        )
        return "seen", f"perhaps {what}", f"{what.capitalize()}: {with_error(change)}. {more}"
    return "clear", f"clearly {what}", f"Clearly {what}: {with_error(change)}."


def _same_thing(then: Finding, now: Finding) -> bool:
    """Say whether both numbers measure the same thing from the same side.

    Each is that of the worst repetition: the lowest chin taken from the highest one is no change of anything.
    """
    a, b = shown(then.reading, then.cue), shown(now.reading, now.cue)
    return then.reading == now.reading or (a.thing, a.side) == (b.thing, b.side)


def _decided(answer: Assessment, f: Finding) -> str:
    """Name what decided, with its number: ``"chin down (−25° ± 12°)"``."""  # noqa: RUF002  the minus as it is told
    name = shown(f.reading, f.cue).side or called(answer, f).partition(" (")[0].lower()
    return f"{name} ({told(answer, f)})"


def _days(f: Finding, unit: str) -> float | None:
    if unit != "deg":
        return None
    return DAYS["back" if shown(f.reading, f.cue).draw == "back" else "deg"]


def before(change: Change) -> str:
    """Give the earlier verdict in a few words: ``"was marked"``, ``"also good then"``, ``"not seen then"``."""
    if change.then == "not_seen":
        return "not seen then"
    word = VERDICT[change.then].lower()
    return f"also {word} then" if change.then == change.now else f"was {word}"


def verdicts(change: Change) -> str:
    """Give both verdicts in words: ``"Marked, now mild"``."""
    return (
        VERDICT[change.now]
        if change.then == change.now
        else f"{VERDICT[change.then]}, now {VERDICT[change.now].lower()}"
    )
