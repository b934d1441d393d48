"""What was told about a practice besides the clip, for the note: whose it was, the load, the effort, the pain."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Practised:
    """Whose practice it was and what was told about it; None where something was not told.

    Attributes
    ----------
    who
        The name under which the history is kept.
    load_kg
        The whole load; 0 for none.
    sets
        How many.
    side
        Which leg worked: ``"left"``, ``"right"`` or ``"both"``.
    effort, pain_before, pain_after, pain_next_day
        0 to 10.
    """

    who: str
    load_kg: float | None = None
    sets: int | None = None
    side: str | None = None
    effort: float | None = None
    pain_before: float | None = None
    pain_after: float | None = None
    pain_next_day: float | None = None

    def line(self) -> str:
        """Say it in a line: ``"Ann: 40 kg, 3 sets, effort 6 of 10, pain (0 to 10) 1 before, 2 after."``."""
        load = None if self.load_kg is None else f"{self.load_kg:g} kg" if self.load_kg else "no load"
        sets = None if self.sets is None else f"{self.sets} set{'' if self.sets == 1 else 's'}"
        side = self.side and f"side: {self.side}"
        effort = None if self.effort is None else f"effort {self.effort:g} of 10"
        scores = (("before", self.pain_before), ("after", self.pain_after), ("next day", self.pain_next_day))
        felt = [f"{score:g} {when}" for when, score in scores if score is not None]
        pain = f"pain (0 to 10) {', '.join(felt)}" if felt else None
        said = ", ".join(filter(None, (load, sets, side, effort, pain)))
        name = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in self.who)
        return f"{name}: {said}." if said else f"{name}."
