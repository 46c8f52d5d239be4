"""Straight members of any direction and section: what great forms are made of.

An arc is a chain of them, a round tower a ring of upright ones, a slab a row of strips. Each cell
draws the piece of a member's axis that lies in it, so a form may be kilometres large, and every
level of detail shows the same form, only without members that would be a pixel or two wide.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from blame3d.world import boxes, segments
from blame3d.world.emit import BOX_BATCH, HEX_BATCH, Sink
from blame3d.world.hash import again, below, unit
from blame3d.world.trig import TURN, cos, directions, sin

F64 = NDArray[np.float64]
Members = NDArray[np.void]

BOX: Final = 0
HEXAGON: Final = 1
ROUND: Final = 2
FLUTED: Final = 3
"""Sections."""

_ROUND_FILL: Final = 0.85
"""Share of the radius of a leaning round member that is filled."""
_ASLANT: Final = 1.5
"""How many times smaller at most what fills a member is for its leaning."""

WORN: Final = 0.5
"""Metres by which what stout members wear stands out of them,"""
_DRESSED: Final = 1
"""levels up to this one that show it, and"""
_STOUT: Final = 2.5
"""half extents from which on a member is stout."""

_NAMES: Final = ("", "", "cylinder", "column_fluted")

MEMBER: Final = np.dtype(
    [
        ("p0", "f8", 3), ("p1", "f8", 3),  # ends of the axis, metres
        ("wide", "f8"), ("deep", "f8"),  # half extents across: on the part's x and y axis
        ("yaw", "i4"), ("pitch", "i4"),  # as in PART
        ("section", "u1"), ("material", "u1"), ("tint", "u1"),
        ("finest", "u1"), ("coarsest", "u1"),  # levels that draw it
        ("hash", "u8"),
    ]
)  # fmt: skip

THIN: Final = (0.0, 0.3, 0.6, 1.2, 2.4, 9.0, 24.0, 48.0, 96.0, 192.0)
"""Metres across below which a level leaves a member out: two pixels where the level begins to be
seen, so that nothing seems to end in the air there; the last levels are too full for more."""

FAR: Final = 3
"""Up to this level members are found with all their neighbours; above it only large ones count."""

Rows = NDArray[np.float64]
"""Members while a form is being made, (N, 13): p0, heading, elevation, length, wide, deep, section,
material, key, finest, coarsest. Angles in millidegrees; key below 2**52."""


def strut(p0: F64, heading: int, elevation: int, length: float, wide: float, deep: float,
          section: int, material: int, key: int, finest: int = 0, coarsest: int = 5) -> Rows:
    """One member from p0 along a heading and elevation."""
    x, y, z = p0.tolist()
    return np.array([[x, y, z, heading, elevation, length, wide, deep, section, material, key,
                      finest, coarsest]])


def upright(foot: F64, tall: float, heading: int, wide: float, deep: float, section: int,
            material: int, key: int, finest: int = 0, coarsest: int = 5) -> Rows:
    """One upright member; `deep` lies along the heading, `wide` across it."""
    return strut(foot, heading, 90_000, tall, wide, deep, section, material, key, finest, coarsest)


def _rows(p0: F64, heading: ArrayLike, elevation: ArrayLike, length: float, wide: float,
          deep: float, *rest: ArrayLike) -> Rows:
    out = np.empty((len(p0), 13))
    out[:, :3] = p0
    for n, value in enumerate((heading, elevation, length, wide, deep, *rest)):
        out[:, 3 + n] = value
    return out


def arc(centre: F64, heading: int, radius: float, first: int, last: int, n: int, wide: float,
        deep: float, section: int, material: int, key: int, finest: int = 0,
        coarsest: int = 5) -> Rows:
    """A chain of n chords on a circle in the upright plane of a heading.

    first, last: millidegrees of elevation seen from the centre: 0 towards the heading, 90 000 up.
    Chords overlap by what the outer side of the bend needs.
    """
    step = (last - first) // n
    half = abs(step) // 2
    length = 2.0 * sin(half) * (radius + deep) + 0.02
    mid = first + np.arange(n) * step + step // 2
    way = mid + (90_000 if step > 0 else -90_000)
    p0 = centre + directions(heading, mid) * (radius * cos(half))
    p0 -= directions(heading, way) * (length * 0.5)
    return _rows(p0, heading, way, length, wide, deep, section, material, key, finest, coarsest)


def ring(centre: F64, radius: ArrayLike, tall: float, n: int, thick: float, material: int,
         key: int, finest: int = 0, coarsest: int = 5) -> Rows:
    """n upright facets around a centre on their floor; radius (one or n): to their outside."""
    step = TURN // n
    r = np.broadcast_to(np.asarray(radius, np.float64), (n,))
    wide = float(r.max()) * sin(step // 2) / cos(step // 2) + 0.02
    heading = np.arange(n) * step
    p0 = centre + directions(heading, 0) * (r - thick)[:, None]
    return _rows(p0, heading, 90_000, tall, wide, thick, BOX, material, key + np.arange(n) * 977,
                 finest, coarsest)


def copies(rows: Rows, shift: F64, key: int) -> Rows:
    """The same rows at each shift (K, 3), K after K, each with a key of its own."""
    out = np.repeat(rows[None], len(shift), 0)
    out[:, :, :3] += shift[:, None]
    out[:, :, 10] = key + np.arange(len(shift))[:, None] * 131
    return out.reshape(-1, 13)


def join(parts: Iterable[Rows]) -> Members:
    """Rows as MEMBER."""
    rows = np.concatenate([np.zeros((0, 13)), *parts])
    out = np.zeros(len(rows), MEMBER)
    heading, elevation = rows[:, 3].astype(np.int64), rows[:, 4].astype(np.int64)
    out["p0"] = rows[:, :3]
    out["p1"] = rows[:, :3] + directions(heading, elevation) * rows[:, 5:6]
    # Upright members are so exactly: they are cut and cleared like boxes.
    up = elevation == 90_000
    out["p1"][up, :2] = out["p0"][up, :2]
    out["yaw"], out["pitch"] = _angle(heading), _angle(elevation - 90_000)
    names = ("wide", "deep", "section", "material", "hash", "finest", "coarsest")
    for n, name in enumerate(names):
        out[name] = rows[:, 6 + n]
    out["tint"] = (out["hash"] >> np.uint64(24)) & np.uint64(255)
    return out


def _angle(mdeg: NDArray[np.int64]) -> NDArray[np.int64]:
    """Millidegrees as 1/65536 turns, wrapped as PART wants them."""
    return (mdeg * 65536 // TURN + 32768) % 65536 - 32768


def bounds(m: Members) -> tuple[F64, F64]:
    """Boxes lo, hi (N, 3) that hold members."""
    out = np.maximum(m["wide"], m["deep"])[:, None]
    return np.minimum(m["p0"], m["p1"]) - out, np.maximum(m["p0"], m["p1"]) + out


def drawn(m: Members, level: int) -> Members:
    """The members that a level draws."""
    keep = (m["coarsest"] >= level) & (m["finest"] <= level)
    keep &= 2.0 * np.maximum(m["wide"], m["deep"]) >= THIN[level]
    return m[keep]


def far(m: Members) -> Members:
    """The members that any level above FAR draws: all that need be kept of what is far away."""
    keep = m["coarsest"] > FAR
    keep &= 2.0 * np.maximum(m["wide"], m["deep"]) >= THIN[FAR + 1]
    return m[keep]


def draw(sink: Sink, m: Members) -> None:
    """Add the pieces of members, in metres from the cell's low corner, that the cell draws."""
    m = drawn(m, sink.level)
    m = m[sink.built(again(m["hash"], 3))]
    if not len(m):
        return
    finest, sink.finest = sink.finest, 0.0
    straight = _straight(m)
    sink.boxes(*_sides(m[straight]), m["material"][straight], m["tint"][straight])
    if sink.level <= _DRESSED:
        _dress(sink, m[straight & (m["pitch"] == 0)])
    m = m[~straight]
    for section in range(4):
        q = m[m["section"] == section]
        if not len(q):
            continue
        if section in (BOX, HEXAGON):
            first = BOX_BATCH if section == BOX else HEX_BATCH
            batches = range(first, first + 1)
        else:
            batches = sink.batches(_NAMES[section])
        segments.draw(sink, q["p0"], q["p1"], q["wide"], q["yaw"], q["pitch"], batches,
                      q["material"], q["tint"], q["deep"])
    sink.finest = finest


