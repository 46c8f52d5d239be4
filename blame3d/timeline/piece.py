"""A set piece as a value, and what one moment of it is."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from blame3d.cast.actor import Actor
from blame3d.life.cue import Cue
from blame3d.player.gun import BLAST_S, Blast
from blame3d.timeline.keys import F64, Track
from blame3d.timeline.shot import Air, Focus, Shot
from blame3d.timeline.sounds import Sound, value
from blame3d.timeline.words import Caption, Card, shown
from blame3d.view import Beam, Pose
from blame3d.world.types import Guest, World

_COLD_S: Final = 1.7
"""From when on a blast is dust alone."""

_THINS: Final = 3.0
"""So many times sooner than dust, steam is gone."""

EYE_M: Final = 1.7
"""Of who steps out, over the floor."""


@dataclass(frozen=True)
class Site:
    """Where a piece is played: its origin in integer millimetres of the City and the heading of
    its y axis, degrees. x is to the right of y, z up. seed: of that City; guest: what of another
    stands there (`world.sites`)."""

    origin_mm: tuple[int, int, int]
    heading: float
    seed: int = 0
    guest: Guest | None = None

    @property
    def world(self) -> World:
        """The City before the piece."""
        return World(self.seed, guest=self.guest)

    def axes(self) -> F64:
        """(3, 3): columns are the site's axes in the City's."""
        a = math.radians(self.heading)
        c, s = math.cos(a), math.sin(a)
        return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])

    def mm(self, point: F64 | tuple[float, float, float]) -> tuple[int, int, int]:
        """A point of the site in integer millimetres of the City."""
        x, y, z = np.rint(self.axes() @ np.asarray(point, np.float64) * 1000.0).astype(int).tolist()
        a, b, c = self.origin_mm
        return a + x, b + y, c + z


@dataclass(frozen=True)
class Role:
    """Somebody or something in front of the camera.

    where: middle of it in metres of the site at story time s; half: of its height, metres; reach:
    nothing of it is farther from there. actors: how it stands in the City then; empty when it is
    not there. feet: points (n, 3) that rest on a surface at s, for those that walk.
    """

    name: str
    where: Callable[[float], F64]
    actors: Callable[[Site, float], tuple[Actor, ...]]
    feet: Callable[[float], F64] | None = None
    half: float = 0.0
    reach: float = math.inf


@dataclass(frozen=True)
class Edit:
    """A beam that is gone from the City from story time s on; it stays."""

    s: float
    beam: Beam


@dataclass(frozen=True)
class Burst:
    """A blast, or only its dust, from story time s on. at: metres of the site; way: unit vector of
    the site along which it runs; size: metres to which it grows. steam: it is pale vapour, which
    rises."""

    s: float
    at: tuple[float, float, float]
    size: float
    way: tuple[float, float, float] = (0.0, 0.0, 1.0)
    dust: bool = False
    steam: bool = False

    def seen(self, site: Site, s: float, number: int) -> Blast | None:
        """As the scene draws it at a time; number: tells it from others."""
        age = s - self.s
        if age < 0.0:
            return None
        if self.dust or self.steam:
            age = _COLD_S + age * (_THINS if self.steam else 1.0)
        if age >= BLAST_S:
            return None
        x, y, z = (float(v) for v in site.axes() @ np.array(self.way))
        at, bore = site.mm(self.at), self.size / 3.0
        return Blast(at, (x, y, z), age, self.size, bore, number, self.steam)


@dataclass(frozen=True)
class Chapter:
    """A place on the line that one may jump to; the name in English and Italian."""

    t: float
    en: str
    it: str


@dataclass(frozen=True)
class SetPiece:
    """All of a piece. name: its id; number: in the story; title: in English and Italian.

    stands: floors of the site on which one may step out of the picture. standing: what of it stops
    a body there. shots in order, the first at 0. warp: film time to story time, rising; None: one
    is the other.
    """

    name: str
    number: int
    title: tuple[str, str]
    duration_s: float
    seed: int
    site: Site
    shots: tuple[Shot, ...]
    roles: tuple[Role, ...] = ()
    sounds: tuple[Sound, ...] = ()
    captions: tuple[Caption, ...] = ()
    cards: tuple[Card, ...] = ()
    edits: tuple[Edit, ...] = ()
    bursts: tuple[Burst, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    warp: Track | None = None
    stands: tuple[tuple[float, float, float], ...] = ()
    standing: Callable[[Site], tuple[Actor, ...]] | None = None
    starts: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(shot.begin for shot in self.shots))
        if not self.shots or self.starts[0] != 0.0 or list(self.starts) != sorted(set(self.starts)):
            raise ValueError(f"The shots of {self.name} stand in order, and the first begins at 0.")

    def story(self, t: float) -> float:
        """Story time of a moment of the film."""
        return t if self.warp is None else self.warp.value(t)

    def index(self, t: float) -> int:
        """Number of the shot of a moment; the first before the beginning, the last for ever."""
        return max(0, bisect_right(self.starts, t) - 1)

    def cuts(self) -> tuple[float, ...]:
        return self.starts[1:]

    def role(self, name: str) -> Role:
        """Raises KeyError."""
        for role in self.roles:
            if role.name == name:
                return role
        raise KeyError(name)


@dataclass(frozen=True, eq=False)
class Moment:
    """What a frame is drawn from. See `scene.frame.View` for the camera's numbers. detail_mm: the
    place around which the City is to be finest. white: how much of the card there is, 0 … 1. Who
    acts is posed when asked for."""

    piece: SetPiece
    t: float
    s: float
    shot: Shot
    pose: Pose
    detail_mm: tuple[int, int, int]
    fov_h: float
    air: Air
    captions: tuple[Caption, ...]
    card: Card | None
    white: float
    edits: tuple[Edit, ...]
    blasts: tuple[Blast, ...]
    focus: Focus | None

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody, wherever he is."""
        return self._acting(self.piece.roles)

    @cached_property
    def cast(self) -> tuple[Actor, ...]:
        """Those of `actors` of whom something may be in the picture."""
        sees = self.shot.sees(self.t, self.s, self.piece.seed)

        def is_seen(role: Role) -> bool:
            return role.reach == math.inf or sees(role.where(self.s), role.reach)

        return self._acting(tuple(role for role in self.piece.roles if is_seen(role)))

    def _acting(self, roles: tuple[Role, ...]) -> tuple[Actor, ...]:
        return tuple(actor for role in roles for actor in role.actors(self.piece.site, self.s))


