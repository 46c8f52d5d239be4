"""Does a walk network keep its promises? For tests, and for anyone who changes its shapes.

Along every edge a body (0.6 m square, 1.88 m tall) is moved in steps of at most 1 m. Everywhere
it must stand on a deck or a flight, be inside the union of the clearances, and touch no deck,
flight, spine or rail.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from blame3d.world.types import World
from blame3d.world.walk import network
from blame3d.world.walk_lines import Solid
from blame3d.world.walk_types import Boxes, Network

F64 = NDArray[np.float64]
Bools = NDArray[np.bool_]

_HALF, _TALL, _STEP = 0.3, 1.88, 1.0


def audit(
    world: World, cell4: tuple[int, int, int], solid: Solid, solid256: Solid
) -> list[str]:
    """Broken promises of the network of one level-4 cell, as sentences; empty when it is sound."""
    net = network(world, cell4, solid, solid256)
    r = np.arange(4, dtype=np.int64)
    sub = np.stack(np.meshgrid(r, r, r, indexing="ij"), axis=-1).reshape(-1, 3)
    mass = np.asarray(solid256(sub + np.array(cell4, np.int64) * 4), np.bool_)
    return audit_graph(net, mass) + audit_walk(net)


def audit_graph(net: Network, mass: Bools) -> list[str]:
    """One connected graph, with nodes in every mass sub-cell (mass: (64,)) and on four sides."""
    out = []
    label = np.arange(len(net.nodes))
    while True:
        new = label.copy()
        low = np.minimum(new[net.edges[:, 0]], new[net.edges[:, 1]])
        np.minimum.at(new, net.edges[:, 0], low)
        np.minimum.at(new, net.edges[:, 1], low)
        new = new[new]
        if np.array_equal(new, label):
            break
        label = new
    loose = np.unique(label)
    if len(loose) != 1:
        out.append(f"{net.cell}: {len(loose)} separate parts, at {net.nodes[loose].tolist()}")
    at = np.minimum(net.nodes // 256, 3).astype(np.int64)
    held = np.zeros(64, np.bool_)
    held[at[:, 0] * 16 + at[:, 1] * 4 + at[:, 2]] = True
    for k in np.flatnonzero(mass & ~held):
        out.append(f"{net.cell}: mass sub-cell {k} is not reached")
    ends = net.nodes[net.portals]
    for axis in (0, 1):
        for side in (0.0, 1024.0):
            if (ends[:, axis] == side).sum() != 1:
                out.append(f"{net.cell}: no single portal at axis {axis} = {side}")
    return out


def audit_walk(net: Network) -> list[str]:
    """Room, floor and no obstacle along every edge."""
    feet, edge = _samples(net)
    cell = np.minimum(feet // 64, 15).astype(np.int64)
    number = (cell[:, 0] * 16 + cell[:, 1]) * 16 + cell[:, 2]
    order = np.argsort(number, kind="stable")
    bounds = np.flatnonzero(np.diff(number[order])) + 1
    out: list[str] = []
    for rows in np.split(order, bounds):
        lo = tuple(float(v) for v in feet[rows].min(axis=0) - 1)
        hi = tuple(float(v) for v in feet[rows].max(axis=0) + 3)
        faults = _check(net, feet[rows], (lo[0], lo[1], lo[2]), (hi[0], hi[1], hi[2]))
        for what, bad in faults:
            if bad.any():
                k = rows[np.flatnonzero(bad)[0]]
                out.append(f"{net.cell}: {what} at {feet[k].tolist()} on edge {edge[k]}")
    return out


def _samples(net: Network) -> tuple[F64, NDArray[np.int64]]:
    """Points along all edges, and the number of their edge."""
    a = net.paths[:, :-1].reshape(-1, 3).astype(np.float64)
    b = net.paths[:, 1:].reshape(-1, 3).astype(np.float64)
    owner = np.repeat(np.arange(len(net.paths)), net.paths.shape[1] - 1)
    real = (a != b).any(axis=1)
    a, b, owner = a[real], b[real], owner[real]
    steps = (np.abs(b - a).max(axis=1) / _STEP).astype(np.int64) + 1
    row = np.repeat(np.arange(len(a)), steps)
    k = np.arange(len(row)) - np.repeat(np.cumsum(steps) - steps, steps)
    t = (k / steps[row])[:, None]
    points = a[row] + (b - a)[row] * t
    return np.concatenate([points, b]), np.concatenate([owner[row], owner])


Triple = tuple[float, float, float]


def _check(net: Network, feet: F64, lo: Triple, hi: Triple) -> list[tuple[str, Bools]]:
    deck_lo, deck_hi, _ = _near(net.decks, lo, hi)
    ramp_lo, ramp_hi, way = _near(net.ramps, lo, hi)
    rail_lo, rail_hi, _ = _near(net.rails, lo, hi)
    clear_lo, clear_hi, _ = _near(net.clear, lo, hi)
    spine_lo, spine_hi, _ = _near(net.spines, lo, hi)
    body_lo, body_hi = feet - _HALF, feet + _HALF
    body_lo[:, 2], body_hi[:, 2] = feet[:, 2] + 0.05, feet[:, 2] + _TALL
    p = feet[:, None]
    on_deck = ((p >= deck_lo) & (p <= deck_hi))[..., :2].all(-1) & (p[..., 2] == deck_hi[:, 2])
    on_ramp = ((p >= ramp_lo) & (p <= ramp_hi))[..., :2].all(-1)
    on_ramp &= np.abs(_top(ramp_lo, ramp_hi, way, p) - p[..., 2]) < 1e-6
    hit_deck = _overlap(body_lo, body_hi, deck_lo, deck_hi)
    raised = body_lo.copy()
    raised[:, 2] += 0.2
    hit_ramp = _overlap(raised, body_hi, ramp_lo, ramp_hi)
    sides = [_top(ramp_lo, ramp_hi, way, p + d) for d in (-_HALF, _HALF)]
    uphill = np.maximum(sides[0], sides[1])
    hit_ramp &= raised[:, None, 2] < uphill
    hit_rail = _overlap(body_lo, body_hi, rail_lo - 1e-6, rail_hi + 1e-6)
    grid = np.array([-_HALF, _HALF])
    heights = np.array([0.0, 0.95, _TALL])  # all shapes are whole metres: nothing hides between
    shift = np.stack(np.meshgrid(grid, grid, heights, indexing="ij"), -1).reshape(-1, 3)
    q = p + shift  # (n, 12, 3)
    covered = np.zeros(q.shape[:2], np.bool_)
    x, y, z = q[..., 0], q[..., 1], q[..., 2]
    for a, b in zip(clear_lo.tolist(), clear_hi.tolist(), strict=True):
        inside = (x >= a[0]) & (x <= b[0]) & (y >= a[1]) & (y <= b[1])
        covered |= inside & (z >= a[2]) & (z <= b[2])
    covered |= ((q < 0) | (q > 1024)).any(axis=-1)  # the neighbour's to clear
    return [
        ("nothing to stand on", ~(on_deck.any(1) | on_ramp.any(1)) & (feet[:, 2] < 1024)),
        ("no room", ~covered.all(axis=1)),
        ("a deck in the way", hit_deck.any(axis=1)),
        ("a flight in the way", hit_ramp.any(axis=1)),
        ("a spine in the way", _overlap(body_lo, body_hi, spine_lo, spine_hi).any(axis=1)),
        ("a rail in the way", hit_rail.any(axis=1)),
    ]


def _near(boxes: Boxes, lo: Triple, hi: Triple) -> tuple[F64, F64, NDArray[np.uint8]]:
    rows = boxes.in_box(lo, hi)
    return boxes.lo[rows].astype(np.float64), boxes.hi[rows].astype(np.float64), boxes.kind[rows]


def _overlap(alo: F64, ahi: F64, blo: F64, bhi: F64) -> Bools:
    """Do boxes a (n, 3) and b (m, 3) share volume? (n, m)."""
    out = np.ones((len(alo), len(blo)), np.bool_)
    for k in range(3):
        out &= (alo[:, None, k] < bhi[:, k]) & (ahi[:, None, k] > blo[:, k])
    return out


def _top(lo: F64, hi: F64, way: NDArray[np.uint8], p: F64) -> F64:
    """Height of ramps (m,) under points (n, 1, 3), clamped to the ramps' own: (n, m)."""
    axis = (way & 1).astype(np.int64)
    rows = np.arange(len(lo))
    a, b = lo[rows, axis], hi[rows, axis]
    x = np.where(axis == 0, p[..., 0], p[..., 1])
    t = np.clip((x - a) / (b - a), 0.0, 1.0) if len(lo) else np.zeros((len(p), 0))
    t = np.where(way < 2, t, 1.0 - t)
    return np.asarray(lo[:, 2] + (hi[:, 2] - lo[:, 2]) * t)
