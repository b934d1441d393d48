"""Angles of every frame against the figure's truth; feet behind a plate; reasons for what is missing."""

import numpy as np
import pytest

from hingecoach.observe import observe
from hingecoach.synthetic import Form, figure
from scenes import mirrored, unseen

NAMES = ("hip", "knee", "trunk", "shank")


@pytest.mark.parametrize("kind", ["hinge", "deadlift", "squat", "kneeling"])
@pytest.mark.parametrize("facing", ["left", "right"])
def test_angles_are_the_figures(kind, facing):
    made = figure(kind, reps=2, facing=facing)
    seen = observe(made.track).angles
    for name in NAMES:
        got = getattr(seen, name)
        assert np.isfinite(got).mean() > 0.95
        assert np.nanmax(np.abs(got - made.angles[name])) < 3.0, name


@pytest.mark.parametrize("azimuth", [-25, -15, 15, 25])
def test_off_the_side_the_angles_stay_near(azimuth):
    made = figure("hinge", reps=2, azimuth=azimuth)
    seen = observe(made.track).angles
    for name in NAMES:
        off = np.abs(getattr(seen, name) - made.angles[name])
        assert np.nanpercentile(off, 90) < 12.0, name


@pytest.mark.parametrize("gap", [-5.0, 0.0, 20.0])
@pytest.mark.parametrize("facing", ["left", "right"])
def test_gap_is_where_the_hands_are(gap, facing):
    made = figure("deadlift", Form(gap=gap), reps=2, facing=facing)
    motion = observe(made.track)
    at = int(np.argmax(made.angles["hip"]))
    assert motion.angles.gap[at] == pytest.approx(gap, abs=6.0)


def test_feet_behind_a_plate_at_the_bottom_are_where_they_were():
    made = figure("deadlift", Form(gap=20.0), reps=2)
    whole = observe(made.track).angles.gap
    bottom = made.reps[1].bottom
    hidden = observe(unseen(made.track, ("HEEL", "TOE"), bottom - 0.5, bottom + 0.5)).angles.gap
    at = int(np.searchsorted(made.track.time, bottom))
    assert hidden[at] == pytest.approx(whole[at], abs=2.0)


def test_the_neck_is_zero_in_the_persons_own_standing():
    made = figure("hinge", Form(neck=35), reps=2)
    neck = observe(made.track).angles.neck
    assert np.nanmedian(neck[5:40]) == pytest.approx(0, abs=1.0)
    assert np.nanmax(neck) == pytest.approx(35, abs=6.0)


@pytest.mark.parametrize(("points", "gone"), [(("HIP",), "hip"), (("ANKLE",), "knee"), (("WRIST",), "gap")])
def test_what_needs_a_hidden_point_is_missing_with_a_reason(points, gone):
    made = figure("hinge", reps=2)
    motion = observe(unseen(made.track, points, 3.0, 4.5))
    middle = (made.track.time > 3.3) & (made.track.time < 4.2)
    assert np.isnan(motion.series(gone)[middle]).all()
    assert "hidden" in motion.why(gone, 3.5, 4.0)


def test_a_mirror_changes_no_angle():
    made = figure("deadlift", reps=2, noise=1.0)
    one, other = observe(made.track), observe(mirrored(made.track))
    assert (one.view.faces, other.view.faces) == ("right", "left")
    for name in (*NAMES, "neck", "gap", "elbow", "arm"):
        np.testing.assert_allclose(one.series(name), other.series(name), atol=0.5)
