"""From events to what the person wants: held actions, fired actions, a turn of the head. Pure.

The mouse belongs to the program ("taken") only while one walks; Esc, a menu and a lost focus
free it, a click takes it again. Nothing stays held over a lost focus: the key-up goes to another
window and never comes here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from blame3d.app.bindings import BINDINGS, Binding, by_key
from blame3d.app.events import Close, Event, Focus, KeyDown, KeyUp, Stick, Turn

DEGREES_PER_PIXEL: Final = 0.1
"""Turn at sensitivity 1 and a field of view of `NORMAL_FOV`."""

NORMAL_FOV: Final = 90.0
ARROW_DEGREES: Final = 75.0
"""Turn of the arrow keys and a full stick, degrees a second."""


class MouseGate:
    """Turns raw pointer jumps into deltas one can trust.

    The first delta after the mouse is taken is where the pointer happened to be: dropped. A delta
    over a quarter of the window is a warp or a stall: cut to that length.
    """

    def __init__(self) -> None:
        self.fresh = True

    def reset(self) -> None:
        self.fresh = True

    def pass_(self, dx: float, dy: float, size: tuple[int, int]) -> tuple[float, float]:
        """(dx, dy) pixels in, trusted pixels out; size of the window in pixels."""
        if self.fresh:
            if dx or dy:
                self.fresh = False
            return 0.0, 0.0
        wide, high = size[0] / 4, size[1] / 4
        return max(-wide, min(wide, dx)), max(-high, min(high, dy))


class InputState:
    """Reads events; asked once a frame. dead_zone: share of a stick's way that counts for none."""

    def __init__(self, rows: tuple[Binding, ...] = BINDINGS, dead_zone: float = 0.0) -> None:
        self.dead_zone = dead_zone
        self.held: dict[str, str] = {}  # key → action
        self.fired: list[str] = []
        self.turn = [0.0, 0.0]
        self.stick = Stick((0.0, 0.0), (0.0, 0.0))
        self.taken = False
        self.focused = True
        self.closed = False
        self._table = by_key(rows)

    def rebind(self, rows: tuple[Binding, ...]) -> None:
        """Other keys from now on; what is held is let go."""
        self._table = by_key(rows)
        self.release()

    def feed(self, events: Iterable[Event]) -> None:
        """Take the events of a frame while the person walks."""
        for event in events:
            match event:
                case KeyDown(key, alt):
                    self._down(key, alt)
                case KeyUp(key):
                    self.held.pop(key, None)
                case Turn(dx, dy):
                    if self.taken:
                        self.turn[0] += dx
                        self.turn[1] += dy
                case Stick():
                    self.stick = event
                case Focus(on):
                    self.focus(on)
                case Close():
                    self.closed = True
                case _:
                    pass

    def _down(self, key: str, alt: bool) -> None:
        if key == "mouse1" and not self.taken:
            self.take()
            return
        if alt and key == "enter":
            self.fired.append("borderless")
            return
        row = self._table.get(key)
        if row is None:
            return
        if row.hold:
            self.held[key] = row.action
        # a hold's first press fires too: a tap shorter than a frame still jumps
        self.fired.append(row.action)

    def focus(self, on: bool) -> None:
        """The window gained or lost the keyboard."""
        self.focused = on
        if not on:
            self.release()
            self.free()

    def release(self) -> None:
        """Forget every held key."""
        self.held.clear()
        self.turn[:] = [0.0, 0.0]
        self.stick = Stick((0.0, 0.0), (0.0, 0.0))

    def take(self) -> None:
        self.taken = self.focused

    def free(self) -> None:
        self.taken = False

    def is_held(self, action: str) -> bool:
        return action in self.held.values()

    def axes(self) -> tuple[float, float, float]:
        """(right, forward, up), each -1 … 1, from keys or stick."""
        (right, forward), _ = self._sticks()
        side = self.is_held("right") - self.is_held("left") + right
        ahead = self.is_held("forward") - self.is_held("back") + forward
        rise = self.is_held("up") - self.is_held("down")
        return max(-1.0, min(1.0, side)), max(-1.0, min(1.0, ahead)), float(rise)

    def _sticks(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Both sticks with their dead zones cut out."""
        (a, b), (c, d) = self.stick.move, self.stick.look
        zone = self.dead_zone
        return (dead(a, zone), dead(b, zone)), (dead(c, zone), dead(d, zone))

    def take_fired(self) -> list[str]:
        """Actions fired since the last call, in order."""
        fired, self.fired = self.fired, []
        return fired

    def take_turn(
        self, dt: float, fov: float, sensitivity: float, invert: bool
    ) -> tuple[float, float]:
        """(heading, pitch) degrees to add: left and up are positive, as in Panda.

        A narrower lens turns slower, so that a pixel of mouse is the same share of the picture.
        """
        (dx, dy), self.turn = self.turn, [0.0, 0.0]
        scale = DEGREES_PER_PIXEL * sensitivity * fov / NORMAL_FOV
        heading, pitch = -dx * scale, -dy * scale * (-1.0 if invert else 1.0)
        step = ARROW_DEGREES * dt * fov / NORMAL_FOV
        heading += step * (self.is_held("look_left") - self.is_held("look_right"))
        pitch += step * (self.is_held("look_up") - self.is_held("look_down"))
        _, (right, up) = self._sticks()
        heading -= step * 1.6 * right
        pitch += step * 1.6 * up
        return heading, pitch


def dead(value: float, zone: float) -> float:
    """A stick's value with its dead zone (0 … 1) cut out, -1 … 1."""
    if abs(value) <= zone:
        return 0.0
    return (value - zone if value > 0 else value + zone) / (1.0 - zone)
