"""Boots under 190 kg: steps by what they stand on, jumps, landings."""

from __future__ import annotations

import numpy as np

from blame3d.audio.sound import RATE, Sound, scaled
from blame3d.audio.strikes import rubble, thud, vary
from blame3d.audio.synth import (
    F64,
    band,
    bell,
    burst,
    chance,
    dying,
    faded,
    grains,
    placed,
    struck,
    total,
)

_R = RATE


def _boot(seed: int, n: int) -> F64:
    """190 kg on a hard sole: heel, then the ball of the foot, and the weight between."""
    hz = 58.0 * vary(seed, 0, 0.08)
    heel = thud(seed + 1, n, hz, 0.045) + 0.19 * burst(
        seed + 2, n, _R, band(1100.0, 3600.0), 0.004, 0.0003
    )
    ball = 0.45 * thud(seed + 3, n, 1.4 * hz, 0.03) + 0.09 * burst(
        seed + 4, n, _R, band(900.0, 3000.0), 0.006, 0.0006
    )
    return placed(n, _R, (0.0, 1.0, heel), (0.085 * vary(seed, 1, 0.2), 1.0, ball))


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
        (hz * ratio * vary(seed, k, 0.012), 1.0 / (1.0 + 0.55 * k) * vary(seed, 10 + k, 0.3),
         tau / (1.0 + 0.75 * k))
        for k, ratio in enumerate((1.0, 1.006, 2.76, 5.40, 8.93, 13.3))
    ]  # fmt: skip
    return struck(n, _R, modes, 0.0012)


def step_grating(seed: int) -> Sound:
    """Steel grating: it rings at 140 Hz, and rattles on its seat after the boot."""
    n = int(1.1 * _R)
    ring = _ring(seed + 30, n, 140.0, 0.26)
    rattle = placed(n, _R, *(
        (0.035 + 0.028 * k * vary(seed, k + 2, 0.3), 0.5 * 0.6**k,
         burst(seed + 40 + k, int(0.03 * _R), _R, band(1700.0, 4800.0), 0.003, 0.0003))
        for k in range(4)
    ))  # fmt: skip
    return scaled(faded(0.6 * _boot(seed, n) + 0.55 * ring + 0.16 * rattle, _R, 0.2), _R)


def step_plate(seed: int) -> Sound:
    """Thick steel on beams: dull, soon over."""
    n = int(0.7 * _R)
    modes = [
        (hz * vary(seed, k, 0.02), a, tau)
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
    return scaled(faded(thud(seed + 1, n, 49.0, 0.05) + 0.3 * scrape, _R, 0.1), _R)


def land(seed: int) -> Sound:
    """Both feet and all the weight."""
    n = int(0.8 * _R)
    x = placed(n, _R, (0.0, 1.0, _boot(seed, n)), (0.022, 0.9, _boot(seed + 100, n)),
               (0.0, 1.3, thud(seed + 3, n, 44.0, 0.09)))  # fmt: skip
    return scaled(faded(x + 0.06 * _grit(seed + 30, n, 160.0, 0.3), _R, 0.2), _R)


def crack(seed: int) -> Sound:
    """A fall of more than thirty metres: the floor breaks under it."""
    n = int(2.4 * _R)
    splits = placed(n, _R, *(
        (0.004 + 0.03 * k * vary(seed, k, 0.5), 0.9 * 0.72**k,
         burst(seed + 60 + k, int(0.12 * _R), _R, band(350.0, 3800.0, 1.0), 0.012, 0.0003))
        for k in range(7)
    ))  # fmt: skip
    low = struck(n, _R, ((31.0, 1.0, 0.34), (47.0, 0.8, 0.22), (71.0, 0.5, 0.15)), 0.003)
    return scaled(faded(1.2 * low + thud(seed + 3, n, 44.0, 0.12) + 1.0 * splits
                        + 0.12 * rubble(seed + 80, n, 46, 1.9), _R, 0.4), _R)  # fmt: skip
