"""The few means by which every sound here is made.

Noise has its spectrum drawn and random phases, so it is periodic by construction: a loop of it has
no seam. What is struck is a sum of dying sines, one a mode of the body (modal synthesis: K. van
den Doel, D. K. Pai, 1998). Filters are drawn over frequency as well and applied by FFT, for all
this happens before anything sounds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from blame3d.world.hash import hash64, unit

F64 = NDArray[np.float64]
Curve = Callable[[F64], F64]
"""Gain (n,) over frequency in Hz (n,)."""

_SALT = 0x5011
_TURNS = 4096


def chance(seed: int, n: int) -> F64:
    """n numbers in [0, 1)."""
    return unit(hash64(seed, _SALT, np.arange(n)))


def white(seed: int, n: int) -> F64:
    """n samples of noise, -1 … 1."""
    return 2.0 * chance(seed, n) - 1.0


def drawn(curve: Curve, n: int, rate: int) -> F64:
    """A curve at the frequencies of a transform of n samples; between points not half a hertz apart
    a straight line serves."""
    count = n // 2 + 1
    points = min(count, rate)
    if points == count:
        return curve(np.linspace(0.0, 0.5 * rate, count, dtype=np.float64))
    g = curve(np.linspace(0.0, 0.5 * rate, points))
    return np.interp(np.linspace(0.0, points - 1.0, count), np.arange(points), g)


def loop(seed: int, n: int, rate: int, curve: Curve) -> F64:
    """n samples of noise with this spectrum that go round without a seam; mean square 1."""
    g = drawn(curve, n, rate)
    g[0] = 0.0
    heard = np.flatnonzero(g > 3e-4 * g.max())  # phases cost more than the transform
    bins = np.zeros(len(g), np.complex64)
    turn = hash64(seed, _SALT, np.arange(len(heard))) & np.uint64(_TURNS - 1)
    bins[heard] = g[heard] * _circle()[turn.view(np.int64)]
    x = np.fft.irfft(bins, n)  # in single precision: -140 dB
    return (x / max(1e-12, float(np.sqrt(np.mean(x * x))))).astype(np.float64)


@lru_cache(maxsize=1)
def _circle() -> NDArray[np.complex64]:
    """Points on the unit circle: looked up, for a sine costs more than the transform."""
    turn = np.arange(_TURNS) * (2.0 * np.pi / _TURNS)
    circle: NDArray[np.complex64] = (np.cos(turn) + 1j * np.sin(turn)).astype(np.complex64)
    return circle


def gusts(seed: int, n: int, seconds: float, fastest: float, depth: float) -> F64:
    """A factor around 1 that swells and falls, as periodic as `loop`.

    fastest: Hz of its quickest change. depth: 1 is about ± 8 dB, ± 11 at most.
    """
    k = max(2, int(seconds * fastest))
    phase = 2.0 * np.pi * chance(seed, k)
    coarse = 128 * k
    bins = np.zeros(coarse // 2 + 1, np.complex128)
    bins[1 : k + 1] = np.exp(1j * phase) / np.sqrt(np.arange(1, k + 1))
    x = np.fft.irfft(bins, coarse)
    # No gust stands out, or one would know it again when the loop comes round.
    y = np.exp(1.3 * depth * np.tanh(0.8 * x / float(np.sqrt(np.mean(x * x)))))
    whole = np.append(y, y[0])
    at = np.arange(n) * (coarse / n)
    return np.asarray(np.interp(at, np.arange(coarse + 1.0), whole), np.float64)


def tone(seed: int, n: int, turns: int, harmonics: Sequence[float], swell: int = 0) -> F64:
    """Harmonics of a tone that goes round `turns` times in n samples.

    swell: each swells and falls by itself up to so many times a loop; it is then a band of lines
    that narrow, drawn as such.
    """
    bins = np.zeros(n // 2 + 1, np.complex128)
    for k, amount in enumerate(harmonics, 1):
        around = np.arange(-swell, swell + 1)
        size = 0.5 / (1.0 + np.abs(around)) if swell else np.ones(1)
        size[swell] = 1.0
        bins[k * turns + around] += (
            amount * size * np.exp(2j * np.pi * chance(seed + k, len(around)))
        )
    return np.asarray(np.fft.irfft(bins, n)) * (n / 2.0)


def band(low: float, high: float, steep: float = 2.0) -> Curve:
    """A curve that is 1 between two frequencies and falls by 6 · steep dB an octave outside."""

    def curve(f: F64) -> F64:
        f = np.maximum(f, 1e-3)
        return 1.0 / np.sqrt((1.0 + (low / f) ** (2 * steep)) * (1.0 + (f / high) ** (2 * steep)))

    return curve


def bell(centre: float, width: float) -> Curve:
    """A resonance: 1 at `centre`, 0.7 half a `width` beside it, Hz."""

    def curve(f: F64) -> F64:
        return 1.0 / np.sqrt(1.0 + ((f - centre) / (0.5 * width)) ** 2)

    return curve


def total(*parts: tuple[float, Curve]) -> Curve:
    """Several curves with their weights."""

    def curve(f: F64) -> F64:
        out = np.zeros_like(f)
        for weight, one in parts:
            out += weight * one(f)
        return out

    return curve


def filtered(x: F64, rate: int, curve: Curve, wraps: bool = False) -> F64:
    """x with its spectrum multiplied; what rings on for more than half a second after its end
    comes back at its begin. wraps: x is a loop and stays one."""
    n = len(x) if wraps else _quick(len(x) + rate // 2)
    bins = np.fft.rfft(x.astype(np.float32), n) * drawn(curve, n, rate).astype(np.float32)
    return np.fft.irfft(bins, n)[: len(x)].astype(np.float64)


def rung(x: F64, body: F64) -> F64:
    """A body that answers a blow like this, struck by x: their convolution, as long as x."""
    n = _quick(len(x) + len(body))
    return np.asarray(np.fft.irfft(np.fft.rfft(x, n) * np.fft.rfft(body, n), n))[: len(x)]


def _quick(n: int) -> int:
    """A length not below n that transforms quickly: 2^k or 3 · 2^k."""
    power = 1 << (n - 1).bit_length()
    return 3 * power // 4 if 3 * power // 4 >= n else power


def dying(n: int, rate: int, tau: float, attack: float = 0.0) -> F64:
    """exp(-t / tau) after a rise of `attack` seconds."""
    t = np.arange(n) / rate
    e = np.exp(-t / tau)
    return e * np.minimum(1.0, t / attack) if attack > 0.0 else e


def struck(
    n: int, rate: int, modes: Sequence[tuple[float, float, float]], attack: float = 0.0005
) -> F64:
    """The sum of dying sines. modes: (Hz, amplitude, seconds to 1/e). Starts at zero."""
    x = np.zeros(n)
    for hz, amount, tau in modes:
        if hz < 0.45 * rate:
            last = min(n, int(9.0 * tau * rate) + 1)
            # The powers of one number, as products of coarse and fine ones.
            pole = (2j * np.pi * hz - 1.0 / tau) / rate
            fine = np.exp(pole * np.arange(512))
            coarse = amount * np.exp(pole * 512.0 * np.arange(last // 512 + 1))
            mode = np.outer(coarse.real, fine.imag) + np.outer(coarse.imag, fine.real)
            x[:last] += mode.reshape(-1)[:last]
    rise = min(n, max(1, int(attack * rate)))
    x[:rise] *= np.linspace(0.0, 1.0, rise)
    return x


def burst(seed: int, n: int, rate: int, curve: Curve, tau: float, attack: float = 0.0005) -> F64:
    """Noise of a spectrum that dies away, mean square 1 at its loudest."""
    length = max(64, min(n, int(9.0 * tau * rate)))
    x = loop(seed, _quick(length), rate, curve)[:length] * dying(length, rate, tau, attack)
    return np.concatenate([x, np.zeros(n - length)]) if n > length else x


def grains(seed: int, n: int, rate: int, times: F64, sizes: F64, make: Sequence[F64]) -> F64:
    """Many small sounds at their times (seconds), each of its size; those over the end wrap.

    make: a few grains to draw from.
    """
    x = np.zeros(n)
    which = (chance(seed, len(times)) * len(make)).astype(np.int64)
    for at, size, k in zip((times * rate).astype(np.int64).tolist(), sizes.tolist(),
                           which.tolist(), strict=True):  # fmt: skip
        grain = make[k]
        at %= n
        head = min(len(grain), n - at)
        x[at : at + head] += size * grain[:head]
        if head < len(grain):
            rest = grain[head : head + n]
            x[: len(rest)] += size * rest
    return x


def placed(n: int, rate: int, *parts: tuple[float, float, F64]) -> F64:
    """Parts laid over each other: (seconds, factor, samples); what reaches past n is cut."""
    x = np.zeros(n)
    for at, factor, part in parts:
        i = int(at * rate)
        length = min(len(part), n - i)
        if length > 0:
            x[i : i + length] += factor * part[:length]
    return x


def faded(x: F64, rate: int, seconds: float) -> F64:
    """x with its end drawn to nothing, so that what is cut off does not click."""
    n = min(len(x), int(seconds * rate))
    out = x.copy()
    out[len(x) - n :] *= 0.5 + 0.5 * np.cos(np.linspace(0.0, np.pi, n))
    return out
