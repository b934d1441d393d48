"""One plain sentence about what cannot be told apart."""

from collections.abc import Sequence

from ..exercises import get_exercise

CLEAR = 0.7
"""From this chance on the name stands alone (E: about one in four of such guesses may be wrong at most)."""
CLOSE = 0.5
"""The second is named with the first, and a third where it is at least this likely compared with the first (E)."""
LOOK_ALIKE = frozenset({"squat", "trap_bar_deadlift"})
"""A half squat and a trap-bar deadlift bend the same joints by the same angles (domain reference, section 4)."""


def say(candidates: Sequence[tuple[str, float]]) -> str:
    """Say which exercises it may be and that saying which settles it; empty where the first is clear.

    >>> say((("deadlift", 0.9), ("block_pull", 0.1)))
    ''
    """
    if not candidates or candidates[0][1] >= CLEAR:
        return ""
    first = candidates[0][1]
    names = [get_exercise(e).title for k, (e, c) in enumerate(candidates) if k <= 1 or c >= CLOSE * first]
    alike = {e for e, _ in candidates[:2]} == LOOK_ALIKE
    reason = "These two bend the same way" if alike else "One camera cannot tell for sure"
    likely = " or ".join(names[:3])
    return f"{reason}: it may be {likely}. Say which one it was."
