"""The device: taken off, eyes open in the walls and search; what they find is hunted.

Worn again, the City forgets: eyes close, hunters turn away and are gone. Whoever is caught comes to
himself on his last firm ground, with the device on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.walker import millimetres
from blame3d.cast.actor import Actor
from blame3d.hunt import chase, eyes, figures, pack
from blame3d.hunt.eyes import Watch
from blame3d.hunt.solids import Around
from blame3d.life.cue import Cue, Kind
from blame3d.view import Beam
from blame3d.world.chunk import CELL, Cell

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

F64 = NDArray[np.float64]

GROUND_M: Final = 128.0
"""How far around the solids are wanted while the device is off."""

PACK: Final = (3, 4, 6)
"""Hunters of the first, second, each later pack."""

MOST: Final = 16
LOOK_S: Final = 0.25
"""Between two looks of a hunter for the walker."""

LOSES_S: Final = 12.0
"""Hidden for so long, the walker is lost to them."""

FLEES_S: Final = 6.0
STRIDE_M: Final = 0.95
"""Of two hooks that are heard."""

_STEP_S: Final = 1.0 / 30.0
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
        self._watches: list[Watch] = []
        self._pack: pack.Pack | None = None
        self._packs = self._born = 0
        self._off_at = self._looked_at = self._seen_at = -1e9
        self._goal: F64 = np.zeros(3)
        self._closing: float | None = None
        self._beams = len(self._engine.world.edits)
        self._rows_of = -1

    # What the walker does -------------------------------------------------------------------

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
        return not self.worn and (found or now - self._seen_at < 1.0)

    @property
    def alarm(self) -> str:
        """Text id for the display."""
        if self.worn:
            return ""
        return "hud.seen" if self.seen else "hud.open"

    # A frame --------------------------------------------------------------------------------

    def frame(self, dt: float) -> None:
        """Eyes and hunters, dt seconds on."""
        engine = self._engine
        before, now = self._now, self._now + dt
        self._now = now
        if (self.worn and self._closing is None) or dt <= 0.0:
            return
        state = engine.walker.state
        self._rebase(state.cell)
        body = np.array(state.pos) + (0.0, 0.0, _MIDDLE_M)
        self._around.update(self._base)
        if self.worn:
            self._forget(body, now, dt)
            return
        self._open(body, now)
        self._search(body, before, now)
        self._hunt(body, now, dt)
        self._shots()
        if self._pack is not None and pack.caught(self._pack, body):
            self._caught()

    def _rebase(self, cell: Cell) -> None:
        """Go on in the frame of the cell that the walker is in now."""
        if cell == self._base:
            return
        by = np.array([(a - b) * CELL for a, b in zip(self._base, cell, strict=True)], np.float64)
        self._base = cell
        self._goal = self._goal + by
        self._watches = [replace(w, foot=w.foot + by) for w in self._watches]
        if self._pack is not None:
            self._pack = self._pack.moved(by)

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
            self._cue(Kind.GROAN, found.foot, 1.0)
            self._cue(Kind.KNOCK, found.foot, 0.7)

    def _search(self, body: F64, before: float, now: float) -> None:
        table = self._around.table
        for i, watch in enumerate(self._watches):
            if eyes.swept(watch, table, body, before, now):
                self._watches[i] = replace(watch, found=now)
                self._seen_at, self._goal = now, body
                self._cue(Kind.RELAY, watch.eye, 1.0)
            elif (
                watch.found >= 0.0
                and watch.found + eyes.HOLD_S + eyes.SILENCE_S <= now
                and before < watch.found + eyes.HOLD_S + eyes.SILENCE_S
            ):
                self._shape(body)

    def _shape(self, body: F64) -> None:
        """The structure gives a pack."""
        alive = 0 if self._pack is None else int((self._pack.mode != pack.Mode.DEAD).sum())
        count = min(PACK[min(self._packs, 2)], MOST - alive)
        seed = self._engine.options.now.world_seed
        at, normal = eyes.spots(self._around.table, body, seed, count, self._packs)
        self._packs += 1
        if not len(at):
            return
        ids = np.arange(self._born, self._born + len(at))
        self._born += len(at)
        born = pack.shaped(
            seed, ids, at, normal, self._around.table, self._around.neighbours
        )
        self._pack = born if self._pack is None else pack.joined(self._pack, born)
        for point in at:
            self._cue(Kind.GROAN, point, 0.5)

    def _hunt(self, body: F64, now: float, dt: float) -> None:
        some = self._pack
        if some is None:
            return
        if now - self._looked_at > LOOK_S:
            self._looked_at = now
            order = np.argsort(((some.pos - body) ** 2).sum(axis=1), kind="stable")
            near = [i for i in order.tolist() if some.hunting[i]][:3]
            if any(eyes.sees(self._around.table, some.pos[i], body) for i in near):
                self._seen_at = now
        visible = now - self._seen_at < 2.0 * LOOK_S
        if visible:
            self._goal = body
        goal = self._goal
        if now - self._seen_at > LOSES_S:
            # Lost: they run about where he was last.
            turn = now * 0.3
            goal = goal + (18.0 * np.cos(turn), 18.0 * np.sin(turn), 0.0)
        before = some
        self._pack = self._stepped(some, goal, visible, dt)
        self._sounds(before, self._pack)

    def _stepped(self, some: pack.Pack, goal: F64, visible: bool, dt: float) -> pack.Pack:
        seed = self._engine.options.now.world_seed
        table, rows = self._around.table, self._around.neighbours
        if self._around.count != self._rows_of:
            some = replace(some, rows=rows(some.pos), met=some.pos)
            self._rows_of = self._around.count
        left = min(dt, 0.3)
        while left > 1e-6:
            piece = min(left, _STEP_S)
            some = chase.step(some, table, rows, goal, visible, seed, piece)
            left -= piece
        gap = some.pos - goal
        far = (gap * gap).sum(axis=1) > (2.5 * CELL) ** 2
        dead = (some.mode == pack.Mode.DEAD) & (some.left <= 0.0)
        return some.take(~(far | dead)) if (far | dead).any() else some

    def _forget(self, body: F64, now: float, dt: float) -> None:
        """After the device was put on: all turn away and are gone when nobody looks."""
        assert self._closing is not None
        gone = now - self._closing
        if gone > eyes.OPENS_S:
            self._watches.clear()
        some = self._pack
        if some is not None and len(some):
            away = some.pos - body
            goal = body + away.mean(axis=0) * 8.0
            some = self._stepped(some, goal, False, dt)
            hid = np.array([not eyes.sees(self._around.table, body, p) for p in some.pos])
            leave = hid if gone > 2.0 else np.zeros(len(some), np.bool_)
            some = some.take(~leave) if leave.any() else some
            self._pack = some if len(some) and gone < FLEES_S else None
        else:
            self._pack = None
        if self._pack is None and not self._watches:
            self._closing = None

    def _shots(self) -> None:
        """Hunters in the way of a beam that was not there in the frame before."""
        edits = self._engine.world.edits
        new, self._beams = edits[self._beams :], len(edits)
        if self._pack is None:
            return
        for beam in new:
            hit, push = _in_beam(self._pack.pos, beam, self._base)
            self._pack = pack.struck(self._pack, hit, push)

    def _caught(self) -> None:
        engine = self._engine
        self.worn = True
        engine.stage.ground.widen()
        self._clear()
        engine.dawn.light = 0.0
        if engine.walker.to_footing():
            engine.look_from_here()
        engine.actions.toast("toast.caught")

    # What is heard and seen -------------------------------------------------------------------

    def _cue(self, kind: Kind, at: F64, level: float) -> None:
        x, y, z = at.tolist()
        self._engine.cues.append(
            Cue(kind, millimetres(self._base, (x, y, z)), self._engine.seconds, level)
        )

    def _sounds(self, before: pack.Pack, after: pack.Pack) -> None:
        if len(before) != len(after):
            return
        steps = np.floor(after.stride / STRIDE_M) > np.floor(before.stride / STRIDE_M)
        near = ((after.pos - self._goal) ** 2).sum(axis=1) < 45.0**2
        for i in np.flatnonzero(steps & near)[:4].tolist():
            self._cue(Kind.CLAW, after.pos[i], 1.0)
        leaps = (after.mode == pack.Mode.LEAP) & (before.mode != pack.Mode.LEAP)
        for i in np.flatnonzero(leaps)[:2].tolist():
            self._cue(Kind.SCREECH, after.pos[i], 1.0)

    def actors(self) -> Sequence[Actor]:
        """Eyes, their sheets, hunters."""
        if not self._watches and self._pack is None:
            return ()
        now = self._now
        state = self._engine.walker.state
        body = np.array(state.pos) + (0.0, 0.0, _MIDDLE_M)
        shut = 0.0 if self._closing is None else (now - self._closing) / eyes.OPENS_S
        out: list[Actor] = []
        for watch in self._watches:
            out += figures.watch(watch, body, now, shut, self._around.table, self._base)
        if self._pack is not None:
            out += figures.pack(self._pack, body, self._around.table, self._base)
        return out

    def travelled(self) -> None:
        """Elsewhere nobody knows of it."""
        self.worn = True
        self._engine.stage.ground.widen()
        self._clear()

    def close(self) -> None:
        """Nothing is kept."""


def _in_beam(points: F64, beam: Beam, base: Cell) -> tuple[NDArray[np.bool_], F64]:
    """Which of the points (N, 3) a beam goes through, and how it throws them, m/s."""
    way = np.array(beam.way)
    corner = [c * CELL * 1000 for c in base]
    start = np.array([(o - c) / 1000.0 for o, c in zip(beam.origin_mm, corner, strict=True)])
    gone = points - start
    along = np.clip((gone * way).sum(axis=1), 0.0, beam.length_m)
    off = gone - along[:, None] * way
    size = np.sqrt((off * off).sum(axis=1))
    out = off / np.maximum(size, 1e-6)[:, None]
    reach = beam.radius_m + 0.6
    return size < reach, way * 22.0 + out * 9.0 + (0.0, 0.0, 3.0)
