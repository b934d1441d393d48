"""What the commands of the ladder print."""

from collections.abc import Iterator
from textwrap import wrap

from rich.console import Console

from ...coach.ladder.confidence import Confident
from ...coach.ladder.model import Evidence, Gate, Plan, Practise, RungState, Survey, Task
from ...coach.ladder.screening import StopState
from ...phrases import in_sentence
from ..lines import clean, plain, say, table_of

__all__ = ["draw_confidence", "draw_plan", "draw_stop", "draw_survey"]

_MARK = {"open": "open", "waits": "practise", "closed": "closed", "missing": "missing", "overridden": "by hand",
         "held": "held"}  # fmt: skip
_STEP = {
    "start": "the first rung",
    "stay": "",
    "up": "a step up",
    "practise": "as before, with a cue to practise",
    "shorter": "a shorter way",
    "lighter": "easier than last time",
    "previous_rung": "a step back",
    "none": "",
}
_STATE = {"done": "done", "now": "now", "later": "later", "branch": "branch"}


def draw_plan(plan: Plan, console: Console) -> None:
    """Print a plan: what to do, how much, the cue, what to film, and what opens the next gate."""
    say(console, f"{plan.person}, {plan.day}", "bold")
    if plan.status in ("see_professional", "stop"):
        _stopped(plan, console)
        return
    if plan.stop.ask:
        _asked(plan.stop, console)
    for name, text in _lines(plan):
        _named(console, name, text)
    if plan.opened:
        say(console, "\nWhat opened it", "bold")
        _gates(plan.opened, console)
    say(console, f"\nTo the {in_sentence(plan.to.title)}" if plan.to else "\nTo more weight", "bold")
    _onward(plan, console)
    for title, lines in _more(plan):
        say(console, f"\n{title}", "bold")
        for line in lines:
            _named(console, "", line, 2)


def _asked(stop: StopState, console: Console) -> None:
    """Print the open questions of the stop list, the urgent ones first."""
    say(console, stop.say)
    urgent = [q for q in stop.ask if q.urgent]
    rest = [q for q in stop.ask if not q.urgent]
    leads = {"First these. With a yes, or unsure: see a professional now, today.": urgent, "Then these.": rest}
    for lead, questions in leads.items():
        if questions and urgent:
            say(console, lead)
        for question in questions:
            _named(console, f"  {question.id}", question.ask, 10)


def _stopped(plan: Plan, console: Console) -> None:
    because = [f"{e.day}: {e.say}" for e in plan.pain.evidence if plan.status == "stop"]
    for line in (plan.why, *(question.ask for question in plan.stop.yes), *because, *plan.notes):
        _named(console, "", line, 0)


def _onward(plan: Plan, console: Console) -> None:
    """Print the gates to the next rung; where nothing is known yet, what they ask for in a few lines.

    Where all are open and pain holds the step, that is all that is said.
    """
    held = plan.pain.evidence if plan.pain.level != "go_on" and all(g.passable for g in plan.gates) else ()
    if held:
        say(console, f"  Its gates are open; it waits for the pain of {held[0].day}.")
    elif any(g.evidence for g in plan.gates):
        _gates(plan.gates, console)
    else:
        for i, line in enumerate(dict.fromkeys(plan.missing)):
            _named(console, "" if i else "  Missing", line, 20)


