"""What was submitted of a frame is drawn while the rest is still being submitted.

A renderer on the CPU collects a frame's triangles in one thread, and only then do all of them draw.
Told to begin after the nearest chunks, it draws them meanwhile. At five places it takes 2 % less of
a frame than without, on two cores, and at ten 5 % more: a part is drawn when the last of its tiles
is, and the thread that shares its core with what is submitted keeps the other waiting.
A card begins by itself, and some draw in tiles that had to be loaded again: they are not told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from panda3d.core import CallbackNode, NodePath, OmniBoundingVolume, PythonCallbackObject

from blame3d.scene.host import Host


def overlap(host: Host, root: NodePath[Any], sorts: Iterable[int]) -> None:
    """Begin to draw before each of these places in the order of drawing below `root`."""
    if not host.is_software:
        return

    def begin(data: Any) -> None:
        host.gl.flush()
        data.set_lost_state(False)

    for sort in sorts:
        node = CallbackNode("begin")
        node.set_draw_callback(PythonCallbackObject(begin))
        node.set_bounds(OmniBoundingVolume())
        node.set_final(True)
        root.attach_new_node(node).set_bin("fixed", sort)
