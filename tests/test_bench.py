"""The bench: what it adds up, the clips it makes, what it sees of other processes."""

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

import report_sample as sample
from hingecoach import report
from hingecoach.bench import Result, as_json, rows
from hingecoach.bench.clips import enlarged, looped
from hingecoach.bench.costs import Costs, _Timed
from hingecoach.bench.process import child, installed_mb
from hingecoach.bench.reports import ReportCost, report_cost
from hingecoach.pose import Person
from hingecoach.types import PoseSource
from hingecoach.video import probe, read_frames

DEMO = Path(str(files("hingecoach") / "data" / "demo.mp4"))


class Slow:
    """A backend on a clock of its own: a look costs 2 s, one with a mask 5 s, a detection 1 s."""

    source = PoseSource("slow", "")

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def detect(self, _rgb, _most=6):
        self.now += 1
        return [(1.0, 1.0, 1.0, 0.0)]

    def look(self, _rgb, _region, *, mask=False) -> Person | None:
        self.now += 5 if mask else 2
        return None


def test_a_mask_is_what_it_costs_on_top_of_a_look(monkeypatch):
    slow = Slow()
    monkeypatch.setattr("hingecoach.bench.costs.time.thread_time", slow.clock)
    timed, costs = _Timed(slow), Costs(frames=8)
    for i in range(8):
        assert timed.look(None, (0, 0, 0, 0), mask=i % 2 == 0) is None
    assert timed.detect(None) == [(1.0, 1.0, 1.0, 0.0)]
    assert timed.source is slow.source
    timed.into(costs)
    assert (costs.detector, costs.landmarks, costs.mask) == (1, 16, 12)


def test_costs_add_up():
    c = Costs(frames=100, decode=0.5, detector=0.1, landmarks=1.0, mask=0.4, total=2.4)
    assert c.networks == pytest.approx(1.5)
    assert c.rest == pytest.approx(0.4)
    assert c.ratio == pytest.approx(1.2)
    assert c.per_frame(c.total) == pytest.approx(24)


def test_the_table_and_the_json_hold_the_same():
    costs = Costs(frames=100, decode=0.5, detector=0.1, landmarks=1.0, mask=0.4, total=2.4)
    result = Result("a.mp4", (720, 1280), costs, 8.0, 6.0, 300.0, None, 0.3, 400.0, ReportCost(10, 1.25, 0.75, 0.4))
    table = {what: (value, asked) for what, value, asked in rows(result)}
    assert table["CPU a frame: all of it"] == ("24.00 ms", "<= 30 ms")
    assert table["peak memory on 120 s"][0] == "-"
    assert table["report of 10 repetitions, after the analysis"] == ("1.2 s (0.8 s CPU)", "<= 2 s")
    assert as_json(result)["report"] == {"reps": 10, "seconds": 1.25, "cpu_s": 0.75, "html_mb": 0.4}
    data = json.loads(json.dumps(as_json(result)))
    assert data["ms_per_frame"]["total"] == pytest.approx(24) and data["ratio"] == pytest.approx(1.2)


def test_a_clip_is_made_larger_and_longer(tmp_path):
    small, long = tmp_path / "s.mp4", tmp_path / "l.mp4"
    assert enlarged(DEMO, small, 320, 1.0) == (180, 320)
    looped(small, long, 3.5)
    once, often = probe(small), probe(long)
    assert once.duration == pytest.approx(1.0, abs=0.1) and often.duration == pytest.approx(4.0, abs=0.1)
    times = [f.time for f in read_frames(long)]
    assert len(times) == 4 * sum(1 for _ in read_frames(small))
    assert np.diff(times) == pytest.approx(1 / 25, abs=1e-3), "no gap and no jump where it starts anew"


def test_the_report_is_written_without_the_video_and_measured(tmp_path, monkeypatch):
    asked = []
    write = report.write_all
    monkeypatch.setattr(
        "hingecoach.bench.reports.write_all",
        lambda a, folder, formats: asked.extend(formats) or write(a, folder, formats=formats),
    )
    monkeypatch.setattr("hingecoach.bench.reports.examine", sample.analysis)
    cost = report_cost(tmp_path)
    assert asked == ["json", "html", "csv"]
    assert cost.reps == 3 and cost.seconds > 0 and 0.02 < cost.html_mb < 1.5


def test_a_child_tells_its_own_peak_and_not_ours():
    ballast = np.ones(40_000_000)  # 320 MB in this process
    small, large = child("print('hello')"), child("x = bytearray(b'1') * 100_000_000")
    assert small.said.strip() == "hello"
    assert 0 < small.cpu <= small.wall
    if small.peak_mb is not None and large.peak_mb is not None:
        assert small.peak_mb < 60 and 95 < large.peak_mb < 170
    assert ballast[0] == 1


def test_a_child_that_fails_says_why():
    with pytest.raises(RuntimeError, match="no such thing"):
        child("raise SystemExit('no such thing')")


def test_the_installed_size_is_plausible_or_unknown():
    size = installed_mb()
    assert size is None or 150 < size < 1500