def _straight(m: Members) -> NDArray[np.bool_]:
    """Which are boxes along the world's axes. Those are cut at all borders of a cell and not only
    across their axis: a wide one would have its faces beyond the light volume of the cell that
    draws it, in its own dark."""
    turns = np.stack([m["yaw"], m["pitch"]], 1).astype(np.int64)
    return np.asarray((m["section"] == BOX) & (turns % 16384 == 0).all(1))


def _sides(m: Members) -> tuple[F64, F64]:
    """Boxes lo, hi (N, 3) of members along the world's axes."""
    turned, lies = m["yaw"] % 32768 != 0, m["pitch"] != 0
    none = np.zeros(len(m))
    deep, tall = np.where(lies, none, m["deep"]), np.where(lies, m["deep"], none)
    half = np.stack([m["wide"], deep, tall], 1)
    half[turned] = half[turned][:, [1, 0, 2]]
    return np.minimum(m["p0"], m["p1"]) - half, np.maximum(m["p0"], m["p1"]) + half


def _dress(sink: Sink, m: Members) -> None:
    """What upright boxes as wide as a house wear: collars, each at its own distance, and posts at
    their corners or ribs down their faces; a fourth of them wears nothing."""
    m = m[np.minimum(m["wide"], m["deep"]) >= _STOUT]
    style = below(again(m["hash"], 5), 4)
    m, style = m[style < 3], style[style < 3]
    if not len(m):
        return
    lo, hi = _sides(m)
    step = 18.0 + 30.0 * unit(again(m["hash"], 6))
    first = np.maximum(np.ceil(-lo[:, 2] / step), 1.0)
    for n in range(int(sink.edge / 18.0) + 2):
        at = lo[:, 2] + (first + n) * step
        a, b = lo - WORN, hi + WORN
        a[:, 2], b[:, 2] = at, at + 0.07 * step
        fits = (b[:, 2] < hi[:, 2]) & (a[:, 2] < sink.edge)
        sink.boxes(a[fits], b[fits], m["material"][fits], m["tint"][fits])
    some = style < 2
    lo, hi, corner = lo[some], hi[some], style[some] == 0
    for axis in (0, 1):
        half = (hi - lo)[:, axis] / 2
        thick = 0.18 * half
        off = np.where(corner, half + 0.3 - thick, 0.4 * half)
        for side in (-1.0, 1.0):
            middle = (lo + hi)[:, axis] / 2 + side * off
            a, b = lo - 0.3, hi + 0.3
            a[:, 2], b[:, 2] = lo[:, 2], hi[:, 2]
            a[:, axis], b[:, axis] = middle - thick, middle + thick
            sink.boxes(a, b, m["material"][some], m["tint"][some] ^ np.uint8(40))


