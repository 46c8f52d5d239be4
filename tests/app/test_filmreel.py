"""Where a showing is: waits before cuts, what is built before a shot."""

from __future__ import annotations

import pytest

from blame3d.app.filmreel import LEAD_S, PATIENCE_S, Reel
from blame3d.setpieces.wanderer import piece
from blame3d.setpieces.wanderer_marks import FIRE
from blame3d.timeline.transport import Transport


@pytest.fixture
def reel() -> Reel:
    film = piece()
    return Reel([film], Transport(film.duration_s, film.starts[1] - 0.05))


def test_it_waits_at_a_cut_until_that_is_there_but_not_for_ever(reel: Reel) -> None:
    first = reel.transport.t
    assert not reel.advance(0.1, 0.0, lambda t: False)
    assert reel.transport.t == first
    assert reel.coming() is not None
    assert reel.advance(0.1, 0.0, lambda t: True)
    assert reel.moment.shot is reel.piece.shots[1]
    reel.transport = reel.transport.to(first + 20.0)
    waited = 0.0
    while not reel.advance(0.5, 0.0, lambda t: False):
        waited += 0.5
    assert waited == PATIENCE_S


def test_a_long_frame_after_a_wait_takes_nothing_of_the_shot(reel: Reel) -> None:
    first = reel.transport.t
    assert not reel.advance(0.1, 0.0, lambda t: False)
    assert not reel.advance(0.01, 0.0, lambda t: False)  # a short one does not end the wait
    assert reel.advance(0.9, 0.0, lambda t: True)
    assert reel.transport.t == pytest.approx(first + 0.1)


def test_who_touches_the_film_while_it_waits_is_obeyed(reel: Reel) -> None:
    assert not reel.advance(0.1, 0.0, lambda t: False)
    reel.transport = reel.transport.paused()
    assert reel.advance(0.1, 0.0, lambda t: True)
    assert reel.moment.shot is reel.piece.shots[0]
    reel.transport = reel.transport.to(1.0).paused()
    assert reel.advance(0.1, 0.0, lambda t: True)
    assert reel.transport.t == pytest.approx(1.1)


def test_what_is_asked_for_beforehand_is_what_will_be_shown() -> None:
    film = piece()
    cuts = film.cuts()

    def then(t: float, speed: float, loop: tuple[float, float] | None = None) -> float | None:
        return Reel([film], Transport(film.duration_s, t, speed, loop=loop)).next_cut()

    assert then(cuts[3] - 0.5, 1.0) == cuts[3]
    back = then(cuts[3] + 0.5, -1.0)
    assert back is not None
    assert film.index(back) == 3
    assert cuts[3] - back < 0.01
    assert then(cuts[0] - 0.5, -1.0) is None
    assert then(cuts[8] - LEAD_S - 1.0, 4.0) is not None  # faster, it is as soon
    # At the end of a loop its beginning comes, not what lies behind it.
    assert then(cuts[5] - 0.5, 1.0, (cuts[2], cuts[5])) == cuts[2]
    assert then(cuts[2] + 0.1, -1.0, (cuts[2], cuts[5])) == pytest.approx(cuts[5], abs=0.01)


def test_nobody_who_walks_waits(reel: Reel) -> None:
    assert reel.advance(0.1, 0.0, None)
    assert reel.moment.shot is reel.piece.shots[1]


def test_what_a_shot_bares_is_built_before_it_only_for_who_watches() -> None:
    film = piece()
    for t, seated, walks in ((FIRE - LEAD_S - 0.5, 0, 0), (FIRE - 1.0, 1, 0), (FIRE + 1.0, 1, 1)):
        reel = Reel([film], Transport(film.duration_s, t))
        assert (len(reel.edits(True)), len(reel.edits(False))) == (seated, walks)
