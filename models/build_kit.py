"""Builds models/kit.npz, the parts of which the City is made. Run: python models/build_kit.py

A part is a few *batches* of six quads. Vertices lie in the unit box of their own batch, and each
batch knows the box that it fills inside the part's: so a bolt is a small thing to the renderer,
which leaves it out where it is too small to see, while the door that it sits on stays. Parts that
are cut to length (columns, pipes) are not fitted like this: all their batches fill the part's box.

    vertices  float32 (24·B, 8)   position xyz, normal xyz, u, turns; four rows a quad,
                                  counter-clockwise from outside; unused quads are degenerate;
                                  u carries 2 × the axis (0 x, 1 y, 2 z) that the quad faces most;
                                  turns is 1 on what turns about y, else 0
    centre    float32 (B, 3)      middle of the batch's box in the part's unit box
    extent    float32 (B, 3)      its size there
    role      uint8 (B,)          0 the part's own material, 1 fittings, 2 shines, 3 turns about y
    names     unicode (P,)        part names
    about     unicode (P,)        what it is, a sentence
    place     unicode (P,)        where it is used
    size      float32 (P, 3)      metres that it always has; 0 when it is stretched to measure
    first     int32 (P,)          first batch of the near level
    count     int32 (P,)          batches of the near level
    far       int32 (P,)          the one batch of the far level
    collide   uint8 (P,)          0 none: thin or walked through; 1 box, 2 cylinder about z, of the
                                  part's bounds

Batch 0 is the plain box and batch 1 a hexagonal prism with round shading: the two far levels.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from kitparts import bore, lamps, masses, numerals, openings, pipework, things, ways
from kitparts.quads import MAIN, TURNING, Group, Quad

NONE, BOX, CYLINDER = 0, 1, 2

Maker = Callable[[], list[Quad] | list[Group]]
Arrays = dict[str, NDArray[np.generic]]


class Part(NamedTuple):
    """One row of the kit. metres: drawn at the size that it always has; whole: cut to length."""

    name: str
    near: Maker
    far: str | Maker
    collide: int
    place: str
    metres: bool = False
    whole: bool = False


PARTS: tuple[Part, ...] = (
    Part("box", masses.plain_box, "box", BOX, "everywhere", whole=True),
    Part("hexagon", masses.hexagon, "hexagon", CYLINDER, "thin pipes and cables", whole=True),
    Part("block", masses.block, "box", BOX, "floors and roofs"),
    Part("cylinder", masses.cylinder, "hexagon", CYLINDER, "great pipes", whole=True),
    Part("wedge", masses.wedge, masses.wedge, BOX, "floors and roofs"),
    Part("buttress", masses.buttress, "wedge", BOX, "walls that carry, struts below galleries"),
    Part("corbel", masses.corbel, "box", BOX, "below ledges"),
    Part("arch", masses.arch, "box", BOX, "blind arcades on walls"),
    Part("half_shell", masses.half_shell, "box", BOX, "shells leaning on walls"),
    Part("barrel_vault", masses.barrel_vault, "box", BOX, "roofs of machine rooms"),
    Part("melt", masses.melt, "wedge", BOX, "feet of walls"),
    Part("column_fluted", masses.column_fluted, "hexagon", BOX, "great columns", whole=True),
    Part("column_capital", masses.column_capital, "box", BOX, "below plates, without columns"),
    Part("column_foot", masses.column_foot, "box", BOX, "floors and roofs, without their columns"),
    Part("dome", masses.dome, "hexagon", CYLINDER, "roofs"),
    Part("spire", masses.spire, "hexagon", CYLINDER, "roofs of towers"),
    Part("girder", masses.girder, "box", BOX, "below bridges of the network", whole=True),
    Part("truss", masses.truss, "box", BOX, "floors and roofs"),
    Part("stair_flight", ways.stair_flight, ways.stair_far, BOX, "stair towers of the network"),
    Part("stair_giant", ways.stair_giant, "wedge", BOX, "beside the stairs that people take",
         metres=True),
    Part("spiral_stair", ways.spiral_stair, "hexagon", BOX,
         "corners of halls: they end at the ceiling", metres=True),
    Part("ladder", ways.ladder, "box", NONE, "walls"),
    Part("rungs", ways.rungs, "box", NONE, "walls of passages, towers of stairs", metres=True),
    Part("ladder_cage", ways.ladder_cage, "box", NONE, "about ladders on walls"),
    Part("rail_bars", ways.rail_bars, "box", NONE, "edges of walkways"),
    Part("rail_posts", ways.rail_posts, "box", NONE, "edges of walkways"),
    Part("banister", ways.banister, "box", NONE, "open sides of flights"),
    Part("catwalk", ways.catwalk_grating, "box", BOX, "heads of ladders"),
    Part("lift_rail", ways.lift_rail, "box", NONE, "walls", metres=True),
    Part("lift_cabin", ways.lift_cabin, "box", BOX, "stuck on lift rails", metres=True),
    Part("bollard", ways.bollard, "hexagon", CYLINDER, "floors and roofs", metres=True),
    Part("threshold", ways.threshold, "box", NONE, "portals", metres=True),
    Part("pipe_flange", pipework.pipe_flange, "hexagon", CYLINDER, "joints of pipes on walls"),
    Part("pipe_elbow", pipework.pipe_elbow, "box", BOX, "where a wall's pipe turns in"),
    Part("pipe_tee", pipework.pipe_tee, "box", BOX, "pipes at chest height", metres=True),
    Part("valve", pipework.valve, "box", BOX, "pipes at chest height", metres=True),
    Part("gauge", pipework.gauge, "box", NONE, "beside valves", metres=True),
    Part("pipe_clamp", pipework.pipe_clamp, "box", NONE, "pipes along passages", metres=True),
    Part("manifold", pipework.manifold, "box", BOX, "passage walls",
         metres=True),
    Part("duct", pipework.duct, "box", BOX, "ceilings of passages", whole=True),
    Part("vent_cowl", pipework.vent_cowl, "hexagon", BOX, "roofs", metres=True),
    Part("cable_catenary", pipework.cable_catenary, "box", NONE, "between anchors on walls"),
    Part("cable_anchor", pipework.cable_anchor, "box", BOX, "ends of hanging cables",
         metres=True),
    Part("cable_tray", pipework.cable_tray, "box", BOX, "along passages", whole=True),
    Part("cable_rags", pipework.cable_rags, "box", NONE, "under plates",
         metres=True),
    Part("insulator", pipework.insulator, "hexagon", BOX, "floors and roofs",
         metres=True),
    Part("tank", pipework.tank, "hexagon", CYLINDER, "floors and roofs"),
    Part("drain", pipework.drain, "box", NONE, "feet of passage walls", metres=True),
    Part("trough", pipework.trough, "box", BOX, "floors and roofs"),
    Part("sludge_fall", pipework.sludge_fall, "box", BOX, "below open pipes in walls",
         metres=True),
    Part("portal", openings.portal, "box", NONE, "where a passage leaves the mass", metres=True),
    Part("door_leaf", openings.door_leaf, "box", BOX, "standing open in portals", metres=True),
    Part("door_heavy", openings.door_heavy, "box", BOX,
         "passage walls; on walls where nobody can come", metres=True),
    Part("door_giant", openings.door_giant, "box", BOX, "great walls", metres=True),
    Part("hatch", openings.hatch, "box", NONE, "walls"),
    Part("floor_hatch", openings.floor_hatch, "box", NONE, "halls, floors and roofs", metres=True),
    Part("shutter", openings.shutter, "box", BOX, "bays of wall cranes", metres=True),
    Part("window_strip", openings.window_strip, "box", BOX, "walls with windows"),
    Part("window_slot", openings.window_slot, "box", BOX, "walls with windows", metres=True),
    Part("vent_louvre", openings.vent_louvre, "box", BOX, "walls"),
    Part("grille", openings.grille, "box", NONE, "passage walls, low", metres=True),
    Part("fan", openings.fan, "box", BOX, "great walls"),
    Part("vent_pipe", openings.vent_pipe, "hexagon", BOX, "walls; some have run out", metres=True),
    Part("lamp_tube", lamps.lamp_tube, "box", NONE, "passage walls", metres=True),
    Part("lamp_shade", lamps.lamp_shade, "box", NONE, "walls of halls", metres=True),
    Part("lamp_bulkhead", lamps.lamp_bulkhead, "box", NONE, "stair towers, doors", metres=True),
    Part("lamp_pole", lamps.lamp_pole, "box", NONE, "edges of walkways", metres=True),
    Part("lamp_strip", lamps.lamp_strip, "box", NONE, "portals, low ceilings", metres=True),
    Part("lamp_hanging", lamps.lamp_hanging, "box", NONE, "high ceilings of passages", metres=True),
    Part("beacon", lamps.beacon, "hexagon", NONE, "floors and roofs", metres=True),
    Part("sign_plate", things.sign_plate, "box", NONE, "walls"),
    Part("emblem", things.emblem, "box", NONE, "signs", metres=True),
    Part("stencil_bars", things.stencil_bars, "box", NONE, "walls", metres=True),
    Part("stencil_level", things.stencil_level, "box", NONE, "passage walls", metres=True),
    Part("stencil_sign", things.stencil_sign, "box", NONE, "signs", metres=True),
    Part("stripes", things.stripes, "box", NONE, "lintels of portals", metres=True),
    Part("console", things.console, "box", BOX, "passage walls", metres=True),
    Part("cabinet", things.cabinet, "box", BOX, "racks beside ways, roofs", metres=True),
    Part("junction", things.junction, "box", NONE, "passage walls", metres=True),
    Part("rail_box", things.rail_box, "box", NONE, "rails of bridges", metres=True),
    Part("bolts", things.bolts, "box", NONE, "joints of plates", metres=True),
    Part("puddle", things.puddle, "box", NONE, "floors of passages and bridges", metres=True),
    Part("keypad", things.keypad, "box", NONE, "beside doors", metres=True),
    Part("antenna", things.antenna, "hexagon", NONE, "roofs"),
    Part("dish", things.dish, "hexagon", NONE, "roofs"),
    Part("debris", things.debris, "box", BOX, "floors and roofs"),
    Part("rubble", things.rubble, "box", NONE, "feet of passage walls", metres=True),
    Part("crane", things.crane, "box", BOX, "walls, over bays", metres=True),
    Part("crane_hook", things.crane_hook, "box", NONE, "under plates", metres=True),
    Part("bench", things.bench, "box", BOX, "floors and roofs", metres=True),
    Part("barrel", things.barrel, "hexagon", CYLINDER, "passage walls, floors", metres=True),
    Part("bore", bore.ring, "hexagon", NONE, "where the gun has cut through mass", whole=True),
    Part("bore_end", bore.end, "hexagon", NONE, "where what the gun took away ends", whole=True),
    *(Part(f"numeral_{n}", made, made, NONE, "landings, walls, portals: storeys and blocks",
           metres=True) for n, made in enumerate(map(numerals.numeral, range(10)))),
)

_SLIM = 1e-3
"""Least extent of a batch's box: a flat batch has one too."""


