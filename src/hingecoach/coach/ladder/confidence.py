"""Confidence in everyday tasks that the person named: from the least to the most feared, stepping on good answers.

Begin with the task that feels surest, at 7 or more of 10; go on to the next once two answers running were 8 or more
(domain.md 7.4, E). The items are ours: one task, 0 to 10.
"""

import shlex
from collections.abc import Sequence
from datetime import date

from ...assessment import Model
from ...exercises import all_exercises
from ...phrases import in_sentence
from ..entries import Confidence, Practice
from ..history import History
from .graded import easier_form
from .model import Task, TaskPlan
from .past import Past
from .standing import stand

__all__ = ["BEGIN", "GOOD", "RUNNING", "Confident", "confidence_of", "same_task", "task_plan"]

BEGIN, GOOD, RUNNING = 7.0, 8.0, 2
"""Confidence to begin a task with, confidence that counts as good, and how often running (E)."""


class Confident(Model):
    """How confident a person is, and how that went on.

    Attributes
    ----------
    plan
        The tasks that they named.
    loads
        The loads of their practice, an exercise each; these are shown and ask for nothing.
    """

    person: str
    day: date
    plan: TaskPlan
    loads: tuple[Task, ...] = ()


def same_task(name: str) -> str:
    """Give what makes two spellings of a task the same: neither capitals nor spaces count."""
    return " ".join(name.casefold().split())


def task_plan(entries: Sequence[Confidence], name: str = "PERSON", *, trains: bool = True) -> TaskPlan:
    """Order the tasks and say which to practise now.

    Parameters
    ----------
    entries
        The answers, oldest first.
    name
        Whose they are, for the command that asks for one.
    trains
        Whether anything is practised today: neither stop list nor pain guide stops it.
    """
    answers: dict[str, list[Confidence]] = {}
    for entry in entries:
        answers.setdefault(same_task(entry.task), []).append(entry)
    tasks = sorted((_task(given) for given in answers.values()), key=lambda t: (-t.latest, t.task.casefold()))
    now = next((t for t in tasks if not t.done), None)
    graded = _graded(now) if now and now.latest < BEGIN and trains else None
    say = _say(tasks, now, name, graded)
    return TaskPlan(tasks=tuple(tasks), now=now.task if now else None, graded=graded, say=say)


def _graded(task: Task) -> str:
    """Give the easier form of a feared task, its dose, and when it is made harder."""
    return (
        f"First in an easier form: {easier_form(task.task)}. Do 2 x 5 that feel like {BEGIN:g} or more; "
        f"after {GOOD:g} or more twice running make it a little harder: lower, or heavier."
    )


def confidence_of(history: History, day: date) -> Confident:
    """Give all that a person said about their confidence up to and with a day."""
    said = [p for p in history.practice if p.day <= day and p.confidence is not None]
    trains = stand(Past(history, day)).trains
    plan = task_plan([c for c in history.confidence if c.day <= day], history.person.name, trains=trains)
    return Confident(person=history.person.name, day=day, plan=plan, loads=_loads(said))


def _loads(said: Sequence[Practice]) -> tuple[Task, ...]:
    """Give the confidence in the load of each exercise, in the order in which they were first practised."""
    answers: dict[str, list[tuple[date, float]]] = {}
    for p in said:
        if p.confidence is not None:
            answers.setdefault(p.exercise, []).append((p.day, p.confidence))
    known = all_exercises()
    named = {e: f"the load of the {in_sentence(known[e].title)}" if e in known else f"the load of {e}" for e in answers}
    return tuple(_counted(named[e], given) for e, given in answers.items())


def _task(given: Sequence[Confidence]) -> Task:
    return _counted(given[-1].task, [(e.day, e.score) for e in given])


def _counted(name: str, scores: Sequence[tuple[date, float]]) -> Task:
    """Count how many of the newest answers running were good; of one day the last one counts."""
    good = 0
    for score in reversed(dict(scores).values()):
        if score < GOOD:
            break
        good += 1
    return Task(task=name, scores=tuple(scores), good=good, done=good >= RUNNING)


def _say(tasks: Sequence[Task], now: Task | None, name: str, graded: str | None) -> str:
    if not tasks:
        how = f"hingecoach ladder confidence {shlex.quote(name)} TASK 0-10"
        return f"Name a task of your day that you would like to do with ease, and how sure you are of it: {how}"
    if now is None:
        return "Every task that you named feels good twice running. Name another one when you like."
    if now.latest < BEGIN:
        return f"Now: {now.task}, at {now.latest:g} of 10. {graded or 'Begin with an easier form of it.'}"
    left = RUNNING - now.good
    more = "once more" if left == 1 else "twice running"
    return f"Now: {now.task}, at {now.latest:g} of 10. After {GOOD:g} or more {more} comes the next."
