"""What `blame3d` does where there is no display: three stills and a short clip in a folder."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.clip import write_clip
from blame3d.capture.composing import sought
from blame3d.capture.gather import gather
from blame3d.capture.still import Easel, exposed, render_still
from blame3d.capture.studio import Studio, studio
from blame3d.capture.where import address_of, pose_of, view_of, world_of
from blame3d.config import Settings
from blame3d.errors import OutputError
from blame3d.files import check_writable, write_atomic
from blame3d.png import encode_png
from blame3d.scene.alive import alive
from blame3d.scene.frame import View
from blame3d.scene.weather import weather
from blame3d.world.occluders import occluders
from blame3d.world.types import World
from blame3d.world.viewpoint import viewpoint

STEP_M: Final = (1700, -1100, 400)
"""From one still to the place near which the next is looked for."""

CLIP_SIZE: Final = (640, 360)
CLIP_FPS: Final = 24
CLIP_FRAMES: Final = 72
CLIP_TURN: Final = 14.0
"""Degrees that the clip's eye turns."""

Say = Callable[[str], None]


def run(settings: Settings, say: Say | None = None) -> int:
    """Take them and say what was done; exit code 0."""
    tell = say or (lambda text: print_line(text))
    folder = pictures_folder(settings)
    world = world_of(settings)
    begin = time.monotonic()
    with studio(
        world, settings.quality, software=settings.software, workers=settings.workers
    ) as room:
        tell(f"Rendering on {room.host.renderer_name}; pictures go to {folder}")
        views = standpoints(settings, world)
        for number, view in enumerate(views, 1):
            if number > 1 or settings.at is None or not settings.at.aimed:
                views[number - 1] = view = sought(world, room, view)
            gather(room.scene, room.executor, view)
            view = exposed(room.host, room.scene, alive(world, view))
            pixels = render_still(room.host, room.scene, view)
            path = folder / f"still-{number}.png"
            write_atomic(path, encode_png(pixels, address_of(settings, view)))
            tell(f"{path}  ({time.monotonic() - begin:.0f} s)")
        for line in write_clip(folder / "clip.mp4", frames(room, world, views[0]), CLIP_FPS):
            tell(line)
    tell(f"Look again with: blame3d shot --at {folder / 'still-1.png'} -o again.png")
    return 0


def standpoints(settings: Settings, world: World) -> list[View]:
    """The settings' own view and two more at some distance."""
    first = view_of(settings, world, pose_of(settings, world))
    found = [first]
    for i in (1, 2):
        near = tuple(p + i * s * 1000 for p, s in zip(first.position_mm, STEP_M, strict=True))
        at = viewpoint(world, (near[0], near[1], near[2]))
        haze, exposure = weather(world, at.eye_mm)
        found.append(
            replace(
                first, position_mm=at.eye_mm, h=at.h, p=at.p, haze=haze, exposure=exposure,
                occluders=occluders(world, at.eye_mm),
            )
        )
    return found


def frames(room: Studio, world: World, view: View) -> Iterator[NDArray[np.uint8]]:
    """A slow turn of the head with the eye rising a little."""
    view = replace(view, size=CLIP_SIZE)
    ends = tuple(replace(view, h=view.h + side * CLIP_TURN / 2) for side in (-1.0, 1.0))
    gather(room.scene, room.executor, view, more=ends)
    easel = Easel(room.host, room.scene, CLIP_SIZE)
    x, y, z = view.position_mm
    for i in range(CLIP_FRAMES):
        t = i / (CLIP_FRAMES - 1)
        ease = t * t * (3.0 - 2.0 * t)
        now = replace(
            view,
            position_mm=(x, y, z + round(400.0 * ease)),
            h=view.h + (ease - 0.5) * CLIP_TURN,
            time_s=i / CLIP_FPS,
        )
        yield easel.take(alive(world, now), samples=2)
    easel.close()


def pictures_folder(settings: Settings) -> Path:
    """A new folder below the person's pictures, or below the current one if that is closed."""
    stamp = time.strftime("%Y-%m-%dT%H%M%SZ", time.gmtime())
    for parent in (
        settings.album,
        Path.cwd() / "blame3d-pictures",
    ):
        folder = parent / f"walk-{stamp}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            check_writable(folder / "still-1.png")
        except (OSError, OutputError):
            continue
        return folder
    raise OutputError(
        "Neither the pictures folder nor the current one can be written; set `pictures`.",
        id="B3D-DISK-03",
    )


def print_line(text: str) -> None:
    """One line to standard output, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
