"""Zuru without her helmet: a young face with large eyes, dark short hair."""

from __future__ import annotations

from castparts.heads import Hair, Nose, Strip, drawn, ear, front, hair, nose
from castparts.solids import Figure, Section

FACE = (
    Section((0, 0.044, 1.620), 0.026, 0.030, 2.2),
    Section((0, 0.036, 1.629), 0.041, 0.050, 2.2),
    Section((0, 0.022, 1.655), 0.057, 0.074, 2.2),
    Section((0, 0.012, 1.690), 0.069, 0.090, 2.2),
    Section((0, 0.006, 1.725), 0.076, 0.097, 2.2),
    Section((0, 0.002, 1.765), 0.080, 0.099, 2.2),
    Section((0, -0.002, 1.805), 0.078, 0.096, 2.2),
    Section((0, -0.006, 1.845), 0.066, 0.082, 2.1),
    Section((0, -0.008, 1.868), 0.040, 0.050, 2.0),
)
_STROKES: tuple[tuple[Strip, str, float], ...] = (
    # white of the eye, iris, light in it, upper lid, lower lid, brow
    (((0.016, 1.727, 1.741), (0.024, 1.723, 1.7495), (0.038, 1.722, 1.7515), (0.050, 1.728, 1.746)),
     "white", 0.0012),
    (((0.0255, 1.7235, 1.7500), (0.034, 1.7225, 1.7515), (0.0425, 1.7235, 1.7505)), "iris", 0.0018),
    (((0.0300, 1.7270, 1.7450), (0.034, 1.7265, 1.7465), (0.0380, 1.7270, 1.7450)), "hair", 0.0022),
    (((0.0275, 1.7420, 1.7475), (0.0315, 1.7420, 1.7480)), "white", 0.0027),
    (((0.0125, 1.7400, 1.7440), (0.024, 1.7490, 1.7550), (0.038, 1.7510, 1.7575),
      (0.0545, 1.7445, 1.7500)), "hair", 0.0024),
    (((0.020, 1.7212, 1.7226), (0.036, 1.7202, 1.7216), (0.047, 1.7245, 1.7256)), "shade", 0.0012),
    (((0.012, 1.7655, 1.7700), (0.032, 1.7720, 1.7775), (0.055, 1.7675, 1.7705)), "hair", 0.0014),
    (((0.000, 1.6650, 1.6678), (0.010, 1.6647, 1.6670), (0.0195, 1.6665, 1.6680)), "shade", 0.0010),
    (((0.000, 1.6540, 1.6560), (0.009, 1.6545, 1.6560)), "shade", 0.0008),
)  # fmt: skip
_NOSE = Nose(
    (0.0, front(0.0, 1.736, FACE) + 0.001, 1.738),
    (0.0, front(0.0, 1.700, FACE) + 0.0125, 1.7005),
    (0.0, front(0.0, 1.691, FACE) + 0.001, 1.691),
    (0.008, front(0.008, 1.730, FACE) - 0.001, 1.730),
    (0.0125, front(0.0125, 1.696, FACE) - 0.001, 1.696),
)
_HAIR = Hair(
    rim=(1.742, 0.070, 0.070, 0.012),
    crown=1.897,
    swells=(0.007, 0.016),
    round_=(0.080, 0.099),
    bends=1.79,
    shares=(0.0, 0.2, 0.42, 0.64, 0.82, 0.93, 1.0),
    locks=(
        (-0.068, -0.010, 0.078), (-0.050, -0.010, 0.050), (-0.031, -0.014, 0.042),
        (-0.012, -0.012, 0.048), (0.008, 0.010, 0.040), (0.027, 0.012, 0.052),
        (0.046, 0.010, 0.046), (0.066, 0.008, 0.082),
    ),
    brow=0.094,
    curve=9.0,
    root=(0.016, 0.008, 0.014, 1.836),
)  # fmt: skip


def head(f: Figure, scale: float, fine: bool) -> None:
    """scale: of everything."""
    own = Figure(f.joints, f.colours, f.detail)
    own.loft(FACE, "head", "skin", corners=f.detail * 2)
    for sign in (-1.0, 1.0):
        ear(own, sign, (0.073, -0.016, 1.708), (0.085, 0.012, 1.752))
        for strip, colour, lift in _STROKES if fine else ():
            drawn(own, sign, strip, colour, lift, FACE)
        if fine:
            nose(own, sign, _NOSE)
    hair(own, _HAIR, fine)
    for kept, made in (
        (f.position, own.position), (f.normal, own.normal), (f.joint, own.joint),
        (f.colour, own.colour),
    ):  # fmt: skip
        kept.extend(made)
    f.position[-len(own.position) :] = [corners * scale for corners in own.position]
