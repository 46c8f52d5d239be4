"""Take the golden views: `python render.py OUT [ADDRESS…]`. Run by the tests, in a process of its
own because Panda3D allows one context a process.

Writes OUT/0.png, 1.png … for the addresses, and OUT/device.json. Without addresses it looks for
the six views of PLACES and writes them with their addresses: that is how goldens are made anew.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from math import cos, radians, sin
from pathlib import Path

from blame3d.capture.gather import gather
from blame3d.capture.still import render_still
from blame3d.capture.studio import studio
from blame3d.capture.where import address_of, in_solid, pose_of, view_of, world_of
from blame3d.config import Settings
from blame3d.png import encode_png
from blame3d.view import Address, Pose, parse_address
from blame3d.world.types import World
from blame3d.world.viewpoint import viewpoint

SIZE = (320, 180)
FOV = 60.0

PLACES = {
    "start": ((0, 0, 0), 0.0),
    "below": ((0, 0, 0), -70.0),
    "pale": ((-3100, -2800, -700), 0.0),
    "plate": ((5200, -900, 1300), 8.0),
    "dark": ((12_000, -7000, 800), 0.0),
    "far": ((10**9, -(10**9), 10**9), 0.0),
}
"""Name: near which metres the view is looked for, and by how much it then looks up. What looks
down steps off its floor first, to see into the void."""


def found() -> list[str]:
    """The addresses of the six views in the default City."""
    world = World(0)
    addresses = []
    for near, tilt in PLACES.values():
        at = viewpoint(world, (near[0] * 1000, near[1] * 1000, near[2] * 1000))
        pose = Pose(*at.eye_mm, at.h, at.p + tilt)
        for metres in (6, -6, 12, -12) if tilt < -45.0 else ():
            aside = [round(1000 * metres * turn(radians(at.h))) for turn in (cos, sin)]
            x, y, z = at.eye_mm
            pose = Pose(x + aside[0], y + aside[1], z + 4000, at.h, at.p + tilt)
            if not in_solid(world, pose.mm):
                break
        addresses.append(str(Address(pose, seed=0, fov=FOV)))
    return addresses


def main(out: Path, addresses: list[str]) -> None:
    settings = [
        Settings(seed=at.seed or 0, at=at, size=SIZE, software=True)
        for at in map(parse_address, addresses or found())
    ]
    world = world_of(settings[0])
    with studio(world, "low", software=True, workers=0) as room:
        for number, one in enumerate(settings):
            assert world_of(one) == world
            view = view_of(one, world, pose_of(one, world))
            gather(room.scene, room.executor, view)
            pixels = render_still(room.host, room.scene, replace(view, size=SIZE))
            (out / f"{number}.png").write_bytes(encode_png(pixels, address_of(one, view)))
        device = {
            # How wide the rasteriser's vectors are changes no pixel.
            "renderer": re.sub(r", [0-9]+ bits", "", room.host.renderer_name),
            "driver": str(room.host.gsg.driver_version),
        }
    (out / "device.json").write_text(json.dumps(device))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
