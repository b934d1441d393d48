"""Whatever is carried: the parts of the picture beyond the hands that move and turn exactly as the forearms do."""

import cv2
import numpy as np
import numpy.typing as npt

from hingecoach.types import Floats

from .scene import BODY, Mark, Scene

MOVED = 0.05
"""Body lengths that the hands must have moved since the last look; what stands still tells nothing."""
CHANGED, SAME = 16.0, 9.0
"""Grey levels: so much differs where something moved, and so little where the picture moved along."""
RING = (0.06, 0.3)
"""How far from the hands is looked, body lengths: beyond the fingers, up to a plate's rim."""
LEAST = 0.004
"""Square body lengths (75 cm2) that must have changed for the share to say anything."""
STEADY = 0.05
"""Looks whose scale differs by more than this cannot be compared."""
ARM = 0.4
"""The forearms' own sector, which is left out, begins at this cosine."""


def seek(scene: Scene) -> list[Mark]:
    """Find what is carried; the score is the share of what changed around the hands that moved along with them."""
    before = scene.before
    if before is None or abs(before.scale / scene.scale - 1) > STEADY:
        return []
    still = (np.array(before.origin) - scene.origin) * scene.scale
    if np.hypot(*(scene.hand - before.hand - still)) < MOVED * BODY:
        return []
    now, was = (cv2.GaussianBlur(s.grey, (0, 0), 1.5).astype(np.float32) for s in (scene, before))
    ring = _ring(scene)
    changed = ring & (np.abs(now - _moved(was, np.eye(2), still, now.shape)) > CHANGED)
    if changed.sum() < LEAST * BODY**2:
        return []
    turned = _turn(before.forearm, scene.forearm)
    moved = (_moved(was, a, scene.hand - a @ before.hand, now.shape) for a in (np.eye(2), turned))
    rigid = max((changed & (np.abs(now - m) < SAME) for m in moved), key=np.count_nonzero)
    y, x = np.nonzero(rigid)
    at = (float(x.mean()), float(y.mean())) if y.size else (float(scene.hand[0]), float(scene.hand[1]))
    return [Mark(float(rigid.sum() / changed.sum()), *at, float(np.sqrt(rigid.sum() / np.pi)) / BODY)]


def _turn(a: Floats, b: Floats) -> Floats:
    """Give the turn that brings direction ``a`` to ``b``."""
    c, s = float(a @ b), float(a[0] * b[1] - a[1] * b[0])
    return np.array([[c, -s], [s, c]])


def _moved(grey: npt.NDArray[np.float32], turn: Floats, by: Floats, shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    affine = np.column_stack([turn, by]).astype(np.float32)
    return np.asarray(cv2.warpAffine(grey, affine, shape[::-1], borderValue=-999.0), np.float32)


def _ring(scene: Scene) -> npt.NDArray[np.bool_]:
    """Give the pixels beyond the hands: around them, but not on the side of the forearms."""
    y, x = np.mgrid[: scene.grey.shape[0], : scene.grey.shape[1]]
    ahead, beside = scene.from_hand(x, y)
    far = np.hypot(ahead, beside)
    return np.asarray((far > RING[0]) & (far < RING[1]) & (ahead > -ARM * far))
