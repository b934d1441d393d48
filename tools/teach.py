"""Teaching small networks of one hidden layer: what the tools for back, limbs and view share."""

import warnings
from collections.abc import Sequence

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPRegressor

from hingecoach.nets import Net
from hingecoach.types import Float32s, Floats

Numbers = Floats | Float32s


def taught(
    x: Numbers, y: Numbers, seed: int, *, hidden: int, decay: float, epochs: int, batch: int, rate: float
) -> MLPRegressor:
    """Teach one network for a fixed number of rounds, from scaled inputs (N, F) to outputs (N,) or (N, O)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a fixed number of rounds is wanted
        return MLPRegressor(
            hidden_layer_sizes=(hidden,),
            activation="tanh",
            alpha=decay,
            max_iter=epochs,
            tol=0,
            n_iter_no_change=epochs,
            batch_size=batch,
            learning_rate_init=rate,
            random_state=seed,
        ).fit(x, y)


def together(made: Sequence[MLPRegressor], mean: Floats, scale: Floats, unit: float, error: Floats) -> Net:
    """Put networks together whose outputs count in ``unit`` degrees, with the errors to state."""
    w1, b1 = (np.stack([getattr(m, n)[0] for m in made]) for n in ("coefs_", "intercepts_"))
    w2, b2 = (unit * np.stack([getattr(m, n)[1] for m in made]) for n in ("coefs_", "intercepts_"))
    return Net(mean, scale, w1, b1, w2, b2, error)
