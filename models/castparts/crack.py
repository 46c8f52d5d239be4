"""A floor that somebody came down on: a slab broken into plates that lie a little differently each,
thin cracks between them that run out and fork, a crushed middle; one metre across at a scale of
one."""

from __future__ import annotations

import numpy as np

from castparts.solids import Figure, Joint

NAME = "crack"
LEVELS = ((2, 120.0), (1, 0.0))
JOINTS = (Joint("spot", "", (0.0, 0.0, 0.0)),)
_TONES = (0.58, 0.70, 0.80, 0.90, 1.0)
COLOURS = {
    "dark": (0.16, 0.155, 0.15, 2.0), "faint": (0.5, 0.49, 0.48, 2.0),
    **{f"tone{k}": (t, t, 0.985 * t, 2.0) for k, t in enumerate(_TONES)},
}  # fmt: skip
"""What is behind times these."""
_NONE = f"tone{len(_TONES) - 1}"
_ARMS = 9
_RINGS = (0.045, 0.13, 0.235, 0.37)
"""Mean radii of the breaks across the arms."""


def _chance(k: int) -> float:
    """0 … 1, the same every time."""
    x = np.sin(k * 127.1 + 11.7) * 43758.5453
    return float(x - np.floor(x))


def build(detail: int) -> Figure:
    f = Figure(JOINTS, COLOURS, detail)
    angles = [2.0 * np.pi * (i + 0.75 * (_chance(i) - 0.5)) / _ARMS for i in range(_ARMS)]
    points = [
        [
            radius * (0.72 + 0.56 * _chance(40 * k + i))
            * np.array([np.cos(a + 0.3 * (_chance(90 * k + i) - 0.5)),
                        np.sin(a + 0.3 * (_chance(90 * k + i) - 0.5))])
            for i, a in enumerate(angles)
        ]
        for k, radius in enumerate(_RINGS)
    ]  # fmt: skip
    last = len(_RINGS) - 1
    for i in range(_ARMS):
        j = (i + 1) % _ARMS
        a, b = points[0][i], points[0][j]
        tone = f"tone{int(2.2 * _chance(i + 300))}"
        _triangle(f, np.zeros(2), a, b, (tone,) * 3)
        for k in range(last):
            p, q, r, s = points[k][i], points[k][j], points[k + 1][j], points[k + 1][i]
            tone = f"tone{min(len(_TONES) - 1, int(k + 2.6 * _chance(17 * k + i + 200)))}"
            rim = _NONE if k == last - 1 else tone
            _triangle(f, p, q, r, (tone, tone, rim))
            _triangle(f, p, r, s, (tone, rim, rim))
    for i in range(_ARMS):
        j = (i + 1) % _ARMS
        for k in range(last):
            wide = 0.013 * (1.0 - k / last) * (0.6 + 0.8 * _chance(i + 7 * k))
            _crack(f, points[k][i], points[k + 1][i], wide, 0.7 * wide, 31 * i + k)
            if _chance(53 * i + k) < 0.72:
                _crack(f, points[k][i], points[k][j], 0.45 * wide, 0.3 * wide, 67 * i + k)
        if detail > 1:
            out = points[last][i]
            way = out / np.sqrt(out @ out)
            for fork in (-0.5, 0.35):
                turned = way + fork * _chance(i + 400) * np.array([-way[1], way[0]])
                reach = 0.05 + 0.09 * _chance(3 * i + int(10 * fork))
                _crack(f, out, out + reach * turned, 0.0035, 0.0005, 91 * i)
    return f


def _crack(
    f: Figure, a: np.ndarray, b: np.ndarray, first: float, end: float, seed: int
) -> None:
    """A crack of these widths at its ends, in three bends; one lip of it is worn."""
    way = b - a
    side = np.array([-way[1], way[0]])
    side = side / max(1e-9, float(np.sqrt(side @ side)))
    line = [a]
    for k in (1, 2):
        off = 0.16 * (_chance(seed + 5 * k) - 0.5) * float(np.sqrt(way @ way))
        line.append(a + way * (k / 3.0) + side * off)
    line.append(b)
    wide = np.linspace(first, end, 4)
    for k in range(3):
        p, q, u, v = line[k], line[k + 1], wide[k] / 2.0, wide[k + 1] / 2.0
        _triangle(f, p - side * u, q - side * v, q + side * v, ("dark",) * 3)
        _triangle(f, p - side * u, q + side * v, p + side * u, ("dark",) * 3)
        worn = ("faint", "faint", _NONE)
        _triangle(f, p + side * u, q + side * v, q + side * 3.0 * v, worn)
        _triangle(f, p + side * u, q + side * 3.0 * v, p + side * 3.0 * u, ("faint", _NONE, _NONE))


def _triangle(
    f: Figure, a: np.ndarray, b: np.ndarray, c: np.ndarray, colours: tuple[str, ...]
) -> None:
    corners = np.zeros((3, 3))
    corners[:, :2] = a, b, c
    u, v = b - a, c - a
    if u[0] * v[1] - u[1] * v[0] < 0.0:
        corners, colours = corners[::-1], colours[::-1]
    names = list(COLOURS)
    f.position.append(corners)
    f.normal.append(np.tile((0.0, 0.0, 1.0), (3, 1)))
    f.joint.append(np.zeros(3, np.uint8))
    f.colour.append(np.array([names.index(name) for name in colours], np.uint8))
