"""The place of a first walk: what is far off, what is written on its walls, what its bridge lacks.

    the eyes open → a lamp far off goes out and on again → the keys, painted where one looks
    → half-way over a bridge a knock: the wall abreast has been a Builder all along (`app.knock`)
    → the bridge ends two metres short: one jumps, and the floor cracks
    → a wall with air behind it, and on it the gun's key (`app.lesson`): the hole is the way

What is where is `life.overture`, when is `app.waking`. A companion.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import radians, tan
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from blame3d.app.bindings import FIRST
from blame3d.app.knock import Knock
from blame3d.app.lesson import Lesson
from blame3d.app.looking import met
from blame3d.app.painting import FADE_S, Painting, surface
from blame3d.app.waking import KEYS_S, LAMP, along
from blame3d.app.walker import cell_of, millimetres
from blame3d.cast.actor import Actor
from blame3d.life import overture
from blame3d.life.great import BLOCK_TALL
from blame3d.life.sleeper import Sleeper, front, sleeper
from blame3d.player.gun import Shot
from blame3d.player.state import Vec
from blame3d.view import Beam, direction
from blame3d.world.chunk import Cell
from blame3d.world.generate import colliders
from blame3d.world.types import World

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

GLOW: Final = 0.6
"""Of a village's lamp, times what the model says."""

BRIDGES: Final = 6
"""So many are looked at, the nearest first."""

_RAIL_M: Final = 3.5
"""From the middle of a bridge one is beyond its rail."""

JUMPED_MM: Final = 7_000
"""A landing so near to the gap is one of who has jumped it."""

_LOOK_S: Final = 0.5
_KIND: Final = "overture"


class _Found(NamedTuple):
    """gap: what the bridge lacks; sleeper: what sits abreast of it."""

    lamps: tuple[overture.Position, ...]
    gap: Beam | None
    sleeper: Sleeper | None


