"""What happens in a moment: feet, blows, drips, falling stone, metal under load."""

from __future__ import annotations

import numpy as np

from blame3d.audio.sound import RATE, Sound, scaled
from blame3d.audio.synth import (
    F64,
    band,
    bell,
    burst,
    chance,
    dying,
    faded,
    grains,
    loop,
    placed,
    rung,
    struck,
    total,
)

_R = RATE


def _vary(seed: int, k: int, by: float) -> float:
    """A factor of 1 ± by."""
    return 1.0 + by * (2.0 * float(chance(seed, k + 1)[k]) - 1.0)


def _thud(seed: int, n: int, hz: float, tau: float) -> F64:
    """A heavy body that comes to rest: a low mode that sinks, a cushion of noise."""
    m = min(n, int(9.0 * tau * _R))
    t = np.arange(m) / _R
    sink = np.sin(2.0 * np.pi * hz * (t + 0.012 * np.exp(-t / 0.02))) * dying(m, _R, tau, 0.002)
    x = sink + 0.35 * burst(seed, m, _R, band(2.0 * hz, 7.0 * hz), 0.6 * tau, 0.001)
    return np.concatenate([x, np.zeros(n - m)])


def _boot(seed: int, n: int) -> F64:
    """190 kg on a hard sole: heel, then the ball of the foot, and the weight between."""
    hz = 58.0 * _vary(seed, 0, 0.08)
    heel = _thud(seed + 1, n, hz, 0.045) + 0.19 * burst(
        seed + 2, n, _R, band(1100.0, 3600.0), 0.004, 0.0003
    )
    ball = 0.45 * _thud(seed + 3, n, 1.4 * hz, 0.03) + 0.09 * burst(
        seed + 4, n, _R, band(900.0, 3000.0), 0.006, 0.0006
    )
    return placed(n, _R, (0.0, 1.0, heel), (0.085 * _vary(seed, 1, 0.2), 1.0, ball))


def _grit(seed: int, n: int, rate: float, until: float) -> F64:
    """Grains that a sole grinds."""
    size = int(0.02 * _R)
    make = [
        burst(seed + k, size, _R, band(hz, 1.8 * hz), 0.0022, 0.0003)
        for k, hz in enumerate((2200.0, 3400.0, 5200.0))
    ]
    count = int(rate * until)
    at = 0.01 + until * chance(seed + 7, count) ** 1.5
    x = grains(seed + 8, n, _R, at, 0.2 + chance(seed + 9, count) ** 2, make)
    return x


def step_concrete(seed: int) -> Sound:
    n = int(0.4 * _R)
    return scaled(faded(_boot(seed, n) + 0.07 * _grit(seed + 20, n, 130.0, 0.16), _R, 0.1), _R)


def _ring(seed: int, n: int, hz: float, tau: float) -> F64:
    """A free bar: its modes stand as 1 : 2.76 : 5.40 : 8.93 (Rayleigh), higher ones die first."""
    modes = [
        (hz * ratio * _vary(seed, k, 0.012), 1.0 / (1.0 + 0.55 * k) * _vary(seed, 10 + k, 0.3),
         tau / (1.0 + 0.75 * k))
        for k, ratio in enumerate((1.0, 1.006, 2.76, 5.40, 8.93, 13.3))
    ]  # fmt: skip
    return struck(n, _R, modes, 0.0012)


def step_grating(seed: int) -> Sound:
    """Steel grating: it rings at 140 Hz, and rattles on its seat after the boot."""
    n = int(1.1 * _R)
    ring = _ring(seed + 30, n, 140.0, 0.26)
    rattle = placed(n, _R, *(
        (0.035 + 0.028 * k * _vary(seed, k + 2, 0.3), 0.5 * 0.6**k,
         burst(seed + 40 + k, int(0.03 * _R), _R, band(1700.0, 4800.0), 0.003, 0.0003))
        for k in range(4)
    ))  # fmt: skip
    return scaled(faded(0.6 * _boot(seed, n) + 0.55 * ring + 0.16 * rattle, _R, 0.2), _R)


def step_plate(seed: int) -> Sound:
    """Thick steel on beams: dull, soon over."""
    n = int(0.7 * _R)
    modes = [
        (hz * _vary(seed, k, 0.02), a, tau)
        for k, (hz, a, tau) in enumerate((
            (92.0, 1.0, 0.12), (167.0, 0.7, 0.10), (284.0, 0.45, 0.08), (431.0, 0.35, 0.06),
            (688.0, 0.2, 0.05), (1130.0, 0.12, 0.03), (1790.0, 0.08, 0.02),
        ))
    ]  # fmt: skip
    return scaled(faded(0.8 * _boot(seed, n) + 0.5 * struck(n, _R, modes, 0.001), _R, 0.15), _R)


def step_stair(seed: int) -> Sound:
    """A tread: the hollow under it answers."""
    n = int(0.5 * _R)
    under = total((1.0, bell(118.0, 26.0)), (0.5, bell(243.0, 40.0)))
    hollow = burst(seed + 50, n, _R, under, 0.07)
    x = _boot(seed, n) + 0.3 * hollow + 0.05 * _grit(seed + 20, n, 90.0, 0.12)
    return scaled(faded(x, _R, 0.12), _R)


