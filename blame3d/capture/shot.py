"""`blame3d shot`: one still, complete, carrying its address."""

from __future__ import annotations

from pathlib import Path

from blame3d.capture.composing import brought_near, sought
from blame3d.capture.gather import gather
from blame3d.capture.still import drafted, exposed, render_still
from blame3d.capture.studio import studio
from blame3d.capture.where import address_of, pose_of, view_of, world_of
from blame3d.config import Settings
from blame3d.errors import UsageError
from blame3d.files import write_atomic
from blame3d.png import encode_png
from blame3d.scene.alive import alive

LARGEST = 4096


def shot(settings: Settings, out: Path, workers: int | None = None) -> str:
    """Take the picture that the settings mean and write it to `out`; its address.

    workers: processes that generate (None: cores - 1; 0: none, in this one). Raises UsageError
    for a size over 4096, DataError for a pose in a wall, OutputError when `out` cannot be written.
    """
    if not all(1 <= side <= LARGEST for side in settings.size):
        raise UsageError(f"A picture's sides are 1 to {LARGEST} pixels.", id="B3D-ARG-01")
    world = world_of(settings)
    view = view_of(settings, world, pose_of(settings, world))
    with studio(
        world, settings.quality, software=settings.software, workers=workers
    ) as room:
        if settings.at is None or not settings.at.aimed:
            view = sought(world, room, view)
        gather(room.scene, room.executor, view)
        near = brought_near(view, drafted(room.host, room.scene, view))
        if near is not None:
            gather(room.scene, room.executor, view, near=near)
        view = exposed(room.host, room.scene, alive(world, view))
        # Air that is thinner shows more.
        gather(room.scene, room.executor, view, near=near)
        pixels = render_still(room.host, room.scene, view)
    address = address_of(settings, view)
    write_atomic(out, encode_png(pixels, address))
    return address
