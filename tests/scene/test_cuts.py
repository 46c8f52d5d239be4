"""The gun's holes as they are drawn: round to the pixel, at once, wherever one looks from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.capture.still import Easel
from blame3d.player.gun import BLAST_S, HOLD_S, Blast, Shot, fired
from blame3d.scene.beams import burst, line
from blame3d.scene.city import CityScene
from blame3d.scene.cuts import MOST, Axes, Cuts
from blame3d.scene.eye import eye
from blame3d.scene.frame import Haze, View
from blame3d.scene.host import Host
from blame3d.view import Beam
from blame3d.world.chunk import LAMP, PART, Cell, Chunk, edge, light_texels

SIZE = (160, 90)
CLEAR = Haze(pale=(0.9, 0.9, 0.9), dark=(0.9, 0.9, 0.9), extinction=1e-7, openness=1.0)
VIEW = View((32_000, 0, 32_000), 0.0, 0.0, fov_h=60.0, size=SIZE, haze=CLEAR, time_s=100.0)
HOLE = Beam((32_000, 10_000, 32_000), 0, 0, 4_000.0, 8.0)

Image = NDArray[np.uint8]
Picture = Callable[..., Image]


def wall(level: int, cell: Cell) -> Chunk:
    """A dark slab across the middle of a cell, facing the eye."""
    size = float(edge(level))
    part = np.zeros(1, PART)
    part["pos"], part["size"] = (size / 2,) * 3, (size, 1.0, size)
    n = light_texels(level) + 2
    light = np.zeros((n, n, n, 2), np.uint8)
    return Chunk(level, cell, part, np.zeros(0, LAMP), light, 0)


@pytest.fixture
def picture(host: Host) -> Iterator[Picture]:
    scene = CityScene(host, "low")
    easel = Easel(host, scene, SIZE)

    def take(view: View, *keys: tuple[int, Cell], samples: int = 1) -> Image:
        for key in keys:
            if not scene.has(key):
                scene.attach(wall(*key))
        scene.show(frozenset(keys))
        return easel.take(view, samples)

    yield take
    easel.close()
    scene.close()


def holes(image: Image) -> NDArray[np.bool_]:
    """Pixels that see the pale air behind."""
    return np.asarray(image.mean(axis=2) > 150)


def expected(radius: float, distance: float, margin: float) -> NDArray[np.bool_]:
    """Pixels whose ray passes nearer than radius + margin to the axis at the wall."""
    looking = eye(VIEW)
    x = (np.arange(SIZE[0]) + 0.5) * 2.0 / SIZE[0] - 1.0
    y = 1.0 - (np.arange(SIZE[1]) + 0.5) * 2.0 / SIZE[1]
    out = np.hypot(x[None] / looking.focal[0], y[:, None] / looking.focal[1]) * distance
    return np.asarray(out < radius + margin)


@pytest.mark.parametrize(("level", "cell"), [(0, (0, 0, 0)), (2, (0, 0, 0)), (5, (0, 0, 0))])
def test_a_hole_is_a_circle_to_the_pixel_at_every_level(
    picture: Picture, level: int, cell: Cell
) -> None:
    """In the frame of the shot, through chunks that were made before it."""
    middle = edge(level) * 500
    view = replace(VIEW, position_mm=(middle, middle - 40_000, middle))
    beam = replace(HOLE, origin_mm=(middle, middle - 20_000, middle))
    assert not holes(picture(view, (level, cell))).any()
    seen = holes(picture(replace(view, shots=(Shot(beam),)), (level, cell)))
    distance = 39.5
    pixel = eye(VIEW).pixel * distance
    assert seen[expected(8.0, distance, -1.5 * pixel)].all()
    assert not seen[~expected(8.0, distance, 1.5 * pixel)].any()
    assert not holes(picture(view, (level, cell))).any(), "nothing is left of it in another view"


def test_a_chunk_that_comes_later_has_the_hole_and_far_out_it_is_the_same(
    picture: Picture,
) -> None:
    shots = (Shot(HOLE),)
    at_once = picture(replace(VIEW, shots=shots), (0, (0, 0, 0)))
    k = 10**10
    away = tuple(v + k * 64_000 for v in VIEW.position_mm)
    origin = tuple(v + k * 64_000 for v in HOLE.origin_mm)
    far = replace(VIEW, position_mm=away, shots=(Shot(replace(HOLE, origin_mm=origin)),))
    assert holes(picture(far)).all(), "nothing is there yet"
    later = picture(far, (0, (k, k, k)))
    assert np.array_equal(at_once, later)


def test_who_turns_round_after_the_shot_sees_the_hole_there_too(
    picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chunks behind one's back are told of a beam later, but never after they have been seen."""
    key = (0, (0, 0, 0))
    shots = (Shot(HOLE),)
    expected_ = picture(replace(VIEW, shots=shots), key)
    monkeypatch.setattr("blame3d.scene.cutting.OTHERS", 0)
    assert not holes(picture(VIEW, key)).any()
    picture(replace(VIEW, h=180.0, shots=shots), key)
    assert np.array_equal(picture(replace(VIEW, shots=shots), key), expected_)


