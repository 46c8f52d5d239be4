"""Beds: what sounds all the time, as loops of half a minute.

No two have the same length, and the ear swells and thins them by time besides, so that what is
heard together never comes again. Tones lie on whole numbers of cycles a loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from blame3d.audio.sound import BED_RATE, Sound, scaled
from blame3d.audio.synth import (
    F64,
    Curve,
    band,
    bell,
    burst,
    chance,
    dying,
    filtered,
    grains,
    gusts,
    loop,
    struck,
    tone,
    total,
)

Maker = Callable[[int], Sound]
_R: Final = BED_RATE


def _loop(x: F64) -> Sound:
    return scaled(x, _R, loops=True)


def _air(seed: int, seconds: int, curve: Curve, depth: float, fastest: float = 0.5) -> F64:
    """Noise that comes in gusts."""
    n = seconds * _R
    return loop(seed, n, _R, curve) * gusts(seed + 1, n, seconds, fastest, depth)


def _tone(seconds: int, hz: float, harmonics: Sequence[float], seed: int, swell: int = 0) -> F64:
    """A tone on whole cycles."""
    return tone(seed, seconds * _R, round(hz * seconds), harmonics, swell)


def _scattered(
    seed: int, seconds: int, rate: float, make: Sequence[F64], rough: float = 2.0
) -> F64:
    """Grains at `rate` a second; rough: how much their sizes differ."""
    count = int(seconds * rate)
    return grains(
        seed, seconds * _R, _R, chance(seed + 1, count) * seconds,
        (0.15 + chance(seed + 2, count)) ** rough, make,
    )  # fmt: skip


def wind(seed: int) -> Sound:
    """The great voids: 40 to 120 Hz, and a breath above it that comes with the gusts."""
    low = _air(seed, 29, band(40.0, 115.0, 2.6), 0.3, 0.3)
    gust = gusts(seed + 1, len(low), 29, 0.3, 0.55)
    breath = loop(seed + 2, len(low), _R, band(160.0, 480.0, 2.0)) * gust
    return _loop(low + 0.30 * breath)


def draught(seed: int) -> Sound:
    """Air that is drawn through passages: the notes of openings, a hiss at edges."""
    notes = total((1.0, bell(86.0, 9.0)), (0.7, bell(143.0, 12.0)), (0.35, bell(231.0, 18.0)))
    hiss = _air(seed + 3, 25, band(600.0, 2400.0, 1.2), 0.5)
    return _loop(_air(seed, 25, notes, 0.4) + 0.2 * hiss)


def rush(seed: int) -> Sound:
    """Air past the ears of one who falls."""
    low = _air(seed, 13, band(60.0, 420.0, 1.0), 0.18, 3.0)
    return _loop(low + 0.4 * _air(seed + 3, 13, band(500.0, 3200.0, 0.8), 0.22, 4.0))


def hum(hz: float) -> Maker:
    """A mass that is still at work: a transformer's harmonics, none of them steady."""

    def make(seed: int) -> Sound:
        amounts = (1.0, 0.62, 0.30, 0.22, 0.07, 0.09, 0.03, 0.05)
        body = _tone(24, hz, amounts, seed, 5)
        floor = loop(seed + 7, len(body), _R, band(0.8 * hz, 2.5 * hz, 1.5))
        return _loop(body + 0.12 * floor)

    return make


def water(seed: int) -> Sound:
    """Water inside a pipe: a stream, and bubbles that ring as they close (Minnaert)."""
    n = int(0.09 * _R)
    t = np.arange(n) / _R
    bubbles = [
        np.sin(2.0 * np.pi * hz * (t + 1.6 * t * t)) * dying(n, _R, 0.016, 0.002)
        for hz in (310.0, 420.0, 545.0, 690.0, 880.0)
    ]
    hiss = total((1.0, band(180.0, 620.0)), (0.3, band(900.0, 2600.0)))
    stream = _air(seed, 23, hiss, 0.25, 2.0)
    x = stream + 2.2 * _scattered(seed + 4, 23, 22.0, bubbles, 3.0)
    rings = total((1.0, bell(265.0, 60.0)), (0.7, bell(610.0, 90.0)))
    pipe = total((0.5, band(100.0, 3000.0, 1.0)), (1.0, rings))
    return _loop(filtered(x, _R, pipe, wraps=True))


def fan(seed: int) -> Sound:
    """Six wide blades at one turn in two seconds, and the motor that turns them."""
    seconds = 26
    n = seconds * _R
    t = np.arange(n) / _R
    pass_by = 0.5 + 0.5 * np.cos(2.0 * np.pi * 3.0 * t)
    air = loop(seed, n, _R, band(90.0, 700.0, 1.0)) * (0.45 + 0.55 * pass_by**2)
    motor = _tone(seconds, 49.0, (0.5, 0.3, 0.0, 0.18), seed + 5, 3)
    return _loop(air + 0.5 * motor)


# Districts: what a place sounds like when nothing happens in it ------------------------------


def _cathedral(seed: int) -> Sound:
    notes = total((1.0, bell(48.5, 3.0)), (0.8, bell(61.0, 3.0)), (0.5, bell(97.0, 5.0)))
    high = _air(seed + 3, 31, band(240.0, 900.0, 1.2), 0.5, 0.2)
    return _loop(_air(seed, 31, notes, 0.45, 0.2) + 0.10 * high)


