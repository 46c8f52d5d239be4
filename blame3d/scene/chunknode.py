"""One chunk as a node with at most three draws: its plain boxes, its sheets, its other parts.

Most parts are boxes, and a renderer on the CPU is bound by vertices: a box is drawn by the three
faces that can be seen, with half the vertices of the general part, and a sheet by one. Lamps are
a node of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import (
    BoundingBox,
    GeomNode,
    LPoint3f,
    LVecBase4f,
    NodePath,
    OmniBoundingVolume,
    PandaNode,
    Texture,
)

from blame3d.scene import geometry
from blame3d.scene.budget import prefix_table
from blame3d.scene.pool import BufferPool, VolumePool
from blame3d.scene.programs import Programs
from blame3d.world.chunk import PART, SHEET, SKIN, Chunk, edge


@dataclass(frozen=True)
class Kind:
    """How parts of a kind are drawn: quads a part, parts an instance (a renderer on the CPU pays
    for an instance what it pays for a dozen vertices)."""

    quads: int
    together: int
    plain: bool


KINDS: Final = (Kind(3, 4, True), Kind(1, 8, True), Kind(6, 2, False))
"""Plain boxes, of which the eye sees three faces; sheets; all other batches of the kit."""
SHEETS: Final = 1

PERIOD_M: Final = 4096
"""Surfaces' noise repeats after this; see shaders/include/noise.glsl."""


