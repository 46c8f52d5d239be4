"""The small pure parts of the running program."""

from __future__ import annotations

import itertools
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.app.actions import destination
from blame3d.app.beside import Beside
from blame3d.app.bindings import BINDINGS, binding
from blame3d.app.camera import LARGEST, SMALLEST, picture_size
from blame3d.app.canvas import unit
from blame3d.app.keynames import key_name, key_names
from blame3d.app.lens import Lens
from blame3d.app.looking import near_range
from blame3d.app.options import LiveSettings
from blame3d.app.pacing import Pacer
from blame3d.app.picture import SOFTWARE_PIXELS, drawn_size
from blame3d.app.pictures import free_name, make_ready
from blame3d.app.texts import Texts
from blame3d.app.timing import LENGTH, FrameRing
from blame3d.app.waking import Waking
from blame3d.app.walker import cell_of, millimetres
from blame3d.app.wants import around, in_reach, needed
from blame3d.config import Settings, resolve
from blame3d.errors import Blame3DError, OutputError
from blame3d.stream.plan import desired
from blame3d.view import direction
from blame3d.world.chunk import COLLIDER


def test_a_layout_gives_its_own_letters_and_words_have_a_language() -> None:
    french = {"w": "z", "a": "q"}
    layout = lambda key: french.get(key, "")  # noqa: E731
    assert key_names(binding("forward"), Texts("en"), layout) == "Z"
    assert key_name("d", Texts("en"), layout) == "D"
    assert key_names(binding("up"), Texts("it"), layout) == "Spazio"
    assert key_names(binding("down"), Texts("en"), layout) == "Ctrl"
    assert all(key_names(row, Texts("en"), layout) for row in BINDINGS)


def test_pictures_are_never_overwritten_and_their_names_are_harmless(tmp_path: Path) -> None:
    names = set()
    for _ in range(3):
        path = free_name(tmp_path, "../a b\\霧:亥", 1_790_000_000.0)
        assert path.parent == tmp_path
        path.touch(exist_ok=False)
        names.add(path.name)
    assert sorted(names)[0].startswith("2026-09-21T")
    assert len(names) == 3
    assert all(c.isalnum() or c in "-_." for name in names for c in name)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="file"):
        make_ready(tmp_path / "file" / "pictures")


@pytest.mark.parametrize("window", [(1280, 720), (640, 360), (800, 800), (3840, 2160), (9000, 100)])
def test_pictures_have_the_window_s_shape_and_a_decent_size(window: tuple[int, int]) -> None:
    wide, high = picture_size(window)
    assert max(wide, high) <= LARGEST
    assert wide / high == pytest.approx(window[0] / window[1], rel=0.02)
    assert wide >= min(window[0], LARGEST)
    if window[0] / window[1] < 3:
        assert wide >= SMALLEST[0]
        assert high >= SMALLEST[1]


def test_a_cpu_draws_few_pixels_whatever_the_window() -> None:
    for window in ((1280, 720), (2560, 1440), (1920, 1080)):
        wide, high = drawn_size(window, "low", 0.5, True)
        assert wide * high == pytest.approx(SOFTWARE_PIXELS, rel=0.01)
        assert drawn_size(window, "low", 0.5, False) == window
    assert drawn_size((320, 180), "low", 0.5, True) == (320, 180)


def test_the_pace_drops_at_once_and_rises_with_patience() -> None:
    pacer = Pacer()
    for _ in range(30):
        pacer.add(0.030)
    assert pacer.interval == pytest.approx(1 / 25)
    for _ in range(20):
        pacer.add(0.005)
    assert pacer.interval == pytest.approx(1 / 25)
    for _ in range(30):
        pacer.add(0.005)
    assert pacer.interval == pytest.approx(1 / 60)


def test_the_ring_keeps_the_newest_frames() -> None:
    ring = FrameRing()
    assert ring.percentiles() == (0.0, 0.0)
    for i in range(LENGTH + 10):
        ring.add(i / 1000.0, (0.001, 0.002, 0.003, 0.004))
    assert ring.last(3)[:, 0].tolist() == [LENGTH + 7, LENGTH + 8, LENGTH + 9]
    assert ring.phase_means() == pytest.approx((1, 2, 3, 4))
    assert len(ring.last(10 * LENGTH)) == LENGTH


def test_a_zoom_closes_in_and_lets_go() -> None:
    lens = Lens(90.0)
    for _ in range(60):
        lens.advance(1 / 60, True)
    assert lens.fov == pytest.approx(22.5, abs=0.05)
    lens.advance(10.0, False)
    assert lens.fov == 90.0
    for _ in range(50):
        lens.step(-1)
    assert lens.chosen == 40.0


@given(st.tuples(*[st.integers(-(9 * 10**15), 9 * 10**15)] * 3))
def test_places_survive_the_way_into_a_cell_and_back(mm: tuple[int, int, int]) -> None:
    cell, rest = cell_of(mm)
    assert all(0 <= v < 64 for v in rest)
    assert millimetres(cell, rest) == mm


