"""What is no body and yet moves: an ampoule, splinters, vapour, half a mask.

Each is one unit large; poses stretch it. A splinter cloud has a joint for each splinter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from castparts.solids import Figure, Joint, Section

SPLINTERS = 48


@dataclass(frozen=True)
class Effect:
    NAME: str
    build: Callable[[int], Figure]
    LEVELS: tuple[tuple[int, float], ...] = ((16, 60.0), (8, 0.0))


_ONE = (Joint("all", "", (0.0, 0.0, 0.0)),)


def _tube(colour: tuple[float, float, float, float]) -> Callable[[int], Figure]:
    """A pipe of radius one along +y from 0 to 1."""

    def build(detail: int) -> Figure:
        f = Figure(_ONE, {"c": colour}, detail)
        a = np.arange(detail * 2) * (np.pi / detail)
        grid = np.stack(
            [np.stack([np.cos(a), np.full(len(a), y), np.sin(a)], 1) for y in (1.0, 0.0)]
        )
        f.surface(grid, "all", "c")
        return f

    return build


_CLOUD = tuple(Joint(f"s{i}", "", (0.0, 0.0, 0.0)) for i in range(SPLINTERS))


def _specks(colour: tuple[float, float, float, float]) -> Callable[[int], Figure]:
    """A small ball for each joint of a cloud."""

    def build(detail: int) -> Figure:
        f = Figure(_CLOUD, {"c": colour}, 6 if detail > 8 else 4)
        cuts = [(z, float(np.sqrt(1.0 - z * z))) for z in (-0.999, -0.6, 0.2, 0.75, 0.999)]
        for joint in _CLOUD:
            f.loft([Section((0, 0, z), r, r, 2.0) for z, r in cuts], joint.name, "c")
        return f

    return build


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


EFFECTS = (
    Effect("ampoule", _tube((1.2, 1.0, 0.92, 1.0))),
    Effect("vapour", _specks((0.52, 0.55, 0.55, 1.0))),
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
    Effect("half-mask", lambda detail: _half_mask(detail)),
)


def _half_mask(detail: int) -> Figure:
    """Half a porcelain face, lying on its back like a bowl: its rim up."""
    f = Figure(
        _ONE, {"mask": (0.807, 0.791, 0.730, 0.0), "inside": (0.30, 0.29, 0.27, 0.0)}, detail
    )
    n = detail
    a = np.linspace(0.0, np.pi, n)
    outer = []
    for k in range(6):
        r = np.sin(np.pi / 2.0 * k / 5)
        z = 0.085 * (1.0 - np.cos(np.pi / 2.0 * k / 5))
        out = [(0.105 * r * np.cos(t), 0.135 * r * np.sin(t), z) for t in a]
        outer.append(out + [(0.0, 0.0, z)] * 1)
    grid = np.array(outer)
    f.surface(grid, "all", "mask")
    f.surface(grid[::-1] * (0.96, 0.96, 1.0) + (0.0, 0.002, 0.006), "all", "inside")
    return f
