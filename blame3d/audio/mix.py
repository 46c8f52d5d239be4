"""What an ear hears as samples: the loudspeakers of a machine that has none. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.audio.heard import AROUND, Heard, Play
from blame3d.audio.room import Vec
from blame3d.audio.sound import RATE, Sound
from blame3d.audio.synth import F64

LEFT: Final[Vec] = (-0.7, 0.7, 0.0)
RIGHT: Final[Vec] = (0.7, 0.7, 0.0)


def mixed(
    moments: Iterable[Heard], step_s: float, sounds: Mapping[str, Sound], seconds: float
) -> NDArray[np.float32]:
    """Stereo (n, 2) at RATE. moments: one every step_s; sounds: the library.

    Loudness and pitch of what is held go in straight lines between moments. What comes from
    everywhere plays twice, half a loop apart, left and right. A hush takes all.
    """
    hop = round(step_s * RATE)
    n = round(seconds * RATE)
    out = np.zeros((n, 2))
    at = 0
    places: dict[str, float] = {}
    before: dict[str, Play] = {}
    hushes: list[int] = []
    for heard in moments:
        if at + hop > n:
            break
        for play in heard.plays:
            _lay(out, at, play, sounds[play.clip])
        for key in sorted(before.keys() | heard.held.keys()):
            old, new = before.get(key), heard.held.get(key)
            a = old or _faint(new)
            b = new or _faint(old)
            places[key] = _hold(
                out[at : at + hop], a, b, sounds[b.clip], places.get(key, 0.0)
            )
        before = dict(heard.held)
        if heard.hush:
            hushes.append(at)
        at += hop
    for begin in hushes:
        out[begin : begin + hop] = 0.0
    return out.astype(np.float32)


def _faint(play: Play | None) -> Play:
    assert play is not None
    return play._replace(gain=0.0)


def voices(play: Play) -> tuple[tuple[Vec, float], ...]:
    """(direction, pitch) of what plays a recording: two on either side for what comes from
    everywhere, a little apart in pitch, so that they are soon no longer the same noise."""
    if play.way == AROUND:
        return (LEFT, play.pitch), (RIGHT, 0.994 * play.pitch)
    return ((play.way, play.pitch),)


def _sides(way: Vec) -> tuple[float, float]:
    """Left and right at constant power."""
    return sqrt(0.5 - 0.48 * way[0]), sqrt(0.5 + 0.48 * way[0])


def _lay(out: F64, at: int, play: Play, sound: Sound) -> None:
    """Add one recording from sample `at` on."""
    for way, pitch in voices(play):
        stride = pitch * sound.rate / RATE
        count = min(int((len(sound.samples) - 1) / stride), len(out) - at)
        if count > 0:
            x = np.interp(np.arange(count) * stride, np.arange(len(sound.samples)), sound.samples)
            for side, share in enumerate(_sides(way)):
                out[at : at + count, side] += share * play.gain * x


def _hold(out: F64, a: Play, b: Play, sound: Sound, place: float) -> float:
    """Add a stretch of a loop that goes from a to b; returns the place (samples) it ended at."""
    n, length = len(out), len(sound.samples)
    part = (np.arange(n) + 1.0) / n
    stride = (a.pitch + (b.pitch - a.pitch) * part) * sound.rate / RATE
    where = place + np.cumsum(stride) - stride
    level = a.gain + (b.gain - a.gain) * part
    if b.way == AROUND:
        lanes = [(LEFT, LEFT, where), (RIGHT, RIGHT, where + 0.5 * length)]
    else:
        lanes = [(a.way, b.way, where)]
    for begin, end, at in lanes:
        x = level * _read(sound, at)
        for side, (old, new) in enumerate(zip(_sides(begin), _sides(end), strict=True)):
            out[:, side] += x * (old + (new - old) * part)
    return float((where[-1] + stride[-1]) % length)


def _read(sound: Sound, where: F64) -> F64:
    """A loop's samples between samples."""
    x = sound.samples
    i = np.floor(where).astype(np.int64)
    part = where - i
    return np.asarray(x[i % len(x)] * (1.0 - part) + x[(i + 1) % len(x)] * part)
