"""What a capture needs, opened together and closed together: device, scene, generators."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from blame3d.errors import Blame3DError
from blame3d.scene.city import CityScene
from blame3d.scene.host import Host, open_host
from blame3d.stream.executor import Executor
from blame3d.stream.pool import open_executor
from blame3d.world.types import World


@dataclass(frozen=True, eq=False)
class Studio:
    host: Host
    scene: CityScene
    executor: Executor


@contextmanager
def studio(
    world: World, quality: str, *, software: bool, workers: int | None
) -> Iterator[Studio]:
    """Workers first (they start while the context opens), then the context and its shaders."""
    executor = open_executor(world, workers)
    try:
        host = open_host((64, 64), window=False, software=software)
        try:
            scene = CityScene(host, quality)
            try:
                yield Studio(host, scene, executor)
            finally:
                scene.close()
        finally:
            host.close()
    finally:
        with suppress(Blame3DError):
            executor.close()
