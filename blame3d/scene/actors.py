"""Draws the actors of a view: who and what moves, beside the City that stands.

The contract: put `cast.actor.Actor` values into `View.actors`, in every frame those that are to be
seen; models come from models/cast/NAME.npz (`cast.model`) and are read when first met. All actors
of a model and level of detail are one draw, whose instances are rows of a buffer texture

    0          metres from the eye to the actor's position; glow
    1          light of the opening and of lamps below, the same above (as the City bakes it)
    2          direction that most light comes from; light along the outline
    3 + 3 j …  the rows of joint j's matrix

so that a crowd costs a draw and not a node each. A figure has two tones, an outline that thins with
distance (its hull, pushed outwards and seen from inside) and the City's air and tone curve; its
light is looked up on the CPU in the light volume of the finest chunk drawn where it stands. Models
that veil (shadows, stains) multiply what lies behind them and are drawn last. The picture is a
function of the shown chunks and the view, whatever was drawn before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import (
    ColorBlendAttrib,
    CullFaceAttrib,
    DepthTestAttrib,
    DepthWriteAttrib,
    Geom,
    GeomNode,
    NodePath,
    OmniBoundingVolume,
)

from blame3d.cast.actor import Actor, Key
from blame3d.cast.model import REFLECTS, SPRAYS, Model, load
from blame3d.scene import figures, pool
from blame3d.scene.eye import Eye, balls_in_sight, sides
from blame3d.scene.frame import View
from blame3d.scene.probe import stored, unlit
from blame3d.scene.programs import Programs

Lights = Callable[["NDArray[np.int64]", float], "NDArray[np.float64]"]
"""Places (n, 3), integer millimetres of the world, and a height in metres → rows of `probes`."""

HEAD_ROWS: Final = 3
"""Rows of an instance before its joints'."""

_UNSEEN: Final = -1
_NO_LIGHT: Final = unlit((0.0, stored(0.0)))[None]
"""Of what has no surface."""
_SHADE: Final = 0.22
"""Share of the light that the sides have which do not face it."""
_BODY_SORT: Final = -1
"""Before the City, which it hides."""
_BUILT_M: Final = 30.0
"""Models that reach farther than this look like the City: no outline, no two tones."""
_OUTLINED_M: Final = 60.0
"""From the eye; outlines thin to nothing there (shaders/actor.vert)."""


class Troupe:
    """All actors of one model at one level of detail: one draw, and one for the outline."""

    def __init__(self, model: Model, level: int, root: NodePath[Any], veil_sort: int) -> None:
        self.model = model
        self.veil = model.veil
        self.form = "VEIL" if model.veil else "BUILT" if model.radius > _BUILT_M else "BODY"
        if self.form == "BUILT" and (model.colours[:, 3] == SPRAYS).any():
            self.form = "SPRAY"
        self._rows = HEAD_ROWS + 3 * len(model.names)
        self._size = 0
        self._root = root.attach_new_node(f"{model.name} {level}")
        self._root.set_shader_input("rows", float(self._rows))
        self._root.set_shader_input("tall", max(0.1, model.radius))  # over which the light runs
        self.body = self._leaf(figures.body(model, level), veil_sort if self.veil else _BODY_SORT)
        self.outline: NodePath[Any] | None = None
        if self.veil:
            self.body.set_attrib(DepthWriteAttrib.make(DepthWriteAttrib.M_off))
            self.body.set_attrib(
                ColorBlendAttrib.make(
                    ColorBlendAttrib.M_add, ColorBlendAttrib.O_fbuffer_color,
                    ColorBlendAttrib.O_zero,
                )
            )  # fmt: skip
        elif self.form == "BODY" and (model.colours[:, 3] == REFLECTS).any():  # light has none
            self.outline = self._leaf(figures.outline(model, level), _BODY_SORT)
            self.outline.set_attrib(CullFaceAttrib.make(CullFaceAttrib.M_cull_counter_clockwise))

    def _leaf(self, geom: Geom, sort: int) -> NodePath[Any]:
        node = GeomNode("draw")
        node.add_geom(geom)
        node.set_bounds(OmniBoundingVolume())
        node.set_final(True)
        path = self._root.attach_new_node(node)
        path.set_bin("fixed", sort)
        return path

    def draw(self, rows: NDArray[np.float32] | None, outlined: bool = True) -> None:
        """Draw these instances, (n, rows, 4), with their outlines; None hides it."""
        if rows is None:
            self._root.hide()
            return
        if rows.nbytes > 16 * self._size:
            self._size = pool.texels(rows.nbytes)
            self._buffer = pool.buffer("actors", self._size, integer=False)
            self._root.set_shader_input("actors", self._buffer)
        pool.write(self._buffer, rows)
        self.body.set_instance_count(len(rows))
        if self.outline is not None and outlined:
            self.outline.set_instance_count(len(rows))
            self.outline.show()
        elif self.outline is not None:
            self.outline.hide()
        self._root.show()


