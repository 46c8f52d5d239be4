"""Loads and unloads the City of a stand-in, or takes still after still, and weighs itself.

sys.argv: "fly" or "shots", how many. Prints JSON: megabytes at a quarter and at the end, render
states, descriptors at a quarter and at the end.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress

import toy_city
from panda3d.core import RenderState

from blame3d.app.bench_memory import rss_mb
from blame3d.capture.still import Easel, render_still
from blame3d.scene.city import CityScene
from blame3d.scene.frame import View
from blame3d.scene.host import open_host
from blame3d.stream.jobs import accept, chunk_bytes, chunk_job
from blame3d.world.types import World


def weigh() -> tuple[float, int]:
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    return rss_mb(os.getpid()), len(os.listdir("/proc/self/fd"))


def chunks(scene: CityScene, first: int) -> Iterator[None]:
    """A row of nine cells moves along, one in and one out each time."""
    world = World(1)
    n = first
    while True:
        for key, coming in (((0, (n, 0, -1)), True), ((0, (n - 9, 0, -1)), False)):
            if coming:
                data = chunk_bytes(toy_city.generate(world, *key))
                chunk = accept(chunk_job(key), 0, data).chunk
                assert chunk is not None
                scene.attach(chunk)
            elif scene.has(key):
                scene.detach(key)
        scene.show(frozenset((0, (m, 0, -1)) for m in range(max(first, n - 8), n + 1)))
        n += 1
        yield


def main(how: str, count: int) -> None:
    host = open_host((64, 64), window=False, software=True)
    scene = CityScene(host, "low")
    moving = chunks(scene, 0)
    easel = Easel(host, scene, (64, 36))
    quarter = (0.0, 0)
    for n in range(count):
        next(moving)
        view = View(
            (n * 64_000, 32_000, 2_000), n * 7.0 % 360.0, -5.0, 0.0, 75.0, (64, 36), time_s=n * 0.1
        )
        if how == "shots":
            render_still(host, scene, view, samples=1)
        else:
            easel.draw(view)
        if n == count // 4:
            quarter = weigh()
    end = weigh()
    found = {"quarter": quarter, "end": end, "states": RenderState.get_num_states()}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
