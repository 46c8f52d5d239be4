"""All sounds of the catalogue as samples, made one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from blame3d.audio import tails
from blame3d.audio.catalogue import Entry, everything
from blame3d.audio.path import RENDITIONS, absorption
from blame3d.audio.sound import Sound
from blame3d.audio.synth import faded, filtered

_EDGE_S: Final = 0.008


def clip(name: str, variant: int = 0, rendition: int = 0) -> str:
    """The name of one recording: "knock-1~2" is the second knock, heard from very far."""
    return f"{name}-{variant}" + (f"~{rendition}" if rendition else "")


def tail(room: int, colour: str) -> str:
    """The name of a room's answer. room: index of tails.TIMES."""
    return f"tail-{colour}-{room}"


def make() -> Iterator[tuple[str, Sound]]:
    """(name, sound) of everything, in the order in which a walk needs it: beds, steps, the answers
    of rooms, then what happens."""
    named = everything()
    first = [name for name in named if name.startswith(("bed-", "step-"))]
    for name in first:
        yield from _of(name, named[name])
    for room, seconds in enumerate(tails.TIMES):
        for colour, sound in tails.tails(9000 + 50 * room, seconds).items():
            yield tail(room, colour), sound
    for name in named:
        if name not in first:
            yield from _of(name, named[name])


def _of(name: str, entry: Entry) -> Iterator[tuple[str, Sound]]:
    """All variants and renditions of one sound."""
    for variant in range(entry.variants):
        near = entry.make(seed_of(name, variant))
        yield clip(name, variant), near
        if entry.carries:
            for k, metres in enumerate(RENDITIONS[1:], 1):
                yield clip(name, variant, k), heard_through(near, metres)


def energy(name: str, sound: Sound) -> float:
    """See tails.energy."""
    return tails.energy(sound, sound.seconds) if name.startswith("tail-") else tails.energy(sound)


def heard_through(sound: Sound, metres: float) -> Sound:
    """A sound after so much air; what the air took is not made up for."""
    room = np.zeros(int(_EDGE_S * sound.rate))  # a rounded edge begins before the sharp one
    x = np.concatenate([room, sound.samples.astype(np.float64), room])
    x = filtered(x, sound.rate, absorption(metres))
    x[: len(room)] *= np.linspace(0.0, 1.0, len(room))
    return Sound(faded(x, sound.rate, _EDGE_S).astype(np.float32), sound.rate)


def seed_of(name: str, variant: int) -> int:
    """A number of a name's letters (FNV-1a), apart by far more than a maker uses."""
    h = 2166136261
    for letter in name:
        h = ((h ^ ord(letter)) * 16777619) & 0xFFFFFFFF
    return h * 4096 + variant * 512
