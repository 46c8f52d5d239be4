"""The City's life beside a walk: found bit by bit, seen and heard where one is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from blame3d.app import living
from blame3d.app.beside import Beside
from blame3d.app.living import Living
from blame3d.life.cue import Cue
from blame3d.life.sites import Position, keys, site
from blame3d.player.camera import Pose
from blame3d.world.types import World

SOME = 14
"""Cells that are enough to learn of."""


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def few(position_mm: Position) -> list[Any]:
        return keys(position_mm)[:SOME]

    monkeypatch.setattr(living, "keys", few)
    beside = Beside()
    cues: list[Cue] = []
    yield SimpleNamespace(
        world=World(4242), seconds=0.0, stage=SimpleNamespace(covered=True), beside=beside,
        pose=Pose((0, 0, 0), (30.0, 30.0, 30.0), 0.0, 0.0, 0.0), lens=SimpleNamespace(fov=165.0),
        picture=SimpleNamespace(size=(640, 360)),
        sight=SimpleNamespace(weather=SimpleNamespace(occluders=None)),
        cues=cues,
    )  # fmt: skip
    beside.stop()


def run(one: Living, engine: Any, cells: int) -> None:
    """Frames of a tenth of a second until so many cells are known."""
    until = time.monotonic() + 60.0
    while len(one._known) < cells and time.monotonic() < until:
        engine.seconds += 0.1
        engine.cues.clear()
        one.frame(0.1)
        time.sleep(0.002)
    assert len(one._known) >= cells


def test_learns_of_the_cells_around_and_draws_what_is_there(engine: Any) -> None:
    one = Living(engine)
    engine.stage.covered = False
    one.frame(0.1)
    assert [a.model for a in one.actors()] == ["life-ash"]
    engine.stage.covered = True
    run(one, engine, SOME)
    found = {site(4242, key) for key in keys((30_000, 30_000, 30_000))[:SOME]} - {None}
    assert set(one._places.sites) == found
    engine.seconds += 1.0
    one.frame(0.1)
    models = set()
    for heading in (0.0, 120.0, 240.0):
        engine.pose = Pose((0, 0, 0), (30.0, 30.0, 30.0), heading, 0.0, 0.0)
        models |= {a.model for a in one.actors()}
    assert len(models) > 1


def test_another_city_has_other_life(engine: Any) -> None:
    one = Living(engine)
    run(one, engine, 4)
    engine.world = World(5)
    one.frame(0.1)
    assert not one._places.sites
    run(one, engine, 4)
    assert all(site(5, key) == found for key, found in one._known.items())


def test_a_pause_of_the_program_is_not_made_up_for(engine: Any) -> None:
    """After standing for an hour one does not hear an hour of knocks at once."""
    one = Living(engine)
    run(one, engine, SOME)
    engine.seconds += 3600.0
    engine.cues.clear()
    one.frame(0.1)
    assert len([c for c in engine.cues if not c.key]) == 0
