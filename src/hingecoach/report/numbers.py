"""Numbers with their unit and error, as every report writes them."""

from ..assessment import Measure

SMALL_RATIO = 2.0
"""A ratio below this is written with two decimals, a larger one with one."""
MINUS = "\N{MINUS SIGN}"


def number(value: float, unit: str, more: int = 0) -> str:
    """Write a number with its unit as people write it: ``"12°"``, ``"7 %"``, ``"0.85 s"``, with a true minus.

    Parameters
    ----------
    more
        So many decimals more than such a number has.
    """
    return _digits(value, unit, more) + _unit(unit)


def with_error(m: Measure, more: int = 0) -> str:
    """Write a measure with its error: ``"12° ± 5°"``, ``"7 ± 3 % of leg length"``; ``more`` as in :func:`number`."""
    if m.unit == "deg":
        return f"{number(m.value, m.unit, more)} ± {number(m.error, m.unit)}"
    digits = _places(m.value, m.unit)
    return f"{_digits(m.value, m.unit, more)} ± {abs(m.error):.{digits}f}{_unit(m.unit)}{of_what(m.unit)}"


def rounded(value: float, unit: str, more: int = 0) -> float:
    """Give a number as :func:`number` writes it."""
    return round(value, _places(value, unit) + more)


def of_what(unit: str) -> str:
    """Say what a percentage is a share of: ``" of the leg"``; empty for other units."""
    return {"% leg": " of leg length", "% chord": " of back length", "% range": " of your own range"}.get(unit, "")


def _places(value: float, unit: str) -> int:
    """Tell how many decimals a number of this size deserves."""
    if unit == "ratio":
        return 2 if abs(value) < SMALL_RATIO else 1
    return 2 if unit == "s" else 0


def _digits(value: float, unit: str, more: int = 0) -> str:
    text = f"{abs(value):.{_places(value, unit) + more}f}"
    return (MINUS if value < 0 and float(text) else "") + text


def _unit(unit: str) -> str:
    if unit == "deg":
        return "°"
    if unit.startswith("%"):
        return " %"
    return "" if unit in ("", "ratio") else f" {unit}"
