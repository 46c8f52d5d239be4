"""Where a Watchtower's eye opens, what it sees, and where the wall gives hunters.

Looks go through the bounds of the solids: a stair or a pipe hides as much as the box around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees, sqrt
from typing import Final

import numpy as np

from blame3d.cast.watcher import MAST_M
from blame3d.hunt.surface import I64, Solids
from blame3d.hunt.vectors import F64
from blame3d.world.hash import hash64, unit

REACH_M: Final = 118.0
"""How far from the walker an eye opens: as far as the solids are known."""

LEFT_M: Final = 180.0
"""An eye so far behind the walker shuts: it is beyond the solids that are known."""

NEAR: Final = (24.0, 14.0)
"""Metres from the walker beyond which an eye opens; the second where nothing farther holds one."""

OPENS_S: Final = 1.2
SWEEP: Final = 25.0
"""Degrees a second that the sheet turns."""

HALF_SWEEP: Final = 62.0
"""Degrees to either side of where it began."""

HALF_SHEET: Final = 30.0
"""Degrees of the sheet above and below the level of its aim."""

HOLD_S: Final = 0.8
SILENCE_S: Final = 1.0
REST_S: Final = 14.0
"""Between two packs of one eye."""

_DIRECTIONS: Final = 192
_EYE, _SPOT = 31, 32


def hits(solids: Solids, origin: F64, ways: F64, reach: float) -> tuple[F64, F64]:
    """What rays from one point meet: distances (R,), inf for none within reach; outward normals.

    origin: float64 (3,). ways: unit vectors (R, 3). A solid that holds the origin is not met.
    """
    v = np.where(np.abs(ways) < 1e-12, 1e-12, ways)[:, None, :]
    with np.errstate(over="ignore"):
        a, b = (solids.lo - origin) / v, (solids.hi - origin) / v
    enters, leaves = np.minimum(a, b), np.maximum(a, b)
    entry, out = enters.max(axis=2), leaves.min(axis=2)
    met = (entry > 0.0) & (entry <= out) & (entry <= reach)
    first = np.where(met, entry, np.inf)
    row = first.argmin(axis=1)
    i = np.arange(len(ways))
    axis = enters[i, row].argmax(axis=1)
    normal = np.zeros_like(ways)
    normal[i, axis] = -np.sign(v[i, 0, axis])
    return first[i, row], normal


def sees(solids: Solids, eye: F64, point: F64) -> bool:
    """Whether nothing stands between two points (3,)."""
    way = point - eye
    far = sqrt(float(way @ way))
    if far < 1e-6:
        return True
    return bool(np.isinf(hits(solids, eye, (way / far)[None], far - 0.05)[0][0]))


def fan(count: int) -> F64:
    """Unit vectors (count, 3) spread evenly over the sphere (a spiral of the golden angle)."""
    k = np.arange(count)
    z = 1.0 - (2.0 * k + 1.0) / count
    r = np.sqrt(1.0 - z * z)
    turn = k * 2.399963229728653
    return np.stack([r * np.cos(turn), r * np.sin(turn), z], axis=1)


@dataclass(frozen=True, eq=False)
class Watch:
    """One eye. foot: float64 (3,), where its mast leaves the structure. out: (3,), unit, the way
    of the mast. since: s, when it began to open. aim, tilt: heading and pitch in degrees (Panda's)
    about which it sweeps. found: s, when the sheet last met the walker, negative: not yet.
    """

    foot: F64
    out: F64
    since: float
    aim: float
    tilt: float
    found: float = -1.0

    @property
    def eye(self) -> F64:
        """The middle of the eye when it is out."""
        result: F64 = self.foot + self.out * MAST_M
        return result

    def open(self, now: float) -> float:
        """How far it has opened, 0 … 1."""
        return min(1.0, max(0.0, (now - self.since) / OPENS_S))

    def holds(self, now: float) -> bool:
        """Whether the sheet has narrowed on somebody."""
        return 0.0 <= now - self.found < HOLD_S and self.found >= 0.0

    def silent(self, now: float) -> bool:
        """The breath before the wall gives what it gives."""
        return self.found >= 0.0 and HOLD_S <= now - self.found < HOLD_S + SILENCE_S

    def searches(self, now: float) -> bool:
        return self.open(now) >= 1.0 and (self.found < 0.0 or now - self.found > REST_S)

    def heading(self, now: float) -> float:
        """Degrees where the sheet points: back and forth about the aim."""
        turned = SWEEP * max(0.0, now - self.since - OPENS_S)
        span = 4.0 * HALF_SWEEP
        at = turned % span
        return self.aim + (at - HALF_SWEEP if at < span / 2.0 else 3.0 * HALF_SWEEP - at)


def opened(solids: Solids, body: F64, seed: int, place: I64, now: float) -> Watch | None:
    """An eye somewhere around, in sight of the walker's middle (3,); None where nothing could
    hold it. place: integers that say where this is: the same place answers with the same eye.

    Walls a good way off and above are best, then floors; in a passage what there is at its end.
    """
    ways = fan(_DIRECTIONS)
    far, normal = hits(solids, body, ways, REACH_M)
    luck = unit(hash64(seed, _EYE, *place.tolist(), np.arange(_DIRECTIONS)))
    met = np.isfinite(far)
    far = np.where(met, far, 0.0)
    wall = np.abs(normal[:, 2]) < 0.3
    floor = normal[:, 2] > 0.7
    rise = ways[:, 2]
    for near, most in zip(NEAR, (np.inf, NEAR[0]), strict=True):
        fit = (far > near) & ((wall & (rise > -0.2)) | (floor & (far > near + 10.0)))
        fit &= far <= most  # no one is looked at twice
        good = luck + 1.2 * wall + 1.0 * (rise > 0.1) - np.abs(far - 62.0) / 90.0
        order = np.argsort(np.where(fit, -good, 9.0), kind="stable")
        for row in order[: min(12, int(fit.sum()))].tolist():
            foot, out = body + ways[row] * far[row], normal[row]
            eye = foot + out * MAST_M
            clear = hits(solids, foot + out * 0.1, out[None], MAST_M + 5.0)[0][0]
            if np.isinf(clear) and sees(solids, eye, body):
                return Watch(foot, out, now, *angles(body - eye))
    return None


def swept(watch: Watch, solids: Solids, body: F64, before: float, now: float) -> bool:
    """Whether the sheet went over the walker's middle between two moments, and met him."""
    if not watch.searches(now):
        return False
    at, pitch = angles(body - watch.eye)
    if abs(pitch - watch.tilt) > HALF_SHEET:
        return False
    was, here = (_turn(watch.heading(t) - at) for t in (before, now))
    crossed = min(abs(was), abs(here)) < 1.0 or (was * here < 0.0 and abs(was - here) < 30.0)
    return crossed and sees(solids, watch.eye, body)


def spots(solids: Solids, body: F64, seed: int, count: int, number: int) -> tuple[F64, F64]:
    """Where the structure around gives hunters: points on surfaces and their normals, (n, 3) each.

    count: how many are wanted; fewer where there is less. number: which pack this is.
    """
    ways = fan(_DIRECTIONS)
    far, normal = hits(solids, body, ways, 48.0)
    fit = np.isfinite(far) & (far > 9.0)
    luck = unit(hash64(seed, _SPOT, number, np.arange(_DIRECTIONS)))
    order = np.argsort(np.where(fit, luck + np.abs(normal[:, 2]) * 0.5, 9.0), kind="stable")
    chosen: list[int] = []
    points = body + ways * np.where(fit, far, 0.0)[:, None]
    for row in order.tolist():
        if not fit[row] or len(chosen) == count:
            break
        gaps = points[chosen] - points[row]
        if not chosen or float((gaps * gaps).sum(axis=1).min()) > 9.0:
            chosen.append(row)
    return points[chosen], normal[chosen]


def _turn(angle: float) -> float:
    """An angle in [-180, 180)."""
    return (angle + 180.0) % 360.0 - 180.0


def sheet(watch: Watch, body: F64, now: float) -> tuple[float, float]:
    """Heading and pitch in degrees of the middle of the sheet; on a find they are the walker's."""
    if watch.holds(now):
        return angles(body - watch.eye)
    return watch.heading(now), watch.tilt


def angles(way: F64) -> tuple[float, float]:
    """Heading and pitch in degrees of a vector (3,)."""
    x, y, z = way.tolist()
    return degrees(atan2(-x, y)), degrees(atan2(z, sqrt(x * x + y * y)))
