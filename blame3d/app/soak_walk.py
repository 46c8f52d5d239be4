"""Who walks during a soak: it flies, walks, and is elsewhere, for as long as it is asked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from blame3d.app.clock import Clock
from blame3d.app.events import Event, KeyDown, KeyUp, Turn
from blame3d.app.script import press
from blame3d.app.spawn import settings_at
from blame3d.player.state import Mode
from blame3d.view import Address, Pose
from blame3d.world.hash import hash64

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

LEG_S: Final = 20.0
"""Seconds of walking in the light, then as many of flight, then another place."""

SPEED: Final = 50.0
REACH_M: Final = 40_000
HEIGHT_M: Final = 2_000
_SALT: Final = 0x50A4


class Wanderer:
    """A source of events, like a person's devices; `lead` is called before each frame."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._begin = self._last = clock.now()
        self._leg = 0
        self._lit = 0.0
        self._events: list[Event] = [KeyDown("w")]
        self.places = 0

    def lead(self, engine: Engine, dt: float) -> None:
        """Begin the next leg when its time has come; dt: seconds since the last frame."""
        if engine.dawn.light >= 1.0:
            self._lit += dt
        leg = int(self._lit / LEG_S)
        if leg == self._leg:
            return
        self._leg = leg
        if leg % 2 == 0:
            self.places += 1
            self._go(engine)
        else:
            engine.walker.fly_speed = SPEED
            if engine.walker.state.mode is Mode.WALK:
                self._events += [event for _, event in press("fly", 0.0)]
        self._events += [KeyUp("w"), KeyDown("w")]

    def _go(self, engine: Engine) -> None:
        """Ask for a view near a place that nobody has chosen."""
        settings = engine.options.now
        rolls = hash64(settings.world_seed, _SALT, self.places, [0, 1, 2]).tolist()
        x, y, z = (
            (roll % (2 * reach + 1) - reach) * 1000
            for roll, reach in zip(rolls, (REACH_M, REACH_M, HEIGHT_M), strict=True)
        )
        address = Address(Pose(x, y, z), seed=settings.seed, aimed=False)
        engine.travel(settings_at(settings, address))
        engine.inputs.take()

    # The face of a source ------------------------------------------------------------------

    def poll(self) -> list[Event]:
        now = self._clock.now()
        seconds, self._last = now - self._last, now
        along = now - self._begin
        turn = Turn(300.0 * seconds * math.sin(along / 3.0), 60.0 * seconds * math.cos(along / 2.0))
        events, self._events = [*self._events, turn], []
        return events

    def take(self, on: bool) -> None:
        """There is no pointer to hide."""

    def layout(self, key: str) -> str:
        return ""
