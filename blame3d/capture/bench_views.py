"""`blame3d bench views`: how long a frame of ten standard views takes."""

from __future__ import annotations

import gc
import json as jsonlib
import statistics
import sys
import time
from typing import Any, Final

from blame3d.capture.gather import gather
from blame3d.capture.still import Easel
from blame3d.capture.studio import studio
from blame3d.config import Settings
from blame3d.scene.frame import View
from blame3d.scene.weather import weather
from blame3d.world.occluders import occluders
from blame3d.world.types import World
from blame3d.world.viewpoint import viewpoint

SIZE: Final = (1280, 720)
FOV: Final = 75.0
FRAMES: Final = 24
WARM: Final = 4
NEAR_M: Final = (
    (0, 0, 0), (900, -400, 60), (-1500, 700, -220), (2600, 2300, 340), (-3100, -2800, -700),
    (5200, -900, 1300), (-6800, 4100, 120), (300, 9400, -1900), (12000, -7000, 800),
    (-20000, 15000, 2600),
)  # fmt: skip
"""Places near which the ten views lie, in metres."""


def views(world: World) -> list[View]:
    """The ten views of a world."""
    found = []
    for near in NEAR_M:
        at = viewpoint(world, (near[0] * 1000, near[1] * 1000, near[2] * 1000))
        haze, exposure = weather(world, at.eye_mm)
        found.append(
            View(
                at.eye_mm, at.h, at.p, 0.0, FOV, SIZE, haze, exposure,
                occluders=occluders(world, at.eye_mm),
            )
        )
    return found


def run(settings: Settings, *, json: bool = False) -> int:
    """Measure and print; per view p50_ms of synchronised frames, triangles, nodes. Exit code 0."""
    world = World(settings.world_seed)
    rows: list[dict[str, Any]] = []
    with studio(world, "low", software=settings.software, workers=settings.workers) as room:
        easel = Easel(room.host, room.scene, SIZE)
        for number, view in enumerate(views(world)):
            gather(room.scene, room.executor, view)
            gc.freeze()  # as explore does once all is there (app.engine)
            times = []
            for _ in range(WARM + FRAMES):
                begin = time.perf_counter()
                easel.draw(view)
                times.append((time.perf_counter() - begin) * 1000.0)
            stats = room.scene.stats()
            rows.append(
                {
                    "view": number,
                    "at": [v / 1000.0 for v in view.position_mm],
                    "p50_ms": round(statistics.median(times[WARM:]), 2),
                    "triangles": stats["triangles"],
                    "nodes": stats["nodes"],
                }
            )
        easel.close()
        renderer = room.host.renderer_name
    if json:
        answer = {"renderer": renderer, "size": list(SIZE), "quality": "low", "views": rows}
        sys.stdout.write(jsonlib.dumps(answer) + "\n")
    else:
        sys.stdout.write(f"{renderer}, {SIZE[0]}x{SIZE[1]}, low\n")
        for row in rows:
            sys.stdout.write(
                f"{row['view']:4}  {row['p50_ms']:8.2f} ms  {row['triangles']:8} triangles  "
                f"{row['nodes']:5} nodes\n"
            )
    return 0
