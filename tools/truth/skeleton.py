"""Forward kinematics: from a pose to the place and rotation of every bone; knees and elbows by inverse kinematics."""

from dataclasses import dataclass, field

import numpy as np

from hingecoach.types import Floats

from .pose import Arm, Foot, Pose
from .rig import NECK, SIDES, SIGN, VERTEBRAE, Rig, Side
from .rotation import about, basis, cross, length, rot_x, rot_y, rot_z, square_to, unit

REACH = 0.9995
"""The longest stretch of a limb as a share of its length: a joint is never quite straight."""
STRAIGHT_WRIST = 0.7
"""Share by which the hand is turned into the line of the forearm."""
PALM = 0.03
"""Metres from the knuckles into the palm, where a bar lies (person of 1.75 m)."""
TOE_JOINT = (0.07, 0.012)
"""Behind the toes' tip and above the floor, metres."""

MASS = {"head": 0.0694, "upper": 0.1596, "middle": 0.1633, "lower": 0.1117}
"""Shares of the body's mass (de Leva 1996, male): head, and thirds of the trunk."""
LIMB_MASS = (
    ("shoulder", "elbow", 0.0271, 0.5), ("elbow", "wrist", 0.0162, 0.45),
    ("hip", "knee", 0.1416, 0.42), ("knee", "ankle", 0.0433, 0.44),
)  # fmt: skip
"""From joint, to joint, share of the mass, where along it lies."""
HAND_MASS, FOOT_MASS = 0.0061, 0.0137


@dataclass(slots=True)
class Skeleton:
    """A posed body.

    Attributes
    ----------
    joints
        Metres, by name: ``pelvis`` (mid hip), the vertebrae (the joint under each), ``C7``, ``head``, and with a side
        ``shoulder``, ``elbow``, ``wrist``, ``grip`` (middle of the palm), ``hip``, ``knee``, ``ankle``.
    turned
        Rotation of each bone from rest, (3, 3).
    anchors
        For each bone a point at rest and where it came to lie.
    """

    joints: dict[str, Floats] = field(default_factory=dict)
    turned: dict[str, Floats] = field(default_factory=dict)
    anchors: dict[str, tuple[Floats, Floats]] = field(default_factory=dict)

    def carry(self, bone: str, rest: Floats) -> Floats:
        """Say where a point at rest comes to lie when it moves with a bone."""
        a, b = self.anchors[bone]
        moved: Floats = b + self.turned[bone] @ (rest - a)
        return moved

    def put(self, bone: str, turned: Floats, rest: Floats, at: Floats) -> None:
        """Place a bone."""
        self.turned[bone] = turned
        self.anchors[bone] = (rest, at)

    def mid(self, joint: str) -> Floats:
        """Give the midpoint of the left and the right joint of a name."""
        both: Floats = 0.5 * (self.joints[f"{joint}.L"] + self.joints[f"{joint}.R"])
        return both


def body(rig: Rig, pose: Pose) -> Skeleton:
    """Pose trunk, neck, shoulders and legs; :func:`reach` adds the arms."""
    s = Skeleton()
    s.put("pelvis", pose.pelvis, rig.hip_centre, pose.root)
    s.joints["pelvis"] = pose.root
    _spine(s, rig, pose)
    for side in SIDES:
        _shoulder(s, rig, pose, side)
        _leg(s, rig, pose.feet[side], side)
    return s


def _spine(s: Skeleton, rig: Rig, pose: Pose) -> None:
    bends = np.concatenate([pose.lumbar_shares * pose.lumbar, pose.thoracic_shares * pose.thoracic])
    n = len(VERTEBRAE)
    twist = rot_z(pose.axial / n) @ rot_y(pose.lateral / n)
    below = "pelvis"
    for k, name in enumerate(VERTEBRAE):
        at = s.carry(below, rig.spine[k])
        s.put(name, s.turned[below] @ rot_x(bends[k]) @ twist, rig.spine[k], at)
        s.joints[name] = at
        below = name
    s.joints["C7"] = s.carry(below, rig.spine[-1])
    nod = rot_x(pose.neck / len(NECK)) @ rot_z(pose.neck_turn / len(NECK))
    for k, name in enumerate(NECK):
        rest = rig.spine[-1] if k == 0 else rig.heads[name]
        at = s.carry(below, rest)
        s.put(name, s.turned[below] @ nod, rest, at)
        s.joints[name] = at
        below = name


def _shoulder(s: Skeleton, rig: Rig, pose: Pose, side: Side) -> None:
    sign, rest = SIGN[side], rig.heads[f"clavicle.{side}"]
    turned = s.turned["T3"] @ rot_z(-sign * pose.protract) @ rot_y(sign * pose.depress)
    s.put(f"clavicle.{side}", turned, rest, s.carry("T3", rest))
    s.joints[f"shoulder.{side}"] = s.carry(f"clavicle.{side}", rig.heads[f"upperarm01.{side}"])