@dataclass(eq=False)
class Draw:
    """One draw of a chunk: its parts of one kind.

    table: see scene.budget. drawn: parts now asked of the card, -1 before the first frame.
    """

    path: NodePath[Any]
    table: NDArray[np.int32]
    kind: Kind
    drawn: int = -1

    def ask(self, count: int) -> None:
        """Draw this many parts, or a few more."""
        if count == self.drawn:
            return
        if count:
            self.path.set_instance_count(-(-count // self.kind.together))
            if self.drawn <= 0:
                self.path.show()
        else:
            self.path.hide()
        self.drawn = count


@dataclass(eq=False)
class ChunkNode:
    """What the City keeps of an attached chunk.

    path: parent of the draws, of which there is one for each kind of part that occurs. lo, hi:
    bounds in metres from the cell's low corner. place: cell of the eye from which it was last
    placed, None when it is not.
    """

    level: int
    cell: tuple[int, int, int]
    path: NodePath[Any]
    lamp_path: NodePath[Any] | None
    lo: NDArray[np.float64]
    hi: NDArray[np.float64]
    draws: list[Draw]
    parts: Texture
    light: Texture | None
    lamps: Texture | None
    shown: bool = True
    place: tuple[int, int, int] | None = None

    def set_programs(self, programs: Programs, *, fading: bool) -> None:
        """Draw the parts with these programs."""
        for draw in self.draws:
            draw.path.set_shader(
                programs.city(plain=draw.kind.plain, level=self.level, fading=fading)
            )

    def show(self, shown: bool) -> None:
        """Draw the parts and the lamps, or neither."""
        if shown == self.shown:
            return
        for path in (self.path, self.lamp_path):
            if path is not None:
                if shown:
                    path.show()
                else:
                    path.hide()
        self.shown = shown


class ChunkNodes:
    """Makes and unmakes chunk nodes from pooled textures."""

    def __init__(self, programs: Programs, dark: Texture) -> None:
        self._programs = programs
        self._quads = [geometry.quads(kind.quads * kind.together) for kind in KINDS]
        self._disc = geometry.strip_quad()
        self._dark = dark
        self.parts = BufferPool("parts", integer=True)
        self.lamps = BufferPool("lamps", integer=False)
        self.light = VolumePool()

    def make(self, chunk: Chunk) -> ChunkNode:
        """Build the nodes of a chunk, not yet in any scene."""
        lo, hi = bounds(chunk)
        rows, spans = sorted_parts(chunk.parts)
        node = PandaNode("chunk")
        node.set_bounds(BoundingBox(LPoint3f(*lo), LPoint3f(*hi)))
        node.set_final(True)
        path: NodePath[Any] = NodePath(node)
        draws = [
            self._draw(path, kind, rows[first:end], first, node.get_bounds())
            for kind, (first, end) in enumerate(spans)
            if end > first
        ]
        parts = self.parts.take(as_bytes(rows))
        volume = self.light.take(chunk.light) if chunk.light.shape[0] else None
        light = volume or self._dark
        side = light.get_x_size()
        base = [float(c * edge(chunk.level) % PERIOD_M) for c in chunk.cell]
        a_metre = max(1, side - 2) / float(edge(chunk.level) * side)
        # One call: each makes a new attribute of the whole set.
        path.set_shader_inputs(
            parts=parts, light=light, cell=LVecBase4f(*base, a_metre), texel=1.0 / side
        )
        lamp_path, lamps = self._make_lamps(chunk)
        made = ChunkNode(
            chunk.level,
            chunk.cell,
            path,
            lamp_path,
            lo,
            hi,
            draws,
            parts,
            volume,
            lamps,
        )
        made.set_programs(self._programs, fading=False)
        return made

    def _draw(
        self, parent: NodePath[Any], kind: int, rows: NDArray[np.void], first: int, around: Any
    ) -> Draw:
        """A draw of `rows`, all of one kind, which lie from `first` on in the chunk's buffer."""
        node = GeomNode("draw")
        node.add_geom(self._quads[kind])
        # Without these, the first cull would look for the bounds of vertices that do not exist.
        node.set_bounds(around)
        node.set_final(True)
        path: NodePath[Any] = parent.attach_new_node(node)
        how = KINDS[kind]
        path.set_shader_input(
            "draw", LVecBase4f(first, how.quads, kind == SHEETS, how.together)
        )
        return Draw(path, prefix_table(np.ascontiguousarray(rows["size"])), how)

    def _make_lamps(self, chunk: Chunk) -> tuple[NodePath[Any] | None, Texture | None]:
        if len(chunk.lamps) == 0:
            return None, None
        node = GeomNode("lamps")
        node.add_geom(self._disc)
        node.set_bounds(OmniBoundingVolume())
        node.set_final(True)
        path: NodePath[Any] = NodePath(node)
        rows = np.empty((len(chunk.lamps), 8), np.float32)
        rows[:, 0:3] = chunk.lamps["pos"]
        rows[:, 3] = chunk.lamps["reach"]
        rows[:, 4:7] = chunk.lamps["colour"] / np.float32(255)
        rows[:, 7] = chunk.lamps["power"] / np.float32(255)
        lamps = self.lamps.take(as_bytes(rows))
        path.set_shader_input("lamps", lamps)
        path.set_instance_count(len(chunk.lamps))
        return path, lamps

    def unmake(self, node: ChunkNode) -> None:
        """Remove the nodes and take their textures back."""
        node.path.remove_node()
        self.parts.give(node.parts)
        if node.light is not None:
            self.light.give(node.light)
        if node.lamp_path is not None and node.lamps is not None:
            node.lamp_path.remove_node()
            self.lamps.give(node.lamps)


def sorted_parts(
    parts: NDArray[np.void],
) -> tuple[NDArray[np.void], list[tuple[int, int]]]:
    """Parts by kind, each kind filled up to whole instances with parts of no size.

    Returns PART rows and where each kind's own parts lie among them, (first, end).
    """
    batch = parts["batch"]
    kind = np.where(batch >= SHEET, 1, np.where(batch >= SKIN, 0, 2))
    kind[(batch == 0) & (parts["yaw"] == 0) & (parts["pitch"] == 0)] = 0
    counts = np.bincount(kind, minlength=len(KINDS)).tolist()
    spans, first = [], 0
    for how, count in zip(KINDS, counts, strict=True):
        spans.append((first, first + count))
        first += -(-count // how.together) * how.together
    rows = np.zeros(first, PART)
    for number, (begin, end) in enumerate(spans):
        rows[begin:end] = parts[kind == number]
    return rows, spans


def as_bytes(rows: NDArray[Any]) -> NDArray[np.uint8]:
    """The memory of an array as bytes; a view of it where it lies in one piece."""
    return np.ascontiguousarray(rows).reshape(-1).view(np.uint8)


def bounds(chunk: Chunk) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounds of all parts in metres from the cell's low corner; turned parts by their sphere."""
    if len(chunk.parts) == 0:
        return np.zeros(3), np.zeros(3)
    half = chunk.parts["size"] * np.float32(0.5)
    turned = (chunk.parts["yaw"] != 0) | (chunk.parts["pitch"] != 0)
    if turned.any():
        reach = np.sqrt((half[turned] ** 2).sum(1))
        half[turned] = reach[:, None]
    at = chunk.parts["pos"]
    return (at - half).min(0).astype(np.float64), (at + half).max(0).astype(np.float64)