def blocks(m: Members) -> tuple[F64, F64, F64, NDArray[np.int64]]:
    """Upright boxes lo, hi (K, 3) that fill members for feet and light, how thick each is, and the
    member (K,) that it is of.

    A member is filled with cubes of its smaller width, less where it leans, an upright one with
    columns. On a grid of 1/256 m, so that cells with other corners read the same.
    """
    wide, deep, yaw, pitch = m["wide"], m["deep"], m["yaw"].astype(np.int64), m["pitch"]
    box = m["section"] == BOX
    cube = np.maximum(2.0 * np.minimum(wide, deep), 1.0)
    stands = pitch == 0
    along_x = (yaw == segments.ALONG_X[0]) & (pitch == segments.ALONG_X[1])
    along_y = (yaw == segments.ALONG_Y[0]) & (pitch == segments.ALONG_Y[1])
    square = stands & (~box | (yaw % 16384 == 0))
    fill, whole = boxes.in_circles(np.where(box, 1.0, np.maximum(wide, deep)))
    fill[box[whole]] = 1.0
    keep = (square | along_x | along_y)[whole]
    fill, whole = fill[keep], whole[keep]
    a, b, none = fill[:, 0] * wide[whole], fill[:, 1] * deep[whole], np.zeros(len(whole))
    turned = (yaw % 32768 != 0)[whole]
    half = np.stack([np.where(turned, b, a), np.where(turned, a, b), none], 1)
    x, y = along_x[whole], along_y[whole]
    half[x], half[y] = np.stack([none, a, b], 1)[x], np.stack([a, none, b], 1)[y]
    lo = np.minimum(m["p0"], m["p1"])[whole] - half
    hi = np.maximum(m["p0"], m["p1"])[whole] + half
    rest = np.flatnonzero(~(square | along_x | along_y))
    mid, size, row = _cubes(m[rest], cube[rest], stands[rest])
    out = np.concatenate([lo, mid - 0.5 * size]), np.concatenate([hi, mid + 0.5 * size])
    of = np.concatenate([whole, rest[row]])
    return np.floor(out[0] * 256.0) / 256.0, np.floor(out[1] * 256.0) / 256.0, cube[of], of


