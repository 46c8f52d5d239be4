"""`blame3d bench generate`: chunks a second of one worker, level by level and stage by stage.

The chunks are those that a flight asks for, in its order: cells new to the plan from one moment
to the next. What the flight begins with is made first and not counted, so that ancestors are
kept as they would be. Times are processor time of this process, which a busy machine does not
stretch much; two kernels timed between the chunks tell how fast the machine was meanwhile.
"""

from __future__ import annotations

import json as json_
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from blame3d.stream.bench_machine import kernels, load
from blame3d.stream.bench_route import route
from blame3d.stream.plan import desired
from blame3d.world import assemble
from blame3d.world import generate as stages
from blame3d.world.chunk import Key
from blame3d.world.types import World

STAGES: Final = ("parts", "occupancy", "light", "rest")
WARM: Final = 60
"""Chunks made before the clock runs, spread over what the flight begins with."""

_STEP_S: Final = 0.5


def asked(
    start_mm: tuple[int, int, int],
    velocity: tuple[float, float, float],
    heading: float,
    quality: str = "low",
) -> Iterator[tuple[bool, Key]]:
    """(counted, key): what a flight wants, in its order; the first plan is not counted. Endless."""
    known: set[Key] = set()
    plan = None
    moment = 0.0
    while True:
        x, y, z = (p + round(1000.0 * v * moment) for p, v in zip(start_mm, velocity, strict=True))
        plan = desired(
            (x, y, z), quality, velocity=velocity, heading=heading, fov=75.0, previous=plan
        )
        for key in plan.keys:
            if key not in known:
                known.add(key)
                yield moment > 0.0, key
        moment += _STEP_S


def flight_keys(seed: int, count: int, speed: float) -> tuple[list[Key], list[Key]]:
    """Cells to warm up with and `count` cells to measure, of a flight along the bench's line."""
    before: list[Key] = []
    measured: list[Key] = []
    line = route(seed)
    x, y, z = (d * speed for d in line.direction)
    for counted, key in asked(line.start_mm, (x, y, z), line.heading):
        (measured if counted else before).append(key)
        if len(measured) >= count:
            break
    every = max(1, len(before) // WARM)
    return before[::every], measured


def stage_times(world: World, key: Key) -> tuple[float, ...]:
    """Seconds of processor time of each of STAGES for one chunk; together they are `generate`."""
    level, cell = key
    chain: tuple[Callable[[World, int, Any], object], ...] = (
        assemble.parts, stages._occupancy, stages.light, stages.generate,
    )  # fmt: skip
    found = []
    for number, stage in enumerate(chain):
        begin = time.process_time()
        if number != 2 or len(assemble.parts(world, level, cell)[0]):  # as generate does
            stage(world, level, cell)
        found.append(time.process_time() - begin)
    return tuple(found)


def measure(world: World, chunks: int, speed: float) -> dict[str, Any]:
    """The figures; see `run` for the keys."""
    before, keys = flight_keys(world.seed, chunks, speed)
    for level, cell in before:
        stages.generate(world, level, cell)
    times = np.zeros((len(keys), len(STAGES)))
    levels = np.array([level for level, _ in keys])
    speeds = []
    begin = time.perf_counter()
    for row, key in enumerate(keys):
        if row % 50 == 0:
            speeds.append(kernels())
        times[row] = stage_times(world, key)
    wall = time.perf_counter() - begin
    copy, small = np.median(np.array(speeds), axis=0)
    per = times.sum(axis=1)
    return {
        "chunks": len(keys),
        "speed": speed,
        "chunks_per_s": round(len(keys) / float(per.sum()), 2),
        "wall_chunks_per_s": round(len(keys) / wall, 2),
        "levels": {
            str(level): {
                "chunks": int((levels == level).sum()),
                "ms": round(float(per[levels == level].mean()) * 1000.0, 3),
                "per_s": round(1.0 / float(per[levels == level].mean()), 1),
                **{
                    f"{name}_ms": round(float(times[levels == level, n].mean()) * 1000.0, 3)
                    for n, name in enumerate(STAGES)
                },
            }
            for level in sorted(set(levels.tolist()))
        },
        "copy_gb_per_s": round(float(copy), 2),
        "kernel_ms": round(float(small), 3),
        "load": load(),
    }


def run(world: World, *, chunks: int = 300, speed: float = 50.0, json: bool = False) -> int:
    """Measure and print; exit code 0.

    Keys: chunks, speed, chunks_per_s (of processor time), wall_chunks_per_s, levels {level:
    chunks, per_s, ms and ms of each stage}, copy_gb_per_s, kernel_ms, load.
    """
    found = measure(world, chunks, speed)
    if json:
        sys.stdout.write(json_.dumps(found) + "\n")
        return 0
    names = "".join(f"{name:>11}" for name in STAGES)
    lines = [f"level  chunks  per s         ms{names}"]
    for level, row in found["levels"].items():
        parts = "".join(f"{row[f'{name}_ms']:11.2f}" for name in STAGES)
        lines.append(f"{level:>5}{row['chunks']:8}{row['per_s']:7.1f}{row['ms']:11.2f}{parts}")
    lines.append(
        f"{found['chunks_per_s']:.1f} chunks/s of one worker ({found['wall_chunks_per_s']:.1f} by "
        f"the clock) over {found['chunks']} chunks of a flight at {speed:g} m/s"
    )
    lines.append(
        f"machine: copy {found['copy_gb_per_s']:.1f} GB/s, kernel {found['kernel_ms']:.2f} ms, "
        f"load {found['load']}"
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
