"""Every exercise with its expected angles and its limits, from the exercises' files."""

from hingecoach.cues import get_cue
from hingecoach.exercises import Exercise, all_exercises

from .words import GRADE, band, linked, table

__all__ = ["every"]


def every() -> str:
    """Give every exercise, the ladder first."""
    return "\n".join(map(_told, all_exercises().values()))


def _told(e: Exercise) -> str:
    parts = [f"(exercise-{e.id})=\n### {e.title}", f"`{e.id}`. {e.note}", _facts(e)]
    rows = [
        (f"[{get_cue(cue).title}](#cue-{cue})", f"`{reading}`", *band(limit), GRADE[limit.grade], linked(limit.source))
        for cue, limits in e.cues.items()
        for reading, limit in limits.items()
    ]
    if rows:
        parts.append(table(("cue", "reading", "mild", "marked", "grade", "source"), rows))
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(e: Exercise) -> str:
    """List what is known of it; what is not, is left out."""
    where = "at the top" if e.family == "bridge" else "at the deepest point"
    facts = {
        "Rung": str(e.rung or ""),
        "Next": f"[{all_exercises()[e.next].title}](#exercise-{e.next})" if e.next else "",
        "Load": e.load,
        f"Knee {where}": _range(e.knee, e.knee_ok),
        f"Trunk lean {where}": _range(e.trunk, None),
        "Sources": linked(", ".join(e.sources)),
    }
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact)


def _range(target: tuple[float, float] | None, accepted: tuple[float, float] | None) -> str:
    if target is None:
        return ""
    outer = f" (accepted {accepted[0]:.0f} to {accepted[1]:.0f}°)" if accepted else ""
    return f"{target[0]:.0f} to {target[1]:.0f}°{outer}"
