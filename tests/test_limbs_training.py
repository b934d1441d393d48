"""The networks of hip, knee and trunk: what they are taught from, and that they help people who were left out."""

import numpy as np
import pytest

from hingecoach.told.limbs import COUNT, LIMBS, MOST, trained
from limbs import fit as teaching
from limbs.rows import BETWEEN, Rows, kept, postures


@pytest.fixture(scope="module")
def frames():
    return kept()


def made(people: int, each: int) -> Rows:
    """Rows whose error follows from one number that can be seen."""
    rng = np.random.default_rng(1)
    looks = np.zeros((people * each, COUNT))
    looks[:, :2] = rng.normal(size=(len(looks), 2))
    wrong = np.stack([4.0 * looks[:, 0], -3.0 * looks[:, 1], np.full(len(looks), 2.0)], axis=1)
    person = np.repeat([f"p{k}" for k in range(people)], each)
    same = np.full(len(looks), "made"), np.full(len(looks), BETWEEN)
    return Rows(looks, wrong, -wrong, person, *same, np.zeros(len(looks)))


def test_nobody_of_the_accuracy_page_is_learned_from(frames):
    assert not [p for p in frames.person.tolist() if p.startswith("test")]
    assert {"bottom", "top", BETWEEN} == set(frames.place.tolist())
    assert frames.looks.shape[1] == COUNT and frames.wrong.shape[1] == len(LIMBS)


def test_single_postures_are_read_with_the_names_that_clips_use(frames):
    rows = postures(0)
    assert np.isfinite(rows.wrong).all() and len(rows.person) > 8000
    assert set(rows.person.tolist()) & set(frames.person.tolist())


def test_the_shipped_networks_bring_what_was_learned_from_nearer(frames):
    left = frames.wrong - np.clip(trained()(frames.looks), -MOST, MOST)
    usual = np.abs(frames.wrong) < MOST
    for k in range(len(LIMBS)):
        here = usual[:, k]
        assert np.abs(left[here, k]).mean() < 0.75 * np.abs(frames.wrong[here, k]).mean()


def test_what_can_be_seen_is_learned_and_nobody_answers_for_themselves(monkeypatch):
    rows, seen, made_by = made(10, 100), [], []
    monkeypatch.setattr(teaching, "lessons", lambda: rows)
    monkeypatch.setattr(teaching, "NETS", 1)
    monkeypatch.setattr(teaching, "EPOCHS", 40)
    learn = teaching.fit

    def noted(some):
        seen.append(set(some.person.tolist()))
        made_by.append(learn(some))
        return made_by[-1]

    monkeypatch.setattr(teaching, "fit", noted)
    nets = teaching.of_others(["p3", "p4"])
    others = rows.only(np.isin(rows.person, ["p3", "p4"]))
    left = others.wrong - teaching.added(nets, others)
    assert np.abs(left).mean() < 0.5 * np.abs(others.wrong).mean()
    assert len(seen) == teaching.FOLDS
    for person, net in nets.items():
        assert person not in seen[next(k for k, one in enumerate(made_by) if one is net)]
