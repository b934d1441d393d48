"""Kills a process that writes to the store, again and again, and looks whether anything finished was lost.

``python tests/kills.py 200`` does it two hundred times and prints what was found. The writer says what it has finished
down a pipe; after each kill the store is opened as a user would, and held against that:

- SQLite finds the file whole, and every person's history can be read;
- every entry that was reported finished is there, with its files, byte for byte, and in its last form;
- of a person who was reported deleted, or is not listed any more, no byte is left in the data folder.

Every fourth round starts with an empty folder, so that some kills hit the making of the store.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

from sqlalchemy import text

from hingecoach.coach.history import AssessmentRecord, Judgement, Person, Practice
from hingecoach.coach.store import open_store
from hingecoach.coach.store.purge import delete_person
from report_sample import assessment

DAY = date(2026, 11, 25)
LATEST_MS = 400
"""A kill comes at random within so many milliseconds: from before the store is open to dozens of entries later."""


@dataclass
class Told:
    """What the writer reported about one folder."""

    entries: dict[str, float] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)


def write(folder, pipe, seed):
    """Write until killed; a line down the pipe after each thing that is finished."""
    rng = random.Random(seed)  # noqa: S311

    def say(*words):
        os.write(pipe, (json.dumps(words) + "\n").encode())

    with open_store(folder) as store:
        if not any(p.name == "Kim" for p in store.people()):
            store.add_person(Person(name="Kim"))
        kim = store.find("Kim").id
        say("opened")
        for i in count():
            entry = Practice(day=DAY, effort=1.0, note=f"note {i}")
            store.add(kim, entry)
            say("entry", entry.id, 1.0)
            store.replace(kim, entry.model_copy(update={"effort": 2.0}))
            say("entry", entry.id, 2.0)
            if i % 3 == 0:
                record = AssessmentRecord(
                    day=DAY, judgements=(Judgement(assessment=assessment()),), files=("track.npz",)
                )
                data = rng.randbytes(200_000)
                store.add(kim, record, files={record.id: {"track.npz": data}})
                say("file", record.id, seed, data[:8].hex(), data[-8:].hex())
            if i % 4 == 1:
                mark = f"mark{seed:06}n{i:06}"
                say("mark", mark)
                guest = Person(name=mark, notes=f"{mark} has a long story. " * 200)
                store.add_person(guest)
                store.add(guest.id, Practice(day=DAY, note=mark))
                delete_person(store, guest.id)
                say("deleted", mark)


def kill_once(folder, told, seed):
    """Start a writer, kill it at a random instant, and take up what it had finished."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            write(folder, theirs, seed)
        finally:
            os._exit(1)  # a writer never ends by itself
    os.close(theirs)
    time.sleep(random.Random(seed).uniform(0, LATEST_MS / 1000))  # noqa: S311
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"
    with os.fdopen(ours) as lines:
        for line in lines:
            if line.endswith("\n"):
                note(told, json.loads(line))


def note(told, words):
    match words:
        case "entry", id_, effort:
            told.entries[id_] = effort
        case "file", id_, _, first, last:
            told.files[id_] = bytes.fromhex(first), bytes.fromhex(last)
        case "mark", mark:
            told.marks.add(mark)
        case "deleted", mark:
            told.deleted.add(mark)


def look(folder, told):
    """Open the store as a user would and list what is wrong with it."""
    wrong = []
    with open_store(folder) as store:
        with store.reading() as db:
            if (said := db.scalar(text("PRAGMA integrity_check"))) != "ok":
                wrong.append(f"integrity: {said}")
        listed = {p.name for p in store.people()}
        histories = [store.history(p.id) for p in store.people()]
        kept = {e.id: e for h in histories for e in h.entries()}
        wrong += [f"lost entry {i}" for i, effort in told.entries.items() if i not in kept or kept[i].effort < effort]
        for id_, (first, last) in told.files.items():
            data = store.file(id_, "track.npz") if id_ in kept else b""
            if (data[:8], data[-8:]) != (first, last):
                wrong.append(f"lost file of {id_}")
    data = b"".join(p.read_bytes() for p in Path(folder).rglob("*") if p.is_file())
    gone = told.deleted | (told.marks - listed)
    return wrong + [f"{mark} is still to be found" for mark in gone if mark.encode() in data]


def kill(times, folder):
    """Kill so many times; give what was wrong, and counts of what the writers had finished."""
    wrong, counts, told = [], Counter(), Told()
    for i in range(times):
        place = folder / f"data{i // 4}"
        if i % 4 == 0:
            told = Told()
        before = len(told.entries), len(told.files), len(told.deleted)
        kill_once(place, told, seed=i)
        after = len(told.entries), len(told.files), len(told.deleted)
        for name, a, b in zip(("entries", "files", "deletions"), after, before, strict=True):
            counts[name] += a - b
        counts["before anything was finished"] += after == before
        wrong += look(place, told)
    return wrong, counts


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        found, done = kill(int(sys.argv[1]), Path(scratch))
    print(f"{sys.argv[1]} kills; finished before them: {dict(done)}; wrong: {found or 'nothing'}")  # noqa: T201
    sys.exit(bool(found))
