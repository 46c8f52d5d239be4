"""`blame3d bench gallery`: many places of many districts, as pictures and as numbers.

Half of the views are taken with a 24 mm lens, a quarter each with 85 and 300 mm; somebody stands
in each where a floor is in sight. Beside the pictures: one sheet of all, and the measures of
each (capture.measures).
"""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from math import atan, degrees
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.composing import ranked, turns
from blame3d.capture.framing import framed
from blame3d.capture.measures import luma
from blame3d.capture.metering import draft_size
from blame3d.capture.still import Easel
from blame3d.capture.studio import Studio, studio
from blame3d.capture.taking import (
    CHECKS,
    Taken,
    Trial,
    best,
    fair,
    good,
    meets,
    passes,
    taken,
    tried,
)
from blame3d.capture.where import address_of, view_of
from blame3d.config import Settings
from blame3d.files import check_writable, write_atomic
from blame3d.png import encode_png
from blame3d.scene.frame import View
from blame3d.view import Pose
from blame3d.world.districts import DISTRICTS, district_of
from blame3d.world.fields import voxel_at
from blame3d.world.hash import below, hash64
from blame3d.world.prospects import (
    ACROSS,
    ALONG,
    BESIDE,
    DOWN,
    EYE_MM,
    HEADINGS,
    LEVEL,
    UP,
    depths,
)
from blame3d.world.types import World
from blame3d.world.viewpoint import viewpoint

SIZE: Final = (1280, 536)
LENSES_MM: Final = (24, 24, 85, 300)
_WIDE_WAYS: Final = (ALONG, DOWN, BESIDE, ACROSS, UP)
_LONG_WAYS: Final = (BESIDE, ALONG, ACROSS)
FILM_MM: Final = 36.0
"""Width of the frame behind the lenses."""
_SPREAD_M: Final = 40_000
_SALT: Final = 0x6A11
_TRIES: Final = 4000
_ACROSS: Final = 5
_THUMB: Final = 4
"""A picture is so many times larger than on the sheet."""
_MARGIN: Final = 8
_WAYS: Final = 14
"""Ways to point a long lens that are compared."""
_TAKES: Final = (3, 4)
"""Pictures that are taken from a place at most with the wide lens and with longer ones, and"""
_PLACES: Final = (3, 6)
"""places that are tried, until one is good; more while none is fair,"""
_NEARS: Final = 16
"""of so many that are looked for."""
_FAR_M: Final = (250, 1400)
"""Metres at which a long lens finds its subjects, and"""
_FAR_SHARE: Final = 0.3
"""share of the looks from a place that reach as far."""
_FINDER: Final = 96.0
"""Horizontal field in degrees in which a long lens is looked for what to show."""


def run(settings: Settings, *, folder: Path, count: int, json: bool = False) -> int:
    """Take `count` views into a folder and print what they measure. Exit code 0."""
    folder.mkdir(parents=True, exist_ok=True)
    check_writable(folder / "sheet.png")
    world = World(settings.world_seed)
    settings = replace(settings, size=SIZE, at=None)
    rows: list[dict[str, Any]] = []
    thumbs = []
    with studio(
        world, settings.quality, software=settings.software, workers=settings.workers
    ) as room:
        easel = Easel(room.host, room.scene, SIZE)
        small = Easel(room.host, room.scene, draft_size(SIZE))
        for number in range(count):
            room.clear()
            lens, district = LENSES_MM[number % 4], DISTRICTS[number % len(DISTRICTS)].name
            view, pixels, found = pictured(settings, world, room, easel, small, number)
            name = f"view-{number:02}.png"
            at = address_of(settings, view)
            write_atomic(folder / name, encode_png(pixels, at))
            rows.append({"file": name, "at": at, "district": district, "lens_mm": lens, **found})
            thumbs.append(pixels[::_THUMB, ::_THUMB])
            if not json:
                sys.stdout.write(f"{name}  {district:10} {lens:3} mm  {_line(found)}\n")
                sys.stdout.flush()
        easel.close()
        small.close()
    write_atomic(folder / "sheet.png", encode_png(sheet(thumbs)))
    share_rows, share_checks, share_both = (
        sum(map(met, rows)) / len(rows)
        for met in (meets, passes, lambda row: meets(row) and passes(row))
    )
    if json:
        answer = {
            "seed": settings.seed, "views": rows, "share_rows": round(share_rows, 3),
            "share_checks": round(share_checks, 3), "share_both": round(share_both, 3),
        }  # fmt: skip
        sys.stdout.write(jsonlib.dumps(answer) + "\n")
    else:
        sys.stdout.write(
            f"{share_rows:.0%} meet their row, {share_checks:.0%} pass {CHECKS} of 7 checks, "
            f"{share_both:.0%} both; {folder / 'sheet.png'}\n"
        )
    return 0


