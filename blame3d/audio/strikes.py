"""What happens in a moment: blows, drips, falling stone, metal under load."""

from __future__ import annotations

import numpy as np

from blame3d.audio.sound import RATE, Sound, scaled
from blame3d.audio.synth import (
    F64,
    band,
    burst,
    chance,
    dying,
    faded,
    grains,
    loop,
    placed,
    rung,
    struck,
)

_R = RATE


def vary(seed: int, k: int, by: float) -> float:
    """A factor of 1 ± by."""
    return 1.0 + by * (2.0 * float(chance(seed, k + 1)[k]) - 1.0)


def thud(seed: int, n: int, hz: float, tau: float) -> F64:
    """A heavy body that comes to rest: a low mode that sinks, a cushion of noise."""
    m = min(n, int(9.0 * tau * _R))
    t = np.arange(m) / _R
    sink = np.sin(2.0 * np.pi * hz * (t + 0.012 * np.exp(-t / 0.02))) * dying(m, _R, tau, 0.002)
    x = sink + 0.35 * burst(seed, m, _R, band(2.0 * hz, 7.0 * hz), 0.6 * tau, 0.001)
    return np.concatenate([x, np.zeros(n - m)])


def rubble(seed: int, n: int, count: int, until: float) -> F64:
    """Stones of all sizes that fall and bounce, most of them at the beginning."""
    size = int(0.16 * _R)
    stones = [
        burst(seed + k, size, _R, band(hz, 3.0 * hz, 1.0), 0.012 + 3.0 / hz, 0.0008)
        for k, hz in enumerate((170.0, 300.0, 520.0, 900.0, 1500.0))
    ]
    at = 0.05 + until * chance(seed + 11, count) ** 1.7
    return grains(seed + 12, n, _R, at, (0.1 + chance(seed + 13, count)) ** 2.5, stones)


def drip(seed: int) -> Sound:
    """A drop in a puddle: the tick of the surface, then the bubble, which rises as it closes."""
    n = int(0.25 * _R)
    t = np.arange(n) / _R
    hz = 820.0 * 2.2 ** float(chance(seed, 1)[0])
    bubble = np.sin(2.0 * np.pi * hz * (t + 1.1 * t * t)) * dying(n, _R, 0.024, 0.003)
    tick = burst(seed + 1, n, _R, band(2500.0, 6500.0), 0.0015, 0.0002)
    return scaled(faded(placed(n, _R, (0.0, 0.22, tick), (0.011, 1.0, bubble)), _R, 0.08), _R)


def knock(seed: int) -> Sound:
    """Something as large as a house touches a mass: low modes, a wooden edge, dust."""
    n = int(3.0 * _R)
    base = 27.0 * vary(seed, 0, 0.1)
    modes = [
        (base * ratio * vary(seed, k, 0.03), 0.86**k, 0.75 / (1.0 + 0.5 * k))
        for k, ratio in enumerate((1.0, 1.52, 2.13, 3.1, 4.4, 6.3, 9.1, 13.0))
    ]
    edge = burst(seed + 1, n, _R, band(110.0, 520.0), 0.035, 0.001)
    return scaled(faded(struck(n, _R, modes, 0.004) + 0.7 * edge
                        + 0.05 * rubble(seed + 5, n, 22, 1.6), _R, 0.8), _R)  # fmt: skip


def collapse(seed: int) -> Sound:
    """Something gives way: it begins with one crack, and goes on for as long as it falls."""
    n = 10 * _R
    t = np.arange(n) / _R
    swell = np.minimum(1.0, t / 0.8) * np.exp(-np.maximum(0.0, t - 1.6) / 2.1)
    rumble = loop(seed, n, _R, band(20.0, 130.0, 1.5)) * swell
    mid = loop(seed + 1, n, _R, band(140.0, 700.0, 1.2)) * swell**1.7
    blow = knock(seed + 2).samples.astype(np.float64)
    count = 26
    at = 0.1 + 6.5 * chance(seed + 3, count) ** 1.4
    size = 0.15 + 0.85 * chance(seed + 4, count) ** 3
    hits = grains(seed + 5, n, _R, at, size, [blow])
    first = burst(seed + 6, n, _R, band(90.0, 1400.0, 1.0), 0.09, 0.002)
    return scaled(faded(rumble + 0.30 * mid + 1.1 * hits + 0.9 * first
                        + 0.5 * rubble(seed + 7, n, 150, 7.0), _R, 2.0), _R)  # fmt: skip


