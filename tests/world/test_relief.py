"""Large walls and floors have a form: nothing is a blank slab, and nothing hangs before a wall."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from blame3d.world import cell as stage
from blame3d.world import colossi, deckwork, relief, wayside, yards
from blame3d.world.boxes import F, touching
from blame3d.world.chunk import edge
from blame3d.world.districts import DISTRICTS
from blame3d.world.emit import BOX_BATCH, HEX_BATCH, Sink
from blame3d.world.kit import load
from blame3d.world.members import drawn
from blame3d.world.panels import FACE, OUT
from blame3d.world.types import World

WORLD = World(7)
ORDERS = sorted({name for d in DISTRICTS for name in d.orders})


def panel(axis: int, wide: float, tall: float, key: int, district: int = 0) -> np.ndarray:
    """One final panel in the middle of a cell of 512 m."""
    p = np.zeros(1, FACE)
    p["axis"], p["sign"], p["final"], p["plane"] = axis, 1, True, 200.0
    p["u0"], p["u1"] = 60.0, 60.0 + wide
    p["v0"], p["v1"] = 40.0, 40.0 + tall
    p["hash"], p["district"] = key, district
    return p


def boxes_of(p: np.ndarray, add: object, level: int = 0) -> tuple[np.ndarray, np.ndarray]:
    sink = Sink(512.0, 0.0, level, load())
    add(sink, p)  # type: ignore[operator]
    rows = sink.joined()
    rows = rows[rows["batch"] == 0]
    return rows["pos"] - rows["size"] / 2, rows["pos"] + rows["size"] / 2


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_stands_on_its_panel(name: str) -> None:
    """It stands out far enough to throw a shadow, on its panel alone, no farther than walls may."""
    district = next(n for n, d in enumerate(DISTRICTS) if name in d.orders)
    seen = 0
    for key in range(400, 430):
        p = panel(0, 90.0, 64.0, key * 977, district)
        lo, hi = boxes_of(p, lambda sink, q: relief._ORDERS[name](sink, q))
        assert len(lo)
        out = hi[:, 0] - 200.0
        assert out.max() <= OUT + 1e-3
        assert (lo[:, 1] >= 60.0 - 1.0).all()
        assert (hi[:, 1] <= 150.0 + 1.0).all()
        assert (hi[:, 2] <= 104.0 + 10.0).all()
        seen += bool(out.max() >= 0.9)
    assert seen >= 25


def test_no_large_wall_is_blank() -> None:
    """Every square of 40 m of the large panels of real cells has something that stands out."""
    walls = 0
    for cell in [(x, y, z) for x in (-2, 0, 1) for y in (-2, 1) for z in (-1, 0)]:
        s = stage.solids(WORLD, 1, cell)
        p = s.panels[relief.large(s.panels)]
        for row in range(len(p)):
            one = p[row : row + 1]
            sink = Sink(4096.0, 0.0, 1, load())
            moved = one.copy()
            moved["plane"] += 1024.0
            for side in ("u0", "u1", "v0", "v1"):
                moved[side] += 1024.0
            relief.add(sink, moved)
            walls += 1
            assert len(sink.joined()) >= 2, one
    assert walls > 20


def test_bays_lie_in_their_panel_and_repeat() -> None:
    p = np.concatenate([panel(1, 130.0, 96.0, k) for k in range(60)])
    q = relief.bays(p)
    assert ((q["u0"] >= 60.0) & (q["u1"] <= 190.01)).all()
    assert ((q["v0"] >= 40.0) & (q["v1"] <= 136.01)).all()
    assert 0.3 < len(q) / (60 * 25) < 0.8
    assert len(np.unique(q["hash"])) <= 120


def test_large_floors_are_laid_out() -> None:
    kinds = set()
    for key in range(40):
        p = panel(2, 90.0, 50.0, key * 7919)
        assert yards.large(p).all()
        lo, hi = boxes_of(p, yards.add)
        assert len(lo) >= 2
        assert (lo[:, 0] >= 59.0).all()
        assert (hi[:, 0] <= 151.0).all()
        assert (lo[:, 1] >= 39.0).all()
        assert (hi[:, 1] <= 91.0).all()
        kinds.add(len(lo))
    assert len(kinds) > 4
    assert not yards.large(panel(2, 90.0, 12.0, 3)).any()


def test_colossi_are_seen_from_everywhere() -> None:
    """Within eight kilometres of any place there is one that the farthest ring draws."""
    for x, y in ((0, 0), (40_000, -7_000), (-90_000, 12_000)):
        at = np.array([x, y, 1000], np.int64)
        found = [one.form for one in colossi.near(WORLD.seed, 3, at - 4000, at + 4000)]
        assert sum(len(drawn(f.members, 6)) > 0 for f in found) >= 3
        for f in found:
            assert (f.lo >= -colossi.REACH).all()
            assert (f.hi <= np.array(colossi._LATTICE) + colossi.REACH).all()


def test_what_is_laid_on_a_way_is_thinner_than_a_hand() -> None:
    """Over a way nothing but wires, and these above all heads."""
    lo, hi = np.array([[4.0, 10.0, 19.0]]), np.array([[60.0, 17.0, 20.0]])
    for z in range(30):
        sink = Sink(float(edge(0)), 0.0, 0, load())
        deckwork.floors(sink, 7, np.array([0, 0, 64 * z]), lo, hi)
        rows = sink.joined()
        top = rows["pos"][:, 2] + rows["size"][:, 2] / 2
        assert (top < 20.08).all()
        assert not sink.blocks
    assert len(rows) > 2


def beside_ways(*, racks: bool) -> Iterator[tuple[Sink, F, F]]:
    """What stands beside the rails of some cells, and what has to stay clear there."""
    net = stage.network(WORLD, (0, 0, 0))
    for cell in map(tuple, np.unique(net.rails.lo // 64, axis=0)[::9].tolist()):
        ways, s = stage.ways(WORLD, 0, cell), stage.solids(WORLD, 0, cell)
        lo, hi, side = ways.rails
        if not len(lo):
            continue
        origin = stage.origin(0, cell)
        spots, _ = wayside._spots(WORLD.seed, origin, lo, hi, side.astype(np.int64))
        sink = Sink(64.0, 0.0, 0, load())
        clear = (ways.clear[0], ways.clear[1])
        spots = spots if racks else spots[:0]
        deckwork.beside(sink, WORLD.seed, origin, ways.rails, spots, (s.lo, s.hi), clear)
        yield sink, *clear


def test_what_hangs_beside_a_way_leaves_all_ways_free() -> None:
    found = 0
    for sink, lo, hi in beside_ways(racks=True):
        for a, b in sink.blocks:
            found += len(a)
            assert not touching(a, b, lo, hi).any()
    assert found > 5


def test_wires_end_at_masts() -> None:
    ends = 0
    for sink, _, _ in beside_ways(racks=False):
        parts = sink.joined()
        wires = parts[parts["batch"] == HEX_BATCH]
        masts = parts[(parts["batch"] == BOX_BATCH) & (parts["size"][:, 2] > 3.9)]["pos"]
        for wire in wires:
            # Its length is along the axis on which it lies at a mast's place.
            for axis in (0, 1):
                other = 1 - axis
                near = masts[np.abs(masts[:, other] - wire["pos"][other]) < 1.0]
                off = np.abs(np.abs(near[:, axis] - wire["pos"][axis]) - 8.0) < 0.31
                ends += int(off.sum())
                if off.any():
                    break
            else:
                assert (np.abs(wire["pos"][:2] - 32.0) > 23.9).any(), "no mast at either end"
    assert ends > 5