def _foundry(seed: int) -> Sound:
    seconds = 27
    rumble = _air(seed, seconds, band(28.0, 95.0, 2.0), 0.2, 1.0)
    n = int(1.2 * _R)
    modes = ((41.0, 1.0, 0.22), (67.0, 0.7, 0.16), (118.0, 0.3, 0.1), (205.0, 0.16, 0.05))
    press = struck(n, _R, modes, 0.006) + 0.06 * burst(seed + 2, n, _R, band(200.0, 900.0), 0.09)
    # A press three times in ten seconds, with a worn beat: never quite where it is expected.
    times = np.arange(9) * 3.0 + 0.35 * chance(seed + 3, 9)
    blows = grains(seed + 4, len(rumble), _R, times, 0.6 + 0.4 * chance(seed + 5, 9), [press])
    return _loop(rumble + 5.0 * blows + 0.25 * _tone(seconds, 120.0, (1.0, 0.4, 0.3), seed, 4))


def _archive(seed: int) -> Sound:
    n = int(0.05 * _R)
    ticks = [
        struck(n, _R, ((hz, 1.0, 0.004), (1.7 * hz, 0.6, 0.003)), 0.0004)
        for hz in (1900.0, 2300.0, 2750.0)
    ]
    seconds = 28
    core = _tone(seconds, 100.0, (1.0, 0.5, 0.4, 0.1, 0.12), seed, 4)
    return _loop(core + 6.0 * _scattered(seed + 1, seconds, 1.3, ticks, 2.5)
                 + 0.18 * _air(seed + 4, seconds, band(120.0, 600.0), 0.3))  # fmt: skip


def _shafts(seed: int) -> Sound:
    notes = total(*((0.9 ** k, bell(14.3 * k, 1.2 + 0.5 * k)) for k in (2, 3, 4, 5, 7, 9)))
    return _loop(_air(seed, 30, notes, 0.5, 0.25)
                 + 0.06 * _air(seed + 3, 30, band(500.0, 1500.0), 0.6))  # fmt: skip


def _hung(seed: int) -> Sound:
    n = 5 * _R
    cables = [
        struck(n, _R, [(hz * k, 0.8**k, 1.5 / k) for k in range(1, 9)], 0.25)
        for hz in (27.5, 36.7, 41.2)
    ]
    return _loop(_air(seed, 29, band(45.0, 160.0, 1.3), 0.5, 0.3)
                 + 1.6 * _scattered(seed + 1, 29, 0.28, cables, 1.0))  # fmt: skip


def _pipes(seed: int) -> Sound:
    notes = total(*((w, bell(343.0 / (2.0 * long), 4.0)) for w, long in
                    ((1.0, 3.1), (0.8, 1.9), (0.7, 1.2), (0.25, 0.41))))  # fmt: skip
    return _loop(_air(seed, 26, notes, 0.55, 0.3)
                 + 0.08 * _air(seed + 3, 26, band(700.0, 2200.0), 0.4))  # fmt: skip


def _collapse(seed: int) -> Sound:
    n = int(0.08 * _R)
    stones = [
        burst(seed + k, n, _R, band(hz, 2.5 * hz), 0.008 + 0.004 * k, 0.001)
        for k, hz in enumerate((500.0, 850.0, 1400.0, 2300.0))
    ]
    low = _air(seed, 27, band(32.0, 85.0, 2.0), 0.4, 0.2)
    return _loop(low + 2.6 * _scattered(seed + 1, 27, 2.4, stones, 4.0)
                 + 0.12 * _air(seed + 9, 27, band(1500.0, 4500.0, 1.0), 0.7, 0.4))  # fmt: skip


def _sump(seed: int) -> Sound:
    lap = _air(seed, 28, band(140.0, 480.0, 1.5), 0.75, 0.7)
    n = int(0.12 * _R)
    t = np.arange(n) / _R
    plops = [
        np.sin(2.0 * np.pi * hz * (t + 2.4 * t * t)) * dying(n, _R, 0.022, 0.002)
        for hz in (230.0, 360.0, 610.0)
    ]
    low = _air(seed + 5, 28, band(35.0, 90.0), 0.3, 0.2)
    return _loop(0.5 * lap + low + 3.0 * _scattered(seed + 2, 28, 1.1, plops, 2.5))


def _silent(seed: int) -> Sound:
    tone = _tone(25, 61.0, (1.0, 0.0, 0.12), seed, 3)
    return _loop(tone + 0.5 * _air(seed, 25, band(38.0, 70.0, 2.0), 0.3, 0.2)
                 + 0.03 * _air(seed + 3, 25, band(2500.0, 6000.0, 1.0), 0.1))  # fmt: skip


def _transit(seed: int) -> Sound:
    seconds = 31
    rail = _tone(seconds, 118.0, (1.0, 0.25, 0.45, 0.1, 0.2, 0.0, 0.1), seed, 9)
    t = np.arange(len(rail)) / len(rail)
    # Something passes very far off, once a loop.
    passes = np.exp(-(((t - 0.5) / 0.13) ** 2))
    far = loop(seed + 3, len(rail), _R, band(55.0, 260.0, 1.2)) * passes
    return _loop(0.45 * rail * (0.3 + passes) + 1.2 * far
                 + 0.6 * _air(seed + 6, seconds, band(40.0, 110.0), 0.3))  # fmt: skip


DISTRICT_BEDS: Final[Mapping[str, Maker]] = {
    "cathedral": _cathedral,
    "foundry": _foundry,
    "archive": _archive,
    "shafts": _shafts,
    "hung": _hung,
    "pipes": _pipes,
    "collapse": _collapse,
    "sump": _sump,
    "silent": _silent,
    "transit": _transit,
}
