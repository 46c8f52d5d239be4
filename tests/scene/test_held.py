"""What a chunk in the scene holds: its own copy, and nothing of the answer that it came in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from blame3d.capture.still import Easel
from blame3d.scene import pool
from blame3d.scene.chunknode import ChunkNodes
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


def test_light_that_the_card_alone_holds_is_read_as_it_was_written(
    host: Host, toy: Callable[..., Chunk]
) -> None:
    """A driver on the CPU has its copy in our memory; figures ask it how light it is where they
    stand. Mutants: another format; the binding of the frame not restored (the second picture)."""
    scene = CityScene(host, "low")
    easel = Easel(host, scene, (64, 36))
    nodes = ChunkNodes(host, scene.programs, pool.volume(1))
    chunk = toy(*KEY)
    rng = np.random.default_rng(1)
    light = rng.integers(0, 256, chunk.light.shape, np.uint8)
    node = nodes.make(replace(chunk, light=light))
    assert node is not None
    assert np.array_equal(node.volume(host), light)  # nobody has drawn it yet
    scene.attach(replace(chunk, light=light))
    scene.show(frozenset({KEY}))
    view = View((32_000, 3_000, 12_000), 0.0, 0.0)
    easel.take(view, 1)
    first = easel.take(view, 1)
    drawn = scene._attached[KEY]
    assert drawn is not None
    assert not drawn._light.has_ram_image()
    assert not drawn._parts.has_ram_image()
    assert np.array_equal(drawn.volume(host), light)
    assert np.array_equal(easel.take(view, 1), first)
    easel.close()
    scene.close()
