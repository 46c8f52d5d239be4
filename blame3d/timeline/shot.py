"""A shot: from one cut to the next, one camera."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from blame3d.cast.actor import Key
from blame3d.timeline.keys import F64, Track
from blame3d.timeline.noise import wobble
from blame3d.timeline.paths import Path

GATE_MM: Final = 36.0
"""Width of the picture on the film; its shape is"""

SHAPE: Final = 2.39

NORMAL: Final = 54.0
"""Field in degrees that brings nothing nearer."""


def lens(mm: float) -> float:
    """Horizontal field in degrees of a focal length."""
    return 2.0 * math.degrees(math.atan(GATE_MM / 2.0 / mm))


def lit(
    way: tuple[float, float, float], sky: float = 0.8, lamp: float = 0.0, shade: float = 0.12
) -> Key:
    """A shot's key from somewhere; way: towards it, of any length."""
    size = math.sqrt(sum(v * v for v in way))
    x, y, z = (v / size for v in way)
    return Key((x, y, z), sky, lamp, shade)


def cold(light: float) -> tuple[float, float, float]:
    """The pale end of a film's air (`Air.pale`), so much lighter than the City's: cold, whatever
    district."""
    return 0.80 * light, 0.98 * light, 1.12 * light


@dataclass(frozen=True)
class Impulse:
    """A blow to the camera at story time s: degrees at first, gone in about `decay` seconds."""

    s: float
    degrees: float
    decay: float = 0.5


@dataclass(frozen=True)
class Air:
    """How a shot changes the air that the City has there.

    haze: factor on its density; pale: factors on the light of its end, red, green and blue;
    exposure: factor.
    """

    haze: float = 1.0
    pale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    exposure: float = 1.0


@dataclass(frozen=True)
class Focus:
    """What of a frame is sharp. metres: how far that is from the eye; opening: of the lens, metres
    across; mm: its focal length."""

    metres: float
    opening: float
    mm: float


@dataclass(frozen=True)
class Shot:
    """From `begin` (film time) to the next shot's.

    eye, aim: paths. mm: focal length, or a track of it over the shot's seconds. place: where the
    aim stands in the picture, shares of half its width and height from the middle, right and up.
    roll: degrees, or a track. hand: 0 a tripod, 1 a shoulder (0.6 Hz sway of 0.5 degrees, a tremor
    of 0.12). focus: path of what is sharp, None: everything is; stop: the lens's f-number.
    subject: role that the shot is about, to be in the picture all the time.
    """

    name: str
    begin: float
    eye: Path
    aim: Path
    mm: float | Track = 35.0
    place: tuple[float, float] = (0.0, 0.0)
    roll: float | Track = 0.0
    hand: float = 0.0
    impulses: tuple[Impulse, ...] = ()
    air: Air = Air()
    subject: str = ""
    scale: bool = False
    key: Key | None = None
    focus: Path | None = None
    stop: float = 2.8

    def focal(self, u: float) -> float:
        """Focal length in millimetres, u seconds into the shot."""
        return self.mm.value(u) if isinstance(self.mm, Track) else self.mm

    def fov(self, u: float) -> float:
        """Horizontal field in degrees, u seconds into the shot."""
        return lens(self.focal(u))

    def focus_at(self, t: float, s: float) -> Focus | None:
        if self.focus is None:
            return None
        u = t - self.begin
        way, mm = self.focus(u, s) - self.eye(u, s), self.focal(u)
        return Focus(math.sqrt(float(way @ way)), mm / 1000.0 / self.stop, mm)

    def eye_at(self, t: float, s: float) -> F64:
        """Metres of the site (3,)."""
        return self.eye(t - self.begin, s)

    def detail_at(self, t: float, s: float) -> F64:
        """Around where the City is to be finest, metres of the site: the eye, or for a long lens
        as near to what it looks at as it brings that."""
        u = t - self.begin
        eye, aim = self.eye(u, s), self.aim(u, s)
        closer = math.tan(math.radians(self.fov(u)) / 2.0) / math.tan(math.radians(NORMAL) / 2.0)
        return np.asarray(eye + (aim - eye) * max(0.0, 1.0 - closer), np.float64)

    def angles(self, t: float, s: float, seed: int) -> tuple[float, float, float]:
        """Heading, pitch and roll in degrees in the site's axes."""
        u = t - self.begin
        way = self.aim(u, s) - self.eye(u, s)
        flat = math.hypot(way[0], way[1])
        h = math.degrees(math.atan2(-way[0], way[1])) if flat > 1e-9 else 0.0
        p = math.degrees(math.atan2(way[2], flat))
        slope = math.tan(math.radians(self.fov(u)) / 2.0)
        h += math.degrees(math.atan(self.place[0] * slope))
        p -= math.degrees(math.atan(self.place[1] * slope / SHAPE))
        roll = self.roll.value(u) if isinstance(self.roll, Track) else self.roll
        dh, dp, dr = self._shaken(t, s, seed)
        return h + float(dh), min(90.0, max(-90.0, p + float(dp))), roll + float(dr)

    def sees(self, t: float, s: float, seed: int) -> Callable[[F64, float], bool]:
        """Whether a ball, its middle in metres of the site and its radius, may be in the picture of
        a moment."""
        eye = self.eye_at(t, s)
        h, p, r = (math.radians(v) for v in self.angles(t, s, seed))
        x, y, z = -math.sin(h) * math.cos(p), math.cos(h) * math.cos(p), math.sin(p)
        right, ahead = np.array([math.cos(h), math.sin(h), 0.0]), np.array([x, y, z])
        above = np.array([right[1] * z, -right[0] * z, right[0] * y - right[1] * x])
        right, above = (
            math.cos(r) * right - math.sin(r) * above,
            math.cos(r) * above + math.sin(r) * right,
        )
        slope = math.tan(math.radians(self.fov(t - self.begin)) / 2.0)
        flat = slope / SHAPE
        sides = np.array([ahead] + [ahead * k + axis * sign for axis, k in ((right, slope),
                         (above, flat)) for sign in (-1.0, 1.0)])  # fmt: skip
        sides /= np.sqrt((sides * sides).sum(axis=1, keepdims=True))
        return lambda middle, radius: bool((sides @ (middle - eye) > -radius).all())

    def _shaken(self, t: float, s: float, seed: int) -> F64:
        out = np.zeros(3)
        for axis in range(3):
            if self.hand:
                sway = wobble(seed + axis, t, 0.6) * 0.5
                tremor = wobble(seed + 10 + axis, t, 6.5) * 0.12
                out[axis] += self.hand * (sway + tremor) * (0.6 if axis == 2 else 1.0)
            for blow in self.impulses:
                age = s - blow.s
                if age >= 0.0:
                    left = blow.degrees * math.exp(-4.0 * age / blow.decay) * min(1.0, age * 30.0)
                    out[axis] += left * wobble(seed + 20 + axis, age, 11.0)
        return out
