"""Runs every clip of a truth folder and scores the answers."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path
from time import perf_counter

from hingecoach.errors import HingecoachError, NotInstalledError, UnknownNameError
from hingecoach.pose.registry import DEFAULT

from .clip import AssessedClip, Case
from .runners import Runner, make_folder
from .score import score
from .scores import Scores
from .truth import Truth, read_angles, read_truths

AssessOne = Callable[[Path], AssessedClip]
Progress = Callable[[int, int, str], None]
"""Called after each clip with how many are done, how many there are, and the clip's name."""

Answer = tuple[AssessedClip | None, str]


def evaluate(
    folder: Path,
    *,
    jobs: int = 1,
    assess_one: AssessOne | None = None,
    progress: Progress | None = None,
    tracks: Path | None = None,
    declare: bool = False,
) -> Scores:
    """Run every clip of a truth folder and score it (docs/truth_files.md).

    Parameters
    ----------
    folder
        Holds ``NAME.truth.json`` beside each clip.
    jobs
        How many clips at a time, each in a process of its own.
    assess_one
        How to assess a clip; ours when None.
    progress
        Hears how far it is.
    tracks
        A folder for the points that were found: read where those of this clip and network are there, else written,
        so that a second run judges anew within seconds.
    declare
        Tell the program the true exercise of each clip, as ``--exercise`` does.

    Returns
    -------
    Scores

    Raises
    ------
    InputError
        The folder is missing, holds no truth, or a truth file or its angles are not of the form told there. A clip
        that cannot be assessed is no error: it counts as wrong throughout, and is named first among the worst.
    OutputError
        The folder for the points cannot be made.
    """
    began = perf_counter()
    cases = list(gather(folder, jobs=jobs, assess_one=assess_one, progress=progress, tracks=tracks, declare=declare))
    return score(cases, folder=folder.name, declared=declare, seconds=perf_counter() - began)


def gather(
    folder: Path,
    *,
    jobs: int = 1,
    assess_one: AssessOne | None = None,
    progress: Progress | None = None,
    tracks: Path | None = None,
    declare: bool = False,
    backend: str = DEFAULT,
    every: int = 1,
) -> Iterator[Case]:
    """Assess the clips of a truth folder with a pose backend, or every n-th one of them; else as :func:`evaluate`."""
    truths = dict(list(read_truths(folder).items())[::every])
    exacts = [read_angles(path.with_name(t.angles)) if t.angles else {} for path, t in truths.items()]
    if tracks is not None:
        make_folder(tracks)  # found out before hours of work, not after
    tasks = [
        (assess_one or Runner(tracks=tracks, exercise=_declared(t, declare), backend=backend), path)
        for path, t in truths.items()
    ]
    say = progress or (lambda _done, _all, _name: None)
    answers = zip(truths.items(), exacts, _answers(tasks, jobs), strict=True)
    for i, ((path, truth), exact, (found, error)) in enumerate(answers):
        say(i + 1, len(tasks), path.name)
        yield Case(path=path, truth=truth, found=found, exact=exact, error=error)


def _declared(truth: Truth, declare: bool) -> str | None:
    return truth.exercise if declare else None


def _answers(tasks: list[tuple[AssessOne, Path]], jobs: int) -> Iterator[Answer]:
    if jobs <= 1:
        yield from map(_answer, tasks)
        return
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))  # forking breaks onnxruntime's threads
    try:
        yield from pool.map(_answer, tasks)
    except BaseException:  # who stops it does not want to wait for the clips that are being looked at
        for worker in active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _answer(task: tuple[AssessOne, Path]) -> Answer:
    assess_one, path = task
    try:
        return assess_one(path), ""
    except (UnknownNameError, NotInstalledError):
        raise  # an exercise or a backend that we do not have is a mistake to mend, not a low score
    except HingecoachError as e:
        return None, str(e)
    except Exception as e:  # noqa: BLE001  one clip that we stumble over must not lose the scores of all others
        return None, f"a fault of ours: {type(e).__name__}: {e}"
