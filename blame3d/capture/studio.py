"""What a capture needs, opened together and closed together: device, scene, generators."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from blame3d.capture.gather import Position, gather
from blame3d.errors import Blame3DError
from blame3d.scene.city import CityScene
from blame3d.scene.frame import View
from blame3d.scene.host import Host, open_host
from blame3d.stream.executor import Executor
from blame3d.stream.pool import open_executor
from blame3d.world.chunk import Key
from blame3d.world.types import World


@dataclass(frozen=True, eq=False)
class Studio:
    """there: keys of what has been gathered since it was cleared."""

    host: Host
    scene: CityScene
    executor: Executor
    there: set[Key] = field(default_factory=set)

    def gather(
        self, view: View, *, more: tuple[View, ...] = (), near: Position | None = None
    ) -> frozenset[Key]:
        """See `capture.gather`."""
        shown = gather(self.scene, self.executor, view, more=more, near=near)
        self.there.update(shown)
        return shown

    def clear(self) -> None:
        """Forget what has been gathered: the next view is elsewhere."""
        for key in self.there:
            self.scene.detach(key)
        self.there.clear()


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
