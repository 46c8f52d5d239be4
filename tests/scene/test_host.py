"""When the window is drawn: once a frame, while the CPU is still at the picture behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from panda3d.core import PythonCallbackObject

from blame3d.scene.host import Host
from blame3d.scene.target import open_buffer


@pytest.fixture
def shown(host: Host) -> Iterator[list[int]]:
    """Grows with each drawing of the window."""
    found: list[int] = []

    def count(data: Any) -> None:
        found.append(1)
        data.upcall()

    region = host.base.win.make_display_region()
    region.set_draw_callback(PythonCallbackObject(count))
    yield found
    host.base.win.remove_display_region(region)


@pytest.fixture
def buffer(host: Host) -> Iterator[Any]:
    found = open_buffer(host, (16, 16), -40)
    found.set_active(False)
    yield found
    host.base.graphicsEngine.remove_window(found)


def test_the_window_is_drawn_once_a_frame_whatever_must_come_first(
    host: Host, shown: list[int], buffer: Any
) -> None:
    host.draw()
    assert len(shown) == 1
    for frame in range(2, 4):
        host.draw_before(buffer)
        assert len(shown) == frame  # with the picture of the last frame
        host.draw_before(buffer)
        host.draw()
        assert len(shown) == frame
    host.draw()
    assert len(shown) == 4


def test_what_must_come_first_leaves_the_other_outputs_as_they_were(
    host: Host, buffer: Any
) -> None:
    asleep = open_buffer(host, (16, 16), -30)
    asleep.set_active(False)
    host.draw_before(buffer)
    host.draw()
    assert host.base.win.is_active()
    assert not buffer.is_active()
    assert not asleep.is_active()
    host.base.graphicsEngine.remove_window(asleep)