def groan(seed: int) -> Sound:
    """Steel that slips against steel: a train of small slips through the modes of a long beam."""
    seconds = 3.6 + 1.6 * float(chance(seed, 1)[0])
    n = int(seconds * _R)
    t = np.arange(n) / n
    base = 34.0 * vary(seed, 1, 0.25)
    wander = gliding(seed + 2, n, 5)
    hz = base * 2.0 ** (0.9 * wander)
    phase = np.cumsum(hz) / _R
    slips = np.where(np.diff(np.floor(phase), prepend=0.0) > 0.0, 1.0, 0.0)
    slips *= 0.5 + chance(seed + 3, n)
    first = 165.0 * vary(seed, 4, 0.2)
    beam = struck(_R // 2, _R, [
        (first * ratio, 0.84**k, 0.13 / (1.0 + 0.35 * k))
        for k, ratio in enumerate((0.5, 1.0, 1.63, 2.3, 3.37, 4.6, 6.9))
    ])  # fmt: skip
    x = rung(slips, beam)
    x /= float(np.sqrt(np.mean(x * x)))
    shape = np.sin(np.pi * t) ** 1.5 * (0.35 + 0.65 * np.clip(gliding(seed + 5, n, 7), 0.0, 1.0))
    scrape = loop(seed + 6, n, _R, band(300.0, 1600.0, 1.0)) * 0.06
    return scaled(faded((x + scrape) * shape, _R, 0.2), _R)


def gliding(seed: int, n: int, knots: int) -> F64:
    """A smooth curve of n values through random knots, -1 … 1 (cosine between them)."""
    y = 2.0 * chance(seed, knots + 1) - 1.0
    at = np.linspace(0.0, knots, n, endpoint=False)
    i = at.astype(np.int64)
    part = 0.5 - 0.5 * np.cos(np.pi * (at - i))
    return y[i] + (y[i + 1] - y[i]) * part


def debris(seed: int) -> Sound:
    """One piece that lands and goes to pieces."""
    n = int(1.3 * _R)
    return scaled(faded(thud(seed, n, 66.0, 0.05) + 0.5 * burst(
        seed + 1, n, _R, band(300.0, 2600.0, 1.0), 0.02, 0.0005)
        + 0.22 * rubble(seed + 2, n, 24, 0.9), _R, 0.3), _R)  # fmt: skip


def relay(seed: int) -> Sound:
    """An armature that falls and bounces once."""
    n = int(0.12 * _R)
    modes = [(hz * vary(seed, k, 0.04), a, tau) for k, (hz, a, tau) in enumerate(
        ((1480.0, 1.0, 0.006), (2390.0, 0.8, 0.005), (4130.0, 0.5, 0.003), (310.0, 0.5, 0.012)))]
    click = struck(n, _R, modes, 0.0003)
    return scaled(faded(placed(n, _R, (0.0, 1.0, click), (0.008, 0.45, click)), _R, 0.03), _R)


def lamps_out(seed: int) -> Sound:
    """Contactors open one after the other, faster and faster; the hum they carried sinks."""
    n = int(3.2 * _R)
    x = np.zeros(n)
    at = 0.05
    for k in range(17):
        click = relay(seed + k).samples.astype(np.float64)
        thump = thud(seed + 40 + k, int(0.3 * _R), 74.0, 0.04)
        x += placed(n, _R, (at, 0.6 + 0.4 * vary(seed, k, 0.4), click), (at, 0.9, thump))
        at += 0.24 * 0.90**k
    t = np.arange(n) / _R
    sinking = np.cumsum(100.0 * np.exp(-np.maximum(0.0, t - 1.2) / 1.4)) / _R
    hum = np.sin(2.0 * np.pi * sinking) + 0.4 * np.sin(4.0 * np.pi * sinking)
    return scaled(faded(x + 0.16 * hum * np.minimum(1.0, t / 0.3), _R, 1.2), _R)


def claw(seed: int) -> Sound:
    """One hook on concrete."""
    n = int(0.08 * _R)
    modes = [(hz * vary(seed, k, 0.1), a, tau) for k, (hz, a, tau) in enumerate(
        ((2600.0, 0.7, 0.004), (3900.0, 1.0, 0.003), (5700.0, 0.6, 0.002), (240.0, 0.4, 0.01)))]
    chip = burst(seed + 5, n, _R, band(1800.0, 7000.0), 0.003, 0.0002)
    return scaled(faded(struck(n, _R, modes, 0.0003) + 0.4 * chip, _R, 0.02), _R)


def screech(seed: int) -> Sound:
    """Rising from 2.8 to 4.6 kHz as it commits, rough as a brake."""
    n = int(1.1 * _R)
    t = np.arange(n) / n
    hz = 2800.0 * (4600.0 / 2800.0) ** (t**1.6) * (1.0 + 0.012 * gliding(seed, n, 40))
    phase = 2.0 * np.pi * np.cumsum(hz) / _R
    rough = 0.55 + 0.45 * np.sin(2.0 * np.pi * np.cumsum(62.0 + 55.0 * t) / _R)
    x = (np.sin(phase + 0.5 * np.sin(0.251 * phase)) + 0.4 * np.sin(2.0 * phase)) * rough
    x += 0.25 * loop(seed + 1, n, _R, band(2500.0, 6500.0))
    return scaled(faded(x * np.minimum(1.0, t / 0.12) ** 2, _R, 0.12), _R)