@given(st.tuples(*[st.integers(-(10**9), 10**9)] * 3))
def test_the_eye_s_own_family_is_around_it(mm: tuple[int, int, int]) -> None:
    plan = desired(mm, "low")
    near = {plan.keys[row] for row in np.flatnonzero(around(plan, mm)).tolist()}
    for level in range(6):
        own = [cell for at, cell in near if at == level]
        x, y, z = (v // (64_000 << level) for v in mm)
        assert (x, y, z) in own
        assert len(own) == 8
        assert {tuple(c >> 1 for c in cell) for cell in own} == {(x >> 1, y >> 1, z >> 1)}


def test_a_look_goes_through_cells_and_stops_where_nothing_is_known() -> None:
    wall = np.zeros(1, COLLIDER)
    wall["lo"], wall["hi"] = (0, 20, 0), (64, 24, 64)
    empty = np.zeros(0, COLLIDER)
    world = {(0, 0, 0): empty, (0, 1, 0): wall}
    ahead = direction(0.0, 0.0)
    assert near_range(world.get, (0, 0, 0), (10, 10, 10), ahead) == pytest.approx((74.0, 74.0))
    back = near_range(world.get, (0, 0, 0), (10, 10, 10), direction(180.0, 0.0))
    assert back[0] is None
    assert back[1] == pytest.approx(10.0)


def test_only_the_newest_question_is_answered_and_a_failed_one_is_dropped() -> None:
    beside, go, asked = Beside(), threading.Event(), []

    def slow() -> str:
        go.wait(5)
        return "first"

    def note(value: str) -> str:
        asked.append(value)
        return value

    beside.ask("a", slow)
    time.sleep(0.05)
    beside.ask("a", lambda: note("second"))
    beside.ask("a", lambda: note("third"))
    beside.ask("b", lambda: 1 // 0)
    go.set()
    until = time.monotonic() + 5
    found: list[object] = []
    while "third" not in found and time.monotonic() < until:
        found.append(beside.take("a"))
        time.sleep(0.005)
    assert "third" in found
    assert asked == ["third"]
    assert beside.take("b") is None
    beside.stop()


def test_a_typed_line_is_a_place_or_a_seed() -> None:
    settings = Settings(seed=5)
    there = destination(settings, "1,2,3/90,0,0")
    assert there.seed == 5
    assert there.at is not None
    assert there.at.pose.mm == (1000, 2000, 3000)
    assert destination(settings, "blame://Toha/1,2,3?fov=60").seed == "Toha"
    assert destination(settings, "42").seed == 42
    assert destination(there, "Megastructure").at is None
    with pytest.raises(Blame3DError):
        destination(settings, "1,2")


def test_changed_settings_are_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("", encoding="utf-8")
    live = LiveSettings(resolve({}, {}, path)[0])
    live.set("fov", 105.0)
    live.set("lang", "it")
    assert path.read_text(encoding="utf-8") == ""  # not in the middle of a frame
    live.flush()
    again = resolve({}, {}, path)[0]
    assert (again.fov, again.lang) == (105.0, "it")
    assert LiveSettings(again).texts()("menu.quit") == "Esci"


def test_what_the_air_hides_is_left_out_by_whole_families() -> None:
    here = (1_000, 2_000, 3_000)
    plan = desired(here, "low", heading=0.0, fov=90.0)
    thick = in_reach(plan, here, 2e-3)
    thin = in_reach(plan, here, 2e-4)
    assert 50 < thick.sum() < thin.sum() <= len(plan.keys)
    families: dict[int, set[bool]] = {}
    for row, parent in enumerate(plan.parents.tolist()):
        if parent >= 0:
            families.setdefault(parent, set()).add(bool(thick[row]))
    assert all(len(kinds) == 1 for kinds in families.values())
    rows = np.flatnonzero(needed(plan, here, 0.0, 90.0, thick)).tolist()
    first = [plan.keys[row] for row in rows]
    assert (0, (0, 0, 0)) in first
    assert {level for level, _ in first} == set(range(7))


def test_pages_fit_into_small_windows_and_text_keeps_its_share_of_large_ones():
    assert unit(1280, 720) == unit(960, 640) == unit(1600, 900) == 1.0
    assert unit(3840, 2160) == pytest.approx(2.4)
    for size in ((960, 540), (500, 300), (300, 900), (320, 180)):
        assert size[0] / unit(*size) >= 960.0 - 1e-9
        assert size[1] / unit(*size) >= 640.0 - 1e-9


def test_eyes_open_once_and_at_once_for_who_is_in_a_hurry() -> None:
    slow, quick = Waking(), Waking()
    assert slow.open == 1.0, "nobody who walks on sees it"
    slow.begin()
    quick.begin()
    drips, seen, heads = 0, [], []
    for frame in range(30 * 20):
        drips += len(slow.advance(1 / 30, False))
        quick.advance(1 / 30, frame > 6)
        seen.append(slow.open)
        heads.append(slow.nod)
        if frame == 3 * 30:
            assert (slow.open, quick.open) == (0.0, 1.0)
            assert quick.nod == 0.0, "who hurries looks where he will"
    assert drips == 2
    assert seen[-1] == 1.0
    assert slow.age is None
    jumps = [abs(b - a) for a, b in itertools.pairwise(seen)]
    assert max(jumps) < 0.1, "no flash"
    first = next(i for i, opened in enumerate(seen) if opened > 0.1)
    assert heads[first] < -50.0, "the first that one sees are one's boots"
    assert heads[-1] == 0.0
    assert max(b - a for a, b in itertools.pairwise(heads)) < 1.0