def groups(made: list[Quad] | list[Group]) -> list[Group]:
    """A part that is quads alone is all of its own material."""
    return made if made and isinstance(made[0], tuple) else [(MAIN, made)]  # type: ignore[return-value,list-item]


def bounds(part: list[Group]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points = np.concatenate([q[:, :3] for _, quads in part for q in quads])
    return points.min(0), points.max(0)


def within(quads: list[Quad], middle: NDArray[np.float64], size: NDArray[np.float64]) -> list[Quad]:
    """Quads in the unit box of a box, with the normals that come out right when it is filled."""
    out = []
    for q in quads:
        r = q.copy()
        r[:, :3] = (q[:, :3] - middle) / size
        n = q[:, 3:6] * size
        r[:, 3:6] = n / np.sqrt((n * n).sum(1, keepdims=True))
        face = np.cross(r[2, :3] - r[0, :3], r[3, :3] - r[1, :3])
        r[:, 6] = q[:, 6] % 2.0 + 2.0 * int(np.argmax(np.abs(face)))
        out.append(r)
    return out


class Batches:
    """The batches so far."""

    def __init__(self) -> None:
        self.rows: list[NDArray[np.float32]] = []
        self.centre: list[NDArray[np.float64]] = []
        self.extent: list[NDArray[np.float64]] = []
        self.role: list[int] = []

    def add(self, part: list[Group], *, whole: bool) -> tuple[int, int]:
        """Group a part's quads by six, role by role; returns its first batch and their number."""
        first = len(self.rows)
        for role, quads in part:
            for i in range(0, len(quads), 6):
                self._one(role, quads[i : i + 6], whole=whole)
        return first, len(self.rows) - first

    def _one(self, role: int, six: list[Quad], *, whole: bool) -> None:
        middle, size = np.zeros(3), np.ones(3)
        if not whole:
            lo, hi = bounds([(role, six)])
            if role == TURNING:
                # Its box is as wide on all sides of the axis, so that it turns about its middle.
                wide = np.abs([lo, hi])[:, [0, 2]].max()
                lo[[0, 2]], hi[[0, 2]] = -wide, wide
            middle, size = (lo + hi) / 2, np.maximum(hi - lo, _SLIM)
        rows = np.concatenate(within(six, middle, size))
        rows = np.concatenate([rows, np.repeat(rows[:1], 4 * (6 - len(six)), 0)])
        rows[:, 7] = role == TURNING
        self.rows.append(rows.astype(np.float32))
        self.centre.append(middle)
        self.extent.append(size)
        self.role.append(role)


def build() -> Arrays:
    """All arrays of the kit, by name."""
    made, first = Batches(), {}
    table: dict[str, list[object]] = {k: [] for k in ("first", "count", "far", "size", "about")}
    for part in PARTS:
        drawn = groups(part.near())
        size = np.zeros(3)
        if part.metres:
            lo, hi = bounds(drawn)
            size = np.maximum(hi - lo, _SLIM)
            drawn = [(role, within(quads, (lo + hi) / 2, size)) for role, quads in drawn]
        at, n = made.add(drawn, whole=part.whole)
        first[part.name] = at
        if isinstance(part.far, str):
            far = first[part.far]
        elif part.far is part.near:
            far = at
        else:
            far, _ = made.add(groups(part.far()), whole=True)
        doc = " ".join((part.near.__doc__ or part.name.replace("_", " ")).split())
        for key, value in zip(table, (at, n, far, size, doc), strict=True):
            table[key].append(value)
    return {
        "vertices": np.concatenate(made.rows),
        "centre": np.array(made.centre, np.float32),
        "extent": np.array(made.extent, np.float32),
        "role": np.array(made.role, np.uint8),
        "names": np.array([p.name for p in PARTS]),
        "about": np.array(table["about"]),
        "place": np.array([p.place for p in PARTS]),
        "size": np.array(table["size"], np.float32),
        "first": np.array(table["first"], np.int32),
        "count": np.array(table["count"], np.int32),
        "far": np.array(table["far"], np.int32),
        "collide": np.array([p.collide for p in PARTS], np.uint8),
    }


if __name__ == "__main__":
    target = Path(__file__).with_name("kit.npz")
    kit = build()
    np.savez(target, **kit)
    print(f"{target.name}: {len(kit['names'])} parts, {len(kit['vertices']) // 24} batches")
    for name, n in zip(kit["names"], kit["count"], strict=True):
        print(f"  {name:16} {n}")
