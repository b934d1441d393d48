"""``hingecoach people export|import|delete``: a whole person goes from here to there, or away."""

# ruff: noqa: PLC0415  (--help must be quick)

from ...files import shown
from ...terminal import warn
from ..options import AsJson, Debug
from .door import agreed, check_asked, opened, tell
from .options import Data, OtherName, PersonName, Yes, Zip


def export(person: PersonName, file: Zip, *, data: Data = None, as_json: AsJson = False, debug: Debug = False) -> None:
    """Write everything about a person as one zip in open formats."""
    with opened(data, debug=debug) as store:
        from ...coach.archive import export_person

        path = export_person(store, store.find(person).id, file)
        text = f"Everything about the person is in {shown(path)}. Whoever has the file can read it."
        tell({"file": str(path)}, as_json=as_json, text=text)


def import_zip(
    file: Zip, *, name: OtherName = None, data: Data = None, as_json: AsJson = False, debug: Debug = False
) -> None:
    """Take a person out of a zip that 'people export' wrote."""
    with opened(data, debug=debug) as store:
        from ...coach.unpack import import_person

        person = import_person(store, file, name=name)
        tell(person.model_dump(mode="json"), as_json=as_json, text=f"Imported {person.name}")


def delete(
    person: PersonName, *, yes: Yes = False, data: Data = None, as_json: AsJson = False, debug: Debug = False
) -> None:
    """Delete a person and everything about them for good, and all backups of the store."""
    check_asked(yes=yes)
    with opened(data, debug=debug) as store:
        from ...coach.store.purge import delete_person

        who = store.find(person)
        if not yes and not agreed(f"Delete {who.name} and everything about them, for good?"):
            return
        wiped = delete_person(store, who.id)
        if not wiped:
            warn(
                "Traces may be left in the store's file: it is in use, or the disk is full. The next start wipes them."
            )
        tell({"deleted": who.name, "wiped": wiped}, as_json=as_json, text=f"Deleted {who.name}")
