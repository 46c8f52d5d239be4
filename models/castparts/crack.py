"""A floor that somebody came down on: cracks that run out from a crushed middle, one metre across
at a scale of one."""

from __future__ import annotations

import numpy as np

from castparts.solids import Figure, Joint

NAME = "crack"
LEVELS = ((2, 120.0), (1, 0.0))
JOINTS = (Joint("spot", "", (0.0, 0.0, 0.0)),)
COLOURS = {"dark": (0.10, 0.10, 0.10, 2.0), "grey": (0.45, 0.45, 0.45, 2.0),
           "none": (1.0, 1.0, 1.0, 2.0)}  # fmt: skip
_ARMS = 11


def _chance(k: int) -> float:
    """0 … 1, the same every time."""
    return (k * 0.61803398875 + k * k * 0.1327) % 1.0


def build(detail: int) -> Figure:
    f = Figure(JOINTS, COLOURS, detail)
    for arm in range(_ARMS):
        angle = 2.0 * np.pi * (arm + 0.7 * _chance(arm)) / _ARMS
        length = 0.30 + 0.20 * _chance(arm + 20)
        _arm(f, np.zeros(2), angle, length, 0.020, detail + 1, arm * 7)
    ring = [(0.055 + 0.03 * _chance(i + 50)) for i in range(14)]
    for i in range(14):
        a, b = 2.0 * np.pi * i / 14, 2.0 * np.pi * (i + 1) / 14
        p = np.array([np.cos(a), np.sin(a)]) * ring[i]
        q = np.array([np.cos(b), np.sin(b)]) * ring[(i + 1) % 14]
        _triangle(f, np.zeros(2), p, q, ("grey", "grey", "grey"))
        _triangle(f, p, p * 2.6, q * 2.6, ("grey", "none", "none"))
        _triangle(f, p, q * 2.6, q, ("grey", "none", "grey"))
    return f


def _arm(
    f: Figure, at: np.ndarray, angle: float, length: float, wide: float, depth: int, seed: int
) -> None:
    """A crack in a few bends, each thinner, some with a fork."""
    pieces = 4
    for k in range(pieces):
        angle += 0.7 * (_chance(seed + k) - 0.5)
        way = np.array([np.cos(angle), np.sin(angle)])
        side = np.array([-way[1], way[0]])
        end = at + way * (length / pieces)
        a, b = wide * (1.0 - k / pieces), wide * (1.0 - (k + 1) / pieces)
        _triangle(f, at - side * a / 2, end - side * b / 2, end + side * b / 2, ("dark",) * 3)
        _triangle(f, at - side * a / 2, end + side * b / 2, at + side * a / 2, ("dark",) * 3)
        if depth > 1 and k == 1:
            fork = angle + (0.8 if _chance(seed + 9) > 0.5 else -0.8)
            _arm(f, end, fork, length * 0.5, b * 0.8, depth - 1, seed + 31)
        at = end


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
