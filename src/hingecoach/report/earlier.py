"""An earlier result, to be laid beside a new one: its numbers, and its pictures where its page still has them."""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..assessment import SCHEMA_VERSION, Assessment
from ..errors import InputError
from ..exercises import all_exercises
from ..files import shown
from .words import analysed, day, exercise_title

ANSWER, PAGE = "assessment.json", "report.html"
MOST_BYTES = 50_000_000
"""A file larger than this is no result of ours: an hour of repetitions takes a few megabytes."""
MOST_NAME = 40
"""Letters of a clip's name; a longer one loses its middle."""
SHOWS = "shows"
"""Name of the page's ``meta`` that holds the day which its clip shows."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_JPEG = re.compile(r"data:image/jpeg;base64,[A-Za-z0-9+/]+={0,2}")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the earlier page: its ``data:`` address, its size in pixels, and what it shows in words."""

    uri: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier result.

    Attributes
    ----------
    assessment
        Its answer.
    pictures
        Its pictures by cue; empty where its page is gone or is of another clip.
    written
        The day its file was written, by this computer's clock.
    shows
        The day that its clip shows, where its page or the history tells it.
    same
        Whether it is known to be of the same person as the new one.
    """

    assessment: Assessment
    pictures: dict[str, Shot]
    written: date | None = None
    shows: date | None = None
    same: bool = False

    @property
    def exercise(self) -> str | None:
        """The exercise that it is of."""
        return exercise_of(self.assessment)

    @property
    def name(self) -> str:
        """What to call it: its clip, of which day it is and when it was analysed, as far as that is known."""
        clip = _short(self.assessment.video.name) if self.assessment.video else "an earlier result"
        if self.written is None:
            return f"{clip} (of {day(self.shows)})" if self.shows else clip
        return f"{clip} ({analysed(self.written, self.shows)})"


def _short(name: str) -> str:
    return name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 10]}...{name[-7:]}"


def exercise_of(a: Assessment) -> str | None:
    """Give the exercise that an answer is of: the declared one, else the likeliest.

    Its limits need not be those that were used: who stands is not held to a bridge, nor who squats to a hinge that was
    only recognised.
    """
    return a.exercise.declared or a.exercise.recognised


def load_earlier(path: Path) -> Earlier:
    """Read an earlier result.

    Parameters
    ----------
    path
        Its ``assessment.json``, or the folder that holds it. Where ``report.html`` of the same clip lies beside it, its
        pictures are taken too.

    Raises
    ------
    InputError
        There is no such file, it is no result of ours, or a newer hingecoach wrote it.
    """
    file = path / ANSWER if path.is_dir() else path
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _no_result(file)
        text, when = file.read_text("utf-8"), file.stat().st_mtime
    except FileNotFoundError:
        raise InputError(
            f"There is no file {shown(file)}. Give --before the assessment.json of an earlier result."
        ) from None
    except OSError as e:
        raise InputError(f"{shown(file)} cannot be read: {e.strerror}.") from None
    except UnicodeDecodeError:
        raise _no_result(file) from None
    answer = _answer(file, text)
    page = _page(file.with_name(PAGE), answer)
    return Earlier(answer, page.found, datetime.fromtimestamp(when, UTC).astimezone().date(), page.shows)


def check_same(earlier: Earlier, exercise: str | None) -> None:
    """Refuse to compare what cannot be compared.

    Parameters
    ----------
    exercise
        What the new clip shows, or what the user says that it shows.

    Raises
    ------
    InputError
        The earlier result is of another exercise, or of none.
    """
    then, now = exercise_title(earlier.exercise), exercise_title(exercise)
    if earlier.exercise in (None, "other"):
        raise InputError("The earlier result names no exercise, so nothing can be compared. Leave out --before.")
    if earlier.exercise not in all_exercises():
        name = shown(earlier.exercise)
        raise InputError(f"The earlier result is of {name}, an exercise that is not known here. Leave out --before.")
    if earlier.exercise != exercise:
        raise InputError(
            f"The earlier result is of another exercise ({then}; this clip: {now or 'not recognised'}). "
            f"If it is the same one, say so with --exercise {earlier.exercise}; else leave out --before."
        )


def _answer(file: Path, text: str) -> Assessment:
    try:
        data = json.loads(text)
        version = data["schema_version"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _no_result(file) from None
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise InputError(f"{shown(file)} was written by a newer hingecoach. Update this one, then try again.")
    try:
        return _read(data)
    except ValidationError:
        raise _no_result(file) from None


def _read(data: dict[str, Any]) -> Assessment:
    """Read an answer; fields that a later version added within the same schema are passed over."""
    try:
        return Assessment.model_validate(data)
    except ValidationError as e:
        new = [x["loc"] for x in e.errors(include_url=False) if x["type"] == "extra_forbidden"]
        if len(new) < e.error_count():
            raise
    for *way, name in new:
        part: Any = data
        for step in way:
            part = part[step]
        del part[name]
    return Assessment.model_validate(data)


def _no_result(file: Path) -> InputError:
    return InputError(f"{shown(file)} is no result of hingecoach. Give --before the assessment.json of an earlier one.")


class _Page(HTMLParser):
    """Collects of a page of ours the day that its clip shows, and the pictures by their cue: JPEGs inside the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Shot] = {}
        self.shows: date | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "meta" and has.get("name") == SHOWS and _DAY.fullmatch(has.get("content", "")):
            with suppress(ValueError):  # no such day
                self.shows = date.fromisoformat(has["content"])
        size = (has.get("width", ""), has.get("height", ""))
        if (
            tag == "img"
            and "data-cue" in has
            and all(n.isdecimal() for n in size)
            and _JPEG.fullmatch(has.get("src", ""))
        ):
            shot = Shot(has["src"], int(size[0]), int(size[1]), has.get("alt", ""))
            self.found.setdefault(has["data-cue"], shot)


def _page(page: Path, answer: Assessment) -> _Page:
    """Read the page, if it tells of the very same clip; else nothing is found in it."""
    reader = _Page()
    try:
        if answer.video is None or page.stat().st_size > MOST_BYTES:
            return reader
        text = page.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return reader
    if answer.video.sha256 in text:
        reader.feed(text)
    return reader
