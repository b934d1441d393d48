"""Makes ``bodies.npz`` with Anny (``pip install anny torch``): ``python -m truth.make_bodies 40``.

Anny's code is under the Apache License 2.0, its shapes and skin weights are CC0. Its ``smpl`` topologies are not used:
their files are for research only.
"""

import sys
from functools import partial
from typing import Any

import numpy as np

from .chance import between
from .shapes import FILE, STEP

TRAITS = ("gender", "age", "muscle", "weight", "height", "proportions")
FACE = ("nose", "left_eye", "right_eye", "left_ear", "right_ear")
LOCAL = {
    "buttocks-volume-incr": 0.5, "torso-scale-depth-incr": 0.4, "torso-scale-vert-incr": 0.3,
    "hip-scale-depth-incr": 0.3, "torso-vshape-incr": 0.4, "torso-muscle-dorsi-incr": 0.4,
}  # fmt: skip
"""Sliders of single parts and how widely they are drawn."""


def _person(rng: np.random.Generator) -> tuple[dict[str, float], dict[str, float]]:
    """Draw an adult: the whole body's sliders and those of single parts."""
    u = partial(between, rng)
    whole = {
        "gender": float(rng.integers(0, 2)) * 0.85 + u(0, 0.15),
        "age": u(0.55, 0.95),
        "muscle": u(0.15, 0.95),
        "weight": u(0.15, 1.0),
        "height": u(0.25, 0.8),
        "proportions": u(0.2, 0.9),
    }
    return whole, {k: float(np.clip(rng.normal(0, s), -1, 1)) for k, s in LOCAL.items()}


def main(count: int) -> None:
    """Make the bodies and write the file."""
    import anny  # noqa: PLC0415  (only this script needs it)
    import torch  # noqa: PLC0415
    from anny.keypoints import KeypointsRegressor  # noqa: PLC0415

    rng = np.random.default_rng(0)
    model: Any = anny.Anny(local_changes="default")
    bones, vertices = model.bone_count, model.template_vertices.shape[0]
    weights = np.zeros((vertices, bones))
    index, share = model.vertex_bone_indices.numpy(), model.vertex_bone_weights.numpy()
    for k in range(index.shape[1]):
        np.add.at(weights, (np.arange(vertices), index[:, k]), share[:, k])
    rest = torch.eye(4)[None, None].repeat(1, bones, 1, 1)
    places, heads, traits = [], [], []
    for _ in range(count):
        whole, parts = _person(rng)
        known = {k: v for k, v in parts.items() if k in model.local_change_labels}
        with torch.no_grad():
            out = model(pose_parameters=rest, phenotype_kwargs=whole, local_changes_kwargs=known)
        places.append(out["rest_vertices"][0].numpy())
        heads.append(out["rest_bone_heads"][0].numpy())
        traits.append([whole[t] for t in TRAITS])
    points = KeypointsRegressor.coco(model)
    rows = [list(points.labels).index(f) for f in FACE]
    np.savez_compressed(
        FILE,
        vertices=np.rint(np.array(places) / STEP).astype(np.int16),
        heads=np.rint(np.array(heads) / STEP).astype(np.int16),
        labels=np.array(model.bone_labels),
        weights=np.rint(weights * 255).astype(np.uint8),
        faces=np.asarray(model.faces).astype(np.uint16),
        traits=np.array(traits, np.float32),
        trait_names=np.array(TRAITS),
        face_points=points.regression_weights.numpy()[rows].astype(np.float16),
        face_names=np.array(FACE),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
