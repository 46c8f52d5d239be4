"""Small lights on the great walls: what gives a dark end its depth.

Lengths of cold tubes, every seventh dead, clusters of one to seven windows behind which somebody
may be, lights that climb a mass, lengths of rows below ceilings: always groups, and the fewer the
more pale light there is (`sky.need`). All belong to the undivided face of a mass, so that every
level of detail shows the same ones; how far out they hang follows the panels that the level shows.
From afar they are their glow alone, never smaller than a point of light (shaders/lamp.vert), and
a few groups of all.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world import sky
from blame3d.world.districts import column
from blame3d.world.emit import Sink
from blame3d.world.fields import VOXEL
from blame3d.world.hash import again, below, chance, unit
from blame3d.world.materials import Material
from blame3d.world.panels import PANEL_LEVELS, U_AXIS, V_AXIS
from blame3d.world.placing import place

F64 = NDArray[np.float64]
U64 = NDArray[np.uint64]
Faces = NDArray[np.void]

_PITCH: Final = 12.8
"""Metres between the tubes of a row: twenty to a face of 256 m."""
_RISE: Final = 51.2
"""Metres between the lights that climb a wall."""
_HUNG: Final = 25.6
"""Metres between the lights below a ceiling."""
_COLD: Final = [190, 222, 255]
_WARM: Final = [255, 158, 76]
_LEAST: Final = 0.35
"""Of what the dark wants of lights (`sky.need`), walls in pale air have so much: before what is
still dark of them they tell how large it is, and before the rest they fade (shaders/lamp.vert)."""
_NEAR: Final = 24.0
"""Metres out of the cell at which a light still matters to it."""


def add(
    sink: Sink, seed: int, origin: NDArray[np.int64], faces: Faces, panels: Faces | None
) -> None:
    """Add the lights of a cell. origin: its low corner in metres. faces: FACE rows, unsplit, in the
    cell's metres; panels: what the level makes of them, None where walls are plain voxels."""
    if not len(faces):
        return
    need = _need(seed, origin, faces)
    wall, above = faces["axis"] != 2, (faces["axis"] == 2) & (faces["sign"] < 0)
    _rows(sink, faces[wall], need[wall], panels)
    _climbing(sink, faces[wall], need[wall], panels)
    _windows(sink, faces[wall], need[wall], panels)
    _below(sink, faces[above], need[above], panels)


def _need(seed: int, origin: NDArray[np.int64], f: Faces) -> F64:
    """How much light the air before each face wants of lamps."""
    rows, axis = np.arange(len(f)), f["axis"].astype(np.int64)
    at = np.empty((len(f), 3))
    at[rows, axis] = f["plane"] + f["sign"] * (VOXEL / 2)
    at[rows, U_AXIS[axis]] = (f["u0"] + f["u1"]) * 0.5
    at[rows, V_AXIS[axis]] = (f["v0"] + f["v1"]) * 0.5
    return np.maximum(sky.need(seed, at + origin), _LEAST)


def _step(sink: Sink) -> int:
    """From afar every second light of a group is shown."""
    return 1 if sink.level <= PANEL_LEVELS else 2


def groups(sink: Sink, h: U64, share: ArrayLike) -> NDArray[np.bool_]:
    """Which groups of lights burn, by their hash, that many of all; from afar a part of them, and
    of those the coarser a level the fewer. A group is shown or is not: one of its lights alone
    would be a speck, and many such a string of them."""
    far = (1.0, 0.45, 0.12, 0.0)[min(max(0, sink.level - PANEL_LEVELS), 3)]
    return np.asarray(chance(h, share) & chance(again(h, 84), far), np.bool_)


