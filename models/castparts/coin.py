"""What a Watchtower's sheet shrinks to, on the floor: a light of radius one with a rim, and the red
that lies around it, which lets the floor through."""

from __future__ import annotations

from dataclasses import dataclass

from castparts.discs import disc
from castparts.solids import Figure, Joint

_SPOT = (Joint("spot", "", (0.0, 0.0, 0.0)),)
_LIGHT = (
    # radius, red, green, blue
    (0.0, 10.0, 2.4, 1.7), (0.16, 9.0, 1.4, 0.9), (0.32, 6.5, 0.55, 0.32), (0.48, 4.0, 0.20, 0.11),
    (0.62, 2.2, 0.085, 0.045), (0.74, 1.15, 0.038, 0.020), (0.84, 0.62, 0.019, 0.010),
)  # fmt: skip
_RIM = (0.93, 1.0)
_GLOW = 9
_GLOW_M = 4.0
"""Radius of the red around it."""


@dataclass(frozen=True)
class Coin:
    NAME: str = "coin"
    LEVELS: tuple[tuple[int, float], ...] = ((40, 0.0),)

    def build(self, detail: int) -> Figure:
        colours = {f"{n}": (*row[1:], 1.0) for n, row in enumerate(_LIGHT)}
        f = Figure(_SPOT, colours | {"rim": (8.0, 0.28, 0.14, 1.0)}, detail)
        disc(f, [row[0] for row in _LIGHT], range(len(_LIGHT)))
        disc(f, _RIM, (len(_LIGHT), len(_LIGHT)))
        return f


@dataclass(frozen=True)
class Glow:
    NAME: str = "coin-glow"
    LEVELS: tuple[tuple[int, float], ...] = ((32, 0.0),)

    def build(self, detail: int) -> Figure:
        colours = {}
        for n in range(_GLOW + 1):
            left = (1.0 - (n / _GLOW) ** 2) ** 2
            colours[f"{n}"] = (1.0, round(1.0 - 0.86 * left, 4), round(1.0 - 0.90 * left, 4), 2.0)
        f = Figure(_SPOT, colours, detail)
        disc(f, [_GLOW_M * n / _GLOW for n in range(_GLOW + 1)], range(_GLOW + 1))
        return f


COINS = (Coin(), Glow())
