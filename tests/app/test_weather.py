"""The air that is drawn is that of the place, however its parts are asked for."""

from __future__ import annotations

from collections.abc import Callable

from blame3d.app.weather import Weather
from blame3d.scene.weather import weather
from blame3d.world.types import World

PLACE = 640_000, -220_250, -518_300
WORLD = World(0)


class AtOnce:
    """Answers while it is asked."""

    def __init__(self) -> None:
        self._found: dict[str, object] = {}

    def ask(self, kind: str, question: Callable[[], object], *, urgent: bool = False) -> None:
        self._found[kind] = question()

    def take(self, kind: str) -> object | None:
        return self._found.pop(kind, None)


def test_the_air_is_that_of_the_place_and_not_of_one_near_by() -> None:
    """What is looked up before the place is known shows nowhere; shafts come with the rest."""
    air = Weather(AtOnce())  # type: ignore[arg-type]
    air.expect(WORLD, (0, 0, 0))
    assert air.haze is None
    air.update(WORLD, PLACE, 0.0)
    haze, exposure = weather(WORLD, PLACE)
    assert haze.shafts
    assert (air.haze, air.exposure) == (haze, exposure)
    assert air.occluders is not None
    air.forget()
    assert air.haze is None
