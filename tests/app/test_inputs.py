"""The keys a person presses do what they say, and nothing sticks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.app.bindings import (
    BINDINGS,
    FIRST,
    FIXED,
    GROUPS,
    Binding,
    binding,
    by_key,
    is_pad,
    restored,
    table,
)
from blame3d.app.bindings import given as given_key
from blame3d.app.events import Char, Close, Focus, KeyDown, KeyUp, Turn
from blame3d.app.inputs import NORMAL_FOV, InputState, MouseGate
from blame3d.app.script import Script, press
from blame3d.app.texts import ENGLISH, LANGUAGES, Texts


def test_no_key_does_two_things_and_no_action_is_bound_twice() -> None:
    keys = [key for row in BINDINGS for key in row.keys]
    actions = [row.action for row in BINDINGS]
    assert len(keys) == len(set(keys)) == len(by_key())
    assert len(actions) == len(set(actions))
    assert {row.group for row in BINDINGS} == set(GROUPS)
    assert all(binding(action) for actions, _ in FIRST for action in actions)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_action_is_explained_in_every_language(lang: str) -> None:
    texts = Texts(lang)
    for row in BINDINGS:
        assert texts(row.label).strip()
        assert texts(row.help).strip()
    for group in GROUPS:
        assert texts(f"group.{group}").strip()


def test_a_person_s_own_key_is_taken_from_its_old_action() -> None:
    rows = table({"jump_twice": ("y",), "fly": ("w",), "forward": ("e", "arrow_up")})
    keys = by_key(rows)
    assert keys["w"].action == "fly"
    assert keys["e"].action == keys["arrow_up"].action == "forward"
    assert "k" not in keys
    assert "y" not in keys


def test_a_lost_focus_releases_every_key_and_the_mouse() -> None:
    state = InputState()
    state.feed([KeyDown("mouse1"), KeyDown("w"), KeyDown("lshift"), Turn(5, 0)])
    assert state.taken
    assert state.axes() == (0.0, 1.0, 0.0)
    state.feed([Focus(False)])
    assert not state.taken
    assert state.axes() == (0.0, 0.0, 0.0)
    assert not state.is_held("sprint")
    assert state.take_turn(0.01, 90, 1, False) == (0.0, 0.0)
    state.feed([Focus(True)])
    assert not state.taken  # only a click takes the mouse again
    state.feed([KeyDown("mouse1")])
    assert state.taken


def test_either_of_two_keys_of_one_action_may_be_let_go() -> None:
    state = InputState()
    state.feed([KeyDown("lshift"), KeyDown("rshift"), KeyUp("lshift")])
    assert state.is_held("sprint")
    state.feed([KeyUp("rshift")])
    assert not state.is_held("sprint")


def test_a_tap_shorter_than_a_frame_still_counts() -> None:
    state = InputState()
    state.feed([KeyDown("space"), KeyUp("space"), KeyDown("f1")])
    assert not state.is_held("up")
    assert state.take_fired() == ["up", "help"]
    assert state.take_fired() == []


def test_alt_enter_is_full_screen_and_closing_is_noticed() -> None:
    state = InputState()
    state.feed([KeyDown("enter", alt=True), KeyDown("enter"), Char("a"), Close()])
    assert state.take_fired() == ["borderless"]
    assert state.closed


def test_the_first_mouse_delta_is_dropped_and_jumps_are_cut() -> None:
    gate = MouseGate()
    assert gate.pass_(0, 0, (800, 400)) == (0, 0)
    assert gate.pass_(300, 200, (800, 400)) == (0, 0)
    assert gate.pass_(7, -3, (800, 400)) == (7, -3)
    assert gate.pass_(5000, -5000, (800, 400)) == (200, -100)
    gate.reset()
    assert gate.pass_(9, 9, (800, 400)) == (0, 0)


def test_the_mouse_turns_as_people_expect_and_slower_through_a_narrow_lens() -> None:
    state = InputState()
    state.take()

    def turn(fov: float, invert: bool = False) -> tuple[float, float]:
        state.feed([Turn(100, 50)])
        return state.take_turn(0.0, fov, 1.0, invert)

    wide = turn(NORMAL_FOV)
    assert wide[0] < 0  # right is clockwise
    assert wide[1] < 0  # towards oneself looks down
    assert turn(NORMAL_FOV, invert=True) == (wide[0], -wide[1])
    assert turn(NORMAL_FOV / 3) == pytest.approx((wide[0] / 3, wide[1] / 3))


def test_a_free_mouse_does_not_turn_the_head() -> None:
    state = InputState()
    state.feed([Turn(100, 50)])
    assert state.take_turn(0.01, 90, 1, False) == (0.0, 0.0)


def test_arrow_keys_look_without_a_mouse() -> None:
    state = InputState()
    state.feed([KeyDown("arrow_left"), KeyDown("arrow_up")])
    heading, pitch = state.take_turn(0.1, NORMAL_FOV, 1, False)
    assert heading > 0
    assert pitch > 0


@given(st.lists(st.sampled_from([row.keys[0] for row in BINDINGS]), max_size=30))
def test_everything_pressed_and_released_leaves_nothing_held(keys: list[str]) -> None:
    state = InputState()
    state.feed([KeyDown(key) for key in keys] + [KeyUp(key) for key in keys])
    assert not state.held
    assert state.axes() == (0.0, 0.0, 0.0)


def test_a_script_gives_each_event_once_in_time() -> None:
    script = Script([*press("forward", 0.5, 1.0), *press("picture", 0.2)])
    assert script.poll(0.1) == []
    assert script.poll(0.2) == [KeyDown("f12"), KeyUp("f12")]
    assert script.poll(1.0) == [KeyDown("w")]
    assert not script.done
    assert script.poll(9.0) == [KeyUp("w")]
    assert script.done


def _of(row: Binding, pad: bool) -> tuple[str, ...]:
    return tuple(key for key in row.keys if is_pad(key) == pad)


actions = st.sampled_from([row.action for row in BINDINGS])
free_keys = [key for row in BINDINGS for key in row.keys if key not in FIXED]
keys_of_a_board = st.sampled_from([None, "f", "g", *free_keys])


@given(st.lists(st.tuples(actions, keys_of_a_board), max_size=12))
def test_after_any_rebinding_each_key_does_one_thing(steps: list[tuple[str, str | None]]) -> None:
    """A key given to one action is taken from all others; restoring gives the first keys back."""
    own: dict[str, tuple[str, ...]] = {}
    for action, key in steps:
        if key is None:
            own = restored(own, action)
            assert binding(action, table(own)).keys == binding(action).keys
        else:
            lost = [{b.action for b in table(own) if not _of(b, pad)} for pad in (False, True)]
            own, robbed = given_key(own, action, key)
            pad = is_pad(key)
            stays = [k for k in _of(binding(action), pad) if k in FIXED]
            assert _of(binding(action, table(own)), pad) == (key, *stays)
            without = {b.action for b in table(own) if not _of(b, pad)} - lost[pad]
            assert without == ({robbed} if robbed else set())
            assert lost[not pad] == {b.action for b in table(own) if not _of(b, not pad)}
        pressed = [key for row in table(own) for key in row.keys]
        assert len(pressed) == len(set(pressed))


def test_who_loses_an_own_key_has_the_first_one_back_if_it_is_free() -> None:
    own, _ = given_key({}, "forward", "g")
    own, robbed = given_key(own, "left", "g")
    assert (binding("forward", table(own)).keys, robbed) == (("w",), "")
    given_key({"no_such_action": ("g",)}, "left", "g")  # a line of the file that means nothing


def test_a_new_key_leaves_the_gamepad_alone_and_the_other_way_round() -> None:
    own, robbed = given_key({}, "up", "j")
    assert (binding("up", table(own)).keys, robbed) == (("j", "pad_a"), "")
    own, robbed = given_key(own, "fly", "pad_a")
    assert (binding("fly", table(own)).keys, robbed) == (("k", "pad_a"), "up")
    assert binding("up", table(own)).keys == ("j",)
    assert binding("up", table({"up": ("pad_back",)})).keys == ("space", "pad_back")
    assert binding("up", table({"up": ()})).keys == ("pad_a",)


def test_escape_and_f1_keep_their_meaning_whatever_is_given() -> None:
    own, robbed = given_key({}, "menu", "m")
    assert (binding("menu", table(own)).keys, robbed) == (("m", "escape", "pad_start"), "")
    own, robbed = given_key(own, "forward", "m")
    assert (binding("menu", table(own)).keys, robbed) == (("escape", "pad_start"), "")
    by_hand = {"help": ("g",), "up": ("f1",), "forward": ("escape", "f")}
    keys = {key: row.action for key, row in by_key(table(by_hand)).items()}
    found = [keys[key] for key in ("escape", "f1", "f", "space")]
    assert found == ["menu", "help", "forward", "up"]


def test_each_button_of_a_gamepad_is_a_key_with_a_name() -> None:
    from blame3d.app.pads import BUTTONS

    buttons = set(BUTTONS.values())
    assert {key for row in BINDINGS for key in row.keys if is_pad(key)} == buttons
    assert {f"name.{key}" for key in buttons} <= set(ENGLISH)
