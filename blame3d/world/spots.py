"""Places on walls where something hand-sized may hang: found, proved to be held, dressed.

A spot is a point at the foot of a wall with the direction that the wall looks. What hangs there is
given by how high and how far out it is; parts of the kit have their back at +y.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world import boxes
from blame3d.world.emit import Sink, tint_of
from blame3d.world.hash import again, hash_at
from blame3d.world.materials import Material
from blame3d.world.parts import put
from blame3d.world.placing import front_yaw

F64 = NDArray[np.float64]
Mass = tuple[F64, F64]
"""Boxes lo, hi (N, 3)."""


@dataclass(frozen=True, eq=False)
class Spots:
    """at: (N, 3) metres from the cell's corner, on the wall's surface at its foot. axis, sign:
    int64 (N,), the wall's normal, 0 x or 1 y. hash: uint64 (N,)."""

    at: F64
    axis: NDArray[np.int64]
    sign: NDArray[np.int64]
    hash: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.at)

    def __getitem__(self, keep: NDArray[np.bool_] | NDArray[np.int64]) -> Spots:
        return Spots(self.at[keep], self.axis[keep], self.sign[keep], self.hash[keep])

    @property
    def yaw(self) -> NDArray[np.int64]:
        """Turns a part's front, which looks along -y, to look where the wall looks."""
        return front_yaw(self.axis, self.sign)

    def point(self, along: ArrayLike, up: ArrayLike, out: ArrayLike) -> F64:
        """Points (N, 3): metres to the right (as one faces the wall), up and out of it."""
        rows = np.arange(len(self))
        p = self.at.copy()
        p[:, 2] += np.asarray(up, np.float64)
        p[rows, self.axis] += self.sign * np.asarray(out, np.float64)
        # Facing a wall that looks along +x, right is +y; along +y it is -x.
        right = np.where(self.axis == 0, self.sign, -self.sign)
        p[rows, 1 - self.axis] += right * np.asarray(along, np.float64)
        return p

    def box(self, half: float, z0: float, z1: float, n0: float, n1: float,
            along: ArrayLike = 0.0) -> Mass:
        """Boxes from heights z0 … z1, `half` metres to each side, n0 … n1 out of the wall."""
        middle = np.asarray(along, np.float64)
        a, b = self.point(middle - half, z0, n0), self.point(middle + half, z1, n1)
        return np.minimum(a, b), np.maximum(a, b)

    def held(self, half: float, high: float, mass: Mass, clear: Mass) -> NDArray[np.bool_]:
        """Whether behind the wall there is mass from end to end, and no other way through it."""
        ok = ~boxes.touching(*self.box(half, 0.05, high, -0.6, -0.02), *clear)
        for side in (-half * 0.9, half * 0.9):
            for z in (0.15, high - 0.15):
                ok &= boxes.touching(*self.box(0.05, z, z + 0.05, -0.3, -0.1, along=side), *mass)
        return ok


def hang(
    sink: Sink, name: str, s: Spots, *, up: ArrayLike = 0.0, along: ArrayLike = 0.0,
    out: ArrayLike = 0.0, size: ArrayLike | None = None, main: ArrayLike = int(Material.STEEL),
    trim: ArrayLike = int(Material.STEEL), glow: ArrayLike = int(Material.GLASS),
    tint: ArrayLike | None = None,
) -> None:
    """Put a part on each spot: its lower edge at `up`, its back `out` metres from the wall. What
    has a collider stops feet."""
    if not len(s):
        return
    full = np.asarray(sink.library.metres(name) if size is None else size, np.float64)
    deep, tall = full[..., 1], full[..., 2]
    centre = s.point(along, np.asarray(up) + tall / 2, np.asarray(out) + deep / 2)
    put(sink, name, centre, size, s.yaw, tint_of(s.hash) if tint is None else tint,
        main=main, trim=trim, glow=glow, block=True)


def along_walls(
    seed: int, salt: int, origin: NDArray[np.int64], lo: F64, hi: F64, step: float
) -> Spots:
    """Spots every `step` metres of the world along the four walls of boxes lo, hi (N, 3), at least
    a metre from the corners; their hash is that of their place in the world."""
    at, axes, signs = [], [], []
    for axis in (0, 1):
        other = 1 - axis
        base = float(origin[other])
        first = np.ceil((lo[:, other] + base + 1.0) / step)
        last = np.floor((hi[:, other] + base - 1.0) / step)
        n = np.maximum(last - first + 1, 0).astype(np.int64)
        c = np.repeat(np.arange(len(lo)), n)
        k = np.arange(len(c)) - np.repeat(np.cumsum(n) - n, n)
        for sign in (1, -1):
            p = lo[c].copy()
            p[:, axis] = lo[c, axis] if sign > 0 else hi[c, axis]
            p[:, other] = (first[c] + k) * step - base
            at.append(p)
            axes.append(np.full(len(c), axis))
            signs.append(np.full(len(c), sign))
    found, axis_, sign_ = np.concatenate(at), np.concatenate(axes), np.concatenate(signs)
    h = hash_at(seed, salt, origin, found)
    return Spots(found, axis_, sign_, again(h ^ (sign_ > 0).astype(np.uint64), 3))
