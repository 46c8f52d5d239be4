"""A walk that is cut off goes on where it was a minute before at most."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from blame3d.app.keeper import EVERY_S, Keeper
from blame3d.app.options import LiveSettings
from blame3d.config import Settings, session
from blame3d.player.gun import Shot
from blame3d.player.state import Mode
from blame3d.view import Address, Beam, Pose

BEAM = Beam((0, 0, 0), 0, 0, 400.0, 1.5)


class Walk:
    """As much of the program as is written down; what is asked beside it is done at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings = 0
        self.engine = SimpleNamespace(
            seconds=0.0,
            gun=SimpleNamespace(shots=()),
            walker=SimpleNamespace(
                state=SimpleNamespace(grounded=True, mode=Mode.WALK, footing=None)
            ),
            options=SimpleNamespace(now=SimpleNamespace(session=path), flush=self._stored),
            beside=SimpleNamespace(ask=lambda kind, deed: deed()),
            address=self._address,
        )
        self.keeper = Keeper(self.engine)  # type: ignore[arg-type]

    def _stored(self) -> None:
        self.settings += 1

    def _address(self) -> Address:
        beams = tuple(shot.beam for shot in self.engine.gun.shots)
        return Address(Pose(round(self.engine.seconds), 0, 0), seed=7, beams=beams)

    def go(self, seconds: float, dt: float = 0.5) -> Address | None:
        """What is in the file then."""
        for _ in range(round(seconds / 0.5)):
            self.engine.seconds += 0.5
            self.keeper.frame(dt)
        return session.read(self.path).get(7)


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    return Walk(tmp_path / "session.txt")


def test_place_and_settings_are_written_down_once_a_minute(walk: Walk) -> None:
    assert walk.go(EVERY_S - 1.0) is None
    kept = walk.go(2.0)
    assert kept is not None
    assert kept.pose.x_mm == round(EVERY_S)
    assert walk.settings == 1
    assert walk.go(EVERY_S - 5.0) == kept


def test_a_shot_is_written_down_at_once_and_a_fall_when_it_is_over(walk: Walk) -> None:
    state = walk.engine.walker.state
    state.grounded = False
    assert walk.go(EVERY_S + 5.0) is None
    walk.engine.gun.shots = (Shot(BEAM),)
    kept = walk.go(0.5)
    assert kept is not None
    assert kept.beams == (BEAM,)
    walk.go(2.0 * EVERY_S)
    assert session.read(walk.path)[7] == kept
    state.grounded = True
    assert walk.go(0.5) == replace(kept, pose=Pose(round(walk.engine.seconds), 0, 0))


def test_nothing_is_written_while_paused_and_soon_after_a_journey(walk: Walk) -> None:
    assert walk.go(2.0 * EVERY_S, dt=0.0) is None
    walk.go(1.0)
    walk.keeper.travelled()
    kept = walk.go(0.5)
    assert kept is not None
    assert kept.pose.x_mm == round(walk.engine.seconds)


def test_who_ends_in_the_air_goes_on_where_he_stood_last(walk: Walk) -> None:
    state = walk.engine.walker.state
    state.grounded, state.footing = False, ((1, 0, -1), (2.0, 3.0, 60.0))
    walk.keeper.close()
    kept = session.read(walk.path)[7]
    assert (kept.pose.mm, kept.aimed) == ((66_000, 3_000, -2_300), True)


def test_what_was_set_outlives_a_helper_that_ends_before_it_has_written(
    walk: Walk, tmp_path: Path
) -> None:
    live = LiveSettings(Settings(config=tmp_path / "config.toml", session=walk.path))
    live.set("fov", 105.0)
    walk.engine.options, walk.engine.beside.ask = live, lambda kind, deed: None
    walk.go(EVERY_S + 1.0)
    live.flush()
    assert "fov = 105.0" in (tmp_path / "config.toml").read_text(encoding="utf-8")


def test_who_flies_is_put_near_and_a_full_disk_is_a_line_in_the_log(
    walk: Walk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    walk.engine.walker.state.mode = Mode.FLY
    walk.keeper.close()
    assert not session.read(walk.path)[7].aimed
    walk.engine.options.now.session = tmp_path  # a folder
    with caplog.at_level(logging.WARNING):
        walk.keeper.close()
    assert "B3D-DISK-03" in caplog.text
