"""The place of a first walk: what is far off, what is written on its wall, what its bridge lacks.

    the eyes open → a lamp far off goes out and on again → the keys, painted where one looks
    → the bridge ends two metres short: one jumps, and the floor cracks

What is where is `life.overture`, when is `app.waking`. A companion.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from blame3d.app.looking import met, near_range
from blame3d.app.waking import KEYS_S, LAMP, along
from blame3d.app.walker import millimetres
from blame3d.app.wall import HIGH
from blame3d.cast.actor import Actor
from blame3d.life import overture
from blame3d.player.camera import Pose
from blame3d.player.gun import Shot
from blame3d.player.near import Provider
from blame3d.player.state import Vec, offset, rebase
from blame3d.view import Beam, direction

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

GLOW: Final = 0.4
"""Of a village's lamp, times what the model says."""

TURNS: Final = (0.0, -14.0, 14.0, -28.0, 28.0, -42.0, 42.0, -60.0, 60.0, -85.0, 85.0)
"""Degrees from where one looks at which a wall is looked for; nearer ones first."""
NEAR_M: Final = 1.8
FAR_M: Final = 9.0
LEVEL: Final = (-4.0, -21.0, -28.0)
"""Degrees of the look for a wall, then of those for a floor."""
LONG: Final = 2.2
"""Letters on a floor are so much longer, as those on roads."""
_FLAT_M: Final = 0.06
_FADE_S: Final = 3.0
_PAINT: Final = 0.72
_BEFORE_M: Final = 0.3
"""What stands so far before the words hides them."""
_LOOK_S: Final = 0.25
_LEFT_M: Final = 60.0
"""So far away the words are gone for good."""

JUMPED_MM: Final = 7_000
"""A landing so near to the gap is one of who has jumped it."""

_KIND: Final = "overture"


class Surface(NamedTuple):
    """Where words can be: their middle, integer millimetres; unit vectors into the surface and up
    on it; metres to it; how much longer letters are than usual."""

    place: tuple[int, int, int]
    into: Vec
    up: Vec
    away: float
    tall: float


class _Found(NamedTuple):
    lamps: tuple[overture.Position, ...]
    gap: Beam | None


