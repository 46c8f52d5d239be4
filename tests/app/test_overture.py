"""The words of the first minutes are painted on what is there, and what is far off is there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from blame3d.app.bindings import FIRST, GUN
from blame3d.app.lesson import ANYWHERE_S, SOONEST_S
from blame3d.app.overture import Overture, bridge
from blame3d.app.painting import FAR_M, surface
from blame3d.app.waking import HURRY_S, KEYS_S, LAMP, Waking, along
from blame3d.app.walker import cell_of
from blame3d.config import session
from blame3d.life import overture, rare
from blame3d.life.cue import Kind
from blame3d.life.site import Site
from blame3d.life.sleeper import Sleeper
from blame3d.player.camera import Pose
from blame3d.player.gym import box, rows
from blame3d.view import Address, Beam
from blame3d.view import Pose as Pose_
from blame3d.world.generate import colliders
from blame3d.world.types import World

LAMPS = 2
NOTHING = rows([])
SIZE = (24.0, 4.0)
GAP = Beam((30_000, 33_000, 9_500), 0, 0, 6.0, 1.1)
BLOCK = Site("block", (400, 32, 10), 0, -1, 46.0, 0.0, 100.0, 7)
EVENTS = (rare.event(BLOCK, n) for n in range(99))
SLEEPER = Sleeper(BLOCK, next(e.begin_s for e in EVENTS if e.kind == rare.SLEEPER))
EYE = Pose((0, 0, 0), (30.0, 30.0, 11.7), 0.0, 0.0, 0.0)
FLOOR = box(0, 0, 9, 64, 64, 10)


def room(*solids: Any) -> Any:
    made = rows([*solids])
    return lambda cell: made if cell == (0, 0, 0) else NOTHING


def test_a_wall_before_the_eye_is_taken_before_the_floor() -> None:
    found = surface(room(FLOOR, box(20, 35, 10, 40, 36, 20)), EYE, SIZE)
    assert found is not None
    assert found.into == pytest.approx((0.0, 1.0, 0.0))
    assert found.up == (0.0, 0.0, 1.0)
    assert found.place[1] == 35_000
    assert found.away == pytest.approx(5.0, abs=0.1)


def test_a_post_is_no_wall_and_without_one_the_floor_is_written_on() -> None:
    found = surface(room(FLOOR, box(29.6, 35, 10, 30.4, 36, 20)), EYE, SIZE)
    assert found is not None
    assert found.into == pytest.approx((0.0, 0.0, -1.0))
    assert found.place[2] == 10_000
    assert found.tall > 1.0


def test_where_the_first_walk_begins_a_wall_has_room_for_the_words() -> None:
    known: dict[Any, Any] = {}

    def provider(cell: Any) -> Any:
        if cell not in known:
            known[cell] = colliders(World(0), cell)
        return known[cell]

    cell, pos = cell_of(session.FIRST.pose.mm)
    found = surface(provider, Pose(cell, pos, session.FIRST.pose.h, 0.0, 0.0), SIZE)
    assert found is not None
    assert found.up == (0.0, 0.0, 1.0)


def test_in_the_air_and_where_nothing_is_known_there_is_no_place_for_words() -> None:
    assert surface(room(), EYE, SIZE) is None
    assert surface(lambda cell: None, EYE, SIZE) is None
    assert surface(room(box(20, 30 + FAR_M + 1.0, 10, 40, 60, 20)), EYE, SIZE) is None


def test_the_lamp_goes_out_and_on_again_while_one_looks_at_it() -> None:
    light = [along(LAMP, t) for t in np.linspace(0.0, KEYS_S, 400).tolist()]
    assert light[0] == light[-1] == 1.0
    assert min(light) == 0.0
    waking = Waking()
    waking.begin()
    for _ in range(round(LAMP[0][0] / 0.1)):
        waking.advance(0.1, False)
    assert (waking.open, waking.nod) == (1.0, 0.0)  # eyes open, head raised
    assert LAMP[0][0] > HURRY_S


class Scene:
    """As much of the program as the first minute needs."""

    def __init__(self, *, greeted: bool = False, seed: int = 1) -> None:
        self.walls: list[object] = []
        self.taken: list[object] = []
        self.shown = 0.0
        self.eye = EYE
        wall = SimpleNamespace(
            size=SIZE, written=False, clear=lambda: self.walls.append("clear"),
            write=lambda *what: self.walls.append(what), show=self._show,
        )  # fmt: skip
        self.waking = Waking()
        answers: dict[str, object] = {}
        self.place = place = SimpleNamespace(cell=EYE.cell, pos=(30.0, -30.0, 10.0))
        self.engine = SimpleNamespace(
            seconds=0.0, pose=EYE, reading=False, cues=[], lens=SimpleNamespace(fov=90.0),
            interface=SimpleNamespace(wall=wall, paint=self.walls.append),
            dawn=SimpleNamespace(waking=self.waking),
            walker=SimpleNamespace(
                eye=lambda: self.eye, feet=lambda: place, state=SimpleNamespace(landings=0)
            ),
            body=SimpleNamespace(crack=lambda: self.taken.append("crack")),
            world=SimpleNamespace(seed=seed, edits=()),
            options=SimpleNamespace(now=SimpleNamespace(greeted=greeted)),
            stage=SimpleNamespace(provider=room(FLOOR)),
            gun=SimpleNamespace(take=self.taken.append, fired=False),
            beside=SimpleNamespace(
                ask=lambda kind, what, urgent=False: answers.update({kind: what()}),
                take=lambda kind: answers.pop(kind, None),
            ),
        )  # fmt: skip
        self.one = Overture(self.engine)  # type: ignore[arg-type]

    def _show(self, alpha: float) -> None:
        self.shown = alpha

    def go(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.1)):
            self.engine.seconds += 0.1
            self.waking.advance(0.1, False)
            self.one.frame(0.1)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    lamps = ((0, 500_000, 0), (5_000, 500_000, 0))[:LAMPS]
    monkeypatch.setattr("blame3d.life.overture.village", lambda *where: lamps)
    monkeypatch.setattr("blame3d.app.overture.bridge", lambda *where: (GAP, SLEEPER))
    monkeypatch.setattr("blame3d.app.overture.Shot", lambda beam: beam)


def test_without_a_waking_nothing_happens(found: None) -> None:
    scene = Scene()
    scene.go(30.0)
    assert scene.walls == []
    assert scene.taken == []
    assert scene.one.actors() == ()


def test_a_first_waking_brings_lamps_words_and_the_gap_and_travelling_leaves_them(
    found: None,
) -> None:
    scene = Scene()
    scene.waking.begin()
    scene.go(12.0)
    assert [actor.glow == 0.0 for actor in scene.one.actors()[:LAMPS]] == [True, False]
    assert scene.walls == []
    scene.go(10.0)
    assert [scene.walls[0], len(scene.walls)] == [FIRST, 2]
    assert scene.shown > 0.5
    assert scene.taken == [GAP]
    scene.place.pos = (30.0, 30.0, 10.0)
    scene.engine.walker.state.landings = 1
    scene.go(0.2)
    scene.engine.walker.state.landings = 2
    scene.go(0.2)
    assert scene.taken == [GAP, "crack"]  # once
    assert all(actor.glow > 0.0 for actor in scene.one.actors())
    scene.engine.reading = True
    scene.go(0.2)
    assert scene.shown == 0.0
    scene.one.travelled()
    assert scene.walls[-1] == "clear"
    assert scene.one.actors() == ()


def test_seen_once_more_it_breaks_no_bridge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blame3d.life.overture.village", lambda *where: ())
    monkeypatch.setattr("blame3d.app.overture.bridge", lambda *where: pytest.fail("asked"))
    scene = Scene(greeted=True)
    scene.waking.begin()
    scene.go(20.0)
    assert scene.taken == []


def test_a_lamp_far_off_is_as_large_in_a_long_lens_as_in_a_short_one(found: None) -> None:
    scene = Scene()
    scene.waking.begin()
    scene.go(1.0)

    def pixels() -> float:
        fov = np.radians(scene.engine.lens.fov)
        return float(scene.one.actors()[0].joints[2, 0, 0] / np.tan(fov / 2.0))

    short = pixels()
    scene.engine.lens.fov = 40.0
    assert pixels() == pytest.approx(short)


def test_the_opening_once_more_paints_the_keys_once_more(found: None) -> None:
    scene = Scene()
    for _ in range(2):
        scene.walls.clear()
        scene.waking.begin()
        scene.go(22.0)
        assert FIRST in scene.walls
        assert painted(scene) is not None
        assert scene.shown > 0.5
        scene.engine.world.edits = scene.taken
    assert scene.taken == [GAP], "the bridge is broken once"


def test_who_comes_back_to_the_first_place_sees_its_village_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(overture, "FIRST", Address(Pose_(0, -800_000, 0), seed=0))
    monkeypatch.setattr(overture, "VILLAGE", (0, 0, 0))
    scene = Scene(greeted=True, seed=0)
    scene.go(1.0)
    assert [actor.model for actor in scene.one.actors()] == [
        *["life-lamp"] * overture.LAMPS, "life-nest"
    ]
    assert all(actor.glow > 0.0 for actor in scene.one.actors())
    scene.engine.pose = Pose((900, 0, 0), (0.0, 0.0, 0.0), 0.0, 0.0, 0.0)
    scene.one.travelled()
    assert scene.one.actors() == ()
    assert Scene(greeted=True).one.actors() == ()


def test_half_way_over_the_bridge_a_knock_and_the_wall_begins_to_move(found: None) -> None:
    scene = Scene()
    scene.waking.begin()
    scene.go(8.0)

    def block() -> np.ndarray:
        return np.array(scene.one.actors()[LAMPS].joints)

    still = block()
    scene.go(5.0)
    assert np.array_equal(block(), still)
    assert scene.engine.cues == []
    scene.place.pos = (33.0, 26.0, 10.0)
    began = scene.engine.seconds
    scene.go(20.0)
    knocks = [cue.time_s - began for cue in scene.engine.cues if cue.kind is Kind.KNOCK]
    assert knocks == pytest.approx([1.6, 3.6], abs=0.11)
    assert not np.array_equal(block(), still)
    scene.go(80.0)
    assert block() == pytest.approx(still, abs=1e-3)


def painted(scene: Scene) -> Any:
    """Where the words are, integer millimetres; None when there are none."""
    last = scene.walls[-1]
    return last[0] if isinstance(last, tuple) and last not in (FIRST, GUN) else None


def to_the_wall(scene: Scene, heading: float = 0.0) -> None:
    """Leave the first words behind until the gun's are due, then stand before a wall."""
    scene.engine.stage.provider = room(FLOOR, box(20, 35, 10, 40, 36, 20))
    scene.waking.begin()
    scene.go(20.0)
    scene.engine.pose = Pose((0, 0, 0), (30.0, 30.0, 81.7), 0.0, 0.0, 0.0)
    scene.go(SOONEST_S + 1.0)
    assert scene.walls[-1] is GUN
    scene.eye = scene.engine.pose = Pose((0, 0, 0), EYE.pos, heading, 0.0, 0.0)


