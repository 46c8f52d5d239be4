"""The picture that is kept: where somebody stands in it, what bars it, which of several it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from blame3d.capture import figure, gallery
from blame3d.capture.composing import barred
from blame3d.capture.measures import structure
from blame3d.capture.points import on_floors, stands
from blame3d.capture.taking import Taken, Trial, best
from blame3d.scene.eye import eye
from blame3d.scene.frame import View
from blame3d.world.prospects import ALONG
from blame3d.world.types import World
from blame3d.world.viewpoint import viewpoint

VIEW = View(position_mm=(0, 0, 1_700), h=0.0, p=0.0, fov_h=73.7, size=(480, 201))
GOOD: dict[str, Any] = {
    "meets": 5, "checks": dict.fromkeys(range(7), True), "told": 60.0, "masses": 40.0,
    "bare": 0.1, "empty": 0.1, "barred": 0.0, "scale": 1.0, "glare": 0.02, "row": "pale",
    "plain_share": 0.3, "warm_share": 0.0,
}  # fmt: skip


def taken(**found: Any) -> Taken:
    return Taken(VIEW, np.zeros((1, 1, 3), np.uint8), GOOD | found)


def draft(view: View) -> np.ndarray:
    """Black on the left, pale on the right, and whoever stands there nearly black."""
    picture = np.full((201, 480, 3), 12, np.uint8)
    picture[:, 240:] = 150
    look = eye(view)
    for actor in view.actors[1:]:
        foot = np.array(actor.position_mm) / 1000.0 - (0.0, 0.0, 1.7)
        ahead = float(foot @ look.forward)
        x = int((float(foot @ look.right) / ahead * look.focal[0] + 1.0) * 240)
        y = int((1.0 - float(foot @ look.above) / ahead * look.focal[1]) * 100)
        picture[y - 28 : y, x - 3 : x + 4] = 16
    return picture


def test_somebody_stands_where_he_is_told_from_what_is_behind_him(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    places = [np.array([-6.0, 20.0, 0.0]), np.array([6.0, 20.0, 0.0])]

    def found(*_: object) -> Iterator[tuple[float, np.ndarray]]:
        yield from ((0.1 * n, foot) for n, foot in enumerate(places))

    monkeypatch.setattr(figure, "_places", found)
    view, told = figure.peopled(World(0), VIEW, np.full((201, 480), 90.0), draft)
    assert view.actors[1].position_mm == (6_000, 20_000, 0)
    assert told > 60.0


def test_where_no_floor_is_in_sight_nobody_stands() -> None:
    air = np.full((201, 480), np.inf)
    assert figure.peopled(World(0), VIEW, air, draft) == (VIEW, 0.0)


def test_somebody_is_asked_to_floors_that_nothing_stands_before() -> None:
    world = World(0)
    at = viewpoint(world, (0, 0, 0), ALONG)
    view = View(at.eye_mm, at.h, at.p, fov_h=74.0, size=(1280, 536))
    found = stands(world, view, np.full((201, 480), np.inf), *figure.reach(view))
    assert len(found) > 20
    assert on_floors(world, found[None], np.array(at.eye_mm) / 1000.0).all()
    wall = np.full((201, 480), 8.0)
    assert not len(stands(world, view, wall, *figure.reach(view)))


def test_a_rail_across_the_foreground_bars_a_view_and_rails_along_a_way_do_not() -> None:
    metres = np.full((201, 480), 300.0)
    across = metres.copy()
    across[150:156] = 4.0
    assert barred(VIEW, across) > 0.3
    along = metres.copy()
    along[150:156, :120] = along[150:156, 360:] = 4.0
    assert barred(VIEW, along) == 0.0
    parapet = metres.copy()
    parapet[150:] = 1.2
    assert barred(VIEW, parapet) > 0.3
    floor = metres.copy()
    floor[150:] = 4.0
    assert barred(VIEW, floor) == 0.0
    wall = metres.copy()
    wall[:, 290:] = 5.0
    assert barred(VIEW, wall) > 0.05
    bar = metres.copy()
    bar[:, 200:225] = 15.0
    assert barred(VIEW, bar) == 0.0
    assert barred(replace(VIEW, fov_h=6.87), bar) > 0.0


def test_no_more_pictures_are_taken_when_one_is_good() -> None:
    made = []

    def takes() -> Iterator[Taken]:
        for n, found in enumerate(({"meets": 4}, {"told": 2.0}, {}, {"told": 90.0})):
            made.append(n)
            yield taken(**found)

    assert best(takes()).found == GOOD
    assert made == [0, 1, 2]


def test_the_best_is_kept_when_none_is_good() -> None:
    poor = {"meets": 4, "masses": 8.0}
    few = {name: name < 4 for name in range(7)}
    found = best([taken(**poor), taken(barred=0.3), taken(checks=few)]).found
    assert found["barred"] == 0.3


def test_a_frame_that_is_good_by_a_hair_and_no_good_picture_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ways = [replace(VIEW, h=h) for h in (1.0, 2.0, 3.0)]
    monkeypatch.setattr(gallery, "standpoints", lambda *_: [VIEW])
    monkeypatch.setattr(gallery, "through", lambda *_: ways)
    air = np.full((201, 480), np.inf)
    monkeypatch.setattr(
        gallery, "tried",
        lambda *args: Trial(args[-1], args[-1], None, air, frozenset(), 60.0, GOOD),
    )  # fmt: skip
    monkeypatch.setattr(
        gallery, "taken",
        lambda *args: taken(meets=4 if args[-1].view.h == 1.0 else 5)._replace(view=args[-1].view),
    )  # fmt: skip
    nobody: Any = None
    kept = gallery.pictured(nobody, World(0), nobody, nobody, nobody, 0)
    assert (kept.view.h, kept.found["meets"]) == (2.0, 5)


def test_what_is_near_is_dark_but_in_a_white_picture() -> None:
    pale = taken(glare=0.5)
    assert best([pale, taken(told=2.0)]).found["glare"] == 0.02
    white = taken(glare=0.5, row="white")
    assert best([white, taken()]) is white


def test_what_is_plain_all_over_is_not_kept_for_long() -> None:
    plain, full = taken(plain_share=0.6), taken()
    assert best([plain, full]) is full
    assert best([plain, taken(plain_share=0.8)]) is plain


def test_a_picture_that_is_mostly_lamplight_is_not_kept_for_long() -> None:
    amber, cold = taken(warm_share=0.4), taken()
    assert best([amber, cold]) is cold


@pytest.mark.parametrize(
    ("one", "places"), [({"meets": 4}, 7), ({"empty": 0.5}, 7), ({"barred": 0.2}, 7), ({}, 3)]
)
def test_more_places_are_looked_at_while_no_picture_will_do(
    monkeypatch: pytest.MonkeyPatch, one: dict[str, Any], places: int
) -> None:
    seen = []

    def through(*args: Any) -> list[View]:
        seen.append(args[4].h)
        return [VIEW]

    monkeypatch.setattr(
        gallery, "standpoints", lambda *_: (replace(VIEW, h=float(n)) for n in range(7))
    )
    monkeypatch.setattr(gallery, "through", through)
    found = GOOD | one | {"told": 0.0}
    air = np.full((201, 480), np.inf)
    monkeypatch.setattr(
        gallery, "tried",
        lambda *args: Trial(args[-1], args[-1], None, air, frozenset(), 0.0, found),
    )  # fmt: skip
    monkeypatch.setattr(gallery, "taken", lambda *_: taken(**found))
    nobody: Any = None
    gallery.pictured(nobody, World(0), nobody, nobody, nobody, 0)
    assert len(seen) == places


def test_a_black_half_is_bare_and_grey_all_over_has_no_masses() -> None:
    half = np.full((201, 480), 120.0)
    half[:, :240] = 10.0
    assert structure(half)["bare"] == pytest.approx(0.5, abs=0.03)
    assert structure(half)["masses"] > 50.0
    assert structure(np.full((201, 480), 70.0)) == {"masses": 0.0, "bare": 0.0, "empty": 1.0}
