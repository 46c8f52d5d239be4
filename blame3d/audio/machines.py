"""The gun, the lift, the device, and machines that go on."""

from __future__ import annotations

import numpy as np

from blame3d.audio.sound import BED_RATE, RATE, Sound, scaled
from blame3d.audio.strikes import knock, relay
from blame3d.audio.synth import (
    F64,
    band,
    bell,
    burst,
    dying,
    faded,
    filtered,
    gusts,
    loop,
    placed,
    struck,
    total,
)

_R = RATE


def whine(seed: int) -> Sound:
    """The gun while it is charged, at 220 Hz: two windings that beat, and the slit's hiss.

    The ear raises it by speed up to sixteen times, so nothing here lies above 1.4 kHz.
    """
    seconds = 4
    n = seconds * _R
    t = np.arange(n) / _R
    x = np.zeros(n)
    for k, amount in enumerate((1.0, 0.35, 0.28, 0.10, 0.06), 1):
        x += amount * (np.sin(2.0 * np.pi * 220.0 * k * t)
                       + 0.25 * np.sin(2.0 * np.pi * (220.0 * k + 1.75 * k) * t + k))  # fmt: skip
    return scaled(x + 0.10 * loop(seed, n, _R, band(500.0, 1200.0, 3.0)), _R, loops=True)


def _pressed(x: F64, hard: float) -> F64:
    """Too loud for any ear or membrane: peaks give way, and harmonics come of what is too low for
    small loudspeakers."""
    return np.tanh(x * (hard / float(np.abs(x).max())))


def shot(seed: int) -> Sound:
    """The discharge: a front, air torn for two seconds, 30 Hz for five."""
    n = 6 * _R
    t = np.arange(n) / _R
    front = burst(seed, n, _R, band(60.0, 9000.0, 0.7), 0.05, 0.0004)
    torn = np.zeros(n)
    for k, (low, high, tau) in enumerate(
        ((1800.0, 6000.0, 0.16), (600.0, 2000.0, 0.4), (180.0, 650.0, 0.8), (60.0, 200.0, 1.5))
    ):
        torn += loop(seed + 1 + k, n, _R, band(low, high)) * dying(n, _R, tau, 0.006)
    sinking = np.cumsum(27.0 + 30.0 * np.exp(-t / 0.25)) / _R
    sub = np.sin(2.0 * np.pi * sinking) * dying(n, _R, 1.7, 0.012)
    return scaled(faded(_pressed(2.2 * front + 0.5 * torn + 2.0 * sub, 2.5), _R, 1.5), _R)


def blast(seed: int) -> Sound:
    """One of the blasts along the bore."""
    n = 4 * _R
    t = np.arange(n) / _R
    sub = np.sin(2.0 * np.pi * np.cumsum(31.0 + 26.0 * np.exp(-t / 0.15)) / _R)
    body = loop(seed, n, _R, band(35.0, 240.0, 1.3)) * dying(n, _R, 0.8, 0.004)
    high = loop(seed + 1, n, _R, band(300.0, 2500.0, 1.0)) * dying(n, _R, 0.14, 0.002)
    x = 1.4 * sub * dying(n, _R, 0.6, 0.006) + body + 0.5 * high
    return scaled(faded(_pressed(x, 2.0), _R, 1.2), _R)


def device(seed: int) -> Sound:
    """Two falling notes on struck glass."""
    n = int(2.2 * _R)

    def note(hz: float) -> F64:
        modes = [(hz * r, a, tau) for r, a, tau in (
            (1.0, 1.0, 0.5), (2.003, 0.25, 0.3), (2.74, 0.16, 0.2), (5.2, 0.08, 0.07))]
        return struck(n, _R, modes, 0.004)

    del seed
    notes = placed(n, _R, (0.0, 1.0, note(783.99)), (0.42, 0.9, note(523.25)))
    return scaled(faded(notes, _R, 0.5), _R)


