"""Gamepads: two sticks and some buttons, whatever is plugged in while the program runs."""

from __future__ import annotations

from typing import Final

from panda3d.core import InputDevice, InputDeviceManager

from blame3d.app.events import Event, KeyDown, KeyUp, Stick

BUTTONS: Final = {
    "face_a": "pad_a",
    "face_b": "pad_b",
    "face_x": "pad_x",
    "face_y": "pad_y",
    "lstick": "pad_left_stick",
    "rstick": "pad_right_stick",
    "lshoulder": "pad_left_shoulder",
    "rshoulder": "pad_right_shoulder",
    "ltrigger": "pad_left_trigger",
    "rtrigger": "pad_right_trigger",
    "back": "pad_back",
    "start": "pad_start",
    "dpad_up": "pad_up",
    "dpad_down": "pad_down",
    "dpad_left": "pad_left",
    "dpad_right": "pad_right",
}
"""Panda's name of a button → ours, as `app.bindings` has it."""

_TRIGGERS: Final = {
    InputDevice.Axis.left_trigger: "ltrigger",
    InputDevice.Axis.right_trigger: "rtrigger",
}
"""Most drivers tell of them as axes."""

_PRESSED: Final = 0.5

RESCAN_POLLS: Final = 120


class Pads:
    """Polled once a frame; costs nothing measurable without a pad."""

    def __init__(self, manager: InputDeviceManager | None = None) -> None:
        """manager: who knows what is plugged in; None: the system's."""
        self._manager = manager or InputDeviceManager.get_global_ptr()
        self._pads: list[InputDevice] = []
        self._down: set[str] = set()
        self._polls = 0
        self._still = True

    def poll(self) -> list[Event]:
        """A Stick whenever one is off its centre, and keys for the buttons."""
        if self._polls % RESCAN_POLLS == 0:
            self._manager.update()
            self._pads = list(self._manager.get_devices(InputDevice.DeviceClass.gamepad))
        self._polls += 1
        events: list[Event] = []
        down: set[str] = set()
        for pad in self._pads:
            pad.poll()
        # One that was pulled out keeps what was pressed then: nobody is to walk on by it.
        self._pads = [pad for pad in self._pads if pad.connected]
        for pad in self._pads:
            for button in pad.buttons:
                name = button.handle.get_name()
                if button.pressed and name in BUTTONS:
                    down.add(BUTTONS[name])
            for axis, name in _TRIGGERS.items():
                state = pad.find_axis(axis)
                if state.known and state.value > _PRESSED:
                    down.add(BUTTONS[name])
        events += [KeyDown(key) for key in sorted(down - self._down)]
        events += [KeyUp(key) for key in sorted(self._down - down)]
        self._down = down
        self._sticks(events)
        return events

    def _sticks(self, events: list[Event]) -> None:
        values = [0.0, 0.0, 0.0, 0.0]
        axes = (
            InputDevice.Axis.left_x,
            InputDevice.Axis.left_y,
            InputDevice.Axis.right_x,
            InputDevice.Axis.right_y,
        )
        for pad in self._pads:
            for at, axis in enumerate(axes):
                state = pad.find_axis(axis)
                if state.known and abs(state.value) > abs(values[at]):
                    values[at] = state.value
        still = not any(values)
        if not (still and self._still):
            events.append(Stick((values[0], values[1]), (values[2], values[3])))
        self._still = still
