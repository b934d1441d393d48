"""``hingecoach analyze``: the main job."""

import typer

from ..terminal import plain_words
from .options import (
    AsJson,
    Backend,
    Before,
    BlurFace,
    ClipFile,
    Debug,
    End,
    Exercise,
    Formats,
    Out,
    Quiet,
    Slow,
    Start,
    WithVideo,
)
from .run import How, formats_of, run


def analyze(
    clip: ClipFile,
    *,
    exercise: Exercise = None,
    out: Out = None,
    as_json: AsJson = False,
    formats: Formats = None,
    before: Before = None,
    start: Start = None,
    end: End = None,
    video: WithVideo = True,
    slow: Slow = False,
    blur_face: BlurFace = None,
    backend: Backend = "blazepose",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Judge every repetition of one clip, and write report, video and tables into a folder.

    The folder is named after the clip and lies beside it; --out chooses another.
    """
    if end is not None and (start or 0.0) >= end:
        raise typer.BadParameter("--start must come before --end.")
    with plain_words(debug=debug):
        how = How(
            exercise, start, end, backend, formats_of(formats, video=video), before, slow=slow, blur_face=blur_face
        )
        folder = out or clip.with_name(f"{clip.name}.hingecoach")
        run(clip, folder, how, as_json=as_json, quiet=quiet, needed=bool(out) or not as_json)
