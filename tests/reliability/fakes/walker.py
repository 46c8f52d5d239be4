"""`blame3d` in a real window, in a City that costs nothing: a plain floor, made by workers.

sys.argv: the words of a command line. Prints "lit WxH" for each frame that is out of the dark.
"""

from __future__ import annotations

import sys
from typing import Any

from blame3d.app import engine, opening, spawn
from blame3d.app.spawn import Start, literal
from blame3d.cli import main
from blame3d.stream.pool import Pool
from blame3d.view import Pose
from blame3d.world.types import World


def open_executor(world: World, workers: int | None = None) -> Pool:
    return Pool(world, workers, generator="toy_city:generate", colliders="toy_city:colliders")


def start(*_: object) -> Start:
    return literal(Pose(10_000, 10_000, 1_700, 0.0))


class Telling(engine.Engine):
    def frame(self, dt: float) -> None:
        super().frame(dt)
        if self.dawn.light > 0.1:
            width, height = self.host.size
            sys.stdout.write(f"lit {width}x{height}\n")
            sys.stdout.flush()


def patch(module: Any, **names: object) -> None:
    for name, value in names.items():
        assert hasattr(module, name)
        setattr(module, name, value)


if __name__ == "__main__":
    patch(opening, open_executor=open_executor)
    patch(spawn, start=start)
    patch(engine, Engine=Telling)
    sys.exit(main(["--at", "10,10,1.7/0,0,0", "--workers", "1", *sys.argv[1:]]))
