"""Small networks of one hidden layer: how the program keeps and asks what it learned."""

import io
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

import numpy as np

from .types import Floats

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
        Half width of the 90 % interval by target and band, shape (targets, bands); NaN where not stated.
    """

    mean: Floats
    scale: Floats
    w1: Floats
    b1: Floats
    w2: Floats
    b2: Floats
    error: Floats

    def __call__(self, features: Floats) -> Floats:
        """Give the outputs, shape (T, O), for features (T, F); NaN where a whole row is missing."""
        seen = np.asarray(np.isfinite(features).any(axis=1))
        hidden = np.tanh(scaled(features, self.mean, self.scale) @ self.w1 + self.b1[:, None])
        out = (hidden @ self.w2 + self.b2[:, None]).mean(axis=0)
        return np.asarray(np.where(seen[:, None], out, np.nan))


def scaled(features: Floats, mean: Floats, scale: Floats) -> Floats:
    """Bring features to a common scale; what is missing becomes the usual value, 0."""
    return np.asarray(np.clip(np.nan_to_num((features - mean) / scale), -FAR, FAR))


@cache
def read(file: str) -> dict[str, Net]:
    """Read the networks of this version from a file of the package, by name."""
    with np.load(io.BytesIO(files("hingecoach").joinpath(file).read_bytes())) as z:
        names = sorted({key.partition(".")[0] for key in z.files})
        return {name: Net(*(z[f"{name}.{part.name}"].astype(float) for part in fields(Net))) for name in names}


def packed(nets: dict[str, Net]) -> bytes:
    """Write networks as :func:`read` reads them, in half precision: degrees change by less than 0.1."""
    parts = {f"{name}.{part.name}": getattr(net, part.name) for name, net in nets.items() for part in fields(Net)}
    out = io.BytesIO()
    np.savez_compressed(out, **{key: value.astype(np.float16) for key, value in parts.items()})
    return out.getvalue()
