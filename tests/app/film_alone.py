"""Plays a small piece in the toy City, steps out of it and back, and prints what happened."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from toy_city import colliders

from blame3d.app.cinema import Cinema
from blame3d.app.clock import FixedClock
from blame3d.app.company import of
from blame3d.app.events import Event, KeyDown
from blame3d.app.filmsource import FilmSource
from blame3d.app.hunting import Hunting
from blame3d.app.pace import IDLE_INTERVAL_S
from blame3d.app.play import at_site
from blame3d.app.walker import millimetres
from blame3d.capture import where
from blame3d.capture.film import Projector
from blame3d.capture.studio import Studio
from blame3d.config import Settings
from blame3d.scene.host import open_host
from blame3d.setpieces.players import Stand, person, shaped
from blame3d.stream.executor import SyncExecutor
from blame3d.timeline.paths import Fixed, Rail
from blame3d.timeline.piece import Chapter, Edit, Role, SetPiece, Site
from blame3d.timeline.shot import Air, Shot
from blame3d.timeline.transport import Transport
from blame3d.timeline.words import Caption
from blame3d.view import Beam, parse_at
from blame3d.world.types import World

SITE = Site((10_000, 10_000, 0), 0.0)
PIECE = SetPiece(
    "toy",
    0,
    ("Toy", "Gioco"),
    6.0,
    5,
    SITE,
    (
        Shot(
            "first",
            0.0,
            Rail(((0, 0, 3), (2, 0, 3)), 0.0, 3.0),
            Fixed((0, 20, 1)),
            85.0,
            air=Air(haze=2.0),
        ),
        Shot("second", 3.0, Fixed((30, 5, 2)), Fixed((0, 20, 1)), 24.0, hand=1.0),
    ),
    roles=(
        Role(
            "killy",
            lambda s: np.array([0.0, 12.0, 1.0]),
            lambda site, s: (
                person("killy", site, Stand((0.0, 12.0, 0.0), 180.0, (180.0, 0.0), time=s)),
            ),
        ),
    ),
    captions=(Caption(1.0, 3.0, "Nobody.", "Nessuno."),),
    edits=(Edit(4.0, Beam((10_000, 30_000, 1_000), 0, 0, 40.0, 2.0)),),
    chapters=(Chapter(0.0, "One", "Uno"), Chapter(3.0, "Two", "Due")),
    stands=((5.0, 1.0, 0.0), (28.0, 3.0, 0.0)),
    standing=lambda site: (shaped("blank-column", site, (24.0, 9.0, 3.0), np.eye(3, 4)[None]),),
)


class Keys:
    """Devices that press what they are told."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def poll(self) -> list[Event]:
        events, self.events = self.events, []
        return events

    def take(self, on: bool) -> None:
        self.taken = on

    def layout(self, key: str) -> str:
        return ""


def said(cinema: Cinema) -> list[str]:
    """The lines of the help page."""
    labels = cinema.interface.help._layer.path.find_all_matches("**/label")
    return [label.node().get_text() for label in labels]


