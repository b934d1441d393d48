"""What every format makes of a line: one value, whatever the program that wrote it."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "KG_PER_LB",
    "Cells",
    "Format",
    "SetRow",
    "Unit",
    "decimal_signs",
    "number",
    "settled",
    "unit_of",
    "weight",
    "whole",
]

Cells = Mapping[str, str]
"""The cells of a line by the names of the header, in small letters."""
Unit = Literal["kg", "lb"]
KG_PER_LB = 0.45359237
"""By definition (international pound)."""
_TWO_WAYS = re.compile(r"([1-9])[.,](\d{3})")
"""A number that can be 1 or 1000. With more digits in front it can be no load and no count in thousands, so 62.500 is
62.5; a nought in front is no thousand either."""
_COUNTED = ("weight", "load", "reps", "sets")
"""How the columns begin whose numbers are kept."""


@dataclass(frozen=True, slots=True)
class SetRow:
    """One line of a log.

    Attributes
    ----------
    when
        Date, perhaps with a time, as it stands in the file.
    name
        The exercise as the file calls it.
    sets
        How many sets the line stands for.
    warm_up
        Whether they were for warming up.
    reps
        Repetitions of a set; None where none are told.
    load, unit
        The load and its unit; the unit is None where the file does not tell it.
    effort
        0 to 10, as the person rated it.
    done
        Whether anything was done at all: repetitions, a time or a distance.
    note
        What the person wrote.
    """

    when: str
    name: str
    sets: int = 1
    warm_up: bool = False
    reps: int | None = None
    load: float | None = None
    unit: Unit | None = None
    effort: float | None = None
    done: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    Attributes
    ----------
    id, title
        The name for programs (part of what makes an entry the same when it is imported again), and the one for people.
    knows
        Says by the names of the columns, in small letters, whether a file is of this format.
    which
        Makes a row of what tells a line from others (when, exercise, warm-up), also of a line whose numbers are broken.
        None and ValueError as ``read``; KeyError where the line ends too early.
    read
        Makes a row of a line's cells; None for a line that stands for no set, such as a rest timer. Raises ValueError,
        with a sentence, where a line is broken.
    """

    id: str
    title: str
    knows: Callable[[frozenset[str]], bool]
    which: Callable[[Cells], SetRow | None]
    read: Callable[[Cells], SetRow | None]


def number(text: str, what: str, *, any_size: bool = False) -> float | None:
    """Read a number with a decimal point or comma; None where there is none.

    ``any_size`` is for numbers of which only matters whether they are nought, or that can be no thousands: one that
    can be read in two ways, such as 1.000, is refused elsewhere.

    Examples
    --------
    >>> number("62,5", "Weight"), number("1.234,5", "Weight"), number("62.500", "Weight"), number("", "Weight")
    (62.5, 1234.5, 62.5, None)
    """
    bare = _bare(text)
    if not bare:
        return None
    if _TWO_WAYS.fullmatch(bare) and not any_size:
        raise ValueError(f"{what} is {text!r}, which can be {bare[0]}.{bare[2:]} or {bare[0]}{bare[2:]}")
    if "," in bare and "." in bare:
        thousands = "," if bare.rindex(",") < bare.rindex(".") else "."
        bare = bare.replace(thousands, "")
    bare = bare.replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d*)?|\.\d+", bare):
        raise ValueError(f"{what} is {text!r}, which is no number")
    if not math.isfinite(value := float(bare)):
        raise ValueError(f"{what} is too large a number")
    return value


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f']", "", text)


def decimal_signs(rows: Iterable[Cells]) -> dict[str, str]:
    """Give the decimal sign of each column in which one is clear: 62.5 shows a point, 1.000,5 a comma.

    Examples
    --------
    >>> decimal_signs([{"weight": "1.000", "reps": "1.000"}, {"weight": "62,5", "reps": "8"}])
    {'weight': ','}
    """
    seen: dict[str, set[str]] = {}
    for cells in rows:
        for column, text in cells.items():
            if column.startswith(_COUNTED) and (sign := _sign(_bare(text))):
                seen.setdefault(column, set()).add(sign)
    return {column: signs.pop() for column, signs in seen.items() if len(signs) == 1}


def _sign(bare: str) -> str:
    """Give the decimal sign that a number shows for sure."""
    if _TWO_WAYS.fullmatch(bare) or not re.fullmatch(r"[\d.,]*[.,]\d*", bare):
        return ""
    sign = bare[max(bare.rfind("."), bare.rfind(","))]
    return sign if bare.count(sign) == 1 else ""


def settled(cells: Cells, signs: Mapping[str, str]) -> Cells:
    """Write the numbers that can be read in two ways in the one way that their column shows.

    Examples
    --------
    >>> settled({"weight": "1.000"}, {"weight": ","}), settled({"weight": "1.000"}, {"weight": "."})
    ({'weight': '1000'}, {'weight': '1.0000'})
    """
    fresh = {
        column: (f"{bare}0" if sign in bare else bare[0] + bare[2:])
        for column, sign in signs.items()
        if _TWO_WAYS.fullmatch(bare := _bare(cells.get(column, "")))
    }
    return {**cells, **fresh} if fresh else cells


def whole(text: str, what: str) -> int | None:
    """Read a count; None where there is none.

    Examples
    --------
    >>> whole("8", "Reps"), whole("8.0", "Reps")
    (8, 8)
    """
    value = number(text, what)
    if value is None:
        return None
    if value != int(value):
        raise ValueError(f"{what} is {text!r}, which is no count")
    return int(value)


def unit_of(text: str) -> Unit | None:
    """Read a unit of weight; None where there is none.

    Examples
    --------
    >>> unit_of("lbs"), unit_of("kgs"), unit_of("")
    ('lb', 'kg', None)
    """
    bare = text.strip().lower().rstrip(".")
    if not bare:
        return None
    if bare in {"kg", "kgs", "kilogram", "kilograms"}:
        return "kg"
    if bare in {"lb", "lbs", "pound", "pounds"}:
        return "lb"
    raise ValueError(f"the unit of the weight is {text!r}, neither kg nor lb")


def weight(cells: Cells, columns: Mapping[str, Unit], bare: str, unit: str) -> tuple[float | None, Unit | None]:
    """Give load and unit: from a column that names its unit, else from the columns ``bare`` and ``unit``.

    Where columns of both units are filled, the first is taken; more than rounding between them is refused.
    """
    found = [
        (value, known) for c, known in columns.items() if (value := number(cells.get(c, ""), "Weight")) is not None
    ]
    told = [one for one in found if one[0]] or found  # nought in the unit that is not used
    if not told:
        return number(cells.get(bare, ""), "Weight"), unit_of(cells.get(unit, ""))
    kg = [value * (KG_PER_LB if known == "lb" else 1) for value, known in told]
    if not math.isclose(min(kg), max(kg), rel_tol=0.02, abs_tol=1.0):
        raise ValueError("Weight is " + " and ".join(f"{value:g} {known}" for value, known in told))
    return told[0]
