"""``hingecoach people``: who is coached and everything that is kept about them, on this computer only."""

from collections.abc import Callable
from typing import Any

import typer

from .clips import agreement, open_clip, rejudge, videos
from .entries import correct, forget, practice
from .moving import delete, export, import_zip
from .persons import add, edit, list_people, show

people = typer.Typer(
    name="people",
    help="People and their history, kept on this computer only.",
    no_args_is_help=True,
    epilog="Example: hingecoach people add Ann, then hingecoach analyze CLIP --person Ann --load 20",
)
COMMANDS: dict[str, tuple[Callable[..., Any], str]] = {
    "add": (add, "Ann --height 168 --born 1961 --experience new --goal 'lift my daughter out of the crib'"),
    "list": (list_people, ""),
    "show": (show, "Ann"),
    "edit": (edit, "Ann --notes 'right knee replaced in 2019'"),
    "practice": (practice, "Ann --exercise kettlebell_deadlift --load 12 --sets 2 --reps 8 --effort 5 --pain-after 1"),
    "correct": (correct, "Ann flat_back good --rep 2 --by 'Dr. Lee' --reason 'the shirt bulges'"),
    "agreement": (agreement, ""),
    "open": (open_clip, "Ann last --out ann-last"),
    "rejudge": (rejudge, "Ann"),
    "videos": (videos, "--keep-days 30"),
    "export": (export, "Ann ann.zip"),
    "import": (import_zip, "ann.zip"),
    "forget": (forget, "Ann 3f2a90c1"),
    "delete": (delete, "Ann"),
}
"""The commands, and for each the arguments of an example that its help shows."""

for _name, (_command, _example) in COMMANDS.items():
    people.command(_name, epilog=f"Example: hingecoach people {_name} {_example}".rstrip())(_command)
