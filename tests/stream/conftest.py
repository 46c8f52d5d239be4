"""A folder of stand-in generators that worker processes can import too."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from blame3d.stream.pool import Pool
from blame3d.world.types import World

FAKES = Path(__file__).parent / "fakes"


@pytest.fixture(autouse=True)
def _importable_fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FAKES))


@pytest.fixture
def until() -> Callable[..., None]:
    """Wait for a condition, at most so many seconds."""

    def wait(condition: Callable[[], object], seconds: float = 10.0) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it did not happen in time"
            time.sleep(0.01)

    return wait


@pytest.fixture
def open_pool() -> Iterator[Callable[..., Pool]]:
    """Open pools of stand-in generators; they are closed at the end of the test."""
    pools: list[Pool] = []

    def opened(workers: int | None = 1, *, world: World | None = None, **options: Any) -> Pool:
        options.setdefault("generator", "fake_city:generate")
        options.setdefault("colliders", "fake_city:colliders")
        options.setdefault("places", "fake_city:place")
        options.setdefault("backoff_s", 0.05)
        pool = Pool(world or World(3), workers, **options)
        pools.append(pool)
        return pool

    yield opened
    for pool in pools:
        pool.close()