def _more(plan: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what stands below the gates, each with its heading."""
    for branch in plan.branches:
        if branch.state != "closed":
            dose = (branch.dose.say,) if branch.dose else ()
            yield f"Beside it: {in_sentence(branch.title)}", (branch.say, *dose)
    yield "Confidence", (plan.confidence.say,)
    yield "Step back", plan.step_back


def draw_survey(found: Survey, console: Console) -> None:
    """Print the ladder, a rung a line, with the gates of the rung that the person is on."""
    say(console, f"{found.person}, {found.day}", "bold")
    table = table_of("Rung", "Exercise", "", "Gates to the next")
    for rung in found.rungs:
        number = str(rung.place.rung) if rung.place.rung else ""
        table.add_row(number, plain(rung.place.title), _STATE[rung.state], plain(_in_short(rung, found)))
    console.print(table)
    for rung in found.rungs:
        if rung.state == "now":
            say(console, f"\n{rung.place.title}", "bold")
            _gates(rung.gates, console, evidence=True)
    if found.overrides:
        say(console, "\nBy hand", "bold")
        for gate, said in _by_hand(found):
            say(console, f"{said.day} {gate.title.lower()}, to {gate.to}: {_MARK[gate.state]}. {said.say}")
    say(console, f"\nStop list: {found.stop.say}")
    say(console, f"Pain guide: {found.pain.say}")


def draw_stop(state: StopState, console: Console) -> None:
    """Print how the stop list stands, and the questions that are open."""
    say(console, state.say, "bold")
    for question in state.yes:
        said = "yes, or unsure" if question.urgent else "yes"
        say(console, f"  {question.id}: {question.ask} ({said})")
    for question in state.ask:
        say(console, f"  {question.id}: {question.ask}")
    for told in state.cleared:
        by = f" by {told.by}" if told.by else ""
        say(console, f"  {told.question.id}: {told.question.ask} (cleared, told{by} on {told.day})")


def draw_confidence(found: Confident, console: Console) -> None:
    """Print the tasks from the least to the most feared, each with its answers as a row of bars."""
    say(console, found.plan.say, "bold")
    rows = (*found.plan.tasks, *found.loads)
    if not rows:
        return
    table = table_of("Task", "Last", "Answers, oldest first", "")
    for task in rows:
        done = "done" if task.done else "now" if task.task == found.plan.now else ""
        table.add_row(plain(task.task), f"{task.latest:g}", _bars(task), done)
    console.print(table)


def _lines(plan: Plan) -> Iterator[tuple[str, str]]:
    kind = "the next step of the way back" if plan.pain.back_from_stop else _STEP[plan.step]
    step = f": {kind}" if kind else ""  # a rung may be the one to stay on and yet be new
    only = "If every answer is no: " if plan.status == "ask" else ""
    yield "Do", f"{only}{plan.rung.title}, rung {plan.rung.rung} of {plan.rung.of}{step}. {plan.why}"
    if plan.dose:
        yield "Dose", plan.dose.say
    for note in plan.notes:
        yield "Note", note
    if plan.cue:
        yield from _cue(plan.cue)
    if plan.film:
        yield "Film", plan.film.say
    if plan.pain.level != "go_on":
        yield "Pain", "; ".join(f"{e.day}: {e.say}" for e in plan.pain.evidence)
    if plan.options:
        yield "Or", "; ".join(f"{in_sentence(o.title)}: {o.say}" for o in plan.options)


def _cue(cue: Practise) -> Iterator[tuple[str, str]]:
    """Give the cue with its drill; where the newest clip shows no fault, no more than a reminder."""
    if cue.fine:
        lead = f"Nothing past its limit was seen in the clip of {cue.fine.day}. To keep in mind, if you like"
        yield "Cue", f"{lead}: {in_sentence(cue.title)}. {cue.say}"
        return
    yield "Cue", f"{cue.title}{'' if cue.seen else ', to begin with'}: {cue.say}"
    yield "Drill", cue.drill


def _by_hand(found: Survey) -> Iterator[tuple[Gate, Evidence]]:
    """Give each gate about which somebody had a word, with that word."""
    for gate in (g for rung in found.rungs for g in rung.gates):
        for said in (e for e in gate.evidence if e.kind == "override"):
            yield gate, said


def _in_short(rung: RungState, found: Survey) -> str:
    if rung.state == "done" and not all(g.passable for g in rung.gates):
        later = [r for r in found.rungs if r.state == "done" and r.place.rung > rung.place.rung]
        filmed = any(all(g.passable for g in r.gates) for r in later)
        return "a later rung was shown" if filmed else "a later rung is practised"
    if all(g.state == "missing" and not g.evidence for g in rung.gates):
        return "nothing known yet"
    return ", ".join(f"{g.title.lower()} {_MARK[g.state]}" for g in rung.gates)


def _gates(gates: tuple[Gate, ...], console: Console, *, evidence: bool = False) -> None:
    for gate in gates:
        _named(console, f"  {gate.title}", f"{_MARK[gate.state]}. {gate.say}", 20)
        if gate.missing and gate.state != "held":
            _named(console, "", gate.missing, 20)
        for one in gate.evidence if evidence else ():
            reps = f", repetitions {', '.join(map(str, one.reps))}" if one.reps else ""
            _named(console, "", f"{one.kind} {one.entry[:8]} of {one.day}: {one.say}{reps}", 20)


def _bars(task: Task) -> str:
    bars = "▁▂▃▄▅▆▇█"
    return "".join(bars[min(7, int(score / 10 * 8))] for _, score in task.scores[-30:])


def _named(console: Console, name: str, text: str, width: int = 7) -> None:
    """Print a text beside its name, in lines of the terminal's width; a command to copy stays on a line of its own."""
    words, _, command = text.partition(": hingecoach ")
    words = " ".join(clean(words).split()) + (":" if command else "")
    lines = wrap(words, max(30, console.width - width), break_long_words=False, break_on_hyphens=False) or [""]
    lines += [f"hingecoach {command}"] if command else []
    for i, line in enumerate(lines):
        say(console, f"{'' if i else name:<{width}}{line}")
