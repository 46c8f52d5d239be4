"""Runs one scripted walk in a process of its own (Panda3D wants one) and prints what happened."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from blame3d.app.engine import Engine
from blame3d.app.events import KeyDown
from blame3d.app.script import Script, press
from blame3d.app.scripted import play_script
from blame3d.app.spawn import literal
from blame3d.config import Settings
from blame3d.scene.host import open_host
from blame3d.stream.executor import SyncExecutor
from blame3d.view import parse_address
from blame3d.world.types import World

HERE = parse_address("10,10,1.7/0,0,0")


def main(folder: Path) -> None:
    settings = Settings(
        seed="Toha 霧亥",
        at=HERE,
        size=(320, 180),
        pictures=folder / "pictures",
        config=folder / "config.toml",
    )
    executor = SyncExecutor(
        World(settings.world_seed), generator="toy_city:generate", colliders="toy_city:colliders"
    )
    host = open_host(settings.size, window=False, software=True)
    facts: dict[str, object] = {}

    def watch(engine: Engine) -> None:
        frame = round(engine.seconds * 30)
        if frame == 0:
            facts["start"] = [*engine.walker.state.pos, engine._state_id()]
        elif frame == 30:
            facts["walked"] = [*engine.walker.state.pos, engine.walker.speed]
        elif frame == 34:
            facts["taken_while_walking"] = engine.inputs.taken
        elif frame == 38:
            facts["paused"] = [engine.paused, engine.menu.page, engine.inputs.taken]
            facts["paused_at"] = list(engine.walker.state.pos)
        elif frame == 48:
            facts["still_at"] = list(engine.walker.state.pos)
        elif frame == 54:
            facts["resumed"] = [engine.paused, engine.inputs.taken]
        elif frame == 127:
            facts["toast"] = engine.interface.notes.text

    script = Script(
        [
            *press("forward", 0.2, 1.0),
            *press("menu", 1.2),
            *press("forward", 1.3, 0.2),
            *press("menu", 1.65),
            *press("hud", 1.8),
            *press("numbers", 1.8),
            (1.9, KeyDown("arrow_left")),
            *press("picture", 2.3),
            *press("fly", 4.3),
        ]
    )
    engine = play_script(settings, host, executor, script, 4.4, literal(HERE.pose), watch=watch)
    facts["end"] = [str(engine.address()), engine._state_id()]
    facts["pictures"] = sorted(str(p) for p in (folder / "pictures").iterdir())
    engine.actions.set("lang", "it")
    engine.actions.set("sensitivity", 2.5)
    engine.actions.set("quality", "medium")
    there = parse_address("0,0,50/90,-20,0")
    engine.travel(replace(engine.options.now, seed=7, at=there), literal(there.pose))
    for _ in range(5):
        engine.frame(1 / 30)
    facts["travelled"] = [str(engine.address()), engine._state_id(), engine.scene.quality.name]
    engine.close()
    host.close()
    facts["config"] = (folder / "config.toml").read_text(encoding="utf-8")
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
