"""What the pose network gets wrong in the same way on everybody, and is therefore taken back.

It puts the hip some 5 % of the trunk's length too far to the belly. So an upright trunk reads as leaning back, and the
hip as less bent than it is, the more so the deeper it bends. Two renderers and motion capture (D5: hip 7 to 17 degrees
too little at the bottom of squats and sit-to-stands) agree on that, and only on that: what else was tried, and why the
knee has no constant of its own, stands in docs/pose_errors.md.
"""

import numpy as np

from ..types import Floats

TRUNK_UPRIGHT, TRUNK_LEVEL = 2.7, 1.3
"""Added to the trunk's lean when it is upright and when it is level, degrees (M: the median over 49 rendered persons,
both renderers; 25 others: 2.7 and 2.3)."""
HIP_STRAIGHT, HIP_BENT, BENT = 2.5, 5.3, 100.0
"""Added to the hip's flexion when it is straight and from 100 degrees on, degrees (M: the same; 25 others .7, 4.2)."""


def corrected_trunk(trunk: Floats) -> Floats:
    """Take back the network's error of the trunk's lean, degrees, shape (T,).

    >>> [round(float(x), 1) for x in corrected_trunk(np.array([0.0, 90.0]))]
    [2.7, 91.3]
    """
    upright = np.abs(np.cos(np.radians(trunk)))
    return np.asarray(trunk + TRUNK_LEVEL + (TRUNK_UPRIGHT - TRUNK_LEVEL) * upright)


def corrected_hip(hip: Floats) -> Floats:
    """Take back the network's error of the hip's flexion, degrees, shape (T,).

    >>> [round(float(x), 1) for x in corrected_hip(np.array([0.0, 100.0]))]
    [2.5, 105.3]
    """
    return np.asarray(hip + HIP_STRAIGHT + (HIP_BENT - HIP_STRAIGHT) * np.clip(hip / BENT, 0.0, 1.0))
