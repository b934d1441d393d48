"""``hingecoach people add|list|show|edit``: who is coached."""

# ruff: noqa: PLC0415  (--help must be quick)

from pathlib import Path
from typing import TYPE_CHECKING

from ..options import AsJson, Debug
from .door import made, opened, tell
from .options import Age, Born, CalibrationFile, Data, Goals, Height, Level, NewName, Notes, PersonName, Rename

if TYPE_CHECKING:
    from ...calibration import Calibration


def add(
    name: NewName,
    *,
    height: Height = None,
    born: Born = None,
    age: Age = None,
    experience: Level = None,
    goal: Goals = None,
    notes: Notes = None,
    calibration: CalibrationFile = None,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Add a person. All but the name is optional."""
    from ...coach.history import Person

    known = {"height_cm": height, "birth_year": born, "age_band": age, "experience": experience}
    person = made(Person, name=name, goals=goal, notes=notes, calibration=_calibration(calibration), **known)
    with opened(data, debug=debug) as store:
        store.add_person(person)
        tell(person.model_dump(mode="json"), as_json=as_json, text=f"Added {person.name}")


def list_people(*, data: Data = None, as_json: AsJson = False, debug: Debug = False) -> None:
    """List the people, with how much is kept about each."""
    with opened(data, debug=debug) as store:
        from .show import overview

        counts = store.counts()
        rows = [(person, counts.get(person.id, {})) for person in store.people()]
        value = [{"id": p.id, "name": p.name, "entries": kept} for p, kept in rows]
        tell(value, as_json=as_json, draw=lambda console: overview(rows, store.folder, console))


def show(person: PersonName, *, data: Data = None, as_json: AsJson = False, debug: Debug = False) -> None:
    """Show a person's history: practice, clips with what to work on, what coaches said."""
    with opened(data, debug=debug) as store:
        from .show import show_history

        history = store.history(store.find(person).id)
        value = history.model_dump(mode="json") if as_json else None
        tell(value, as_json=as_json, draw=lambda console: show_history(history, console))


def edit(
    person: PersonName,
    *,
    rename: Rename = None,
    height: Height = None,
    born: Born = None,
    age: Age = None,
    experience: Level = None,
    goal: Goals = None,
    notes: Notes = None,
    calibration: CalibrationFile = None,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Change what is known about a person; what is not given stays as it is, goals are replaced as a whole."""
    from ...coach.history import Person

    known = {"height_cm": height, "birth_year": born, "age_band": age, "experience": experience}
    new = {**known, "name": rename, "goals": goal, "notes": notes, "calibration": _calibration(calibration)}
    made(Person, **{"name": "x", **{k: v for k, v in new.items() if v is not None}})  # refused before the store opens
    with opened(data, debug=debug) as store:
        old = store.find(person)
        told = {k: v for k, v in new.items() if v is not None}
        changed = made(Person, **(dict(old) | told))
        store.change_person(changed, told)
        tell(changed.model_dump(mode="json"), as_json=as_json, text=f"Changed {changed.name}")


def _calibration(file: Path | None) -> "Calibration | None":
    from ...calibration.file import read_calibration

    return read_calibration(file) if file else None