def sample(piece: SetPiece, t: float) -> Moment:
    """The moment at t seconds of a piece; before its beginning its first, after its end its last.

    A function of its arguments and nothing else.
    """
    t = min(max(0.0, t), piece.duration_s)
    s = piece.story(t)
    shot = piece.shots[piece.index(t)]
    h, p, r = shot.angles(t, s, piece.seed)
    card, white = _card(piece, t)
    found = [burst.seen(piece.site, s, n) for n, burst in enumerate(piece.bursts)]
    return Moment(
        piece,
        t,
        s,
        shot,
        Pose(*piece.site.mm(shot.eye_at(t, s)), h + piece.site.heading, p, r),
        piece.site.mm(shot.detail_at(t, s)),
        shot.fov(t - shot.begin),
        shot.air,
        shown(piece.captions, t),
        card,
        white,
        tuple(edit for edit in piece.edits if edit.s <= s),
        tuple(blast for blast in found if blast is not None),
        shot.focus_at(t, s),
    )


def detail_of(piece: SetPiece, t: float) -> tuple[int, int, int]:
    """`Moment.detail_mm` alone, for a fraction of the work."""
    return piece.site.mm(piece.shots[piece.index(t)].detail_at(t, piece.story(t)))


def footing(piece: SetPiece, moment: Moment) -> Pose:
    """Where one stands who steps out of the picture: an eye over the nearest of the piece's floors
    (`SetPiece.stands`), looking as the camera did."""
    eye = np.array(moment.pose.mm, np.float64)
    places = [piece.site.mm((x, y, z + EYE_M)) for x, y, z in piece.stands]
    near = min(places, key=lambda mm: float(((np.array(mm) - eye) ** 2).sum()))
    return Pose(*near, moment.pose.h, moment.pose.p)


def _card(piece: SetPiece, t: float) -> tuple[Card | None, float]:
    """The card of a moment and how much of it there is, 0 … 1."""
    for card in piece.cards:
        if card.begin <= t < card.end or (t >= piece.duration_s and card.end >= piece.duration_s):
            return card, 1.0 if not card.fade else min(1.0, (t - card.begin) / card.fade)
    return None, 0.0


def cues(piece: SetPiece, before: float, t: float, now_s: float) -> list[Cue]:
    """What is heard of a frame that brings the film from `before` to t (seconds; -1 to begin).

    now_s: seconds of the program at this frame. Nothing when the film goes backwards.
    """
    if t < before:
        return []
    s0, s = piece.story(before) if before >= 0.0 else -1.0, piece.story(min(t, piece.duration_s))
    found = []
    for number, sound in enumerate(piece.sounds):
        if not sound.sounds(s0, s):
            continue
        at = sound.at if isinstance(sound.at, tuple) else sound.at(0.0, s)
        left = now_s if sound.is_lasting else now_s - (s - sound.s)
        key = f"{piece.name}-{number}" if sound.is_lasting else ""
        level, pitch = value(sound.level, s), value(sound.pitch, s)
        found.append(Cue(sound.kind, piece.site.mm(at), left, level, pitch, key))
    return found
