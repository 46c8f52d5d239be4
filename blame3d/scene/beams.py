"""What a shot leaves in the air: its line, and along the bore fire, dust and falling debris.

All of a frame is one draw of quads, four rows of a buffer texture each (shaders/spark.vert):

    0, 1    metres from the eye to both ends, half the width there; one point twice for a disc
    2       linear light; how much it hides of what lies behind
    3       0 line; across it and the look at it, unit vector. 1 fire, 2 dust, 3 a piece of debris;
            seed; turn in radians; height by width

Every row is a function of the view alone: of the shots' times, and of the age and the seed of each
blast. Nothing is simulated.
"""

from __future__ import annotations

import itertools
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import ColorBlendAttrib, DepthTestAttrib, DepthWriteAttrib, NodePath

from blame3d.player.gun import BLAST_S, HOLD_S, Blast, Shot
from blame3d.scene import geometry, pool
from blame3d.scene.draws import leaf
from blame3d.scene.eye import Eye
from blame3d.scene.frame import View
from blame3d.scene.programs import Programs

Rows = NDArray[np.float64]

LINE: Final = 1.1
"""Half the width of the line in metres."""
_STEPS: Final = ((0.0, 0.004), (2.0, 0.05), (9.0, 0.5), (30.0, LINE))
"""Metres from the gun, half the width there: at the hand it is as narrow as the slit."""
_HAND: Final = (0.24, 0.55, -0.20)
"""Of the gun from the eye: right, ahead, up."""
_FIRST_S: Final = 1.0 / 25.0
"""One frame of full light."""
_FLASH_S: Final = 0.4
_EMBER_S: Final = 1.6
_FAINT: Final = 0.004
"""What covers no more is not seen."""
_FLAMES: Final = 6
_PUFFS: Final = 5
_PIECES: Final = 22
_PIECES_M: Final = 700.0
"""Blasts nearer than this throw pieces that can be seen."""
_BROADEST: Final = 0.035
"""Of a piece for each metre to it: they are flat, and nearer one would see that."""
_GRAVITY: Final = 9.81


class Beams:
    """Draws them below a node of the scene."""

    def __init__(
        self, programs: Programs, parent: NodePath[Any], depth_test: int, sort: int
    ) -> None:
        self._path = leaf(geometry.strip_quad(), "sparks")
        self._path.reparent_to(parent)
        self._programs, self._line = programs.spark, False
        self._path.set_shader(self._programs[False])
        self._path.set_bin("fixed", sort)
        self._path.set_attrib(DepthTestAttrib.make(depth_test))
        self._path.set_attrib(DepthWriteAttrib.make(DepthWriteAttrib.M_off))
        self._path.set_attrib(
            ColorBlendAttrib.make(
                ColorBlendAttrib.M_add, ColorBlendAttrib.O_one,
                ColorBlendAttrib.O_one_minus_incoming_alpha,
            )
        )  # fmt: skip
        self._path.set_two_sided(True)
        self._path.hide()
        self._size = 0
        self._arming = False

    def arm(self) -> None:
        """With the next view, draw at least a disc of no size, by the one program and then by the
        other: drivers make a program ready when it first draws."""
        self._arming = True

    def set_view(self, view: View, looking: Eye) -> None:
        """Draw those of this view."""
        lines = [line(shot, view, looking) for shot in view.shots if lit(shot, view.time_s)]
        rows = lines + [burst(blast, view) for blast in view.blasts]
        data = np.concatenate(rows) if rows else np.zeros((int(self._arming), 4, 4))
        wanted = not self._line if self._arming and not rows else bool(lines)
        self._arming = False
        data = data[(data[:, 2, 3] > _FAINT) | (len(rows) == 0)]
        if not len(data):
            self._path.hide()
            return
        if wanted != self._line:
            self._line = wanted
            self._path.set_shader(self._programs[wanted])
        # Far ones first: what hides comes over what it hides.
        data = data[np.argsort(-(data[:, 0, :3] ** 2).sum(1), kind="stable")].astype(np.float32)
        if data.nbytes > self._size * 16:
            self._size = pool.texels(data.nbytes)
            self._buffer = pool.buffer("sparks", self._size, integer=False)
            self._path.set_shader_input("sparks", self._buffer)
        pool.write(self._buffer, data)
        self._path.set_instance_count(len(data))
        self._path.show()

    def hide(self) -> None:
        """Draw none till the next view."""
        self._path.hide()


def lit(shot: Shot, time_s: float) -> bool:
    """Whether its line is to be seen."""
    return 0.0 <= time_s - shot.at_s < HOLD_S


def line(shot: Shot, view: View, looking: Eye) -> Rows:
    """Rows (n, 4, 4) of a shot's line; from the hand when the eye is the gunner's."""
    beam, age = shot.beam, view.time_s - shot.at_s
    start = (np.array(beam.origin_mm) - np.array(view.position_mm)) / 1000.0
    way = np.array(beam.way)
    end = start + way * beam.length_m
    if float(np.sqrt((start * start).sum())) < 2.0 * beam.radius_m + 4.0:
        right, ahead, up = _HAND
        start = looking.right * right + looking.forward * ahead + looking.above * up
        way = (end - start) / np.sqrt(((end - start) ** 2).sum())
    across = np.cross(way, start)
    across /= max(float(np.sqrt((across * across).sum())), 1e-6)
    bright = 1.0 if age < _FIRST_S else 0.8 * (1.0 - age / HOLD_S) ** 2
    grown = beam.radius_m / 1.5
    marks = [*((at, wide * min(grown, 1.0 + 0.2 * grown)) for at, wide in _STEPS)]
    at, wide = marks[-1]
    while at * 1.5 < beam.length_m:  # a piece has one light, by how much air is before its end
        at *= 1.5
        marks.append((at, wide))
    marks.append((beam.length_m, wide))
    rows = np.zeros((len(marks) - 1, 4, 4))
    for row, (a, b) in zip(rows, itertools.pairwise(marks), strict=True):
        row[0] = *(start + way * a[0]), a[1]
        row[1] = *(start + way * b[0]), b[1]
        row[3] = 0.0, *across
        row[2] = bright, bright, bright, min(1.0, 1.6 * bright)
    return rows


