"""The kept tracks of rendered people hold the pages' figures, and what was reached with them."""

import pytest

from hingecoach import assess
from hingecoach.pose.save import load_track
from own_measures import EXERCISE, from_the_front, front_rows, share_row, shares, truths


@pytest.fixture(scope="module")
def people(root):
    return root / "tests" / "people"


@pytest.mark.parametrize("kind", ["own", "again"])
def test_own_ranges_are_as_good_as_the_page_says(root, people, kind):
    found = shares(people, kind)
    assert f"| `{kind}` | {share_row(found)} |" in (root / "docs/calibration.md").read_text("utf-8")
    assert sum(abs(m.off) <= m.stated for m in found) >= 0.87 * len(found)
    assert sum(abs(m.off) for m in found) / len(found) <= 12


def test_toe_touch_and_flat_hinge_are_not_counted(people):
    for path, reps in truths(people, "own"):
        answer = assess(load_track(path), EXERCISE)
        wanted = [r["bottom_s"] for r in reps if r["what"] == "rep"]
        assert [r.bottom_s for r in answer.reps] == pytest.approx(wanted, abs=0.4), path.name
        assert answer.calibration.source == "clip"


def test_the_view_from_the_front_is_as_good_as_the_page_says(root, people):
    page = (root / "docs/view.md").read_text("utf-8")
    for row in front_rows(people):
        assert row in page


def test_shifts_are_told_from_even_feet(people):
    _, even, counted = from_the_front(people, "even")
    assert counted == 28
    assert not {"mild", "marked"} & set(even)
    misses, uneven, counted = from_the_front(people, "uneven")
    assert counted == 20
    assert uneven["mild"] + uneven["marked"] == 11 and uneven["good"] == 1
    signs = [m.true * (m.true + m.off) > 0 for m in misses["hip_shift"] if abs(m.true) > 4]
    assert sum(signs) >= len(signs) - 1