def pictured(
    settings: Settings, world: World, room: Studio, easel: Easel, small: Easel, number: int
) -> Taken:
    """The picture that is kept of a view of the gallery. small: for drafts."""
    lens = LENSES_MM[number % 4]
    most = _TAKES[lens > min(LENSES_MM)]

    def made() -> Iterator[Trial | Taken]:
        enough = False
        for tries, place in enumerate(standpoints(settings, world, number)):
            if enough and tries >= _PLACES[0]:
                return
            for way in through(world, room, easel, small, place, lens)[:most]:
                trial = tried(world, room, easel, small, way)
                enough |= fair(trial.found)
                # A plain frame may be good by a hair, and the picture not.
                yield taken(world, room, easel, trial) if good(trial.found) else trial

    kept = best(made())
    return kept if isinstance(kept, Taken) else taken(world, room, easel, kept)


def standpoints(settings: Settings, world: World, number: int) -> Iterator[View]:
    """Where a view of the gallery may be taken from, through the widest lens: places in its
    district; for a long lens such as see far enough for it."""
    long = LENSES_MM[number % 4] > min(LENSES_MM)
    places = islice(_near(world, number, number % len(DISTRICTS)), _NEARS)
    found = [viewpoint(world, next(places), way_of(number)).pose]
    rest = (viewpoint(world, near, way_of(number)).pose for near in places)
    far = (pose for pose in chain(found, rest) if not long or _sees_far(world, pose))
    # Where nothing is far, the first will do.
    for pose in chain([next(far, found[0])], islice(far, _PLACES[1] - 1)):
        yield replace(view_of(settings, world, pose), fov_h=field_of(LENSES_MM[0]))


def _sees_far(world: World, pose: Pose) -> bool:
    """Whether there is something far in the field of the finder: neither walls nor nothing."""
    x, y, z = pose.mm
    foot = np.array([[x, y, z - EYE_MM]], np.int64) // 500
    depth = depths(world, foot)[0, :, LEVEL - 1 : LEVEL + 2]
    middle = round(pose.h / 360.0 * HEADINGS)
    seen = np.take(depth, np.arange(middle - 2, middle + 3), axis=0, mode="wrap")
    return float(((seen >= _FAR_M[0]) & (seen <= _FAR_M[1])).mean()) >= _FAR_SHARE


def way_of(number: int) -> int:
    """The way of looking that a view is wanted in: all in turn for the wide lenses, and for the
    long ones those in which something lies behind something."""
    turn = number // 4 * 2 + number % 2
    ways = _WIDE_WAYS if number % 4 < 2 else _LONG_WAYS
    return ways[turn % len(ways)]


def field_of(lens_mm: float) -> float:
    """Horizontal field in degrees of a lens."""
    return round(degrees(2.0 * atan(FILM_MM / 2.0 / lens_mm)), 2)


def through(
    world: World, room: Studio, easel: Easel, small: Easel, view: View, lens_mm: float
) -> list[View]:
    """Ways to look from where a wide view stands, the best first. small: for drafts."""
    fov = field_of(lens_mm)
    ways = turns(view)
    if fov < view.fov_h:
        view = replace(view, fov_h=_FINDER)
        room.gather(view)
        pixels, metres = easel.both(view, 1)
        ways = framed(world, view, luma(pixels), metres, fov, _WAYS)
    else:
        room.gather(view, more=tuple(ways))
    return ranked(world, ways, small)


def _near(world: World, number: int, district: int) -> Iterator[tuple[int, int, int]]:
    """Places in a district, integer millimetres; where it is rare the last is in another."""
    at = (0, 0, 0)
    for attempt in range(_TRIES):
        h = [hash64(world.seed, _SALT, number, attempt, axis) for axis in range(3)]
        reach = (2 * _SPREAD_M, 2 * _SPREAD_M, _SPREAD_M // 2)
        metres = [int(below(v, r)) - r // 2 for v, r in zip(h, reach, strict=True)]
        at = (metres[0] * 1000, metres[1] * 1000, metres[2] * 1000)
        voxel = [voxel_at(world.seed, axis, v) for axis, v in enumerate(metres)]
        if int(district_of(world.seed, [voxel])[0]) == district:
            yield at
    yield at


def _line(found: dict[str, Any]) -> str:
    names = ("p1", "p50", "p99", "stops", "end_value", "plain_share", "non_axis_share", "planes",
             "warm_share", "told", "masses", "bare", "empty", "barred", "scale",
             "glare")  # fmt: skip
    passed = sum(found["checks"].values())
    lacks = ",".join(name for name, met in found["checks"].items() if not met) or "nothing"
    return f"{found['row']} {found['meets']}/5  checks {passed}/7  " + "  ".join(
        [*(f"{name} {found[name]}" for name in names), f"lacks {lacks}"]
    )


def sheet(thumbs: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """All thumbs on one dark sheet, five in a row."""
    h, w = thumbs[0].shape[:2]
    rows = -(-len(thumbs) // _ACROSS)
    out = np.full(
        (_MARGIN + rows * (h + _MARGIN), _MARGIN + _ACROSS * (w + _MARGIN), 3), 18, np.uint8
    )
    for i, thumb in enumerate(thumbs):
        y, x = _MARGIN + i // _ACROSS * (h + _MARGIN), _MARGIN + i % _ACROSS * (w + _MARGIN)
        out[y : y + h, x : x + w] = thumb
    return out