def _rows(sink: Sink, f: Faces, need: F64, panels: Faces | None) -> None:
    """Tubes along a wall: of a row one length or two are lit, the rest has gone out."""
    built = chance(again(f["row"], 71), 0.20 * column("lamps")[f["district"]])
    f, need = f[built], need[built]
    q, k, _ = _repeated(f, int(256.0 / _PITCH), "row", 72)
    v = q["v0"] + (q["v1"] - q["v0"]) * (0.1 + 0.8 * unit(again(q["row"], 73)))
    own = again(np.asarray(q["hash"] ^ k.astype(np.uint64), np.uint64), 74)
    length = again(np.asarray(q["hash"] ^ (k // 5).astype(np.uint64), np.uint64), 82)
    keep = groups(sink, length, 0.35 * np.repeat(need, int(256.0 / _PITCH)))
    keep &= (below(own, 7) > 0) & (k % _step(sink) == 0)
    _tubes(sink, q[keep], (q["u0"] + (k + 0.5) * _PITCH)[keep], v[keep], panels, (1.6, 0.14))


def _climbing(sink: Sink, f: Faces, need: F64, panels: Faces | None) -> None:
    """One light above the other, as high as a mass is."""
    built = chance(again(f["column"], 75), 0.10)
    f, need = f[built], need[built]
    n = int(256.0 / _RISE)
    q, k, _ = _repeated(f, n, "column", 76)
    keep = groups(sink, again(q["hash"], 83), 0.5 * np.repeat(need, n)) & (k % _step(sink) == 0)
    q, k = q[keep], k[keep]
    u = q["u0"] + (q["u1"] - q["u0"]) * (0.1 + 0.8 * unit(again(q["column"], 77)))
    _tubes(sink, q, u, q["v0"] + (k + 0.5) * _RISE, panels, (0.14, 2.4))


def _tubes(
    sink: Sink, q: Faces, u: F64, v: F64, panels: Faces | None, size: tuple[float, float]
) -> None:
    """Cold tubes of this width and height with their middle at u, v."""
    q, (u, v) = _in_reach(sink, q, panels, u, v)
    half_u, half_v = size[0] / 2.0, size[1] / 2.0
    lo, hi = place(q, u - half_u, u + half_u, v - half_v, v + half_v, -0.1, 0.16)
    sink.boxes(lo, hi, int(Material.LAMP_COLD), 200)
    at, _ = place(q, u, u, v, v, 0.5, 0.5)
    sink.lamp(at, 14.0, _COLD, 145)


def _windows(sink: Sink, f: Faces, need: F64, panels: Faces | None) -> None:
    """One wall in five has a cluster of lit windows, some a second; no two hang in one grid."""
    q, k, h = _repeated(f, 2, "hash", 78)
    share = (0.24 + 0.6 * column("windows")[q["district"]]) * np.repeat(need, 2)
    keep = groups(sink, h, (share * np.where(k > 0, 0.4, 1.0)).clip(0.0, 0.5))
    q, h = q[keep], h[keep]
    u = q["u0"] + (q["u1"] - q["u0"]) * (0.06 + 0.8 * unit(again(h, 1)))
    v = q["v0"] + (q["v1"] - q["v0"]) * (0.06 + 0.8 * unit(again(h, 2)))
    n = 1 + below(again(h, 3), 7) // _step(sink)
    rows = np.repeat(np.arange(len(q)), n)
    i = (np.arange(len(rows)) - np.repeat(np.cumsum(n) - n, n)).astype(np.uint64)
    each = again(h[rows] ^ i, 4)
    u = u[rows] + 2.3 * below(again(each, 1), 7)
    v = v[rows] + 3.6 * below(again(each, 2), 4)
    q, (u, v) = _in_reach(sink, q[rows], panels, u, v)
    lo, hi = place(q, u - 0.55, u + 0.55, v - 0.8, v + 0.8, -0.3, 0.06)
    sink.boxes(lo, hi, int(Material.WINDOW_WARM), 180)
    at, _ = place(q, u, u, v, v, 0.6, 0.6)
    sink.lamp(at, 6.0, _WARM, 90)


def _below(sink: Sink, f: Faces, need: F64, panels: Faces | None) -> None:
    """Under many ceilings a row of lights, a length of it lit here and there."""
    built = chance(again(f["row"], 79), 0.26 * column("lamps")[f["district"]])
    f, need = f[built], need[built]
    n = int(256.0 / _HUNG)
    q, k, _ = _repeated(f, n, "row", 80)
    length = again(np.asarray(q["hash"] ^ (k // 3).astype(np.uint64), np.uint64), 85)
    keep = groups(sink, length, 0.4 * np.repeat(need, n)) & (k % _step(sink) == 0)
    q, k = q[keep], k[keep]
    v = q["v0"] + (q["v1"] - q["v0"]) * (0.2 + 0.6 * unit(again(q["row"], 81)))
    u = q["u0"] + (k + 0.5) * _HUNG
    q, (u, v) = _in_reach(sink, q, panels, u, v)
    lo, hi = place(q, u - 0.04, u + 0.04, v - 0.04, v + 0.04, -0.2, 3.0)
    sink.boxes(lo, hi, int(Material.STEEL), 60)
    lo, hi = place(q, u - 0.6, u + 0.6, v - 0.07, v + 0.07, 3.0, 3.14)
    sink.boxes(lo, hi, int(Material.LAMP_COLD), 200)
    at, _ = place(q, u, u, v, v, 3.4, 3.4)
    sink.lamp(at, 16.0, _COLD, 150)


def _repeated(
    f: Faces, n: int, key: str, salt: int
) -> tuple[Faces, NDArray[np.int64], NDArray[np.uint64]]:
    """Each face n times, with the number of the repeat and a hash of it from the face's key."""
    q, k = np.repeat(f, n), np.tile(np.arange(n, dtype=np.int64), len(f))
    slot = k.astype(np.uint64) * np.uint64(0x51ED270B)
    return q, k, again(np.asarray(q[key] ^ slot, np.uint64), salt)


def _in_reach(
    sink: Sink, q: Faces, panels: Faces | None, u: F64, v: F64
) -> tuple[Faces, tuple[F64, F64]]:
    """Those that matter to the cell and lie on their face, each at the depth of its panel."""
    lo, hi = place(q, u, u, v, v, -_NEAR, _NEAR)
    keep = ((lo < sink.edge + _NEAR) & (hi > -_NEAR)).all(1)
    keep &= (u > q["u0"] + 1.0) & (u < q["u1"] - 1.0) & (v > q["v0"] + 1.0) & (v < q["v1"] - 1.0)
    q, u, v = q[keep], u[keep], v[keep]
    if panels is None or not len(q):
        return q, (u, v)
    found = np.zeros(len(q), np.bool_)
    if not len(panels):
        return q[found], (u[found], v[found])
    q = q.copy()
    for i in range(0, len(q), 64):
        a = slice(i, i + 64)
        on = (
            (panels["axis"] == q["axis"][a, None]) & (panels["sign"] == q["sign"][a, None])
            & (panels["plane"] == q["plane"][a, None])
            & (panels["u0"] <= u[a, None]) & (panels["u1"] > u[a, None])
            & (panels["v0"] <= v[a, None]) & (panels["v1"] > v[a, None])
        )  # fmt: skip
        which = on.argmax(1)
        found[a] = on.any(1)
        q["depth"][a] = panels["depth"][which]
    return q[found], (u[found], v[found])
