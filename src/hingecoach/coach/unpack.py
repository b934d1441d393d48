"""The way of a zip into the store. It may come from anybody, so nothing in it is believed.

No member is ever written under its own name: the few that are wanted are asked for by name, read within a limit,
checked, and put into the database. A zip that tries a path outside, hides its size or is made to swell is refused.
"""

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import numpy as np
from pydantic import ValidationError
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from ..errors import InputError
from ..files import shown
from ..pose.save import NO_TRACK, load_track
from .archive import HISTORY, MANIFEST, Manifest, member_of, video_member
from .history import History, KeptVideo, Person
from .keep import TRACK
from .store.clips import copied, in_place
from .store.place import VIDEOS
from .store.rows import Files, name_key, person_row, put
from .store.store import Store
from .store.tables import people

__all__ = ["import_person"]

MB = 1 << 20
MOST_MEMBERS = 50_000
LARGEST = {HISTORY: 256 * MB, MANIFEST: MB}
LARGEST_FILE = 64 * MB
LARGEST_TRACK = 256 * MB
LARGEST_IN_ALL = 4096 * MB
"""Most members, and most bytes of one of them once unpacked: far above what years of practice make (E)."""
SWELLS = 200
"""Times that a member may be larger than it is packed, beyond its first MB; JSON of histories stays below 50 (M)."""
_FILE = re.compile(r"[a-z0-9_]{1,40}\.(npz|html|csv|json|png|jpg)")


def import_person(store: Store, path: Path, *, name: str | None = None) -> Person:
    """Take a person and everything about them out of a zip that ``export`` wrote; all or nothing.

    Parameters
    ----------
    store, path
        Where to, and the zip.
    name
        What to call the person here, where their name is taken.

    Raises
    ------
    InputError
        The file is no such zip, was made by a newer hingecoach, is broken, or is made to do harm; or the person is in
        the store already.
    OutputError
        The disk is full, or the store cannot be written.
    """
    with _opened(path) as archive, ExitStack() as stack:
        _refuse_harm(archive, path)
        _check_manifest(archive, path)
        history = _history(archive, path)
        person = history.person.model_copy(update={"name": name} if name else {})
        _check_new(store, person)
        held = {r.id: _files(archive, [(n, member_of(r, n)) for n in r.files], path) for r in history.assessments}
        videos = [r.video for r in history.assessments if r.video]
        copies = [stack.enter_context(_copy(store, archive, video, path)) for video in videos]
        try:
            with store.writing() as db:
                db.execute(insert(people).values(person_row(person)))
                put(db, person.id, history.entries(), held)
                in_place(copies, store.folder)
        except IntegrityError as e:
            raise InputError(f"The person or entries of {shown(path)} are in the store already.") from e
    return person


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            yield archive
    except (BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError) as e:
        raise InputError(f"{shown(path)} is no zip, or it is broken. Export the person again.") from e
    except FileNotFoundError as e:
        raise InputError(f"There is no file {shown(path)}. Check the name and the folder.") from e
    except (IsADirectoryError, PermissionError) as e:
        raise InputError(f"{shown(path)} cannot be read: {e.strerror}.") from e


def _refuse_harm(archive: ZipFile, path: Path) -> None:
    members = archive.infolist()
    names = [m.filename for m in members]
    packed = sum(m.compress_size for m in members)
    stored = sum(m.file_size for m in members if m.compress_type == ZIP_STORED)
    checks = {
        "it holds too many files": len(members) > MOST_MEMBERS,
        "it holds two files of one name": len(set(names)) < len(names),
        "it names files outside of itself": any(_leads_out(name) for name in names),
        "it is locked with a password": any(m.flag_bits & 1 for m in members),
        "it is packed in a way that is not known here": any(
            m.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for m in members
        ),
        "it would swell to far more than it is": any(_swells(m) for m in members)
        or sum(m.file_size for m in members) - stored > LARGEST_IN_ALL
        or packed > path.stat().st_size,  # members that share their bytes
    }
    for why, found in checks.items():
        if found:
            raise InputError(f"{shown(path)} is refused: {why}. Only a zip from 'hingecoach people export' is read.")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or "\0" in name


def _swells(member: ZipInfo) -> bool:
    if member.compress_type == ZIP_STORED:
        return member.file_size != member.compress_size
    return member.file_size > SWELLS * member.compress_size + MB


