"""The look of a place's air: from what the world says of it to haze and exposure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from blame3d.scene.frame import Colour, Haze
from blame3d.world.air import Air, air
from blame3d.world.types import World

_END: Final = (0.78, 0.88, 0.90)
"""Light of a pale end as it is to be shown, whatever the exposure."""

_DARK: Final = (0.0022, 0.0031, 0.0033)
_GRADIENT: Final = 5.0e-4
"""1/m: how much denser the haze is below the eye."""


@dataclass(frozen=True)
class Mood:
    """What a district does to its air.

    tint: colour relative to the City's; districts lie 10 to 25 degrees of hue apart. density:
    of the haze. end: how light a pale end is. key: exposure. light: openness on top of the air's.
    white: see Haze.
    """

    tint: Colour
    density: float = 1.0
    end: float = 1.0
    key: float = 1.0
    light: float = 0.0
    white: bool = False


_PLAIN: Final = Mood((1.0, 1.0, 1.0))
_MOODS: Final[dict[str, Mood]] = {
    "cathedral": Mood((0.95, 1.0, 1.06), 0.8, 1.05),
    "foundry": Mood((1.14, 1.0, 0.84), 1.1, 0.85, 0.95),
    "archive": Mood((0.88, 0.97, 1.16), 0.9, 0.95),
    "shafts": Mood((0.90, 1.04, 0.97), 1.0, 1.0),
    "hung": Mood((0.97, 1.01, 1.03), 0.7, 1.05),
    "pipes": Mood((1.04, 1.02, 0.90), 1.1, 1.0),
    "collapse": Mood((1.07, 1.0, 0.96), 1.0, 0.95),
    "sump": Mood((0.86, 1.04, 0.88), 1.2, 0.78),
    "silent": Mood((0.99, 1.0, 1.01), 0.9, 1.6, 3.0, 0.4, True),
    "transit": Mood((0.92, 0.99, 1.10), 0.75, 1.0),
}


def weather(world: World, position_mm: tuple[int, int, int]) -> tuple[Haze, float]:
    """Haze and exposure for an eye at a place; both change slowly as one walks."""
    return haze_of(air(world, position_mm))


def haze_of(here: Air) -> tuple[Haze, float]:
    """Open places end pale, closed ones dark; the step between is kept short on purpose, for a
    view must never end in mid-grey. The more light there is the less is let in, so that what is
    near stays dark before a pale end.
    """
    mood = _MOODS.get(here.district, _PLAIN)
    openness = here.openness + mood.light
    pale = _ease((openness - 0.19) / 0.06)
    exposure = (2.0 - 1.28 * pale - 0.33 * _ease((openness - 0.25) / 0.55)) * mood.key
    return (
        Haze(
            _scaled(_tinted(_END, mood.tint), mood.end / exposure),
            _scaled(_tinted(_DARK, mood.tint), (1.0 + 1.4 * pale) / exposure),
            here.extinction * mood.density,
            _GRADIENT,
            0.08 + 0.80 * pale,
            mood.white,
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
