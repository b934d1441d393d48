"""The tool that writes docs/accuracy.md: its figures are those of the scores; no goal is called reached that is not."""

import json
from pathlib import Path

import numpy as np
import pytest

from accuracy import abstain
from accuracy.__main__ import main
from accuracy.asked import asked
from accuracy.camera import camera_errors
from accuracy.goals import goals, holds, intervals, separation
from accuracy.page import Parts, page
from accuracy.parts import Folder, Part, read
from accuracy.splits import splits
from hingecoach.evaluate.angles import Reading
from hingecoach.evaluate.scores import Share
from hingecoach.pose.save import save_track
from hingecoach.synthetic import Form, figure
from moviemaker import movie

SCENE = {
    "stature_m": 1.7,
    "room": "gym",
    "traits": {"weight": 0.2},
    "look": {"topless": 0.0, "loose": 0.8, "loose_legs": 0.1, "hair": 0.05},
}
BENCH = {
    "clip": "demo.mp4",
    "size": [720, 1280],
    "costs": {"frames": 250},
    "machine": "2 cores",
    "ms_per_frame": {"decode": 2.0, "rest": 1.0, "total": 16.0},
    "ratio": 1.15,
    "verdict_s": 8.0,
    "verdict_cpu_s": 6.0,
    "peak_short_mb": 281.0,
    "peak_long_mb": None,
    "help_s": 0.3,
    "installed_mb": None,
}


def rep(made, r, **changes):
    at = [int(np.argmin(np.abs(made.track.time - t))) for t in (r.bottom, r.top)]
    measures = {f"{n}_bottom": float(made.angles[n][at[0]]) for n in ("hip", "knee", "trunk")}
    measures |= {f"{n}_top": float(made.angles[n][at[1]]) for n in ("hip", "knee", "trunk")}
    return {
        "bottom_s": r.bottom,
        "top_s": r.top,
        "start_s": r.start,
        "end_s": r.end,
        "cues": {"soft_knees": "good", "stand_tall": "good"} | changes,
        "measures": measures | {"neck_bottom": 0.0, "lumbar_convex_bottom": -12.0},
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two clips of stick figures whose truth is known, with kept points; one bends the knees."""
    out = tmp_path_factory.mktemp("truth")
    for name, form, azimuth, soft in (("a", Form(), 5.0, "good"), ("b", Form(knee=70.0), 25.0, "marked")):
        made = figure("hinge", form, reps=3, azimuth=azimuth)
        movie(out / f"{name}.mp4", frames=130, fps=10.0)
        save_track(made.track, out / f"{name}.npz")
        truth = {
            "truth": 1,
            "clip": f"{name}.mp4",
            "person": name,
            "source": "rendered",
            "exercise": "hinge",
            "movement": "hinge",
            "view": {"label": "side", "azimuth_deg": azimuth, "faces": "right"},
            "reps": [rep(made, r, soft_knees=soft) for r in made.reps],
            "n_reps": 3,
            "reps_known": True,
            "cues": {"soft_knees": soft},
            "scene": SCENE,
        }
        (out / f"{name}.truth.json").write_text(json.dumps(truth), "utf-8")
    return out


@pytest.fixture(scope="module")
def part(folder):
    return read([Folder(folder, folder)])


def row(lines, start):
    return next(line for line in lines if line.startswith(start))


def test_a_part_knows_its_bands_and_its_scenes(part):
    assert [len(part.band(b).cases) for b in ("0-10", "10-20", "20-30", "30-60")] == [1, 0, 1, 0]
    assert part.scenes["a.mp4"]["room"] == "gym" and part.scenes["a.mp4"]["dim"] in (True, False)
    assert part.scores.counts[-1].exact.k == 2


def test_goals_are_reached_by_the_figures_alone(part):
    lines = list(goals(part))
    assert "| 1 | **not reached** |" in row(lines, "| clips, 0-10°")
    a = next(a for a in part.scores.angles if (a.angle, a.place, a.band) == ("trunk", "bottom", "0-10"))
    assert a.mae < 4 and row(lines, "| trunk at the bottom").endswith("| reached |")
    assert row(lines, "| `thoracic`").endswith("| - | not measured |")
    assert row(lines, "| `lumbar_convex` orders").endswith("| not measured |"), "no round back among them"
    told = [line for line in lines if line.endswith(("reached |", "**not reached** |"))]
    reached = [line for line in told if line.endswith("| reached |")]
    assert f"Reached: {len(reached)} of {len(told)}." in lines


def test_intervals_are_pooled_over_bottom_and_top(part):
    hip = next(a for a in intervals(part) if (a.angle, a.band) == ("hip", "0-10"))
    assert hip.inside.n == 6
    assert [holds(Share.of(k, 100)) for k in (86, 87, 95, 96)] == [False, True, True, False]


def reading(truth, value):
    return Reading("lumbar_convex", "bottom", "a", 0.0, truth, value, 1.0)


def test_separation_is_the_area_under_the_curve():
    rows = [reading(10, 5), reading(9, 1), reading(-5, 1), reading(-8, -9), reading(0, 99), reading(20, np.nan)]
    assert separation(rows) == ((1 + 1 + 0.5 + 1) / 4, (2, 2))
    assert separation(rows[:2]) == (None, (2, 0))


def test_the_camera_is_scored_without_sign(part):
    assert len(camera_errors(part)) == 2 and max(map(abs, camera_errors(part))) < 15


def test_splits_give_each_clip_one_row_a_split(part):
    lines = list(splits(part))
    assert row(lines, "| top: loose top").split("|")[2].strip() == "2"
    assert row(lines, "| height: 1.65 to 1.80 m") and row(lines, "| build: thin")
    nobody = Part(part.cases, {})
    assert len(list(splits(nobody))) == 3, "clips whose truth says nothing of the scene are in no row"


def test_abstaining_more_never_judges_more(part):
    cells = [line.split("|") for line in abstain.verdicts(part) if line.startswith("| soft_knees")]
    judged = [int(c[3].split("%")[1].split("/")[0]) for c in cells]
    assert len(judged) == len(abstain.SURE) and judged == sorted(judged, reverse=True) and judged[0] >= 3
    chances = [x for c in part.cases for x in abstain.chances_of(c) if x.cue == "soft_knees"]
    assert len(chances) == 6 and all((x.chance >= 0.5) == x.fault for x in chances if x.chance is not None)
    assert any(line.startswith("| hip at the bottom | 100 % 6/6") for line in abstain.numbers(part))


def test_the_page_holds_what_was_asked_and_measured(part):
    text = page(Parts(part, part, part), BENCH)
    assert "| count exact | at least 90 % | 100 % 2/2" in text
    assert "| CPU a frame: all of it | 16.0 ms |" in text and "| peak memory on 120 s | - |" in text
    assert "What was not validated" in text and "No clinical trial" in text and "## Real clips\n\n2 clips" in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in tables)
    assert any("flat_back" not in line for line in asked(part.scores))


def test_one_command_writes_the_page(folder, tmp_path, capsys):
    out = tmp_path / "accuracy.md"
    there = f"{folder}={folder}"
    main(["--real", there, "--held-out", there, "--bench", "none", "--out", str(out)])
    assert "Written" in capsys.readouterr().out
    text = out.read_text("utf-8")
    assert "Held-out rendered people" in text and "## Cost" not in text and "used for tuning\n\n" not in text


def test_points_without_a_place_are_kept_by_the_folders_name():
    assert Folder.parse("a/b", Path("kept")) == Folder(Path("a/b"), Path("kept/b"))
    assert Folder.parse("a=b", Path("kept")) == Folder(Path("a"), Path("b"))