class Actors:
    """Draws the actors of each view below a node of the scene."""

    def __init__(
        self, programs: Programs, parent: NodePath[Any], depth_test: int, veil_sort: int
    ) -> None:
        """veil_sort: when veils are drawn, in the City's order."""
        self._programs = programs
        self._root = parent.attach_new_node("actors")
        self._root.set_attrib(DepthTestAttrib.make(depth_test))
        self._veil_sort = veil_sort
        self._troupes: dict[tuple[str, int], Troupe] = {}
        self._shade = -1.0  # none has been set
        self._found: dict[tuple[str, int], tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        self.triangles = 0
        """Of the last view, without outlines."""

    def set_view(self, view: View, looking: Eye, lights: Lights) -> None:
        """Draw the actors of this view. Raises AssetError for a model that is not there."""
        rows: dict[tuple[str, int], tuple[NDArray[np.float32], bool]] = {}
        self.triangles = 0
        shade = _SHADE if view.key is None else view.key.shade
        if shade != self._shade:
            self._shade = shade
            self._root.set_shader_input("shade", shade)
        around = sides(looking)
        found: dict[str, list[Actor]] = {}
        for actor in view.actors:
            found.setdefault(actor.model, []).append(actor)
        casts = [(cast, load(name)) for name, cast in found.items()]
        places = np.array([a.position_mm for cast, _ in casts for a in cast], np.int64)
        places = places.reshape(-1, 3)
        rel = (places - np.array(view.position_mm)) / 1000.0  # exact till the division
        levels, away = _levels(casts, rel, looking, around)
        first = 0
        for cast, model in casts:
            last = first + len(cast)
            for level in sorted(set(levels[first:last].tolist()) - {_UNSEEN}):
                some = first + np.flatnonzero(levels[first:last] == level)
                lit = model.veil or (view.key is not None and model.radius <= _BUILT_M)
                where, name = places[some], (model.name, level)
                light = keyed(view.key) if lit else self._lit(name, where, model, lights)
                table = instances([cast[i - first] for i in some], model, rel[some], light)
                rows[name] = table, bool(away[some].min() < _OUTLINED_M)
                self.triangles += len(some) * (model.levels[level + 1] - model.levels[level])
            first = last
        for key in rows.keys() - self._troupes.keys():
            self._troupes[key] = self._made(*key)
        for key, troupe in self._troupes.items():
            troupe.draw(*rows.get(key, (None,)))

    def draw_distances(self, on: bool) -> None:
        """Draw how far bodies are and no veils or outlines, or all as ever."""
        for troupe in self._troupes.values():
            for path in (troupe.body if troupe.veil else None, troupe.outline):
                if path is not None and on:
                    path.hide()
                elif path is not None:
                    path.show()
            if not troupe.veil:
                programs = self._programs
                shader = programs.actor_distance() if on else programs.actor(troupe.form)
                troupe.body.set_shader(shader)

    def forget_lights(self) -> None:
        """Other chunks are shown: what stands in them may be lit otherwise."""
        self._found.clear()

    def _lit(
        self, key: tuple[str, int], places: NDArray[np.int64], model: Model, lights: Lights
    ) -> NDArray[np.float64]:
        """The light on a model at places; most of what is not lit by a key never moves."""
        found = self._found.get(key)
        if found is None or not np.array_equal(found[0], places):
            found = self._found[key] = places, lights(places, model.radius)
        return found[1]

    def _made(self, name: str, level: int) -> Troupe:
        troupe = Troupe(load(name), level, self._root, self._veil_sort)
        troupe.body.set_shader(self._programs.actor(troupe.form))
        if troupe.outline is not None:
            troupe.outline.set_shader(self._programs.actor("CONTOUR"))
        return troupe


def keyed(key: Key | None) -> NDArray[np.float64]:
    """The row (1, 7) of a light that is the same everywhere, see `probe.probes`; None: no light."""
    if key is None:
        return _NO_LIGHT
    light = (key.sky, stored(key.lamp))
    return np.array([[*light, *light, *key.way]])


def instances(
    cast: list[Actor], model: Model, rel: NDArray[np.float64], light: NDArray[np.float64]
) -> NDArray[np.float32]:
    """The rows (n, HEAD_ROWS + 3 J, 4) of actors at `rel` (n, 3) metres from the eye in a light
    (n, 7), see `probe.probes`."""
    out = np.zeros((len(cast), HEAD_ROWS + 3 * len(model.names), 4), np.float32)
    out[:, 0, :3], out[:, 0, 3] = rel, [actor.glow for actor in cast]
    out[:, 1], out[:, 2, :3], out[:, 2, 3] = light[:, :4], light[:, 4:], [a.rim for a in cast]
    for row, actor in zip(out, cast, strict=True):
        joints = actor.joints
        if actor.own:
            joints = np.where(model.own[:, None, None], joints, np.float32(0.0))
        row[HEAD_ROWS:] = joints.reshape(-1, 4)
    return out


def _levels(
    casts: list[tuple[list[Actor], Model]], rel: NDArray[np.float64], looking: Eye,
    around: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:  # fmt: skip
    """The level of detail (n,) of each actor of all casts, _UNSEEN out of sight, and the metres
    from the eye (n,) in which nothing of it is. around: sides of the view. For all joints of all
    actors at once: a cast has one actor as a rule, and one costs as much as all."""
    if not casts:
        return np.zeros(0, np.int64), np.zeros(0)
    actors = [(actor, model) for cast, model in casts for actor in cast]
    many = np.array([len(model.names) for _, model in actors])
    begin = np.cumsum(many) - many
    joints = np.concatenate([actor.joints for actor, _ in actors])
    turn = joints[..., :3]
    middle = np.concatenate([model.middle for _, model in actors])
    at = np.repeat(rel, many, axis=0) + joints[..., 3] + (turn @ middle[:, :, None])[..., 0]
    scale = np.sqrt((turn * turn).sum(axis=1).max(axis=1))
    reach = np.concatenate([model.reach for _, model in actors]) * scale
    own = np.repeat([actor.own for actor, _ in actors], many)
    reach[own & ~np.concatenate([model.own for _, model in actors])] = -np.inf
    seen = np.logical_or.reduceat(balls_in_sight(around, at, reach), begin)
    away = np.where(np.isfinite(reach), (at * at).sum(axis=1), np.inf)
    distance = np.sqrt(np.maximum(np.minimum.reduceat(away, begin), 0.05**2))
    high = 2.0 / (looking.pixel * looking.focal[1])  # of the picture, which no detail exceeds
    radius = np.array([model.radius for _, model in actors])
    tall = 2.0 * radius * np.maximum.reduceat(scale, begin)
    size = np.minimum(high, tall / (distance * looking.pixel)).tolist()
    levels = [
        model.level(px) if one else _UNSEEN
        for (_, model), px, one in zip(actors, size, seen.tolist(), strict=True)
    ]
    return np.array(levels, np.int64), np.minimum.reduceat(np.sqrt(away) - reach, begin)
