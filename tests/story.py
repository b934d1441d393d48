"""Eight weeks of one person, from the bridge to a light deadlift: the steps behind docs/story.md.

``python tests/story.py`` writes the page again, with the plans as the command prints them today. The clips are
rendered people (tools/truth); their points were found once and are kept in ``data/story``, a little coarser than they
were found, so that they are small. They are judged anew each time.
"""

import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import fill

from hingecoach.assess import assess
from hingecoach.assessment import Assessment, Video
from hingecoach.coach.entries import AssessmentRecord, Confidence, Judgement, Person, Practice, StopAnswers
from hingecoach.coach.ladder.stops import stop_list
from hingecoach.coach.store import Store, open_store
from hingecoach.exercises import get_exercise
from hingecoach.phrases import in_sentence
from hingecoach.pose.save import load_track

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "story.md"
TRACKS = Path(__file__).parent / "data" / "story"
MONDAY = date(2026, 9, 7)
ANN = Person(name="Ann", birth_year=1961, experience="new", goals=("lift my granddaughter out of the crib",))
CRIB, SHOES, BAGS = "lift my granddaughter out of the crib", "tie my shoes", "carry the shopping bags"


@dataclass(frozen=True)
class Session:
    """A session on one day: what was told, and the name of the clip where one was filmed."""

    day: int
    exercise: str
    clip: str = ""
    reps: int = 8
    sets: int = 2
    effort: float = 5
    pain: tuple[float, float, float] = (1, 1, 1)
    told: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Chapter:
    """What happened, in words and entries, and the day of the plan that follows from it."""

    title: str
    words: str
    plan: int
    sessions: tuple[Session, ...] = ()
    answers: bool = False
    confidence: tuple[tuple[str, float], ...] = ()