class Overture:
    """Begins when the eyes shut, and stays until one travels."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._forget()

    def _forget(self) -> None:
        self._asked = False
        self._age: float | None = None
        """Of the waking in the last frame."""
        pose = self._engine.pose
        eye = millimetres(pose.cell, pose.pos)
        self._hang(overture.home(self._engine.world.seed, eye))
        self._words = Painting(self._engine)
        self._next_s: float | None = None
        """When a place for the words is looked for next."""
        self._lesson: Lesson | None = None
        self._knock: Knock | None = None
        self._gap: Beam | None = None
        self._landings = 0

    def _hang(self, lamps: tuple[overture.Position, ...]) -> None:
        """Have a village there, or none."""
        self._lamps = lamps
        self._huts = [overture.huts(self._engine.world.seed, lamps)] if lamps else []

    def frame(self, dt: float) -> None:
        """Look around once, then paint the words when it is time for them."""
        engine = self._engine
        age = engine.dawn.waking.age
        if age is not None and (self._age is None or age < self._age):
            self._begin()
        self._age = age
        found = engine.beside.take(_KIND)
        if isinstance(found, _Found) and self._asked:
            self._take(found)
        if age is not None and age >= KEYS_S - FADE_S and self._lesson is None:
            engine.interface.paint(FIRST)
            self._lesson = Lesson(engine, self._words)
            self._next_s = engine.seconds
        if self._next_s is not None and engine.seconds >= self._next_s:
            self._write(engine.seconds)
        self._words.frame(dt)
        if self._lesson is not None:
            self._lesson.frame(self._lamps)
        if self._knock is not None:
            self._knock.frame()
        if self._gap is not None and engine.walker.state.landings != self._landings:
            self._landed(self._gap)

    def actors(self) -> Sequence[Actor]:
        """The lamps of the village, and the Builder that is a wall."""
        built = () if self._knock is None else self._knock.actors()
        if not self._lamps:
            return built
        age, pose = self._engine.dawn.waking.age, self._engine.pose
        first = 1.0 if age is None else along(LAMP, age)
        glow = (GLOW * first, *[GLOW] * (len(self._lamps) - 1))
        wide = tan(radians(self._engine.lens.fov) / 2.0)
        lamps = overture.lamps(self._lamps, millimetres(pose.cell, pose.pos), glow, wide)
        return [*lamps, *built, *self._huts]

    def travelled(self) -> None:
        """Elsewhere there is nothing of it."""
        self._words.clear()
        self._forget()

    def close(self) -> None:
        """Nothing is held."""

    # Inside ----------------------------------------------------------------------------------

    def _begin(self) -> None:
        """The eyes shut, for the first time or once more."""
        if self._lesson is not None:
            self._lesson, self._next_s = None, None
            self._words.clear()
        self._asked = True
        self._ask()

    def _ask(self) -> None:
        engine = self._engine
        world, pose, first = engine.world, engine.walker.eye(), not engine.options.now.greeted
        eye = millimetres(pose.cell, pose.pos)
        feet = engine.walker.feet()
        stands = millimetres(feet.cell, feet.pos)
        ahead, provider = direction(pose.heading, 0.0), engine.stage.provider
        free = [
            way for way in overture.looks(pose.heading)
            if met(provider, pose.cell, pose.pos, way)[0] is None
        ]  # fmt: skip

        kept = self._lamps

        def look() -> _Found:
            lamps = kept or overture.village(world.seed, eye, ahead, free)
            return _Found(lamps, *(bridge(world, stands) if first else (None, None)))

        engine.beside.ask(_KIND, look, urgent=True)

    def _take(self, found: _Found) -> None:
        engine = self._engine
        self._hang(found.lamps)
        if found.gap is None or engine.world.edits:
            return
        engine.gun.take(Shot(found.gap))
        self._gap, self._landings = found.gap, engine.walker.state.landings
        if found.sleeper is not None:
            self._knock = Knock(engine, found.sleeper, _middle(found.gap))

    def _write(self, now: float) -> None:
        """Paint the words on what is before the eyes, as soon as something is that has room."""
        engine, lesson = self._engine, self._lesson
        found = surface(engine.stage.provider, engine.walker.eye(), engine.interface.wall.size)
        if found is not None:
            self._words.write(found)
        over = found is not None or lesson is None or lesson.begun
        self._next_s = None if over else now + _LOOK_S

    def _landed(self, gap: Beam) -> None:
        """Whoever has jumped the gap learns what he weighs, once."""
        self._landings = self._engine.walker.state.landings
        feet = self._engine.walker.feet()
        at = millimetres(feet.cell, feet.pos)
        if max(abs(a - b) for a, b in zip(at, gap.origin_mm, strict=True)) < JUMPED_MM:
            self._gap = None
            self._engine.body.crack()


def bridge(world: World, stands: overture.Position) -> tuple[Beam | None, Sleeper | None]:
    """What is missing of the nearest bridge from which one would see a wall wake, and that wall;
    where there is no such bridge, of the nearest."""
    gaps = overture.gaps(world, stands)
    for gap in gaps[:BRIDGES]:
        one = sleeper(world, _middle(gap))
        if one is not None and _in_sight(world, _middle(gap), one):
            return gap, one
    return (gaps[0] if gaps else None), None


def _in_sight(world: World, middle: overture.Position, one: Sleeper) -> bool:
    """Whether who stands there sees the block, or some of its upper half."""
    known: dict[Cell, NDArray[np.void]] = {}
    x, y, z = middle
    here, eye = cell_of((x, y, z + 1_700))

    def provider(cell: Cell) -> NDArray[np.void] | None:
        if max(abs(a - b) for a, b in zip(cell, here, strict=True)) > 1:
            return None
        if cell not in known:
            known[cell] = colliders(world, cell)
        return known[cell]

    def free(at: tuple[Cell, Vec], way: NDArray[np.float64]) -> bool:
        x, y, z = (way / np.sqrt((way * way).sum())).tolist()
        return met(provider, *at, (x, y, z))[0] is None

    way = front(one.site) - np.array((x, y, z + 1_700)) / 1000.0
    level = way * (1.0, 1.0, 0.0)
    # A rail hides nothing: from beyond it.
    out = _RAIL_M * 1000.0 * level / np.sqrt((level * level).sum())
    beyond = cell_of((x + round(out[0]), y + round(out[1]), z + 1_700))
    return free((here, eye), level) and any(
        free(beyond, way - out / 1000.0 + (0.0, 0.0, up * BLOCK_TALL)) for up in (0.0, 0.25, 0.45)
    )


def _middle(gap: Beam) -> overture.Position:
    """Of the bridge that a gap is in, integer millimetres."""
    x, y, z = (
        a + round(500.0 * gap.length_m * w) for a, w in zip(gap.origin_mm, gap.way, strict=True)
    )
    return x, y, z
