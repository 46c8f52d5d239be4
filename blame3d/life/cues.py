"""What of the City's life is heard: cues as `life.cue` tells, at their sources and moments.

    falls, fans, wheels, Builders   lasting, the nearest two of a kind within earshot
    Builders within earshot         KNOCK every nine seconds, when what was laid is tried
    windows going out               LAMPS_OUT
    a far collapse                  GROAN when it comes loose, COLLAPSE where and when it is down,
                                    DEBRIS after it
    a pack                          SCREECH, and CLAW for each of its bursts
    a wall that was a Builder       two KNOCKs, GROAN, and BUILDER for as long as it moves

How long the sound takes, and how loud it then is, is the ear's affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import ceil, dist
from typing import Final

import numpy as np

from blame3d.life import great, rare, small
from blame3d.life.cue import Cue, Kind
from blame3d.life.site import Site

Position = tuple[int, int, int]

KNOCK_S: Final = 9.0
_LASTING: Final = {
    # cue; metres within which it is given; least size, metres, at which it is as loud as it gets
    small.FALL: (Kind.FALLING_WATER, 450.0, 4.0), small.FAN: (Kind.FAN, 600.0, 140.0),
    great.WHEEL: (Kind.FAN, 1500.0, 300.0), great.SPIDER: (Kind.BUILDER, 1500.0, 400.0),
    great.GANTRY: (Kind.BUILDER, 2500.0, 400.0), great.WALL: (Kind.BUILDER, 4000.0, 1500.0),
}  # fmt: skip
_NEAREST: Final = 2


def cues(sites: Iterable[Site], ear_mm: Position, t0: float, t1: float) -> list[Cue]:
    """What these sites give to hear from t0 (included) to t1 (not), for an ear at a place.

    The same for every way of cutting a time into spans, but for lasting cues, which are given once
    a call with the time t1.
    """
    out: list[Cue] = []
    lasting: dict[Kind, list[tuple[float, Cue]]] = {}
    ear = [v / 1000.0 for v in ear_mm]
    for site in sites:
        metres = dist(ear, site.at)
        if site.kind in _LASTING:
            kind, reach, full = _LASTING[site.kind]
            if metres < reach:
                level = min(1.0, site.size / full) ** 0.5
                name = f"{site.kind} {site.at}"
                cue = Cue(kind, source(site), t1, level, key=name)
                lasting.setdefault(kind, []).append((metres, cue))
        if site.kind in great.BUILDERS and metres < _LASTING[site.kind][1]:
            out += _knocks(site, t0, t1)  # else a dozen knock at once
        if site.kind == great.BLOCK:
            first, last = int(t0 // rare.EVERY_S) - 1, int(t1 // rare.EVERY_S)
            for event, heard in (_event(site, n) for n in range(first, last + 1)):
                out += (cue for cue in heard if t0 <= cue.time_s < t1)
                since = t1 - event.begin_s
                if event.kind == rare.SLEEPER and 0.0 <= since < rare.SLEEPER_S:
                    cue = Cue(Kind.BUILDER, source(site), t1, 0.5, key=f"sleeper {site.at}")
                    lasting.setdefault(Kind.BUILDER, []).append((metres, cue))
    for found in lasting.values():
        out += (cue for _, cue in sorted(found, key=lambda f: f[0])[:_NEAREST])
    return out


def source(site: Site, up: float = 0.0, aside: float = 0.0) -> Position:
    """A point of a site before its wall, in millimetres."""
    rel = site.turn @ np.array([aside, site.out, up])
    x, y, z = (int(v) + round(float(r) * 1000.0)
               for v, r in zip(site.position_mm, rel, strict=True))  # fmt: skip
    return x, y, z


def _knocks(site: Site, t0: float, t1: float) -> Iterator[Cue]:
    phase = _phase(site)
    for n in range(ceil((t0 - phase) / KNOCK_S), ceil((t1 - phase) / KNOCK_S)):
        yield Cue(Kind.KNOCK, source(site), phase + n * KNOCK_S, 0.8, 0.7)


@lru_cache(maxsize=256)
def _phase(site: Site) -> float:
    return KNOCK_S * site.chance(26)


@lru_cache(maxsize=256)
def _event(site: Site, number: int) -> tuple[rare.Event, tuple[Cue, ...]]:
    """A rare thing and its passing sounds."""
    event = rare.event(site, number)
    return event, tuple(_sounds(site, event))


def _sounds(site: Site, event: rare.Event) -> Iterator[Cue]:
    t = event.begin_s
    if event.kind == rare.DARK:
        yield Cue(Kind.LAMPS_OUT, source(site), t, 1.0)
    elif event.kind == rare.COLLAPSE:
        yield Cue(Kind.GROAN, source(site), t, 0.8)
        down = rare.fall_s(site)
        yield Cue(Kind.COLLAPSE, source(site, -0.5 * site.size - site.length), t + down)
        for n in range(1, 4):
            at = source(site, -0.5 * site.size - site.length, 14.0 * n - 28.0)
            yield Cue(Kind.DEBRIS, at, t + down + 0.45 * n, 0.9, 0.5)
    elif event.kind == rare.PACK:
        yield Cue(Kind.SCREECH, source(site), t, 0.5)
        for n in range(24):
            yield Cue(Kind.CLAW, source(site, 0.0, 6.0 * n - 72.0), t + 7.0 + 0.62 * n, 0.7)
    else:
        for n in (0, 1):
            yield Cue(Kind.KNOCK, source(site), t + 1.5 + 2.0 * n, 1.0, 0.5)
        yield Cue(Kind.GROAN, source(site), t + 4.0, 1.0, 0.7)
