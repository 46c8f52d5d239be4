"""Words painted on what is there: where there is room for them, and how they come and are hidden.

    a flat place is found (`surface`) → written → they come slowly → left behind, they are gone

`app.wall` draws them; this says where, and how much of the paint is to be seen.
"""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from blame3d.app.looking import met, near_range
from blame3d.app.walker import millimetres
from blame3d.app.wall import HIGH
from blame3d.player.camera import Pose
from blame3d.player.near import Provider
from blame3d.player.state import Vec, offset, rebase
from blame3d.view import direction

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

TURNS: Final = (0.0, -12.0, 12.0, -22.0, 22.0, -32.0, 32.0)
"""Degrees from where one looks at which a wall is looked for, so that it is in the picture."""
NEAR_M: Final = 1.8
FAR_M: Final = 9.0
LEVEL: Final = (-4.0, -18.0, -21.0, -24.0, -26.0)
"""Degrees of the look for a wall, then of those for a floor, all of it in the picture."""
UPRIGHT: Final = (0.0, 0.0, 1.0)
LONG: Final = 1.6
"""Letters on a floor are so much longer, as those on roads."""
FADE_S: Final = 3.0
_FLAT_M: Final = 0.06
_PAINT: Final = 0.72
_BEFORE_M: Final = 0.3
"""What stands so far before the words hides them; what is so far behind did not carry them."""
_LOOK_S: Final = 0.25
_LEFT_M: Final = 60.0
"""So far away the words are gone for good."""


class Surface(NamedTuple):
    """Where words can be: their middle, integer millimetres; unit vectors into the surface and up
    on it; metres to it; how much longer letters are than usual."""

    place: tuple[int, int, int]
    into: Vec
    up: Vec
    away: float
    tall: float


class Painting:
    """One set of words. written: whether they are anywhere. shown: 0 … 1, of their paint."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._surface: Surface | None = None
        self._looked = -1.0
        self._seen = 0.0
        self.shown = 0.0

    @property
    def written(self) -> bool:
        return self._surface is not None

    def write(self, one: Surface) -> None:
        """Put them there."""
        self._surface, self.shown, self._seen, self._looked = one, 0.0, 0.0, -1.0
        self._engine.interface.wall.write(one.place, one.into, one.up, HIGH * one.away, one.tall)

    def clear(self) -> None:
        """There are none any more."""
        self._surface, self.shown = None, 0.0
        self._engine.interface.wall.clear()

    def frame(self, dt: float) -> None:
        """They come slowly, and are hidden by whatever stands before them."""
        engine, one = self._engine, self._surface
        if one is None:
            return
        if not self._looked <= engine.seconds < self._looked + _LOOK_S:
            self._looked = engine.seconds
            seen = self._look(one)
            if seen is None:
                self.clear()
                return
            self._seen = seen
        change = dt / (FADE_S if self.shown < _PAINT and self._seen else _LOOK_S)
        goal = _PAINT * self._seen
        self.shown = max(goal, self.shown - change) if goal < self.shown else min(
            goal, self.shown + change
        )
        engine.interface.wall.show(0.0 if engine.reading else self.shown)

    def _look(self, one: Surface) -> float | None:
        """1 where nothing stands between, 0 where something does; None far away, or when what they
        were painted on is there no more."""
        pose = self._engine.pose
        eye = millimetres(pose.cell, pose.pos)
        x, y, z = ((a - b) / 1000.0 for a, b in zip(one.place, eye, strict=True))
        away = max(1e-6, sqrt(x * x + y * y + z * z))
        if away > _LEFT_M:
            return None
        faces = x * one.into[0] + y * one.into[1] + z * one.into[2] > 0.0
        way = x / away, y / away, z / away
        first, clear = near_range(self._engine.stage.provider, pose.cell, pose.pos, way)
        if faces and (clear if first is None else first) > away + _BEFORE_M:
            return None
        return float(faces and (first is None or first > away - _BEFORE_M))


def surface(
    provider: Provider, pose: Pose, size: tuple[float, float], *, floors: bool = True
) -> Surface | None:
    """The flat place nearest to where one looks that has room for words: a wall, else the floor.

    size: of the words in letters' heights. floors: whether one will do. None where there is none,
    or nothing is known yet.
    """
    for pitch in LEVEL if floors else LEVEL[:1]:
        for turn in TURNS:
            found = there(provider, pose, size, pose.heading + turn, pitch)
            if found is not None and (found.up == UPRIGHT) == (pitch == LEVEL[0]):
                return found
    return None


def there(
    provider: Provider, pose: Pose, size: tuple[float, float], heading: float, pitch: float,
    far_m: float = FAR_M,
) -> Surface | None:  # fmt: skip
    """The wall or floor that one look meets, degrees, if it has room for words around that place,
    `far_m` metres away at most. Other arguments are those of `surface`."""
    way = direction(heading, pitch)
    found, _ = met(provider, pose.cell, pose.pos, way)
    if found is None or not NEAR_M <= found.distance <= far_m:
        return None
    x, y, z = found.normal
    wall = abs(z) < 0.01
    if not wall and z <= 0.999:
        return None
    into = (-x, -y, -z)
    h = radians(heading)
    up = UPRIGHT if wall else (-sin(h), cos(h), 0.0)
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
    if all(_flat(provider, pose, _moved(at, right, up, a, b), found.normal) for a, b in corners):
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
