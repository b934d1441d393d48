"""Everything about one person as one zip in open formats: JSON, CSV, HTML, pictures, NumPy's npz, the clips.

``history.json`` and the files of assessments are what an import reads; the tables and the pictures are the same things
again, for people and other programs. The way back in is :mod:`.unpack`.
"""

import base64
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from .._version import __version__
from ..assessment import Model
from ..errors import OutputError
from ..files import reason, shown
from ..report.data import as_json
from .history import AssessmentRecord, History
from .store.store import Store
from .tables import as_tables

__all__ = ["HISTORY", "MANIFEST", "Manifest", "export_person", "member_of", "video_member"]

MANIFEST, HISTORY = "manifest.json", "history.json"
_READ_ME = """\
Everything that hingecoach kept about one person.

history.json    the person and every entry; each clip's answers are in it too
assessments/    a folder a clip: the newest answer, the report, its pictures, and the points of the body (track.npz)
tables/         the same entries as CSV, for a spreadsheet
videos/         copies of clips, where they were kept

Put it into another hingecoach with: hingecoach people import FILE.zip
"""
_PICTURE = re.compile(rb"data:image/(png|jpeg);base64,([A-Za-z0-9+/=]+)")


class Manifest(Model):
    """What a zip says about itself: its format, the format's version, and what wrote it."""

    format: str = "hingecoach person"
    version: int = 1
    made_with: str = __version__


def export_person(store: Store, person: str, path: Path) -> Path:
    """Write everything about a person, by id, as one zip that only its owner can read; whole or not at all.

    Raises
    ------
    OutputError
        The file cannot be written, or there is one of that name already.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100  (without following links)
    if os.path.lexists(path):
        raise OutputError(f"There is a file {shown(path)} already. Choose another name.")
    history = _with_what_is_there(store, store.history(person))
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".hingecoach-", suffix=".zip", dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                _fill(archive, store, history)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as e:
        why = reason(e).replace(" with --out", "")
        raise OutputError(f"The export cannot be written to {shown(path)}: {why}") from e
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    return path


def member_of(record: AssessmentRecord, name: str) -> str:
    """Give where a file of an assessment lies in the zip."""
    return f"assessments/{record.id}/{name}"


def video_member(file: str) -> str:
    """Give where a clip's copy lies in the zip."""
    return f"videos/{file}"


def _with_what_is_there(store: Store, history: History) -> History:
    """Leave out copies of clips that somebody took out of the folder."""
    there = [r if store.video(r) else r.model_copy(update={"video": None}) for r in history.assessments]
    return history.model_copy(update={"assessments": tuple(there)})


def _fill(archive: ZipFile, store: Store, history: History) -> None:
    archive.writestr(MANIFEST, Manifest().model_dump_json(indent=2))
    archive.writestr("README.txt", _READ_ME)
    archive.writestr(HISTORY, history.model_dump_json(indent=1))
    for name, text in as_tables(history).items():
        archive.writestr(f"tables/{name}", text)
    for record in history.assessments:
        _fill_clip(archive, store, record)


def _fill_clip(archive: ZipFile, store: Store, record: AssessmentRecord) -> None:
    put: Callable[..., None] = archive.writestr
    put(member_of(record, "assessment.json"), as_json(record.assessment))
    for name in record.files:
        data = store.file(record.id, name)
        put(member_of(record, name), data, ZIP_STORED if name.endswith(".npz") else ZIP_DEFLATED)
        for i, (kind, text) in enumerate(_PICTURE.findall(data) if name.endswith(".html") else (), 1):
            ending = "jpg" if kind == b"jpeg" else "png"
            put(member_of(record, f"pictures/{i:02}.{ending}"), base64.b64decode(text), ZIP_STORED)
    if (clip := store.video(record)) and record.video:
        archive.write(clip, video_member(record.video.file), ZIP_STORED)
