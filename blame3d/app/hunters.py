"""The hunters of a walk: what the walls give, how it hunts, what it leaves.

What they are made of is missing from then on: each leaves a hole where it came out.
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
from blame3d.hunt.crater import crater
from blame3d.hunt.pack import Mode, Pack
from blame3d.hunt.solids import Around
from blame3d.hunt.vectors import F64, dot
from blame3d.life.cue import Cue, Kind
from blame3d.player.gun import Shot
from blame3d.view import Beam
from blame3d.world.chunk import CELL, Cell

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

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


class Hunters:
    """around: the solids they run on. base: the cell in whose frame all positions are, metres.
    seen_at: seconds of the hunt, when the walker was last in sight."""

    def __init__(self, engine: Engine, around: Around, base: Cell) -> None:
        self._engine = engine
        self._around = around
        self._base = base
        self._pack: Pack | None = None
        self._packs = self._born = 0
        self._looked_at = self.seen_at = -1e9
        self._goal: F64 = np.zeros(3)
        self._beams = len(engine.world.edits)
        self._holes: list[Beam] = []
        self._rows_of = -1

    def rebase(self, base: Cell, by: F64) -> None:
        """Go on in the frame of another cell: what was at p is at p + by."""
        self._base = base
        self._goal = self._goal + by
        if self._pack is not None:
            self._pack = self._pack.moved(by)

    def found(self, body: F64, now: float) -> None:
        """Something has the walker, whose middle is at `body`, in its eyes."""
        self.seen_at, self._goal = now, body

    def cue(self, kind: Kind, at: F64, level: float) -> None:
        """A sound at a point."""
        x, y, z = at.tolist()
        place = millimetres(self._base, (x, y, z))
        self._engine.cues.append(Cue(kind, place, self._engine.seconds, level))

    def shape(self, body: F64) -> None:
        """The structure gives a pack, and lacks it."""
        alive = 0 if self._pack is None else int((self._pack.mode != Mode.DEAD).sum())
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
        for point, out in zip(at, normal, strict=True):
            self.cue(Kind.GROAN, point, 0.5)
            hole = crater(self._around.table, self._base, point, out)
            if hole is not None:
                self._holes.append(hole)

    def hunt(self, body: F64, now: float, dt: float) -> bool:
        """All of them, dt seconds on; whether one of them has the body."""
        self._shots()
        if self._holes:  # one a frame: each costs some milliseconds
            self._engine.gun.take(Shot(self._holes.pop(0)))
            self._beams = len(self._engine.world.edits)  # it is no shot at them
        some = self._pack
        if some is None:
            return False
        if now - self._looked_at > LOOK_S:
            self._looked_at = now
            gap = some.pos - body
            order = np.argsort(dot(gap, gap), kind="stable")
            near = [i for i in order.tolist() if some.hunting[i]][:3]
            if any(eyes.sees(self._around.table, some.pos[i], body) for i in near):
                self.seen_at = now
        visible = now - self.seen_at < 2.0 * LOOK_S
        if visible:
            self._goal = body
        goal = self._goal
        if now - self.seen_at > LOSES_S:
            # Lost: they run about where he was last.
            turn = now * 0.3
            goal = goal + (18.0 * np.cos(turn), 18.0 * np.sin(turn), 0.0)
        before = some
        self._pack = self._stepped(some, goal, visible, dt)
        self._sounds(before, self._pack)
        return pack.caught(self._pack, body)

    def flee(self, body: F64, gone: float, dt: float) -> bool:
        """Turned away `gone` seconds ago: off, and away where nobody looks; whether all are."""
        some = self._pack
        if some is None or not len(some):
            self._pack = None
            return True
        away = some.pos - body
        some = self._stepped(some, body + away.mean(axis=0) * 8.0, False, dt)
        if gone > 2.0:
            table = self._around.table
            some = some.take(np.array([eyes.sees(table, body, p) for p in some.pos], np.bool_))
        self._pack = some if len(some) and gone < FLEES_S else None
        return self._pack is None

    def actors(self, body: F64) -> Sequence[Actor]:
        """Each of them."""
        if self._pack is None:
            return ()
        return figures.pack(self._pack, body, self._around.table, self._base)

    def _stepped(self, some: Pack, goal: F64, visible: bool, dt: float) -> Pack:
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
        far = dot(gap, gap) > (2.5 * CELL) ** 2
        dead = (some.mode == Mode.DEAD) & (some.left <= 0.0)
        return some.take(~(far | dead)) if (far | dead).any() else some

    def _shots(self) -> None:
        """Hunters in the way of a beam that was not there in the frame before."""
        edits = self._engine.world.edits
        new, self._beams = edits[self._beams :], len(edits)
        if self._pack is None:
            return
        for beam in new:
            hit, push = _in_beam(self._pack.pos, beam, self._base)
            self._pack = pack.struck(self._pack, hit, push)

    def _sounds(self, before: Pack, after: Pack) -> None:
        if len(before) != len(after):
            return
        steps = np.floor(after.stride / STRIDE_M) > np.floor(before.stride / STRIDE_M)
        gap = after.pos - self._goal
        for i in np.flatnonzero(steps & (dot(gap, gap) < 45.0**2))[:4].tolist():
            self.cue(Kind.CLAW, after.pos[i], 1.0)
        leaps = (after.mode == Mode.LEAP) & (before.mode != Mode.LEAP)
        for i in np.flatnonzero(leaps)[:2].tolist():
            self.cue(Kind.SCREECH, after.pos[i], 1.0)


def _in_beam(points: F64, beam: Beam, base: Cell) -> tuple[NDArray[np.bool_], F64]:
    """Which of the points (N, 3) a beam goes through, and how it throws them, m/s."""
    way = np.array(beam.way)
    corner = [c * CELL * 1000 for c in base]
    start = np.array([(o - c) / 1000.0 for o, c in zip(beam.origin_mm, corner, strict=True)])
    gone = points - start
    along = np.clip((gone * way).sum(axis=1), 0.0, beam.length_m)
    off = gone - along[:, None] * way
    size = np.sqrt(dot(off, off))
    out = off / np.maximum(size, 1e-6)[:, None]
    reach = beam.radius_m + 0.6
    return size < reach, way * 22.0 + out * 9.0 + (0.0, 0.0, 3.0)
