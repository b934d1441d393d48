"""Where the CPU time of one analysis goes, step by step."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from hingecoach.analyze import Analysis
from hingecoach.assess import assess, observe
from hingecoach.faces import Faces
from hingecoach.load.seek import Look, look
from hingecoach.load.seek.scene import Scene
from hingecoach.pose import Backend, Person, Region
from hingecoach.pose.follow import find_pose
from hingecoach.pose.registry import load_backend
from hingecoach.report.movie import write_movie
from hingecoach.types import Bytes, Floats, PoseSource
from hingecoach.video import probe, read_frames


@dataclass
class Costs:
    """CPU seconds by step, over one clip.

    Attributes
    ----------
    frames
        Pictures that were looked at.
    load
        Reading the networks and running each once.
    decode
        Reading the clip: decoding, turning, RGB.
    detector, landmarks, mask
        The networks with their crops; ``mask`` is what looking with a mask costs more than looking without.
    looks
        Looking for a load near the hands.
    total
        All of the analysis after loading: from the first picture to the assessment.
    video, faces
        Writing annotated.mp4, and what hiding the faces in it costs more.
    """

    frames: int = 0
    load: float = 0.0
    decode: float = 0.0
    detector: float = 0.0
    landmarks: float = 0.0
    mask: float = 0.0
    looks: float = 0.0
    total: float = 0.0
    wall: float = 0.0
    video: float = 0.0
    faces: float = 0.0

    @property
    def networks(self) -> float:
        """All networks, CPU seconds."""
        return self.detector + self.landmarks + self.mask

    @property
    def rest(self) -> float:
        """Everything else: following, outlines, angles, repetitions, cues."""
        return self.total - self.decode - self.networks - self.looks

    @property
    def ratio(self) -> float:
        """Total over decoding and networks: 1 would mean that everything else is free."""
        return self.total / (self.decode + self.networks)

    def per_frame(self, seconds: float) -> float:
        """Give milliseconds per picture."""
        return 1000 * seconds / max(1, self.frames)


class _Timed:
    """A backend that adds up what each of its networks costs in the thread that calls it."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.spent: dict[str, list[float]] = {"detect": [], "look": [], "mask": [], "looks": []}

    @property
    def source(self) -> PoseSource:
        return self._backend.source

    def detect(self, rgb: Bytes, most: int = 6) -> list[Region]:
        with self._clock("detect"):
            return self._backend.detect(rgb, most)

    def look(self, rgb: Bytes, region: Region, *, mask: bool = False) -> Person | None:
        with self._clock("mask" if mask else "look"):
            return self._backend.look(rgb, region, mask=mask)

    def seek(self, rgb: Bytes, xy: Floats, length: float, before: Scene | None = None) -> Look | None:
        """Look for a load and add up what that costs."""
        with self._clock("looks"):
            return look(rgb, xy, length, before)

    @contextmanager
    def _clock(self, what: str) -> Iterator[None]:
        # the calling thread's own time: decoding runs ahead in other threads meanwhile, and must not count here
        began = time.thread_time()
        yield
        self.spent[what].append(time.thread_time() - began)

    def into(self, costs: Costs) -> None:
        """Share out what was spent: a look with a mask is a look, and the rest of it is the mask."""
        plain, masked = self.spent["look"], self.spent["mask"]
        look = float(np.median(plain)) if plain else 0.0
        costs.detector = sum(self.spent["detect"])
        costs.mask = max(0.0, sum(masked) - look * len(masked))
        costs.looks = sum(self.spent["looks"])
        costs.landmarks = sum(plain) + sum(masked) - costs.mask


def measure(clip: Path) -> Costs:
    """Take one clip through every step of the analysis and tell what each costs."""
    costs = Costs()
    began = time.process_time()
    backend = load_backend()
    _warm(backend)
    costs.load = time.process_time() - began
    # decoding runs ahead in threads of its own, so it is measured in a pass of its own
    began = time.process_time()
    costs.frames = sum(1 for _ in read_frames(clip))
    costs.decode = time.process_time() - began
    timed = _Timed(backend)
    began, wall = time.process_time(), time.perf_counter()
    track = find_pose(read_frames(clip), timed, seek=timed.seek)
    motion = observe(track)
    answer = assess(track, motion=motion)
    costs.total, costs.wall = time.process_time() - began, time.perf_counter() - wall
    timed.into(costs)
    video = probe(clip).video()
    _write(Analysis(answer.model_copy(update={"video": video}), motion, track, video, clip), backend, costs)
    return costs


def _write(analysis: Analysis, backend: Backend, costs: Costs) -> None:
    """Measure the annotated video, without and with faces hidden; the difference is what hiding them costs."""
    faces = Faces(analysis.path, analysis.track, lambda: backend)
    with tempfile.TemporaryDirectory() as folder:
        for one in (analysis, replace(analysis, faces=faces)):
            began = time.process_time()
            write_movie(one, Path(folder) / "annotated.mp4")
            spent = time.process_time() - began
            costs.video, costs.faces = (spent, 0.0) if one.faces is None else (costs.video, spent - costs.video)


def _warm(backend: Backend) -> None:
    """Have every network read from disk and run once."""
    grey = np.full((256, 256, 3), 128, np.uint8)
    backend.detect(grey)
    for mask in (False, True):
        backend.look(grey, (128.0, 128.0, 256.0, 0.0), mask=mask)
