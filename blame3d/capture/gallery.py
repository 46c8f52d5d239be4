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
from math import atan, degrees
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.composing import brought_near, composed, turns
from blame3d.capture.composition import checks
from blame3d.capture.figure import standing, with_figure
from blame3d.capture.framing import framed
from blame3d.capture.gather import gather
from blame3d.capture.measures import luma, measure, row_of
from blame3d.capture.metering import draft_size, metered
from blame3d.capture.still import Easel
from blame3d.capture.studio import Studio, studio
from blame3d.capture.where import address_of, view_of
from blame3d.config import Settings
from blame3d.files import check_writable, write_atomic
from blame3d.png import encode_png
from blame3d.scene.alive import alive
from blame3d.scene.frame import View
from blame3d.world.districts import DISTRICTS, district_of
from blame3d.world.fields import voxel_at
from blame3d.world.generate import generate
from blame3d.world.hash import below, hash64
from blame3d.world.prospects import ACROSS, ALONG, BESIDE, DOWN, UP
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
_LOOKED_AT: Final = 4
"""Levels in which large round things are looked for."""
_WAYS: Final = 6
"""Ways to point a long lens that are compared."""
_FINDER: Final = 96.0
"""Horizontal field in degrees in which a long lens is looked for what to show."""
_CHECKS: Final = 5
"""Of seven that a good view passes."""


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
        for number, (district, view) in enumerate(standpoints(settings, world, count)):
            lens = LENSES_MM[number % 4]
            view = through(world, room, easel, small, view, lens)
            pixels, found = take(world, room, easel, small, view)
            name = f"view-{number:02}.png"
            write_atomic(folder / name, encode_png(pixels, address_of(settings, view)))
            rows.append({"file": name, "district": district, "lens_mm": lens, **found})
            thumbs.append(pixels[::_THUMB, ::_THUMB])
            if not json:
                sys.stdout.write(f"{name}  {district:10} {lens:3} mm  {_line(found)}\n")
                sys.stdout.flush()
        easel.close()
        small.close()
    write_atomic(folder / "sheet.png", encode_png(sheet(thumbs)))
    share_rows = sum(row["meets"] == 5 for row in rows) / len(rows)
    share_checks = sum(sum(row["checks"].values()) >= _CHECKS for row in rows) / len(rows)
    if json:
        answer = {
            "seed": settings.seed, "views": rows, "share_rows": round(share_rows, 3),
            "share_checks": round(share_checks, 3),
        }  # fmt: skip
        sys.stdout.write(jsonlib.dumps(answer) + "\n")
    else:
        sys.stdout.write(
            f"{share_rows:.0%} meet their row, {share_checks:.0%} pass {_CHECKS} of 7 checks; "
            f"{folder / 'sheet.png'}\n"
        )
    return 0


def standpoints(settings: Settings, world: World, count: int) -> Iterator[tuple[str, View]]:
    """Views spread over the districts, of the widest lens, each with the name of its district."""
    for number in range(count):
        wanted = number % len(DISTRICTS)
        near = _near(world, number, wanted)
        pose = viewpoint(world, near, way_of(number)).pose
        view = view_of(settings, world, pose)
        yield DISTRICTS[wanted].name, replace(view, fov_h=field_of(LENSES_MM[0]))


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
) -> View:
    """The best of some ways to look from where a wide view stands. small: for drafts."""
    fov = field_of(lens_mm)
    ways = turns(view)
    if fov < view.fov_h:
        view = replace(view, fov_h=_FINDER)
        gather(room.scene, room.executor, view)
        y, metres = luma(easel.take(view, 1)), easel.distances(view)
        ways = framed(world, view, y, metres, fov, _WAYS)
    else:
        gather(room.scene, room.executor, view, more=tuple(ways))
    return composed(world, ways, small)


def _near(world: World, number: int, district: int) -> tuple[int, int, int]:
    """A place in a district, integer millimetres; the last one tried when none was found."""
    at = (0, 0, 0)
    for attempt in range(_TRIES):
        h = [hash64(world.seed, _SALT, number, attempt, axis) for axis in range(3)]
        reach = (2 * _SPREAD_M, 2 * _SPREAD_M, _SPREAD_M // 2)
        metres = [int(below(v, r)) - r // 2 for v, r in zip(h, reach, strict=True)]
        at = (metres[0] * 1000, metres[1] * 1000, metres[2] * 1000)
        voxel = [voxel_at(world.seed, axis, v) for axis, v in enumerate(metres)]
        if int(district_of(world.seed, [voxel])[0]) == district:
            break
    return at


def take(
    world: World, room: Studio, easel: Easel, small: Easel, view: View
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """The picture of a view with a figure in it, and what it measures. small: for drafts."""
    gather(room.scene, room.executor, view)
    metres = easel.distances(view)
    near = brought_near(view, metres)
    if near is not None:
        gather(room.scene, room.executor, view, near=near)
        metres = easel.distances(view)
    foot = standing(world, view, metres)
    if foot is not None:
        view = with_figure(view, foot)
    view = metered(alive(world, view), metres, lambda one: small.take(one, 1))
    shown = gather(room.scene, room.executor, view, near=near)  # air that is thinner shows more
    pixels = easel.take(view)
    found: dict[str, Any] = {"figure": foot is not None, **measure(pixels, metres, view.fov_h)}
    found["row"], found["meets"] = row_of(found)
    chunks = [generate(world, *key) for key in sorted(shown) if key[0] <= _LOOKED_AT]
    found["checks"] = checks(world, pixels, metres, view, chunks, found)
    return pixels, found


def _line(found: dict[str, Any]) -> str:
    names = ("p1", "p50", "p99", "stops", "end_value", "plain_share", "non_axis_share", "planes",
             "warm_share")  # fmt: skip
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
