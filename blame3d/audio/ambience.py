"""The beds of a place: how loud each is, by the room around the ear, and eased as one goes on."""

from __future__ import annotations

from math import exp, hypot, sin
from typing import Final

from blame3d.audio.catalogue import BEDS
from blame3d.audio.feet import Body
from blame3d.audio.heard import AROUND, SILENT, Play
from blame3d.audio.library import clip
from blame3d.audio.room import Room, Vec
from blame3d.audio.sound import gain

_RATE: Final = 1.1
"""1/s: how fast beds follow the room."""


class Ambience:
    """Asked once a frame."""

    def __init__(self) -> None:
        self._gains: dict[str, float] = {}

    def frame(
        self,
        body: Body,
        room: Room | None,
        pipe: tuple[float, Vec] | None,
        numb: float,
        dt: float,
        now: float,
    ) -> dict[str, Play]:
        """What is held. numb: factor on all of it; pipe: see `Ear`; dt, now: seconds."""
        goals = _goals(body, room, pipe)
        part = 1.0 - exp(-_RATE * dt) if self._gains else 1.0
        quick = 1.0 - (1.0 - part) ** 4
        held = {}
        for k, (name, entry) in enumerate(BEDS.items()):
            before, goal = self._gains.get(name, 0.0), goals.get(name, 0.0)
            now_gain = before + (goal - before) * (quick if name == "rush" else part)
            self._gains[name] = now_gain
            heard = now_gain * gain(entry.level) * numb * _swell(k, now)
            if heard > SILENT:
                pitch = 0.8 + 0.5 * now_gain if name == "rush" else 1.0
                held[f"bed {name}"] = Play(clip(f"bed-{name}"), heard, AROUND, pitch, entry.group)
        return held


def _goals(
    body: Body, room: Room | None, pipe: tuple[float, Vec] | None
) -> dict[str, float]:
    """What the beds are to be, 0 … 1."""
    through = hypot(body.speed, body.rise) if not body.grounded else 0.0
    goals = {"rush": min(1.0, max(0.0, (through - 7.0) / 45.0) ** 1.2)}
    if room is None:
        return goals
    wide = room.openness
    goals["wind"] = wide**1.4 * (0.45 + 0.55 * room.light)
    goals["draught"] = (1.0 - wide) ** 1.2
    goals[room.hum] = 1.0 / (1.0 + (room.wall[0] / 14.0) ** 1.3)
    goals[f"air-{room.district}"] = 0.55 + 0.45 * wide
    if pipe is not None:
        goals["water"] = 1.0 / (1.0 + (pipe[0] / 2.5) ** 1.6)
    return goals


def _swell(k: int, now: float) -> float:
    """A bed's slow breath, ± 3 dB, in periods that do not fit each other."""
    a, b = 0.071 + 0.0053 * k, 0.0247 + 0.0017 * k
    return gain(1.9 * sin(6.2832 * a * now + k) + 1.9 * sin(6.2832 * b * now + 2.4 * k))
