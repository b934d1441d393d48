"""report.html: one file that needs nothing else, no script and no network."""

import math
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment

from ..assessment import Assessment, ViewReport
from . import words
from .cards import cards, gravest_first, wanted
from .curves import curves, seconds, shades
from .pages import environment
from .pictures import Picture, take
from .unseen import blind
from .words import FAULTS, sentence

if TYPE_CHECKING:
    from ..analyze import Analysis

TABLE = ("hip_bottom", "knee_bottom", "trunk_bottom", "lumbar_convex_max", "hip_top")
"""Measures that the page's table shows; reps.csv has all."""


def as_html(analysis: "Analysis", made: datetime | None = None) -> str:
    """Write the page: pictures from the clip, everything else from the assessment and the motion."""
    a = analysis.assessment
    return render(
        a, analysis, take(analysis.path, analysis.motion, wanted(a), analysis.faces), made or datetime.now(UTC)
    )


def render(a: Assessment, analysis: "Analysis", pictures: dict[str, Picture], made: datetime) -> str:
    """Set the page from its parts."""
    five, others = cards(a, pictures)
    told = [c for c in others if c.verdict in (*FAULTS, "unsure", "good")]
    motion = analysis.motion
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            a=a,
            style=files(__package__).joinpath("templates/report.css").read_text("utf-8"),
            sentence=sentence(a),
            five=five,
            grave=[c for c in gravest_first(five) if c.verdict not in ("not_seen", "not_applicable")],
            one_movement=all(r.movement == a.movement for r in a.reps),
            others=told,
            shown={c.id for c in (*five, *told) if c.picture},
            blind=blind(a),
            measures=[m for m in TABLE if any(m in r.measures for r in a.reps)],
            cues=[c for c in five if c.verdict != "not_applicable"],
            curves=curves(motion, a.reps),
            seconds=seconds(motion),
            shades=shades(motion, a.reps),
            camera=_camera(a.view),
            made=made.strftime("%Y-%m-%d %H:%M UTC"),
        )
    )


def _camera(view: ViewReport) -> tuple[float, float, float] | None:
    """Place the camera on a plan seen from above: turn from the side view, and x and y on a circle of 1 round you.

    The person looks to the right of the plan and the camera stands below; + is in front of the person.
    """
    if view.azimuth_deg is None:
        return None
    turn = math.radians(view.azimuth_deg.value)
    return view.azimuth_deg.value, math.sin(turn), math.cos(turn)


@cache
def _environment() -> Environment:
    env = environment("hingecoach.report")
    env.globals |= {name: getattr(words, name) for name in ("VERDICT", "MEANING", "MOVEMENT", "VIEW")}
    env.globals |= {name: getattr(words, name) for name in _SAY}
    return env


_SAY = (
    "clock",
    "count",
    "exercise_title",
    "focus",
    "full_stop",
    "heading",
    "measure_title",
    "number",
    "recognised",
    "with_error",
)
