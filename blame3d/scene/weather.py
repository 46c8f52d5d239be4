"""The look of a place's air: from what the world says of it to haze and exposure."""

from __future__ import annotations

from typing import Final

from blame3d.scene.frame import Colour, Haze
from blame3d.world.air import Air, air
from blame3d.world.types import World

_END: Final = (0.68, 0.81, 0.84)
"""Light of a pale end as it is to be shown, whatever the exposure."""

_DARK: Final = (0.0045, 0.0062, 0.0066)
_GRADIENT: Final = 3.0e-4
_TINTS: Final[dict[str, Colour]] = {
    "cathedral": (0.97, 1.0, 1.02),
    "foundry": (1.07, 1.0, 0.91),
    "archive": (0.93, 0.99, 1.08),
    "shafts": (0.95, 1.03, 0.97),
}
"""Districts lie 10 to 25 degrees of hue apart: colour of their air, relative to the City's."""


def weather(world: World, position_mm: tuple[int, int, int]) -> tuple[Haze, float]:
    """Haze and exposure for an eye at a place; both change slowly as one walks."""
    return haze_of(air(world, position_mm))


def haze_of(here: Air) -> tuple[Haze, float]:
    """Open places end pale, closed ones dark; the step between is kept short on purpose, for a
    view must never end in mid-grey. The more light there is the less is let in, so that what is
    near stays dark before a pale end.
    """
    tint = _TINTS.get(here.district, (1.0, 1.0, 1.0))
    pale = _ease((here.openness - 0.19) / 0.06)
    exposure = 2.0 - 1.05 * pale - 0.4 * _ease((here.openness - 0.3) / 0.55)
    dark = (1.0 + 0.8 * pale) / exposure
    return (
        Haze(
            _scaled(_tinted(_END, tint), 1.0 / exposure),
            _scaled(_tinted(_DARK, tint), dark),
            here.extinction,
            _GRADIENT,
            0.10 + 0.76 * pale,
        ),
        exposure,
    )


def _tinted(a: Colour, b: Colour) -> Colour:
    return a[0] * b[0], a[1] * b[1], a[2] * b[2]


def _ease(t: float) -> float:
    t = min(1.0, max(0.0, t))
    return t * t * (3.0 - 2.0 * t)


def _scaled(colour: Colour, by: float) -> Colour:
    return colour[0] * by, colour[1] * by, colour[2] * by
