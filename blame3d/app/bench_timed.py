"""The program's scene and executor, with a stopwatch on what a frame does with them."""

from __future__ import annotations

from collections.abc import Sequence

from blame3d.app.bench_log import Log
from blame3d.scene.city import CityScene
from blame3d.scene.eye import Eye
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.scene.quality import Quality
from blame3d.stream.executor import Executor, Relay
from blame3d.stream.jobs import Job, Result
from blame3d.world.chunk import Chunk, Key


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


class TimedExecutor(Relay):
    """An executor whose `request` and `poll` count as the phase poll."""

    def __init__(self, inner: Executor, log: Log) -> None:
        super().__init__(inner)
        self._log = log

    def request(self, ordered: Sequence[Job]) -> None:
        with self._log.phase("poll"):
            super().request(ordered)

    def poll(self, max_results: int = 8, timeout: float = 0.0) -> list[Result]:
        with self._log.phase("poll"):
            return super().poll(max_results, timeout)
