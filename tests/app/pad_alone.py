"""A walk with nothing but a gamepad, in a process of its own; prints what came of it."""

from __future__ import annotations

import json
import sys
from math import hypot
from pathlib import Path

from scripted import play_script
from test_pads import Axis, Pad, Sockets

from blame3d.app.engine import Engine
from blame3d.app.events import Event
from blame3d.app.pads import RESCAN_POLLS, Pads
from blame3d.app.script import Script
from blame3d.app.source import ScriptSource
from blame3d.app.spawn import literal
from blame3d.config import Settings
from blame3d.scene.host import open_host
from blame3d.stream.executor import SyncExecutor
from blame3d.view import parse_address
from blame3d.world.types import World

HERE = parse_address("10,10,1.7/0,0,0")
STEP = 1 / 30


class Plugged(ScriptSource):
    """Events of the gamepads alone, as a window's devices hand them over."""

    def __init__(self, pads: Pads) -> None:
        self._pads = pads

    def poll(self) -> list[Event]:
        return self._pads.poll()


def main(folder: Path) -> None:
    settings = Settings(
        at=HERE, size=(320, 180), pictures=folder / "pictures", config=folder / "config.toml",
        dead_zone=0.15,
    )  # fmt: skip
    executor = SyncExecutor(
        World(settings.world_seed), generator="toy_city:generate", colliders="toy_city:colliders"
    )
    host = open_host(settings.size, window=False, software=True)
    engine = play_script(settings, host, executor, Script([]), 0.5, literal(HERE.pose))
    host.draw = lambda: None  # type: ignore[method-assign]  # nobody looks
    sockets, pad = Sockets(), Pad()
    engine.source = Plugged(Pads(sockets))
    run(engine, 2)
    sockets.pads = [pad]
    plug(engine)
    facts = walk(engine, pad)
    facts |= menus(engine, pad)
    pad.axes[Axis.left_y] = 1.0
    run(engine, 10)
    sockets.pads = []
    plug(engine)
    run(engine, 30)
    facts["unplugged"] = engine.walker.speed
    engine.close()
    host.close()
    sys.stdout.write(json.dumps(facts))


def run(engine: Engine, frames: int) -> None:
    for _ in range(frames):
        engine.seconds += STEP
        engine.frame(STEP)


def plug(engine: Engine) -> None:
    """Until what is plugged in has been looked at again."""
    for _ in range(RESCAN_POLLS):
        engine.inputs.feed(engine.source.poll())


def tap(engine: Engine, pad: Pad, button: str) -> None:
    pad.pressed = {button}
    run(engine, 2)
    pad.pressed = set()
    run(engine, 2)


def walk(engine: Engine, pad: Pad) -> dict[str, object]:
    """Both sticks, A, and the right trigger."""
    begin = engine.walker.state.pos
    pad.axes[Axis.left_y] = 1.0
    run(engine, 30)
    pad.axes[Axis.left_y] = 0.1  # within the dead zone
    run(engine, 20)
    here = engine.walker.state.pos
    heading = engine.walker.heading
    pad.axes[Axis.right_x] = 0.6
    run(engine, 10)
    pad.axes[Axis.right_x] = 0.0
    turned = engine.walker.heading - heading
    pad.pressed = {"face_a"}
    high = 0.0
    for _ in range(20):
        run(engine, 1)
        high = max(high, engine.walker.state.pos[2] - here[2])
    pad.pressed = set()
    run(engine, 20)
    pad.axes[Axis.right_trigger] = 0.9
    run(engine, 24)
    raised = engine.gun.raised
    pad.axes[Axis.right_trigger] = 0.0
    run(engine, 5)
    return {
        "walked": hypot(here[0] - begin[0], here[1] - begin[1]), "turned": turned,
        "jumped": high, "raised": raised, "holes": len(engine.gun.shots),
    }  # fmt: skip


def menus(engine: Engine, pad: Pad) -> dict[str, object]:
    """Start, down to the settings, A, right, B, B."""
    tap(engine, pad, "start")
    pages = [engine.menu.page]
    while engine.menu.rows[engine.menu.cursor].id != "settings":
        tap(engine, pad, "dpad_down")
    tap(engine, pad, "face_a")
    pages.append(engine.menu.page)
    tap(engine, pad, "dpad_right")
    hint = engine.interface.texts("menu.hint_pad" if engine.interface.pad else "menu.hint")
    tap(engine, pad, "face_b")
    back = [engine.menu.page]
    tap(engine, pad, "face_b")
    return {
        "menu": pages, "sensitivity": engine.options.now.sensitivity, "hint": hint,
        "back": [*back, engine.menu.page],
    }  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
