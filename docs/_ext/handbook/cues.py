"""What each cue sees and cannot see, from the cue modules and the limits in the exercises' files."""

from collections.abc import Iterator
from importlib import import_module
from itertools import groupby

import hingecoach.cues
from hingecoach.cues import Cue, all_cues
from hingecoach.exercises import Exercise, Limit, all_exercises
from hingecoach.frontal import OFF_FRONT

from .words import GRADE, band, linked, sections, table

__all__ = ["faults", "five"]


def five() -> str:
    """Give the five cues."""
    return "\n".join(_told(cue) for cue in all_cues().values() if cue.kind == "cue")


def faults() -> str:
    """Give the other findings."""
    return "\n".join(_told(cue) for cue in all_cues().values() if cue.kind == "fault")


def _told(cue: Cue) -> str:
    """Tell one cue: its module's docstring, from where it can be read, its limits, and its words."""
    docstring = import_module(f"{hingecoach.cues.__name__}.{cue.id}").__doc__ or ""
    headline, told = sections(docstring)
    parts = [f"(cue-{cue.id})=\n### {cue.title}", f"`{cue.id}`. {linked(_after_name(headline))}"]
    for heading, paragraphs in told.items():
        parts.append(f"**{heading}**")
        parts.append("\n".join(f"- {linked(p)}" for p in paragraphs) if len(paragraphs) > 1 else linked(paragraphs[0]))
    parts += [f"**From which camera angles**\n\n{_angles(cue)}"]
    parts += [f"**Its limits**\n\n{_limits(cue)}", f"**What is said**\n\n{_words(cue)}"]
    return "\n\n".join(parts) + "\n"


def _after_name(headline: str) -> str:
    """Leave out the name before the colon, which is the heading already."""
    text = headline.partition(": ")[2] or headline
    return text[:1].upper() + text[1:]


def _angles(cue: Cue) -> str:
    if cue.frontal:
        return (
            f"Up to {OFF_FRONT:.0f}° off the true front or back. Beyond that: not seen; from the side it is left out."
        )
    if cue.azimuth is None:
        return "From any."
    front, rear = cue.azimuth
    return f"Up to {front:.0f}° in front of the side view, up to {rear:.0f}° behind it. Beyond that: not seen."


def _limits(cue: Cue) -> str:
    """Give every limit with the exercises that share it."""
    rows = []
    found = sorted(_of(cue), key=lambda pair: _key(*pair[:2]))
    for (reading, *_), group in groupby(found, key=lambda pair: _key(*pair[:2])):
        same = list(group)
        limit = same[0][1]
        names = ", ".join(f"[{e.title}](#exercise-{e.id})" for _, _, e in same)
        rows.append((f"`{reading}`", *band(limit), GRADE[limit.grade], linked(limit.source), names))
    return table(("reading", "mild", "marked", "grade", "source", "exercises"), rows)


def _of(cue: Cue) -> Iterator[tuple[str, Limit, Exercise]]:
    for exercise in all_exercises().values():
        for reading, limit in exercise.cues.get(cue.id, {}).items():
            yield reading, limit, exercise


def _key(reading: str, limit: Limit) -> tuple[str, float, float, str, str, str]:
    return reading, limit.mild, limit.marked, limit.cap, limit.grade, limit.source


def _words(cue: Cue) -> str:
    rows = [(f"`{name}`", line.say, line.focus, line.drill) for name, line in cue.lines.items()]
    return f"Good: “{cue.good}”\n\n" + table(("reading", "after the set", "next time", "to practise"), rows)
