"""Fires the gun in a walk by script, in a process of its own, and prints what happened."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from scripted import play_script

from blame3d.app.engine import Engine
from blame3d.app.events import Event, Focus, KeyDown, KeyUp
from blame3d.app.script import Script, press
from blame3d.app.source import ScriptSource
from blame3d.app.spawn import literal
from blame3d.config import Settings, session
from blame3d.scene.host import open_host
from blame3d.stream.executor import SyncExecutor
from blame3d.view import parse_address
from blame3d.world.types import World

HERE = parse_address("32,10,1.7/0,0,0")
STEP = 1 / 20
OURS = ("hush", "relay", "whine", "shot", "blast")


class Witness:
    """Hears what the others cue, last of the company."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.heard: list[tuple[float, str, float]] = []

    def frame(self, dt: float) -> None:
        now = self._engine.seconds
        self.heard += [(now, cue.kind.value, cue.time_s) for cue in self._engine.cues]

    def actors(self) -> tuple[()]:
        return ()

    def travelled(self) -> None:
        pass

    def close(self) -> None:
        pass


class Now(ScriptSource):
    """Events that are due at once."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def poll(self) -> list[Event]:
        events, self.events = self.events, []
        return events


def main(folder: Path) -> None:
    path = folder / "session.txt"
    settings = Settings(
        seed=7, at=HERE, size=(320, 180), pictures=folder / "pictures", session=path, shake=1.0,
        greeted=True,
    )
    executor = SyncExecutor(
        World(settings.world_seed), generator="gun_city:generate", colliders="gun_city:colliders"
    )
    host = open_host(settings.size, window=False, software=True)
    facts: dict[str, object] = {}
    witnesses: list[Witness] = []
    seen: list[tuple[float, float, float, float]] = []

    def watch(engine: Engine) -> None:
        now = engine.seconds
        time.sleep(0.02)  # as a frame takes: what is found beside the loop needs its time
        if not witnesses:
            witnesses.append(Witness(engine))
            engine.company.append(witnesses[0])
        view = engine.view((320, 180))
        seen.append((now, engine.gun.charge, engine.gun.raised, view.p))
        if abs(now - 1.7) < STEP / 2:
            facts["thrown"] = list(engine.walker.state.vel)
        if abs(now - 1.5) < STEP / 2:
            facts["before"] = [str(engine.address()), list(engine.walker.state.vel)]

    script = Script([*press("fire", 0.5, 1.15), *press("fire", 2.0, 0.2)])
    engine = play_script(
        settings, host, executor, script, 3.0, literal(HERE.pose), step=STEP, watch=watch
    )
    facts["heard"] = [row for row in witnesses[0].heard if row[1] in OURS]
    facts["charge"] = max(row[1] for row in seen)
    facts["raised"] = max(row[2] for row in seen)
    facts["shaken"] = max(abs(row[3]) for row in seen)
    facts["address"] = str(engine.address())
    facts["shots"] = len(engine.gun.shots)

    source = engine.source = Now()

    def frames(count: int, *events: Event) -> None:
        source.events = list(events)
        for _ in range(count):
            engine.seconds += STEP
            engine.frame(STEP)

    fire = KeyDown("mouse1"), KeyUp("mouse1")
    frames(20, fire[0])
    frames(2, KeyDown("escape"))  # lowered: opening a menu is no shot
    frames(2, fire[1], KeyDown("escape"))
    facts["after_menu"] = [len(engine.gun.shots), engine.gun.charge]
    frames(20, fire[0])
    frames(2, Focus(False))
    frames(2, Focus(True), fire[1])
    engine.inputs.take()
    facts["after_focus"] = len(engine.gun.shots)
    engine.actions.set("charge", "toggle")
    frames(26, *fire)
    facts["toggled"] = engine.gun.charge > 0.0
    frames(26, *fire)
    facts["after_toggle"] = len(engine.gun.shots)
    engine.actions.set("charge", "hold")

    engine.walker.put(replace(engine.walker.state, heading=0.0))
    frames(130, KeyDown("w"), KeyDown("lshift"))
    frames(1, KeyUp("w"), KeyUp("lshift"))
    state = engine.walker.state
    facts["through"] = state.cell[1] * 64 + state.pos[1]
    frames(2, KeyDown("f12"), KeyUp("f12"))
    frames(30)
    facts["pictures"] = [str(p) for p in (folder / "pictures").iterdir()]
    facts["kept"] = [str(walk) for walk in session.read(path).values()]
    engine.actions._forget()
    frames(30)
    kept = [len(walk.beams) for walk in session.read(path).values()]
    facts["forgotten"] = [str(engine.address()), kept]
    facts["closed"] = len(engine.stage.provider((0, 0, 0)) or ())
    engine.close()
    host.close()
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
