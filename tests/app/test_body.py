"""The own body: seen from inside and from behind, with its feet on what is there."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from blame3d.app.body import CRACKS_MS, HEIGHT_M, SHARES, Body
from blame3d.app.events import KeyDown
from blame3d.app.inputs import InputState
from blame3d.app.lens import Lens
from blame3d.app.walker import Walker
from blame3d.cast.model import load
from blame3d.player.camera import Eyes
from blame3d.player.floor import clear_way, under
from blame3d.player.gym import Solid, box, pipe, ramp, rows, rungs, world
from blame3d.player.ladder import OFF
from blame3d.player.near import Surroundings
from blame3d.player.rays import cast
from blame3d.player.shapes import as_shapes
from blame3d.player.state import offset, place
from blame3d.world.chunk import RUNG

FLOOR = box(-60.0, -60.0, -1.0, 60.0, 60.0, 0.0)
DT = 1.0 / 60.0


class Walk:
    """As much of the program as a body needs."""

    def __init__(self, *solids: Solid, z: float = 0.01) -> None:
        provider = world(solids or (FLOOR,))
        self.inputs = InputState()
        self.engine = SimpleNamespace(
            walker=Walker(
                place((0, 0, 0), (0.0, 0.0, z)), Surroundings(provider, reach=12.0), Eyes(0.0, 0.0)
            ),
            picture=SimpleNamespace(size=(640, 360)),
            lens=Lens(74.0),
            stage=SimpleNamespace(provider=provider),
            gun=SimpleNamespace(raised=0.0, glow=0.0, held_s=0.0, kick=lambda: 0.0),
            seconds=0.0,
        )
        self.body = Body(self.engine)  # type: ignore[arg-type]

    def go(self, seconds: float) -> None:
        for _ in range(round(seconds / DT)):
            self.engine.seconds += DT
            self.pose = self.body.look(self.engine.walker.advance(DT, self.inputs), DT)
            self.body.frame(DT)

    def eye(self) -> tuple[float, float, float]:
        return offset(self.pose.cell, self.pose.pos, (0, 0, 0), (0.0, 0.0, 0.0))


def test_in_first_person_the_eye_is_untouched_and_the_head_left_out() -> None:
    walk = Walk()
    walk.go(0.5)
    assert walk.pose == walk.engine.walker.eye()
    figure = walk.body.actors()[-1]
    assert figure.model == "killy"
    assert figure.own
    # Looking straight down one sees the boots: no part of the trunk is between.
    model = load("killy")
    at = figure.joints[:, :, 3]
    assert at[model.index("foot_l"), 1] > at[model.index("chest"), 1]


@pytest.mark.parametrize("step", range(len(SHARES)))
def test_from_behind_the_figure_fills_the_share_that_the_wheel_chose(step: int) -> None:
    walk = Walk()
    walk.go(0.3)
    walk.body.toggle()
    walk.body.closer(len(SHARES))
    walk.body.closer(-step)
    assert walk.body.share == SHARES[step]
    walk.go(4.0)
    x, y, z = walk.eye()
    assert (x, z) == pytest.approx((0.0, 1.58), abs=0.05)
    high = 2.0 * np.tan(np.radians(37.0)) * 360 / 640 * -y
    assert HEIGHT_M / high == pytest.approx(SHARES[step], rel=0.02)
    assert not walk.body.actors()[-1].own
    walk.body.closer(99)
    assert walk.body.share == SHARES[0]
    walk.body.toggle()
    walk.go(0.1)
    assert walk.pose == walk.engine.walker.eye()


def test_the_eye_behind_never_enters_a_wall() -> None:
    solids = [FLOOR, box(-6.0, -5.0, 0.0, 6.0, -3.0, 9.0), pipe(2, 3.0, 0.0, 0.0, 9.0, 0.6)]
    walk = Walk(*solids)
    walk.go(0.3)
    walk.body.toggle()
    table = rows(solids)
    for _ in range(60):
        walk.engine.walker.turn(6.0, 3.0 * np.sin(walk.engine.seconds))
        walk.go(DT)
        x, y, z = walk.eye()
        inside = (table["lo"] < (x, y, z)).all(1) & (table["hi"] > (x, y, z)).all(1)
        assert not inside[:2].any()
        # Nothing stands between the eye and the head.
        way = np.array((0.0, 0.0, 1.58)) - (x, y, z)
        far = float(np.sqrt(way @ way))
        if walk.body.outside:
            seen = cast(table, (x, y, z), tuple((way / far).tolist()), far)
            assert seen is None


def test_who_looks_straight_up_from_behind_does_not_look_out_of_his_trousers() -> None:
    walk = Walk()
    walk.go(0.3)
    walk.body.toggle()
    walk.go(2.0)
    assert walk.body.outside
    assert walk.body.actors()[-1].rim > 0.0
    walk.engine.walker.turn(0.0, 89.0)
    walk.go(1.0)
    assert not walk.body.outside
    assert walk.pose == walk.engine.walker.eye()
    assert walk.body.actors()[-1].rim == 0.0


def test_with_a_wall_at_ones_back_the_eye_returns_into_the_head() -> None:
    walk = Walk(FLOOR, box(-6.0, -5.0, 0.0, 6.0, -0.4, 9.0))
    walk.go(0.3)
    walk.body.toggle()
    walk.go(0.3)
    assert walk.pose == walk.engine.walker.eye()
    assert walk.body.actors()[-1].own


@pytest.mark.parametrize(("height", "cracks"), [(6.0, 0), (25.0, 0), (45.0, 1)])
def test_the_floor_cracks_after_thirty_metres(height: float, cracks: int) -> None:
    walk = Walk(z=height)
    walk.go((2.0 * height / 9.81) ** 0.5 + 0.5)
    state = walk.engine.walker.state
    assert state.landings == 1
    assert (state.impact > CRACKS_MS) == bool(cracks)
    found = [actor for actor in walk.body.actors() if actor.model == "crack"]
    assert len(found) == cracks
    for actor in found:
        assert actor.position_mm[2] + 1000.0 * actor.joints[0, 2, 3] == pytest.approx(3.0, abs=3.0)


def test_feet_and_shadows_lie_on_the_floor_that_is_there() -> None:
    walk = Walk(FLOOR, box(-60.0, 1.0, 0.0, 60.0, 60.0, 0.25))
    walk.inputs.take()
    walk.inputs.feed([KeyDown("w")])
    walk.go(0.5)
    for _ in range(120):
        walk.go(DT)
        z = walk.engine.walker.state.pos[2]
        assert 0.0 <= z < 64.0
        for actor in walk.body.actors():
            if actor.model == "shadow":
                high = actor.position_mm[2] / 1000.0 + float(actor.joints[0, 2, 3])
                assert min(abs(high - floor - 0.004) for floor in (0.0, 0.25)) < 0.002


def test_put_elsewhere_the_body_stands_there_at_once() -> None:
    walk = Walk()
    walk.go(0.5)
    walk.engine.walker.put(place((0, 0, 0), (30.0, 20.0, 0.01)))
    walk.go(2 * DT)
    for side in ("foot_l", "foot_r"):
        at = walk.body.actors()[-1].joints[load("killy").index(side), :, 3]
        assert np.abs(at[:2]).max() < 0.3


def test_what_is_under_a_point() -> None:
    shapes = as_shapes(
        rows([FLOOR, box(1.0, 1.0, 0.0, 3.0, 3.0, 0.4), ramp(1, 5.0, 0.0, 0.0, 7.0, 4.0, 2.0),
              pipe(0, 0.0, 9.0, 0.3, 5.0, 0.3)]), (0.0, 0.0, 0.0),
    )  # fmt: skip
    assert under(shapes, 0.0, 0.0, -1.0, 1.0) == pytest.approx(0.0)
    assert under(shapes, 2.0, 2.0, -1.0, 1.0) == pytest.approx(0.4)
    assert under(shapes, 2.0, 2.0, -1.0, 0.3) == pytest.approx(0.0)
    assert under(shapes, 6.0, 2.0, -1.0, 1.5) == pytest.approx(1.0)
    assert under(shapes, 2.0, 9.0, -1.0, 1.0) == pytest.approx(0.6)
    assert under(shapes, 2.0, 9.3, -1.0, 1.0) == pytest.approx(0.3, abs=1e-3)
    assert under(shapes, 99.0, 0.0, -1.0, 1.0) is None


def test_a_clear_way_ends_before_what_stands_in_it_or_beside_it() -> None:
    provider = world([FLOOR, box(-9.0, 10.0, 0.0, 9.0, 11.0, 9.0)])
    assert clear_way(provider, (0, 0, 0), (0.0, 0.0, 2.0), (0.0, 5.0, 0.0)) == 5.0
    assert clear_way(provider, (0, 0, 0), (0.0, 0.0, 2.0), (0.0, 50.0, 0.0)) == pytest.approx(9.78)
    beside = world([box(0.1, 4.0, 0.0, 9.0, 5.0, 9.0)])
    assert clear_way(beside, (0, 0, 0), (0.0, 0.0, 2.0), (0.0, 50.0, 0.0)) == pytest.approx(3.78)


def test_the_pistol_comes_up_with_the_gun_and_its_mouth_is_where_it_is_drawn() -> None:
    walk = Walk()
    walk.go(0.3)
    (_, _, low), _ = walk.body.muzzle()
    walk.engine.gun = SimpleNamespace(raised=1.0, glow=0.5, held_s=1.0, kick=lambda: 0.0)
    walk.engine.walker.turn(30.0, 20.0)
    walk.go(DT)
    (x, y, high), way = walk.body.muzzle()
    assert high > low + 600
    h, p = np.radians(30.0), np.radians(20.0)
    ahead = -np.sin(h) * np.cos(p), np.cos(h) * np.cos(p), np.sin(p)
    assert way == pytest.approx(ahead, abs=1e-4)
    # To the right of the eye, an arm's length before it.
    assert 400 < np.hypot(x, y) < 1100
    assert walk.body.actors()[-1].glow > 0.0


@pytest.mark.parametrize("key", ["", "lcontrol"])
@pytest.mark.parametrize("raised", [0.0, 1.0])
def test_the_eye_is_never_inside_the_own_body(key: str, raised: float) -> None:
    """Standing or crouched, looking down or along the pistol: nothing within a hand of the eye."""
    walk = Walk()
    walk.inputs.take()
    walk.inputs.feed([KeyDown(key)] if key else [])
    walk.engine.gun.raised = raised
    walk.go(1.0)
    model = load("killy")
    for pitch in (0.0, -30.0, -30.0, -25.0):
        walk.engine.walker.turn(0.0, pitch)
        walk.go(2 * DT)
        figure = walk.body.actors()[-1]
        kept = model.own[model.joint]
        joints = figure.joints[model.joint[kept]]
        at = np.einsum("nij,nj->ni", joints[:, :, :3], model.position[kept]) + joints[:, :, 3]
        foot = np.array(figure.position_mm) / 1000.0
        away = at + (foot - walk.eye())
        assert np.sqrt((away * away).sum(axis=1)).min() > 0.10


def test_on_a_ladder_hands_and_feet_are_on_rungs() -> None:
    wall = box(-5.0, 2.0, 0.0, 5.0, 9.0, 12.0)
    walk = Walk(FLOOR, wall, rungs(1, 0.0, 1.8, 0.0, 12.0))
    walk.engine.inputs = walk.inputs
    walk.inputs.feed([KeyDown("w")])
    walk.go(3.0)
    walk.inputs.release()
    walk.go(0.5)
    state = walk.engine.walker.state
    assert state.ladder == 1
    joints = walk.body.actors()[-1].joints
    model = load("killy")
    up = offset(state.cell, state.pos, (0, 0, 0), (0.0, 0.0, 0.0))[2]
    held = []
    for name in ("hand_l", "hand_r", "foot_l", "foot_r"):
        x, y, z = joints[model.index(name), :, 3].tolist()
        assert abs(x) < 0.3, name
        assert 0.0 < OFF - y < 0.36, name
        # The lowest rung is half a step over the foot.
        held.append("hand" in name and OFF - y < 0.11 and abs((up + z) / RUNG % 1.0 - 0.5) < 0.15)
    assert any(held)


@pytest.mark.parametrize("turn", [52.0, -52.0, 100.0, -100.0])
def test_hips_that_follow_a_turn_late_show_no_shoulder(turn: float) -> None:
    """Running, then round a corner at once: nothing of one's own stands beside the way."""
    walk = Walk()
    walk.inputs.take()
    walk.inputs.feed([KeyDown("w")])
    walk.go(1.0)
    walk.engine.walker.turn(turn, 0.0)
    model = load("killy")
    for _ in range(6):
        walk.go(2 * DT)
        figure = walk.body.actors()[-1]
        kept = model.own[model.joint]
        joints = figure.joints[model.joint[kept]]
        at = np.einsum("nij,nj->ni", joints[:, :, :3], model.position[kept]) + joints[:, :, 3]
        away = at + (np.array(figure.position_mm) / 1000.0 - walk.eye())
        h = np.radians(walk.engine.walker.heading)
        ahead = away @ [-np.sin(h), np.cos(h), 0.0]
        aside = np.abs(away @ [np.cos(h), np.sin(h), 0.0])
        seen = (ahead > 0.02) & (aside < 0.767 * ahead) & (np.abs(away[:, 2]) < 0.43 * ahead)
        assert not seen.any()
