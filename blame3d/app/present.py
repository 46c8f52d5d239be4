"""The drawn picture, scaled to the window: one card with a fade from black."""

from __future__ import annotations

from typing import Final

from panda3d.core import Camera, CardMaker, GraphicsOutput, NodePath, OrthographicLens, Texture

_SORT: Final = 10


class Present:
    """Shows a texture over a whole window; alpha 0 is black."""

    def __init__(self, output: GraphicsOutput) -> None:
        self._root: NodePath = NodePath("present")
        self._root.set_depth_test(False)
        self._root.set_depth_write(False)
        maker = CardMaker("picture")
        maker.set_frame(-1, 1, -1, 1)
        self._card = self._root.attach_new_node(maker.generate())
        self._card.hide()
        lens = OrthographicLens()
        lens.set_film_size(2, 2)
        lens.set_near_far(-3, 1)  # y = 0 is at depth 0.5 of both clip ranges, -1…1 and 0…1
        self._region = output.make_display_region()
        self._region.set_sort(_SORT)
        self._region.set_camera(self._root.attach_new_node(Camera("present", lens)))
        output.set_clear_color((0, 0, 0, 1))
        output.set_clear_color_active(True)

    def picture(self, texture: Texture, share: float = 1.0) -> None:
        """Show this from now on, over a share of the window's height."""
        self._card.set_texture(texture, 1)
        self._card.set_sz(share)

    def light(self, value: float) -> None:
        """0 black … 1 the picture as it is."""
        if value <= 0.0:
            self._card.hide()
        else:
            self._card.show()
            self._card.set_color_scale(value, value, value, 1)
