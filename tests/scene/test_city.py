"""Pictures of toy chunks: what must hold of every frame."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.capture.still import Easel
from blame3d.player.gun import Shot, fired
from blame3d.scene import programs
from blame3d.scene.arming import CROSSFADES
from blame3d.scene.city import CityScene
from blame3d.scene.frame import Haze, View
from blame3d.scene.host import Host
from blame3d.world.chunk import LAMP, PART, Chunk
from blame3d.world.materials import Material

SIZE = (160, 90)
VIEW = View((32_000, 3_000, 12_000), -8.0, -5.0, fov_h=80.0, size=SIZE)
KEYS = [(0, (x, y, 0)) for x in (-1, 0, 1) for y in (0, 1, 2)] + [(3, (0, 1, 0)), (3, (-1, 1, 0))]

Toy = Callable[..., Chunk]
Image = NDArray[np.uint8]


@pytest.fixture
def scene(host: Host) -> Iterator[CityScene]:
    made = CityScene(host, "low")
    yield made
    made.close()


@pytest.fixture
def easel(host: Host, scene: CityScene) -> Iterator[Easel]:
    made = Easel(host, scene, SIZE)
    yield made
    made.close()


def fill(scene: CityScene, toy: Toy, cells: tuple[int, int, int] = (0, 0, 0)) -> None:
    """Attach and show the toy keys, moved by whole level-0 cells (multiples of 64 of them)."""
    keys = []
    for level, cell in KEYS:
        moved = tuple(c + (m >> level) for c, m in zip(cell, cells, strict=True))
        scene.attach(toy(level, moved))
        keys.append((level, moved))
    scene.show(frozenset(keys))


def test_the_picture_has_dark_pale_and_lamps(scene: CityScene, easel: Easel, toy: Toy) -> None:
    fill(scene, toy)
    image = easel.take(VIEW)
    values = image.mean(axis=2)
    assert values.max() - values.min() > 60
    assert (image[..., 0].astype(int) - image[..., 2] > 40).any(), "no warm lamp or window"
    assert scene.stats()["instances"] > 20


def test_a_frame_is_a_function_of_chunks_and_view(
    scene: CityScene, easel: Easel, toy: Toy, host: Host
) -> None:
    """The order of arrival, and whatever was drawn before, leave no trace."""
    fill(scene, toy)
    first = easel.take(VIEW)
    other = CityScene(host, "low")
    try:
        keys = list(KEYS)
        random.Random(4).shuffle(keys)
        for level, cell in keys:
            other.attach(toy(level, cell, 0.5))
        other.show(frozenset(keys[:4]))
        board = Easel(host, other, SIZE)
        board.take(replace(VIEW, h=150.0, position_mm=(90_000, -70_000, 3_000)))
        for level, cell in reversed(keys):
            other.attach(toy(level, cell))  # replaces the shifted one
        other.show(frozenset(keys))
        assert np.array_equal(first, board.take(VIEW))
        board.close()
    finally:
        other.close()


@pytest.mark.parametrize("power", [3, 6, 9, 12])
def test_far_from_the_origin_frames_are_the_same_bytes(
    scene: CityScene, easel: Easel, toy: Toy, power: int
) -> None:
    """13 mm steps near the origin and 10**power metres away (T4)."""
    fill(scene, toy)
    views = [replace(VIEW, position_mm=(32_000 + 13 * i, 3_000 + 13 * i, 12_000)) for i in range(3)]
    near = [easel.take(view, 1) for view in views]
    assert not np.array_equal(near[0], near[1]), "13 mm are not seen"
    # A multiple of 4096 m, to which the surfaces' grain repeats.
    cells = 10**power // 4096 * 64 or 64
    for key in KEYS:
        scene.detach(key)
    fill(scene, toy, (cells, -cells, 2 * cells))
    for view, expected in zip(views, near, strict=True):
        x, y, z = view.position_mm
        away = cells * 64_000
        moved = replace(view, position_mm=(x + away, y - away, z + 2 * away))
        assert np.array_equal(easel.take(moved, 1), expected)


def test_what_is_not_drawn_because_it_is_hidden_is_not_missed(
    scene: CityScene, easel: Easel, toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A frame of the parts that can be seen is that of all parts. (Faces in one plane may change
    places.)"""
    fill(scene, toy)
    for turn in range(0, 360, 30):
        view = replace(VIEW, h=float(turn))
        easel.draw(view)
        picked, few = easel.read().astype(int), scene.stats()["instances"]
        with monkeypatch.context() as patch:
            patch.setattr(Host, "is_software", False)
            easel.draw(view)
        assert few < scene.stats()["instances"]
        assert (np.abs(easel.read() - picked).max(axis=2) > 16).mean() < 0.01, turn