BOTH = {"side": "both"}
CHAPTERS = (
    Chapter(
        "The first evening",
        "Ann is 65 and new to exercise. Her back complains now and then, mostly when she lifts her granddaughter. She "
        "adds herself, names three tasks of her day and asks for a plan.",
        0,
        confidence=((SHOES, 8), (BAGS, 6), (CRIB, 3)),
    ),
    Chapter(
        "Week 1: the bridge",
        "She answers the stop list, no to everything, does two sessions of bridges and films the second. The next "
        "morning she tells how it felt.",
        3,
        (Session(0, "glute_bridge", reps=10), Session(2, "glute_bridge", "bridge", reps=10, effort=4)),
        answers=True,
    ),
    Chapter(
        "Weeks 1 and 2: on one leg",
        "On one leg it is harder. She tells that both sides managed the same.",
        8,
        (
            Session(4, "glute_bridge_single_leg", effort=6, reps=6, told=BOTH),
            Session(7, "glute_bridge_single_leg", "single_bridge", effort=5, reps=8, told=BOTH),
        ),
    ),
    Chapter(
        "Week 2: the first hinge, on the knees",
        "Two sessions, a clip from the side.",
        12,
        (Session(9, "kneeling_hinge", effort=4), Session(11, "kneeling_hinge", "kneeling", effort=4)),
    ),
    Chapter(
        "Week 3: standing, with a stick",
        "The wall tap helps. She ties her shoes without a thought now.",
        17,
        (
            Session(14, "standing_hinge", effort=5, pain=(1, 2, 1)),
            Session(16, "standing_hinge", "standing", effort=4),
        ),
        confidence=((SHOES, 9),),
    ),
    Chapter(
        "Week 3: a clip that looks like a squat",
        "With the band the knees want to help. She films the very first set.",
        19,
        (Session(18, "pull_through", "pull_through_1", reps=10),),
    ),
    Chapter(
        "Week 4: the setback",
        "The band is stronger than she thought, and she does three sets. The next morning her back says 4, and it was "
        "1 before. She tells it.",
        22,
        (Session(21, "pull_through", reps=12, sets=3, effort=6, pain=(1, 2, 4)),),
    ),
    Chapter(
        "Week 4: one step down, and it settles",
        "A session of standing hinges, as the plan says. The morning after is like any other.",
        24,
        (Session(23, "standing_hinge", effort=3),),
    ),
    Chapter(
        "Weeks 4 and 5: the band again, lighter",
        "With a lighter band the hips lead. Two sessions, the first one filmed.",
        29,
        (
            Session(25, "pull_through", "pull_through_2", reps=10, effort=4),
            Session(28, "pull_through", reps=12, effort=4),
        ),
        confidence=((BAGS, 7),),
    ),
    Chapter(
        "Week 5: the kettlebell hangs away from her",
        "The first weight. The clip shows one cue out of its band.",
        31,
        (Session(30, "kettlebell_deadlift", "kettlebell_1", effort=4, told={"load_kg": 8}),),
    ),
    Chapter(
        "Weeks 5 and 6: closer, and easy",
        "With the bell on a block she paints her legs with it, as the drill says, and films it again from the floor. "
        "In both sessions two more repetitions come easily in the last set.",
        36,
        (
            Session(32, "kettlebell_deadlift", effort=4, told={"load_kg": 8, "last_set_reps": 10}),
            Session(35, "kettlebell_deadlift", "kettlebell_2", effort=4, told={"load_kg": 8, "last_set_reps": 10}),
        ),
        confidence=((BAGS, 8),),
    ),
    Chapter(
        "Week 6: ten kilograms",
        "The same happens with ten.",
        40,
        (
            Session(37, "kettlebell_deadlift", effort=4, told={"load_kg": 10, "last_set_reps": 10}),
            Session(39, "kettlebell_deadlift", effort=4, told={"load_kg": 10, "last_set_reps": 10}),
        ),
        confidence=((CRIB, 5),),
    ),
    Chapter(
        "Week 7: twelve, and a branch",
        "Two comfortable sessions with twelve. The swing comes into view, with somebody who teaches it.",
        45,
        (
            Session(42, "kettlebell_deadlift", effort=5, told={"load_kg": 12}),
            Session(44, "kettlebell_deadlift", effort=5, told={"load_kg": 12}),
        ),
        confidence=((BAGS, 9),),
    ),
    Chapter(
        "Weeks 7 and 8: the Romanian deadlift",
        "She leaves the swing for another year and takes a light bar.",
        50,
        (
            Session(46, "romanian_deadlift", "rdl", effort=5, told={"load_kg": 12}),
            Session(49, "romanian_deadlift", reps=10, effort=5, told={"load_kg": 12}),
        ),
        confidence=((CRIB, 7),),
    ),
    Chapter(
        "Week 8: a light deadlift",
        "From blocks first, then from the floor, filmed.",
        54,
        (
            Session(51, "block_pull", reps=5, effort=4, told={"load_kg": 12}),
            Session(53, "deadlift", "deadlift", reps=6, effort=4, told={"load_kg": 12}),
        ),
        confidence=((CRIB, 8),),
    ),
)


def at(day: int) -> datetime:
    return datetime.combine(MONDAY + timedelta(days=day), time(18), UTC)


def judged(clip: str, exercise: str) -> Assessment:
    """Judge a kept clip as the program does today."""
    track = load_track(TRACKS / f"{clip}.npz")
    seconds = float(track.time[-1])
    video = Video(
        name=f"{clip}.mp4",
        sha256=clip.encode().hex().ljust(64, "0")[:64],
        width=track.size[0],
        height=track.size[1],
        duration_s=seconds,
        frames=track.time.size,
        fps=track.time.size / seconds,
    )
    return assess(track, exercise, video=video)


