"""What a film sounds like, made without a device: the ear is where the picture looks closely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.audio import library
from blame3d.audio.ear import Ear
from blame3d.audio.feet import Body
from blame3d.audio.heard import Heard, Listener
from blame3d.audio.mix import mixed
from blame3d.audio.room import Room, measure
from blame3d.timeline.piece import SetPiece, cues, detail_of

STEP_S: Final = 1.0 / 50.0


def soundtrack(piece: SetPiece, begin: float, seconds: float) -> NDArray[np.float32]:
    """Stereo (n, 2) at `audio.sound.RATE` of a stretch of a piece.

    It is made from the piece's beginning, for sound is on its way when a stretch begins.
    """
    sounds = dict(library.make())
    energies = {name: library.energy(name, sound) for name, sound in sounds.items()}
    whole = mixed(_moments(piece, energies, begin + seconds), STEP_S, sounds, begin + seconds)
    first = round(begin * len(whole) / (begin + seconds))
    return np.asarray(np.clip(whole[first:], -1.0, 1.0), np.float32)


def _moments(
    piece: SetPiece, energies: Mapping[str, float], seconds: float
) -> Iterator[Heard]:
    ear = Ear(piece.seed, energies)
    world = piece.site.world
    rooms: dict[int, Room] = {}
    before = -1.0
    for n in range(round(seconds / STEP_S)):
        t = n * STEP_S
        shot = piece.index(t)
        at = detail_of(piece, t)
        if shot not in rooms:
            rooms[shot] = measure(world, at, np.zeros((0, 6)))
        ear.room = rooms[shot]
        heading = piece.shots[shot].angles(t, piece.story(t), piece.seed)[0] + piece.site.heading
        yield ear.hear(Listener(at, heading, t), STEP_S, cues(piece, before, t, t), Body())
        before = t
