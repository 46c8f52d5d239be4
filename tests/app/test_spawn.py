"""Where a walk begins is the same whoever looks for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blame3d.app import spawn
from blame3d.capture.where import world_of
from blame3d.config import Settings
from blame3d.stream.executor import Relay, SyncExecutor
from blame3d.stream.jobs import Job, Result
from blame3d.view import parse_at
from blame3d.world.types import World


class _Silent(Relay):
    """No worker answers."""

    def take(self, job: Job, timeout: float) -> Result | None:
        return None


def test_a_worker_finds_the_view_that_the_program_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the City asked for, not in the one left; and without an answer the program looks."""
    settings = replace(Settings(), seed=11, at=parse_at("300,0,20"))
    assert world_of(settings) != World(7)
    here = spawn.start(settings)
    assert spawn.found(settings, _Silent(SyncExecutor(World(7)))) == here
    # What is left to do without looking.
    literal = spawn.start
    monkeypatch.setattr(spawn, "start", lambda s, place: literal(s, place) if place else None)
    assert spawn.found(settings, SyncExecutor(World(7))) == here