def test_faces_in_one_plane_do_not_fight(scene: CityScene, easel: Easel) -> None:
    """Two walls that cross and are flush: which of them shows does not depend on their order."""
    parts = np.zeros(2, PART)
    parts["pos"], parts["tint"] = (32.0, 32.0, 20.0), (3, 50)
    parts["size"] = (3.0, 60.0, 30.0), (3.0, 20.0, 60.0)
    parts["material"] = Material.CONCRETE_LIME, Material.STEEL
    light = np.full((34, 34, 34, 2), (160, 128), np.uint8)
    view = replace(VIEW, position_mm=(35_000, 1_000, 12_000), h=4.0, p=4.0)
    scene.show(frozenset([(0, (0, 0, 0))]))
    pictures = []
    for order in ([0, 1], [1, 0]):
        scene.attach(Chunk(0, (0, 0, 0), parts[order], np.zeros(0, LAMP), light, 0x7FFF))
        pictures.append(easel.take(view, 1).astype(int))
    assert pictures[0].max() - pictures[0].min() > 30
    assert np.abs(pictures[0] - pictures[1]).max() <= 2


def test_walls_by_a_warm_lamp_are_warm_and_by_a_cold_one_cold(
    scene: CityScene, easel: Easel
) -> None:
    parts = np.zeros(1, PART)
    parts[0] = ((32, 50, 20), 0, Material.CONCRETE, 90, (64, 1, 40), 0, 0)
    scene.show(frozenset([(0, (0, 0, 0))]))
    shown = []
    for lamps in (128, 210, 46):
        light = np.full((34, 34, 34, 2), (60, lamps), np.uint8)
        scene.attach(Chunk(0, (0, 0, 0), parts, np.zeros(0, LAMP), light, 0x7FFF))
        shown.append(easel.take(VIEW, 1)[20:70].astype(float).mean(axis=(0, 1)))
    none, warm, cold = shown
    assert min(warm.mean(), cold.mean()) > 1.5 * none.mean()
    assert warm[0] > 1.2 * warm[2]
    assert cold[0] < cold[2]


def test_the_air_closes_before_the_world_ends(scene: CityScene, easel: Easel, toy: Toy) -> None:
    """A cell at the edge of the drawn radius cannot be told from the air behind it."""
    thin = replace(VIEW, haze=Haze(extinction=1e-5), p=0.0, h=0.0)
    high = replace(thin, position_mm=(32_000, 3_000, 1_000_000))
    empty, empty_high = (easel.take(view, 1).astype(int) for view in (thin, high))
    edge_key = (6, (0, 3, 0))
    scene.attach(toy(*edge_key))
    scene.show(frozenset([edge_key]))
    assert scene.stats()["nodes"] == 0
    closed = easel.take(high, 1).astype(int)
    open_air = easel.take(replace(thin, haze=Haze(extinction=1e-5)), 1).astype(int)
    assert np.abs(closed - empty_high).max() <= 2
    assert np.abs(open_air - empty).max() <= 2


def test_shown_is_drawn_and_detached_is_gone(scene: CityScene, easel: Easel, toy: Toy) -> None:
    fill(scene, toy)
    full = easel.take(VIEW, 1)
    scene.show(frozenset())
    empty = easel.take(VIEW, 1)
    assert not np.array_equal(full, empty)
    scene.show(frozenset(KEYS))
    assert np.array_equal(full, easel.take(VIEW, 1))
    for key in KEYS:
        scene.detach(key)
        assert not scene.has(key)
    assert np.array_equal(empty, easel.take(VIEW, 1))
    assert scene.stats() == {"nodes": 0, "triangles": 0, "instances": 0}


