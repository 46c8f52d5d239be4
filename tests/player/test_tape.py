"""A recorded walk is walked again bit for bit, however long colliders keep it waiting (T3)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.errors import DataError
from blame3d.player.gym import box, everywhere, stairs
from blame3d.player.motion import step
from blame3d.player.near import Surroundings
from blame3d.player.state import Intent, State, place
from blame3d.player.tape import Recorder, Replayer
from blame3d.player.walkbot import Bot
from blame3d.view import Beam
from blame3d.world.chunk import Cell

GYM = everywhere(
    [box(0, 0, 0, 64, 64, 1), box(20, 20, 1, 30, 30, 2.4), *stairs(8.0, 1.0, 0.18, 0.28, 12)]
)


class Late:
    """A provider whose cells come late: the n-th asking for one finds it."""

    def __init__(self, patience: int) -> None:
        self._patience = patience
        self._asked: dict[Cell, int] = {}

    def __call__(self, cell: Cell) -> NDArray[np.void] | None:
        self._asked[cell] = asked = self._asked.get(cell, 0) + 1
        return GYM(cell) if asked > self._patience else None


def walked(seed: int, steps: int, patience: int) -> tuple[str, list[State]]:
    """A tape of a bot that is thrown about now and then, and the states that it went through."""
    world = Surroundings(Late(patience))
    bot = Bot(seed)
    state = place((0, 0, 0), (5.0, 5.0, 1.01))
    recorder = Recorder("blame://1/0,0,0")
    states = []
    for tick in range(steps):
        if tick % 250 == 249:
            state = replace(state, vel=(3.0, -2.0, 6.0), grounded=False)
        intent = bot.intent(tick, state)
        after = step(state, intent, world)
        recorder.hear(state, intent, after)
        if after.waiting == 0.0:
            states.append(after)
        state = after
    return recorder.text(), states


def test_shots_are_on_the_tape_and_what_follows_them_does_not_depend_on_the_machine() -> None:
    whole = [box(0, 0, 0, 64, 64, 1), box(0, 8, 1, 64, 10, 5)]
    shot, slow = {"now": False}, {"now": False}
    made = everywhere(whole), everywhere(whole[:1])
    beam = Beam((5000, 7000, 1500), 0, 0, 400.0, 2.5)
    world = Surroundings(lambda cell: made[shot["now"]](cell))
    late = Surroundings(lambda cell: made[slow["now"]](cell))
    state, recorder, states = place((0, 0, 0), (5.0, 5.0, 1.01)), Recorder("blame://1/0,0,0"), []
    ahead = Intent(move_y=1.0)
    for tick in range(400):
        if tick == 200:
            recorder.shot(beam)
        shot["now"] = tick >= 230
        after = step(state, ahead, world)
        recorder.hear(state, ahead, after, stale=200 <= tick < 240)
        states.append(after)
        state = after
    assert state.pos[1] > 10.0
    replayer, again = Replayer(recorder.text()), states[0]
    fired = []
    for tick, expected in enumerate(states):
        slow["now"] = tick >= 215  # another machine is quicker
        again = replayer.step(again, late)
        fired += [(tick, one) for one in replayer.take_shots()]
        assert again == expected
    assert fired == [(200, beam)]
    assert replayer.done


@pytest.mark.parametrize("patience", [0, 7, 300])
def test_a_walk_is_replayed_bit_for_bit(patience: int) -> None:
    text, states = walked(3, 1500, patience=7)
    assert len(states) > 1000
    replayer = Replayer(text)
    world = Surroundings(Late(patience))
    state, again = place((9, 9, 9), (1.0, 1.0, 1.0)), []
    for _ in range(9000):
        taken = replayer.steps
        state = replayer.step(state, world)
        if replayer.steps > taken:
            again.append(state)
        if replayer.done:
            break
    assert len(again) == len(states)
    assert again == states  # floats compare exactly


def test_other_intents_are_another_walk() -> None:
    """The control: the comparison above can fail."""
    assert walked(3, 400, 0)[1] != walked(4, 400, 0)[1]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: "hello\n",
        lambda text: text.replace('"walk": 3', '"walk": 99'),
        lambda text: text.replace("[", "[[", 1),
        lambda text: text.replace("true", '"x"', 1).replace("false", '"x"', 1),
        lambda text: text[: len(text) * 2 // 3],
        lambda text: text.replace('"times": ', '"times": -'),
        lambda text: text.replace("5.0", "NaN"),
    ],
)
def test_a_damaged_tape_is_a_sentence(spoil) -> None:
    with pytest.raises(DataError, match="no recorded walk") as caught:
        Replayer(spoil(walked(3, 60, 0)[0]))
    assert caught.value.id == "B3D-DATA-03"