def keep(store: Store, chapter: Chapter) -> list[Assessment]:
    """Put what happened in a chapter into the store; give what its clips showed."""
    seen, first = [], chapter.plan
    for session in chapter.sessions:
        stamp = {"day": at(session.day).date(), "kept_at": at(session.day)}
        record = None
        if session.clip:
            seen.append(judged(session.clip, session.exercise))
            record = AssessmentRecord(
                **stamp, judgements=(Judgement(judged_at=at(session.day), assessment=seen[-1]),), files=("track.npz",)
            )
            held = {record.id: {"track.npz": (TRACKS / f"{session.clip}.npz").read_bytes()}}
            store.add(ANN.id, record, files=held)
        pain = dict(zip(("pain_before", "pain_after", "pain_next_day"), session.pain, strict=True))
        done = {"sets": session.sets, "reps": session.reps, "effort": session.effort}
        link = {"assessment": record.id, "clip": f"{session.clip}.mp4"} if record else {}
        store.add(ANN.id, Practice(**stamp, exercise=session.exercise, **pain, **done, **session.told, **link))
        first = min(first, session.day)
    if chapter.answers:
        no = dict.fromkeys((q.id for q in stop_list().question), "no")
        store.add(ANN.id, StopAnswers(day=at(first).date(), kept_at=at(first), answers=no))
    for task, score in chapter.confidence:
        store.add(ANN.id, Confidence(day=at(chapter.plan).date(), kept_at=at(chapter.plan), task=task, score=score))
    return seen


def told(session: Session) -> str:
    """Tell a session in a line of the page."""
    known = session.told
    load = f", {known['load_kg']:g} kg" if "load_kg" in known else ""
    side = " a side" if "side" in known else ""
    last = f", {known['last_set_reps']} in the last" if "last_set_reps" in known else ""
    name = in_sentence(get_exercise(session.exercise).title)
    before, after, next_day = session.pain
    pain = f"pain {before:g} before, {after:g} after, {next_day:g} the next day"
    filmed = ", filmed" if session.clip else ""
    sets = f"{session.sets} sets of {session.reps}{side}{last}"
    return f"- {at(session.day):%a %d %b}: {name}, {sets}{load}; effort {session.effort:g}; {pain}{filmed}."


def chapters(plan_of) -> Iterator[tuple[Chapter, list[Assessment], str]]:
    """Live through the story; ``plan_of(folder, day)`` gives the text of a plan."""
    with TemporaryDirectory() as folder:
        with open_store(folder) as store:
            store.add_person(ANN)
        for chapter in CHAPTERS:
            with open_store(folder) as store:
                seen = keep(store, chapter)
            yield chapter, seen, plan_of(folder, at(chapter.plan).date())


def page(plan_of) -> str:
    """Give the page."""
    parts = [LEAD]
    for chapter, seen, plan in chapters(plan_of):
        parts.append(f"## {chapter.title}\n\n{filled(chapter.words)}\n")
        if chapter.sessions:
            parts.append("\n".join(filled(told(s), "  ") for s in chapter.sessions) + "\n")
        parts += [filled(f"The clip: {answer.summary}") + "\n" for answer in seen]
        if chapter.confidence:
            said = ", ".join(f"{task} {score:g}" for task, score in chapter.confidence)
            parts.append(f"Confidence: {said}.\n")
        parts.append(f"```text\n$ hingecoach ladder next Ann --day {at(chapter.plan).date()}\n{plan.rstrip()}\n```\n")
    return "\n".join(parts) + END


def filled(text: str, rest: str = "") -> str:
    """Break a paragraph into lines of the page."""
    return fill(text, 118, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


LEAD = """# A story: from the bridge to a light deadlift

Ann does not exist. Her eight weeks show how the [ladder](ladder.md) leads on, holds and leads back. Her clips are
rendered people (`tools/truth`); the points of their bodies were found once, and every clip is judged anew whenever the
tests run. What she tells is invented. Each plan stands here as the command prints it: a test lives through the weeks
in a store of its own, and fails where page and program differ. `python tests/story.py` writes the page again.
"""
END = """
## What came of it

Ten clips and two reasons to slow down: more pain on the next day, and a cue that was out. What a clip could not tell
held nothing up. The way back was the way that the plan said. Whether she goes on to more weight is hers to decide.
"""


def printed(folder: str, day: date) -> str:
    """Give a plan as the command prints it on a terminal of a hundred columns."""
    from rich.console import Console

    from hingecoach.cli.ladder.show import draw_plan
    from hingecoach.coach.ladder import plan

    out = StringIO()
    with open_store(folder) as store, redirect_stdout(out):
        draw_plan(plan(store.history(ANN.id), day), Console(file=out, width=100))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


if __name__ == "__main__":
    PAGE.write_text(page(printed), "utf-8", newline="")
    print(f"Written: {PAGE}", file=sys.stderr)  # noqa: T201