def test_many_chunks_are_told_as_each_alone() -> None:
    dice = np.random.default_rng(3)
    shots = tuple(
        Shot(replace(HOLE, h_mdeg=int(h), radius_m=float(r)), float(at))
        for h, r, at in zip(
            dice.integers(-180_000, 180_000, MOST + 9), dice.uniform(0.5, 9.0, MOST + 9),
            dice.uniform(-30.0, 0.0, MOST + 9), strict=True,
        )
    )
    cells = [[0, 0, 0], *dice.integers(-6, 7, (40, 3)).tolist()]
    keys = [(1 + n % 3, (x, y, z)) for n, (x, y, z) in enumerate(cells)]
    cuts = Cuts()
    cuts.change(shots, 0.5, keys)
    together = cuts.rows(keys)
    for key, rows in zip(keys, together, strict=True):
        (alone,) = cuts.rows([key])
        if rows is None:
            assert alone is None
        else:
            assert alone is not None
            told = 1 + 3 * int(rows[0][0])
            assert [tuple(r) for r in [*rows][:told]] == [tuple(r) for r in [*alone][:told]]
    assert sum(rows is not None and rows[0][0] == MOST for rows in together) > 0


def test_edges_glow_after_the_shot_far_ones_later_and_go_out(picture: Picture) -> None:
    def redness(age: float, length: float = 4_000.0, start_mm: int = 10_000) -> int:
        origin = (32_000, start_mm, 32_000)
        shot = Shot(replace(HOLE, origin_mm=origin, length_m=length), 100.0 - age)
        view = replace(VIEW, shots=(shot,), haze=replace(CLEAR, pale=(0, 0, 0), dark=(0, 0, 0)))
        image = picture(view, (0, (0, 0, 0))).astype(int)
        return int((image[..., 0] - image[..., 2] > 60).sum())

    assert redness(1.0) > 50
    assert redness(4.0) > 10
    assert redness(9.0) == 0
    assert redness(-1.0) == 0
    # Begun 1.8 km before the wall: the blast passes after two seconds.
    assert redness(1.0, start_mm=-1_800_000) == 0
    assert redness(3.0, start_mm=-1_800_000) > 50


def test_every_chunk_is_told_of_its_beams_and_of_the_widest_when_they_are_many() -> None:
    cuts = Cuts()
    near = [(0, (0, n, 0)) for n in range(5)]
    assert cuts.rows([(0, (0, 0, 0))]) == [None]
    assert cuts.change((Shot(HOLE),), 0.0, [*near, (0, (9, 0, 0))]) == near
    assert cuts.rows([(0, (9, 0, 0))]) == [None]
    (rows,) = cuts.rows([(0, (0, 0, 0))])
    assert rows is not None
    assert rows[0][0] == 1.0
    more = tuple(Shot(replace(HOLE, radius_m=1.0 + n / 100)) for n in range(MOST + 5))
    cuts.change(more, 0.0, near)
    (rows,) = cuts.rows([(0, (0, 0, 0))])
    assert rows is not None
    assert rows[0][0] == float(MOST)
    assert min(rows[1 + 3 * n][3] for n in range(MOST)) == pytest.approx(1.05)


def test_a_film_tells_again_only_of_what_glows_and_of_what_may_glow_again() -> None:
    """Its shots have new times when it is slowed, stands or goes back; a chunk costs 0.3 ms."""
    cuts = Cuts()
    near = [(0, (0, n, 0)) for n in range(3)]
    keys = [*near, (0, (9, 0, 0))]

    def told(late: float, now: float) -> list[tuple[int, Cell]]:
        found = cuts.change((Shot(HOLE, late),), now, keys)
        cuts.rows(found)
        return found

    assert told(1.0, 1.0) == near
    assert told(1.0 + 1e-12, 1.03) == []
    assert told(1.5, 2.0) == near, "it is slowed, and they glow"
    assert told(1.5, 60.0) == near, "they have gone out"
    assert told(1.5, 61.0) == []
    assert told(2.0, 62.0) == [], "slowed, and nothing glows"
    assert told(60.0, 62.1) == near, "it has gone back"
    assert told(60.0, 62.2) == []


def test_distances_are_measured_through_the_hole(host: Host) -> None:
    scene = CityScene(host, "low")
    easel = Easel(host, scene, SIZE)
    scene.attach(wall(0, (0, 0, 0)))
    scene.show(frozenset([(0, (0, 0, 0))]))
    far = easel.distances(replace(VIEW, shots=(Shot(HOLE),)))
    easel.close()
    scene.close()
    assert np.isinf(far[45, 80])
    assert far[45, 8] == pytest.approx(31.5, rel=0.3)


