"""`blame3d bench play SCENE`: frame intervals of a set piece played in real time, without a window.

As `blame3d play` at 640 × 360: the City is streamed, the pace is the program's own, and a frame is
finished before the next one is drawn, where a window would turn its pictures over (scene.host):
what a driver still has to do when the work of a frame is done shows in the next one, if it has not
been done by then. A cut may wait for what is not there yet; those intervals are told apart.
"""

from __future__ import annotations

import json as json_
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from blame3d.app.clock import RealClock
from blame3d.app.opening import program, workers
from blame3d.app.play import at_site, opening, showing
from blame3d.app.script import Script
from blame3d.app.source import ScriptSource
from blame3d.config import Settings
from blame3d.scene.host import open_host
from blame3d.setpieces.programme import find
from blame3d.stream.bench_machine import load

SIZE: Final = (640, 360)
PATIENCE_S: Final = 120.0
"""Longest wait for the first place to be covered."""

CUT_S: Final = 0.25
"""What follows a cut within this time is the cut's."""

LOOKS: Final = 12
"""In the first frame of each shot and in every so many it is looked whether all is there."""


def measure(settings: Settings, scene: str) -> dict[str, Any]:
    """Play a piece once; see `run` for the keys. Raises UsageError for an unknown one."""
    from blame3d.app.cinema import Cinema
    from blame3d.app.filmsource import FilmSource

    began = time.monotonic()
    piece = find(scene, settings.world_seed)
    transport = opening(piece, 0.0, 1.0, None)
    settings = replace(at_site(settings, piece, 0.0), config=Path(), size=SIZE)
    first = covered = 0.0
    looked = holes = 0
    rows: list[tuple[float, float, float]] = []  # interval, work, seconds since the last cut
    with workers(settings) as begun:
        host = open_host(SIZE, window=False, software=settings.software)
        clock = RealClock()
        source = FilmSource(ScriptSource(Script([]), clock))
        film = showing(source, [piece], transport)
        with program(begun, host, source, clock, film) as cinema:
            assert isinstance(cinema, Cinema)
            zero = last = clock.now()
            cut_at, shot = -1.0, 0
            while not cinema.transport.over and (covered or clock.now() - zero < PATIENCE_S):
                now = clock.now()
                cinema.seconds = now - zero
                cinema.frame(now - last)
                work = clock.now() - now
                cinema.pace.add(work)
                moment = time.monotonic() - began
                if not first and cinema.dawn.light > 0.0:
                    host.sync()
                    first = time.monotonic() - began
                if not covered and cinema.stage.covered:
                    covered = moment
                elif covered:
                    at = piece.index(cinema.transport.t)
                    if at != shot:
                        cut_at, shot = now, at
                    rows.append((now - last, work, now - cut_at))
                    if cut_at == now or len(rows) % LOOKS == 0:
                        seen = cinema.seen_at(cinema.moment, SIZE)
                        looked += 1
                        holes += not cinema.stage.covers(seen, cinema.moment.detail_mm)
                last = now
                clock.sleep_until(now + cinema.pace.interval)
    table = np.array(rows[1:] or [(0.0, 0.0, 9.0)]) * 1e3
    # An interval is the cut's when the cut lies in it or shortly before it.
    steady = table[:, 2] > CUT_S * 1e3 + table[:, 0]
    interval, work = table[steady, 0], table[steady, 1]
    middle = float(np.median(interval)) if len(interval) else 0.0
    return {
        "scene": piece.name,
        "size": list(SIZE),
        "frames": len(table),
        "first_frame_s": round(first, 3),
        "covered_s": round(covered, 3),
        "p50_ms": round(float(np.median(work)) if len(work) else 0.0, 2),
        "interval_p50_ms": round(middle, 2),
        "interval_p99_ms": round(float(np.percentile(interval, 99)) if len(interval) else 0.0, 2),
        "interval_max_ms": round(float(interval.max(initial=0.0)), 2),
        "over_three_medians": int((interval > 3.0 * middle).sum()),
        "looked_at": looked,
        "holes": holes,
        "cuts": len(piece.cuts()),
        "cut_max_ms": round(float(table[~steady, 0].max(initial=0.0)), 2),
    }


def run(settings: Settings, scene: str, *, json: bool = False) -> int:
    """Play, print, exit code 0.

    Keys: first_frame_s and covered_s, from the start of the measurement; p50_ms, of the work of a
    frame; interval_p50_ms, interval_p99_ms, interval_max_ms, over_three_medians, of the time
    between frames, the quarter of a second after a cut left out; cut_max_ms, the longest there;
    looked_at, frames in which it was looked whether something in view is shown by nothing, and
    holes, those in which something was.
    """
    before = load()
    found = measure(settings, scene) | {"load": before}
    if json:
        sys.stdout.write(json_.dumps(found) + "\n")
    else:
        for key, value in found.items():
            sys.stdout.write(f"{key:20} {value}\n")
    return 0
