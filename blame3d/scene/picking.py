"""Picks the parts of a frame, where the CPU draws: see scene.sift for which, and why.

What is picked of all draws is told to the card as one list of rows, and each draw where its own
begin: one small buffer a frame. A card that draws by itself is given all that is asked for.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomEnums, NodePath, Texture

from blame3d.scene import pool
from blame3d.scene.cuts import Axes
from blame3d.scene.eye import Eye
from blame3d.scene.host import Host
from blame3d.scene.occlusion import Occlusion
from blame3d.scene.sift import LARGE, Pyramid, facing, in_view, largest, outlines, within
from blame3d.stream.arranged import NO_BOX

_SMALLEST: Final = 1 << 13
"""Places of the list, at least."""


class Asked(NamedTuple):
    """Draws, n of them, and what is asked of each.

    counts: parts. first: row of the first in its chunk's buffer. begin: the same row's place in
    `extents`, (EXTENT, rows). at: (3, n) metres from the eye to the low corner of its cell. whole:
    whether it is drawn without holes but those of the gun. together: parts an instance. each:
    triangles of a part. rest: the draw for the parts that no beam touches, the same where there is
    none; nothing else is asked of it. axes: of the beams, if there are any.
    """

    counts: NDArray[np.int64]
    first: NDArray[np.int64]
    begin: NDArray[np.int64]
    extents: NDArray[np.float32]
    at: NDArray[np.float32]
    whole: NDArray[np.bool_]
    together: NDArray[np.int64]
    each: NDArray[np.int64]
    rest: NDArray[np.int64]
    axes: Axes | None


class Picking:
    """Keeps the list of what is picked, as a shader input below a root."""

    def __init__(self, host: Host, root: NodePath[object]) -> None:
        self._root = root
        self._host = host
        self._occlusion: Occlusion | None = None
        self._list = self._make(_SMALLEST)

    def pick(
        self, eye: Eye, asked: Asked, most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each draw, where in the list its parts begin, and how many they are. most: triangles
        in all; of what is seen, what is smallest on the screen is left out."""
        counts = asked.counts
        draws = np.repeat(np.arange(len(counts)), counts)
        place = np.arange(len(draws)) - np.repeat(np.cumsum(counts) - counts, counts)
        extents = np.take(asked.extents, asked.begin[draws] + place, axis=1)
        middle, half, seen_from = extents[:3] + asked.at[:, draws], extents[3:6], extents[6]
        seen = np.flatnonzero(in_view(eye, middle, half))
        seen = seen[facing(middle[:, seen], half[:, seen], seen_from[seen])]
        middle, half = middle[:, seen], half[:, seen]
        found = outlines(eye, middle, half)
        area = found.area()
        large = largest(area, asked.whole[draws[seen]] & (seen_from[seen] != NO_BOX))
        large = large[asked.rest[draws[seen[large]]] == self._whose(
            asked, draws[seen[large]], middle[:, large], half[:, large]
        )]
        self._occlusion = self._occlusion or Occlusion(self._host)
        pyramid = Pyramid(self._occlusion.depths(eye, middle[:, large], half[:, large]))
        left = ~pyramid.hides(found)
        again = np.flatnonzero(left & (area > LARGE))
        left[again] = ~pyramid.hides_large(
            eye, middle[:, again], half[:, again], found.take(again)
        )
        some = np.flatnonzero(left)
        some = some[within(area[some], asked.each[draws[seen[some]]], most)]
        seen, far = seen[some], found.far[some]
        drawn = self._whose(asked, draws[seen], middle[:, some], half[:, some])
        # What ends nearer comes first: what lies on a floor before the floor.
        order = np.lexsort((far, drawn))
        rows = (asked.first[draws[seen]] + place[seen])[order]
        return self._tell(drawn[order], rows, asked.together)

    @staticmethod
    def _whose(
        asked: Asked, draws: NDArray[np.int64], middle: NDArray[np.float32],
        half: NDArray[np.float32],
    ) -> NDArray[np.int64]:
        """The draws of parts (n,) that were asked of these: where no beam touches one, the rest."""
        mine = draws.copy()
        cut = np.flatnonzero(asked.rest[draws] != draws)
        if asked.axes is not None and len(cut):
            free = cut[~asked.axes.touch(middle[:, cut], half[:, cut])]
            mine[free] = asked.rest[draws[free]]
        return mine

    def _tell(
        self, draws: NDArray[np.int64], rows: NDArray[np.int64], together: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Write the list: each draw's rows, filled up to whole instances."""
        counts = np.bincount(draws, minlength=len(together))
        whole = -(-counts // together) * together
        begin = np.cumsum(whole) - whole
        length = int(whole.sum())
        if length > self._list.get_x_size():
            self._list = self._make(1 << length.bit_length())
        out = np.full(length, -1, np.int32)
        out[begin[draws] + np.arange(len(draws)) - (np.cumsum(counts) - counts)[draws]] = rows
        pool.write(self._list, out)
        return begin, counts

    def _make(self, places: int) -> Texture:
        made = Texture("picked")
        made.setup_buffer_texture(places, Texture.T_int, Texture.F_r32i, GeomEnums.UH_dynamic)
        made.set_ram_image(bytes(places * 4))
        self._root.set_shader_input("picked", made)
        return made

    def close(self) -> None:
        """Free what the card holds."""
        if self._occlusion is not None:
            self._occlusion.close()