def _bend(start: Floats, goal: Floats, lengths: tuple[float, float], towards: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the middle joint and the end of two bones that reach for ``goal``, and where the middle joint points."""
    a, b = lengths
    way = goal - start
    d = min(max(length(way), abs(a - b) + 0.02), (a + b) * REACH)
    u = unit(way)
    pole = square_to(towards, u)
    angle = float(np.arccos(np.clip((a * a + d * d - b * b) / (2 * a * d), -1.0, 1.0)))
    return start + a * (np.cos(angle) * u + np.sin(angle) * pole), start + d * u, pole


def _leg(s: Skeleton, rig: Rig, foot: Foot, side: Side) -> None:
    h = rig.heads
    hip0, knee0, ankle0 = h[f"upperleg01.{side}"], h[f"lowerleg01.{side}"], h[f"foot.{side}"]
    hip = s.carry("pelvis", hip0)
    knee, ankle, pole = _bend(hip, foot.ankle, (rig.thigh, rig.shank), foot.knee_to)
    axis = cross(unit(ankle - hip), pole)
    axis0 = cross(unit(ankle0 - hip0), np.array([SIGN[side] * 0.1, -1.0, 0.0]))
    s.put(f"thigh.{side}", basis(knee - hip, axis) @ basis(knee0 - hip0, axis0).T, hip0, hip)
    s.put(f"shank.{side}", basis(ankle - knee, axis) @ basis(ankle0 - knee0, axis0).T, knee0, knee)
    s.put(f"foot.{side}", foot.turned, ankle0, ankle)
    back, up = (x * rig.scale for x in TOE_JOINT)
    ball = np.array([ankle0[0], ankle0[1] + rig.toe + back, up])
    s.put(f"toes.{side}", foot.turned @ rot_x(foot.toes), ball, s.carry(f"foot.{side}", ball))
    s.joints |= {f"hip.{side}": hip, f"knee.{side}": knee, f"ankle.{side}": ankle}


def reach(s: Skeleton, rig: Rig, arms: dict[Side, Arm], grip: float) -> Skeleton:
    """Add the arms, hands and fingers to a posed body."""
    for side in SIDES:
        _arm(s, rig, arms[side], side)
        _hand(s, rig, side, grip)
    return s


def _arm(s: Skeleton, rig: Rig, arm: Arm, side: Side) -> None:
    h = rig.heads
    shoulder0, elbow0, wrist0 = h[f"upperarm01.{side}"], h[f"lowerarm01.{side}"], h[f"wrist.{side}"]
    half0 = h[f"lowerarm02.{side}"]
    shoulder = s.joints[f"shoulder.{side}"]
    elbow, wrist, pole = _bend(shoulder, arm.wrist, (rig.upper_arm, rig.forearm), arm.elbow_to)
    upper, fore = unit(elbow - shoulder), unit(wrist - elbow)
    hinge = square_to(cross(pole, unit(wrist - shoulder)), upper)
    upper0, fore0 = unit(elbow0 - shoulder0), unit(wrist0 - elbow0)
    hinge0 = cross(upper0, fore0)
    s.put(f"upper_arm.{side}", basis(upper, hinge) @ basis(upper0, hinge0).T, shoulder0, shoulder)
    straight = basis(fore, hinge) @ basis(fore0, hinge0).T
    twist = arm.pronation * SIGN[side]
    s.put(f"forearm.{side}", about(fore, 0.35 * twist) @ straight, elbow0, elbow)
    s.put(f"forearm2.{side}", about(fore, 0.8 * twist) @ straight, half0, s.carry(f"forearm.{side}", half0))
    hand = about(fore, twist) @ straight
    along = hand @ unit(rig.fingers[side][0] - wrist0)
    axis = cross(along, fore)
    off = float(np.arcsin(min(length(axis), 1.0)))
    if off > 1e-6:
        hand = about(axis, STRAIGHT_WRIST * off) @ hand
    end = s.carry(f"forearm2.{side}", wrist0)
    s.put(f"hand.{side}", hand, wrist0, end)
    s.joints |= {f"elbow.{side}": elbow, f"wrist.{side}": end}


def _hand(s: Skeleton, rig: Rig, side: Side, grip: float) -> None:
    h = rig.heads
    along = unit(rig.fingers[side][0] - h[f"wrist.{side}"])
    palm = unit(cross(along, h[f"finger5-1.{side}"] - h[f"finger2-1.{side}"])) * SIGN[side]
    curl = about(unit(cross(along, palm)), grip)
    before = f"hand.{side}"
    for k, rest in enumerate(rig.fingers[side]):
        name = f"finger{k + 1}.{side}"
        s.put(name, s.turned[before] @ curl, rest, s.carry(before, rest))
        before = name
    s.joints[f"grip.{side}"] = s.carry(f"hand.{side}", rig.fingers[side][0] + palm * PALM * rig.scale)


def centre_of_mass(s: Skeleton) -> Floats:
    """Give the body's centre of mass; the arms must have been placed."""
    j = s.joints
    parts = [
        (MASS["head"], 1.35 * j["head"] - 0.35 * j["neck01"]),
        (MASS["upper"], 0.5 * (j["T9"] + j["T1"])),
        (MASS["middle"], 0.5 * (j["L2"] + j["T9"])),
        (MASS["lower"], 0.5 * (j["pelvis"] + j["L4"])),
    ]
    for side in SIDES:
        parts += [(m, (1 - f) * j[f"{a}.{side}"] + f * j[f"{b}.{side}"]) for a, b, m, f in LIMB_MASS]
        parts += [(HAND_MASS, j[f"grip.{side}"]), (FOOT_MASS, j[f"ankle.{side}"] + np.array([0.0, -0.05, -0.04]))]
    total = sum(m for m, _ in parts)
    centre: Floats = np.sum([m * x for m, x in parts], axis=0) / total
    return centre
