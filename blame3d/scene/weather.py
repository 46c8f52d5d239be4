"""The look of a place's air: from what the world says of it to haze and exposure."""

from __future__ import annotations

from typing import Final

from blame3d.scene.frame import Colour, Haze
from blame3d.world.air import Air, air
from blame3d.world.types import World

_PALE: Final = (0.55, 0.665, 0.69)
_DARK: Final = (0.0045, 0.0062, 0.0066)
_GRADIENT: Final = 3.0e-4


def weather(world: World, position_mm: tuple[int, int, int]) -> tuple[Haze, float]:
    """Haze and exposure for an eye at a place; both change slowly as one walks."""
    return haze_of(air(world, position_mm))


def haze_of(here: Air) -> tuple[Haze, float]:
    """Open places end pale, closed ones dark; the step between is kept short on purpose, for a
    view must never end in mid-grey."""
    t = min(1.0, max(0.0, (here.openness - 0.12) / 0.2))
    pale = t * t * (3.0 - 2.0 * t)
    openness = 0.10 + 0.74 * pale
    exposure = 1.15 - 0.25 * pale
    return Haze(_PALE, _mixed(_DARK, pale), here.extinction, _GRADIENT, openness), exposure


def _mixed(dark: Colour, pale: float) -> Colour:
    lift = 1.0 + 0.8 * pale
    return dark[0] * lift, dark[1] * lift, dark[2] * lift
