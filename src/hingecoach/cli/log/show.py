"""What the commands about the log print."""

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.table import Table

from ...coach.log.balance import WORDS, Balance
from ...coach.log.keep import Kept
from ...coach.log.read import LogFile
from ..lines import clean, say, table_of

__all__ = ["draw_balance", "imported"]

_SHOWN = 20
"""Lines of a list; the rest is counted. ``--json`` has them all."""


def imported(person: str, log: LogFile, kept: Kept, unknown: Mapping[str, int]) -> list[str]:
    """Say what an import did, a sentence a line."""
    warm = sum(e.warm_up for e in log.entries)
    read, warms = _count(len(log.entries), "line"), _count(warm, "warm-up")
    lines = [f"{log.format.title}: {read} read for {person} ({warms}), {kept.new} new."]
    if log.no_sets:
        lines.append(f"No set (rest timers, sets not done): {_count(log.no_sets, 'line')}.")
    if kept.loads:
        lines.append(f"Load known now: {_count(kept.loads, 'earlier set')}.")
    if kept.others:
        lines.append(
            f"Not as kept: {_count(kept.others, 'line')}. What is kept stays; to take these, forget those first: "
            f"hingecoach log forget --source {log.format.id}"
        )
    if log.without_unit:
        left = _count(log.without_unit, "load")
        lines.append(f"{left} left out: the file tells no unit. Import it again with --unit kg or lb.")
    lines += _first([f"Line {b.line} was left out: {b.why}." for b in log.broken])
    if unknown:
        lines.append("Exercises without a class, with their sets (say it once: hingecoach log map NAME CLASS):")
        lines += _first([f"  {clean(name)} ({sets})" for name, sets in unknown.items()])
    return [clean(line) for line in lines]


def _count(n: int, thing: str) -> str:
    return f"{n} {thing}{'' if n == 1 else 's'}"


def draw_balance(answer: Balance, console: Console) -> None:
    """Print the balance: the simple count first, the trend, one suggestion, the caveat."""
    tells = answer.ratio is not None and answer.label != "too_little"
    ratio = f", {answer.ratio:.2f} hinge sets for each knee set" if tells else ""
    say(console, f"{WORDS[answer.label].capitalize()}", "bold")
    say(console, f"{answer.start} to {answer.end}, hard sets: {answer.hinge_sets:g} hinge, "
         f"{answer.squat_sets:g} knee (squats, lunges, leg extensions){ratio}.")  # fmt: skip
    for line in _details(answer):
        say(console, line)
    say(console, "")
    console.print(_weeks(answer))
    say(console, f"\n{answer.suggestion}", "bold")
    say(console, answer.caveat)


def _details(answer: Balance) -> Iterator[str]:
    if answer.hamstring_curl_sets:
        yield f"Hamstring curls, counted for themselves: {answer.hamstring_curl_sets:g}."
    if answer.filmed_sets:
        yield f"Of these from judged clips: {answer.filmed_sets}."
    if answer.noted_sets:
        yield f"Of these from practice noted without a clip: {answer.noted_sets}."
    if answer.hip_share is not None and answer.label != "too_little":
        yield f"Weighted by the work of the joints: hips {100 * answer.hip_share:.0f} %."
    if answer.unknown:
        n = sum(answer.unknown.values())
        names = ", ".join(list(answer.unknown)[:3])
        yield f"Not counted, without a class: {n} sets in all ({names}{' ...' if len(answer.unknown) > 3 else ''})."  # noqa: PLR2004


def _weeks(answer: Balance) -> Table:
    names = ("Week ending", "Hinge", "Knee", "Four weeks to then")
    table = table_of(*names, narrow=names)
    for w in answer.weeks:
        ratio = "" if w.ratio is None or w.label == "too_little" else f" ({w.ratio:.2f})"
        table.add_row(str(w.end), f"{w.hinge_sets:g}", f"{w.squat_sets:g}", WORDS[w.label] + ratio)
    return table


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return lines if more <= 0 else [*lines[:_SHOWN], f"... and {more} more; --json lists them all."]
