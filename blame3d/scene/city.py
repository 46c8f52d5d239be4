"""The City as a scene: chunks in, one picture out.

Attached chunks wait unseen until `show` names them. Every frame is a function of the shown
chunks and the view alone: nodes lie relative to the cell that the eye is in, at their own level,
so that only small numbers reach the graphics card; they are drawn in the fixed order of (level,
distance of their cell, cell), so coplanar faces always win in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import (
    ColorBlendAttrib,
    DepthTestAttrib,
    DepthWriteAttrib,
    GeomNode,
    NodePath,
    OmniBoundingVolume,
    PTA_LVecBase4f,
    RenderAttrib,
)

from blame3d.scene import geometry, looks, order, pool, uniforms
from blame3d.scene.actors import Actors
from blame3d.scene.arming import Arming
from blame3d.scene.beams import Beams
from blame3d.scene.budget import prefix_counts
from blame3d.scene.chunknode import ChunkNode, ChunkNodes
from blame3d.scene.cuts import Cuts, nothing
from blame3d.scene.eye import Eye, distances, eye, in_sight, reach_of, within
from blame3d.scene.fades import Fades
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.scene.overlap import overlap
from blame3d.scene.picking import Asked, Picking
from blame3d.scene.programs import MIDDLE_PX, Programs
from blame3d.scene.quality import Quality
from blame3d.scene.quality import quality as named_quality
from blame3d.scene.shade import hidden
from blame3d.scene.shafts import Shafts
from blame3d.scene.standing import LEVELS, UNLIT, lights
from blame3d.scene.target import WITHOUT_SKY
from blame3d.scene.turns import turns
from blame3d.stream.arranged import EXTENT, STEPS
from blame3d.world import kit
from blame3d.world.chunk import CELL, Chunk, Key, edge

_HALVED: Final = 2
"""How often the tile of stains is, for what is not near."""


class CityScene:
    """Draws chunks through a host; targets (scene.target) look at its `root`."""

    def __init__(self, host: Host, quality: Quality | str) -> None:
        self.host = host
        self.quality = named_quality(quality) if isinstance(quality, str) else quality
        self.ease = 1.0
        """What moving frames leave out to keep a rate, see Quality.eased."""
        self.programs = Programs(host)
        self.root: NodePath[Any] = NodePath("city")
        self._frame = PTA_LVecBase4f.empty_array(uniforms.ROWS)
        self._solid = self.root.attach_new_node("solid")
        self._glows = self.root.attach_new_node("glows")
        self._set_states()
        self._solid.set_shader_input("kit", pool.table(kit.load().vertices))
        self._solid.set_shader_input("turns", pool.table(turns()))
        self.root.set_shader_input("stains", pool.stain_tile())
        self.root.set_shader_input("coarse", pool.stain_tile(_HALVED))
        dark = pool.volume(1)
        pool.write(dark, np.array(UNLIT, np.uint8))
        self._nodes = ChunkNodes(host, self.programs, dark)
        self._solid.set_shader_input("cuts", nothing())
        self._cuts = Cuts()
        self._arming = Arming(self.programs)
        self._actors = Actors(self.programs, self.root, self._depth_test, order.LAMPS - 1)
        self._beams = Beams(self.programs, self.root, self._depth_test, order.SPARKS)
        self._shafts = Shafts(self.programs, self._glows, order.LAMPS - 2)
        self._attached: dict[Key, ChunkNode | None] = {}
        self._drawn: dict[Key, ChunkNode] = {}  # those in the scene graph
        self._picking = Picking(host, self._solid)
        self._levels: dict[int, NodePath[Any]] = {}
        self._lamp_levels: dict[int, NodePath[Any]] = {}
        self._places: dict[int, tuple[int, int, int]] = {}
        self._shown: frozenset[Key] = frozenset()
        self._fades = Fades(self.programs)
        self._rows: list[ChunkNode] = []
        self._seen: NDArray[np.bool_] = np.zeros(0, bool)
        self._stale, self._moved = True, True
        self._offset: NDArray[np.float64] = np.zeros((0, 3))
        self._stats = {"nodes": 0, "triangles": 0, "instances": 0}
        self._fine = False
        self._add_sky()
        overlap(host, self.root, order.BEGIN)

    # Chunks --------------------------------------------------------------------------------

    def attach(self, chunk: Chunk) -> None:
        """Take a chunk in; it is not drawn before `show` names it. Replaces one of the same key."""
        self.detach(chunk.key)
        node = self._attached[chunk.key] = self._nodes.make(chunk)
        if node is not None and self._cuts.shots:
            node.cut(self._cuts.rows(chunk.key), self.programs)
        if chunk.key in self._shown:
            self._stale = True

    def detach(self, key: Key) -> None:
        """Forget a chunk; unknown keys are ignored."""
        node = self._attached.pop(key, None)
        if node is not None:
            self._fades.drop(key)
            self._nodes.unmake(node)
            if self._drawn.pop(key, None) is not None:
                self._stale = True

    def has(self, key: Key) -> bool:
        return key in self._attached

    def show(self, keys: frozenset[Key], fade_s: float = 0.0) -> None:
        """Draw exactly these of the attached chunks; changes cross-fade over `fade_s` seconds."""
        if keys == self._shown:
            return
        if fade_s > 0.0:
            self._fades.start(keys - self._shown, self._shown - keys, fade_s)
        else:
            self._fades.clear(self._attached)
        self._shown = keys
        self._stale = True

    def arm(self) -> bool:
        """Have what a shot is drawn by made ready, a little with each frame; whether it all is."""
        self._arming.disarm(self._attached, self._cuts)
        self._beams.arm()
        return self._arming.arm(self._rows[row] for row in np.flatnonzero(self._seen).tolist())

    # Frames --------------------------------------------------------------------------------

    def set_view(
        self, view: View, jitter: tuple[float, float] = (0.0, 0.0), *, unhurried: bool = False
    ) -> Eye:
        """Make the next frame this view's. jitter: shift of the picture in pixels. unhurried: for
        a picture, not for a moving frame (see Quality)."""
        self._arming.frame(self._attached, self._cuts)
        looking = eye(view)
        if view.shots or self._cuts.shots:
            there = [key for key, node in self._attached.items() if node is not None]
            for key in self._cuts.change(view.shots, view.time_s, there):
                node = self._attached.get(key)
                if node is not None:
                    node.cut(self._cuts.rows(key), self.programs)
        ended = self._fades.advance(view.time_s, self._attached)
        if self._stale or ended:
            self._gather()
        self._place(view)
        quality = self.quality.unhurried if unhurried else self.quality.eased(self.ease)
        self._choose(view, looking, quality, unhurried)
        reach = reach_of(self.quality.radius_m, view.haze.extinction)
        uniforms.fill(self._frame, view, looking, reach, jitter)
        self._actors.set_view(view, looking, self._lights)
        self._beams.set_view(view, looking)
        self._shafts.set_view(view, looking)
        return looking

    @contextmanager
    def distances(self) -> Iterator[None]:
        """Draw how far things are (shaders/distance.frag) and no lamps; not during a fade."""
        city, sky = self.programs.distance()
        for node in self._rows:
            node.draw_with(city)
        self._sky.set_shader(sky)
        self._actors.draw_distances(True)
        self._beams.hide()
        self._glows.hide()
        try:
            yield
        finally:
            for node in self._rows:
                node.set_programs(self.programs)
            self._sky.set_shader(self.programs.sky(self._fine))
            self._actors.draw_distances(False)
            self._glows.show()

    def stats(self) -> dict[str, int]:
        """Nodes, triangles and instances that the last view submits."""
        return dict(self._stats)

    @property
    def nodes_made(self) -> int:
        """Nodes made so far, with their textures; stays level while they are used again."""
        return self._nodes.made

    def close(self) -> None:
        """Forget all chunks."""
        for key in list(self._attached):
            self.detach(key)
        self._picking.close()
        self.root.remove_node()

    # Inside --------------------------------------------------------------------------------

    def _gather(self) -> None:
        """Put exactly the nodes to be drawn into the scene. Costs what changes, nearly."""
        wanted = self._shown | self._fades.going()
        for key in self._drawn.keys() - wanted:
            node = self._drawn.pop(key)
            node.path.detach_node()
            if node.glow is not None:
                node.glow.path.detach_node()
        for key in wanted - self._drawn.keys():
            found = self._attached.get(key)
            if found is None:
                continue
            node = self._drawn[key] = found
            node.place = None
            node.path.reparent_to(self._level(self._levels, self._solid, node.level))
            if node.glow is not None:
                lamps = self._level(self._lamp_levels, self._glows, node.level)
                node.glow.path.reparent_to(lamps)
        self._rows = rows = list(self._drawn.values())
        self._draws = [d for n in rows for d in n.draws]
        owners = [i for i, n in enumerate(rows) for _ in n.draws]
        self._owner = np.array(owners, np.int64)
        tables = [d.ladder for d in self._draws]
        self._tables = np.concatenate(tables or [np.zeros(0, np.int32)]).reshape(-1, STEPS)
        self._each = np.array([2 * d.kind.quads for d in self._draws], np.int64)
        self._together = np.array([d.kind.together for d in self._draws], np.int64)
        self._first = np.array([d.first for d in self._draws], np.int64)
        extents = [n.extents for n in rows]
        nowhere = np.zeros((0, EXTENT), np.float32)
        self._extents = np.ascontiguousarray(np.concatenate([*extents, nowhere]).T)
        ends = np.cumsum([len(e) for e in extents])
        begins = np.concatenate([[0], ends[:-1]]).astype(np.int64)
        self._begin = self._first + (begins[self._owner] if rows else 0)
        self._asked = np.array([d.drawn for d in self._draws], np.int32)
        self._listed = np.ones(len(self._draws), bool)
        self._seen = np.array([n.shown for n in rows], bool)
        self._level_of = np.array([n.level for n in rows], np.int64)
        self._cells = np.array([n.cell for n in rows], np.int64).reshape(-1, 3)
        nothing = [np.zeros(0)]
        self._lo = np.concatenate([n.lo for n in rows] or nothing).reshape(-1, 3)
        self._hi = np.concatenate([n.hi for n in rows] or nothing).reshape(-1, 3)
        self._stale, self._moved = False, True

    def _level(self, levels: dict[int, NodePath[Any]], root: NodePath[Any], level: int) -> Any:
        if level not in levels:
            levels[level] = root.attach_new_node(f"level {level}")
        return levels[level]

    def _place(self, view: View) -> None:
        """Move the level roots; re-place and re-sort a level whose cell the eye has left."""
        corners = np.zeros((LEVELS, 3))
        for level in {n.level for n in self._rows}:
            size_mm = edge(level) * 1000
            x, y, z = view.position_mm
            cell = x // size_mm, y // size_mm, z // size_mm
            # The eye's place in its cell, negated: exact integers until the last division.
            corner = -(x % size_mm) / 1000.0, -(y % size_mm) / 1000.0, -(z % size_mm) / 1000.0
            corners[level] = corner
            for levels in (self._levels, self._lamp_levels):
                if level in levels:
                    levels[level].set_pos(*corner)
            if self._places.get(level) != cell:
                self._places[level] = cell
                self._moved = True
        if self._moved:
            self._replace()
        at = self._corner = self._offset + corners[self._level_of]
        self._near, self._far = at + self._lo, at + self._hi

    def _replace(self) -> None:
        """Offsets of all rows; place and order of the nodes for which they are new."""
        self._moved = False
        if not self._rows:
            self._offset = np.zeros((0, 3))
            return
        places = np.zeros((LEVELS, 3), np.int64)
        for level, cell in self._places.items():
            places[level] = cell
        away = self._cells - places[self._level_of]
        self._offset = (away * (np.int64(CELL) << self._level_of)[:, None]).astype(np.float64)
        ranks = order.rank(self._level_of, away).tolist()
        rows = zip(self._rows, self._offset.tolist(), ranks, strict=True)
        for node, offset, rank in rows:
            place = self._places[node.level]
            if node.place == place:
                continue
            node.place = place
            node.path.set_pos(*offset)
            node.path.set_bin("fixed", rank)
            if node.glow is not None:
                node.glow.path.set_pos(*offset)
                node.glow.path.set_bin("fixed", order.LAMPS + rank)

    def _choose(self, view: View, looking: Eye, quality: Quality, unhurried: bool) -> None:
        """Ask the card for the prefix of each chunk that is worth drawing."""
        reach = reach_of(self.quality.radius_m, view.haze.extinction)
        seen = in_sight(looking, self._near, self._far) & within(reach, self._near, self._far)
        there = np.flatnonzero(seen)
        seen[there[hidden(view, self._near[there], self._far[there])]] = False
        asked = seen[self._owner]
        away = distances(self._near, self._far)
        counts = np.zeros(len(self._draws), np.int32)
        counts[asked] = prefix_counts(
            self._tables[asked],
            away[self._owner[asked]],
            looking.pixel,
            quality.min_px,
            quality.triangles,
            self._each[asked],
        )
        for row in np.flatnonzero(seen != self._seen).tolist():
            self._rows[row].show(bool(seen[row]))
        if self.host.is_software and not unhurried:
            counts = self._pick(looking, counts)
        else:
            for row in np.flatnonzero((counts != self._asked) | self._listed).tolist():
                self._draws[row].ask(int(counts[row]))
            self._listed[:] = False
        self._seen, self._asked = seen, counts
        self._refine(quality.fine, away * looking.pixel < MIDDLE_PX)
        self._stats = {
            "nodes": int((counts > 0).sum()),
            "triangles": int((counts * self._each).sum()),
            "instances": int(counts.sum()),
        }

    def _pick(self, looking: Eye, counts: NDArray[np.int32]) -> NDArray[np.int32]:
        """Draw only the parts that can be seen of so many of each draw; how many these are."""
        whole = np.array([node.whole for node in self._rows], bool)
        # Whole instances, as where nothing is picked.
        full = -(-counts // self._together) * self._together
        asked = Asked(
            np.minimum(full, self._tables[:, 0]), self._first, self._begin, self._extents,
            self._corner[self._owner].T.astype(np.float32), whole[self._owner], self._together,
        )
        begin, picked = self._picking.pick(looking, asked)
        for row in np.flatnonzero((picked > 0) | (self._asked != 0)).tolist():
            self._draws[row].pick(int(begin[row]), int(picked[row]))
        self._listed[:] = True
        return picked.astype(np.int32)

    def _refine(self, fine: bool, near: NDArray[np.bool_]) -> None:
        """Draw what is seen with or without the detail of pictures, what is near with joints."""
        for row in np.flatnonzero(self._seen).tolist():
            self._rows[row].set_programs(self.programs, fine=fine, near=bool(near[row]))
        if fine != self._fine:
            self._fine = fine
            self._sky.set_shader(self.programs.sky(fine))

    def _lights(self, places_mm: NDArray[np.int64], height_m: float) -> NDArray[np.float64]:
        """The light on things that stand at places, from what stays when all fades have ended."""
        standing = {key: node for key, node in self._drawn.items() if key in self._shown}
        return lights(self.host, standing, places_mm, height_m)

    @property
    def _depth_test(self) -> int:
        return RenderAttrib.M_greater if self.host.reversed_depth else RenderAttrib.M_less

    def _set_states(self) -> None:
        greater = self._depth_test
        self.root.set_shader_input("frame", self._frame)
        self._solid.set_shader_input("looks", looks.table())
        self._solid.set_attrib(DepthTestAttrib.make(greater))
        self._glows.set_shader(self.programs.lamp)
        self._glows.set_attrib(DepthTestAttrib.make(greater))
        self._glows.set_attrib(DepthWriteAttrib.make(DepthWriteAttrib.M_off))
        # "Screen": light adds up without ever passing white.
        self._glows.set_attrib(
            ColorBlendAttrib.make(
                ColorBlendAttrib.M_add,
                ColorBlendAttrib.O_one_minus_fbuffer_color,
                ColorBlendAttrib.O_one,
            )
        )
        self._glows.set_two_sided(True)

    def _add_sky(self) -> None:
        node = GeomNode("sky")
        node.add_geom(geometry.triangle())
        node.set_bounds(OmniBoundingVolume())
        node.set_final(True)
        sky = self._sky = self.root.attach_new_node(node)
        sky.set_shader(self.programs.sky(False))
        sky.set_bin("fixed", order.SKY)
        equal = (
            RenderAttrib.M_greater_equal if self.host.reversed_depth else RenderAttrib.M_less_equal
        )
        sky.set_attrib(DepthTestAttrib.make(equal))
        sky.set_attrib(DepthWriteAttrib.make(DepthWriteAttrib.M_off))
        sky.set_two_sided(True)
        sky.hide(WITHOUT_SKY)
