"""`--record` and `--replay`: what the keys did is written down, whatever ends the walk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from blame3d.app.events import KeyDown, KeyUp
from blame3d.app.explore import _taped
from blame3d.app.gun import Gun
from blame3d.app.inputs import InputState
from blame3d.app.walker import Walker
from blame3d.cli import main
from blame3d.player.camera import Eyes
from blame3d.player.gun import Shot, fired, of_pistol
from blame3d.player.gym import box, everywhere
from blame3d.player.near import Surroundings
from blame3d.player.state import State, place
from blame3d.player.tape import Replayer
from blame3d.view import Beam
from blame3d.world.types import World

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


def test_after_a_shot_a_slower_machine_waits_for_what_the_tape_had() -> None:
    """What is missing is missing in the same step, however late its colliders come."""
    whole, cut = everywhere([box(0, 0, 0, 64, 64, 1), box(0, 10, 1, 64, 12, 5)]), GYM
    beam = Beam((5000, 7000, 1500), 0, 0, 0.9, 0.6)
    states, texts = [], ""
    for slow in (4, 250):
        frame, shot = 0, 30
        one = Walker(place((0, 0, 0), (5.0, 5.0, 1.01)), Surroundings(
            lambda cell: (whole if frame < shot + slow else cut)(cell)  # noqa: B023
        ), Eyes(0.0, 0.0))  # fmt: skip
        one.stale = lambda: shot <= frame < shot + slow  # noqa: B023
        inputs = InputState()
        if texts:
            one.replayer = Replayer(texts)
            shot = 10_000
        else:
            one.record("blame://1/0,0,0")
            inputs.feed([KeyDown("w")])
        while not one.replayer.done if one.replayer else frame < 400:
            if one.recorder is not None and frame == shot:
                one.recorder.shot(beam)
            one.advance(1.0 / 120.0, inputs)
            if one.replayer is not None and one.replayer.take_shots():
                shot = frame + 1
            frame += 1
        states.append(one.state)
        texts = one.recorder.text() if one.recorder is not None else ""
    assert states[0].pos[1] > 12.0
    assert states[1] == states[0]


def test_what_hunters_take_away_is_on_the_tape_and_fires_nothing_again() -> None:
    cut: list[Beam] = []
    one = walker()
    one.record("blame://1/0,0,0")
    engine = SimpleNamespace(walker=one, world=World(1), cut=cut.append)
    crater = Beam((5000, 7000, 1500), 0, 0, 0.9, 0.6)
    Gun(engine).take(Shot(crater))  # type: ignore[arg-type]
    assert one.recorder is not None
    one.advance(0.1, InputState())
    tape, one.recorder = Replayer(one.recorder.text()), None
    one.replayer = tape
    one.advance(0.1, InputState())
    again = Gun(engine)  # type: ignore[arg-type]
    again._replay()
    assert cut == [crater, crater]
    assert again.glow == 0.0
    assert not of_pistol(crater)
    assert all(of_pistol(fired((0, 0, 0), 10.0, 5.0, level)) for level in range(1, 6))
