"""When, how loud and from where: what a listener would notice to be false."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from math import hypot

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from blame3d.audio.ear import Ear
from blame3d.audio.feet import Body
from blame3d.audio.heard import AROUND, Heard, Listener, Play
from blame3d.audio.mix import mixed
from blame3d.audio.path import SPEED
from blame3d.audio.room import Room, sphere
from blame3d.audio.sound import RATE, Sound, gain, rms_db
from blame3d.life.cue import Cue, Kind
from blame3d.player.gun import POWERS, SILENCE_S, charge, pitch_of_whine

DT = 1 / 60
STANDING = Body()


def place(x: float, y: float, z: float = 0.0) -> tuple[int, int, int]:
    return round(1000 * x), round(1000 * y), round(1000 * z)


def listen(
    ear: Ear,
    seconds: float,
    cues: Callable[[float], list[Cue]] = lambda now: [],
    at: Callable[[float], tuple[int, int, int]] = lambda now: (0, 0, 0),
    body: Callable[[float], Body] = lambda now: STANDING,
    heading: float = 0.0,
    start: float = 0.0,
) -> list[tuple[float, Heard]]:
    out = []
    for n in range(round(seconds / DT)):
        now = start + n * DT
        out.append((now, ear.hear(Listener(at(now), heading, now), DT, cues(now), body(now))))
    return out


def plays(heard: list[tuple[float, Heard]], name: str) -> list[tuple[float, Play]]:
    return [(t, p) for t, one in heard for p in one.plays if p.clip.startswith(name)]


def once(cue: Cue) -> Callable[[float], list[Cue]]:
    return lambda now: [cue] if abs(now - cue.time_s) < DT / 2 else []


@settings(max_examples=25)
@given(st.floats(5.0, 3000.0), st.floats(-40.0, 40.0))
def test_a_blast_is_heard_when_its_sound_has_come(metres: float, speed: float) -> None:
    """Also by one who goes towards it or away."""
    ear = Ear(1, {})
    cue = Cue(Kind.BLAST, place(0, metres), 0.0)
    heard = listen(ear, 12.0, once(cue), lambda now: place(0, speed * now))
    ((when, play),) = plays(heard, "blast")
    then = hypot(metres - speed * when)
    assert then / SPEED <= when + 1e-6 <= then / SPEED + 2.1 * DT
    assert play.gain > 0.0


def test_twice_as_far_is_half_as_loud(energies: Mapping[str, float]) -> None:
    def loud(metres: float) -> float:
        heard = listen(Ear(1, energies), 1.0, once(Cue(Kind.DEBRIS, place(metres, 0), 0.0)))
        return plays(heard, "debris")[0][1].gain

    assert loud(40.0) == pytest.approx(loud(20.0) / 2.0)
    assert loud(80.0) == pytest.approx(loud(20.0) / 4.0)
    assert loud(0.0) <= 1.0


@pytest.mark.parametrize(
    ("heading", "way"),
    [(0.0, (1.0, 0.0, 0.0)), (90.0, (0.0, -1.0, 0.0)), (-90.0, (0.0, 1.0, 0.0))],
)
def test_it_comes_from_where_it_is(heading: float, way: tuple[float, float, float]) -> None:
    """Headings grow to the left: turned left by a quarter, what was on the right is behind."""
    heard = listen(Ear(1, {}), 0.2, once(Cue(Kind.RELAY, place(3, 0), 0.0)), heading=heading)
    assert plays(heard, "relay")[0][1].way == pytest.approx(way, abs=1e-9)


def test_an_echo_comes_as_late_as_its_wall_is_far() -> None:
    ear = Ear(1, {})
    ear.room = room = sphere(150.0, "silent")
    heard = listen(ear, 4.0, once(Cue(Kind.SHOT, place(0, 1), 0.0)))
    direct, *echoes = [t for t, _ in plays(heard, "shot")]
    walls = sorted(metres for metres, _ in room.echoes())
    assert len(walls) >= 3
    assert direct < 2 * DT
    for when, metres in zip(sorted(echoes), walls, strict=True):
        assert when == pytest.approx(2.0 * metres / SPEED, abs=1.0 / SPEED + 2.1 * DT)


def test_what_was_missed_long_ago_is_not_heard() -> None:
    ear = Ear(1, {})
    heard = listen(ear, 2.0, lambda now: [Cue(Kind.KNOCK, place(0, 10), now - 30.0)])
    assert not plays(heard, "knock")


def test_hush_is_for_as_long_as_it_is_cued() -> None:
    ear = Ear(1, {})
    line = lambda now: [Cue(Kind.HUSH, (0, 0, 0), now)] if 0.5 <= now < 0.6 else []  # noqa: E731
    hushed = [t for t, one in listen(ear, 1.0, line) if one.hush]
    assert hushed[0] >= 0.5
    assert hushed[-1] < 0.6
    assert len(hushed) == pytest.approx(0.1 / DT, abs=1)


def test_the_room_answers_more_and_longer_where_it_is_larger(
    energies: Mapping[str, float]
) -> None:
    def answer(room: Room) -> tuple[int, float]:
        ear = Ear(1, energies)
        ear.room = room
        heard = listen(ear, 0.2, once(Cue(Kind.DEBRIS, place(0, 1), 0.0)))
        ((_, play),) = plays(heard, "tail-dull")
        assert play.way == AROUND
        return int(play.clip[-1]), play.gain

    passage, hall, hollow = (answer(sphere(r, "silent")) for r in (2.6, 25.0, 400.0))
    assert passage[0] < hall[0] < hollow[0]
    assert passage[1] > hall[1] > hollow[1]


def test_beds_follow_the_room_and_never_jump() -> None:
    ear = Ear(1, {})
    ear.room = sphere(300.0, "hung", 0.9)
    before = listen(ear, 3.0)[-1][1].held
    ear.room = sphere(2.5, "archive", 0.0, "hum-61")
    after = listen(ear, 6.0, start=3.0)
    assert before["bed wind"].gain > gain(-24.0)
    assert "bed draught" not in before or before["bed draught"].gain < gain(-40.0)
    last = after[-1][1].held
    assert last["bed draught"].gain > gain(-30.0)
    assert last["bed hum-61"].gain > gain(-34.0)
    assert "bed air-archive" in last
    assert "bed air-hung" not in last
    gains = [one.held["bed wind"].gain if "bed wind" in one.held else 0.0 for _, one in after]
    gains.insert(0, before["bed wind"].gain)
    assert all(abs(b - a) < 0.02 for a, b in itertools.pairwise(gains))


def test_what_lasts_begins_and_ends_softly() -> None:
    ear = Ear(1, {})
    whine = lambda now: (  # noqa: E731
        [Cue(Kind.WHINE, place(0, 1), now, pitch=1.0 + now, key="gun")] if 0.3 < now < 1.0 else []
    )
    heard = listen(ear, 2.0, whine)
    gains = [one.held["whine gun"].gain if "whine gun" in one.held else 0.0 for _, one in heard]
    assert max(gains) > gain(-18.0)
    assert all(abs(b - a) < 0.5 * max(gains) for a, b in itertools.pairwise(gains))
    assert gains[-1] == 0.0
    pitches = [one.held["whine gun"].pitch for t, one in heard if 0.4 < t < 0.95]
    assert pitches == sorted(pitches)


def test_the_gun_is_in_the_mix_a_whine_that_climbs_silence_and_the_shot(
    sounds: Mapping[str, Sound], energies: Mapping[str, float]
) -> None:
    """As the loudspeakers get it, a whole charge of the last level in a room."""
    ear = Ear(1, energies)
    ear.room = sphere(40.0, "foundry", 0.3, "hum-50")
    begin, fired = 0.5, 0.5 + POWERS[-1].hold_s

    def cues(now: float) -> list[Cue]:
        if begin <= now < fired:
            share = charge(now - begin)
            pitch = pitch_of_whine(share)
            return [Cue(Kind.WHINE, (0, 0, 0), now, 0.3 + 0.7 * share, pitch, "gun")]
        if fired <= now < fired + SILENCE_S:
            return [Cue(Kind.HUSH, (0, 0, 0), now)]
        return once(Cue(Kind.SHOT, place(0, 1), fired + SILENCE_S))(now)

    heard = [one for _, one in listen(ear, fired + 1.0, cues)]
    out = mixed(heard, DT, sounds, fired + 1.0)

    def part(begin: float, end: float) -> NDArray[np.float32]:
        return out[round(begin * RATE) : round(end * RATE)].mean(axis=1)

    def highest(at: float) -> float:
        """Hz of the strongest tone over 150 Hz."""
        x = part(at, at + 0.25)
        power = np.abs(np.fft.rfft(x * np.hanning(len(x))))
        power[: round(150.0 * len(x) / RATE)] = 0.0
        return float(power.argmax()) * RATE / len(x)

    tones = [highest(at) for at in (0.8, 1.8, 2.8, 3.8, 4.9)]
    assert tones == sorted(tones)
    assert tones[0] < 800.0
    assert tones[-1] > 3000.0
    silence = part(fired + 2 * DT, fired + SILENCE_S - 2 * DT)
    assert not silence.any()
    assert rms_db(part(fired + 0.12, fired + 0.5)) > rms_db(part(fired - 0.5, fired)) + 6.0


def test_falling_is_heard_and_elsewhere_is_silent_of_what_was_here() -> None:
    ear = Ear(1, {})
    fall = lambda now: Body(rise=-9.81 * now, grounded=False)  # noqa: E731
    heard = listen(ear, 5.0, once(Cue(Kind.BLAST, place(0, 3400), 0.0)), body=fall)
    assert heard[-1][1].held["bed rush"].gain > gain(-12.0)
    assert "bed rush" not in heard[20][1].held
    ear.travelled()
    assert not plays(listen(ear, 12.0), "blast")


def test_after_a_shot_one_is_deaf_for_a_while() -> None:
    ear = Ear(1, {})
    ear.room = sphere(200.0, "hung", 0.9)
    listen(ear, 2.0)
    heard = listen(ear, 12.0, once(Cue(Kind.SHOT, place(0, 1), 1.0)))
    wind = [one.held["bed wind"].gain for _, one in heard]
    assert wind[75] < 0.35 * wind[50]
    assert wind[-1] > 0.5 * wind[50]


def test_the_same_walk_is_heard_twice_alike() -> None:
    def walk() -> list[Heard]:
        ear = Ear(9, {})
        ear.room = sphere(12.0, "sump")
        step = lambda now: Body(phase=0.9 * now % 1.0 or 1e-9, speed=1.6)  # noqa: E731
        return [one for _, one in listen(ear, 30.0, body=step)]

    assert walk() == walk()


def test_drips_sound_where_it_is_wet_and_not_where_it_is_silent() -> None:
    def drips(district: str) -> int:
        ear = Ear(5, {})
        ear.room = sphere(15.0, district)
        return len(plays(listen(ear, 60.0), "drip"))

    assert drips("sump") > 5
    assert drips("silent") == 0
