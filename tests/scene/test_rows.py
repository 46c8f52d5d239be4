"""Rows of nodes and draws: whatever comes, goes or is split by a beam, each has its own numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from blame3d.scene.chunknode import NO_ASKS, WHERE, ChunkNode
from blame3d.scene.rows import Rows
from blame3d.stream.arranged import EXTENT
from blame3d.world.chunk import Key


@dataclass(eq=False)
class _Draw:
    drawn: int = 0


@dataclass(eq=False)
class _Node:
    """What rows know of a chunk node."""

    number: int
    count: int
    level: int = 1
    turn: int = 0
    shown: bool = True
    rest: list[_Draw] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cell = (self.number, 0, 0)
        self.where = np.full(WHERE, float(self.number))
        self.draws = [_Draw(self.number) for _ in range(self.count)]
        self.asks = np.full((self.count, NO_ASKS.shape[1]), self.number, np.int32)
        self.asks[:, 2] = np.arange(self.count)
        self.extents = np.full((EXTENT, self.count), self.number, np.float32)

    def split(self) -> None:
        """A beam goes through it, or no more."""
        self.rest = [] if self.rest else [_Draw(self.number) for _ in self.draws]
        self.turn += 1


_STEPS = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["come", "go", "split"]), st.integers(0, 90)),
    max_size=60,
)


@given(_STEPS)
def test_each_node_has_its_numbers_and_a_gap_has_none(steps: list[tuple[int, str, int]]) -> None:
    rows = Rows()
    nodes: dict[Key, Any] = {}
    for number, (name, what, count) in enumerate(steps, 1):
        key = (0, (name, 0, 0))
        if what == "come":
            nodes[key] = _Node(number, count)
        elif key in nodes and what == "go":
            del nodes[key]
        elif key in nodes:
            nodes[key].split()
        rows.keep(cast(dict[Key, ChunkNode], nodes))
        _check(rows, list(nodes.values()))


def _check(rows: Rows, nodes: list[_Node]) -> None:
    found = {node.number: row for row, node in cast(Any, rows.of(rows.alive))}
    assert sorted(found) == sorted(node.number for node in nodes)
    assert not rows.shown[~rows.alive].any()
    assert not rows.asked[rows.owner == 0].any()
    for node in nodes:
        row = found[node.number]
        assert (rows.lo[row] == node.number).all()
        assert rows.cells[row, 0] == node.number
        mine = np.flatnonzero(rows.owner == row)
        assert [rows.draws[at] for at in mine] == [*node.draws, *node.rest]
        assert (rows.tables[mine] == node.number).all()
        assert (rows.each[mine] == node.number).all()
        own = mine[: len(node.draws)]
        assert (rows.extents.all[:, rows.begin[own]] == node.number).all()
        assert (rows.spare[mine] == (np.arange(len(mine)) >= len(own))).all()
        rest = mine[len(own) :] if node.rest else own
        assert (rows.rest[own] == rest).all()
        assert (rows.rest[rest] == rest).all()
    assert (rows.owner > 0).sum() == sum(len(n.draws) + len(n.rest) for n in nodes)
    # What has gone is held by nobody, or its textures would stay until all rows are laid anew.
    assert sum(node is not None for node in rows.nodes) == len(nodes)
    assert sum(draw is not None for draw in rows.draws) == (rows.owner > 0).sum()
