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

from blame3d.world import segments
from blame3d.world.emit import BOX_BATCH, HEX_BATCH, Sink
from blame3d.world.hash import again
from blame3d.world.trig import TURN, cos, directions, sin

F64 = NDArray[np.float64]
Members = NDArray[np.void]

BOX: Final = 0
HEXAGON: Final = 1
ROUND: Final = 2
FLUTED: Final = 3
"""Sections."""

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

THIN: Final = (0.0, 0.3, 0.6, 1.2, 2.4, 9.0, 24.0)
"""Metres across below which a level leaves a member out: two pixels where the level begins to be
seen, so that nothing seems to end in the air there; the last levels are too full for more."""

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


def draw(sink: Sink, m: Members) -> None:
    """Add the pieces of members, in metres from the cell's low corner, that the cell draws."""
    m = drawn(m, sink.level)
    m = m[sink.built(again(m["hash"], 3))]
    if not len(m):
        return
    finest, sink.finest = sink.finest, 0.0
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


def blocks(m: Members) -> tuple[F64, F64, F64]:
    """Upright boxes lo, hi (K, 3) that fill members for feet and light, and how thick each is.

    A member is filled with cubes of its smaller width, an upright one with columns. On a grid of
    1/256 m, so that cells with other corners read the same.
    """
    lo, hi, thick = [], [], []
    for row in m:
        p0, p1 = row["p0"], row["p1"]
        wide, deep = float(row["wide"]), float(row["deep"])
        cube = max(2.0 * min(wide, deep), 1.0)
        is_upright = int(row["pitch"]) == 0
        if is_upright and (row["section"] != BOX or int(row["yaw"]) % 16384 == 0):
            half = np.array([wide, deep, 0.0]) * (1.0 if row["section"] == BOX else 0.86)
            if int(row["yaw"]) % 32768:
                half = half[[1, 0, 2]]
            lo.append((p0 - half)[None])
            hi.append((p1 + half)[None])
        elif (int(row["yaw"]), int(row["pitch"])) in (segments.ALONG_X, segments.ALONG_Y):
            half = np.array([0.0, wide, deep] if int(row["yaw"]) else [wide, 0.0, deep])
            lo.append((np.minimum(p0, p1) - half)[None])
            hi.append((np.maximum(p0, p1) + half)[None])
        else:
            x, y, z = segments.frame_of(int(row["yaw"]), int(row["pitch"]))
            length = float(np.sqrt(((p1 - p0) ** 2).sum()))
            counts = [max(1, int(np.floor(v / cube + 0.5))) for v in (2 * wide, 2 * deep, length)]
            counts[2] = 1 if is_upright else counts[2]
            i, j, k = (
                (v.reshape(-1, 1) + 0.5) / n
                for v, n in zip(
                    np.meshgrid(*(np.arange(n) for n in counts), indexing="ij"), counts,
                    strict=True,
                )
            )
            mid = p0 + x * ((2 * i - 1) * wide) + y * ((2 * j - 1) * deep) + z * (k * length)
            half = np.array([0.5 * cube, 0.5 * cube, 0.5 * (length if is_upright else cube)])
            lo.append(mid - half)
            hi.append(mid + half)
        thick.append(np.full(len(lo[-1]), cube))
    if not lo:
        return np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0)
    return (
        np.floor(np.concatenate(lo) * 256.0) / 256.0,
        np.floor(np.concatenate(hi) * 256.0) / 256.0,
        np.concatenate(thick),
    )
