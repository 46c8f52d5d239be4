"""Draws of a chunk, one for each kind of part, and those that wait to be hung into a node."""

from __future__ import annotations

from typing import Any, Final

from panda3d.core import (
    Geom,
    GeomNode,
    LVecBase4f,
    NodePath,
    OmniBoundingVolume,
    PTA_LVecBase4f,
)

from blame3d.scene import geometry
from blame3d.scene.pool import Pool
from blame3d.stream.arranged import KINDS, Kind

_SPARE: Final = 256
"""So many draws wait at most."""

_STOCK: Final = _SPARE // len(KINDS)
"""So many of a kind are to wait before a shot: as many as chunks in sight that it may reach."""


def leaf(geom: Geom, name: str) -> NodePath[Any]:
    """A node that draws a Geom whose vertices only the shader knows."""
    node = GeomNode(name)
    node.add_geom(geom)
    # Without these, the first cull would look for the bounds of vertices that do not exist.
    node.set_bounds(OmniBoundingVolume())
    node.set_final(True)
    return NodePath(node)


class Draw:
    """One draw of a chunk: its parts of one kind.

    number: of the kind. first: row of its first part. drawn: parts now asked of the card, -1 before
    the first frame.
    """

    def __init__(self, geom: Geom, number: int) -> None:
        self.number = number
        self.kind: Kind = KINDS[number]
        self.drawn = -1
        self.first = 0
        self.path = leaf(geom, "draw")
        self._told = (-1, 0)
        self._what = PTA_LVecBase4f.empty_array(1)
        self.path.set_shader_input("draw", self._what)

    def begin(self, first: int) -> None:
        """Draw the parts of another chunk, which lie from `first` on in its buffer."""
        self.first = first
        self._tell(first, self.kind.together)

    def ask(self, count: int) -> None:
        """Draw this many parts, the first, or a few more."""
        if count != self.drawn:
            self._count(count)
        self._tell(self.first, self.kind.together)

    def pick(self, begin: int, count: int) -> None:
        """Draw the parts that the list of what is picked names from its place `begin` on."""
        if count != self.drawn:
            self._count(count)
        self._tell(begin, -self.kind.together)

    def _count(self, count: int) -> None:
        if count:
            self.path.set_instance_count(-(-count // self.kind.together))
            if self.drawn <= 0:
                self.path.show()
        else:
            self.path.hide()
        self.drawn = count

    def _tell(self, first: int, together: int) -> None:
        if (first, together) != self._told:
            self._told = first, together
            self._what[0] = LVecBase4f(first, self.kind.quads, self.number, together)


class Draws:
    """Draws that wait for a node, by kind: one that nothing needs costs 6 KB, one hung into another
    node 5 µs, a new one ten times that."""

    def __init__(self) -> None:
        self._quads = [geometry.quads(kind.quads * kind.together) for kind in KINDS]
        self._waiting: Pool[int, Draw] = Pool(_SPARE)

    def take(self, number: int) -> Draw:
        """One of this kind, in no node."""
        return self._waiting.take(number) or Draw(self._quads[number], number)

    def give(self, draw: Draw) -> None:
        """Take back one that its node needs no more."""
        draw.path.detach_node()
        self._waiting.give(draw.number, draw)

    def stock(self, most: int) -> bool:
        """Make some that wait, so many at most; whether there are enough for a shot."""
        for number in range(len(KINDS)):
            for _ in range(min(most, _STOCK - self._waiting.waiting(number))):
                self._waiting.give(number, Draw(self._quads[number], number))
                most -= 1
        return most > 0
