"""The device: taken off, eyes open in the walls and search; what they find is hunted.

Worn again, the City forgets: eyes close, hunters turn away and are gone. Whoever is caught comes to
himself on his last firm ground, with the device on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from blame3d.app.hunters import Hunters
from blame3d.app.walker import millimetres
from blame3d.cast.actor import Actor
from blame3d.hunt import eyes, figures
from blame3d.hunt.eyes import Watch
from blame3d.hunt.solids import Around
from blame3d.hunt.vectors import F64
from blame3d.life.cue import Cue, Kind
from blame3d.world.chunk import CELL, Cell

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

GROUND_M: Final = 128.0
"""How far around the solids are wanted while the device is off."""

_MIDDLE_M: Final = 0.94


class Hunting:
    """worn: whether the device is on. Positions are metres in the frame of the walker's cell."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._around = Around(engine.stage.provider)
        self._now = 0.0
        """Seconds of the hunt: they stand still while the walk does."""
        self.worn = True
        self._clear()

    def _clear(self) -> None:
        self._base: Cell = self._engine.walker.state.cell
        self._hunters = Hunters(self._engine, self._around, self._base)
        self._watches: list[Watch] = []
        self._off_at = -1e9
        self._closing: float | None = None

    def toggle(self) -> None:
        """Take the device off, or put it on again."""
        engine = self._engine
        self.worn = not self.worn
        position = millimetres(engine.pose.cell, engine.pose.pos)
        engine.cues.append(
            Cue(Kind.DEVICE, position, engine.seconds, pitch=1.0 if not self.worn else 1.26)
        )
        engine.actions.toast("toast.device_on" if self.worn else "toast.device_off")
        if self.worn:
            self._closing = self._now
            engine.stage.ground.widen()
        else:
            self._clear()
            self._off_at = self._now
            engine.stage.ground.widen(GROUND_M)

    @property
    def seen(self) -> bool:
        """Whether something has the walker in its eyes."""
        now = self._now
        found = any(w.holds(now) or w.silent(now) for w in self._watches)
        return not self.worn and (found or now - self._hunters.seen_at < 1.0)

    @property
    def alarm(self) -> str:
        """Text id for the display."""
        if self.worn:
            return ""
        return "hud.seen" if self.seen else "hud.open"

    # A frame --------------------------------------------------------------------------------

    def frame(self, dt: float) -> None:
        """Eyes and hunters, dt seconds on."""
        before, now = self._now, self._now + dt
        self._now = now
        if (self.worn and self._closing is None) or dt <= 0.0:
            return
        self._rebase(self._engine.walker.state.cell)
        body = self._body()
        self._around.update(self._base)
        if self._closing is not None:
            self._forget(body, now - self._closing, dt)
            return
        self._open(body, now)
        self._search(body, before, now)
        if self._hunters.hunt(body, now, dt):
            self._caught()

    def _body(self) -> F64:
        """The walker's middle."""
        middle: F64 = np.array(self._engine.walker.state.pos) + (0.0, 0.0, _MIDDLE_M)
        return middle

    def _rebase(self, cell: Cell) -> None:
        """Go on in the frame of the cell that the walker is in now."""
        if cell == self._base:
            return
        by = np.array([(a - b) * CELL for a, b in zip(self._base, cell, strict=True)], np.float64)
        self._base = cell
        self._watches = [replace(w, foot=w.foot + by) for w in self._watches]
        self._hunters.rebase(cell, by)

    def _open(self, body: F64, now: float) -> None:
        """The first eye soon, a second one after half a minute; those left behind are shut."""
        self._watches = [
            w for w in self._watches if ((w.foot - body) ** 2).sum() < eyes.LEFT_M * eyes.LEFT_M
        ]
        wait = (1.5, 30.0, 1e9)[min(2, len(self._watches))]
        if now - self._off_at < wait or self._around.count == 0:
            return
        place = np.array([*self._base, len(self._watches)], np.int64)
        seed = self._engine.options.now.world_seed
        found = eyes.opened(self._around.table, body, seed, place, now)
        self._off_at = now
        if found is not None:
            self._watches.append(found)
            self._hunters.cue(Kind.GROAN, found.foot, 1.0)
            self._hunters.cue(Kind.KNOCK, found.foot, 0.7)

    def _search(self, body: F64, before: float, now: float) -> None:
        table = self._around.table
        for i, watch in enumerate(self._watches):
            if eyes.swept(watch, table, body, before, now):
                self._watches[i] = replace(watch, found=now)
                self._hunters.found(body, now)
                self._hunters.cue(Kind.RELAY, watch.eye, 1.0)
            elif (
                watch.found >= 0.0
                and watch.found + eyes.HOLD_S + eyes.SILENCE_S <= now
                and before < watch.found + eyes.HOLD_S + eyes.SILENCE_S
            ):
                self._hunters.shape(body)

    def _forget(self, body: F64, gone: float, dt: float) -> None:
        """`gone` seconds after the device was put on: all turn away and are gone."""
        if gone > eyes.OPENS_S:
            self._watches.clear()
        if self._hunters.flee(body, gone, dt) and not self._watches:
            self._closing = None

    def _caught(self) -> None:
        engine = self._engine
        self.worn = True
        engine.stage.ground.widen()
        self._clear()
        engine.dawn.light = 0.0
        engine.inputs.release()  # it is dark: who still runs would run over an edge
        if engine.walker.to_footing():
            engine.look_from_here()
        engine.actions.toast("toast.caught")

    def actors(self) -> Sequence[Actor]:
        """Eyes, their sheets, hunters."""
        now, body = self._now, self._body()
        shut = 0.0 if self._closing is None else (now - self._closing) / eyes.OPENS_S
        out: list[Actor] = []
        for watch in self._watches:
            out += figures.watch(watch, body, now, shut, self._around.table, self._base)
        return [*out, *self._hunters.actors(body)]

    def travelled(self) -> None:
        """Elsewhere nobody knows of it."""
        self.worn = True
        self._engine.stage.ground.widen()
        self._clear()

    def close(self) -> None:
        """Nothing is kept."""
