"""Confidence in everyday tasks that the person named: from the least to the most feared, stepping on good answers.

Begin with the task that feels surest, at 7 or more of 10; go on to the next once two answers running were 8 or more
(domain.md 7.4, E). The items are ours: one task, 0 to 10.
"""

from collections.abc import Sequence
from datetime import date

from ..entries import Confidence, Practice
from .model import Task, TaskPlan

__all__ = ["BEGIN", "GOOD", "RUNNING", "load_answers", "same_task", "task_plan"]

BEGIN, GOOD, RUNNING = 7.0, 8.0, 2
"""Confidence to begin a task with, confidence that counts as good, and how often running (E)."""


def same_task(name: str) -> str:
    """Give what makes two spellings of a task the same: neither capitals nor spaces count."""
    return " ".join(name.casefold().split())


def task_plan(entries: Sequence[Confidence]) -> TaskPlan:
    """Order the tasks and say which to practise now.

    Parameters
    ----------
    entries
        The answers, oldest first.
    """
    answers: dict[str, list[Confidence]] = {}
    for entry in entries:
        answers.setdefault(same_task(entry.task), []).append(entry)
    tasks = sorted((_task(given) for given in answers.values()), key=lambda t: (-t.latest, t.task.casefold()))
    now = next((t for t in tasks if not t.done), None)
    return TaskPlan(tasks=tuple(tasks), now=now.task if now else None, say=_say(tasks, now))


def load_answers(practice: Sequence[Practice], exercise: str) -> tuple[tuple[date, float, float | None], ...]:
    """Give day, confidence and load of each answer about hinging with a load, oldest first."""
    return tuple(
        (p.day, p.confidence, p.load_kg) for p in practice if p.exercise == exercise and p.confidence is not None
    )


def _task(given: Sequence[Confidence]) -> Task:
    good = 0
    for entry in reversed(given):
        if entry.score < GOOD:
            break
        good += 1
    return Task(task=given[-1].task, scores=tuple((e.day, e.score) for e in given), good=good, done=good >= RUNNING)


def _say(tasks: Sequence[Task], now: Task | None) -> str:
    if not tasks:
        how = "hingecoach ladder confidence PERSON TASK 0-10"
        return f"Name a task of your day that you would like to do with ease: {how}."
    if now is None:
        return "Every task that you named feels good twice running. Name another one when you like."
    if now.latest < BEGIN:
        return (
            f"Now: {now.task}, at {now.latest:g} of 10. Begin with an easier form of it that feels like {BEGIN:g} or "
            "more: higher, lighter, slower, or only a part of it."
        )
    left = RUNNING - now.good
    more = "once more" if left == 1 else "twice running"
    return f"Now: {now.task}, at {now.latest:g} of 10. After {GOOD:g} or more {more} comes the next."
