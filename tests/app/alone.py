"""Runs one scripted walk in a process of its own (Panda3D wants one) and prints what happened."""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import replace
from pathlib import Path

from scripted import play_script

from blame3d.app.company import of
from blame3d.app.engine import Engine
from blame3d.app.events import Event, KeyDown, KeyUp, Pointer
from blame3d.app.hunting import Hunting
from blame3d.app.script import Script, press
from blame3d.app.source import ScriptSource
from blame3d.app.spawn import literal
from blame3d.config import Settings
from blame3d.player.state import Mode
from blame3d.scene.host import open_host
from blame3d.stream.executor import SyncExecutor
from blame3d.view import parse_address
from blame3d.world.types import World

HERE = parse_address("10,10,1.7/0,0,0")


def fall(engine: Engine) -> list[object]:
    """Drop the body where there is no floor any more; what is said, and where it stands then."""
    state = engine.walker.state
    (x, y, _), foot = state.cell, state.footing
    long = replace(state, cell=(x, y, -8), mode=Mode.WALK, grounded=False, airborne=9.0)
    engine.walker.put(long)
    engine.look_from_here()
    before = engine.interface.notes.text
    for _ in range(20):
        engine.frame(1 / 30)
        if engine.interface.notes.text != before:
            break
    stood = foot is not None, engine.walker.state.cell[2]
    return [engine.interface.notes.text, *stood, engine.panel.climbed]


def clicks(engine: Engine) -> list[object]:
    """Open the menu and click without having moved, then beside its rows, then on the first: the
    page after each."""
    source = engine.source
    pages: list[object] = []

    def after(key: str, *at: Event) -> None:
        engine.source = Once([*at, KeyDown(key), KeyUp(key)])
        engine.frame(1 / 30)
        pages.append([engine.menu.page, engine.inputs.taken])

    after("escape")
    after("mouse1")
    after("mouse1", Pointer(2.0, 2.0))
    after("mouse1", Pointer(*first_row(engine)))
    engine.source = source
    return pages


def first_row(engine: Engine) -> tuple[float, float]:
    """A pixel in the menu's first row."""
    wide, high = engine.host.size
    seen = engine.interface.menu_view
    return next(
        (float(x), float(y))
        for y in range(0, high, 2)
        for x in range(0, wide, 4)
        if seen.row_at(engine.menu, x, y) == 0
    )


def hunted(engine: Engine) -> dict[str, object]:
    """The device off before the wall, somebody who stands still; then off and on again."""
    there = parse_address("10,4,1.7/0,10,0")
    engine.travel(replace(engine.options.now, seed=7, at=there), literal(there.pose))
    hunting = of(engine, Hunting)

    def run(seconds: float) -> list[tuple[bool, int]]:
        seen = []
        for _ in range(round(seconds * 10)):
            engine.seconds += 0.1
            engine.frame(0.1)
            seen.append((hunting.worn, len(hunting.actors())))
        return seen

    quiet = run(0.3)[-1][1]
    engine.actions.fire(["device"])
    alone = run(15.0)
    caught = next((i / 10 for i, (worn, _) in enumerate(alone) if worn), -1.0)
    black = engine.dawn.light
    engine.actions.fire(["device"])
    run(4.0)
    watched = len(hunting.actors())
    engine.actions.fire(["device"])
    after = run(8.0)[-1]
    return {
        "quiet": quiet,
        "most": max(count for _, count in alone),
        "caught": caught,
        "light": black,
        "watched": watched,
        "after": [*after],
        "taken": [round(beam.radius_m, 3) for beam in engine.world.edits],
        "shown": len(engine.gun.shots),
    }


class Once(ScriptSource):
    """Events of one frame."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events

    def poll(self) -> list[Event]:
        events, self.events = self.events, []
        return events


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
            facts["start"] = [*engine.walker.state.pos, engine.panel.state_id()]
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
    facts["frozen"] = gc.get_freeze_count() > 10_000
    facts["end"] = [str(engine.address()), engine.panel.state_id()]
    facts["pictures"] = sorted(str(p) for p in (folder / "pictures").iterdir())
    facts["fallen"] = fall(engine)
    facts["clicks"] = clicks(engine)
    engine.actions.set("lang", "it")
    engine.actions.set("sensitivity", 2.5)
    engine.actions.set("quality", "medium")
    there = parse_address("0,0,50/90,-20,0")
    engine.travel(replace(engine.options.now, seed=7, at=there), literal(there.pose))
    for _ in range(5):
        engine.frame(1 / 30)
    facts["travelled"] = [str(engine.address()), engine.panel.state_id(), engine.scene.quality.name]
    facts["hunted"] = hunted(engine)
    engine.close()
    facts["thawed"] = gc.get_freeze_count() == 0
    host.close()
    facts["config"] = (folder / "config.toml").read_text(encoding="utf-8")
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
