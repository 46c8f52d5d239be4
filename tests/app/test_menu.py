"""The pause menu: pausing never quits, and every setting can be reached and changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.app.events import Char, KeyDown
from blame3d.app.menu import (
    BACK,
    KEEP,
    MAIN,
    MAX_ENTRY,
    PAGES,
    SETTINGS,
    Effect,
    Menu,
    Row,
    nearest,
)
from blame3d.app.menuview import SEED, ladder, scroll, short, show
from blame3d.app.texts import ENGLISH, LANGUAGES, Texts
from blame3d.config import OPTIONS, Settings

VALUES = {row.id: getattr(Settings(), row.id) for row in SETTINGS if row.choices} | {"lang": "en"}


@pytest.fixture
def menu() -> Menu:
    made = Menu(dict(VALUES))
    made.open()
    return made


def keys(menu: Menu, *names: str) -> list[Effect]:
    for name in names:
        menu.feed(KeyDown(name))
    return menu.take_effects()


def test_escape_resumes_and_never_quits(menu: Menu) -> None:
    assert keys(menu, "escape") == [Effect("resume")]
    menu.open()
    for page in PAGES:
        menu.hover(next(i for i, row in enumerate(MAIN) if row.id == page))
        assert keys(menu, "enter") == []
        assert menu.page == page
        assert keys(menu, "escape") == []
        assert (menu.page, menu.rows[menu.cursor].id) == ("main", page)


def test_every_row_of_the_first_page_can_be_chosen() -> None:
    for at, row in enumerate(MAIN):
        menu = Menu(dict(VALUES))
        menu.open()
        effects = keys(menu, *["arrow_down"] * at, "enter")
        assert effects == [Effect(row.id)] or menu.page == row.id


@pytest.mark.parametrize("row", [row for row in SETTINGS if row.choices], ids=lambda row: row.id)
def test_each_setting_goes_through_all_its_values_and_each_can_be_stored(row) -> None:  # type: ignore[no-untyped-def]
    menu = Menu(dict(VALUES))
    menu.open()
    menu.page, menu.cursor = "settings", SETTINGS.index(row)
    seen = {menu.values[row.id]}
    for _ in row.choices:
        for effect in keys(menu, "enter"):
            assert (effect.name, effect.text) == ("set", row.id)
            OPTIONS[row.id].read(effect.value)  # the settings file takes it
            seen.add(effect.value)
    assert seen == set(row.choices)


def test_sensitivity_is_the_first_setting() -> None:
    assert SETTINGS[0].id == "sensitivity"


def test_arrows_stop_at_the_ends_and_take_values_between_the_choices(menu: Menu) -> None:
    menu.page, menu.cursor = "settings", 0
    keys(menu, *["arrow_left"] * 100)
    assert menu.values["sensitivity"] == 0.1
    assert keys(menu, "arrow_left") == []
    assert nearest((50.0, 60.0, 70.0), 63.2) == 1
    assert nearest(("en", "it"), "auto") == 0


def test_an_address_is_typed_pasted_corrected_and_given(menu: Menu) -> None:
    menu.page = "goto"
    for char in "12,x":
        menu.feed(Char(char))
    menu.feed(KeyDown("backspace"))
    menu.feed(KeyDown("paste"), paste="3,4\n")
    assert keys(menu, "w", "enter") == [Effect("goto", "12,3,4")]
    assert keys(menu, "escape") == []
    assert menu.page == "main"


def test_an_empty_line_goes_nowhere(menu: Menu) -> None:
    menu.page, menu.entry = "goto", "   "
    assert keys(menu, "enter") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_has_words(lang: str) -> None:
    texts = Texts(lang)
    for row in SETTINGS:
        assert texts(row.label)
        for value in row.choices:
            assert show(row.id, value, texts)
    assert {"True", "False"}.isdisjoint(show("x", v, texts) for v in (True, False))


def test_hovering_chooses_a_row_and_nothing_outside(menu: Menu) -> None:
    menu.hover(3)
    assert menu.cursor == 3
    menu.hover(-1)
    menu.hover(99)
    assert menu.cursor == 3


@pytest.fixture
def lists(menu: Menu) -> Menu:
    places = tuple(Row(f"blame://0/{n},0,0/0,0,0", f"place {n}") for n in (1, 2))
    menu.fill({"keys": (Row("forward", "key.forward", shown="W"),), "places": places})
    return menu


def test_the_next_key_is_the_new_one_and_escape_keeps_the_old(lists: Menu) -> None:
    lists.page = "keys"
    assert keys(lists, "enter") == []
    assert lists.asking == "forward"
    lists.hover(1)
    assert lists.cursor == 0, "the pointer must not choose another row while a key is awaited"
    assert keys(lists, "arrow_up") == [Effect("bind", "forward", "arrow_up")]
    assert keys(lists, "enter", "escape") == []
    assert (lists.asking, lists.page) == ("", "keys")
    assert keys(lists, "delete") == [Effect("unbind", "forward")]


def test_a_kept_place_is_struck_out_only_when_asked_twice(lists: Menu) -> None:
    lists.page = "places"
    assert (lists.rows[0], lists.rows[-1]) == (KEEP, BACK)
    assert keys(lists, "enter") == [Effect("keep")]
    assert keys(lists, "delete", "arrow_down", "delete") == []
    assert keys(lists, "arrow_down", "delete", "arrow_up", "delete") == []
    first = lists.rows[1].id
    assert keys(lists, "delete") == [Effect("leave", first)]
    assert keys(lists, "enter") == [Effect("goto", first)]


ROWS = st.lists(st.sampled_from([None, None, None, "", "group.look"]), min_size=1, max_size=60)


@given(st.integers(0, 50), ROWS, st.integers(90, 500), st.data())
def test_the_chosen_row_is_always_among_those_shown(
    first: int, above: list[str | None], room: int, data: st.DataObject
) -> None:
    ends = ladder([Row(str(i), "", above=what) for i, what in enumerate(above)])
    cursor = data.draw(st.integers(0, len(above) - 1))
    at = scroll(min(first, len(above) - 1), cursor, ends, room)
    start = ends[at - 1] if at else 0.0
    assert at <= cursor
    assert ends[cursor] - start <= room
    assert at == 0 or ends[-1] - (ends[at - 2] if at > 1 else 0.0) > room, "room below the list"


def test_a_key_with_a_meaning_of_its_own_is_refused_aloud(lists: Menu) -> None:
    lists.page = "keys"
    assert keys(lists, "enter", "f1") == [Effect("refuse", "forward", "f1")]
    assert lists.asking == ""


def test_a_gamepad_goes_through_the_menu(menu: Menu) -> None:
    assert keys(menu, *["pad_down"] * 4, "pad_a") == []
    assert menu.page == "settings"
    (louder,) = keys(menu, "pad_right")
    assert (louder.name, louder.text) == ("set", "sensitivity")
    assert keys(menu, "pad_b") == []
    assert menu.page == "main"
    assert keys(menu, "pad_start") == [Effect("resume")]
    menu.page = "goto"
    assert keys(menu, "pad_b") == []
    assert menu.page == "main"


def test_every_setting_says_what_it_is_for() -> None:
    assert {row.id for row in SETTINGS if row.choices} == {
        key.removeprefix("hint.") for key in ENGLISH if key.startswith("hint.")
    }


def test_a_line_that_is_too_long_is_said_and_not_cut(menu: Menu) -> None:
    """The rest of a long address is another place."""
    menu.page = "goto"
    menu.feed(KeyDown("paste"), paste="7" * MAX_ENTRY)
    assert len(menu.entry) == MAX_ENTRY
    assert menu.take_effects() == []
    menu.feed(Char("x"))
    assert menu.entry == "7" * MAX_ENTRY
    assert [effect.name for effect in menu.take_effects()] == ["long"]


def test_a_long_seed_leaves_the_title_its_room() -> None:
    assert short("0") == "0"
    assert len(short("wandering " * 20)) == SEED
    assert short("wandering " * 20).endswith("…")
