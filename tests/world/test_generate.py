"""Generation as its users see it: equal bytes, no seams, nothing in the way of a walker."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.world import assemble, hulls
from blame3d.world import cell as stage
from blame3d.world.boxes import clip, rasterise, touching
from blame3d.world.chunk import LAMP, PART, Chunk, edge, light_texels
from blame3d.world.emit import importance
from blame3d.world.generate import colliders, generate
from blame3d.world.types import Beam, World

WORLD = World(20)
FAR = (1 << 40) // 64


@pytest.mark.parametrize("level", range(10))  # the roots of the best quality are of level 9
def test_a_chunk_survives_packing_and_repeats(level: int) -> None:
    cell = (5 >> level, -3 >> level, 2 >> level)
    one = generate(WORLD, level, cell)
    assert one.parts.dtype == PART
    assert one.lamps.dtype == LAMP
    again = Chunk.unpack(one.pack())
    assert again.pack() == one.pack()
    stage.solids.cache_clear()
    assert generate(World(20), level, cell).pack() == one.pack()


@pytest.mark.parametrize("level", range(7))
def test_parts_are_finite_largest_first_and_in_their_cell(level: int) -> None:
    for n in range(4):
        parts = generate(WORLD, level, (n - 2, n, -n)).parts
        for field in ("pos", "size"):
            assert np.isfinite(parts[field]).all()
        assert (parts["size"] > 0).all()
        assert (np.diff(importance(parts)) <= 0).all()
        assert (parts["pos"] >= 0).all()
        assert (parts["pos"] <= edge(level)).all()


def _wall_cells(level: int, count: int) -> list[tuple[int, int, int]]:
    """Cells that hold a face of mass."""
    found = []
    for n in range(4000):
        cell = (n % 17 - 8, (n // 17) % 13 - 6, n % 7 - 3)
        if len(stage.solids(WORLD, level, cell).panels) > 4:
            found.append(cell)
        if len(found) == count:
            break
    return found


@pytest.mark.parametrize("level", [0, 1, 2])
def test_neighbours_agree_on_what_is_solid_across_their_face(level: int) -> None:
    size, reach = float(edge(level)), float(stage.apron(level))
    for cell in _wall_cells(level, 6):
        for axis in range(3):
            beside = list(cell)
            beside[axis] += 1
            a, b = stage.solids(WORLD, level, cell), stage.solids(WORLD, level, tuple(beside))
            shift = np.zeros(3)
            shift[axis] = size
            lo, hi = np.zeros(3), np.full(3, size)
            lo[axis], hi[axis] = size - reach, size + reach
            step = reach / 8
            shape = tuple(int(v) for v in ((hi - lo) / step)[::-1])
            grids = []
            for s, move in ((a, np.zeros(3)), (b, shift)):
                p, q, _ = clip(s.lo + move, s.hi + move, lo, hi)
                grids.append(rasterise(p, q, lo, step, shape))
            assert np.array_equal(*grids)


@pytest.mark.parametrize("level", [0, 1, 2, 3, 4])
def test_neighbours_agree_on_the_light_of_their_shared_texels(level: int) -> None:
    n = light_texels(level)
    cells = _wall_cells(level, 12) if level <= 3 else [(0, 0, 0), (3, 1, -1)]
    checked = 0
    for cell in cells:
        for axis in range(3):
            beside = list(cell)
            beside[axis] += 1
            one, two = (generate(WORLD, level, c).light for c in (cell, tuple(beside)))
            if not one.shape[0] or not two.shape[0]:
                continue
            checked += 1
            at = 2 - axis  # light is z, y, x
            assert np.array_equal(one.take([n, n + 1], at), two.take([0, 1], at))
    assert checked


def test_neighbours_draw_what_crosses_their_face_alike() -> None:
    matched = crossing = 0
    for cell in _wall_cells(0, 30):
        for axis in (0, 1):
            beside = list(cell)
            beside[axis] += 1
            sides = []
            for c, at_hi in ((cell, True), (tuple(beside), False)):
                p = generate(WORLD, 0, c).parts
                p = p[(p["batch"] == 0) & (p["yaw"] == 0) & (p["pitch"] == 0)]
                lo, hi = p["pos"] - p["size"] / 2, p["pos"] + p["size"] / 2
                near = np.abs(hi[:, axis] - 64) < 1e-4 if at_hi else np.abs(lo[:, axis]) < 1e-4
                other = [a for a in range(3) if a != axis]
                rects = np.concatenate([lo[near][:, other], hi[near][:, other]], 1).round(2)
                # Whole metres may be panels that end here; the rest is built onto them.
                built = np.abs(rects * 2 - np.round(rects * 2)).max(1, initial=0) > 0.05
                sides.append({tuple(r) for r in rects[built].tolist()})
            crossing += len(sides[0])
            matched += len(sides[0] & sides[1])
    assert crossing > 20
    assert matched >= 0.75 * crossing


def test_nothing_stands_in_the_way_of_the_walk_network() -> None:
    seen = 0
    for n in range(40):
        cell = (n % 4, n // 4 % 4, n % 3)
        ways = stage.ways(WORLD, 0, cell)
        rows = colliders(WORLD, cell)
        rows = rows[rows["kind"] == 0]
        size = rows["hi"] - rows["lo"]
        rows = rows[size.min(1) > 0.2] if len(rows) else rows  # rails stand on the edge
        if not len(ways.clear[0]) or not len(rows):
            continue
        lo, hi, kind = ways.clear
        flat = kind != 4  # decks of landings belong inside shafts
        decks = {
            tuple(r) for w in (ways.decks, ways.spines)
            for r in np.concatenate(w[:2], 1).tolist()
        }
        boxes = np.concatenate([rows["lo"], rows["hi"]], 1).astype(float)
        solid = np.array([tuple(b) not in decks for b in boxes.tolist()], bool)
        things = assemble.fitted(WORLD, 0, cell).blocks  # see test_fittings
        for a, b in things:
            solid &= ~((boxes[:, None, :3] >= a - 0.01) & (boxes[:, None, 3:] <= b + 0.01)
                       ).all(-1).any(1)
        hit = touching(boxes[solid, :3], boxes[solid, 3:], lo[flat] + 0.01, hi[flat] - 0.01)
        boxes = boxes[solid][hit]
        # Decks clipped to the cell may lie in a room's clearance: they are its floors.
        assert all(b[5] - b[2] <= 1.0 for b in boxes.tolist())
        seen += 1
    assert seen > 5


def test_a_beam_changes_only_the_chunks_it_touches_and_opens_the_wall() -> None:
    cell = _wall_cells(0, 1)[0]
    lo, hi, _ = clip(*(getattr(stage.solids(WORLD, 0, cell), n) for n in ("lo", "hi")),
                     (8, 8, 8), (56, 56, 56))
    mid = (lo[0] + hi[0]) / 2 + stage.origin(0, cell)
    shot = Beam(tuple(int(v * 1000) for v in mid - [400.0, 0, 0]), -90_000, 0, 800.0, 3.0)
    cut = World(20, edits=(shot,))
    before, after = generate(WORLD, 0, cell), generate(cut, 0, cell)
    far = (cell[0], cell[1] + 5, cell[2] + 3)  # beyond the light's reach of the hole
    assert generate(cut, 0, far).pack() == generate(WORLD, 0, far).pack()
    assert after.parts.tobytes() != before.parts.tobytes()
    inside = mid - stage.origin(0, cell)
    boxes = colliders(cut, cell)
    held = (boxes["lo"] < inside).all(1) & (boxes["hi"] > inside).all(1)
    assert not held.any()


def test_the_city_goes_on_at_any_distance() -> None:
    for cell in ((FAR, -FAR, FAR), (10**12 // 64, 0, -(10**12) // 64)):
        chunk = generate(WORLD, 2, tuple(c >> 2 for c in cell))
        assert np.isfinite(chunk.parts["pos"]).all()


def test_an_earlier_epoch_lacks_things_and_adds_none() -> None:
    early, cells = World(20, epoch=0.3), _wall_cells(0, 12)
    fewer = 0
    for cell in cells:
        now, then = generate(WORLD, 0, cell).parts, generate(early, 0, cell).parts
        assert len(then) <= len(now)
        fewer += len(then) < len(now)
    assert fewer


@pytest.mark.parametrize("level", [4, 5, 6])
def test_far_mass_shows_the_whole_surface_and_nothing_else(level: int) -> None:
    """Sheets of a cell and of those beside it cover each face between mass and air just once."""
    step = 1 << max(0, level - 5)
    size = 64 << level
    origin = np.array([-1, 0, 1], np.int64) * size
    face, lo, hi, _ = hulls.sheets(WORLD.seed, level, origin)
    extent = hi - lo
    assert (extent[np.arange(len(face)), face // 2] == 0.0).all()
    assert (lo >= 0.0).all()
    assert (hi <= size).all()
    own = ((lo == 0.25) | (hi == size - 0.25)).any(1)  # returns along the cell's borders
    shown = np.zeros(6)
    area = np.sort(extent, axis=1)[:, 1] * np.sort(extent, axis=1)[:, 2]
    np.add.at(shown, face[~own], area[~own])
    wanted = np.zeros(6)
    a, b = hulls.boxes(WORLD.seed, level, origin)
    for axis in range(3):
        for sign in (0, 1):
            at = (b if sign else a)[:, axis]
            lo_, hi_ = np.clip(a, 0, size), np.clip(b, 0, size)
            other = [i for i in range(3) if i != axis]
            middle = (lo_ + hi_) * 0.5
            middle[:, axis] = at + (64.0 * step if sign else -64.0 * step)
            air = ~_inside(middle, a, b)
            keep = air & (at > 0) & (at <= size) & (hi_[:, other] > lo_[:, other]).all(1)
            # What lies beyond the samples around the cell is not in `boxes`.
            keep &= (at > -size) & (at < 2 * size)
            wanted[2 * axis + sign] = (hi_ - lo_)[keep][:, other].prod(1).sum()
    assert wanted.sum() > 0.0
    np.testing.assert_allclose(shown, wanted)


def _inside(p: np.ndarray, lo: np.ndarray, hi: np.ndarray) -> np.ndarray:
    return ((p[:, None] > lo) & (p[:, None] < hi)).all(2).any(1)