def step_water(seed: int) -> Sound:
    n = int(0.7 * _R)
    t = np.arange(int(0.1 * _R)) / _R
    bubbles = [
        np.sin(2.0 * np.pi * hz * (t + 2.0 * t * t)) * dying(len(t), _R, 0.014, 0.002)
        for hz in (380.0, 640.0, 1050.0)
    ]
    count = 16
    drops = grains(seed + 2, n, _R, 0.05 + 0.4 * chance(seed + 3, count) ** 1.4,
                   0.2 + 0.8 * chance(seed + 4, count) ** 2, bubbles)  # fmt: skip
    splash = burst(seed + 5, n, _R, band(260.0, 2600.0, 1.0), 0.07, 0.012)
    return scaled(faded(0.7 * _boot(seed, n) + 0.35 * splash + 0.25 * drops, _R, 0.15), _R)


def jump(seed: int) -> Sound:
    """Pushing off: the sole turns, the floor gives."""
    n = int(0.4 * _R)
    scrape = burst(seed, n, _R, band(500.0, 2400.0, 1.0), 0.05, 0.05)
    return scaled(faded(_thud(seed + 1, n, 49.0, 0.05) + 0.3 * scrape, _R, 0.1), _R)


def land(seed: int) -> Sound:
    """Both feet and all the weight."""
    n = int(0.8 * _R)
    x = placed(n, _R, (0.0, 1.0, _boot(seed, n)), (0.022, 0.9, _boot(seed + 100, n)),
               (0.0, 1.3, _thud(seed + 3, n, 44.0, 0.09)))  # fmt: skip
    return scaled(faded(x + 0.06 * _grit(seed + 30, n, 160.0, 0.3), _R, 0.2), _R)


def crack(seed: int) -> Sound:
    """A fall of more than thirty metres: the floor breaks under it."""
    n = int(2.4 * _R)
    splits = placed(n, _R, *(
        (0.004 + 0.03 * k * _vary(seed, k, 0.5), 0.9 * 0.72**k,
         burst(seed + 60 + k, int(0.12 * _R), _R, band(350.0, 3800.0, 1.0), 0.012, 0.0003))
        for k in range(7)
    ))  # fmt: skip
    low = struck(n, _R, ((31.0, 1.0, 0.34), (47.0, 0.8, 0.22), (71.0, 0.5, 0.15)), 0.003)
    return scaled(faded(1.2 * low + _thud(seed + 3, n, 44.0, 0.12) + 1.0 * splits
                        + 0.12 * _rubble(seed + 80, n, 46, 1.9), _R, 0.4), _R)  # fmt: skip


def _rubble(seed: int, n: int, count: int, until: float) -> F64:
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
    base = 27.0 * _vary(seed, 0, 0.1)
    modes = [
        (base * ratio * _vary(seed, k, 0.03), 0.86**k, 0.75 / (1.0 + 0.5 * k))
        for k, ratio in enumerate((1.0, 1.52, 2.13, 3.1, 4.4, 6.3, 9.1, 13.0))
    ]
    edge = burst(seed + 1, n, _R, band(110.0, 520.0), 0.035, 0.001)
    return scaled(faded(struck(n, _R, modes, 0.004) + 0.7 * edge
                        + 0.05 * _rubble(seed + 5, n, 22, 1.6), _R, 0.8), _R)  # fmt: skip


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
                        + 0.5 * _rubble(seed + 7, n, 150, 7.0), _R, 2.0), _R)  # fmt: skip


def groan(seed: int) -> Sound:
    """Steel that slips against steel: a train of small slips through the modes of a long beam."""
    seconds = 3.6 + 1.6 * float(chance(seed, 1)[0])
    n = int(seconds * _R)
    t = np.arange(n) / n
    base = 34.0 * _vary(seed, 1, 0.25)
    wander = gliding(seed + 2, n, 5)
    hz = base * 2.0 ** (0.9 * wander)
    phase = np.cumsum(hz) / _R
    slips = np.where(np.diff(np.floor(phase), prepend=0.0) > 0.0, 1.0, 0.0)
    slips *= 0.5 + chance(seed + 3, n)
    first = 165.0 * _vary(seed, 4, 0.2)
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
    return scaled(faded(_thud(seed, n, 66.0, 0.05) + 0.5 * burst(
        seed + 1, n, _R, band(300.0, 2600.0, 1.0), 0.02, 0.0005)
        + 0.22 * _rubble(seed + 2, n, 24, 0.9), _R, 0.3), _R)  # fmt: skip


def relay(seed: int) -> Sound:
    """An armature that falls and bounces once."""
    n = int(0.12 * _R)
    modes = [(hz * _vary(seed, k, 0.04), a, tau) for k, (hz, a, tau) in enumerate(
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
        thump = _thud(seed + 40 + k, int(0.3 * _R), 74.0, 0.04)
        x += placed(n, _R, (at, 0.6 + 0.4 * _vary(seed, k, 0.4), click), (at, 0.9, thump))
        at += 0.24 * 0.90**k
    t = np.arange(n) / _R
    sinking = np.cumsum(100.0 * np.exp(-np.maximum(0.0, t - 1.2) / 1.4)) / _R
    hum = np.sin(2.0 * np.pi * sinking) + 0.4 * np.sin(4.0 * np.pi * sinking)
    return scaled(faded(x + 0.16 * hum * np.minimum(1.0, t / 0.3), _R, 1.2), _R)


def claw(seed: int) -> Sound:
    """One hook on concrete."""
    n = int(0.08 * _R)
    modes = [(hz * _vary(seed, k, 0.1), a, tau) for k, (hz, a, tau) in enumerate(
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