def main(folder: Path) -> None:
    settings = Settings(
        size=(320, 180), quality="low", software=True, config=folder / "config.toml", lang="en"
    )
    settings = at_site(settings, PIECE, 0.0)
    names = {"generator": "toy_city:generate", "colliders": "toy_city:colliders"}
    executor = SyncExecutor(World(0), **names)
    host = open_host(settings.size, window=False, software=True)
    keys, facts = Keys(), {}
    clock = FixedClock(1 / 30)
    cinema = Cinema(
        settings, host, executor, FilmSource(keys), clock, [PIECE], Transport(PIECE.duration_s)
    )

    def frames(count: int, *pressed: str) -> None:
        keys.events = [KeyDown(key) for key in pressed]
        for _ in range(count):
            cinema.seconds += 1 / 30
            cinema.frame(1 / 30)

    def until(wished: Callable[[], bool], *pressed: str) -> bool:
        """Frames until something is so: what is found beside the loop takes its time."""
        frames(1, *pressed)
        for _ in range(2000):
            if wished():
                return True
            time.sleep(0.005)
            frames(1)
        return False

    def shot() -> str:
        return cinema.moment.shot.name

    while not cinema.stage.covered:
        frames(1)
    frames(1)
    facts["pace"] = [cinema.stage.settled, cinema.pace.interval < IDLE_INTERVAL_S]
    cinema.transport = replace(cinema.transport, loop=(0.0, 1.0))
    frames(25)
    facts["played"] = cinema.transport.t > 0.5
    listener = cinema.listener
    facts["listens"] = [
        millimetres(listener.cell, listener.pos) == cinema.moment.detail_mm,
        cinema.moment.detail_mm != cinema.moment.pose.mm,
    ]
    facts["greeted"] = [cinema.dawn.keys_s is None, cinema.dawn.waking.open]
    until(lambda: cinema.dawn.light >= 1.0)
    facts["note"] = cinema._note()
    seen = cinema.view((64, 36))
    facts["still"] = cinema.still((64, 36)).haze == seen.haze
    gate, help_page = cinema.gate, cinema.interface.help
    facts["layers"] = [
        layer._layer.path.get_sort() if hasattr(layer, "_layer") else layer.path.get_sort()
        for layer in (gate._bars, gate._card, gate._words, gate._time, help_page)
    ]
    mode = cinema.walker.state.mode
    frames(2, "k", "x", "f3", "n")
    facts["keys"] = [
        cinema.walker.state.mode is mode,
        of(cinema, Hunting).worn,
        cinema.interface.numbers_on,
        cinema.running,
    ]
    frames(1, "f1")
    facts["help"] = said(cinema)
    frames(1, "f1")
    cinema.transport = replace(cinema.transport, loop=None, t=0.6)
    frames(1, "space")
    still = cinema.transport.t
    frames(5)
    facts["paused"] = cinema.transport.t == still
    frames(1, ".")
    facts["stepped"] = round((cinema.transport.t - still) * 24) in (0, 1)
    whole, cinema.stage.complete = cinema.stage.complete, lambda view, near, stale: False
    hurries: list[bool] = []
    executor.hurry = hurries.append
    frames(20, "page_down")
    facts["waits"] = [shot(), cinema.transport.t]
    cinema.stage.complete = whole
    until(lambda: shot() == "second")
    facts["chapter"] = shot()
    facts["hurries"] = hurries[:2]
    camera = cinema.moment.pose
    frames(40, "enter")
    state = cinema.walker.state
    facts["out"] = {
        "seated": cinema.seated,
        "mode": state.mode.name,
        "height": state.cell[2] * 64 + state.pos[2],
        "turn": abs(cinema.walker.heading - camera.h) + abs(cinema.walker.pitch - camera.p),
        "t": cinema.transport.t,
    }
    x = cinema.walker.state.pos
    frames(20, "w")
    facts["walks"] = cinema.walker.state.pos != x
    rows, own = cinema.stage.provider((0, 0, 0)), colliders(World(0), (0, 0, 0))
    facts["stands"] = [0 if rows is None else len(rows) > len(own)]
    frames(1, "enter")
    facts["back"] = [cinema.seated, cinema.transport.t, cinema.pose.heading == camera.h]


    def beams() -> tuple[Beam, ...]:
        return cinema.options.now.at.beams if cinema.options.now.at else ()

    frames(1, "end")
    facts["holes"] = len(cinema.view((64, 36)).shots)
    until(lambda: shot() == "first", "home")
    # What a shot will bare is built before it, and not seen; who steps out finds the floor whole.
    facts["whole"] = [len(cinema.view((64, 36)).shots), len(beams())]
    frames(2, "enter")
    facts["whole"].append(len(beams()))
    own = Beam((10_000, 20_000, 1_000), 0, 0, 40.0, 1.0)
    cinema.cut(own)
    frames(3)
    facts["own"] = [beams() == (own,), own in [one.beam for one in cinema.view((64, 36)).shots]]
    until(lambda: shot() == "second", "enter", "end")
    facts["both"] = [len(beams()), len(cinema.view((64, 36)).shots)]
    cinema.gun.forget()
    frames(2)
    facts["closed"] = [cinema.seated, own in beams(), len(beams())]
    frames(1, "home")
    until(lambda: shot() == "first")
    frames(2, "e")
    facts["eyes"] = round(cinema.lens.fov)
    facts["address"] = str(cinema.address())
    cinema._reel._rest.append(replace(PIECE, name="toy2"))
    light = cinema.dawn.light
    frames(1, "n")
    facts["joins"] = [
        cinema.piece.name,
        cinema.stage.covered,
        cinema.dawn.light >= light,
        len(cinema.stage.residency.shown),
    ]
    cinema.transport = replace(cinema.transport, playing=False)
    where.in_solid = lambda world, position_mm: False  # the toy City is not that of its seed
    cinema.travel(replace(cinema.options.now, at=parse_at("0.2,0.2,1.7/90,0,0")))
    frames(3)
    facts["left"] = [cinema.seated, cinema.here, round(cinema.pose.heading)]
    elsewhere = replace(cinema.options.now, seed=7, at=parse_at("0.2,0.2,1.7/90,0,0"))
    cinema.travel(elsewhere)
    frames(3, "space", "enter")
    facts["elsewhere"] = [cinema.seated, cinema.here, cinema.transport.playing, len(beams())]
    cinema.close()

    # Pixels: a frame alone, in sequence, and sought backwards.
    from blame3d.scene.city import CityScene

    def take(times: list[float]) -> dict[float, bytes]:
        scene = CityScene(host, "low")
        room = Studio(host, scene, SyncExecutor(World(0), **names))
        projector = Projector(room, World(0), PIECE, (160, 96), "en", 1)
        found = {t: projector.frame(t).tobytes() for t in times}
        projector.close()
        scene.close()
        return found

    forwards = take([0.0, 1.5, 3.5, 4.5, 5.5])
    facts["alone"] = take([1.5])[1.5] == forwards[1.5]
    facts["backwards"] = take([5.5, 3.5, 1.5, 0.0])[1.5] == forwards[1.5]
    facts["after"] = take([4.5, 0.0, 4.5])[4.5] == forwards[4.5]
    facts["differ"] = len(set(forwards.values())) == len(forwards)
    host.close()
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