def _check_manifest(archive: ZipFile, path: Path) -> None:
    try:
        manifest = Manifest.model_validate_json(_read(archive, MANIFEST, path))
    except ValidationError as e:
        raise InputError(f"{shown(path)} is no zip from 'hingecoach people export'.") from e
    if manifest.format != Manifest().format:
        raise InputError(f"{shown(path)} is no zip from 'hingecoach people export'.")
    if manifest.version > Manifest().version:
        raise InputError(f"{shown(path)} was made by a newer hingecoach ({manifest.made_with!r}). Update hingecoach.")


def _history(archive: ZipFile, path: Path) -> History:
    try:
        history = History.model_validate_json(_read(archive, HISTORY, path))
    except ValidationError as e:
        first = e.errors()[0]
        where = ".".join(map(str, first["loc"])) or HISTORY
        raise InputError(f"{shown(path)} is refused: {where[:100]} is not as hingecoach writes it.") from e
    for record in history.assessments:
        if not all(_FILE.fullmatch(name) for name in record.files):
            raise InputError(f"{shown(path)} is refused: it names files that hingecoach does not write.")
    return history


def _check_new(store: Store, person: Person) -> None:
    """Say before the work, and in better words than the database, that the person is here."""
    for known in store.people():
        if known.id == person.id:
            raise InputError(f"{known.name!r} is in the store already, with this history or another state of it.")
        if name_key(known.name) == name_key(person.name):
            raise InputError(f"There is another person called {known.name!r}. Give this one another name with --name.")


def _read(archive: ZipFile, member: str, path: Path) -> bytes:
    """Read a member, no more of it than its limit."""
    most = LARGEST.get(member, LARGEST_FILE)
    try:
        with archive.open(member) as file:
            data = file.read(most + 1)
    except KeyError as e:
        raise InputError(f"{shown(path)} is not whole: {member} is missing. Export the person again.") from e
    except (OSError, RuntimeError, ValueError, zlib.error) as e:
        raise BadZipFile from e
    if len(data) > most:
        raise InputError(f"{shown(path)} is refused: {member} is too large.")
    return data


def _files(archive: ZipFile, names: list[tuple[str, str]], path: Path) -> Files:
    held = {name: _read(archive, member, path) for name, member in names}
    if TRACK in held and not _is_track(held[TRACK]):
        raise InputError(f"{shown(path)} is refused: {dict(names)[TRACK]} is no track of points.")
    return held


def _is_track(data: bytes) -> bool:
    """Say whether an npz is a track: a zip of its own, so it is held to the same limits before it is unpacked."""
    try:
        with ZipFile(io.BytesIO(data)) as arrays:
            members = arrays.infolist()
            if sum(m.file_size for m in members) > LARGEST_TRACK or not all(_honest(arrays, m) for m in members):
                return False
        load_track(io.BytesIO(data))
    except (*NO_TRACK, InputError, OSError):
        return False
    return True


def _honest(arrays: ZipFile, member: ZipInfo) -> bool:
    """Say whether an array's header speaks of as many bytes as the member holds, and of plain numbers or text."""
    with arrays.open(member) as file:
        version = np.lib.format.read_magic(file)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, kind = read(file)
        return (
            not kind.hasobject and file.tell() + int(np.prod(shape, dtype=object)) * kind.itemsize == member.file_size
        )


@contextmanager
def _copy(store: Store, archive: ZipFile, video: KeptVideo, path: Path) -> Iterator[tuple[KeptVideo, Path]]:
    """Copy a clip out of the zip; its bytes must be those that the history speaks of."""
    try:
        member = archive.getinfo(video_member(video.file))
    except KeyError as e:
        raise InputError(f"{shown(path)} is not whole: a video is missing. Export the person again.") from e
    if member.compress_type != ZIP_STORED or (store.folder / VIDEOS / video.file).exists():
        raise InputError(f"{shown(path)} is refused: its videos are not as hingecoach writes them.")
    with archive.open(member) as source, copied(source, video.file, store.folder) as (copy, part):
        if (copy.sha256, copy.size) != (video.sha256, video.size):
            raise InputError(f"{shown(path)} is broken: a video is not the one that was kept.")
        yield video, part
