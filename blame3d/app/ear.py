"""The ear of the walk: a companion that measures the room, gathers what sounds, and plays it.

Sounds are made, or read when they have been made before, in a thread of their own after the start,
beds first, and handed over a few a frame; until one is there it is not heard. The room is measured
beside the loop.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from math import hypot
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.speakers import Speakers, open_speakers
from blame3d.app.walker import millimetres
from blame3d.audio import store
from blame3d.audio.catalogue import Group
from blame3d.audio.ear import Ear
from blame3d.audio.feet import Body
from blame3d.audio.heard import Listener
from blame3d.audio.room import Room, measure
from blame3d.cast.actor import Actor
from blame3d.player.state import Mode, Vec
from blame3d.world.chunk import CELL, Cell, solid
from blame3d.world.types import World

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

ROOM_S: Final = 0.4
"""How often the room is measured."""

STIR_MM: Final = 500
"""Way after which it is measured again."""

LOAD_S: Final = 0.002
"""What handing over recordings may cost a frame."""

_BLACK: Final = 0.35
"""How much of the place is heard before it is seen."""

_SLOPE: Final = 0.995
"""A floor whose normal rises less is a flight of stairs."""

Position = tuple[int, int, int]
Rows = dict[Cell, NDArray[np.void]]
Asked = tuple[World, Position, int]
"""City, place, how many cells around it were known."""

_LOG = logging.getLogger(__name__)


class Hearing:
    """A companion. speakers: where it is heard."""

    def __init__(self, engine: Engine, speakers: Speakers) -> None:
        self._engine = engine
        self._speakers = speakers
        self._energies: dict[str, float] = {}
        self._ear = Ear(engine.options.now.world_seed, self._energies)
        self._made: SimpleQueue[store.Recording] = SimpleQueue()
        self._ended = Event()
        self._asked_s = -ROOM_S
        self._asked: Asked | None = None
        self._trip = 0
        Thread(target=self._make, name="sounds", daemon=True).start()

    def _make(self) -> None:
        for recording in store.recordings(store.folder()):
            if self._ended.is_set():
                return
            self._made.put(recording)

    def frame(self, dt: float) -> None:
        """Hear this frame."""
        engine = self._engine
        self._load()
        self._measure()
        pose = engine.listener
        position = millimetres(pose.cell, pose.pos)
        self._ear.pipe = engine.stage.surfaces.pipe(pose.cell, pose.pos)
        listener = Listener(position, pose.heading, engine.seconds)
        heard = self._ear.hear(listener, dt, engine.cues, self._body())
        settings = engine.options.now
        light = _BLACK + (1.0 - _BLACK) * engine.dawn.light
        volumes = {
            Group.AMBIENCE: settings.volume * settings.volume_ambience * light,
            Group.BODY: settings.volume * settings.volume_body,
            Group.EFFECTS: settings.volume * settings.volume_effects,
        }
        self._speakers.play(heard, volumes, settings.mono)

    def _load(self) -> None:
        until = time.perf_counter() + LOAD_S
        while time.perf_counter() < until:
            try:
                name, wav, energy = self._made.get_nowait()
            except Empty:
                return
            self._speakers.load(name, wav)
            self._energies[name] = energy

    def _measure(self) -> None:
        """Ask for the room around the ear, take the answer."""
        engine = self._engine
        found = engine.beside.take("room")
        if isinstance(found, _Measured) and found.trip == self._trip:
            self._ear.room = found.room
        if engine.seconds - self._asked_s < ROOM_S:
            return
        pose = engine.listener
        rows = _near(engine.stage.provider, pose.cell)
        if pose.cell not in rows and not engine.stage.settled:
            return  # the ground is still to come
        here = engine.world, millimetres(pose.cell, pose.pos), len(rows)
        if self._ear.room is not None and self._asked is not None and _alike(here, self._asked):
            return
        self._asked, self._asked_s = here, engine.seconds
        question = partial(_measured, self._trip, here[0], here[1], rows, pose.cell, pose.pos)
        engine.beside.ask("room", question)

    def _body(self) -> Body:
        state = self._engine.walker.state
        on_foot = state.mode is Mode.WALK
        if state.ladder >= 0:
            phase = self._engine.body.phase
            return Body(phase, 2.0 * abs(state.vel[2]), landings=state.landings, on="grating")
        stairs = on_foot and state.grounded and state.ground[2] < _SLOPE
        return Body(
            phase=self._engine.body.phase,
            speed=hypot(state.vel[0], state.vel[1]),
            rise=state.vel[2],
            grounded=on_foot and state.grounded,
            landings=state.landings,
            impact=state.impact,
            on="stair" if stairs else self._engine.stage.surfaces.underfoot(state.cell, state.pos),
        )

    def actors(self) -> Sequence[Actor]:
        """Nothing is to be seen of it."""
        return ()

    def travelled(self) -> None:
        """What was on its way is not heard here, and the room is another."""
        self._ear = Ear(self._engine.options.now.world_seed, self._energies)
        self._asked, self._asked_s = None, -ROOM_S
        self._trip += 1

    def close(self) -> None:
        """Silence."""
        self._ended.set()
        self._speakers.close()


class _Measured:
    """trip: of the walk on which it was asked; room: what was found."""

    def __init__(self, trip: int, room: Room) -> None:
        self.trip, self.room = trip, room


def _alike(a: Asked, b: Asked) -> bool:
    """Whether two questions have one answer: half a metre does not change a room."""
    near = max(abs(p - q) for p, q in zip(a[1], b[1], strict=True)) < STIR_MM
    return near and a[0] == b[0] and a[2] == b[2]


def _near(provider: Callable[[Cell], NDArray[np.void] | None], cell: Cell) -> Rows:
    """The colliders of the cells around one, as far as they are known."""
    x, y, z = cell
    around = [
        (x + dx, y + dy, z + dz) for dx in (-1, 0, 1) for dy in (-1, 0, 1) for dz in (-1, 0, 1)
    ]
    return {one: solid(rows) for one in around if (rows := provider(one)) is not None}


def _measured(
    trip: int, world: World, position: Position, rows: Rows, cell: Cell, ear: Vec
) -> _Measured:
    boxes = [
        np.concatenate([found["lo"], found["hi"]], 1) + np.tile(
            (np.array(one) - np.array(cell)) * CELL - np.array(ear), 2)
        for one, found in rows.items() if len(found)
    ]  # fmt: skip
    near = np.concatenate(boxes) if boxes else np.zeros((0, 6))
    return _Measured(trip, measure(world, position, near))


def hearing(engine: Engine) -> list[Hearing]:
    """The ear, when sound is wanted and a device opens; else nothing."""
    if not engine.options.now.audio or not engine.host.window:
        return []
    speakers = open_speakers()
    if speakers is None:
        _LOG.info("No sound device opened: the walk is silent.")
        return []
    return [Hearing(engine, speakers)]
