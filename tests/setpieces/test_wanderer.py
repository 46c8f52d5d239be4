"""`wanderer` over its whole length: what a director would throw out, found by numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from blame3d.setpieces.wanderer import piece
from blame3d.setpieces.wanderer_marks import MOUTH_M, MUZZLE, RADIUS_M, WAY, on
from blame3d.setpieces.wanderer_pack import PACK
from blame3d.timeline.piece import SetPiece, sample
from blame3d.world.types import World


@pytest.fixture(scope="module")
def film() -> SetPiece:
    return piece()


def test_the_hole_comes_with_the_shot_and_stays(film: SetPiece) -> None:
    assert not sample(film, 21.3).edits
    assert len(sample(film, 22.0).edits) == 1
    assert sample(film, 70.0).edits == sample(film, 22.0).edits


def test_the_gunner_keeps_the_floor_that_he_stands_on(
    film: SetPiece, world: World, below: Callable[..., float | None]
) -> None:
    cut = World(world.seed, edits=tuple(edit.beam for edit in film.edits))
    stands = film.site.mm((10.45, -72.0, 12.0))
    floor = below(cut, stands)
    assert floor is not None
    assert abs(floor) <= 0.03
    # The hole is there: the footbridge's end is gone, the three stand.
    assert below(cut, film.site.mm((-8.9, 0.0, 0.0)), reach=2.0) is None
    floor = below(cut, film.site.mm((-1.4, 0.2, 0.0)))
    assert floor is not None
    assert abs(floor) <= 0.03


def test_the_line_takes_the_whole_pack(film: SetPiece) -> None:
    way = np.array(WAY)
    for hunter in PACK:
        at = hunter.middle() - np.array(MUZZLE)
        assert np.linalg.norm(at - way * (at @ way)) < RADIUS_M, hunter


def test_he_is_seen_with_his_hole_and_thrown_towards_us(film: SetPiece) -> None:
    hole, ways = np.array(on(MOUTH_M)), []
    for t in (26.0, 28.6, 29.6, 30.8):
        shot, s = film.shots[film.index(t)], film.story(t)
        sees, him = shot.sees(t, s, film.seed), film.role("killy").where(s)
        assert sees(him, -0.3), t
        assert sees(hole, -RADIUS_M), t
        ways.append(float(np.linalg.norm(him - shot.eye_at(t, s))))
    assert ways[0] == pytest.approx(ways[1], abs=1.5)  # he stands
    assert ways[1] - ways[3] > 7.0


def test_flashes_are_at_most_three_a_second(film: SetPiece) -> None:
    # What flashes: white cards that are cut in, the line, and fire on the bore. Those that come
    # within a tenth of a second are one.
    times = [card.begin for card in film.cards] + [21.4]
    fires = [burst for burst in film.bursts if not burst.dust and not burst.steam]
    times += [21.65 + (burst.s - 21.65) / 0.05 for burst in fires if burst.s < 22.0]
    times += [burst.s + 6.65 for burst in fires if burst.s >= 22.0]
    times = sorted(times)
    alone = [t for n, t in enumerate(times) if n == 0 or t - times[n - 1] > 0.1]
    assert max(sum(t <= other < t + 1.0 for other in alone) for t in alone) <= 3


def test_every_shot_of_people_has_one_light_eight_times_its_shade(film: SetPiece) -> None:
    for shot in film.shots:
        if shot.name != "line":
            assert shot.key is not None, shot.name
            assert shot.key.shade <= 0.125, shot.name
