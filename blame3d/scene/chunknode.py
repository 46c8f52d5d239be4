"""One chunk as a node with a draw for each kind of part, and one for the glow of its lamps.

Most parts are boxes, and a renderer on the CPU is bound by vertices: a box is drawn by the three
faces that can be seen, with half the vertices of the general part, and a sheet by one. What a
part's kind is, and in which order parts lie, the worker has found out (stream.arranged). Nodes
are used again with their textures: taking in a chunk is writing into them. They have no bounds of
their own, for the scene itself hides what is out of sight.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import (
    Geom,
    LVecBase4f,
    NodePath,
    OmniBoundingVolume,
    PandaNode,
    PTA_LVecBase4f,
    Shader,
    Texture,
)

from blame3d.scene import geometry
from blame3d.scene.draws import Draw, Draws, leaf
from blame3d.scene.host import Host
from blame3d.scene.pool import Pool, buffer, light, texels, volume, write
from blame3d.scene.programs import FAR, FAR_LEVEL, NEAR, Programs
from blame3d.stream.arranged import (
    EXTENT,
    STEPS,
    Arranged,
    arranged,
    whole_parts,
)
from blame3d.world.chunk import Chunk, edge

PERIOD_M: Final = 4096
"""Surfaces' noise repeats after this; see shaders/include/noise.glsl."""

GLOWS: Final = 16
"""Lamps an instance: see shaders/lamp.vert."""

Size = tuple[int, int]
"""Texels of a node's buffer of parts, side of its volume of light, 0 for none."""

NO_ASKS: Final = np.zeros((0, 3 + STEPS), np.int32)
"""What a frame has to know of draws, a row each: triangles a part, parts an instance, row of the
first part, and the ladder (see stream.arranged)."""

WHERE: Final = 10
"""Numbers that say where a node is: level, cell, low and high corner of what it draws, in metres
from its cell's low corner."""


