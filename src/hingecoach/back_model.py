"""Two small networks that read the bend of the back, in degrees, each with its error.

``alone`` knows one picture; ``own`` also knows how the same person looks standing, without which flexion from one's own
standing cannot be told at all. Each is the mean of a few networks of one hidden layer. ``make train`` makes the file;
docs/back.md is its model card.
"""

import io
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

from .types import Floats

Target = Literal["lumbar_convex", "lumbar", "thoracic", "back"]
TARGETS: tuple[Target, ...] = ("lumbar_convex", "lumbar", "thoracic", "back")
"""The bend of the lumbar line (0 straight), and flexion from the person's own standing: low back, upper back, both."""
BANDS = (10.0, 20.0, 30.0)
"""Upper ends of the bands of the camera's angle off the side view, degrees, for which errors are stated."""
FILE = "back_model.npz"
"""The trained networks, beside this module."""
FAR = 4.0
"""Features are held within this many standard deviations of what was learned from."""


@dataclass(frozen=True, slots=True)
class Net:
    """A few networks of one hidden layer, averaged.

    Attributes
    ----------
    mean, scale
        Of the features in training, shape (F,): a feature that was not seen counts as usual.
    w1, b1, w2, b2
        Weights, shapes (N, F, H), (N, H), (N, H, O), (N, O).
    error
        Half width of the 90 % interval by target and band, degrees, shape (targets, bands); NaN where not stated.
    """

    mean: Floats
    scale: Floats
    w1: Floats
    b1: Floats
    w2: Floats
    b2: Floats
    error: Floats

    def __call__(self, features: Floats) -> Floats:
        """Give the outputs, degrees, shape (T, O), for features (T, F); NaN where a whole row is missing."""
        seen = np.asarray(np.isfinite(features).any(axis=1))
        hidden = np.tanh(np.einsum("tf,nfh->nth", scaled(features, self.mean, self.scale), self.w1) + self.b1[:, None])
        out = (np.einsum("nth,nho->nto", hidden, self.w2) + self.b2[:, None]).mean(axis=0)
        return np.asarray(np.where(seen[:, None], out, np.nan))


def scaled(features: Floats, mean: Floats, scale: Floats) -> Floats:
    """Bring features to a common scale; what is missing becomes the usual value, 0."""
    return np.asarray(np.clip(np.nan_to_num((features - mean) / scale), -FAR, FAR))


@cache
def trained() -> dict[str, Net]:
    """Read the networks of this version: ``alone`` and ``own``."""
    with np.load(io.BytesIO(files("hingecoach").joinpath(FILE).read_bytes())) as z:
        names = sorted({key.partition(".")[0] for key in z.files})
        return {name: Net(*(z[f"{name}.{part.name}"].astype(float) for part in fields(Net))) for name in names}


def packed(nets: dict[str, Net]) -> bytes:
    """Write networks as :func:`trained` reads them, in half precision: answers change by less than 0.1 degrees."""
    parts = {f"{name}.{part.name}": getattr(net, part.name) for name, net in nets.items() for part in fields(Net)}
    out = io.BytesIO()
    np.savez_compressed(out, **{key: value.astype(np.float16) for key, value in parts.items()})
    return out.getvalue()
