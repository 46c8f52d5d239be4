"""Actors in pictures: where they are, how they are lit, what they hide and what hides them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from blame3d.capture.still import Easel
from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.errors import InternalError
from blame3d.scene.city import CityScene
from blame3d.scene.frame import Haze, View
from blame3d.scene.host import Host
from blame3d.scene.probe import light_at, probes
from blame3d.world.chunk import LAMP, PART, Chunk
from blame3d.world.materials import Material

SIZE = (160, 120)
KEY = (0, (0, 0, 0))
VIEW = View(
    position_mm=(32_000, 20_000, 11_000), h=0.0, p=0.0, fov_h=40.0, size=SIZE,
    haze=Haze(extinction=1e-5),
)  # fmt: skip
AT = (32_000, 26_000, 10_000)


def hall(light: int = 120) -> Chunk:
    """A floor at 10 m and a wall 30 m before the eye."""
    parts = np.zeros(2, PART)
    parts[0] = ((32, 32, 9.5), 0, Material.CONCRETE, 40, (64, 64, 1), 0, 0)
    parts[1] = ((32, 51, 20), 0, Material.CONCRETE, 90, (64, 1, 20), 0, 0)
    volume = np.zeros((34, 34, 34, 2), np.uint8)
    volume[...] = light, 128  # no lamps
    return Chunk(0, (0, 0, 0), parts, np.zeros(0, LAMP), volume, 0x7FFF)


@pytest.fixture
def scene(host: Host) -> Iterator[CityScene]:
    found = CityScene(host, "low")
    found.attach(hall())
    found.show(frozenset({KEY}))
    yield found
    found.close()


@pytest.fixture
def easel(host: Host, scene: CityScene) -> Iterator[Easel]:
    found = Easel(host, scene, SIZE)
    yield found
    found.close()


def killy(at: tuple[int, int, int] = AT, *, glow: float = 0.0, own: bool = False) -> Actor:
    return Actor("killy", at, load("killy").rest, glow, own)


def silhouette(easel: Easel, view: View) -> np.ndarray:
    """Pixels (h, w) that show the actors of a view."""
    return easel.distances(view) != easel.distances(replace(view, actors=()))


def test_a_figure_is_as_large_as_it_stands_far(easel: Easel) -> None:
    for metres in (4, 8, 16):
        at = (32_000, 20_000 + 1000 * metres, 10_000)
        rows = np.flatnonzero(silhouette(easel, replace(VIEW, actors=(killy(at),))).any(axis=1))
        pixel = 2.0 * np.tan(np.radians(20.0)) / SIZE[0] * metres
        assert (rows[-1] - rows[0] + 1) * pixel == pytest.approx(1.88, rel=0.05)


def test_the_list_may_change_with_every_frame_and_leaves_no_trace(
    easel: Easel, host: Host
) -> None:
    """A frame is a function of chunks and view: pixels do not know what was drawn before."""
    empty = easel.take(VIEW)
    one = easel.take(replace(VIEW, actors=(killy(),)))
    crowd = tuple(killy((28_000 + 700 * i, 27_000, 10_000)) for i in range(12))
    many = easel.take(replace(VIEW, actors=crowd))
    assert not np.array_equal(one, many)
    assert np.array_equal(easel.take(replace(VIEW, actors=(killy(),))), one)
    assert np.array_equal(easel.take(VIEW), empty)
    other = CityScene(host, "low")
    other.attach(hall())
    other.show(frozenset({KEY}))
    board = Easel(host, other, SIZE)
    assert np.array_equal(board.take(replace(VIEW, actors=crowd)), many)
    board.close()
    other.close()


def test_far_from_the_origin_figures_are_the_same_bytes(scene: CityScene, easel: Easel) -> None:
    steps = [(32_000 + 7 * i, 21_301 + i, 9_903) for i in range(6)]
    near = [easel.take(replace(VIEW, actors=(killy(at),)), 1) for at in steps]
    scene.detach(KEY)
    cells = 2**34
    away = cells * 64_000
    chunk = replace(hall(), cell=(cells, 0, 0))
    scene.attach(chunk)
    scene.show(frozenset({chunk.key}))
    x, y, z = VIEW.position_mm
    for at, expected in zip(steps, near, strict=True):
        actors = (killy((at[0] + away, at[1], at[2])),)
        far = replace(VIEW, position_mm=(x + away, y, z), actors=actors)
        assert np.array_equal(easel.take(far, 1), expected)


def test_what_stands_before_hides_what_stands_behind(easel: Easel) -> None:
    behind = (32_000, 56_000, 10_000)  # the wall
    assert not silhouette(easel, replace(VIEW, actors=(killy(behind),))).any()
    two = easel.take(replace(VIEW, actors=(killy(), killy((32_000, 45_000, 10_000)))), 1)
    turned = easel.take(replace(VIEW, actors=(killy((32_000, 45_000, 10_000)), killy())), 1)
    assert np.array_equal(two, turned)


def test_a_figure_is_lit_by_where_it_stands(scene: CityScene, easel: Easel) -> None:
    view = replace(VIEW, actors=(killy(),))
    where = silhouette(easel, view)
    bright = easel.take(view, 1)[where].mean()
    scene.attach(hall(light=20))
    assert easel.take(view, 1)[where].mean() < 0.6 * bright


def test_one_does_not_see_ones_own_head(easel: Easel) -> None:
    head = silhouette(easel, replace(VIEW, actors=(killy(),)))
    own = silhouette(easel, replace(VIEW, actors=(killy(own=True),)))
    rows, own_rows = (np.flatnonzero(where.any(axis=1)) for where in (head, own))
    assert rows[0] < own_rows[0]
    assert rows[-1] == own_rows[-1]


def test_glow_is_of_the_emitters_alone(easel: Easel) -> None:
    # From before the pistol's slit, which hangs beside the right knee.
    view = replace(VIEW, position_mm=(32_260, 26_600, 10_700), h=180.0)
    dim = easel.take(replace(view, actors=(killy(),)), 1).astype(int)
    lit = easel.take(replace(view, actors=(killy(glow=1.0),)), 1).astype(int)
    changed = (dim != lit).any(axis=2)
    assert 0 < changed.sum() < 1000
    assert (lit[changed, 0] > dim[changed, 0]).all()  # the slit is red


def test_a_shadow_darkens_the_floor_and_nothing_else(easel: Easel) -> None:
    rest = load("shadow").rest
    rest[:, :, :3] *= 3.0
    rest[:, 2, 3] = 0.004
    view = replace(VIEW, p=-14.0)
    plain = easel.take(view, 1).astype(int)
    dark = easel.take(replace(view, actors=(Actor("shadow", AT, rest),)), 1).astype(int)
    changed = (plain != dark).any(axis=2)
    assert changed.sum() > 100
    assert (dark <= plain).all()
    stood_on = easel.take(replace(view, actors=(Actor("shadow", AT, rest), killy())), 1)
    figure = silhouette(easel, replace(view, actors=(killy(),)))
    alone = easel.take(replace(view, actors=(killy(),)), 1)
    above = figure & ~changed
    assert np.array_equal(stood_on[above], alone[above])


def test_distances_know_figures_but_not_their_shadows(easel: Easel) -> None:
    view = replace(VIEW, actors=(Actor("shadow", AT, load("shadow").rest), killy()))
    metres = easel.distances(view)
    figure = silhouette(easel, replace(VIEW, actors=(killy(),)))
    assert np.median(metres[figure]) == pytest.approx(6.0, abs=0.2)
    assert np.array_equal(easel.take(view, 1), easel.take(view, 1))


def test_a_model_that_is_not_there_is_a_sentence(easel: Easel) -> None:
    with pytest.raises(InternalError, match="missing"):
        easel.take(replace(VIEW, actors=(Actor("nobody", AT, load("shadow").rest),)), 1)


def test_light_is_looked_up_as_the_card_does() -> None:
    volume = np.zeros((34, 34, 34, 2), np.uint8)
    volume[..., 0] = np.arange(34, dtype=np.uint8)[None, None, :] * 7  # along x
    volume[..., 1] = np.arange(34, dtype=np.uint8)[:, None, None] * 5  # along z
    points = np.array([[0.0, 0.0, 0.0], [1.0, 5.0, 3.0], [63.0, 5.0, 64.0], [900.0, 0.0, 0.0]])
    found = light_at(volume, 64.0, points) * 255.0
    at = np.minimum(points / 2.0 + 0.5, 33.0)
    assert found[:, 0] == pytest.approx(at[:, 0] * 7)
    assert found[:, 1] == pytest.approx(at[:, 2] * 5)


def test_light_comes_from_where_it_is_brighter() -> None:
    volume = np.zeros((34, 34, 34, 2), np.uint8)
    volume[..., 0] = np.linspace(0, 250, 34).astype(np.uint8)[None, :, None]
    key = probes(volume, 64.0, np.array([[32.0, 32.0, 10.0]]), 1.9)[0, 4:]
    assert key[1] > 0.3
    assert np.sqrt(sum(v * v for v in key)) == pytest.approx(1.0)
