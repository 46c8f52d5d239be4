"""The room around an ear, measured with rays.

Near the ear the rays meet colliders, farther off the great masses. What they find is taken for a
sphere whose radius is the geometric mean of their lengths: that makes its ratio of volume to area
the right one for a hollow (exactly), for a gap between plates (0.45 of the gap against 0.5) and
for a passage (within a fifth), where a mean would be carried away by the one ray that looks along.
Reverberation follows Sabine, 0.16 V / A. A gathers what walls take, what leaves through openings,
and what the air itself takes (4 m V), which is what ends the longest ones. No ray looks down: the
floor mirrors what is above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import exp, log, pi
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.audio.synth import F64
from blame3d.world import sites
from blame3d.world.air import air
from blame3d.world.fields import solid_at, voxel_of
from blame3d.world.hash import below, hash64
from blame3d.world.types import World

Vec = tuple[float, float, float]

RAYS: Final = 40
NEAR_M: Final = 64.0
"""Metres within which colliders are asked."""

FAR_M: Final = 4000.0
_MARCH: Final = np.array(
    (64, 80, 96, 128, 160, 192, 256, 320, 384, 512, 640, 768, 1024, 1280, 1536, 2048, 3000, 4000),
    np.float64,
)
_HALVINGS: Final = 6
"""Of a step of the march: an echo from a kilometre is then right to a hundredth of a second."""

_WALLS: Final = 0.34
"""Share that a wall takes: what is built onto it scatters, and joints swallow."""

_AIR: Final = 0.008
"""1/m: 4 m of Sabine's formula with losses in air, for the middle frequencies."""

_ECHOES: Final = 4
_ECHO_FROM_M: Final = 17.0
"""Nearer than that an echo is not heard apart: 0.1 s."""

_HUMS: Final = ("hum-50", "hum-61", "hum-100")
_SALT: Final = 0x4EA2


@dataclass(frozen=True, eq=False)
class Room:
    """ways: (RAYS, 3) unit vectors; reach: (RAYS,) metres to what they meet, FAR_M for nothing.

    district: its name. light: the sky light of the place, 0 … 1. hum: the bed of the nearest mass.
    """

    ways: F64
    reach: F64
    district: str
    light: float
    hum: str

    @cached_property
    def radius(self) -> float:
        """Metres, of the sphere that stands for it."""
        return exp(float(np.mean(np.log(np.maximum(self.reach, 0.5)))))

    @cached_property
    def absorbing(self) -> float:
        """A in m²."""
        r = self.radius
        lost = float(np.mean(self.reach >= FAR_M))
        return (_WALLS + (1.0 - _WALLS) * lost) * 4.0 * pi * r**2 + _AIR * 4.0 / 3.0 * pi * r**3

    @cached_property
    def seconds(self) -> float:
        """Reverberation time, 0.3 … 14."""
        volume = 4.0 / 3.0 * pi * self.radius**3
        return min(14.0, max(0.3, 0.16 * volume / self.absorbing))

    @cached_property
    def openness(self) -> float:
        """0 in a passage, 1 in a great void."""
        return min(1.0, max(0.0, log(self.radius / 3.0) / log(250.0 / 3.0)))

    @cached_property
    def wall(self) -> tuple[float, Vec]:
        """Metres to the nearest thing that a ray meets, and the way to it."""
        i = int(self.reach.argmin())
        return float(self.reach[i]), _vec(self.ways[i])

    def echoes(self) -> list[tuple[float, Vec]]:
        """(metres, way) of the longest rays that meet something, well apart from each other."""
        found: list[tuple[float, Vec]] = []
        for i in np.argsort(-self.reach, kind="stable").tolist():
            far = float(self.reach[i])
            if far < _ECHO_FROM_M or len(found) == _ECHOES:
                break
            if far < FAR_M and all(abs(far - other) > 0.12 * far for other, _ in found):
                found.append((far, _vec(self.ways[i])))
        return found

    def hides(self, way: Vec, metres: float) -> bool:
        """Whether something stands before a place so far away in this direction."""
        near = int((self.ways @ np.array(way)).argmax())
        return metres > 1.3 * float(self.reach[near]) + 3.0


