"""``hingecoach calibrate``: keep a person's own standing, toe-touch range and flat hinge."""

# ruff: noqa: PLC0415  (--help must be quick)

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..terminal import answer, plain_words, progress
from .options import AsJson, Backend, ClipFile, Debug, End, Quiet, Start, check_part, place

if TYPE_CHECKING:
    from ..calibration import Calibration

File = Annotated[
    Path | None, typer.Option("--out", parser=place, metavar="FILE", help="The file; else CLIP.calibration.json.")
]


def calibrate(
    clip: ClipFile,
    *,
    out: File = None,
    as_json: AsJson = False,
    start: Start = None,
    end: End = None,
    backend: Backend = "blazepose",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Keep your own standing, toe touch and flat hinge, for 'analyze --calibration FILE'.

    Film 20 seconds from the side: stand tall for three seconds, one slow toe touch, stand, one flat hinge, stand.
    """
    check_part(start, end)
    with plain_words(debug=debug):
        from ..calibrate import calibrate as look
        from ..calibration.file import write_calibration
        from ..files import check_beside

        if not out and not as_json:
            check_beside(clip)
        with progress(quiet=quiet) as tell:
            hear = partial(tell, "Looking at the clip") if tell else None
            kept = look(clip, start=start, end=end, backend=backend, progress=hear)
        file = out or clip.with_name(f"{clip.name}.calibration.json")
        if out or not as_json:
            write_calibration(kept, file)
        if as_json:
            answer(kept.model_dump_json(indent=2))
        elif not quiet:
            answer(what_is_kept(kept, file))


def what_is_kept(kept: "Calibration", file: Path) -> str:
    """Say what was kept and what was not, and how to use it."""
    from ..calibration.own import own_range
    from ..calibration.use import flat_hinge, size

    own = own_range(kept)
    whole, share = size(own), flat_hinge(kept, own)
    lines = ["Standing tall: kept. It is taken where a clip shows less than a second of standing."]
    if whole:
        range_ = f"{whole.value:.0f}° ± {whole.error:.0f}° of the back's outline"
        lines.append(f"Own range, standing to toe touch: {range_}. Long back is judged on it too.")
    else:
        lines.append("Own range, standing to toe touch: not known. Nothing is compared with it.")
    lines.append(f"Flat hinge: {share.value:.0f} ± {share.error:.0f} % of that range." if share else _unshared(kept))
    lines += [note.say for note in kept.notes]
    return "\n".join([*lines, f"Written: {file}", f"Use it: hingecoach analyze CLIP --calibration {file}"])


def _unshared(kept: "Calibration") -> str:
    """Say why nothing is told of the flat hinge."""
    if kept.flat_hinge is not None:
        return "Flat hinge: kept, but told of only with an own range."
    return "Flat hinge: not kept." + ("" if kept.toe_touch else " It is told by being flatter than the toe touch.")
