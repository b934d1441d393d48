"""Teaching the network that reads the camera's angle."""

import numpy as np
import pytest

from hingecoach.nets import read
from hingecoach.view.learned import FILE
from view.__main__ import ask, fit, load, table


@pytest.fixture(scope="module")
def kept():
    return load()


def test_the_kept_numbers_make_the_network_of_the_package(kept):
    again, shipped = fit(kept, np.ones(len(kept.angle), bool)), read(FILE)["near"]
    assert np.abs(ask(again, kept) - ask(shipped, kept)).mean() < 0.5


def test_people_who_were_left_out_are_read_better_than_by_the_signs_alone(kept):
    left = np.isin(kept.person, np.unique(kept.person)[::4])
    near = left & kept.whole & (np.abs(kept.angle) < 20)
    told = ask(fit(kept, ~left), kept)[near]
    off, before = (np.abs(np.abs(a) - np.abs(kept.angle[near])).mean() for a in (told, kept.plain[near]))
    assert near.sum() > 30 and off < before


def test_the_table_has_a_row_for_each_band(capsys):
    table(np.array([3.0, -12.0]), np.array([4.0, -16.0]), np.array([9.0, -10.0]))
    rows = capsys.readouterr().out.splitlines()[2:]
    assert rows[0].startswith("| 0-10° | 1 | 1.0° | -1.0° |") and rows[0].endswith("| 5.0° |")
    assert rows[1].startswith("| 10-20° | 1 | 4.0° | -4.0° |") and len(rows) == 2
