"""Words painted on a surface of the City: seen with the picture's eye, in the window's pixels.

They are drawn over the picture, which is coarser than letters are; whoever paints them hides them
when something stands before them.
"""

from __future__ import annotations

from typing import Final

from panda3d.core import (
    Camera,
    GraphicsOutput,
    NodePath,
    PerspectiveLens,
    Point2,
    Point3,
    TextNode,
    TransparencyAttrib,
    Vec3,
)

from blame3d.app.canvas import INK, Canvas, drawable
from blame3d.scene.frame import View

HIGH: Final = 0.034
"""Height of a letter as a share of the distance from which it is to be read."""

_SORT: Final = 40
"""Over the picture, under all that is flat."""
_PIXELS: Final = 40.0
_NEAR_FAR: Final = (0.1, 500.0)


class Wall:
    """written: whether there are words somewhere. seen: whether they stood in the last picture."""

    def __init__(self, output: GraphicsOutput, canvas: Canvas) -> None:
        self._canvas = canvas
        self._root: NodePath = NodePath("wall")
        self._root.set_transparency(TransparencyAttrib.M_alpha)
        self._root.set_depth_test(False)
        self._root.set_depth_write(False)
        self._root.set_two_sided(True)
        self._lens = PerspectiveLens()
        self._lens.set_near_far(*_NEAR_FAR)
        self._camera = self._root.attach_new_node(Camera("wall", self._lens))
        region = output.make_display_region()
        region.set_sort(_SORT)
        region.set_camera(self._camera)
        self._region = region
        self._node = TextNode("words")
        self._words = self._root.attach_new_node(self._node)
        self._place = (0, 0, 0)
        self.written = self.seen = False
        self.show(0.0)

    def build(self, lines: list[tuple[str, str]]) -> None:
        """Say this from now on: keys, and what they do."""
        wide = max(len(keys) for keys, _ in lines) + 2
        rows = [f"{keys:<{wide}}{text}" for keys, text in lines]
        if len(lines) == 1:  # one below the other: it has to fit on what is narrow
            rows = list(lines[0])
        self._node.set_font(self._canvas.font("mono", _PIXELS))
        self._node.set_text("\n".join(map(drawable, rows)))
        self._node.set_text_color(INK)
        self._node.set_align(TextNode.A_left)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the words in letters' heights."""
        return self._node.get_width(), self._node.get_height()

    def write(
        self, place: tuple[int, int, int], into: tuple[float, float, float],
        up: tuple[float, float, float], high: float, tall: float = 1.0,
    ) -> None:  # fmt: skip
        """Put the words there. place: of their middle, integer millimetres. into, up: unit vectors
        into the surface and up on it. high: metres of a letter; tall: how much longer it is than
        usual."""
        self._place, self.written = place, True
        self._words.set_pos(0, 0, 0)
        self._words.look_at(Point3(*into), Vec3(*up))
        self._words.set_scale(high, 1.0, high * tall)

    def clear(self) -> None:
        """There are no words any more."""
        self.written = self.seen = False
        self.show(0.0)

    def show(self, alpha: float) -> None:
        """How much of the paint is to be seen, 0 … 1."""
        self._region.set_active(alpha > 0.0)
        self._root.set_color_scale(1, 1, 1, alpha)

    def look(self, view: View, fov: tuple[float, float]) -> None:
        """See them as this view sees the City. fov: degrees across and down."""
        if not self.written:
            return
        self._lens.set_fov(*fov)
        self._camera.set_hpr(view.h, view.p, view.r)
        x, y, z = (
            (a - b) / 1000.0 for a, b in zip(self._place, view.position_mm, strict=True)
        )
        middle = self._camera.get_relative_point(self._root, Point3(x, y, z))
        self.seen = self._region.is_active() and self._lens.project(middle, Point2())
        wide, high = self._node.get_width(), self._node.get_height()
        shift = self._root.get_relative_vector(
            self._words, Vec3(-0.5 * wide, 0.0, 0.5 * high - 1.0)
        )
        self._words.set_pos(x + shift[0], y + shift[1], z + shift[2])
