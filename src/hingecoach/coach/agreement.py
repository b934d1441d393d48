"""How often coach and program say the same about a cue."""

from collections import Counter
from collections.abc import Iterable

from ..assessment import Model
from ..evaluate.stats import weighted_kappa, wilson
from ..types import Verdict
from .history import AssessmentRecord, Correction, History

__all__ = ["CueAgreement", "agreement", "program_says"]

CLASSES: tuple[Verdict, ...] = ("good", "mild", "marked")
"""The verdicts that can be compared, in their order."""


class CueAgreement(Model):
    """Agreement about one cue.

    Attributes
    ----------
    cue
        The cue.
    n, same
        How many verdicts of the coach meet one of the program (good, mild or marked from both), and how many are equal.
    low, high
        Wilson's 95 % interval of the share ``same / n``.
    kappa
        Cohen's weighted kappa (quadratic weights); None where it is not defined.
    table
        Counts: rows the coach's good, mild, marked, columns the program's.
    unjudged
        Verdicts of the coach where the program gave none (unsure, not seen, not applicable).
    """

    cue: str
    n: int
    same: int
    low: float
    high: float
    kappa: float | None
    table: tuple[tuple[int, ...], ...]
    unjudged: int


def agreement(histories: Iterable[History]) -> tuple[CueAgreement, ...]:
    """Compare coaches' verdicts with what the program says now, cue by cue.

    Of one coach's verdicts on the same cue of the same repetition the newest counts. Verdicts are compared with the
    program's newest judgement of the clip. Coaches mostly speak where they disagree, so the share tells more about the
    cue when agreement was entered too.

    Returns
    -------
    tuple
        By cue, in alphabetical order; only cues about which a coach said something.
    """
    pairs: Counter[tuple[str, Verdict, Verdict | None]] = Counter()
    for history in histories:
        for said in _newest(history.corrections):
            program = program_says(history.assessment(said.assessment), said.cue, said.rep)
            pairs[said.cue, said.verdict, program] += 1
    return tuple(_of_cue(cue, pairs) for cue in sorted({cue for cue, _, _ in pairs}))


def program_says(record: AssessmentRecord, cue: str, rep: int | None) -> Verdict | None:
    """Give the program's newest verdict on a cue, of a repetition or (None) of the set; None where there is none."""
    answer = record.assessment
    if rep is None:
        return next((f.verdict for f in answer.findings if f.cue == cue), None)
    of_rep = next((r.findings for r in answer.reps if r.index == rep), ())
    return next((f.verdict for f in of_rep if f.cue == cue), None)


def _newest(corrections: Iterable[Correction]) -> Iterable[Correction]:
    return {(c.assessment, c.cue, c.rep, c.by): c for c in corrections}.values()


def _of_cue(cue: str, pairs: Counter[tuple[str, Verdict, Verdict | None]]) -> CueAgreement:
    table = tuple(tuple(pairs[cue, coach, program] for program in CLASSES) for coach in CLASSES)
    n = sum(map(sum, table))
    same = sum(table[i][i] for i in range(len(CLASSES)))
    low, high = wilson(same, n)
    spoken = sum(k for (c, coach, _), k in pairs.items() if c == cue and coach in CLASSES)
    kappa = weighted_kappa(table)
    return CueAgreement(cue=cue, n=n, same=same, low=low, high=high, kappa=kappa, table=table, unjudged=spoken - n)
