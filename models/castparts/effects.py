"""What is no body and yet moves: an ampoule, what leaves a barrel, splinters, half a mask.

Each is one unit large; poses stretch it. A splinter cloud has a joint for each splinter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from castparts.solids import Figure, Joint

SPLINTERS = 48


@dataclass(frozen=True)
class Effect:
    NAME: str
    build: Callable[[int], Figure]
    LEVELS: tuple[tuple[int, float], ...] = ((16, 60.0), (8, 0.0))


_ONE = (Joint("all", "", (0.0, 0.0, 0.0)),)


def _ampoule(detail: int) -> Figure:
    """A glass tube of radius one along +y from 0 to 1, what is in it glows; steel at both ends."""
    f = Figure(_ONE, {"c": (1.2, 1.0, 0.92, 1.0), "steel": (0.30, 0.31, 0.31, 0.0)}, detail)
    a = np.arange(detail * 2) * (np.pi / detail)
    for colour, profile in (
        ("c", ((0.98, 0.94), (0.98, 0.06))),
        ("steel", ((0.2, 1.0), (1.25, 1.0), (1.25, 0.76), (0.2, 0.76))),
        ("steel", ((0.05, 0.20), (1.25, 0.20), (1.25, 0.06), (0.45, 0.06), (0.45, -0.12))),
    ):  # fmt: skip
        rings = [np.stack([np.cos(a) * r, 0.0 * a + y, np.sin(a) * r], 1) for r, y in profile]
        f.surface(np.stack(rings), "all", colour)
    return f


_POINTS = 5


def _flash(detail: int) -> Figure:
    """What leaves a barrel for an instant: along +y from 0 to 1, ragged, half as wide."""
    f = Figure(_ONE, {"c": (14.0, 12.2, 9.6, 1.0)}, detail)
    a = np.arange(2 * _POINTS) * (np.pi / _POINTS)
    ragged = np.where(np.arange(2 * _POINTS) % 2, 0.34, 1.0)
    profile = ((0.02, 0.0), (0.25, 0.13), (0.10, 0.30), (0.05, 0.60), (0.002, 1.0))
    rings = [
        np.stack([np.cos(a) * r * ragged, 0.0 * a + y, np.sin(a) * r * ragged], 1)
        for r, y in profile
    ]
    f.surface(np.stack(rings), "all", "c")
    return f


_CLOUD = tuple(Joint(f"s{i}", "", (0.0, 0.0, 0.0)) for i in range(SPLINTERS))


def _splinters(colours: dict[str, tuple[float, float, float, float]]) -> Callable[[int], Figure]:
    def build(detail: int) -> Figure:
        f = Figure(_CLOUD, colours, detail)
        cut = 0.05 if detail > 8 else 0.0
        names = list(colours)
        for i in range(SPLINTERS):
            x, y, z = 0.5, 0.15 + 0.3 * ((i * 7) % 11) / 11, 0.06 + 0.2 * ((i * 5) % 7) / 7
            f.box((-x, -y, -z), (x, y, z), f"s{i}", names[i % len(names)], chamfer=cut)
        return f

    return build


LEVELS = 5
"""Of the pistol's charge."""


def _charge(detail: int) -> Figure:
    """What glows on the pistol, in the space of its joint: `slit` along the top of its bar, from
    the hand to the mouth when it is whole, and a rung on its back for each level."""
    rungs = tuple(Joint(f"rung{k}", "", (0.0, 0.0, 0.0)) for k in range(LEVELS))
    f = Figure((Joint("slit", "", (0.0, 0.0, 0.0)), *rungs), {"c": (1.0, 0.045, 0.02, 1.0)}, detail)
    f.box((-0.003, 0.0760, -0.180), (0.003, 0.0805, 0.0), "slit", "c")
    for k in range(LEVELS):
        y = 0.0365 + 0.0088 * k
        f.box((-0.011, y, 0.0495), (0.011, y + 0.0050, 0.0520), f"rung{k}", "c")
    return f


EFFECTS = (
    Effect("charge", _charge, ((1, 0.0),)),
    Effect("ampoule", _ampoule),
    Effect("flash", _flash, ((1, 0.0),)),
    Effect(
        "splinters",
        _splinters(
            {
                "a": (0.305, 0.305, 0.275, 0.0),
                "b": (0.181, 0.191, 0.195, 0.0),
                "c": (0.413, 0.413, 0.381, 0.0),
                "d": (0.138, 0.147, 0.138, 0.0),
            }
        ),
    ),
)
