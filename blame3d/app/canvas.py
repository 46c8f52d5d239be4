"""Flat drawing over the picture: text, lines and plates in pixels, upper left = 0, 0, y down.

One unit is one pixel on a window of middling size. It grows on windows higher than 900 pixels, so
that text keeps its share of the picture, and shrinks where a page would not fit. Own display
region and lens; depends on no ShowBase.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from panda3d.core import (
    Camera,
    CardMaker,
    DynamicTextFont,
    Filename,
    GraphicsOutput,
    LineSegs,
    NodePath,
    OrthographicLens,
    TextFont,
    TextNode,
    TextProperties,
    TransparencyAttrib,
)

Colour = tuple[float, float, float, float]

INK: Final[Colour] = (0.98, 0.98, 0.95, 1.0)
DIM: Final[Colour] = (0.79, 0.81, 0.79, 1.0)
AMBER: Final[Colour] = (1.0, 0.66, 0.30, 1.0)
RED: Final[Colour] = (1.0, 0.42, 0.34, 1.0)
VEIL: Final[Colour] = (0.016, 0.020, 0.024, 0.86)
PLATE: Final[Colour] = (0.016, 0.020, 0.024, 0.62)
SOFT: Final[Colour] = (0.016, 0.020, 0.024, 0.34)
SHADOW: Final[Colour] = (0.0, 0.0, 0.0, 0.85)

_SIGNS: Final = frozenset(
    "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2032\u2033\u2039\u203a\u2212€←↑→↓"
)

_ALIGN: Final = {
    "left": TextProperties.A_left,
    "centre": TextProperties.A_center,
    "right": TextProperties.A_right,
}


SMALLEST: Final = (960.0, 640.0)
"""Every page fits into this many units."""


def unit(width: int, height: int) -> float:
    """Pixels of one unit in a window of this many pixels."""
    return min(max(1.0, height / 900.0), width / SMALLEST[0], height / SMALLEST[1])


def drawable(text: str) -> str:
    """The text with what the fonts lack (they are Latin) replaced by a middle dot."""
    return "".join(c if c < "\u0180" or c in _SIGNS else "·" for c in text)


class Label:
    """A line or block of text; setting equal text again costs nothing."""

    def __init__(
        self,
        parent: NodePath,
        canvas: Canvas,
        size: float,
        colour: Colour,
        align: str,
        face: str,
        shadow: bool,
    ) -> None:
        self._node = TextNode("label")
        self._node.set_font(canvas.font(face, size))
        self._node.set_align(_ALIGN[align])
        self._node.set_text_color(colour)
        if shadow:
            self._node.set_shadow(1.0 / (size * canvas.scale), 1.0 / (size * canvas.scale))
            self._node.set_shadow_color(SHADOW)
        self._text = ""
        self._colour = colour
        self.path: NodePath = parent.attach_new_node(self._node)
        self.path.set_scale(size)

    def place(self, x: float, y: float) -> Label:
        """Base line of the first line at y."""
        self.path.set_pos(x, 0, -y)
        return self

    def set(self, text: str, colour: Colour | None = None) -> Label:
        if text != self._text:
            self._text = text
            self._node.set_text(drawable(text))
        if colour is not None and colour != self._colour:
            self._colour = colour
            self._node.set_text_color(colour)
        return self

    def wrap(self, width: float) -> Label:
        """Break lines at `width` units."""
        self._node.set_wordwrap(width / self.path.get_sx())
        return self

    @property
    def width(self) -> float:
        return float(self._node.get_width() * self.path.get_sx())


class Layer:
    """A group of things that shows, hides and fades together."""

    def __init__(self, canvas: Canvas, sort: int) -> None:
        self.canvas = canvas
        self.path: NodePath = canvas.root.attach_new_node("layer", sort)
        self._shown = True
        self._alpha = 1.0

    def text(
        self,
        x: float,
        y: float,
        text: str = "",
        size: float = 16,
        colour: Colour = INK,
        align: str = "left",
        face: str = "text",
        shadow: bool = True,
    ) -> Label:
        label = Label(self.path, self.canvas, size, colour, align, face, shadow)
        return label.place(x, y).set(text)

    def rect(self, x: float, y: float, width: float, height: float, colour: Colour) -> NodePath:
        maker = CardMaker("rect")
        maker.set_frame(0, width, -height, 0)
        path = self.path.attach_new_node(maker.generate())
        path.set_pos(x, 0, -y)
        path.set_color(colour)
        return path

    def lines(
        self,
        segments: list[tuple[float, float, float, float]],
        colour: Colour,
        thickness: float = 1.0,
    ) -> NodePath:
        """Segments (x0, y0, x1, y1) as one node."""
        pen = LineSegs("lines")
        pen.set_thickness(thickness * self.canvas.scale)
        pen.set_color(colour)
        for x0, y0, x1, y1 in segments:
            pen.move_to(x0, 0, -y0)
            pen.draw_to(x1, 0, -y1)
        return self.path.attach_new_node(pen.create())

    def clear(self) -> None:
        self.path.node().remove_all_children()

    def show(self, on: bool) -> None:
        if on != self._shown:
            self._shown = on
            if on:
                self.path.show()
            else:
                self.path.hide()

    def alpha(self, value: float) -> None:
        """0 … 1 over everything in the layer."""
        value = max(0.0, min(1.0, value))
        if value != self._alpha:
            self._alpha = value
            self.path.set_color_scale(1, 1, 1, value)
            self.show(value > 0.0)


class Canvas:
    """The flat root of a window or buffer. fonts: folder of mono.ttf and text.ttf. captions: a
    factor on the size of sentences that come and go."""

    def __init__(self, output: GraphicsOutput, fonts: Path, sort: int = 50) -> None:
        self._fonts_dir = fonts
        self._fonts: dict[tuple[str, float], TextFont] = {}
        self.root: NodePath = NodePath("canvas")
        self.root.set_depth_test(False)
        self.root.set_depth_write(False)
        self.root.set_bin("unsorted", 0)
        self.root.set_transparency(TransparencyAttrib.M_alpha)
        self.root.set_two_sided(True)
        self._lens = OrthographicLens()
        # the drawn plane y = 0 lands at depth 0.5 of both clip ranges, -1…1 and 0…1
        self._lens.set_near_far(-3, 1)
        camera = Camera("canvas", self._lens)
        self.region = output.make_display_region()
        self.region.set_sort(sort)
        self._camera: NodePath = self.root.attach_new_node(camera)
        self.region.set_camera(self._camera)
        self.width = self.height = 0.0
        self.scale = self.captions = 1.0
        self.pixels = (0, 0)
        self.resize(output.get_x_size(), output.get_y_size())

    def resize(self, width: int, height: int) -> bool:
        """The window has this many pixels; True when that changed anything."""
        if (width, height) == self.pixels or width < 1 or height < 1:
            return False
        self.pixels = (width, height)
        self.scale = unit(width, height)
        self.width, self.height = width / self.scale, height / self.scale
        self._lens.set_film_size(self.width, self.height)
        self._camera.set_pos(self.width / 2, 0, -self.height / 2)
        self._fonts.clear()
        return True

    def layer(self, sort: int = 0) -> Layer:
        return Layer(self, sort)

    def font(self, face: str, size: float) -> TextFont:
        """A font whose glyphs are rendered at exactly this size in pixels."""
        key = (face, size)
        if key not in self._fonts:
            font = DynamicTextFont(Filename.from_os_specific(str(self._fonts_dir / f"{face}.ttf")))
            if not font.is_valid():
                return TextProperties.get_default_font()
            font.set_pixels_per_unit(size * self.scale)
            font.set_scale_factor(1.0)
            font.set_native_antialias(True)
            font.set_page_size(512, 256)
            font.set_texture_margin(4)  # a line between two pixels must not show the next glyph
            self._fonts[key] = font
        return self._fonts[key]

    def remove(self) -> None:
        """Take everything off the window."""
        self.region.get_window().remove_display_region(self.region)
        self.root.remove_node()
