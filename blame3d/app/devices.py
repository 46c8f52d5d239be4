"""Keyboard, mouse and window of a real window, as `app.events` values. No ShowBase.

Relative mouse mode is asked for and then *checked*: where it is missing (X11 without the DGA
extension says so only in its log) the pointer is confined and put back to the middle each frame.
"""

from __future__ import annotations

from typing import Final

from panda3d.core import (
    ButtonHandle,
    ButtonRegistry,
    ButtonThrower,
    DataGraphTraverser,
    EventParameter,
    EventQueue,
    GraphicsWindow,
    MouseAndKeyboard,
    MouseWatcher,
    NodePath,
    WindowProperties,
)

from blame3d.app.events import (
    Char,
    Close,
    Event,
    Focus,
    KeyDown,
    KeyUp,
    Pointer,
    Resize,
    Turn,
)
from blame3d.app.inputs import MouseGate
from blame3d.app.pads import Pads

_MOUSE: Final = frozenset({"mouse1", "mouse2", "mouse3", "wheel_up", "wheel_down"})
_SETTLE_FRAMES: Final = 3
"""The window system grants a mouse mode some frames after it is asked."""


class Devices:
    """Polled once a frame."""

    def __init__(self, window: GraphicsWindow) -> None:
        self._window = window
        data = NodePath("data")
        mouse = data.attach_new_node(MouseAndKeyboard(window, 0, "devices"))
        watcher = mouse.attach_new_node(MouseWatcher("watcher"))
        thrower = ButtonThrower("buttons")
        thrower.set_button_down_event("b3d-down")
        thrower.set_button_up_event("b3d-up")
        thrower.set_raw_button_down_event("b3d-raw-down")
        thrower.set_raw_button_up_event("b3d-raw-up")
        thrower.set_button_repeat_event("b3d-repeat")
        thrower.set_keystroke_event("b3d-char")
        watcher.attach_new_node(thrower)
        window.set_close_request_event("b3d-close")
        self._data = data
        self._traverser = DataGraphTraverser()
        self._queue = EventQueue.get_global_event_queue()
        self._gate = MouseGate()
        self._pads = Pads()
        self._down: set[str] = set()
        self._taken = False
        self._relative = False
        self._settle = 0
        self._focus = True
        self._last = (0.0, 0.0)
        self._size = (window.get_x_size(), window.get_y_size())

    def poll(self) -> list[Event]:
        """Everything since the last poll, in order."""
        self._traverser.traverse(self._data.node())
        events: list[Event] = []
        self._window_changes(events)
        self._mouse(events)  # first: in a long frame a hand has moved before it clicks
        while not self._queue.is_queue_empty():
            event = self._queue.dequeue_event()
            name = event.get_name()
            if name == "b3d-close":
                events.append(Close())
            elif name.startswith("b3d-") and event.get_num_parameters():
                self._button(name, event.get_parameter(0), events)
        events += self._pads.poll()
        return events

    def _button(self, name: str, parameter: EventParameter, events: list[Event]) -> None:
        wide = parameter.is_wstring()
        text = parameter.get_wstring_value() if wide else parameter.get_string_value()
        if name == "b3d-char":
            if text.isprintable() and not self._control:
                events.append(Char(text))
        elif name == "b3d-raw-down" or (name == "b3d-down" and text in _MOUSE):
            if text == "v" and self._control:
                events.append(KeyDown("paste"))
            else:
                events.append(KeyDown(text, alt=bool(self._down & {"lalt", "ralt"})))
            if not text.startswith("wheel"):
                self._down.add(text)
        elif name == "b3d-raw-up" or (name == "b3d-up" and text in _MOUSE):
            self._down.discard(text)
            events.append(KeyUp(text))
        elif name == "b3d-repeat" and text == "backspace":
            events.append(KeyDown(text))

    @property
    def _control(self) -> bool:
        return bool(self._down & {"lcontrol", "rcontrol", "lmeta", "rmeta"})

    def _window_changes(self, events: list[Event]) -> None:
        if self._window.is_closed():
            events.append(Close())
            return
        properties = self._window.get_properties()
        if properties.get_foreground() != self._focus:
            self._focus = properties.get_foreground()
            self._down.clear()
            self._settle = _SETTLE_FRAMES
            self._gate.reset()
            events.append(Focus(self._focus))
        size = (self._window.get_x_size(), self._window.get_y_size())
        if size != self._size:
            self._size = size
            # The pointer is somewhere else in the new window: not because a hand moved it.
            self._settle = _SETTLE_FRAMES
            self._gate.reset()
            events.append(Resize(*size))

    def take(self, on: bool) -> None:
        """Hide the pointer and make its movement ours, or give it back."""
        if on == self._taken or self._window.is_closed():
            return
        self._taken = on
        self._relative = False
        self._settle = _SETTLE_FRAMES
        self._gate.reset()
        wish = WindowProperties()
        wish.set_cursor_hidden(on)  # first: some systems refuse relative mode with it shown
        self._window.request_properties(wish)
        wish = WindowProperties()
        wish.set_mouse_mode(WindowProperties.M_relative if on else WindowProperties.M_absolute)
        self._window.request_properties(wish)
        if not on:
            self._centre()

    def _centre(self) -> tuple[float, float]:
        x, y = self._size[0] // 2, self._size[1] // 2
        self._window.move_pointer(0, x, y)
        return float(x), float(y)

    def _mouse(self, events: list[Event]) -> None:
        if self._window.is_closed():
            return
        pointer = self._window.get_pointer(0)
        at = (pointer.get_x(), pointer.get_y())
        if not self._taken:
            if at != self._last and pointer.get_in_window():
                events.append(Pointer(*at))
            self._last = at
            return
        if self._settle:
            self._wait_for_mode()
            return
        dx, dy = self._gate.pass_(at[0] - self._last[0], at[1] - self._last[1], self._size)
        self._last = at
        if not self._relative and self._far_from_middle(at):
            self._last = self._centre()
        if dx or dy:
            events.append(Turn(dx, dy))

    def _far_from_middle(self, at: tuple[float, float]) -> bool:
        """Put back only when needed: each put-back is an event of its own on some systems."""
        wide, high = self._size
        return abs(at[0] - wide / 2) > wide / 8 or abs(at[1] - high / 2) > high / 8

    def _wait_for_mode(self) -> None:
        self._settle -= 1
        if self._settle:
            return
        mode = self._window.get_properties().get_mouse_mode()
        self._relative = mode == WindowProperties.M_relative
        if not self._relative:
            wish = WindowProperties()
            wish.set_mouse_mode(WindowProperties.M_confined)
            self._window.request_properties(wish)
        self._last = self._centre()
        if self._relative:
            pointer = self._window.get_pointer(0)
            self._last = (pointer.get_x(), pointer.get_y())

    def layout(self, key: str) -> str:
        """What the person's keyboard has at a position, "" when the system does not say."""
        keyboard = self._window.get_keyboard_map()
        if keyboard is None:
            return ""
        handle = ButtonRegistry.ptr().find_button(key)
        if handle == ButtonHandle.none():
            return ""
        label = keyboard.get_mapped_button_label(handle)
        mapped = keyboard.get_mapped_button(handle)
        found = label or ("" if mapped == ButtonHandle.none() else mapped.get_name())
        return str(found)


def set_borderless(window: GraphicsWindow, on: bool, windowed: tuple[int, int]) -> None:
    """Full screen at the desktop's own size, or a window of `windowed` pixels again."""
    wish = WindowProperties()
    pipe = window.get_pipe()
    wide, high = pipe.get_display_width(), pipe.get_display_height()
    if on and wide > 0 and high > 0:
        wish.set_undecorated(True)
        wish.set_origin(0, 0)
        wish.set_size(wide, high)
    else:
        wish.set_undecorated(False)
        wish.set_origin(-2, -2)
        wish.set_size(*windowed)
    window.request_properties(wish)
