"""`blame3d bench fly`: does the streamed City hitch, and does it show holes?

One line through open air is flown by the clock, not by frames, twice in turn: A as the program
does it, workers and all; B with every chunk in the scene beforehand, changing hands at the same
places. The quotient of their worst hundredths is the tax of streaming, which depends little on
the machine. Both are paced at 1.5 times the median that B needs when nothing paces it, and every
frame is waited for: what counts is the interval from frame to frame, never the work in it.
"""

from __future__ import annotations

import json as json_
import statistics
import sys
from typing import Any, Final

import numpy as np

from blame3d.app.bench_flight import QUALITY, SIZE, Flight, Runway
from blame3d.app.bench_log import PHASES, Log, percentiles
from blame3d.config import Settings
from blame3d.scene.host import open_host
from blame3d.stream.bench_machine import load
from blame3d.stream.bench_route import route
from blame3d.world.types import World

PACE: Final = 1.5
PAIRS: Final = 2
"""Flights of either kind, A B A B."""

_FREE_S: Final = 4.0


def measure(
    settings: Settings, speed: float, seconds: float, shots_s: float = 0.0
) -> dict[str, Any]:
    """Fly, with a shot of the gun every `shots_s` seconds (0: none) where chunks are streamed; see
    `run` for the keys."""
    world = World(settings.world_seed)
    line = route(settings.world_seed)
    host = open_host((64, 64), window=False, software=settings.software)
    try:
        runway = Runway(host, world, line, speed)
        runway.preload(seconds + 4.0)
        free = percentiles(runway.preloaded(_FREE_S, 0.0).log.intervals())["p50_ms"]
        pace = PACE * free / 1000.0
        a: list[Flight] = []
        b: list[Flight] = []
        loads: list[float | None] = []
        for _ in range(PAIRS):
            a.append(runway.streamed(seconds, pace, settings.workers, shots_s=shots_s))
            b.append(runway.preloaded(seconds, pace))
            loads.append(load())
        runway.close()
        renderer = host.renderer_name
    finally:
        host.close()
    found = summary(a, b, seconds)
    return {
        "renderer": renderer, "size": list(SIZE), "quality": QUALITY, "speed": speed,
        "secs": seconds, "shots_s": shots_s, "pace_ms": round(pace * 1000.0, 3), **found,
        "loads": loads,
    }  # fmt: skip


def summary(streamed: list[Flight], preloaded: list[Flight], seconds: float) -> dict[str, Any]:
    """The figures of both kinds of flights."""
    joined = percentiles(np.concatenate([flight.log.intervals() for flight in streamed]))
    still = percentiles(np.concatenate([flight.log.intervals() for flight in preloaded]))
    pairs = [
        percentiles(s.log.intervals())["p99_ms"]
        / max(1e-9, percentiles(p.log.intervals())["p99_ms"])
        for s, p in zip(streamed, preloaded, strict=True)
    ]
    worst = sorted(
        (row for flight in streamed for row in flight.log.worst()), key=lambda row: -row["ms"]
    )
    late = [int((flight.log.intervals() > 2.0 * joined["p50_ms"]).sum()) for flight in streamed]
    return {
        **joined,
        **{f"preloaded_{name}": value for name, value in still.items()},
        "tax": round(statistics.median(pairs), 3),
        "taxes": [round(value, 3) for value in pairs],
        "over_twice_median": sum(late),
        "holes": sum(flight.holes() for flight in streamed),
        "stale_pct": round(statistics.fmean(flight.stale_pct() for flight in streamed), 2),
        "chunks_per_s": round(sum(f.arrived for f in streamed) / (seconds * len(streamed)), 1),
        "phases": phase_table([flight.log for flight in streamed]),
        "attach_ms": round(_per_chunk(streamed), 4),
        "worst": worst[:10],
    }


def _per_chunk(flights: list[Flight]) -> float:
    """Main-thread milliseconds for each chunk that arrived: poll and attach."""
    columns = [1 + PHASES.index(name) for name in ("poll", "attach")]
    spent = sum(float(f.log.rows[: f.log.count, columns].sum()) for f in flights)
    return 1000.0 * spent / max(1, sum(f.arrived for f in flights))


def phase_table(logs: list[Log]) -> dict[str, dict[str, float]]:
    """Mean, p99 and max of each phase in ms."""
    rows = np.concatenate([log.rows[: log.count, 1:] for log in logs]) * 1000.0
    found = {}
    for n, name in enumerate(PHASES):
        column = rows[:, n]
        found[name] = {
            "mean_ms": round(float(column.mean()), 3) if len(column) else 0.0,
            "p99_ms": round(float(np.percentile(column, 99)), 3) if len(column) else 0.0,
            "max_ms": round(float(column.max(initial=0.0)), 3),
        }
    return found


def run(
    settings: Settings, *, speed: float, seconds: float, shots_s: float = 0.0, json: bool = False
) -> int:
    """Fly, print, exit code 0.

    Keys: p50_ms p95_ms p99_ms max_ms of the streamed flights, the same with preloaded_ in front;
    tax (p99 over p99, median of the pairs), taxes; over_twice_median (intervals); holes (frames);
    stale_pct; chunks_per_s; attach_ms (main thread, for each chunk); phases; worst; pace_ms;
    loads; renderer, size, quality, speed, secs, shots_s.
    """
    found = measure(settings, speed, seconds, shots_s)
    if json:
        sys.stdout.write(json_.dumps(found) + "\n")
        return 0
    sys.stdout.write("\n".join(table(found)) + "\n")
    return 0


def table(found: dict[str, Any]) -> list[str]:
    """The figures for people."""
    lines = [
        f"{found['renderer']}, {SIZE[0]}x{SIZE[1]}, {QUALITY}, {found['speed']:g} m/s for "
        f"{found['secs']:g} s, a frame each {found['pace_ms']:.1f} ms, load "
        + " ".join(map(str, found["loads"])),
        f"{'':12}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}  ms",
    ]
    for name, prefix in (("streamed", ""), ("preloaded", "preloaded_")):
        values = "".join(f"{found[f'{prefix}{p}_ms']:9.2f}" for p in ("p50", "p95", "p99", "max"))
        lines.append(f"{name:12}{values}")
    lines += [
        f"tax {found['tax']:.3f} {found['taxes']}, intervals over twice the median "
        f"{found['over_twice_median']}, holes {found['holes']}, stale {found['stale_pct']:.1f} %, "
        f"{found['chunks_per_s']:.1f} chunks/s, {found['attach_ms']:.3f} ms a chunk",
        f"{'phase':12}{'mean':>9}{'p99':>9}{'max':>9}  ms",
    ]
    for name, row in found["phases"].items():
        lines.append(f"{name:12}{row['mean_ms']:9.3f}{row['p99_ms']:9.3f}{row['max_ms']:9.3f}")
    lines.append("longest intervals:")
    lines += [
        f"  {row['ms']:8.2f} ms at {row['at_s']:7.2f} s: {row['phase']} {row['phase_ms']:.2f} ms"
        for row in found["worst"]
    ]
    return lines
