"""Three small networks that read the bend of the back, in degrees, each with its error.

``first`` and ``alone`` know one picture; ``own`` also knows how the same person looks standing, without which flexion
from one's own standing cannot be told at all. ``first`` learned from the first renderer alone and tells real people's
backs apart best, the others from both renderers. Each is the mean of a few networks of one hidden layer. ``make train``
makes the file; docs/back.md is its model card.
"""

from typing import Literal

from ..nets import Net, read

Target = Literal["lumbar_convex", "lumbar", "thoracic", "back"]
TARGETS: tuple[Target, ...] = ("lumbar_convex", "lumbar", "thoracic", "back")
"""The bend of the lumbar line (0 straight), and flexion from the person's own standing: low back, upper back, both."""
FILE = "back/model.npz"
"""The trained networks, beside this module."""


def trained() -> dict[str, Net]:
    """Give the networks of this version: ``first``, ``alone`` and ``own``; targets in degrees, their errors by band."""
    return read(FILE)
