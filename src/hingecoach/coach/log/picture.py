"""The weekly trend as one SVG: a pair of bars a week, readable in light and dark and without colours."""

from xml.sax.saxutils import escape

from .balance import WORDS, Balance, Week

__all__ = ["trend_svg"]

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 720, 300, 44, 56, 44
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1b1f24 } .head { font-size: 15px; font-weight: 600 }
.axis { stroke: #8a929b } .hinge { fill: #1f6fb2 } .squat { fill: #f2b36b; stroke: #7a4a10 } .back { fill: #fff }
@media (prefers-color-scheme: dark) { text { fill: #e8eaed } .back { fill: #15181c } .hinge { fill: #6cb4f0 } }
"""


def trend_svg(answer: Balance) -> str:
    """Draw the weekly sets; every bar has its number, and the whole a title and a description for screen readers."""
    plot = _HEIGHT - _TOP - _BOTTOM
    most = max([1.0, *(max(w.hinge_sets, w.squat_sets) for w in answer.weeks)])
    step = (_WIDTH - _LEFT - 12) / len(answer.weeks)
    bars = [
        part
        for i, week in enumerate(answer.weeks)
        for part in _pair(week, _LEFT + i * step, step, plot / most, _TOP + plot)
    ]
    head = f"Hard sets a week: last four weeks {WORDS[answer.label]}"
    told = "; ".join(f"week to {w.end}: {w.hinge_sets:g} hinge, {w.squat_sets:g} knee" for w in answer.weeks)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"',
            ' role="img" aria-labelledby="t d">',
            f'<title id="t">{escape(head)}</title><desc id="d">{escape(told)}</desc><style>{_STYLE}</style>',
            f'<rect class="back" width="{_WIDTH}" height="{_HEIGHT}"/>',
            f'<text class="head" x="{_LEFT}" y="22">{escape(head)}</text>',
            *_key("hinge", _LEFT, "hinge"),
            *_key("squat", _LEFT + 70, "knee"),
            *bars,
            f'<path class="axis" d="M{_LEFT} {_TOP + plot}H{_WIDTH - 12}"/>',
            f'<text x="{_LEFT}" y="{_HEIGHT - 6}">week ending</text>',
            "</svg>\n",
        )
    )


def _key(name: str, x: float, title: str) -> tuple[str, str]:
    return (
        f'<rect class="{name}" x="{x}" y="32" width="10" height="10"/>',
        f'<text x="{x + 15}" y="41">{title}</text>',
    )


def _pair(week: Week, x: float, step: float, scale: float, base: float) -> list[str]:
    """Draw one week: two bars with their numbers, and its last day."""
    wide = step * 0.36
    parts = [f'<text x="{x + step / 2:.1f}" y="{base + 18:.0f}" text-anchor="middle">{week.end:%m-%d}</text>']
    for i, (name, sets) in enumerate((("hinge", week.hinge_sets), ("squat", week.squat_sets))):
        left, top = x + step * 0.12 + i * (wide + 2), base - sets * scale
        parts.append(
            f'<rect class="{name}" x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{base - top:.1f}"/>'
            f'<text x="{left + wide / 2:.1f}" y="{top - 4:.1f}" text-anchor="middle">{sets:g}</text>'
        )
    return parts
