"""Runs the ear of a walk in a process of its own, with the driver that the environment names."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from blame3d.app.clock import RealClock
from blame3d.app.ear import Hearing
from blame3d.app.engine import Engine
from blame3d.app.events import KeyDown
from blame3d.app.source import ScriptSource
from blame3d.app.spawn import literal
from blame3d.app.speakers import open_speakers, probe
from blame3d.audio import library, store
from blame3d.audio.heard import Play
from blame3d.audio.sound import Sound
from blame3d.config import Settings
from blame3d.life.cue import Cue, Kind
from blame3d.scene.host import open_host
from blame3d.stream.executor import SyncExecutor
from blame3d.view import parse_address
from blame3d.world.types import World

HERE = parse_address("10,10,1.7/0,0,0")


class Keys(ScriptSource):
    """W is held from when it is wanted."""

    def __init__(self) -> None:
        self.events: list[KeyDown] = []

    def poll(self) -> list[KeyDown]:  # type: ignore[override]
        events, self.events = self.events, []
        return events


def short() -> Iterator[tuple[str, Sound]]:
    """The library with a second of noise in every place of it."""
    noise = np.linspace(-0.5, 0.5, 16_000, dtype=np.float32)
    for name in ("bed-wind-0", "bed-draught-0", "bed-air-foundry-0", "relay-0", "knock-0"):
        yield name, Sound(noise, 16_000, name.startswith("bed"))
    for k in range(8):
        yield f"step-concrete-{k}", Sound(noise, 16_000)


def main(folder: Path) -> None:
    library.make = short
    store.keep(store.folder())
    host = open_host((64, 64), window=False, software=True)
    executor = SyncExecutor(World(0), generator="toy_city:generate", colliders="toy_city:colliders")
    settings = Settings(at=HERE, size=(64, 64), config=folder / "config.toml")
    keys = Keys()
    engine = Engine(settings, host, executor, keys, RealClock(), lambda: literal(HERE.pose))
    speakers = open_speakers()
    if speakers is None:
        for _ in range(5):
            engine.frame(1 / 30)
        out = {"device": probe(), "company": [type(one).__name__ for one in engine.company]}
    else:
        engine.walker.turn(180.0, 0.0)  # away from the wall, for ever: every room is another
        hearing = Hearing(engine, speakers)
        engine.company.append(hearing)
        most, loudest, relays, frames = 0, 0.0, 0, 0
        rooms: set[float] = set()
        begin = speakers._begin

        def counted(play: Play, volume: float, mono: bool) -> None:
            nonlocal relays
            relays += play.clip.startswith("relay")
            begin(play, volume, mono)

        speakers._begin = counted  # type: ignore[method-assign]
        until = time.monotonic() + 40.0
        # The room is measured beside the loop: a quick machine walks farther meanwhile.
        while time.monotonic() < until and (
            engine.walker.state.walked < 14.0 or len(rooms) < 2 or not loudest
        ):
            engine.seconds += 1 / 30
            frames += 1
            # As a key does: before the companions are asked.
            engine.cues.append(Cue(Kind.RELAY, (10_000, 12_000, 1700), engine.seconds))
            engine.frame(1 / 30)
            hearing.frame(0.0)  # a paused frame in between
            if hearing._ear.room is not None:
                if not rooms:  # a quick machine would have left the first one before it is known
                    keys.events = [KeyDown("w")]
                rooms.add(round(hearing._ear.room.radius, 2))
            most = max(most, speakers.sounding)
            held = [one.get_volume() for _, voices in speakers._held.values() for one in voices]
            loudest = max([loudest, *held])
        engine.options.set("volume", 0.0)
        hearing.frame(1 / 30)
        held = [one.get_volume() for _, voices in speakers._held.values() for one in voices]
        hearing.travelled()
        out = {
            "most": most,
            "loudest": loudest,
            "relays": relays,
            "frames": frames,
            "muted": max(held, default=-1.0),
            "rooms": len(rooms),
            "room": hearing._ear.room is None,
        }
    engine.close()
    host.close()
    sys.stdout.write(json.dumps(out) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
