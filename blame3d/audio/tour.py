"""A minute's walk to listen to: every bed and nearly every cue, in rooms of all sizes. Pure.

    0 passage   12 hall, on grating   24 bridge over a chasm   36 fall and landing   44 hollow: gun
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

from blame3d.audio.ear import Ear
from blame3d.audio.feet import Body
from blame3d.audio.heard import Heard, Listener
from blame3d.audio.room import Room, sphere
from blame3d.cast.gait import manner
from blame3d.life.cue import Cue, Kind

T = TypeVar("T")

SECONDS: Final = 60.0
STEP_S: Final = 1.0 / 50.0

_GROUND: Final = ((0.0, "concrete"), (6.0, "stair"), (10.0, "concrete"), (12.0, "grating"),
                  (19.0, "plate"), (24.0, "concrete"), (36.0, "water"))  # fmt: skip
_SPEED: Final = ((0.0, 1.6), (9.0, 6.0), (12.0, 1.6), (20.0, 6.0), (30.0, 11.0), (33.0, 0.0),
                 (40.0, 1.6), (46.0, 0.0), (56.0, 1.6))  # fmt: skip
_FALL: Final = (33.5, 37.0)
_CUES: Final = (
    (14.0, Kind.LAMPS_OUT, (60.0, 140.0, 20.0)),
    (16.0, Kind.RELAY, (0.3, 0.4, -0.4)),
    (22.0, Kind.GROAN, (-30.0, 40.0, 25.0)),
    (25.5, Kind.KNOCK, (300.0, 500.0, 0.0)),
    (26.0, Kind.SCREECH, (-90.0, 160.0, 30.0)),
    (27.0, Kind.COLLAPSE, (-900.0, 700.0, -300.0)),
    (41.0, Kind.DEVICE, (0.1, 0.1, -0.1)),
    (42.0, Kind.LIFT_START, (6.0, 4.0, 0.0)),
    (45.6, Kind.LIFT_STOP, (6.0, 4.0, 0.0)),
    (49.3, Kind.SHOT, (0.3, 0.6, -0.3)),
    (49.9, Kind.BLAST, (0.0, 500.0, 0.0)),
    (50.5, Kind.BLAST, (0.0, 1000.0, 0.0)),
    (51.5, Kind.DEBRIS, (9.0, 14.0, 0.0)),
    (52.1, Kind.DEBRIS, (-6.0, 25.0, 0.0)),
)


def moments(seed: int, energies: Mapping[str, float]) -> Iterator[Heard]:
    """What an ear hears, every STEP_S."""
    ear = Ear(seed, energies)
    body = Body()
    walked, phase, landings = 0.0, 0.0, 0
    rooms = _rooms()
    for n in range(round(SECONDS / STEP_S)):
        now = n * STEP_S
        ear.room = _now(rooms, now)
        ear.pipe = (1.2 + abs(now - 5.0), (1.0, 0.0, 0.0)) if now < 12.0 else None
        speed = _now(_SPEED, now)
        walked += speed * STEP_S
        phase = (phase + speed * STEP_S / (2.0 * manner(speed).step)) % 1.0 if speed else 0.0
        falls = _FALL[0] <= now < _FALL[1]
        rise = -9.81 * (now - _FALL[0]) if falls else 0.0
        if not falls and now >= _FALL[1] and not landings:
            landings = 1
        body = Body(phase, speed, rise, not falls, landings, 34.0, _now(_GROUND, now))
        at = Listener((0, round(walked * 1000.0), 0), 0.0, now)
        yield ear.hear(at, STEP_S, _cues(now, at), body)


def _rooms() -> tuple[tuple[float, Room], ...]:
    """From second, the room."""
    return (
        (0.0, sphere(3.2, "pipes", 0.0, "hum-50")),
        (12.0, sphere(18.0, "foundry", 0.2, "hum-100")),
        (24.0, sphere(160.0, "cathedral", 0.9, "hum-61")),
        (44.0, sphere(420.0, "hung", 0.7, "hum-61")),
    )


def _cues(now: float, at: Listener) -> list[Cue]:
    def there(way: tuple[float, float, float]) -> tuple[int, int, int]:
        x, y, z = (p + round(w * 1000.0) for p, w in zip(at.position_mm, way, strict=True))
        return x, y, z

    found = [
        Cue(kind, there(way), now) for t, kind, way in _CUES if abs(now - t) < 0.5 * STEP_S
    ]
    if 42.3 <= now < 45.6:
        pitch = min(1.0, 0.4 + (now - 42.3))
        found.append(Cue(Kind.LIFT, there((6.0, 4.0, 0.0)), now, pitch=pitch, key="a"))
    if 46.5 <= now < 49.2:
        rise = min(1.0, (now - 46.5) / 2.2)
        found.append(Cue(Kind.WHINE, there((0.3, 0.6, -0.3)), now, 0.2 + 0.8 * rise,
                         16.0**rise, "gun"))  # fmt: skip
    if 49.2 <= now < 49.3:
        found.append(Cue(Kind.HUSH, at.position_mm, now))
    if 24.0 <= now < 44.0:
        found.append(Cue(Kind.BUILDER, there((-500.0, 300.0, 100.0)), now, key="b"))
        found.append(Cue(Kind.FALLING_WATER, there((70.0, 60.0, 0.0)), now, key="w"))
    if 12.0 <= now < 24.0:
        found.append(Cue(Kind.FAN, there((-9.0, 12.0, 5.0)), now, 0.15, key="f"))
    return found


def _now(steps: Sequence[tuple[float, T]], now: float) -> T:
    """The last of (from seconds, value) that has begun."""
    return [value for begin, value in steps if begin <= now][-1]

