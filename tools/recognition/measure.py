"""The tables and the plot that say how good a model is."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from hingecoach.evaluate.scores import Share
from hingecoach.evaluate.table import share
from hingecoach.recognise.say import say

from .data import Row

Answers = Sequence[tuple[Row, list[tuple[str, float]]]]
FLOOR = {"deadlift", "sumo_deadlift", "trap_bar_deadlift", "stiff_leg_deadlift", "kettlebell_deadlift", "block_pull",
         "pick_up"}  # fmt: skip
THIGHS = {"standing_hinge", "romanian_deadlift", "dumbbell_romanian_deadlift", "pull_through", "crib_lower"}
ALIKE = (FLOOR, THIGHS, {"squat", "trap_bar_deadlift"}, {"block_pull", "romanian_deadlift"})
"""Exercises that a pose alone can hardly separate: what tells them is the load, the grip or the width of the stance."""
EDGES = (0.0, 0.3, 0.5, 0.7, 0.85, 1.0001)


def best(candidates: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """Give the first answer and its chance; nothing recognised counts as another movement."""
    return candidates[0] if candidates else ("other", 1.0)


def right(answers: Answers, among: int = 1) -> Share:
    """Give the share in which the truth is among the first answers."""
    hits = [r.exercise in [e for e, _ in (c or [("other", 1.0)])[:among]] for r, c in answers]
    return Share.of(sum(hits), len(hits))


def alike(answers: Answers) -> Share:
    """Give the share in which the first answer is the truth or one that a pose can hardly separate from it."""
    said = [{r.exercise, best(c)[0]} for r, c in answers]
    return Share.of(sum(len(two) == 1 or any(two <= group for group in ALIKE) for two in said), len(said))


def settled(answers: Answers) -> tuple[Share, Share]:
    """Give the share of clips where the program does not ask to declare the exercise, and the share right of these."""
    clear = [(r, c) for r, c in answers if not (c and say(c[:5]))]
    return Share.of(len(clear), len(answers)), right(clear)


def bins(answers: Answers) -> list[tuple[float, Share]]:
    """Give, for each band of confidence, its mean and the share that was right."""
    said = [(best(c)[1], best(c)[0] == r.exercise) for r, c in answers if c]
    out = []
    for low, high in pairwise(EDGES):
        some = [(p, hit) for p, hit in said if low <= p < high]
        if some:
            out.append((float(np.mean([p for p, _ in some])), Share.of(sum(h for _, h in some), len(some))))
    return out


def calibration_error(answers: Answers) -> float:
    """Give the expected calibration error over the bands, 0 to 1."""
    rows = bins(answers)
    total = sum(s.n for _, s in rows)
    return sum(s.n * abs(p - (s.share or 0.0)) for p, s in rows) / total


def confusion(answers: Answers) -> list[str]:
    """Give one Markdown row an exercise: how many, right, and what it was called instead."""
    lines = ["| exercise | right | called instead |", "|---|---|---|"]
    for exercise in sorted({r.exercise for r, _ in answers}):
        said = [best(c)[0] for r, c in answers if r.exercise == exercise]
        wrong = {e: said.count(e) for e in sorted(set(said) - {exercise})}
        named = ", ".join(f"`{e}` {n}" for e, n in sorted(wrong.items(), key=lambda i: -i[1]))
        lines.append(f"| `{exercise}` | {share(Share.of(said.count(exercise), len(said)))} | {named} |")
    return lines


def reliability(answers: Answers) -> list[str]:
    """Give one Markdown row a band of confidence."""
    lines = ["| confidence, mean | right | ", "|---|---|"]
    return lines + [f"| {100 * p:.0f} % | {share(s)} |" for p, s in bins(answers)]
