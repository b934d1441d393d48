"""``hingecoach demo``: try a fresh install with nothing at hand."""

# ruff: noqa: PLC0415  (--help must be quick)

from pathlib import Path

from ..terminal import answer, plain_words
from .options import BlurFace, Debug, Out, Quiet, Slow
from .run import How, run


def demo(
    *, out: Out = None, slow: Slow = False, blur_face: BlurFace = None, quiet: Quiet = False, debug: Debug = False
) -> None:
    """Try it: judge a small clip of a drawn figure that comes with the program."""
    from ..demo import EXERCISE, demo_clip

    with plain_words(debug=debug), demo_clip() as clip:
        folder = out or Path("hingecoach-demo")
        run(clip, folder, How(EXERCISE, slow=slow, blur_face=blur_face), quiet=quiet)
        answer(f"\nOpen this in a browser: {(folder / 'report.html').absolute()}")
