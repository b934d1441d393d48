"""Reads truth folders: one ``NAME.truth.json`` beside each clip, exact angles in ``NAME.angles.parquet``.

The form of a truth file is told in docs/truth_files.md.
"""

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.json_schema import SkipJsonSchema

from hingecoach.cues import get_cue
from hingecoach.errors import InputError, UnknownNameError
from hingecoach.exercises import get_exercise
from hingecoach.types import Floats
from hingecoach.video import probe


def _plain_name(name: str) -> str:
    if not name or Path(name).name != name:
        raise ValueError("is no plain file name; the file lies beside its truth")
    return name


PlainName = Annotated[str, AfterValidator(_plain_name)]
"""A file beside the truth."""
Label = Literal["good", "mild", "marked"]
Seconds = Annotated[float, Field(ge=0)]
ROUNDED_S = 0.5
"""By how much a time may lie beyond the end of its clip: it is a slip of rounding up to here (E)."""


class _Read(BaseModel):
    """Base of what is read: fields may be added by others (contract), and null is the same as left out."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_null(cls, data: Any) -> Any:
        return _without_null(data) if isinstance(data, dict) else data


def _without_null(data: dict[str, Any]) -> dict[str, Any]:
    return {k: _without_null(v) if isinstance(v, dict) else v for k, v in data.items() if v is not None}


class TrueView(_Read):
    """How the camera stood: label, degrees off the side view, where the person faces.

    The angle is without sign; a sign, as assessments have it for before and behind, is dropped.
    """

    label: str = "unknown"
    azimuth_deg: Annotated[float, Field(ge=-180, le=180), AfterValidator(abs)] | None = None
    faces: str | None = None


class TrueRep(_Read):
    """One true repetition; what is not known is None or left out."""

    bottom_s: Seconds
    top_s: Seconds | None = None
    start_s: Seconds | None = None
    end_s: Seconds | None = None
    cues: dict[str, Label] = Field(default_factory=dict)
    measures: dict[str, float] = Field(default_factory=dict)


def _by_bottom(reps: tuple[TrueRep, ...]) -> tuple[TrueRep, ...]:
    return tuple(sorted(reps, key=lambda r: r.bottom_s))


class Truth(_Read):
    """What is known about one clip (docs/truth_files.md).

    ``movement`` None: in between or unknown, not scored. ``reps_known`` False: the count is not scored. ``reps`` are
    in the order of their bottoms, whatever the file's, and may be empty while ``n_reps`` is known. A cue that is
    missing is unknown, not good.
    """

    truth: Literal[1]
    clip: PlainName
    person: str = ""
    source: str = "real"
    exercise: str | None = None
    movement: Literal["hinge", "squat", "other", "none"] | None = None
    view: TrueView = TrueView()
    reps: Annotated[tuple[TrueRep, ...], AfterValidator(_by_bottom)] = ()
    n_reps: Annotated[int, Field(ge=0)] | None = None
    reps_known: bool = False
    cues: dict[str, Label] = Field(default_factory=dict)
    angles: PlainName | None = None
    notes: str = ""
    unknown: SkipJsonSchema[tuple[str, ...]] = Field(default=(), exclude=True)
    """What is said of exercises and cues that we do not have; they are left out."""

    @property
    def count(self) -> int | None:
        """The count to score against, None where it is not known."""
        return self.n_reps if self.reps_known else None

    @property
    def uncounted(self) -> bool:
        """Whether a count is given and nothing says if it is known; it is not scored then."""
        return self.n_reps is not None and "reps_known" not in self.model_fields_set

    @property
    def timed(self) -> bool:
        """Whether the truth gives the time of every repetition, so that none missing or extra can hide."""
        return self.count is not None and len(self.reps) == self.count


def read_truths(folder: Path) -> dict[Path, Truth]:
    """Read every truth file of a folder, by the path of its clip, in the order of the names.

    Raises
    ------
    InputError
        The folder is missing or holds no truth file, a file does not follow the contract or speaks of what cannot be,
        two are about one clip, or a clip is missing.
    """
    found = sorted(f for f in folder.glob("*.truth.json") if f.is_file()) if folder.is_dir() else []
    if not found:
        raise InputError(f"No truth files (NAME.truth.json) in {folder}; give a folder with clips and their truth.")
    told: dict[Path, tuple[Path, Truth]] = {}
    for file in found:
        truth = _read(file)
        first, _ = told.setdefault(file.with_name(truth.clip), (file, truth))
        if first != file:
            raise InputError(f"{first.name} and {file.name} are both about {truth.clip}; keep the one that is true.")
    return {clip: truth for clip, (_, truth) in told.items()}


def _read(file: Path) -> Truth:
    try:
        truth = Truth.model_validate_json(file.read_bytes().removeprefix(codecs.BOM_UTF8))
    except (ValidationError, UnicodeDecodeError) as e:
        raise InputError(f"{file.name} is not a truth file of version 1: {_wrong(e)}.") from e
    except OSError as e:
        raise InputError(f"{file.name} cannot be read: {e.strerror}.") from e
    if not file.with_name(truth.clip).is_file():
        raise InputError(f"{file.name} is about {truth.clip}, which is not there; put the clip beside it.")
    if truth.angles and not file.with_name(truth.angles).is_file():
        raise InputError(f"{file.name} has its angles in {truth.angles}, which is not there; put the file beside it.")
    _check_times(file, truth)
    return _known(truth)


def _check_times(file: Path, truth: Truth) -> None:
    """Refuse times after the end of the clip; a clip that cannot be read is left to whoever assesses it."""
    told = [t for rep in truth.reps for t in (rep.bottom_s, rep.top_s, rep.start_s, rep.end_s) if t is not None]
    if not told:
        return
    try:
        length = probe(file.with_name(truth.clip)).duration
    except InputError:
        return
    if max(told) > length + ROUNDED_S:
        raise InputError(f"{file.name} has a time of {max(told):g} s, but {truth.clip} ends at {length:.1f} s.")


def _known(truth: Truth) -> Truth:
    """Leave out the names that we do not have, which would be scored as mistakes of ours, and say so in ``unknown``."""
    says: dict[str, str] = {}

    def ours(name: str, get: Callable[[str], object]) -> bool:
        try:
            get(name)
        except UnknownNameError as e:
            says[name] = str(e)
        return name not in says

    def known(cues: dict[str, Label]) -> dict[str, Label]:
        return {cue: label for cue, label in cues.items() if ours(cue, get_cue)}

    exercise = truth.exercise if truth.exercise is None or ours(truth.exercise, get_exercise) else None
    reps = tuple(rep.model_copy(update={"cues": known(rep.cues)}) for rep in truth.reps)
    told = {"exercise": exercise, "cues": known(truth.cues), "reps": reps}
    return truth.model_copy(update={**told, "unknown": tuple(says.values())})


def _wrong(error: Exception) -> str:
    """Say what is wrong, on one line: the first thing, and every field that is missing."""
    if not isinstance(error, ValidationError):
        return "it is not UTF-8 text"
    first, *others = error.errors()
    missing = [e for e in others if e["type"] == "missing"]
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'the file'}: {e['msg']}" for e in (first, *missing))


def read_angles(file: Path) -> dict[str, Floats]:
    """Read the exact angles of a clip: ``time_s``, rising, and one column per angle, each of shape (T,).

    Columns that hold no numbers are left out (fields may be added), and so are rows without a time. The reader
    loads no extension and opens no connection: parquet is built in, and fetching others is switched off.

    Raises
    ------
    InputError
        The file is missing, is not parquet, has no ``time_s``, or no row with a time.
    """
    import duckdb  # noqa: PLC0415  (half a second that only truth folders with angles need)

    offline = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "threads": "1",
    }
    try:
        with duckdb.connect(config=offline) as base:
            table = base.execute("select * from read_parquet(?)", [str(file)]).fetchnumpy()
    except duckdb.Error as e:
        raise InputError(f"{file.name} cannot be read as parquet: {str(e).splitlines()[0]}") from e
    numbers = {k: np.ma.filled(v.astype(float), np.nan) for k, v in table.items() if v.dtype.kind in "iuf"}
    if "time_s" not in numbers:
        raise InputError(f"{file.name} has no column time_s with numbers.")
    time = numbers["time_s"]
    order = np.argsort(time, kind="stable")
    order = order[np.isfinite(time[order])]
    if not order.size:
        raise InputError(f"{file.name} has no row with a time; write the angles anew, or leave 'angles' out.")
    return {k: v[order] for k, v in numbers.items()}
