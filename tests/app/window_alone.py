"""Opens a real window on the toy City, walks until the person quits, prints where that was."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from blame3d.app.clock import RealClock
from blame3d.app.devices import Devices
from blame3d.app.engine import Engine
from blame3d.app.spawn import literal
from blame3d.config import Settings
from blame3d.scene.host import open_host
from blame3d.stream.executor import SyncExecutor
from blame3d.view import parse_address
from blame3d.world.types import World

HERE = parse_address("10,10,1.7/0,0,0")


def main(folder: Path) -> None:
    settings = Settings(
        at=HERE,
        size=(320, 180),
        audio=False,  # nobody hears a test
        pictures=folder / "pictures",
        config=folder / "config.toml",
    )
    executor = SyncExecutor(World(0), generator="toy_city:generate", colliders="toy_city:colliders")
    host = open_host(settings.size, window=True, software=True)
    engine = Engine(
        settings, host, executor, Devices(host.base.win), RealClock(), lambda: literal(HERE.pose)
    )
    frame = engine.frame

    def watched(dt: float) -> None:
        frame(dt)
        pose = engine.pose
        entry = [*engine.walker.state.pos, pose.heading, pose.pitch, engine.menu.page]
        entry += [engine.inputs.taken, engine.dawn.light, engine.interface.help_on]
        sys.stdout.write(json.dumps(entry) + "\n")
        sys.stdout.flush()

    engine.frame = watched  # type: ignore[method-assign]
    engine.run()
    engine.close()
    host.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