def test_the_first_walks_bridge_is_one_from_which_a_wall_is_seen_to_wake() -> None:
    x, y, z = session.FIRST.pose.mm
    gap, one = bridge(World(0), (x, y, z - 1_700))
    assert gap is not None
    assert one is not None
    assert gap in overture.gaps(World(0), (x, y, z - 1_700))[1:], "the nearest lies in a slit"


def test_the_guns_key_is_painted_where_the_village_would_be_seen_through_the_wall(
    found: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows = [False]
    monkeypatch.setattr("blame3d.app.lesson.shows", lambda *where: shows[0])
    scene = Scene()
    to_the_wall(scene, heading=-20.0)
    scene.go(2.0)
    assert painted(scene) is None, "there is nothing behind it"
    shows[0] = True
    scene.go(2.0)
    x, y, z = painted(scene)
    middle = np.array([2_500.0, 500_000.0, 0.0])
    eye = np.array(EYE.pos) * 1000.0
    assert np.array([x, y, z]) == pytest.approx(eye + (middle - eye) * 5_000 / 470_000, abs=2.0)
    scene.eye = Pose((0, 0, 0), EYE.pos, 120.0, 0.0, 0.0)
    scene.engine.pose = Pose((0, 0, 2), EYE.pos, 0.0, 0.0, 0.0)  # away from them
    scene.go(2.0)
    assert scene.walls[-1] == "clear"
    scene.eye = scene.engine.pose = EYE
    scene.go(2.0)
    assert painted(scene) is not None, "who comes back is told again"


def test_after_minutes_any_wall_that_is_worth_a_shot_will_do(
    found: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blame3d.app.lesson.shows", lambda *where: False)
    monkeypatch.setattr("blame3d.app.lesson.leads", lambda *where: True)
    scene = Scene()
    to_the_wall(scene, heading=10.0)
    scene.engine.stage.provider = room(FLOOR, box(0, 0, 10, 25, 64, 20))
    scene.eye = Pose((0, 0, 0), EYE.pos, 90.0, 0.0, 0.0)
    scene.go(2.0)
    assert painted(scene) is None
    scene.go(ANYWHERE_S)
    assert painted(scene) is not None


def test_whoever_has_found_the_gun_is_not_told_of_it(found: None) -> None:
    scene = Scene()
    scene.waking.begin()
    scene.go(20.0)
    scene.engine.gun.fired = True
    scene.go(2.0 * SOONEST_S)
    assert GUN not in scene.walls


def test_words_are_gone_with_the_wall_that_carried_them(found: None) -> None:
    scene = Scene()
    scene.engine.stage.provider = room(FLOOR, box(20, 35, 10, 40, 36, 20))
    scene.waking.begin()
    scene.go(24.0)
    assert scene.shown > 0.5
    scene.engine.stage.provider = room(FLOOR, box(20, 45, 10, 40, 46, 20))
    scene.go(1.0)
    assert scene.walls[-1] == "clear"
