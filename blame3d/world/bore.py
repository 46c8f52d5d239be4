"""The lining of a bore: the wall that the gun bares in the mass it goes through.

The hole itself needs no parts: a renderer leaves out whatever lies inside a beam, to the pixel and
at every distance (`scene.cuts`), so that it is round in whatever it cuts. What has to be built is
the inside. Along the beam lie `ARCS` lines at its radius; each is met with the boxes of the mass,
exactly, and what lies within them is covered by one arc of the kit's ring from end to end. So a
bore through a slab shows a ring as thick as the slab, and one through a block a tunnel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.world import trig
from blame3d.world.capsule import axis_in, dot
from blame3d.world.chunk import PART
from blame3d.world.emit import kit_parts
from blame3d.world.kit import load
from blame3d.world.materials import Material
from blame3d.world.types import Beam

F64 = NDArray[np.float64]

ARCS: Final = 24
"""Batches of the kit's "bore", counter-clockwise from the right seen against the beam."""
_SHARE: Final = 0.98
"""Of the kit part's width, the ring's inner width; and"""
_PROUD: Final = 1.012
"""of the beam's radius, the ring's: so that no chord of it lies inside the beam."""
_SHORTEST: Final = 0.02
"""Metres of mass that are not worth a lining."""


def lining(
    beams: Iterable[Beam], low_mm: Sequence[int], size: float, finest: float, lo: F64, hi: F64
) -> NDArray[np.void]:
    """PART rows that line the beams' bores in a cell.

    low_mm: the cell's low corner in integer millimetres; size: its edge in metres; finest: metres
    below which nothing is drawn in it; lo, hi: boxes (N, 3) of mass, metres from that corner.
    """
    lo, hi = np.maximum(lo, 0.0), np.minimum(hi, size)
    there = (lo < hi).all(1)
    lo, hi = lo[there], hi[there]
    out = [np.zeros(0, PART)]
    for beam in beams:
        if 2.0 * beam.radius_m >= finest and beam.length_m > 0.0:
            out.append(_lined(beam, low_mm, lo, hi))
            out.append(_ended(beam, low_mm, lo, hi))
    return np.concatenate(out)


def _lined(beam: Beam, low_mm: Sequence[int], lo: F64, hi: F64) -> NDArray[np.void]:
    start, along = axis_in(beam, low_mm)
    arc, first, last = [], [], []
    for k, out in enumerate(spokes(beam) * beam.radius_m):
        for s0, s1 in _within(start + out, along, beam.length_m, lo, hi):
            arc.append(k)
            first.append(s0)
            last.append(s1)
    ends = np.array([first, last], np.float64).reshape(2, -1)
    middle = start + along * ((ends[0] + ends[1]) * 0.5)[:, None]
    wide = 2.0 * beam.radius_m * _PROUD / _SHARE
    length = ends[1] - ends[0]
    extent = np.stack([np.full_like(length, wide), length, np.full_like(length, wide)], 1)
    return _parts(beam, load().batches("bore").start + np.array(arc, np.int64), middle, extent)


def _ended(beam: Beam, low_mm: Sequence[int], lo: F64, hi: F64) -> NDArray[np.void]:
    """Half spheres where the beam ends inside mass of this cell."""
    start, along = axis_in(beam, low_mm)
    end = start + along * beam.length_m
    if not ((lo <= end) & (end < hi)).all(1).any():
        return np.zeros(0, PART)
    batches = np.array(load().batches("bore_end"))
    wide = 2.0 * beam.radius_m * _PROUD / _SHARE
    return _parts(beam, batches, np.repeat(end[None], len(batches), 0),
                  np.full((len(batches), 3), wide))


def _parts(
    beam: Beam, batch: NDArray[np.int64], middle: F64, extent: F64
) -> NDArray[np.void]:
    yaw, pitch = (round(a * 65536 / trig.TURN) for a in (beam.h_mdeg, beam.p_mdeg))
    yaw = (yaw + 32768) % 65536 - 32768
    return kit_parts(batch, middle, extent, yaw, pitch, int(Material.SECTION), 128)


def spokes(beam: Beam) -> F64:
    """Unit vectors (ARCS, 3) from the axis to the middle of each arc."""
    right = np.array([trig.cos(beam.h_mdeg), trig.sin(beam.h_mdeg), 0.0])
    along = trig.direction(beam.h_mdeg, beam.p_mdeg)
    up = np.array([
        right[1] * along[2] - right[2] * along[1],
        right[2] * along[0] - right[0] * along[2],
        right[0] * along[1] - right[1] * along[0],
    ])
    turns = [(2 * k + 1) * trig.TURN // (2 * ARCS) for k in range(ARCS)]
    return np.array([right * trig.cos(t) + up * trig.sin(t) for t in turns])


def _within(
    start: F64, along: F64, length: float, lo: F64, hi: F64
) -> list[tuple[float, float]]:
    """Stretches of a line (metres from its start, 0 … length) inside any of the boxes, joined."""
    still = np.abs(along) < 1e-12
    safe = np.where(still, 1.0, along)
    a, b = (lo - start) / safe, (hi - start) / safe
    beside = (still & ((start < lo) | (start >= hi))).any(1)
    enter = np.where(still, 0.0, np.minimum(a, b)).max(1, initial=0.0)
    leave = np.where(still, length, np.maximum(a, b)).min(1, initial=length)
    hit = np.flatnonzero(~beside & (leave > enter))
    hit = hit[np.argsort(enter[hit], kind="stable")]
    out: list[tuple[float, float]] = []
    for s0, s1 in zip(enter[hit].tolist(), leave[hit].tolist(), strict=True):
        if out and s0 <= out[-1][1] + _SHORTEST:
            out[-1] = out[-1][0], max(out[-1][1], s1)
        else:
            out.append((s0, s1))
    return [(s0, s1) for s0, s1 in out if s1 - s0 > _SHORTEST]


def darkened(
    lamps: NDArray[np.void], beams: Iterable[Beam], low_mm: Sequence[int]
) -> NDArray[np.void]:
    """LAMP rows less those that a beam has taken away."""
    for beam in beams:
        start, along = axis_in(beam, low_mm)
        rel = lamps["pos"].astype(np.float64) - start
        t = dot(rel, np.broadcast_to(along, rel.shape)).clip(0.0, beam.length_m)
        off = rel - along * t[:, None]
        lamps = lamps[dot(off, off) >= beam.radius_m * beam.radius_m]
    return lamps
