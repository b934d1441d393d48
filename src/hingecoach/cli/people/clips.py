"""``hingecoach people open|rejudge|agreement|videos``: what is made of the clips in the histories."""

# ruff: noqa: PLC0415  (--help must be quick)

from pathlib import Path
from typing import Annotated

import typer

from ..options import AsJson, Debug, Out
from .door import SHORT, opened, pick, tell
from .options import ClipHere, Data, Days, Forever, PersonName

Someone = Annotated[str | None, typer.Argument(metavar="[PERSON]", help="Name or initials; everybody without it.")]


def open_clip(
    person: PersonName,
    clip: ClipHere = "last",
    *,
    out: Out = None,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Write a kept assessment out again: answer, report with its pictures, points of the body, and the clip if kept."""
    with opened(data, debug=debug) as store:
        from ...coach.keep import write_record

        record = pick(store.history(store.find(person).id).assessments, clip, "clip")
        folder = out or Path(f"{record.day}-{record.id[:SHORT]}.hingecoach")
        files = [str(p.absolute()) for p in write_record(store, record, folder)]
        tell({"files": files}, as_json=as_json, text="\n".join(files))


def rejudge(person: Someone = None, *, data: Data = None, as_json: AsJson = False, debug: Debug = False) -> None:
    """Judge the kept clips again with today's program; where it says something else, that is kept beside."""
    with opened(data, debug=debug) as store:
        from ...coach.rejudge import rejudge as judge_again
        from .show import rejudged

        who = [store.find(person)] if person else store.people()
        found = [(p, r) for p in who for r in judge_again(store, p.id)]
        value = [r.model_dump(mode="json") for _, r in found] if as_json else None
        tell(value, as_json=as_json, draw=lambda console: rejudged(found, console))


def agreement(person: Someone = None, *, data: Data = None, as_json: AsJson = False, debug: Debug = False) -> None:
    """Show how often coach and program agree, cue by cue."""
    with opened(data, debug=debug) as store:
        from ...coach.agreement import agreement as compare
        from .show import agreements

        who = [store.find(person)] if person else store.people()
        cues = compare(store.history(p.id) for p in who)
        value = [c.model_dump(mode="json") for c in cues]
        tell(value, as_json=as_json, draw=lambda console: agreements(cues, console))


def videos(
    *,
    keep_days: Days = None,
    keep_all: Forever = False,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Show for how long copies of clips are kept, and how many there are; or set it."""
    if keep_all and keep_days is not None:
        raise typer.BadParameter("Give --keep-days or --keep-all, not both.")
    with opened(data, debug=debug) as store:
        from ...coach.store.purge import keep_videos_for, video_days

        if keep_all or keep_days is not None:
            keep_videos_for(store, keep_days)
        days, (n, size) = video_days(store), store.videos()
        limit = "without a limit" if days is None else f"for {days} days"
        text = f"Copies of clips are kept {limit}. There are {n} ({size / 1e6:.0f} MB)."
        tell({"keep_days": days, "videos": n, "bytes": size}, as_json=as_json, text=text)
