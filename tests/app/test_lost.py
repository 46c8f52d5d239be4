"""A driver that lets go of everything ends the walk with a sentence, and nothing of it is lost."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from blame3d.app.engine import Engine
from blame3d.app.explore import walk
from blame3d.errors import TryAgainError
from blame3d.scene.gl import GL, LOST


def _gl(reset: int = 0, errors: tuple[int, ...] = ()) -> GL:
    """OpenGL whose next answers are these."""
    gl = GL.__new__(GL)
    left = [*errors]
    gl._reset = lambda: reset
    gl._error = lambda: left.pop(0) if left else 0
    return gl


def test_a_lost_context_is_told_from_other_errors() -> None:
    assert _gl(errors=(0x0502, 0x0507)).lost
    assert _gl(reset=0x8253).lost
    assert not _gl(errors=(0x0502, 0x0500)).lost
    assert not _gl().lost
    endless = _gl()
    endless._error = lambda: 0x0502
    assert not endless.lost
    bare = _gl()
    bare._reset = bare._error = None
    assert not bare.lost


def test_where_one_was_and_what_one_set_outlive_a_reset_driver() -> None:
    kept: list[str] = []

    def draw() -> None:
        raise TryAgainError("The graphics driver was reset.", id=LOST)

    engine = SimpleNamespace(
        begin=lambda: None,
        run=draw,
        company=[SimpleNamespace(close=lambda: kept.append("session"))],
        options=SimpleNamespace(flush=lambda: kept.append("settings")),
        address=lambda: "blame://7/1,2,3/4,5,6",
    )
    engine.keep = lambda: Engine.keep(engine)  # type: ignore[arg-type]
    with pytest.raises(TryAgainError, match="--at 'blame://7/1,2,3/4,5,6'") as caught:
        walk(engine)  # type: ignore[arg-type]
    assert (caught.value.id, caught.value.exit_code) == (LOST, 75)
    assert sorted(kept) == ["session", "settings"]