class Glow:
    """The lamps of a chunk."""

    def __init__(self, geom: Geom, size: int) -> None:
        self.size = size
        self.path = leaf(geom, "lamps")
        self._rows = buffer("lamps", size, integer=False, kept=False)
        self.path.set_shader_input("lamps", self._rows)

    def begin(self, rows: NDArray[np.float32]) -> None:
        """Draw the lamps of another chunk."""
        instances = -(-len(rows) // GLOWS)
        whole = np.zeros((instances * GLOWS, rows.shape[1]), np.float32)  # no power: not drawn
        whole[: len(rows)] = rows
        write(self._rows, whole)
        self.path.set_instance_count(instances)


class ChunkNode:
    """A node that draws one chunk, and later another of the same size.

    size: see Size. path: parent of the draws. draws: of the kinds that occur, in their order. rest:
    the same again while beams go through it and the CPU draws, for the parts that no beam touches,
    for what cuts is dear. glow: None where there are no lamps. where, asks: see WHERE and NO_ASKS.
    extents: of its rows, see stream.arranged, a column each. place: cell of the eye from which it
    was last placed, None when it is not. shown: whether it is drawn at all. turn: another
    number each time that it has other draws.
    """

    def __init__(self, size: Size, draws: Draws, dark: Texture, *, kept: bool) -> None:
        """kept: whether its light stays in memory when the card has it."""
        self.size = size
        self._spare = draws
        self.level, self.cell = 0, (0, 0, 0)
        self.where: NDArray[np.float64] = np.zeros(WHERE)
        self.asks: NDArray[np.int32] = NO_ASKS
        self.extents: NDArray[np.float32] = np.zeros((EXTENT, 0), np.float32)
        self.glow: Glow | None = None
        self.shown = True
        self.turn = 0
        self.place: tuple[int, int, int] | None = None
        node = PandaNode("chunk")
        node.set_bounds(OmniBoundingVolume())
        node.set_final(True)
        self.path: NodePath[Any] = NodePath(node)
        self.draws: list[Draw] = []
        self.rest: list[Draw] = []
        self._parts = buffer("parts", size[0], integer=True, kept=False)
        self._light = volume(size[1], kept=kept) if size[1] else dark
        self._volume: NDArray[np.uint8] | None = None
        self._cell = PTA_LVecBase4f.empty_array(1)
        self._program: tuple[int, bool, bool, int, bool] | None = None
        self._cuts: PTA_LVecBase4f | None = None
        self._fading = self._fine = False
        self._away = NEAR
        self.path.set_shader_inputs(
            parts=self._parts, light=self._light, cell=self._cell,
            texel=1.0 / self._light.get_x_size(),
        )  # fmt: skip

    def begin(self, chunk: Chunk, found: Arranged, glow: Glow | None, programs: Programs) -> None:
        """Draw another chunk, not yet in any scene, as if nothing had been taken from it."""
        self.level, self.cell, self.glow = chunk.level, chunk.cell, glow
        # Copies: a view of an answer would keep all of it, parts and light, for as long as this.
        self.where = np.concatenate([[chunk.level], chunk.cell, found.bounds.ravel()])
        self.extents = found.extents.T.copy()
        self.place = None
        self.turn += 1
        write(self._parts, found.rows)
        self._volume = None
        if self.size[1]:
            write(self._light, chunk.light)
        metres = edge(chunk.level)
        side = self._light.get_x_size()
        x, y, z = (float(c * metres % PERIOD_M) for c in chunk.cell)
        self._cell[0] = LVecBase4f(x, y, z, max(1, side - 2) / (metres * side))
        self._hang([number for number, count in enumerate(found.counts) if count])
        self.asks = np.empty((len(self.draws), NO_ASKS.shape[1]), np.int32)
        self.asks[:, 3:] = found.ladders
        first = 0
        for row, draw in enumerate(self.draws):
            draw.begin(first)
            self.asks[row, :3] = 2 * draw.kind.quads, draw.kind.together, first
            first += whole_parts(found.counts[draw.number], draw.kind)
        self._cuts = None
        self._split(False)
        self.set_programs(programs, fading=False, away=FAR if self.level >= FAR_LEVEL else NEAR)
        if glow is not None and glow.path.is_hidden() == self.shown:
            self._turn(glow.path, self.shown)

    def _hang(self, kinds: list[int]) -> None:
        """Have a draw for each of these kinds and no other."""
        there = {draw.number: draw for draw in self.draws}
        for number in there.keys() - set(kinds):
            self._spare.give(there[number])
        for number in kinds:
            if number not in there:
                there[number] = self._spare.take(number)
                # In the order of kinds: of faces in one plane the same one always wins.
                there[number].path.reparent_to(self.path, number)
                self._program = None
        self.draws = [there[number] for number in kinds]

    def volume(self, host: Host) -> NDArray[np.uint8] | None:
        """The chunk's light (s, s, s, 2), as on the card; None where there is none."""
        if self.size[1] and self._volume is None:
            self._volume = light(self._light, host)
        return self._volume

    def draw_with(self, programs: Mapping[bool, Shader]) -> None:
        """Draw the parts with other programs, by whether they are plain, till `set_programs`."""
        self._program = None
        for draw in (*self.draws, *self.rest):
            draw.path.set_shader(programs[draw.kind.plain])

    def set_programs(
        self, programs: Programs, *, fading: bool | None = None, fine: bool | None = None,
        away: int | None = None,
    ) -> None:  # fmt: skip
        """Draw the parts with these programs: in a fade or not, with the detail of pictures or not,
        as far away (see scene.programs). None leaves that as it is."""
        self._fading = self._fading if fading is None else fading
        self._fine = self._fine if fine is None else fine
        self._away = self._away if away is None else away
        cut = min(int(self._cuts[0][0]), 2) if self._cuts is not None else 0
        hot = self._cuts is not None and self._cuts[0][1] > 0.0
        program = self._away, self._fading, self._fine, cut, hot
        if program != self._program:
            self._program = program
            for draws, beams in ((self.draws, cut), (self.rest, 0)):
                for draw in draws:
                    draw.path.set_shader(
                        programs.city(
                            plain=draw.kind.plain,
                            away=self._away,
                            fading=self._fading,
                            fine=self._fine,
                            cut=beams,
                            hot=hot,
                        )
                    )

    def cut(
        self, rows: PTA_LVecBase4f | None, programs: Programs, *, split: bool = False
    ) -> None:
        """Leave out what lies in these beams (see scene.cuts); None: in none. split: have draws for
        the `rest`."""
        self._cuts = rows
        if rows is not None:
            self.path.set_shader_input("cuts", rows)
        self._split(split and rows is not None)
        self.set_programs(programs)

    def _split(self, split: bool) -> None:
        """Have draws for the rest, or none."""
        if split == bool(self.rest):
            return
        for draw in self.rest:
            self._spare.give(draw)
        self.rest = [self._spare.take(draw.number) for draw in self.draws] if split else []
        for draw, same in zip(self.draws if split else [], self.rest, strict=True):
            same.begin(draw.first)
            same.path.reparent_to(self.path, draw.number)
        self._program = None
        self.turn += 1

    def show(self, shown: bool) -> None:
        """Draw the parts and the lamps, or neither."""
        if shown != self.shown:
            self._turn(self.path, shown)
            if self.glow is not None:
                self._turn(self.glow.path, shown)
            self.shown = shown

    @staticmethod
    def _turn(path: NodePath[Any], shown: bool) -> None:
        if shown:
            path.show()
        else:
            path.hide()


class ChunkNodes:
    """Makes and unmakes chunk nodes."""

    def __init__(self, host: Host, programs: Programs, dark: Texture) -> None:
        self._programs = programs
        # A CPU's "card" is memory of this process, and asking it for a volume is a copy of 0.03 ms;
        # a real one has memory of its own, and would make a frame wait.
        self._kept = not (host.is_software and host.gl.reads_volumes)
        self._draws = Draws()
        self._discs = geometry.quads(GLOWS)
        self._dark = dark
        self._nodes: Pool[Size, ChunkNode] = Pool()
        self._glows: Pool[int, Glow] = Pool()

    @property
    def made(self) -> int:
        """Nodes that there are, in use or waiting, with their textures."""
        return self._nodes.made + self._glows.made

    def stock(self, most: int) -> bool:
        """Make draws for what beams will not touch, so many at most; whether enough wait."""
        return self._draws.stock(most)

    def make(self, chunk: Chunk) -> ChunkNode | None:
        """The node of a chunk, not yet in any scene; None for one that draws nothing."""
        if not (len(chunk.parts) or len(chunk.lamps)):
            return None
        found = arranged(chunk)
        size = texels(found.rows.nbytes), chunk.light.shape[0]
        node = self._nodes.take(size)
        if node is None:
            node = ChunkNode(size, self._draws, self._dark, kept=self._kept)
            self._nodes.made += 1
        node.begin(chunk, found, self._glow(found.lamps), self._programs)
        return node

    def _glow(self, rows: NDArray[np.float32]) -> Glow | None:
        if not len(rows):
            return None
        size = texels(rows.nbytes)
        glow = self._glows.take(size)
        if glow is None:
            glow = Glow(self._discs, size)
            self._glows.made += 1
        glow.begin(rows)
        return glow

    def unmake(self, node: ChunkNode) -> None:
        """Take a node out of the scene, to be used again."""
        node.path.detach_node()
        if node.glow is not None:
            node.glow.path.detach_node()
            self._glows.give(node.glow.size, node.glow)
            node.glow = None
        self._nodes.give(node.size, node)