def _cubes(m: Members, cube: F64, stands: NDArray[np.bool_]) -> tuple[F64, F64, NDArray[np.int64]]:
    """Centres and sizes (K, 3) of the cubes that fill members, and the member of each."""
    yaw, pitch = (m[name].astype(np.int64) * TURN // 65536 for name in ("yaw", "pitch"))
    x, z = directions(yaw - 90_000, 0), directions(yaw, 90_000 + pitch)
    y = np.stack([z[:, 1] * x[:, 2] - z[:, 2] * x[:, 1], z[:, 2] * x[:, 0] - z[:, 0] * x[:, 2],
                  z[:, 0] * x[:, 1] - z[:, 1] * x[:, 0]], 1)
    length = np.sqrt(((m["p1"] - m["p0"]) ** 2).sum(1))
    # Corners that stand out of what is drawn are seen: it takes its light from inside them, black.
    aslant = np.abs(x[:, :2]).sum(1)
    aslant *= np.abs(z[:, 2]) + np.sqrt(np.maximum(1.0 - z[:, 2] ** 2, 0.0))
    slim = np.where(m["section"] == BOX, 1.0, _ROUND_FILL)
    wide, deep = m["wide"] * slim, m["deep"] * slim
    whole = cube * slim
    cube = whole / np.minimum(aslant, _ASLANT)
    extent = np.stack([2.0 * wide, 2.0 * deep, length], 1)
    count = np.maximum(np.floor(extent / cube[:, None] + 0.5).astype(np.int64), 1)
    count[:, :2][extent[:, :2] < 1.5 * whole[:, None]] = 1
    count[stands, 2] = 1
    total = count[:, 0] * count[:, 1] * count[:, 2]
    row = np.repeat(np.arange(len(m)), total)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(total) - total, total)
    n = count[row]
    at = np.stack([nth // (n[:, 1] * n[:, 2]), nth // n[:, 2] % n[:, 1], nth % n[:, 2]], 1)
    i, j, k = ((at + 0.5) / n).T
    mid = m["p0"][row] + x[row] * ((2.0 * i - 1.0) * wide[row])[:, None]
    mid += y[row] * ((2.0 * j - 1.0) * deep[row])[:, None] + z[row] * (k * length[row])[:, None]
    size = np.repeat(cube[:, None], 3, 1)
    size[stands, 2] = length[stands]
    return mid, size[row], row
