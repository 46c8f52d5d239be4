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


def test_nobody_who_walks_waits(reel: Reel) -> None:
    assert reel.advance(0.1, 0.0, None)
    assert reel.moment.shot is reel.piece.shots[1]


def test_what_a_shot_bares_is_built_before_it_only_for_who_watches() -> None:
    film = piece()
    for t, seated, walks in ((FIRE - LEAD_S - 0.5, 0, 0), (FIRE - 1.0, 1, 0), (FIRE + 1.0, 1, 1)):
        reel = Reel([film], Transport(film.duration_s, t))
        assert (len(reel.edits(True)), len(reel.edits(False))) == (seated, walks)
