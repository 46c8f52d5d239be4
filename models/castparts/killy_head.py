"""The wanderer's head: a face with strokes drawn on it, close black hair."""

from __future__ import annotations

import itertools

import numpy as np

from castparts.solids import Figure, Section, between

FACE = (
    Section((0, 0.034, 1.644), 0.032, 0.036, 2.3),
    Section((0, 0.026, 1.654), 0.044, 0.056, 2.4),
    Section((0, 0.014, 1.682), 0.057, 0.076, 2.5),
    Section((0, 0.006, 1.714), 0.064, 0.087, 2.4),
    Section((0, 0.000, 1.752), 0.069, 0.092, 2.3),
    Section((0, -0.003, 1.782), 0.071, 0.092, 2.3),
    Section((0, -0.005, 1.815), 0.073, 0.093, 2.2),
    Section((0, -0.010, 1.850), 0.062, 0.080, 2.1),
    Section((0, -0.014, 1.872), 0.036, 0.048, 2.0),
)


def head(f: Figure, fine: bool) -> None:
    f.loft(FACE, "head", "skin")
    hair(f, fine)
    if not fine:
        return
    for sign in (-1.0, 1.0):
        # Under the brow lies shade, in it a narrow eye; brow and lid are strokes.
        drawn(f, sign, ((0.012, 1.772, 1.787), (0.028, 1.767, 1.790), (0.048, 1.771, 1.789)),
              "shade", 0.0006)  # fmt: skip
        drawn(f, sign, ((0.017, 1.7730, 1.7760), (0.030, 1.7715, 1.7795), (0.044, 1.7745, 1.7780)),
              "white", 0.0012)  # fmt: skip
        drawn(f, sign, ((0.0265, 1.7722, 1.7795), (0.0305, 1.7715, 1.78), (0.0345, 1.7722, 1.7795)),
              "hair", 0.0018)  # fmt: skip
        drawn(f, sign, ((0.015, 1.7755, 1.7775), (0.030, 1.7790, 1.7815), (0.047, 1.7772, 1.7792)),
              "hair", 0.0022)  # fmt: skip
        drawn(f, sign, ((0.011, 1.7880, 1.7925), (0.030, 1.7915, 1.7965), (0.051, 1.7925, 1.7945)),
              "hair", 0.0016)  # fmt: skip
        drawn(f, sign, ((0.000, 1.6985, 1.7005), (0.012, 1.6988, 1.7003), (0.022, 1.6975, 1.6983)),
              "shade", 0.0008)  # fmt: skip
        drawn(f, sign, ((0.000, 1.6870, 1.6895), (0.006, 1.6872, 1.6890), (0.011, 1.6878, 1.6884)),
              "shade", 0.0008)  # fmt: skip
        nose(f, sign)
        f.box((sign * 0.069 - 0.006, -0.022, 1.732), (sign * 0.069 + 0.006, 0.006, 1.780), "head",
              "skin", chamfer=0.005)  # fmt: skip


def front(x: float, z: float, face: tuple[Section, ...] = FACE) -> float:
    """How far forward a face is at a point."""
    cut = between(face, z)
    share = max(0.0, 1.0 - (abs(x) / cut.wide) ** cut.square)
    return float(cut.at[1] + cut.deep * share ** (1.0 / cut.square))


def drawn(
    f: Figure, sign: float, strip: tuple[tuple[float, float, float], ...], colour: str, lift: float,
    face: tuple[Section, ...] = FACE,
) -> None:  # fmt: skip
    """A stroke on the face: (x, lower z, upper z) from the middle outwards, mirrored by sign."""
    rows = [
        [(sign * x, front(x, z, face) + lift, z) for z in (low, high)] for x, low, high in strip
    ]
    triangles = []
    for (a, b), (c, d) in itertools.pairwise(rows):
        pair = [[a, b, d], [a, d, c]]
        triangles += [t[::-1] for t in pair] if sign < 0 else pair
    f.flat(np.array(triangles), "head", colour)


def nose(f: Figure, sign: float) -> None:
    top, tip, under = (0.0, 0.0895, 1.786), (0.0, 0.1095, 1.7425), (0.0, 0.0935, 1.7325)
    side = (sign * 0.011, front(0.011, 1.778) - 0.001, 1.778)
    wing = (sign * 0.0165, front(0.0165, 1.738) - 0.001, 1.738)
    lit = [[top, side, tip], [side, wing, tip]]
    dark = [[tip, wing, under]]
    for some, colour in ((lit, "skin"), (dark, "shade")):
        f.flat(np.array(some if sign > 0 else [t[::-1] for t in some]), "head", colour)


def hair(f: Figure, fine: bool) -> None:
    """A close cap with a ragged edge, longer behind."""
    n = f.detail * 2
    angle = np.arange(n) * (2.0 * np.pi / n)
    front = np.sin(angle)
    rim = 1.758 + 0.064 * np.clip(front, 0.0, 1.0) ** 0.7 - 0.055 * np.clip(-front, 0.0, 1.0)
    if fine:
        rim = rim + 0.011 * np.where(np.arange(n) % 2 == 0, 1.0, -1.0)
    crown = 1.893
    shares = (0.0, 0.22, 0.45, 0.66, 0.82, 0.93, 1.0)
    grid = []
    for k, share in enumerate(shares):
        z = rim + (crown - rim) * share
        t = np.clip((z - 1.80) / (crown - 1.80), 0.0, 1.0)
        round_ = np.sqrt(np.clip(1.0 - t * t, 0.0, 1.0)) if share < 1.0 else np.zeros(n)
        swell = 0.010 if k else 0.004
        wide, deep = (0.072 + swell) * round_, (0.092 + swell) * round_
        grid.append(np.stack([np.cos(angle) * wide, np.sin(angle) * deep - 0.008, z], axis=1))
    f.surface(np.stack(grid), "head", "hair")
    if not fine:
        return
    for k, (x, lean, drop) in enumerate(
        ((-0.052, -0.012, 0.040), (-0.030, 0.006, 0.046), (-0.008, -0.010, 0.038),
         (0.014, 0.012, 0.044), (0.036, 0.004, 0.036), (0.054, 0.010, 0.044))
    ):  # fmt: skip
        y = 0.078 - 8.0 * x * x
        root = [(x - 0.013, y - 0.006, 1.832), (x + 0.013, y - 0.006, 1.832), (x, y + 0.012, 1.828)]
        tip = (x + lean, y + 0.010 + 0.002 * (k % 2), 1.832 - drop)
        a, b, c = (np.array(p) for p in root)
        t = np.array(tip)
        f.flat(np.array([[b, c, t], [c, a, t], [a, b, t]])[:, ::-1], "head", "hair")