def test_a_fade_goes_from_one_picture_to_the_other(
    scene: CityScene, easel: Easel, toy: Toy
) -> None:
    fill(scene, toy)
    before = easel.take(VIEW, 1)
    kept = frozenset(KEYS[6:])
    scene.show(kept, 1.0)
    at = [easel.take(replace(VIEW, time_s=t), 1) for t in (10.0, 10.5, 11.5)]
    scene.show(kept | frozenset(KEYS))
    assert np.array_equal(at[0], before)
    assert not np.array_equal(at[1], at[0])
    assert not np.array_equal(at[1], at[2])
    scene.show(kept)
    assert np.array_equal(at[2], easel.take(VIEW, 1)), "after the fade a trace of it is left"


def test_the_programs_of_a_fade_are_ready_before_the_first(
    scene: CityScene, easel: Easel, toy: Toy
) -> None:
    """And getting them ready changes no pixel."""
    fill(scene, toy)
    before = easel.take(VIEW, 1)
    frames = 0
    while not scene.warm():
        assert np.array_equal(easel.take(VIEW, 1), before)
        frames += 1
    assert frames == len(CROSSFADES)
    assert np.array_equal(easel.take(VIEW, 1), before)
    assert scene.warm(), "it is done once"


def test_no_shot_waits_for_a_program(
    scene: CityScene, easel: Easel, toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where nothing is in sight when the gun is charged."""
    while not scene.arm():
        easel.draw(VIEW)
    fill(scene, toy)
    made: list[object] = []
    monkeypatch.setattr(programs, "compiled", lambda *form: made.append(form))
    beam = fired(VIEW.position_mm, VIEW.h, VIEW.p, 3)
    for seconds in (0.1, 0.5, 9.0, 30.0):
        easel.draw(replace(VIEW, shots=(Shot(beam, 0.0), Shot(beam, 0.0)), time_s=seconds))
    assert not made


def test_memory_does_not_grow_with_what_has_passed(
    scene: CityScene, easel: Easel, toy: Toy
) -> None:
    """Textures are used again and states collected (traps 11 and T8, small)."""
    from panda3d.core import RenderState, TransformState

    def walk(first: int, last: int) -> None:
        for x in range(first, last):
            keys = [(0, (x + d, y, 0)) for d in (0, 1, 2) for y in (0, 1)]
            for key in keys:
                if not scene.has(key):
                    scene.attach(toy(*key))
            scene.show(frozenset(keys))
            easel.draw(replace(VIEW, position_mm=(x * 64_000, 3_000, 12_000)))
            for y in (0, 1):
                scene.detach((0, (x, y, 0)))

    gc.collect()  # scenes of other tests
    walk(0, 20)
    states, made = RenderState.get_num_states(), scene.nodes_made
    walk(20, 60)
    assert scene.nodes_made == made
    assert RenderState.get_num_states() <= states + 10 <= 500
    assert TransformState.get_num_states() <= 300


def test_sky_covers_every_pixel(scene: CityScene, easel: Easel) -> None:
    scene.show(frozenset())
    up = easel.take(replace(VIEW, p=60.0), 1).astype(int)
    down = easel.take(replace(VIEW, p=-80.0), 1).astype(int)
    assert up.min() > 30
    assert down.mean() < up.mean() - 40, "it must be darker below"


def test_without_clip_control_two_slices_show_the_same(host: Host, toy: Toy) -> None:
    """Older drivers and macOS have no reversed depth; the picture must not depend on it."""
    pictures = []
    was = host.reversed_depth
    for reverse in (was, False):
        host.reversed_depth = reverse
        made = CityScene(host, "low")
        board = Easel(host, made, SIZE)
        fill(made, toy)
        pictures.append(board.take(VIEW, 1).astype(int))
        board.close()
        made.close()
    host.reversed_depth = was
    off = np.abs(pictures[0] - pictures[1]).max(axis=2)
    assert (off > 16).mean() < 0.005
