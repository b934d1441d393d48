"""Days as logs write them. Whether 03/04 is March or April is decided once for a file, from all its lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from ...errors import InputError

__all__ = ["Moment", "Order", "day_order", "moment"]

Order = Literal["day", "month"]
"""Which comes first."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\b")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_DAY_NAME = re.compile(r"(\d{1,2})(?:\.|st|[nr]d|th)?[-/ ]([a-z]{3})[a-z]*\.?,?[-/ ](\d{4}|\d{2})\b")
_NAME_DAY = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})\b")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ")
_ZONE = r"(?:uhr|h|z|[cemp][ds]t|cest|cet|bst|(?:utc|gmt)?(?:[-+]\d{1,2}(?::?\d{2})?)?)"
"""What may follow a time; it is not used: the day is the one where the person was."""
_TIME = re.compile(
    r"[ t,]+(?:at )?(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(?:([ap])\.?m?\.?)?\s*" + _ZONE + r"[ ,]*"
)
_NOON = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the rest of what the file says about the time, as the same text for the same time."""

    day: date
    time: str = ""


YEARS = range(1900, 2101)
"""Years in which somebody can have trained, and a slip of the hand is likelier outside (as for a year of birth)."""


def moment(text: str, order: Order) -> Moment:
    """Read a date, with or without a time.

    Examples
    --------
    >>> moment("7 Apr 2026, 10:14", "day")
    Moment(day=datetime.date(2026, 4, 7), time='10:14:00')
    >>> moment("03/04/2026", "day").day, moment("03/04/2026", "month").day
    (datetime.date(2026, 4, 3), datetime.date(2026, 3, 4))

    Raises
    ------
    ValueError
        It is none.
    """
    plain = _plain(text)
    year, month, day, rest = _parts(plain, order)
    if year not in YEARS:
        raise ValueError(f"the date is {text!r}. Is the year right?")
    try:
        named = date(year, month, day)
    except ValueError:
        raise ValueError(f"the date is {text!r}, which is no day") from None
    at = _time(rest) if rest.strip(" ,") else ""
    if at is None:
        raise ValueError(f"the date is {text!r}, and what follows the day is no time")
    return Moment(named, at)


def day_order(texts: Iterable[str]) -> Order:
    """Decide which comes first in dates such as 03/04/2026, from all dates of a file in their order.

    A number above 12 decides; points between the numbers mean the day first; else the reading in which the days go
    one way only, as in a log.

    Raises
    ------
    InputError
        Both are possible.
    """
    found = {m.groups(): None for text in texts if (m := _NUMBERS.match(_plain(text)))}
    pairs = [(int(a), int(b), int(year)) for a, _, b, year in found]
    day_first = sum(a > len(_MONTHS) >= b for a, b, _ in pairs)
    month_first = sum(b > len(_MONTHS) >= a for a, b, _ in pairs)
    if day_first != month_first:
        return "day" if day_first > month_first else "month"
    if all(sign == "." for _, sign, _, _ in found) or all(a == b for a, b, _ in pairs):
        return "day"
    ways = (_one_way([(y, b, a) for a, b, y in pairs]), _one_way([(y, a, b) for a, b, y in pairs]))
    if ways[0] != ways[1]:
        return "day" if ways[0] else "month"
    first = "".join(next(iter(found))[i] for i in (0, 1, 2, 1, 3))
    raise InputError(f"{first} may begin with the day or the month. Say which: --dates day or --dates month.")


def _one_way(days: Sequence[tuple[int, int, int]]) -> bool:
    return list(days) in (sorted(days), sorted(days, reverse=True))


def _plain(text: str) -> str:
    """Give small letters and plain spaces, no weekday; one program writes a narrow no-break space before AM."""
    return _WEEKDAY.sub("", " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").lower().split()), count=1)


def _parts(text: str, order: Order) -> tuple[int, int, int, str]:
    if m := _ISO.match(text) or _COMPACT.match(text):
        return int(m[1]), int(m[2]), int(m[3]), text[m.end() :]
    if m := _NUMBERS.match(text):
        first, second = int(m[1]), int(m[3])
        day, month = (first, second) if order == "day" else (second, first)
        return _year(m[4]), month, day, text[m.end() :]
    if (m := _DAY_NAME.match(text)) and m[2] in _MONTHS:
        return _year(m[3]), _MONTHS.index(m[2]) + 1, int(m[1]), text[m.end() :]
    if (m := _NAME_DAY.match(text)) and m[1] in _MONTHS:
        return int(m[3]), _MONTHS.index(m[1]) + 1, int(m[2]), text[m.end() :]
    raise ValueError(f"the date is {text!r}, which cannot be read")


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == len("26") else 0)


def _time(rest: str) -> str | None:
    """Give the time after a day as the same text for the same time; None where it is none."""
    m = _TIME.fullmatch(rest)
    if not m or not (m[2] or m[4]):
        return None
    hour, half = int(m[1]), m[4]
    if half == "a" and hour > _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return str(time(hour, int(m[2] or 0), int(m[3] or 0)))
    except ValueError:
        return None
