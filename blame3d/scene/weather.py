"""The look of a place's air: from what the world says of it to haze and exposure."""

from __future__ import annotations

from colorsys import hsv_to_rgb
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from blame3d.scene.frame import Colour, Haze
from blame3d.world.air import Air, air
from blame3d.world.sites import here
from blame3d.world.skylights import Skylight, within
from blame3d.world.types import World

_END: Final = 0.89
"""Light of a pale end as it is to be shown, whatever the exposure."""

_DARK: Final = 0.0032
"""The same of a dark end."""
_SHOULDER: Final = 3.6
"""Of the tone curve (shaders/include/tone.glsl) at a pale end: about such a root of light; below,
it is a square root."""
_DEEPER: Final = 1.3
"""How much more colour the dark has than the light."""
_GRADIENT: Final = 5.0e-4
"""1/m: how much denser the haze is below the eye."""
_SHAFTS_M: Final = 1500
"""As far away shafts of light are known (none is shown farther: scene.shafts), and"""
_STEP_M: Final = 128
"""so far one walks until they are looked for again."""


@dataclass(frozen=True)
class Mood:
    """What a district does to its air.

    hue: of its light and haze as shown, degrees; neighbours lie 10 to 25 apart. sat: how much of
    it a pale end has, 0 … 1. density: of the haze. end: how light a pale end is. key: exposure.
    light: openness on top of the air's. white: see Haze.
    """

    hue: float
    sat: float
    density: float = 1.0
    end: float = 1.0
    key: float = 1.0
    light: float = 0.0
    white: bool = False


_PLAIN: Final = Mood(195.0, 0.06)
_MOODS: Final[dict[str, Mood]] = {
    "cathedral": Mood(195.0, 0.060, 0.8, 1.05),
    "foundry": Mood(28.0, 0.050, 1.1, 0.85, 0.95),
    "archive": Mood(215.0, 0.085, 0.9, 0.95),
    "shafts": Mood(175.0, 0.055, 1.0, 1.0),
    "hung": Mood(185.0, 0.045, 0.7, 1.05),
    "pipes": Mood(50.0, 0.045, 1.1, 1.0),
    "collapse": Mood(75.0, 0.035, 1.0, 0.95),
    "sump": Mood(165.0, 0.080, 1.2, 0.78),
    "silent": Mood(205.0, 0.012, 0.9, 1.6, 3.0, 0.4, True),
    "transit": Mood(205.0, 0.070, 0.75, 1.0),
}


def weather(world: World, position_mm: tuple[int, int, int]) -> tuple[Haze, float]:
    """Haze and exposure for an eye at a place; both change slowly as one walks."""
    haze, exposure = haze_of(air(world, position_mm))
    return replace(haze, shafts=shafts(world, position_mm)), exposure


def shafts(world: World, position_mm: tuple[int, int, int]) -> tuple[Skylight, ...]:
    """What lets light in around a place."""
    there, at = here(world, position_mm)
    x, y, z = (v // (1000 * _STEP_M) for v in at)
    found = _shafts(there.seed, x, y, z)
    by = [(v - w) // 1000 for v, w in zip(position_mm, at, strict=True)]
    if not any(by):
        return found
    return tuple(s._replace(x=s.x + by[0], y=s.y + by[1], z=s.z + by[2]) for s in found)


@lru_cache(maxsize=16)
def _shafts(seed: int, x: int, y: int, z: int) -> tuple[Skylight, ...]:
    """Those around a cube of _STEP_M metres: they fade out far before they are forgotten."""
    low = [v * _STEP_M for v in (x, y, z)]
    return within(seed, [v - _SHAFTS_M for v in low], [v + _STEP_M + _SHAFTS_M for v in low])


def haze_of(here: Air) -> tuple[Haze, float]:
    """Open places end pale, closed ones dark; the step between is kept short on purpose, for a
    view must never end in mid-grey. The more light there is the less is let in, so that what is
    near stays dark before a pale end.
    """
    mood = _MOODS.get(here.district, _PLAIN)
    openness = here.openness + mood.light
    pale = _ease((openness - 0.19) / 0.06)
    exposure = (2.8 - 1.85 * pale - 0.48 * _ease((openness - 0.25) / 0.55)) * mood.key
    return (
        Haze(
            _scaled(_shown(mood.hue, mood.sat, _SHOULDER), _END * mood.end / exposure),
            _scaled(
                _shown(mood.hue, mood.sat * _DEEPER, 2.0), _DARK * (1.0 + 1.4 * pale) / exposure
            ),
            here.extinction * mood.density,
            _GRADIENT,
            0.08 + 0.80 * pale,
            mood.white,
            side=here.side,
        ),
        exposure,
    )


def _shown(hue: float, sat: float, power: float) -> Colour:
    """Linear light, 1 at most, that is shown with this hue and saturation (HSV) where the value on
    the screen goes by this root of light."""
    r, g, b = hsv_to_rgb(hue / 360.0, sat, 1.0)
    return r**power, g**power, b**power


def _ease(t: float) -> float:
    t = min(1.0, max(0.0, t))
    return t * t * (3.0 - 2.0 * t)


def _scaled(colour: Colour, by: float) -> Colour:
    return colour[0] * by, colour[1] * by, colour[2] * by