def burst(blast: Blast, view: View) -> Rows:
    """Rows (n, 4, 4) of a blast: fire while it is young, dust that hangs, pieces that fall."""
    at = (np.array(blast.position_mm) - np.array(view.position_mm)) / 1000.0
    way = np.array(blast.way)
    age, size = blast.age_s, blast.size
    out = []
    if age < _EMBER_S:
        flash = max(0.0, 1.0 - age / _FLASH_S) ** 2
        ember = max(0.0, 1.0 - age / _EMBER_S) ** 2
        wide = size * (0.25 + 0.75 * min(1.0, age / _FLASH_S) ** 0.5)
        warm = np.array((1.0, 0.52, 0.22)) * 16.0 * flash
        warm += np.array((1.0, 0.25, 0.06)) * 1.6 * ember
        dice = _dice(blast.seed + 3, _FLAMES)
        balls = at + (dice[:, :3] - 0.5) * 0.9 * wide
        wide = wide * (0.35 + 0.65 * dice[:, 3])
        cover = min(1.0, 1.4 * flash + 0.6 * ember)
        out.append(_disc(balls, wide, warm, cover, 1, blast.seed, dice[:, 4] * 6.0))
    share = age / BLAST_S
    dice = _dice(blast.seed, _PUFFS)
    drift = way * ((dice[:, :1] - 0.5) * 1.6 * size) + (dice[:, 1:4] - 0.5) * 0.7 * size
    sink = np.array([0.0, 0.0, (4.0 if blast.steam else -0.35) * size * share])
    puffs = at + drift * min(1.0, age / 1.5) ** 0.5 + sink
    wide = size * (0.35 + 0.75 * share**0.5)
    cover = 0.5 * min(1.0, age / 0.25) * max(0.0, 1.0 - share) ** 1.3
    grey = (0.45 if blast.steam else 0.10) * np.array(view.haze.pale) + np.array(view.haze.dark)
    warm = np.array((1.0, 0.30, 0.10)) * 0.5 * max(0.0, 1.0 - age / 1.2)
    out.append(_disc(puffs, wide, grey + warm, cover, 2, blast.seed, dice[:, 4] * 6.0 + 0.1 * age))
    if not blast.steam and float((at * at).sum()) < _PIECES_M**2:
        out.append(_pieces(blast, at, way))
    return np.concatenate(out)


def _pieces(blast: Blast, at: NDArray[np.float64], way: NDArray[np.float64]) -> Rows:
    age, dice = blast.age_s, _dice(blast.seed + 7, _PIECES)
    side = np.array((way[1], -way[0], 0.0))
    norm = float(np.sqrt((side * side).sum()))
    side = side / norm if norm > 1e-6 else np.array((1.0, 0.0, 0.0))
    up = np.cross(side, way)
    turn = dice[:, 0] * 2.0 * np.pi
    radial = np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * up
    thrown = way * ((dice[:, 1:2] - 0.55) * 26.0) + radial * (1.0 + 8.0 * dice[:, 2:3])
    falls = np.array((0.0, 0.0, -0.5 * _GRAVITY * age * age))
    places = at + radial * blast.bore_m + thrown * age + falls
    wide = (0.06 + 0.22 * dice[:, 3] ** 3) * min(blast.bore_m, 6.0)
    wide = wide * min(1.0, (BLAST_S - age) / 1.0)
    wide = np.minimum(wide, _BROADEST * np.sqrt((places * places).sum(1)))
    hot = np.array((1.0, 0.30, 0.10)) * 2.0 * max(0.0, 1.0 - age / 1.8) ** 2
    tone = np.array((0.020, 0.021, 0.021)) + hot * dice[:, 1:2] ** 2
    spin = dice[:, 4] * 6.3 + age * (dice[:, 2] - 0.5) * 14.0
    high = 0.3 + 0.7 * np.abs(np.cos(spin * 0.7 + dice[:, 1]))
    return _disc(places, wide, tone, 1.0, 3, blast.seed, spin, high)


def _disc(
    at: NDArray[np.float64], wide: Any, light: NDArray[np.float64], cover: float,
    kind: int, seed: int, spin: Any = 0.0, high: Any = 1.0,
) -> Rows:  # fmt: skip
    rows = np.zeros((len(at), 4, 4))
    rows[:, 0, :3] = rows[:, 1, :3] = at
    rows[:, 0, 3] = rows[:, 1, 3] = wide
    rows[:, 2, :3], rows[:, 2, 3] = light, cover
    rows[:, 3, 0], rows[:, 3, 1] = kind, (seed + np.arange(len(at)) * 37) % 64
    rows[:, 3, 2], rows[:, 3, 3] = spin, high
    return rows


def _dice(seed: int, count: int) -> Rows:
    """Numbers (count, 5), 0 … 1, that look like chance."""
    steps = np.array((0.8191725, 0.6710436, 0.5497005, 0.4503, 0.3688763))
    return np.asarray((seed * 0.6180339887 + np.arange(1, count + 1)[:, None] * steps) % 1.0)
