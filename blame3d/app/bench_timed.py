"""The program's scene and executor, with a stopwatch on what a frame does with them."""

from __future__ import annotations

from collections.abc import Sequence

from blame3d.app.bench_log import Log
from blame3d.errors import Blame3DError
from blame3d.scene.city import CityScene
from blame3d.scene.eye import Eye
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.scene.quality import Quality
from blame3d.stream.executor import Executor
from blame3d.stream.jobs import Job, Result
from blame3d.world.chunk import Chunk, Key
from blame3d.world.types import World


class TimedScene(CityScene):
    """log: where the phases go; put another in for each flight. arrived: chunks attached so far.

    held: keys of the chunks in it.
    """

    def __init__(self, host: Host, quality: Quality | str) -> None:
        self.log = Log(0)
        self.arrived = 0
        self.held: set[Key] = set()
        super().__init__(host, quality)

    def attach(self, chunk: Chunk) -> None:
        self.arrived += 1
        with self.log.phase("attach"):
            super().attach(chunk)
        self.held.add(chunk.key)

    def detach(self, key: Key) -> None:
        self.held.discard(key)
        with self.log.phase("attach"):
            super().detach(key)

    def show(self, keys: frozenset[Key], fade_s: float = 0.0) -> None:
        with self.log.phase("show"):
            super().show(keys, fade_s)

    def set_view(
        self, view: View, jitter: tuple[float, float] = (0.0, 0.0), *, unhurried: bool = False
    ) -> Eye:
        with self.log.phase("view"):
            return super().set_view(view, jitter, unhurried=unhurried)


class TimedExecutor:
    """An executor whose `request` and `poll` count as the phase poll."""

    def __init__(self, inner: Executor, log: Log) -> None:
        self._inner = inner
        self._log = log

    @property
    def epoch(self) -> int:
        return self._inner.epoch

    def request(self, ordered: Sequence[Job]) -> None:
        with self._log.phase("poll"):
            self._inner.request(ordered)

    def poll(self, max_results: int = 8, timeout: float = 0.0) -> list[Result]:
        with self._log.phase("poll"):
            return self._inner.poll(max_results, timeout)

    def take(self, job: Job, timeout: float) -> Result | None:
        return self._inner.take(job, timeout)

    def hurry(self, on: bool) -> None:
        self._inner.hurry(on)

    def pending(self) -> int:
        return self._inner.pending()

    def set_world(self, world: World) -> None:
        self._inner.set_world(world)

    def messages(self) -> list[Blame3DError]:
        return self._inner.messages()

    def stats(self) -> dict[str, int]:
        return self._inner.stats()

    def close(self) -> None:
        self._inner.close()
