"""What a posture is made of: the numbers that forward kinematics turns into joints. Angles in radians."""

from dataclasses import dataclass, field

import numpy as np

from hingecoach.types import Floats

from .rig import Side

LUMBAR_SHARES = np.array([0.20, 0.22, 0.20, 0.16, 0.12, 0.10])
"""Share of the lumbar flexion at the joints under L5 .. L1 and T12, in the mean over people."""
THORACIC_SHARES = np.full(11, 1 / 11)


@dataclass(slots=True)
class Foot:
    """Where one foot is: the ankle, how the foot is turned, where the knee points, how far the toes are bent up."""

    ankle: Floats
    turned: Floats
    knee_to: Floats
    toes: float = 0.0


@dataclass(slots=True)
class Arm:
    """Where one hand is: the wrist's goal, where the elbow points, how far the forearm is turned palm down."""

    wrist: Floats
    elbow_to: Floats
    pronation: float = 0.9


@dataclass(slots=True)
class Pose:
    """One posture.

    Attributes
    ----------
    pelvis
        The pelvis's rotation in the world, (3, 3).
    root
        Midpoint of the hip joints, metres.
    lumbar, thoracic, neck
        Flexion from the body model's rest posture; + = rounder, chin down.
    lateral, axial, neck_turn
        Side bend and turn over the whole spine; turn of the neck.
    protract, depress
        Shoulder blades forward and down.
    grip
        How far each finger joint is bent.
    """

    pelvis: Floats
    root: Floats
    feet: dict[Side, Foot]
    lumbar: float = 0.0
    thoracic: float = 0.0
    neck: float = 0.0
    lateral: float = 0.0
    axial: float = 0.0
    neck_turn: float = 0.0
    protract: float = 0.07
    depress: float = 0.07
    grip: float = 0.9
    lumbar_shares: Floats = field(default_factory=lambda: LUMBAR_SHARES)
    thoracic_shares: Floats = field(default_factory=lambda: THORACIC_SHARES)
