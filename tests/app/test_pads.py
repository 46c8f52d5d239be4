"""Gamepads come and go while the program runs, and leave nothing held."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from panda3d.core import InputDevice

from blame3d.app.events import KeyDown, KeyUp, Stick
from blame3d.app.inputs import InputState
from blame3d.app.pads import RESCAN_POLLS, Pads

Axis = InputDevice.Axis


class Pad:
    """A gamepad without a wire. axes: what the driver tells of; others it does not know."""

    def __init__(self) -> None:
        self.connected = True
        self.pressed: set[str] = set()
        self.axes = {Axis.left_x: 0.0, Axis.left_y: 0.0, Axis.right_x: 0.0, Axis.right_y: 0.0}

    def poll(self) -> None:
        pass

    @property
    def buttons(self) -> list[SimpleNamespace]:
        names = ("face_a", "face_b", "start", "dpad_down", "dpad_right", "rtrigger", "paddle")
        handles = [SimpleNamespace(get_name=lambda name=name: name) for name in names]
        return [
            SimpleNamespace(handle=handle, pressed=name in self.pressed)
            for handle, name in zip(handles, names, strict=True)
        ]

    def find_axis(self, axis: InputDevice.Axis) -> SimpleNamespace:
        return SimpleNamespace(known=axis in self.axes, value=self.axes.get(axis, 0.0))


class Sockets:
    """Stands for Panda's InputDeviceManager."""

    def __init__(self) -> None:
        self.pads: list[Pad] = []

    def update(self) -> None:
        pass

    def get_devices(self, kind: object) -> list[Pad]:
        return list(self.pads)


def test_a_pad_that_is_plugged_in_later_is_found_and_one_pulled_out_lets_go() -> None:
    sockets, pad = Sockets(), Pad()
    pads, state = Pads(sockets), InputState()
    assert pads.poll() == []
    sockets.pads = [pad]
    for _ in range(RESCAN_POLLS):
        state.feed(pads.poll())
    pad.pressed = {"face_a", "paddle"}
    state.feed(pads.poll())
    assert state.is_held("up")
    pad.axes[Axis.left_y] = 1.0
    state.feed(pads.poll())
    assert state.axes()[1] == 1.0
    sockets.pads = []
    for _ in range(RESCAN_POLLS):
        state.feed(pads.poll())
    assert not state.held
    assert state.axes() == (0.0, 0.0, 0.0), "it walks on by itself"


def test_one_that_is_pulled_out_lets_go_in_the_next_frame() -> None:
    sockets, pad = Sockets(), Pad()
    sockets.pads = [pad]
    pads, state = Pads(sockets), InputState()
    pad.pressed, pad.axes[Axis.left_y] = {"face_a"}, 1.0
    state.feed(pads.poll())
    assert state.is_held("up")
    pad.connected = False
    state.feed(pads.poll())
    assert not state.held
    assert state.axes() == (0.0, 0.0, 0.0)


def test_triggers_are_buttons_whichever_way_the_driver_tells_of_them() -> None:
    pad = Pad()
    sockets = Sockets()
    sockets.pads = [pad]
    pads = Pads(sockets)
    pads.poll()
    pad.axes[Axis.right_trigger] = 0.9
    assert pads.poll() == [KeyDown("pad_right_trigger")]
    pad.pressed = {"rtrigger"}
    assert pads.poll() == [], "told twice"
    pad.axes[Axis.right_trigger], pad.pressed = 0.0, set()
    assert pads.poll() == [KeyUp("pad_right_trigger")]


def test_a_stick_that_rests_beside_its_middle_moves_nobody() -> None:
    pad = Pad()
    sockets = Sockets()
    sockets.pads = [pad]
    pads, state = Pads(sockets), InputState(dead_zone=0.15)
    pad.axes[Axis.left_x], pad.axes[Axis.right_x] = 0.135, -0.135
    events = pads.poll()
    assert isinstance(events[-1], Stick)
    state.feed(events)
    assert state.axes() == (0.0, 0.0, 0.0)
    assert state.take_turn(0.1, 90.0, 1.0, False) == (0.0, 0.0)
    pad.axes[Axis.left_x] = 1.0
    state.feed(pads.poll())
    assert state.axes()[0] == 1.0
    pad.axes[Axis.left_x] = 0.3
    state.feed(pads.poll())
    assert 0.0 < state.axes()[0] < 0.2
    state.dead_zone = 0.3  # as the menu sets it
    assert state.axes()[0] == 0.0


def test_the_whole_program_is_used_with_nothing_but_a_gamepad(tmp_path: Path) -> None:
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, str(here / "pad_alone.py"), str(tmp_path)],
        capture_output=True, text=True, timeout=300, cwd=here.parents[1],
        env={**os.environ, "PYTHONPATH": f"{here.parents[1]}{os.pathsep}{here}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    assert seen["walked"] > 2.0
    assert seen["turned"] < -10.0
    assert seen["jumped"] > 0.5
    assert seen["raised"] == 1.0
    assert seen["holes"] == 1
    assert seen["menu"] == ["main", "settings"]
    assert seen["sensitivity"] > 1.0
    assert seen["back"] == ["main", ""]
    assert "A" in seen["hint"].split()
    assert seen["unplugged"] < 0.1, "it walks on by itself"
    assert "sensitivity = 1.1" in (tmp_path / "config.toml").read_text(encoding="utf-8")
