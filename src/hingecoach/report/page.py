"""report.html: one file that needs nothing else, no script and no network. Its first page is the one to print."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment

from ..assessment import Assessment, ViewReport
from ..phrases import in_a_row
from . import words
from .advice import focus, focus_title, then_next, why
from .bends import NAME
from .cards import Card, cards, gravest_first, wanted
from .changes import ERRORS, before, cameras, changes, in_short, lost, people, telling, verdicts
from .changes import untold as untold_changes
from .columns import columns
from .curves import curves, seconds, shades
from .earlier import SHOWS, Earlier
from .formats import Wishes
from .front import front
from .note import as_note
from .numbers import number, with_error
from .pages import environment
from .pictures import Picture, take
from .practised import Practised
from .unseen import blind, never_seen, untold
from .words import FAULTS

if TYPE_CHECKING:
    from ..analyze import Analysis


def as_html(analysis: "Analysis", made: datetime | None = None, wishes: Wishes | None = None) -> str:
    """Write the page: pictures from the clip, everything else from the assessment and the motion.

    Parameters
    ----------
    made
        When it was made, for the page to say; now when None.
    wishes
        What the user wants of it besides: a result to lay beside it, the day, what was told about the practice.
    """
    wishes = wishes or Wishes()
    earlier = wishes.before
    a, part = analysis.assessment, analysis.video
    if analysis.faces is not None and earlier is not None:
        earlier = replace(earlier, pictures={})  # nobody knows whether the faces in them are hidden
    start, end = part.start_s or None, part.end_s
    pictures = take(analysis.path, analysis.motion, wanted(a), analysis.faces, reps=a.reps, start=start, end=end)
    made = made or datetime.now(UTC).astimezone()
    return render(a, analysis, pictures, made, earlier, wishes.shows, wishes.practised)


def render(
    a: Assessment,
    analysis: "Analysis",
    pictures: dict[str, Picture],
    made: datetime,
    earlier: Earlier | None = None,
    shows: date | None = None,
    practised: Practised | None = None,
) -> str:
    """Set the page from its parts."""
    some = changes(earlier, a)
    five, others = cards(a, pictures, some)
    first = front(a, five, others, pictures)
    told = [c for c in others if c.verdict in (*FAULTS, "unsure", "good")]
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            a=a,
            style=files(__package__).joinpath("templates/report.css").read_text("utf-8"),
            front=first,
            five=five,
            grave=[c for c in gravest_first(five) if c.verdict not in ("not_seen", "not_applicable")],
            others=told,
            since=in_short(earlier, some) if earlier else "",
            cameras=cameras(earlier, a) if earlier else "",
            people=people(earlier) if earlier else "",
            compared=some,
            telling=telling(some),
            not_compared=untold_changes(some),
            lost=lost(some),
            step=then_next(a, lost(some), planned=practised is not None),
            blind=[replace(b, film=untold(b.film, first.film)) for b in blind(a)],
            note=as_note(a, made, earlier, shows, practised),
            camera=_camera(a.view),
            made=made,
            shows=shows,
            practised=practised,
            **_numbers(a, analysis, five),
        )
    )


def _numbers(a: Assessment, analysis: "Analysis", five: tuple[Card, ...]) -> dict[str, object]:
    """Give what the tables and curves are drawn from."""
    apply, never = [c for c in five if c.verdict != "not_applicable"], never_seen(a)
    return {
        "one_movement": words.one_movement(a),
        "measures": columns(a),
        "cues": [c for c in apply if c.id not in never],
        "never": [c.title for c in apply if c.id in never],
        "curves": curves(analysis.motion, a.reps),
        "seconds": seconds(analysis.motion),
        "shades": shades(analysis.motion, a.reps),
    }


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
    env.globals |= {name: getattr(words, name) for name in _CONSTANTS}
    env.globals |= {"ERRORS": ERRORS, "BENT": NAME, "SHOWS": SHOWS}
    env.globals |= {name: getattr(words, name) for name in _SAY}
    env.globals |= {"number": number, "with_error": with_error}
    env.globals |= {"in_a_row": in_a_row, "focus": focus, "focus_title": focus_title, "why": why}
    env.globals |= {"then": before, "verdicts": verdicts}
    return env


_CONSTANTS = (
    "CUT_OFF",
    "ERROR",
    "ERROR_OF_VERDICT",
    "ESTIMATES",
    "TWO_NUMBERS",
    "VERDICT",
    "MEANING",
    "MOVEMENT",
    "VIEW",
)
_SAY = (
    "analysed",
    "at",
    "clock",
    "count",
    "full_stop",
    "heading",
    "instant",
    "measure_title",
    "movement",
    "recognised",
    "turned",
)
