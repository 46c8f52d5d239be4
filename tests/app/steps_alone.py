"""Steps out of a set piece at random moments and back, on the real City's floors; prints what
became of it, as JSON, a row each.

Arguments: the piece, how many moments. What is drawn of the City is the toy's: it costs nothing.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
from film_alone import Keys

from blame3d.app.cinema import Cinema
from blame3d.app.clock import FixedClock
from blame3d.app.events import KeyDown
from blame3d.app.filmsource import FilmSource
from blame3d.app.looking import near_range
from blame3d.app.play import at_site
from blame3d.config import Settings
from blame3d.player.motion import LEGS
from blame3d.player.rescue import free
from blame3d.player.state import Mode
from blame3d.scene.host import open_host
from blame3d.setpieces import programme
from blame3d.stream.executor import SyncExecutor
from blame3d.timeline.transport import Transport

STEP_S = 1.0 / 30.0
PATIENCE = 600


def main(name: str, count: int, folder: Path) -> None:
    piece = programme.find(name)
    settings = Settings(
        size=(160, 90), quality="low", software=True, config=folder / "config.toml", lang="en"
    )
    settings = at_site(settings, piece, 0.0)
    executor = SyncExecutor(piece.site.world, generator="toy_city:generate")
    host = open_host(settings.size, window=False, software=True)
    keys = Keys()
    transport = Transport(piece.duration_s, playing=False)
    source = FilmSource(keys)
    cinema = Cinema(settings, host, executor, source, FixedClock(STEP_S), [piece], transport)

    def frames(count: int, *pressed: str) -> None:
        keys.events = [KeyDown(key) for key in pressed]
        for _ in range(count):
            cinema.seconds += STEP_S
            cinema.frame(STEP_S)

    def seen() -> tuple[object, ...]:
        moment = cinema.moment
        joints = b"".join(one.joints.tobytes() for one in moment.actors)
        return cinema.seated, cinema.transport.t, moment.t, moment.pose, moment.fov_h, joints

    rows = []
    for t in np.random.default_rng(11).uniform(0.0, piece.duration_s, count).tolist():
        cinema.transport = cinema.transport.to(t)
        for _ in range(PATIENCE):
            frames(1)
            if cinema.moment.t == t and cinema.stage.covered:
                break
        before, camera = seen(), cinema.moment.pose
        frames(1, "enter")
        for _ in range(PATIENCE):
            frames(1)
            state, walker = cinema.walker.state, cinema.walker
            room = free(walker.surroundings, state.cell, state.pos, LEGS, slack=0.02)
            if state.mode is Mode.WALK and room is not None:
                break
        eye = walker.eye()
        down, _ = near_range(cinema.stage.provider, eye.cell, eye.pos, (0.0, 0.0, -1.0))
        turned = (walker.heading - camera.h + 180.0) % 360.0 - 180.0
        row = {
            "t": t, "mode": state.mode.name, "eye_over_floor": down, "free": room,
            "turned": abs(turned) + abs(walker.pitch - camera.p),
        }  # fmt: skip
        frames(1, "enter")
        row["back"] = seen() == before
        rows.append(row)
    cinema.close()
    host.close()
    sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        main(sys.argv[1], int(sys.argv[2]), Path(name))