class Overture:
    """Begins when the eyes shut, and stays until one travels."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._forget()

    def _forget(self) -> None:
        self._asked = False
        self._lamps: tuple[overture.Position, ...] = ()
        self._painted = self._looked = -1.0
        self._seen = 0.0
        self._shown = 0.0
        self._surface: Surface | None = None
        self._gap: Beam | None = None
        self._landings = 0

    def frame(self, dt: float) -> None:
        """Look around once, then paint the words when it is time for them."""
        engine = self._engine
        age = engine.dawn.waking.age
        if age is not None and not self._asked:
            self._asked = True
            self._ask()
        found = engine.beside.take(_KIND)
        if isinstance(found, _Found) and self._asked:
            self._lamps = found.lamps
            if found.gap is not None and not engine.world.edits:
                engine.gun.take(Shot(found.gap))
                self._gap, self._landings = found.gap, engine.walker.state.landings
        if age is not None and age >= KEYS_S - _FADE_S and self._painted < 0.0:
            self._painted = engine.seconds
            self._write()
        if self._surface is not None:
            self._show(dt)
        if self._gap is not None and engine.walker.state.landings != self._landings:
            self._landed(self._gap)

    def actors(self) -> Sequence[Actor]:
        """The lamps of the village."""
        if not self._lamps:
            return ()
        age, pose = self._engine.dawn.waking.age, self._engine.pose
        first = 1.0 if age is None else along(LAMP, age)
        glow = (GLOW * first, *[GLOW] * (len(self._lamps) - 1))
        return overture.lamps(self._lamps, millimetres(pose.cell, pose.pos), glow)

    def travelled(self) -> None:
        """Elsewhere there is nothing of it."""
        self._engine.interface.wall.clear()
        self._forget()

    def close(self) -> None:
        """Nothing is held."""

    # Inside ----------------------------------------------------------------------------------

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
        engine.beside.ask(
            _KIND,
            lambda: _Found(
                overture.village(world.seed, eye, ahead, free),
                overture.gap(world, stands) if first else None,
            ),
            urgent=True,
        )

    def _write(self) -> None:
        wall = self._engine.interface.wall
        pose = self._engine.walker.eye()
        self._surface = surface(self._engine.stage.provider, pose, wall.size)
        if self._surface is not None:
            one = self._surface
            wall.write(one.place, one.into, one.up, HIGH * one.away, one.tall)

    def _landed(self, gap: Beam) -> None:
        """Whoever has jumped the gap learns what he weighs, once."""
        self._landings = self._engine.walker.state.landings
        feet = self._engine.walker.feet()
        at = millimetres(feet.cell, feet.pos)
        if max(abs(a - b) for a, b in zip(at, gap.origin_mm, strict=True)) < JUMPED_MM:
            self._gap = None
            self._engine.body.crack()

    def _show(self, dt: float) -> None:
        """They come slowly, and are hidden by whatever stands before them."""
        engine, one = self._engine, self._surface
        assert one is not None
        if not self._looked <= engine.seconds < self._looked + _LOOK_S:
            self._looked = engine.seconds
            pose = engine.pose
            eye = millimetres(pose.cell, pose.pos)
            x, y, z = ((a - b) / 1000.0 for a, b in zip(one.place, eye, strict=True))
            away = max(1e-6, sqrt(x * x + y * y + z * z))
            faces = x * one.into[0] + y * one.into[1] + z * one.into[2] > 0.0
            if away > _LEFT_M:
                self._surface = None
                engine.interface.wall.clear()
                return
            way = x / away, y / away, z / away
            first, _ = near_range(engine.stage.provider, pose.cell, pose.pos, way)
            self._seen = float(faces and (first is None or first > away - _BEFORE_M))
        change = dt / (_FADE_S if self._shown < _PAINT and self._seen else _LOOK_S)
        goal = _PAINT * self._seen
        self._shown = max(goal, self._shown - change) if goal < self._shown else min(
            goal, self._shown + change
        )
        engine.interface.wall.show(0.0 if engine.reading else self._shown)


def surface(provider: Provider, pose: Pose, size: tuple[float, float]) -> Surface | None:
    """The flat place nearest to where one looks that has room for words: a wall, else the floor.

    size: of the words in letters' heights. None where there is none, or nothing is known yet.
    """
    for pitch in LEVEL:
        for turn in TURNS:
            heading = pose.heading + turn
            way = direction(heading, pitch)
            found, _ = met(provider, pose.cell, pose.pos, way)
            if found is None or not NEAR_M <= found.distance <= FAR_M:
                continue
            x, y, z = found.normal
            wall = abs(z) < 0.01 and pitch == LEVEL[0]
            if not (wall or (z > 0.999 and pitch != LEVEL[0])):
                continue
            into = (-x, -y, -z)
            h = radians(heading)
            up = (0.0, 0.0, 1.0) if wall else (-sin(h), cos(h), 0.0)
            right = (
                into[1] * up[2] - into[2] * up[1],
                into[2] * up[0] - into[0] * up[2],
                into[0] * up[1] - into[1] * up[0],
            )
            far, (wide, high) = found.distance, size
            at: Vec = tuple(p + far * w for p, w in zip(pose.pos, way, strict=True))  # type: ignore[assignment]
            tall = 1.0 if wall else LONG
            half = 0.5 * HIGH * far * wide, 0.5 * HIGH * far * high * tall
            corners = [(a * half[0], b * half[1]) for a in (-1.0, 1.0) for b in (-1.0, 1.0)]
            if all(
                _flat(provider, pose, _moved(at, right, up, a, b), found.normal) for a, b in corners
            ):
                return Surface(millimetres(*rebase(pose.cell, at)), into, up, far, tall)
    return None


def _moved(at: Vec, right: Vec, up: Vec, a: float, b: float) -> Vec:
    x, y, z = (p + a * r + b * u for p, r, u in zip(at, right, up, strict=True))
    return x, y, z


def _flat(provider: Provider, pose: Pose, corner: Vec, normal: Vec) -> bool:
    """Whether the surface goes on to a corner of the words, and can be seen there."""
    way = offset(pose.cell, corner, pose.cell, pose.pos)
    far = sqrt(way[0] * way[0] + way[1] * way[1] + way[2] * way[2])
    seen, _ = met(provider, pose.cell, pose.pos, (way[0] / far, way[1] / far, way[2] / far))
    if seen is None or sum(a * b for a, b in zip(seen.normal, normal, strict=True)) < 0.99:
        return False
    slope = abs(sum(a * b for a, b in zip(way, normal, strict=True))) / far
    return abs(seen.distance - far) * slope < _FLAT_M
