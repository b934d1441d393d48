"""``hingecoach exercises``: the ids for ``--exercise``."""

# ruff: noqa: PLC0415  (--help must be quick)

from ..terminal import answer, plain_words


def exercises() -> None:
    """List the exercises: their ids for --exercise, and their names."""
    with plain_words():
        from ..exercises import all_exercises

        known = all_exercises()
        width = max(map(len, known))
        answer("\n".join(f"{e.id:<{width}}  {e.title}" for e in known.values()))
