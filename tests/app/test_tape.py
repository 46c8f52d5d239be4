"""`--record` and `--replay`: what the keys did is written down, whatever ends the walk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from blame3d.app.events import KeyDown, KeyUp
from blame3d.app.explore import _taped
from blame3d.app.inputs import InputState
from blame3d.app.walker import Walker
from blame3d.cli import main
from blame3d.player.camera import Eyes
from blame3d.player.gym import box, everywhere
from blame3d.player.near import Surroundings
from blame3d.player.state import State, place
from blame3d.player.tape import Replayer

GYM = everywhere([box(0, 0, 0, 64, 64, 1), box(9.0, 14.0, 1.0, 30.0, 30.0, 2.5)])


def walker() -> Walker:
    return Walker(place((0, 0, 0), (12.0, 8.0, 1.01)), Surroundings(GYM), Eyes(0.0, 0.0))


def wander(one: Walker, frames: int) -> list[State]:
    """Frames of uneven length, keys, a mouse, a kick by something else."""
    inputs = InputState()
    inputs.take()
    states = []
    for frame in range(frames):
        if frame == 5:
            inputs.feed([KeyDown("w"), KeyDown("space")])
        if frame == 60:
            inputs.feed([KeyUp("space"), KeyDown("lshift")])
        if frame == 80:
            one.state = replace(one.state, vel=(4.0, 1.0, 5.0), grounded=False)
        one.turn(0.7 * (frame % 7), 0.1)
        one.advance(0.011 + 0.004 * (frame % 5), inputs)
        states.append(one.state)
    return states


def test_a_walk_by_keys_is_walked_again(tmp_path: Path) -> None:
    first = walker()
    file = tmp_path / "walk.tape"
    engine = SimpleNamespace(walker=first, address=lambda: "blame://7/1,2,3/4,5,0?fov=90")
    with _taped(engine, file, None):  # type: ignore[arg-type]
        wander(first, 140)
    tape = Replayer(file.read_text())
    assert tape.address == "blame://7/1,2,3/4,5,0?fov=90"
    second = walker()
    with _taped(SimpleNamespace(walker=second), None, tape):  # type: ignore[arg-type]
        inputs = InputState()
        while not tape.done:
            second.turn(50.0, 3.0)  # the person's hand does nothing
            second.advance(1.0 / 120.0, inputs)
    assert second.state == first.state
    assert (second.heading, second.pitch) == (first.state.heading, first.state.pitch)
    second.advance(0.1, inputs)  # then it is the person's again
    assert second.state != first.state


def test_the_tape_is_written_even_when_the_walk_ends_badly(tmp_path: Path) -> None:
    one = walker()
    file = tmp_path / "walk.tape"
    engine = SimpleNamespace(walker=one, address=lambda: "blame://7/1,2,3")

    def walk() -> None:
        with _taped(engine, file, None):  # type: ignore[arg-type]
            wander(one, 30)
            raise RuntimeError("the driver is gone")

    with pytest.raises(RuntimeError, match="driver"):
        walk()
    assert not Replayer(file.read_text()).done


def test_a_file_that_is_no_tape_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    (tmp_path / "x").write_text("not a walk")
    for name, words in (("x", "no recorded walk"), ("absent", "cannot be read")):
        assert main(["explore", "--replay", str(tmp_path / name)]) == 65
        assert words in capsys.readouterr().err
