"""Sites: canonical at home, found in other Cities, made there of home's hashes and joined to what
is there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from blame3d.errors import DataError
from blame3d.view import Beam
from blame3d.world import cell as stage
from blame3d.world import sites, stretch, walk_audit, walk_border
from blame3d.world.chunk import Cell, edge
from blame3d.world.fields import solid_at
from blame3d.world.generate import colliders, generate
from blame3d.world.masses import solid64, solid256
from blame3d.world.occluders import occluders
from blame3d.world.types import World

SEED = 7
HOME = World(sites.HOME)
FOUND = sites.find(SEED, sites.PIPE_FIELD)
AWAY = World(SEED, guest=FOUND.guest)
AT_HOME = sites.AT_HOME[sites.PIPE_FIELD]


def there(cell: Cell, level: int) -> Cell:
    """Where a cell of home's mask stands in the other City."""
    assert FOUND.guest is not None
    x, y, z = (c + d // edge(level) for c, d in zip(cell, FOUND.guest.by, strict=True))
    return x, y, z


def stage_cell(level: int) -> Cell:
    x, y, z = (v // (1000 * edge(level)) for v in AT_HOME.origin_mm)
    return x, y, z


def test_the_canonical_address_is_fixed() -> None:
    home = sites.find(sites.HOME, sites.PIPE_FIELD)
    assert home.origin_mm == (-1_750_000, 982_000, 916_000)
    assert (home.heading, home.guest) == (0, None)


def test_a_place_is_a_function_of_the_seed_and_the_kind() -> None:
    """Whatever was asked before."""
    for seed in (3, SEED):
        sites.find(seed, sites.PIPE_FIELD)
    sites._find.cache_clear()
    assert sites.find(SEED, sites.PIPE_FIELD) == FOUND
    assert sites.find(3, sites.PIPE_FIELD).origin_mm != FOUND.origin_mm


@pytest.mark.parametrize("seed", [SEED, 42])
def test_the_chasm_goes_on_behind_the_mask(seed: int) -> None:
    """400 m of air and more where the stage looks out of it."""
    site = sites.find(seed, sites.PIPE_FIELD)
    x, _, z = (v // 1000 for v in site.origin_mm)
    line = [(x, site.mask.lo[1] - d, z) for d in range(1, 401, 20)]
    assert not solid_at(seed, np.array(line)).any()


def test_where_there_is_no_place_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "solid_at", lambda seed, at: np.ones(len(at), np.bool_))
    sites._find.cache_clear()
    with pytest.raises(DataError, match="no chasm"):
        sites.find(11, sites.PIPE_FIELD)
    sites._find.cache_clear()


@pytest.mark.parametrize("level", [0, 1, 3])
def test_inside_the_mask_everything_is_as_at_home(level: int) -> None:
    """Parts, lamps, light and openness, to the byte, though another City stands around."""
    cell = stage_cell(level)
    a, b = generate(HOME, level, cell), generate(AWAY, level, there(cell, level))
    assert b.cell == there(cell, level)
    assert len(a.parts)
    assert replace(b, cell=cell).pack() == a.pack()
    if not level:
        assert colliders(HOME, cell).tobytes() == colliders(AWAY, there(cell, 0)).tobytes()


def test_outside_the_mask_nothing_is_changed() -> None:
    x, y, z = (v // edge(3) for v in FOUND.mask.lo)
    for cell in ((x - 1, y + 2, z + 2), (x + 2, y + 3, z - 1)):
        assert generate(AWAY, 3, cell).pack() == generate(World(SEED), 3, cell).pack()


def test_a_beam_cuts_the_guest_where_it_would_cut_it_at_home() -> None:
    assert FOUND.guest is not None
    cell = stage_cell(0)
    x, y, z = AT_HOME.origin_mm
    beam = Beam((x - 20_000, y, z + 500), 90_000, 0, 60.0, 3.0)
    moved = replace(beam, origin_mm=sites._moved(beam.origin_mm, FOUND.guest.by, 1000))
    a = colliders(replace(HOME, edits=(beam,)), cell)
    assert a.tobytes() == colliders(replace(AWAY, edits=(moved,)), there(cell, 0)).tobytes()


def test_stages_have_no_habits_of_their_ways() -> None:
    lo, hi = (np.array([p], np.float64) for p in AT_HOME.stage)
    zero = np.zeros(3, np.int64)
    points = np.concatenate([(lo + hi) / 2.0, lo - 1.0, hi + 1.0])
    lots = stretch.habit(sites.HOME, zero, points, stretch.WIDTH)
    plain = stretch.lot(stretch.of(sites.HOME, zero, points), stretch.WIDTH)
    assert lots[0] == 0
    assert (lots[1:] == plain[1:]).all()
    assert (stretch.habit(SEED, zero, points, stretch.WIDTH)
            == stretch.lot(stretch.of(SEED, zero, points), stretch.WIDTH)).all()  # fmt: skip


def borders() -> list[tuple[Cell, Cell, int]]:
    """Pairs of level-4 cells, in the mask and beside it, that share a face; and the face's axis."""
    lo, hi = (tuple(v // edge(4) for v in end) for end in FOUND.mask)
    mid = tuple((a + b) // 2 for a, b in zip(lo, hi, strict=True))
    pairs = []
    for axis in (0, 1):
        for inside, outside in ((lo[axis], lo[axis] - 1), (hi[axis] - 1, hi[axis])):
            cells = []
            for at in (inside, outside):
                cell = list(mid)
                cell[axis] = at
                cells.append((cell[0], cell[1], cell[2]))
            pairs.append((cells[0], cells[1], axis))
    return pairs


def ends(world: World, cell4: Cell) -> np.ndarray:
    """Where ways end on the border of a level-4 cell, metres of the City."""
    net = stage.network(world, cell4)
    return net.nodes[net.portals] + np.array(cell4) * float(edge(4))


@pytest.mark.parametrize(("inside", "outside", "axis"), borders())
def test_the_ways_of_a_guest_meet_those_around_it(inside: Cell, outside: Cell, axis: int) -> None:
    """Where the host has its one portal in a face, the guest's network has it too."""
    face = float(max(inside[axis], outside[axis]) * edge(4))
    a, b = (e[e[:, axis] == face] for e in (ends(AWAY, inside), ends(AWAY, outside)))
    assert len(a) == len(b) == 1
    assert (a == b).all()


def test_the_ways_of_a_guest_are_sound_at_its_border() -> None:
    """Free, on floors and in one piece: what holds for every network."""
    inside, _, _ = borders()[0]
    world, cell = sites.ground(AWAY, 4, inside)
    found = walk_audit.audit(
        world, cell, lambda c: solid64(world, c), lambda c: solid256(world, c)
    )
    assert not found


def test_stairs_through_top_and_bottom_of_a_mask_go_on() -> None:
    assert FOUND.guest is not None
    lo, hi = (v[2] // edge(4) for v in FOUND.mask)
    joined = 0
    for x, y in (walk_border._columns(FOUND.guest) // 16).tolist():
        i, j, _ = there((x, y, 0), 4)
        for level, outer in ((lo, lo - 1), (hi - 1, hi)):
            plane = float(max(level, outer) * edge(4))
            a, b = (ends(AWAY, (i, j, k)) for k in (level, outer))
            a, b = a[a[:, 2] == plane], b[b[:, 2] == plane]
            assert a.tolist() == b.tolist()
            joined += len(a)
    assert joined


def test_where_masses_of_two_cities_differ_a_wall_closes_their_border() -> None:
    """On every open point of the mask's side, what has no mass before it is solid."""
    lo, hi = FOUND.mask
    rng = np.random.default_rng(5)
    seen = 0
    while seen < 4:
        point = [int(v) for v in rng.integers(lo, hi)]
        point[0] = lo[0]
        outside = np.array([[lo[0] - 1, point[1], point[2]]])
        by = np.array(FOUND.guest.by if FOUND.guest else 0)
        if solid_at(SEED, outside)[0] == solid_at(sites.HOME, np.array([point]) - by)[0]:
            continue
        cell = point[0] // 64, point[1] // 64, point[2] // 64
        rows = colliders(AWAY, cell)
        at = np.array([1.0, *(v % 64 + 0.5 for v in point[1:])])
        world, home = sites.ground(AWAY, 0, cell)
        ways = stage.ways(world, 0, home)
        if ((ways.clear[0] <= at) & (ways.clear[1] >= at)).all(1).any():
            continue
        assert ((rows["lo"] <= at) & (rows["hi"] >= at)).all(1).any(), point
        seen += 1


def test_nothing_is_hidden_by_masses_that_are_not_there() -> None:
    """In the mask by those of home, as there; beside it by none that reach into it."""
    assert FOUND.guest is not None
    by = np.array(FOUND.guest.by)
    lo, hi = (np.array(v) for v in FOUND.mask)
    inside = occluders(AWAY, FOUND.origin_mm)
    home = occluders(HOME, AT_HOME.origin_mm) + np.tile(by, 2)
    assert len(inside)
    assert (inside[:, :3] >= lo).all()
    assert (inside[:, 3:] <= hi).all()
    assert {tuple(b) for b in np.clip(home.reshape(-1, 2, 3), lo, hi).reshape(-1, 6).tolist()} >= {
        tuple(b) for b in inside.tolist()
    }
    x, y, z = FOUND.mask.lo
    beside = occluders(AWAY, ((x - 300) * 1000, (y + 2000) * 1000, (z + 2000) * 1000))
    out = (beside[:, :3] >= hi) | (beside[:, 3:] <= lo)
    assert out.any(1).all()


def test_walls_at_the_border_of_a_mask_have_the_light_of_what_is_before_them() -> None:
    """The texel outside the mask holds the host's light: a bulkhead is not black."""
    assert FOUND.guest is not None
    size, y = edge(3), FOUND.mask.hi[1]
    seen = 0
    for i, k in np.ndindex(8, 8):
        x, z = FOUND.mask.lo[0] + i * size, FOUND.mask.lo[2] + k * size
        at = np.array([[x + u, y, z + v] for u in (60, 250, 450) for v in (60, 250, 450)])
        inner = solid_at(sites.HOME, at - (0, 1, 0) - np.array(FOUND.guest.by))
        if not inner.all() or solid_at(SEED, at).any():
            continue
        cell = x // size, y // size - 1, z // size
        own = generate(AWAY, 3, cell).light[:, -1, :, 0].astype(float)
        host = generate(World(SEED), 3, (cell[0], cell[1] + 1, cell[2])).light[:, 1, :, 0]
        if host.mean() > 20.0:
            assert own.mean() > 0.6 * host.mean(), cell
            seen += 1
        if seen == 3:
            break
    assert seen
