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
from blame3d.scene.arming import CROSSFADES, SHOTS, Arming
from blame3d.scene.beams import Beams
from blame3d.scene.chunknode import ChunkNode, ChunkNodes
from blame3d.scene.cuts import nothing
from blame3d.scene.cutting import Cutting
from blame3d.scene.drawn import Drawn
from blame3d.scene.eye import Eye, eye, reach_of
from blame3d.scene.fades import Fades
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.scene.overlap import overlap
from blame3d.scene.programs import Programs
from blame3d.scene.quality import Quality
from blame3d.scene.quality import quality as named_quality
from blame3d.scene.shafts import Shafts
from blame3d.scene.standing import UNLIT, lights
from blame3d.scene.target import WITHOUT_SKY
from blame3d.scene.turns import turns
from blame3d.world import kit
from blame3d.world.chunk import Chunk, Key
from blame3d.world.trig import quarter_wave

_HALVED: Final = 2
"""How often the tile of stains is, for what is not near."""

_STOCK_A_FRAME: Final = 12
"""Draws that a frame makes for a shot that may come, 1 ms."""


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
        self._cutting = Cutting(self.programs, split=host.is_software)
        self._actors = Actors(self.programs, self.root, self._depth_test, order.LAMPS - 1)
        self._beams = Beams(self.programs, self.root, self._depth_test, order.SPARKS)
        self._shafts = Shafts(self.programs, self._glows, order.LAMPS - 2)
        self._attached: dict[Key, ChunkNode | None] = {}
        self._drawn = Drawn(host, self.programs, self._solid, self._glows)
        self._fades = Fades(self.programs)
        self._arming = Arming(self.programs, self._solid)
        self._stale = True
        self._fine = False
        self._add_sky()
        overlap(host, self.root, order.BEGIN)

    # Chunks --------------------------------------------------------------------------------

    def attach(self, chunk: Chunk) -> None:
        """Take a chunk in; it is not drawn before `show` names it. Replaces one of the same key."""
        self.detach(chunk.key)
        node = self._attached[chunk.key] = self._nodes.make(chunk)
        if node is not None:
            self._cutting.attach(chunk.key)
        if chunk.key in self._fades.present:
            self._stale = True

    def detach(self, key: Key) -> None:
        """Forget a chunk; unknown keys are ignored."""
        node = self._attached.pop(key, None)
        if node is not None:
            self._fades.drop(key)
            self._cutting.detach(key)
            self._nodes.unmake(node)
            if self._drawn.nodes.pop(key, None) is not None:
                self._stale = True

    def has(self, key: Key) -> bool:
        return key in self._attached

    def show(self, keys: frozenset[Key], fade_s: float = 0.0) -> None:
        """Draw exactly these of the attached chunks in the end; with `fade_s` seconds, each family
        takes its turn and cross-fades (see scene.fades)."""
        if keys != self._fades.wanted or (fade_s == 0.0 and self._fades.busy):
            self._fades.start(keys, fade_s, self._attached)
            self._stale = self._stale or fade_s == 0.0

    def jump(self) -> None:
        """The next view shares nothing with the last: what changes hands does so at once."""
        self._fades.jump()

    @property
    def present(self) -> frozenset[Key]:
        """Keys drawn now, but for what is fading out."""
        return self._fades.present

    def arm(self) -> bool:
        """Have what a shot is drawn by made ready, a little with each frame; whether it all is."""
        quarter_wave()  # which way it goes: 10 ms for who asks first
        self._beams.arm()
        stocked = not self.host.is_software or self._nodes.stock(_STOCK_A_FRAME)
        return self._arming.arm(SHOTS) and stocked

    def warm(self) -> bool:
        """The same for cross-fades, before the first of them."""
        return self._arming.arm(CROSSFADES)

    # Frames --------------------------------------------------------------------------------

    def set_view(
        self, view: View, jitter: tuple[float, float] = (0.0, 0.0), *, unhurried: bool = False
    ) -> Eye:
        """Make the next frame this view's. jitter: shift of the picture in pixels. unhurried: for
        a picture, not for a moving frame (see Quality)."""
        self._arming.frame()
        looking = eye(view)
        changed = self._fades.advance(view.time_s, self._attached) or self._stale
        drawn = self._fades.drawn()
        if self._cutting.look(view, looking, self._attached, drawn) or changed:
            self._drawn.gather(drawn, self._attached)
            self._actors.forget_lights()
            self._stale = False
        self._drawn.place(view)
        quality = self.quality.unhurried if unhurried else self.quality.eased(
            self.ease, picked=self.host.is_software
        )
        reach = reach_of(self.quality.radius_m, view.haze.extinction)
        axes = self._cutting.axes(view.position_mm)
        self._drawn.choose(view, looking, reach, quality, axes, self._fades.running, all_=unhurried)
        if quality.fine != self._fine:
            self._fine = quality.fine
            self._sky.set_shader(self.programs.sky(self._fine))
        uniforms.fill(self._frame, view, looking, reach, jitter)
        self._actors.set_view(view, looking, self.lights)
        self._beams.set_view(view, looking)
        self._shafts.set_view(view, looking)
        return looking

    @contextmanager
    def distances(self) -> Iterator[None]:
        """Draw how far things are (shaders/distance.frag) and no lamps; not during a fade."""
        city, sky = self.programs.distance()
        for node in self._drawn.nodes.values():
            node.draw_with(city)
        self._sky.set_shader(sky)
        self._actors.draw_distances(True)
        self._beams.hide()
        self._glows.hide()
        try:
            yield
        finally:
            for node in self._drawn.nodes.values():
                node.set_programs(self.programs)
            self._sky.set_shader(self.programs.sky(self._fine))
            self._actors.draw_distances(False)
            self._glows.show()

    def lights(self, places_mm: NDArray[np.int64], height_m: float) -> NDArray[np.float64]:
        """The light on things that stand at places (see `scene.standing.lights`), from what does
        not fade out."""
        return lights(self.host, self._drawn.nodes, self._fades.present, places_mm, height_m)

    def stats(self) -> dict[str, int]:
        """Nodes, triangles and instances that the last view submits."""
        return dict(self._drawn.stats)

    @property
    def nodes_made(self) -> int:
        """Nodes made so far, with their textures; stays level while they are used again."""
        return self._nodes.made

    def close(self) -> None:
        """Forget all chunks."""
        for key in list(self._attached):
            self.detach(key)
        self._drawn.close()
        self.root.remove_node()

    # Inside --------------------------------------------------------------------------------

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