def _vec(row: F64) -> Vec:
    x, y, z = row.tolist()
    return x, y, z


@lru_cache(maxsize=1)
def ways() -> F64:
    """Unit vectors (RAYS, 3) spread evenly over the sky and a hand below the horizon."""
    k = np.arange(RAYS) + 0.5
    z = 1.0 - k / RAYS * 1.08
    turn = k * pi * (3.0 - 5.0**0.5)
    flat = np.sqrt(1.0 - z * z)
    out = np.stack([flat * np.cos(turn), flat * np.sin(turn), z], 1)
    out.setflags(write=False)
    return out


def measure(world: World, ear_mm: tuple[int, int, int], boxes: NDArray[np.floating]) -> Room:
    """The room around a place. boxes: (n, 6) lo, hi in metres from the ear, all within NEAR_M.

    May take half a second where nobody has been: not for the loop of a program.
    """
    world, ear_mm = sites.here(world, ear_mm)
    rays = ways()
    near = first_hits(rays, np.asarray(boxes, np.float64))
    reach = np.where(near < NEAR_M, near, FAR_M)
    metres = np.array([v // 1000 for v in ear_mm], np.int64)
    free = np.flatnonzero(near >= NEAR_M)
    if len(free):
        reach[free] = _to_mass(world, metres, rays[free])
    here = air(world, ear_mm)
    i = int(reach.argmin())
    at = metres + np.floor(rays[i] * (float(reach[i]) + 8.0)).astype(np.int64)
    voxel = [int(voxel_of(world.seed, a, at[a : a + 1])[0]) // 2 for a in range(3)]
    hum = _HUMS[int(below(hash64(world.seed, _SALT, *voxel), len(_HUMS)))]
    return Room(rays, reach, here.district, here.openness, hum)


def _to_mass(world: World, metres: NDArray[np.int64], rays: F64) -> F64:
    """Metres (r,) from a place to the first great mass on rays (r, 3); FAR_M for none."""

    def solid(far: F64) -> NDArray[np.bool_]:  # (r, n) metres -> (r, n)
        points = metres + np.floor(rays[:, None, :] * far[:, :, None]).astype(np.int64)
        found = np.asarray(solid_at(world.seed, points.reshape(-1, 3)))
        return np.asarray(found.reshape(far.shape))

    marks = np.broadcast_to(_MARCH, (len(rays), len(_MARCH)))
    met = solid(marks)
    first = met.argmax(1)
    high = _MARCH[first]
    low = np.where(first > 0, _MARCH[first - 1], high)
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        inside = solid(middle[:, None])[:, 0]
        low, high = np.where(inside, low, middle), np.where(inside, middle, high)
    return np.where(met.any(1), high, FAR_M)


def first_hits(rays: F64, boxes: F64) -> F64:
    """Metres (r,) from the origin along rays (r, 3) to boxes (n, 6); inf for none."""
    if not len(boxes):
        return np.full(len(rays), np.inf)
    way = np.where(np.abs(rays) < 1e-9, 1e-9, rays)[:, None, :]
    a, b = boxes[None, :, :3] / way, boxes[None, :, 3:] / way
    enter, leave = np.minimum(a, b).max(2), np.maximum(a, b).min(2)
    hit = (enter <= leave) & (leave >= 0.0)
    return np.asarray(np.where(hit, np.maximum(enter, 0.0), np.inf).min(1))


def sphere(radius: float, district: str, light: float = 0.3, hum: str = "hum-50") -> Room:
    """A room of one size, a little uneven so that it has echoes: for tests and for listening."""
    reach = radius * np.exp(0.5 * np.cos(np.arange(RAYS) * 2.4))
    return Room(ways(), np.minimum(reach, FAR_M), district, light, hum)
