"""``hingecoach analyze``: the main job."""

from ..signs import SUFFIX
from ..terminal import plain_words
from .options import (
    AsJson,
    Backend,
    Before,
    BlurFace,
    Calibrated,
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
    check_part,
)
from .people.keep import into_history
from .people.options import (
    Confident,
    Data,
    Effort,
    ForPerson,
    KeepVideo,
    Load,
    NoteText,
    OnDay,
    PainAfter,
    PainBefore,
    PainNextDay,
    Sets,
    Side,
    Supervised,
)
from .run import How, formats_of, run


def analyze(
    clip: ClipFile,
    *,
    exercise: Exercise = None,
    calibration: Calibrated = None,
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
    person: ForPerson = None,
    day: OnDay = None,
    load: Load = None,
    sets: Sets = None,
    side: Side = None,
    supervised: Supervised = None,
    effort: Effort = None,
    pain_before: PainBefore = None,
    pain_after: PainAfter = None,
    pain_next_day: PainNextDay = None,
    confidence: Confident = None,
    note: NoteText = None,
    keep_video: KeepVideo = False,
    data: Data = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Judge every repetition of one clip, and write report, video and tables into a folder.

    The folder is named after the clip and lies beside it; --out chooses another. With --person the answer goes into
    that person's history too, with what is told about the practice ('hingecoach people --help'), and the person's own
    calibration is used.
    """
    check_part(start, end)
    pain = {"pain_before": pain_before, "pain_after": pain_after, "pain_next_day": pain_next_day}
    felt = {"effort": effort, "confidence": confidence, "note": note, **pain}
    told = {"load_kg": load, "sets": sets, "side": side, "supervised": supervised, **felt}
    keeping = into_history(person, data, day, told, keep_video=keep_video, quiet=quiet or as_json)
    with plain_words(debug=debug), keeping as kept:
        how = How(
            exercise,
            start,
            end,
            backend,
            formats_of(formats, video=video),
            before,
            slow=slow,
            blur_face=blur_face,
            calibration=calibration or (kept.calibration if kept else None),
            shows=day,
            noted=kept.day if kept else None,
            practised=kept.practised if kept else None,
        )
        folder = out or clip.parent / f"{clip.name}{SUFFIX}"
        then = kept.keep if kept else None
        run(clip, folder, how, as_json=as_json, quiet=quiet, needed=bool(out) or not as_json, then=then)
