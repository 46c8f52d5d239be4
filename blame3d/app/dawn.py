"""How a place comes out of the dark: the light of the picture, and the opening of a first walk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blame3d.app.waking import KEYS_S, Waking
from blame3d.app.walker import millimetres
from blame3d.life.cue import Cue, Kind

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

FADE_IN_S: Final = 2.5
UNREAD_S: Final = 30.0
READ_M: Final = 3.0
"""Who has walked so far has read the keys where they are written; who has not after so many
seconds has not seen them."""


class Dawn:
    """light: 0 … 1, of the picture. keys_s: age of the overlay of keys, None: there is none."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.light = 0.0
        self.keys_s: float | None = None
        self.waking = Waking()
        self._lit_at: float | None = None
        self._greeting: float | None = None
        """When the overlay of keys begins."""

    def again(self) -> None:
        """Another place, or drawn anew: out of the dark once more."""
        self.light, self._lit_at = 0.0, None

    def wake(self, dt: float) -> None:
        """The opening of a first walk, dt seconds on; before the ear is asked."""
        engine = self._engine
        for _ in self.waking.advance(dt, bool(engine.inputs.held)):
            x, y, z = engine.pose.pos
            at = millimetres(engine.pose.cell, (x + 5.0, y + 9.0, z + 4.0))
            engine.cues.append(Cue(Kind.DRIP, at, engine.seconds))
        first = self._lit_at is not None and not engine.options.now.greeted
        if first and self._greeting is None:
            self.waking.begin()  # before the lids are shown, which are shut from this frame on
            self._greeting = engine.seconds + KEYS_S
        engine.interface.lids.show(self.waking.open)
        self.keys_s = None
        if not first or self._greeting is None:
            return
        written = engine.interface.wall.written
        if engine.interface.wall.seen:  # on the glass only for who looks elsewhere
            self._greeting = max(self._greeting, engine.seconds)
        self.keys_s = engine.seconds - self._greeting
        if written:
            self.keys_s -= UNREAD_S
        goes = written and engine.walker.state.walked > READ_M
        if goes or self.keys_s > engine.interface.first.END:
            self.keys_s = None
            engine.options.set("greeted", True)

    def brighten(self, dt: float) -> None:
        """As bright as there is a world in view, and never at once."""
        engine = self._engine
        if engine.sight.weather.haze is None:
            return
        if engine.stage.covered and self._lit_at is None:
            self._lit_at = engine.seconds
        if self._lit_at is None and not engine.options.now.greeted:
            return  # the first eyes open on all of it
        self.light = max(self.light, min(self.light + dt / FADE_IN_S, engine.stage.progress))