def lift(seed: int) -> Sound:
    """A rack and a motor under load."""
    seconds = 11
    n = seconds * BED_RATE
    t = np.arange(n) / BED_RATE
    motor = sum(a * np.sin(2.0 * np.pi * 82.0 * k * t + k) for k, a in
                enumerate((1.0, 0.5, 0.35, 0.3, 0.1, 0.16), 1))  # fmt: skip
    teeth = loop(seed, n, BED_RATE, band(400.0, 2200.0, 1.0)) * (
        0.5 + 0.5 * np.sin(2.0 * np.pi * 23.0 * t)) ** 3
    x = 0.5 * motor * gusts(seed + 1, n, seconds, 3.0, 0.08) + 0.35 * teeth
    rumble = loop(seed + 2, n, BED_RATE, band(35.0, 140.0))
    return scaled(x + 0.5 * rumble, BED_RATE, loops=True)


def lift_start(seed: int) -> Sound:
    """Brakes that let go, a jerk."""
    n = int(1.6 * _R)
    click = relay(seed).samples.astype(np.float64)
    blow = knock(seed + 1).samples.astype(np.float64)
    hiss = burst(seed + 2, n, _R, band(1500.0, 6000.0), 0.16, 0.02)
    modes = ((61.0, 1.0, 0.2), (139.0, 0.7, 0.16), (222.0, 0.4, 0.12), (512.0, 0.2, 0.07))
    steel = struck(n, _R, modes, 0.002)
    return scaled(faded(placed(n, _R, (0.0, 0.5, click), (0.06, 0.25, hiss), (0.22, 0.8, steel),
                               (0.22, 0.3, blow)), _R, 0.4), _R)  # fmt: skip


def lift_stop(seed: int) -> Sound:
    """The other way round: the jerk first, then air and the relay."""
    n = int(2.0 * _R)
    click = relay(seed).samples.astype(np.float64)
    blow = knock(seed + 1).samples.astype(np.float64)
    hiss = burst(seed + 2, n, _R, band(1200.0, 5000.0), 0.3, 0.05)
    modes = ((57.0, 1.0, 0.3), (131.0, 0.8, 0.2), (207.0, 0.5, 0.15), (477.0, 0.2, 0.1))
    return scaled(faded(placed(n, _R, (0.0, 1.0, struck(n, _R, modes, 0.002)), (0.0, 0.4, blow),
                               (0.12, 0.22, hiss), (0.9, 0.4, click)), _R, 0.4), _R)  # fmt: skip


def builder(seed: int) -> Sound:
    """17 to 30 Hz that turns over like an engine of one huge cylinder, and what it makes rattle."""
    seconds = 22
    n = seconds * BED_RATE
    swing = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(n) / n * 2.0)
    hz = 17.0 + 11.0 * swing
    hz *= round(hz.mean() * seconds) / (hz.mean() * seconds)  # whole turns a loop
    phase = np.cumsum(hz) / BED_RATE
    stroke = np.exp(-6.0 * (phase % 1.0)) * np.minimum(1.0, (phase % 1.0) / 0.05)
    body = filtered(stroke - stroke.mean(), BED_RATE, total(
        (1.0, band(14.0, 70.0, 2.0)), (0.35, bell(92.0, 14.0)), (0.2, bell(187.0, 22.0))), True)
    rattle = loop(seed, n, BED_RATE, band(250.0, 900.0, 1.2)) * stroke**2
    x = body / float(np.sqrt(np.mean(body * body))) + 0.10 * rattle
    return scaled(x, BED_RATE, loops=True)


def falling_water(seed: int) -> Sound:
    """A sheet of water that breaks somewhere below."""
    seconds = 17
    n = seconds * BED_RATE
    low = loop(seed, n, BED_RATE, band(120.0, 900.0, 0.8)) * gusts(seed + 1, n, seconds, 3.0, 0.15)
    high = loop(seed + 2, n, BED_RATE, band(1200.0, 5500.0, 0.8))
    return scaled(low + 0.45 * high * gusts(seed + 3, n, seconds, 6.0, 0.2), BED_RATE, loops=True)


