"""The history of confidence as one SVG: a panel a task, readable in light and dark and without colours."""

from datetime import date
from xml.sax.saxutils import escape

from .confidence import GOOD, Confident
from .model import Task

__all__ = ["confidence_svg"]

_WIDTH, _PANEL, _LEFT, _TOP = 720, 132, 44, 40
_PLOT = 84
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1b1f24 } .head { font-size: 15px; font-weight: 600 }
.axis { stroke: #8a929b } .good { stroke: #8a929b; stroke-dasharray: 4 4 } .dot { fill: #1f6fb2 } .back { fill: #fff }
.line { fill: none; stroke: #1f6fb2; stroke-width: 2 }
@media (prefers-color-scheme: dark) { text { fill: #e8eaed } .back { fill: #15181c }
.line { stroke: #6cb4f0 } .dot { fill: #6cb4f0 } }
"""


def confidence_svg(found: Confident) -> str:
    """Draw the answers of every task and load; every dot has its number, the whole a title and a description."""
    tasks = (*found.plan.tasks, *found.loads)
    head = f"Confidence of {found.person}, 0 to 10"
    told = "; ".join(f"{t.task}: " + ", ".join(f"{d} {s:g}" for d, s in t.scores) for t in tasks) or "no answers yet"
    panels = [part for i, task in enumerate(tasks) for part in _panel(task, _TOP + i * _PANEL)]
    height = _TOP + max(1, len(tasks)) * _PANEL
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"',
            ' role="img" aria-labelledby="t d">',
            f'<title id="t">{escape(head)}</title><desc id="d">{escape(told)}</desc><style>{_STYLE}</style>',
            f'<rect class="back" width="{_WIDTH}" height="{height}"/>',
            f'<text class="head" x="{_LEFT}" y="24">{escape(head)}</text>',
            *(panels or [f'<text x="{_LEFT}" y="{_TOP + 30}">No answers yet.</text>']),
            "</svg>\n",
        )
    )


def _panel(task: Task, top: float) -> list[str]:
    """Draw one task: its name, the line of good answers, a dot an answer."""
    base = top + 20 + _PLOT
    days = [d for d, _ in task.scores]
    places = [(_across(d, days), base - _PLOT * s / 10, s, d) for d, s in task.scores]
    good = base - _PLOT * GOOD / 10
    parts = [
        f'<text x="{_LEFT}" y="{top + 12:.0f}">{escape(task.task)}{" (done)" if task.done else ""}</text>',
        f'<path class="axis" d="M{_LEFT} {base:.1f}H{_WIDTH - 12}"/>',
        f'<path class="good" d="M{_LEFT} {good:.1f}H{_WIDTH - 12}"/>',
        f'<text x="{_LEFT - 6}" y="{good + 4:.1f}" text-anchor="end">{GOOD:g}</text>',
        '<polyline class="line" points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in places) + '"/>',
    ]
    for x, y, score, _ in places:
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        parts.append(f'<text x="{x:.1f}" y="{y - 7:.1f}" text-anchor="middle">{score:g}</text>')
    ends = [places[0], *places[-1:]] if len(set(days)) > 1 else places[:1]
    parts += [f'<text x="{x:.1f}" y="{base + 14:.1f}" text-anchor="middle">{d:%m-%d}</text>' for x, _, _, d in ends]
    return parts


def _across(day: date, days: list[date]) -> float:
    """Place a day between the first and the last one."""
    span = (days[-1] - days[0]).days
    left, right = _LEFT + 24.0, _WIDTH - 40.0
    return left if not span else left + (right - left) * (day - days[0]).days / span
