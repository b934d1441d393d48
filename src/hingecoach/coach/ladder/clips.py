"""What one judged clip shows of what a rung asks for, repetition by repetition.

``not_seen`` and ``unsure`` are neither good nor a fault: what was not seen does not count, what lies near a limit is
seen and not out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ...assessment import RepReport
from ...cues import all_cues
from ...types import Verdict
from ..entries import AssessmentRecord
from .model import Evidence
from .rungs import Rung, ladder

__all__ = ["DEPTH", "LEVEL", "Look", "Seen", "look"]

_RANK: dict[Verdict, int] = {"good": 0, "mild": 1, "marked": 2}
Got = Literal["met", "out", "near", "unseen"]
DEPTH, LEVEL = "depth", "level"


@dataclass(frozen=True, slots=True)
class Seen:
    """How the repetitions of a clip did at one thing, by their indices.

    Attributes
    ----------
    met, out
        Those that met it, and those that did not.
    near
        Those that lie too near the limit to tell.
    unseen
        Those in which it could not be seen.
    how
        What those that did not meet it were, in a word or two.
    """

    id: str
    title: str
    met: tuple[int, ...]
    out: tuple[int, ...]
    near: tuple[int, ...]
    unseen: tuple[int, ...]
    how: str

    @property
    def seen(self) -> int:
        """In how many it was seen."""
        return len(self.met) + len(self.out) + len(self.near)

    @property
    def is_out(self) -> bool:
        """Whether too many of the repetitions in which it was seen were out. What lies near a limit is not out."""
        return len(self.out) > (1 - ladder().rules.share) * self.seen + 1e-9

    @property
    def say(self) -> str:
        """How it went, in a few words."""
        if not self.seen:
            return f"{self.title}: not seen"
        near = f", {len(self.near)} too near the limit to tell" if self.near else ""
        return f"{self.title}: {len(self.met)} of {self.seen} fine{near}"

    @property
    def say_out(self) -> str:
        """Say in how many it was out."""
        return f"{self.title} {self.how} in {len(self.out)} of {self.seen}"


@dataclass(frozen=True, slots=True)
class Look:
    """One clip as a rung looks at it.

    Attributes
    ----------
    record
        The clip.
    reps
        The indices of its complete repetitions.
    form
        What the rung's form asks for.
    hinge
        Which repetitions were hinges.
    lying
        Whether the rung is done lying down.
    """

    record: AssessmentRecord
    reps: tuple[int, ...]
    form: tuple[Seen, ...]
    hinge: Seen
    lying: bool

    @property
    def enough(self) -> bool:
        """Whether it shows a whole repetition, and a cue that could be judged, or anything that is out.

        Where every cue lies too near its limit to tell, how far the hips bent alone leads nobody on. Lying, without a
        load, what is near is enough: a fine bridge ends at its limits, and nobody could show more.
        On one leg the repetitions are enough: no camera at the side can tell how far past straight the hips go or
        whether they stay level, and nobody is to wait for what cannot be seen.
        """
        return bool(self.reps) and any(map(self._tells, self.form))

    def _tells(self, one: Seen) -> bool:
        return one.id == LEVEL or bool(one.out or (one.met and one.id != DEPTH) or (one.near and self.lying))

    @property
    def out(self) -> tuple[Seen, ...]:
        """What too few repetitions met."""
        return tuple(s for s in self.form if s.is_out)

    def evidence(self, seen: Seen, reps: tuple[int, ...]) -> Evidence:
        """Give what a gate may rest on: this clip and these repetitions."""
        return self.told(seen.say, reps)

    def told(self, say: str, reps: tuple[int, ...] = ()) -> Evidence:
        """Give this clip as evidence for a sentence."""
        video = self.record.assessment.video
        name = video.name if video else None
        return Evidence(kind="clip", entry=self.record.id, day=self.record.day, clip=name, reps=reps, say=say)


def look(record: AssessmentRecord, rung: Rung) -> Look:
    """Look at a clip as a rung does."""
    reps = [rep for rep in record.assessment.reps if rep.complete]
    return Look(
        record=record,
        reps=tuple(rep.index for rep in reps),
        form=tuple(_form(reps, rung)),
        hinge=_sorted("hinge", "Hinge", "no hinge", reps, [_is_hinge(rep) for rep in reps]),
        lying=rung.about.posture == "lying",
    )


def _form(reps: list[RepReport], rung: Rung) -> Iterator[Seen]:
    for cue, allowed in rung.form.items():
        title = all_cues()[cue].called(lying=rung.about.posture == "lying")
        how = "marked" if allowed == "mild" else "not good"
        yield _sorted(cue, title, how, reps, [_within(rep, cue, allowed) for rep in reps])
    if rung.depth is not None:
        yield _sorted(DEPTH, "Depth", f"less than {rung.depth:g}°", reps, [_at_least(rep, rung.depth) for rep in reps])
    if rung.level is not None:
        yield _sorted(LEVEL, "Hips level", "tilted", reps, [_level(rep, rung.level) for rep in reps])


def _sorted(id_: str, title: str, how: str, reps: list[RepReport], got: list[Got]) -> Seen:
    kinds: tuple[Got, ...] = ("met", "out", "near", "unseen")
    met, out, near, unseen = (tuple(r.index for r, one in zip(reps, got, strict=True) if one == k) for k in kinds)
    return Seen(id_, title, met, out, near, unseen, how)


def _within(rep: RepReport, cue: str, allowed: Verdict) -> Got:
    """Say whether a repetition stayed within what is allowed of a cue."""
    found = [f.verdict for f in rep.findings if f.cue == cue]
    judged = [_RANK[v] for v in found if v in _RANK]
    if judged:
        return "met" if max(judged) <= _RANK[allowed] else "out"
    return "near" if "unsure" in found else "unseen"


def _at_least(rep: RepReport, depth: float) -> Got:
    """Say whether the hips bent that far."""
    bent = rep.measures.get("hip_bottom")
    if bent is None:
        return "unseen"
    if bent.value < depth <= bent.value + bent.error:
        return "near"
    return "met" if bent.value >= depth else "out"


def _level(rep: RepReport, most: float) -> Got:
    """Say whether the hips stayed level."""
    tilt = rep.measures.get("pelvis_tilt")
    if tilt is None:
        return "unseen"
    if abs(abs(tilt.value) - most) < tilt.error:
        return "near"
    return "met" if abs(tilt.value) <= most else "out"


def _is_hinge(rep: RepReport) -> Got:
    """Say whether a repetition was a hinge; between hinge and squat lies near the limit."""
    kinds: dict[str, Got] = {"hinge": "met", "squat": "out", "mixed": "near"}
    return kinds.get(rep.movement, "unseen")
