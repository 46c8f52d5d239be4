"""What a chunk in the scene holds: its own copy, and nothing of the answer that it came in."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from blame3d.capture.still import Easel
from blame3d.scene.city import CityScene
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.stream.jobs import accept, chunk_bytes, chunk_job
from blame3d.world.chunk import Chunk

KEY = (0, (0, 1, 0))


@pytest.mark.parametrize("gone", [False, True])
def test_an_answer_is_let_go_when_its_chunk_is_in_the_scene(
    gone: bool, host: Host, toy: Callable[..., Chunk]
) -> None:
    """A third of what half an hour's walk held were answers of which one view was left.

    Mutants: a node keeps the bounds or the ladders as they came.
    """
    scene = CityScene(host, "low")
    easel = Easel(host, scene, (64, 36))
    answer = chunk_bytes(toy(*KEY))
    before = sys.getrefcount(answer)
    chunk = accept(chunk_job(KEY), 0, answer).chunk
    assert chunk is not None
    scene.attach(chunk)
    assert sys.getrefcount(answer) > before
    del chunk
    scene.show(frozenset({KEY}))
    easel.draw(View((32_000, 3_000, 12_000), 0.0, 0.0))
    assert scene.stats()["nodes"] > 0
    if gone:
        scene.detach(KEY)
    assert sys.getrefcount(answer) == before
    easel.close()
    scene.close()
