"""Runs the benches over the toy City, each for a moment, and prints what they answer."""

from __future__ import annotations

import io
import json
import sys
import time
from contextlib import redirect_stdout

from blame3d.app import bench_flight, bench_fly, bench_memory, bench_start, opening
from blame3d.config import Settings
from blame3d.stream.executor import SyncExecutor
from blame3d.world.types import World


def toy(world: World, workers: int | None = None) -> SyncExecutor:
    return SyncExecutor(world, generator="toy_city:generate", colliders="toy_city:colliders")


def answer(command: object, **options: object) -> dict[str, object]:
    told = io.StringIO()
    with redirect_stdout(told):
        assert command(Settings(), json=True, **options) == 0  # type: ignore[operator]
    found: dict[str, object] = json.loads(told.getvalue())
    return found


def main() -> None:
    bench_flight.open_executor = toy  # type: ignore[assignment]
    opening.open_executor = toy  # type: ignore[assignment]
    bench_flight.WARM_S = 0.3  # type: ignore[misc]
    bench_fly._FREE_S = 0.3  # type: ignore[misc]
    bench_fly.PAIRS = 1  # type: ignore[misc]
    found = {
        "fly": answer(bench_fly.run, speed=50.0, seconds=0.7),
        "memory": answer(bench_memory.run, speed=50.0, seconds=1.6),
    }
    bench_start.once = lambda settings: bench_start._watch(  # type: ignore[assignment]
        settings, time.monotonic()
    )
    found["start"] = answer(bench_start.run, runs=1)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
