"""The learned part: small networks that give each exercise's likelihood from the features of a set.

They were taught on real clips, on rendered ones, and on many figures without pictures whose numbers were disturbed as
the search for points disturbs them (docs/recognition.md). A feature that was not seen counts as usual.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol, Self

import numpy as np

from ..exercises import Family
from ..types import Floats

FILE = "model.json"
FURTHEST = 4.0
"""Features count at most this many spreads from their centre: what is far out is no more than far out."""
DIGITS = 3


class Learned(Protocol):
    """What naming an exercise needs of something learned."""

    @property
    def exercises(self) -> tuple[str, ...]:
        """Ids, C of them."""

    def of_features(self, seen: Mapping[str, float]) -> Floats:
        """Give the log likelihood of each exercise, shape (C,)."""

    def of_family(self, family: Family) -> Floats:
        """Give the log likelihood of each exercise, shape (C,), when the rule says this family."""


@dataclass(frozen=True, slots=True)
class Net:
    """One network with one hidden layer.

    Attributes
    ----------
    inner, inner_bias
        From F features to H hidden units, shapes (F, H) and (H,).
    outer, outer_bias
        From there to C exercises, shapes (H, C) and (C,).
    """

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    def log_chances(self, x: Floats) -> Floats:
        """Give the log of each exercise's chance, shape (C,), from features of shape (F,)."""
        z = np.maximum(x @ self.inner + self.inner_bias, 0.0) @ self.outer + self.outer_bias
        z = z - z.max()
        return np.asarray(z - np.log(np.exp(z).sum()))


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned.

    Attributes
    ----------
    exercises
        Ids, C of them.
    features
        Names of the features, F of them, in the networks' order.
    centre, spread
        A feature's usual value and how far it usually is from it, shape (F,).
    nets
        The networks; the mean of their log chances counts.
    families
        Chance of what the family's rule says for each exercise: family -> shape (C,).
    temperature
        The networks' log likelihood is divided by this; chosen on people held out.
    made_from
        Words for the record: how many clips and people.
    """

    exercises: tuple[str, ...]
    features: tuple[str, ...]
    centre: Floats
    spread: Floats
    nets: tuple[Net, ...]
    families: Mapping[str, Floats]
    temperature: float
    made_from: str = ""

    def of_features(self, seen: Mapping[str, float]) -> Floats:
        """Give the log likelihood of each exercise, shape (C,); zeros where nothing was seen."""
        x = np.array([seen.get(name, np.nan) for name in self.features])
        if not np.isfinite(x).any():
            return np.zeros(len(self.exercises))
        x = scaled(x, self.centre, self.spread)
        return np.asarray(np.mean([net.log_chances(x) for net in self.nets], axis=0) / self.temperature)

    def of_family(self, family: Family) -> Floats:
        """Give the log likelihood of each exercise, shape (C,), when the rule says this family."""
        return np.log(self.families.get(family, np.ones(len(self.exercises))))

    def to_json(self) -> str:
        """Write the model down."""
        words = {"made_from": self.made_from, "exercises": self.exercises, "temperature": self.temperature}
        families = {name: _short(values, 4) for name, values in self.families.items()}
        nets = [{part: _short(getattr(net, part)) for part in Net.__slots__} for net in self.nets]
        scale = {name: _short(getattr(self, name)) for name in ("centre", "spread")}
        whole = {**words, "features": self.features, **scale, "families": families, "nets": nets}
        return json.dumps(whole, separators=(",", ":")) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a model."""
        d = json.loads(text)
        return cls(
            exercises=tuple(d["exercises"]),
            features=tuple(d["features"]),
            centre=np.array(d["centre"]),
            spread=np.array(d["spread"]),
            nets=tuple(Net(**{part: np.array(values) for part, values in net.items()}) for net in d["nets"]),
            families={name: np.array(values) for name, values in d["families"].items()},
            temperature=d["temperature"],
            made_from=d["made_from"],
        )


def scaled(x: Floats, centre: Floats, spread: Floats) -> Floats:
    """Give features in spreads from their centre, shape (..., F); 0 where one was not seen."""
    return np.clip(np.nan_to_num((x - centre) / spread, nan=0.0), -FURTHEST, FURTHEST)


def _short(values: Floats, digits: int = DIGITS) -> list[float]:
    return list(np.round(values, digits).tolist())


@cache
def shipped() -> Model:
    """Give the model that the package carries."""
    return Model.from_json(files(__package__).joinpath(FILE).read_text("utf-8"))
