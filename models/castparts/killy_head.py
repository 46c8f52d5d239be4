"""The wanderer's head: a face with strokes drawn on it, close black hair."""

from __future__ import annotations

from castparts.heads import Hair, Nose, Strip, drawn, ear, front, hair, nose
from castparts.solids import Figure, Section

FACE = (
    Section((0, 0.044, 1.646), 0.019, 0.027, 2.2),
    Section((0, 0.033, 1.654), 0.032, 0.050, 2.3),
    Section((0, 0.017, 1.682), 0.051, 0.074, 2.4),
    Section((0, 0.006, 1.714), 0.063, 0.087, 2.4),
    Section((0, 0.000, 1.752), 0.069, 0.092, 2.3),
    Section((0, -0.003, 1.782), 0.071, 0.092, 2.3),
    Section((0, -0.005, 1.815), 0.073, 0.093, 2.2),
    Section((0, -0.010, 1.850), 0.062, 0.080, 2.1),
    Section((0, -0.014, 1.872), 0.036, 0.048, 2.0),
)
_STROKES: tuple[tuple[Strip, str, float], ...] = (
    # Under the brow lies shade, in it a narrow eye; brow and lid are strokes; a mouth.
    (((0.012, 1.772, 1.787), (0.028, 1.767, 1.790), (0.048, 1.771, 1.789)), "shade", 0.0006),
    (((0.017, 1.7730, 1.7760), (0.030, 1.7715, 1.7795), (0.044, 1.7745, 1.7780)), "white", 0.0012),
    (((0.0265, 1.7722, 1.7795), (0.0305, 1.7715, 1.78), (0.0345, 1.7722, 1.7795)), "hair", 0.0018),
    (((0.015, 1.7755, 1.7775), (0.030, 1.7790, 1.7815), (0.047, 1.7772, 1.7792)), "hair", 0.0022),
    (((0.011, 1.7880, 1.7925), (0.030, 1.7915, 1.7965), (0.051, 1.7925, 1.7945)), "hair", 0.0016),
    (((0.000, 1.6985, 1.7003), (0.012, 1.6988, 1.7001), (0.021, 1.6972, 1.6980)), "hair", 0.0008),
    (((0.000, 1.6870, 1.6895), (0.006, 1.6872, 1.6890), (0.011, 1.6878, 1.6884)), "shade", 0.0008),
)
_NOSE = Nose(
    (0.0, 0.0895, 1.786),
    (0.0, 0.1095, 1.7425),
    (0.0, 0.0935, 1.7325),
    (0.011, front(0.011, 1.778, FACE) - 0.001, 1.778),
    (0.0165, front(0.0165, 1.738, FACE) - 0.001, 1.738),
)
_HAIR = Hair(
    rim=(1.758, 0.064, 0.055, 0.011),
    crown=1.893,
    swells=(0.004, 0.010),
    round_=(0.072, 0.092),
    bends=1.80,
    shares=(0.0, 0.22, 0.45, 0.66, 0.82, 0.93, 1.0),
    locks=(
        (-0.052, -0.012, 0.040), (-0.030, 0.006, 0.046), (-0.008, -0.010, 0.038),
        (0.014, 0.012, 0.044), (0.036, 0.004, 0.036), (0.054, 0.010, 0.044),
    ),
    brow=0.078,
    curve=8.0,
    root=(0.013, 0.006, 0.012, 1.832),
    odd=0.002,
)  # fmt: skip


def head(f: Figure, fine: bool) -> None:
    f.loft(FACE, "head", "skin", corners=f.detail * 2 if fine else 0)
    hair(f, _HAIR, fine)
    for sign in (-1.0, 1.0) if fine else ():
        for strip, colour, lift in _STROKES:
            drawn(f, sign, strip, colour, lift, FACE)
        nose(f, sign, _NOSE)
        ear(f, sign, (0.063, -0.022, 1.732), (0.075, 0.006, 1.780))
