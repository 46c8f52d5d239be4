"""What an ear hears: cues, footfalls and a room in, recordings with loudness and direction out.

Pure: time comes with each call. A cue travels: it is due when its sound has covered the distance
to where the ear is by then. Each is heard directly, from walls far enough to be told apart, and as
the answer of the whole room (see `tails`). Beds follow the room and are eased, so that a door is a
change and never a cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import cos, exp, hypot, radians, sin, sqrt
from typing import Final

from blame3d.audio import path, spots, tails
from blame3d.audio.ambience import Ambience
from blame3d.audio.catalogue import CUES, FEET, Entry, Group
from blame3d.audio.feet import Body, Feet, Step
from blame3d.audio.heard import AROUND, SILENT, Heard, Listener, Play
from blame3d.audio.library import clip, tail
from blame3d.audio.room import Room, Vec
from blame3d.audio.sound import gain
from blame3d.life.cue import LASTING, Cue, Kind
from blame3d.world.hash import hash64

_LATE_S: Final = 1.5
"""A cue that should have been heard so long ago is not heard any more."""

_SPOTS_S: Final = 0.11
"""How often the spots are asked: they cost more than all the rest."""

_HIDDEN: Final = gain(-11.0)
_ECHO: Final = gain(-4.0)
_ECHO_HEARD: Final = gain(-52.0)
_ANSWER_HEARD: Final = gain(-50.0)
"""An answer lasts long: where it is lost in the wind it only takes voices."""

_PENDING: Final = 600
_DEAF_DB: Final = -16.0
_DEAF_S: Final = 3.0
"""After something at full scale the ear hears this much less, and recovers in that time."""


@dataclass
class _Coming:
    """A sound on its way. extra: metres beyond the straight way; way: where an echo comes from."""

    cue: Cue
    number: int
    factor: float = 1.0
    extra: float = 0.0
    way: Vec | None = None


class Ear:
    """seed: of the City. energies: of every clip (see tails.energy)."""

    def __init__(self, seed: int, energies: Mapping[str, float]) -> None:
        self.room: Room | None = None
        self.pipe: tuple[float, Vec] | None = None
        """Metres and way (world axes) to the nearest pipe."""
        self._seed = seed
        self._energies = energies
        self._coming: list[_Coming] = []
        self._ambience = Ambience()
        self._held: dict[str, Play] = {}
        self._last_of: dict[str, int] = {}
        self._feet = Feet()
        self._count = 0
        self._deaf = 0.0
        self._before: float | None = None

    def travelled(self) -> None:
        """Elsewhere: what was on its way is not heard here."""
        self._coming.clear()
        self._held.clear()
        self._feet.forget()
        self.room = self.pipe = self._before = None

    def hear(self, at: Listener, dt: float, cues: Iterable[Cue], body: Body) -> Heard:
        """dt: seconds since the last call."""
        room = self.room
        now = at.time_s
        hush = False
        lasting: list[Cue] = []
        for cue in cues:
            if cue.kind is Kind.HUSH:
                hush = True
            elif cue.kind in LASTING:
                lasting.append(cue)
            else:
                self._take(cue)
        if self._before is None:
            self._before = now
        if room is not None and dt > 0.0 and now - self._before > _SPOTS_S:
            for cue in spots.cues(self._seed, at.position_mm, room.district, self._before, now):
                self._take(replace(cue, time_s=now))  # asked late: not to be late for that
            self._before = now
        plays: list[Play] = []
        for step in self._feet.frame(body):
            plays += self._step(step)
        plays += self._arrive(at)
        loudest = max((p.gain for p in plays if p.group is Group.EFFECTS), default=0.0)
        self._deaf = max(self._deaf * exp(-dt / _DEAF_S), max(0.0, 2.0 * loudest - 1.0))
        numb = gain(_DEAF_DB * min(1.0, self._deaf))
        beds = self._ambience.frame(body, room, self.pipe, numb, dt, now)
        held = {**beds, **self._last(lasting, at, dt)}
        return Heard(tuple(plays), held, hush)

    # What travels ---------------------------------------------------------------------------

    def _take(self, cue: Cue) -> None:
        """A cue sets out."""
        self._count += 1
        if len(self._coming) >= _PENDING:
            return
        self._coming.append(_Coming(cue, self._count))

    def _echoes(self, one: _Coming, far: float, at: Listener) -> list[_Coming]:
        """What still comes, from the walls around the ear, of a sound that arrives now from so many
        metres away."""
        cue, entry = one.cue, CUES[one.cue.kind]
        if self.room is None or not entry.tail:
            return []
        source = [
            (a - b) / 1000.0 for a, b in zip(cue.position_mm, at.position_mm, strict=True)
        ]
        found = []
        for metres, way in self.room.echoes():
            wall = [metres * w for w in way]
            whole = hypot(*(s - w for s, w in zip(source, wall, strict=True))) + metres
            heard = gain(entry.level) * cue.level * _ECHO * path.spread(whole)
            if whole - far > 0.1 * path.SPEED and heard > _ECHO_HEARD:
                found.append(_Coming(cue, one.number, _ECHO, whole - far, way))
        return found

    def _arrive(self, at: Listener) -> list[Play]:
        """What has covered its way by now."""
        still: list[_Coming] = []
        plays: list[Play] = []
        for one in self._coming:
            metres = _distance(one.cue.position_mm, at.position_mm) + one.extra
            late = at.time_s - one.cue.time_s - path.delay(metres)
            if late < 0.0:
                still.append(one)
            elif late < _LATE_S:
                plays += self._heard(one, metres, at)
                if one.way is None:
                    still += self._echoes(one, metres, at)
        self._coming = still
        return plays

    def _heard(self, one: _Coming, metres: float, at: Listener) -> list[Play]:
        cue, entry, room = one.cue, CUES[one.cue.kind], self.room
        straight = _way(cue.position_mm, at.position_mm)
        way = one.way or straight
        loud = gain(entry.level) * cue.level * one.factor
        k = path.rendition(metres) if entry.carries else 0
        if room is not None and room.hides(straight, metres - one.extra):
            loud *= _HIDDEN
            k = min(k + 1, len(path.RENDITIONS) - 1) if entry.carries else 0
        heard = loud * path.spread(metres)
        if heard < SILENT:
            return []
        variant = self._variant(str(cue.kind), entry.variants, one.number)
        name = clip(str(cue.kind), variant, k)
        pitch = cue.pitch * _vary(self._seed, one.number, 0.04 if entry.variants > 1 else 0.0)
        plays = [Play(name, min(1.0, heard), _turned(way, at.heading), pitch, entry.group)]
        if one.way is None and entry.tail and room is not None:
            # Beyond the room's size the field of a source is as weak as its direct sound.
            inside = min(1.0, room.radius / max(1.0, metres))
            plays += self._answer(entry, clip(str(cue.kind), variant, k), loud * inside, room)
        return plays

    def _answer(self, entry: Entry, name: str, loud: float, room: Room) -> list[Play]:
        """The room's answer to a sound of this factor at one metre."""
        answer = tail(tails.nearest(room.seconds), entry.tail)
        ratio = sqrt(self._energies.get(name, 0.0) / self._energies.get(answer, 1.0))
        heard = loud * tails.wetness(room.absorbing) * ratio
        if heard < _ANSWER_HEARD:
            return []
        return [Play(answer, min(1.0, heard), AROUND, 1.0, entry.group)]

    def _variant(self, name: str, variants: int, number: int) -> int:
        """Any of the variants but the one that was heard last."""
        last = self._last_of.get(name, variants - 1)
        if variants > 1:
            last = (last + 1 + int(hash64(self._seed, 77, number)) % (variants - 1)) % variants
        self._last_of[name] = last
        return last

    def _step(self, step: Step) -> list[Play]:
        self._count += 1
        entry = FEET[step.name]
        loud = gain(entry.level) * step.level
        name = f"step-{step.name}"
        name = clip(name, self._variant(name, entry.variants, self._count))
        pitch = _vary(self._seed, self._count, 0.05)
        way = (0.28 * step.side, 0.25, -0.93)
        plays = [Play(name, min(1.0, loud), way, pitch, entry.group)]
        if entry.tail and self.room is not None:
            plays += self._answer(entry, name, 1.7 * loud, self.room)  # at the ear, 1.7 m above
        return plays

    # What lasts -----------------------------------------------------------------------------

    def _last(self, cues: list[Cue], at: Listener, dt: float) -> dict[str, Play]:
        """Lasting sources: those not cued any more fade in a tenth of a second."""
        held: dict[str, Play] = {}
        for cue in cues:
            entry = CUES[cue.kind]
            metres = _distance(cue.position_mm, at.position_mm)
            way = _way(cue.position_mm, at.position_mm)
            heard = gain(entry.level) * cue.level * path.spread(metres)
            if self.room is not None and self.room.hides(way, metres):
                heard *= _HIDDEN
            before = self._held.get(f"{cue.kind} {cue.key}")
            goal = min(1.0, heard)
            begin = before.gain if before else 0.0
            eased = begin + (goal - begin) * (1.0 - exp(-12.0 * dt))
            held[f"{cue.kind} {cue.key}"] = Play(
                clip(str(cue.kind)), eased, _turned(way, at.heading), cue.pitch, entry.group
            )
        for key, play in self._held.items():
            if key not in held and play.gain > SILENT:
                held[key] = play._replace(gain=play.gain * exp(-25.0 * dt))
        self._held = {key: play for key, play in held.items() if play.gain > SILENT or dt == 0.0}
        return self._held


def _distance(a: tuple[int, int, int], b: tuple[int, int, int]) -> float:
    """Metres."""
    return hypot(*((x - y) / 1000.0 for x, y in zip(a, b, strict=True)))


def _way(to: tuple[int, int, int], at: tuple[int, int, int]) -> Vec:
    """Unit vector in world axes; ahead of nothing is up."""
    x, y, z = ((a - b) / 1000.0 for a, b in zip(to, at, strict=True))
    far = hypot(x, y, z)
    return (x / far, y / far, z / far) if far > 1e-6 else (0.0, 0.0, 1.0)


def _turned(way: Vec, heading: float) -> Vec:
    """A direction of the world as the head has it."""
    c, s = cos(radians(heading)), sin(radians(heading))
    return way[0] * c + way[1] * s, way[1] * c - way[0] * s, way[2]


def _vary(seed: int, number: int, by: float) -> float:
    return 1.0 + by * (2.0 * (int(hash64(seed, 78, number)) % 1024) / 1023.0 - 1.0)
