"""Who fades, who waits, and that what is drawn covers the same places all the while."""

from __future__ import annotations

from itertools import product

import pytest

from blame3d.scene.fades import BACKLOG, MOST, Fades
from blame3d.world.chunk import Key


class Node:
    """As much of a chunk's node as a fade asks for."""

    def __init__(self, *, shown: bool = True) -> None:
        self.shown = shown
        self.fading = False
        self.path = self

    def set_programs(self, _programs: object, *, fading: bool) -> None:
        self.fading = fading

    def set_shader_input(self, _name: str, _value: object) -> None:
        pass

    def clear_shader_input(self, _name: str) -> None:
        pass


def children(key: Key) -> frozenset[Key]:
    level, (x, y, z) = key
    return frozenset(
        (level - 1, (2 * x + i, 2 * y + j, 2 * z + k)) for i, j, k in product((0, 1), repeat=3)
    )


PARENTS = frozenset((3, (x, 0, 0)) for x in range(10))
FINE = frozenset().union(*map(children, PARENTS))
LENGTH = 0.5


def covered(drawn: frozenset[Key]) -> frozenset[Key]:
    """The finest cells that these cover."""
    return frozenset().union(*(children(k) if k[0] == 3 else {k} for k in drawn))


def nodes(*, shown: bool = True) -> dict[Key, Node]:
    return {key: Node(shown=shown) for key in PARENTS | FINE}


def begun(there: dict[Key, Node]) -> Fades:
    fades = Fades(None)  # type: ignore[arg-type]
    fades.start(PARENTS, 0.0, there)  # type: ignore[arg-type]
    fades.advance(0.0, there)  # type: ignore[arg-type]
    return fades


def test_families_take_turns_and_nothing_is_ever_bare() -> None:
    there = nodes()
    fades = begun(there)
    fades.start(FINE, LENGTH, there)  # type: ignore[arg-type]
    most, time, frames = 0, 1.0, 0
    while fades.busy:
        assert frames < 400, "the fades do not end"
        fades.advance(time, there)  # type: ignore[arg-type]
        most = max(most, sum(node.fading for node in there.values()))
        assert covered(fades.present) == FINE, "a place is drawn by nothing, or twice"
        assert fades.drawn() >= fades.present
        time, frames = time + 0.05, frames + 1
    assert 9 <= most <= MOST
    assert fades.present == fades.drawn() == FINE
    assert not any(node.fading for node in there.values())


def test_what_nobody_sees_changes_hands_without_a_fade() -> None:
    there = nodes(shown=False)
    fades = begun(there)
    fades.start(FINE, LENGTH, there)  # type: ignore[arg-type]
    assert fades.advance(1.0, there)  # type: ignore[arg-type]
    assert fades.present == FINE
    assert not fades.busy


def test_back_again_before_its_turn_is_no_change() -> None:
    there = nodes()
    fades = begun(there)
    fades.start(FINE, LENGTH, there)  # type: ignore[arg-type]
    fades.advance(1.0, there)  # type: ignore[arg-type]
    waiting = fades.present & PARENTS
    assert waiting
    fades.start(PARENTS, LENGTH, there)  # type: ignore[arg-type]
    for frame in range(60):
        fades.advance(1.05 + 0.05 * frame, there)  # type: ignore[arg-type]
        assert not any(there[key].fading for key in waiting)
    assert fades.present == fades.drawn() == PARENTS


def test_a_long_queue_is_cut_short() -> None:
    parents = frozenset((3, (x, 0, 0)) for x in range(40))
    fine = frozenset().union(*map(children, parents))
    there = {key: Node() for key in parents | fine}
    fades = Fades(None)  # type: ignore[arg-type]
    fades.start(parents, 0.0, there)  # type: ignore[arg-type]
    fades.start(fine, LENGTH, there)  # type: ignore[arg-type]
    fades.advance(1.0, there)  # type: ignore[arg-type]
    assert len(fades.present & parents) * 9 <= BACKLOG


def test_what_is_taken_out_of_the_scene_does_not_wait() -> None:
    """The stage takes out what it shows no longer: no place may be bare until its turn."""
    there = nodes()
    fades = begun(there)
    fades.start(FINE, LENGTH, there)  # type: ignore[arg-type]
    fades.advance(1.0, there)  # type: ignore[arg-type]
    gone = sorted(fades.present & PARENTS)[-1]
    fades.drop(gone)
    del there[gone]
    fades.advance(1.05, there)  # type: ignore[arg-type]
    assert children(gone) <= fades.present


def test_a_jump_ends_them_all() -> None:
    there = nodes()
    fades = begun(there)
    fades.start(FINE, LENGTH, there)  # type: ignore[arg-type]
    fades.advance(1.0, there)  # type: ignore[arg-type]
    fades.jump()
    assert fades.advance(1.05, there)  # type: ignore[arg-type]
    assert fades.present == FINE
    assert not fades.busy


def test_what_is_covered_in_part_alone_does_not_wait() -> None:
    """A coarse cell that comes for some of its children: the places of the others were bare."""
    there = nodes()
    fades = Fades(None)  # type: ignore[arg-type]
    some = frozenset(key for key in FINE if key[1][1:] == (0, 0))
    fades.start(some, 0.0, there)  # type: ignore[arg-type]
    fades.start(PARENTS, LENGTH, there)  # type: ignore[arg-type]
    fades.advance(1.0, there)  # type: ignore[arg-type]
    assert fades.present == PARENTS


@pytest.mark.parametrize("back_s", [-5.0, 100.0])
def test_time_may_go_anywhere(back_s: float) -> None:
    """A film that is sought leaves no chunk half drawn."""
    there = nodes()
    fades = begun(there)
    fades.start(FINE, LENGTH, there)  # type: ignore[arg-type]
    fades.advance(1.0, there)  # type: ignore[arg-type]
    for _ in range(20):
        fades.advance(back_s, there)  # type: ignore[arg-type]
        back_s += LENGTH
    assert not fades.busy
