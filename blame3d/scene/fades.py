"""Cross-fades by dither: a chunk that comes and the one that goes share the pixels.

Only chunks in a fade use the program that discards pixels, for it costs early depth rejection.
Time is the view's: a frame stays a function of what was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from panda3d.core import LVecBase4f, PTA_LVecBase4f

from blame3d.scene.chunknode import ChunkNode
from blame3d.scene.programs import Programs
from blame3d.world.chunk import Key


@dataclass(eq=False)
class _Fade:
    values: PTA_LVecBase4f
    coming: bool
    length_s: float
    begin_s: float | None = None
    applied: bool = False


class Fades:
    """Which chunks are in a fade, and how far."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs
        self._running: dict[Key, _Fade] = {}

    def start(self, coming: Iterable[Key], going: Iterable[Key], length_s: float) -> None:
        """Begin fades at the time of the next view."""
        for keys, is_coming in ((coming, True), (going, False)):
            for key in keys:
                values = PTA_LVecBase4f.empty_array(1)
                values[0] = LVecBase4f(0.0, 1.0 if is_coming else -1.0, 0.0, 0.0)
                self._running[key] = _Fade(values, is_coming, length_s)

    def going(self) -> frozenset[Key]:
        """Chunks no longer shown that are still drawn."""
        return frozenset(k for k, f in self._running.items() if not f.coming)

    def advance(self, time_s: float, nodes: Mapping[Key, ChunkNode | None]) -> bool:
        """Bring all fades to this time; True when a chunk that was going is gone."""
        gone = False
        for key, fade in list(self._running.items()):
            node = nodes.get(key)
            if fade.begin_s is None:
                fade.begin_s = time_s
            share = (time_s - fade.begin_s) / fade.length_s
            if node is None or share >= 1.0 or share < 0.0:
                self._end(key, node)
                gone = gone or not fade.coming
                continue
            drawn = share if fade.coming else 1.0 - share
            fade.values[0] = LVecBase4f(drawn, 1.0 if fade.coming else -1.0, 0.0, 0.0)
            if not fade.applied:
                node.set_programs(self._programs, fading=True)
                node.path.set_shader_input("fade", fade.values)
                fade.applied = True
        return gone

    def clear(self, nodes: Mapping[Key, ChunkNode | None]) -> None:
        """End all fades at once."""
        for key in list(self._running):
            self._end(key, nodes.get(key))

    def drop(self, key: Key) -> None:
        """Forget a chunk that is being detached."""
        self._running.pop(key, None)

    def _end(self, key: Key, node: ChunkNode | None) -> None:
        fade = self._running.pop(key)
        if node is not None and fade.applied:
            node.set_programs(self._programs, fading=False)
            node.path.clear_shader_input("fade")