def test_a_shot_ends_and_its_frames_are_functions_of_time(picture: Picture) -> None:
    beam = fired(VIEW.position_mm, 0.0, 0.0, 3)
    moments = [0.0, 0.1, 0.2, HOLD_S + 0.01]
    views = [replace(VIEW, shots=(Shot(beam, VIEW.time_s - age),)) for age in moments]
    key = (0, (0, 0, 0))
    first = [picture(view, key) for view in views]
    again = [picture(view, key) for view in reversed(views)][::-1]
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    light = [float(line(view.shots[0], view, eye(view))[0, 2, 0]) for view in views[:3]]
    assert light[0] == 1.0
    assert light == sorted(light, reverse=True)
    assert not np.array_equal(first[0], first[3])


def test_the_line_leaves_the_hand_and_ends_where_the_beam_does() -> None:
    beam = fired(VIEW.position_mm, 0.0, 0.0, 1)
    rows = line(Shot(beam, 100.0), VIEW, eye(VIEW))
    assert np.linalg.norm(rows[0, 0, :3]) < 1.0
    end = (np.array(beam.origin_mm) - VIEW.position_mm) / 1000.0 + (0.0, beam.length_m, 0.0)
    assert np.linalg.norm(rows[-1, 1, :3] - end) < 5.0
    np.testing.assert_allclose(rows[1:, 0], rows[:-1, 1])


def test_what_a_blast_throws_falls_and_is_gone_in_the_end() -> None:
    def pieces(age: float) -> NDArray[np.float64]:
        rows = burst(Blast((32_000, 90_000, 32_000), (0.0, 1.0, 0.0), age, 18.0, 4.0, 5), VIEW)
        assert np.isfinite(rows).all()
        return rows[rows[:, 3, 0] == 3.0]

    early, late = pieces(0.2), pieces(6.0)
    assert len(early) == len(late) > 10
    assert late[:, 0, 2].mean() < early[:, 0, 2].mean() - 100.0
    assert pieces(BLAST_S - 1e-6)[:, 0, 3].max() < 1e-3


def tiles(level: int, cell: Cell) -> Chunk:
    """The same slab of many parts, no two as dark, and another far behind it."""
    size, count = float(edge(level)), 16
    across = (np.arange(count) + 0.5) * size / count
    part = np.zeros(2 * count * count, PART)
    part["pos"][:, 0] = np.tile(np.repeat(across, count), 2)
    part["pos"][:, 2] = np.tile(across, 2 * count)
    part["pos"][:, 1] = np.repeat([size / 2, size - 2.0], count * count)
    part["size"] = (size / count, 1.0, size / count)
    part["tint"] = 60 + np.arange(len(part)) % 7 * 20
    return replace(wall(level, cell), parts=part)


def test_beside_a_hole_a_moving_frame_is_as_it_was(host: Host) -> None:
    """Parts that no beam touches are drawn as in any chunk, and still hide what is behind them."""
    scene = CityScene(host, "low")
    easel = Easel(host, scene, SIZE)
    try:
        scene.attach(tiles(1, (0, 0, 0)))
        scene.show(frozenset([(1, (0, 0, 0))]))
        view = replace(VIEW, position_mm=(64_000, 24_000, 64_000))
        easel.draw(view)
        before, parts = easel.read().astype(int), scene.stats()["instances"]
        beam = replace(HOLE, origin_mm=(64_000, 30_000, 64_000), radius_m=3.0)
        easel.draw(replace(view, shots=(Shot(beam, -1000.0),)))
        after, with_hole = easel.read().astype(int), scene.stats()["instances"]
        changed = np.abs(after - before).max(axis=2) > 2
        assert changed[expected(3.0, 102.0, -1.5)].all(), "there is no hole in the last slab"
        assert not changed[~expected(3.0, 39.5, 3.0)].any(), "what lies beside it has changed"
        assert with_hole <= parts + 60, "what the slab hides is drawn"
        easel.draw(view)
        assert np.array_equal(easel.read(), before.astype(np.uint8))
    finally:
        easel.close()
        scene.close()


def test_no_box_that_a_beam_reaches_is_taken_for_free() -> None:
    """Against boxes of points; what is taken for reached lies at least near."""
    dice = np.random.default_rng(7)
    middle = dice.uniform(-60.0, 60.0, (3, 400)).astype(np.float32)
    half = dice.uniform(0.2, 12.0, (3, 400)).astype(np.float32)
    ways = dice.normal(size=(4, 3))
    ways[0] = (0.0, 1.0, 0.0)
    ways /= np.linalg.norm(ways, axis=1)[:, None]
    start, length, reach = dice.uniform(-40.0, 40.0, (4, 3)), np.array([90.0, 5.0, 60.0, 0.0]), 2.5
    found = Axes(start, ways, length, np.full(4, reach)).touch(middle, half)
    along = start[:, None] + ways[:, None] * np.linspace(0.0, length, 400, axis=1)[..., None]
    off = np.abs(along.reshape(1, -1, 3) - middle.T[:, None]) - half.T[:, None]
    gap = np.linalg.norm(np.maximum(off, 0.0), axis=2).min(axis=1)
    assert found[gap < reach - 0.2].all()
    assert not found[gap > reach * np.sqrt(3.0) + 0.01].any()
    assert found.any()
    assert not found.all()
