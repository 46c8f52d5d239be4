"""`watchtower`: it ends where `wanderer` begins; what runs is on something; what is red is slow."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from blame3d.cast import crowd
from blame3d.cast.crowd import HAND
from blame3d.cast.model import load
from blame3d.player.rays import cast
from blame3d.setpieces import pipefield, wanderer, watchtower, watchtower_peers
from blame3d.setpieces.runners import HEIGHT_M, actors
from blame3d.setpieces.tower import opens
from blame3d.setpieces.watchtower_losses import KILLERS, SHOT_DOWN
from blame3d.setpieces.watchtower_marks import (
    CORNERED,
    FINDS,
    GLOVE,
    HANDS,
    OUTSIDE,
    PEOPLE,
    RUNS,
    SHAPES,
    TAKEN,
    WALL_Y,
    WATCH,
)
from blame3d.setpieces.watchtower_pack import CLIMBERS, HUNTERS, disc
from blame3d.timeline.noise import chance
from blame3d.timeline.piece import SetPiece, sample
from blame3d.timeline.standing import solids
from blame3d.world.chunk import CELL
from blame3d.world.generate import colliders

STAY = ("zuru", "tae", "fusata")
LIGHTS = ("ray", "scan", "coin", "watch-eye", "helmet")


@pytest.fixture(scope="module")
def film() -> SetPiece:
    return watchtower.piece()


def test_it_ends_where_wanderer_begins(film: SetPiece) -> None:
    last, first = sample(film, film.duration_s), sample(wanderer.piece(), 2.0)

    def of(model: str, actors: tuple) -> np.ndarray:
        found = [(a.position_mm, a.joints[:, :, 3].mean(0)) for a in actors if a.model == model]
        return np.array(sorted((np.array(mm) / 1000.0 + mid).tolist() for mm, mid in found))

    for model in ("zuru", "tae", "fusata", "exterminator"):
        a, b = of(model, last.actors), of(model, first.actors)
        assert a.shape == b.shape, model
        assert float(np.abs(a - b).max()) < 0.35, model


def test_of_eight_three_are_left(film: SetPiece) -> None:
    def there(t: float) -> set[str]:
        return {a.model for a in sample(film, t).actors} & {one.name for one in PEOPLE}

    assert len(there(30.0)) == 8
    assert there(CORNERED) == {"zuru", "tae", "fusata"}


def test_each_of_the_five_is_seen_with_the_hunter_that_has_him(film: SetPiece) -> None:
    lost = {one.name for one in PEOPLE if one.gone < film.duration_s}
    assert lost == set(TAKEN) == set(KILLERS)
    for name, s in TAKEN.items():
        shot, role = film.shots[film.index(s)], film.role(name)
        sees = shot.sees(s, s, film.seed)
        him, hunter = role.where(s), KILLERS[name].middle(s)
        assert role.actors(film.site, s), name
        assert sees(him, -0.1), name
        assert sees(hunter, -0.1), name
        assert float(np.linalg.norm(him - hunter)) < 2.2, name
        # And before and after it the same camera runs.
        assert film.index(s - 0.1) == film.index(s + 0.05) == film.index(s), name


def test_who_is_left_is_counted_down(film: SetPiece) -> None:
    told = [c for c in film.captions if c.en.startswith("COMPANIONS")]
    assert [c.en.split()[1] for c in told] == ["SEVEN.", "SIX.", "FIVE.", "FOUR.", "THREE."]
    for caption, s in zip(told, sorted(TAKEN.values()), strict=True):
        assert s <= caption.begin <= s + 2.3


def test_who_runs_for_his_life_runs_bent(film: SetPiece) -> None:
    tall = {one.name: float(load(one.name).pivot[load(one.name).index("head")][2])
            for one in PEOPLE}  # fmt: skip
    for s in np.arange(RUNS, OUTSIDE + 1.0, 0.25).tolist():
        for actor in sample(film, s).actors:
            if actor.model in tall:
                head = float(actor.joints[load(actor.model).index("head"), 2, 3])
                assert head < 0.88 * tall[actor.model], (s, actor.model)


def test_the_line_stops_on_the_glove(film: SetPiece) -> None:
    way = np.array(GLOVE) - WATCH.eye()
    heading = np.degrees(np.arctan2(-way[0], way[1]))
    assert abs(WATCH.heading.value(FINDS) - heading) < 0.2
    zuru = next(a for a in sample(film, 55.5).actors if a.model == "zuru")
    mm = np.array(film.site.mm(GLOVE))
    hands = [np.array(zuru.position_mm) / 1000.0 + joint[:, 3] for joint in zuru.joints]
    assert min(float(np.linalg.norm(hand - mm / 1000.0)) for hand in hands) < 0.25


def test_flashes_are_at_most_three_a_second(film: SetPiece) -> None:
    """White cards there are none after the title, and no blasts; what glows: the eye, the joints of
    the wall, a helmet that dies. A flash is a rise and a fall of a tenth of the brightest."""
    assert [card.begin for card in film.cards] == [0.0]
    assert all(burst.steam for burst in film.bursts)
    spans = (("tower", WATCH.wakes, 60.0), ("pack", SHAPES, 68.0), ("lines", 84.0, 98.0))
    for name, first, last in spans:
        acts = film.role(name).actors
        times = np.arange(first, last, 1.0 / 24.0)
        glows: dict[str, np.ndarray] = {}
        for row, s in enumerate(times.tolist()):
            for actor in acts(film.site, s):
                if actor.model in LIGHTS:
                    series = glows.setdefault(actor.model, np.zeros(len(times)))
                    series[row] += actor.glow
        assert glows, name
        for model, glow in glows.items():
            ends = _flashes(glow, 0.1 * float(glow.max()))
            most = max((sum(a <= b < a + 24 for b in ends) for a in ends), default=0)
            assert most <= 3, (name, model, times[ends])


def _flashes(glow: np.ndarray, least: float) -> list[int]:
    """The frames in which a light that has risen by so much has fallen by so much again."""
    ends, low, high, rising = [], float(glow[0]), float(glow[0]), False
    for frame, value in enumerate(glow.tolist()):
        if rising:
            high = max(high, value)
            if value <= high - least:
                ends.append(frame)
                low, rising = value, False
        else:
            low = min(low, value)
            if value >= low + least:
                high, rising = value, True
    return ends


def test_pipes_stop_who_steps_out_and_leave_the_way_free(film: SetPiece) -> None:
    def struck(point: tuple[float, float, float], way: tuple[float, float, float]) -> float:
        """Metres from a place to what stands of the piece there; 9 if there is nothing near."""
        mm = film.site.mm(point)
        cell = tuple(v // (CELL * 1000) for v in mm)
        x, y, z = ((v % (CELL * 1000)) / 1000.0 for v in mm)
        found = cast(solids(film, cell), (x, y, z), way, 9.0)  # type: ignore[arg-type]
        return 9.0 if found is None else found.distance

    x, y, z = pipefield.ALONG
    assert abs(struck((x + 2.0, y, z), (0.0, 0.0, -1.0)) - pipefield.INNER_M) < 0.5
    assert abs(struck((x + 2.0, y, z), (0.0, 1.0, 0.0)) - pipefield.INNER_M) < 0.5
    hit = np.array(pipefield.COLUMNS[1]) - (6.0, 0.0, 10.0)
    assert abs(struck((hit[0], hit[1], hit[2]), (1.0, 0.0, 0.0)) - (6.0 - 2.13)) < 1.1
    for along in np.arange(-15.0, 50.0, 2.5).tolist():  # the footbridge and the platform
        for side in (-1.5, 0.0, 1.5):
            assert struck((along, side, 0.1), (0.0, 0.0, 1.0)) > 2.0, (along, side)


def test_who_waits_or_runs_on_the_structure_touches_it(film: SetPiece) -> None:
    """Within 3 cm: on a solid of the City, or on the inside of the broken pipe."""
    x0, y0, z0 = pipefield.ALONG
    world = film.site.world
    for one in HUNTERS:
        for mark in one.marks:
            x, y, z = mark.at
            if x0 < x < x0 + 17.0 and abs(np.hypot(y - y0, z - z0) - pipefield.INNER_M) < 0.01:
                continue
            over = film.site.mm(np.array(mark.at) + 0.5 * np.array(mark.up))
            cell = tuple(v // (CELL * 1000) for v in over)
            a, b, c = ((v % (CELL * 1000)) / 1000.0 for v in over)
            u, v, w = (-float(k) for k in mark.up)
            found = cast(colliders(world, cell), (a, b, c), (u, v, w), 1.0)  # type: ignore[arg-type]
            assert found is not None, (one.seed, mark)
            assert abs(found.distance - 0.5) <= 0.03, (one.seed, mark, found.distance - 0.5)


def test_who_hangs_waiting_holds_on_with_all_hooks(film: SetPiece) -> None:
    """None is beside a rail over nothing: below each hook there is a solid."""
    x0 = pipefield.ALONG[0]
    world, waits = film.site.world, 0
    for one in HUNTERS:
        for mark, then in pairwise(one.marks[4:]):
            if mark.at != then.at or mark.up[2] > 0.5 or x0 < mark.at[0] < x0 + 17.0:
                continue
            waits += 1
            at, ahead, up, _ = one.place(mark.s)
            turn = crowd.frames(ahead[None], up[None])
            odd = np.array([chance(one.seed, 1)])
            held = crowd.hooks(at[None], turn, HEIGHT_M, np.zeros(1), odd)[0]
            for hook in held:
                mm = film.site.mm(hook + 0.5 * up)
                cell = tuple(v // (CELL * 1000) for v in mm)
                a, b, c = ((v % (CELL * 1000)) / 1000.0 for v in mm)
                u, v, w = (-float(k) for k in up)
                found = cast(colliders(world, cell), (a, b, c), (u, v, w), 1.5)  # type: ignore[arg-type]
                assert found is not None, (one.seed, mark)
                assert abs(found.distance - 0.5) <= 0.4, (one.seed, mark, found.distance - 0.5)
    assert waits > 10


def test_who_leaps_is_stretched_out_from_hands_to_feet(film: SetPiece) -> None:
    figure = load("exterminator")
    hands = [figure.index(f"hand_{limb}") for limb in "abcd"]
    for name in set(KILLERS) - {"fisher-crest"}:  # who is dragged
        one = KILLERS[name]
        a, b = next(pair for pair in pairwise(one.marks) if pair[1].up[2] == 0.8)
        s = (a.s + b.s) / 2.0
        joints = actors(film.site, (one,), s, (0.0, 0.0, 1.3))[0].joints
        ahead = film.site.axes() @ one.place(s)[1]
        along = joints[hands, :, 3] @ ahead - joints[figure.index("body"), :, 3] @ ahead
        assert along[:2].min() > 0.7, s
        assert along[2:].max() < -0.7, s
        assert one.stretched(a.s) == one.stretched(b.s) == 0.0


def test_they_are_seen_to_climb(film: SetPiece) -> None:
    """While the shot lasts that is named so: from below the deck to over the rail."""
    shot = next(one for one in film.shots if one.name == "they climb")
    times = np.arange(shot.begin, film.starts[film.index(shot.begin) + 1] - 0.05, 0.1).tolist()
    edge, climb = 0, 0
    for one in CLIMBERS.values():
        for s in times:
            sees = shot.sees(s, s, film.seed)
            _, _, _, hands = one.now(s)
            if one.begins <= s < one.lands() and all(sees(hand, -0.02) for hand in hands[:2]):
                high = one.now(s)[0][2]
                edge += bool(max(hands[:2, 2]) < 0.03 and high < -0.4)
                climb += bool(high > 1.1)
    assert edge >= 2
    assert climb >= 2


def test_who_climbs_has_its_hands_on_the_edge_and_on_the_rail(film: SetPiece) -> None:
    world, held = film.site.world, 0
    for one in CLIMBERS.values():
        for age, hands in ((0.55, (0, 1)), (1.95, (0, 1, 2, 3)), (2.3, (0, 1, 2))):
            for hook in one.now(one.begins + age)[3][list(hands)]:
                x, y, z = hook.tolist()
                if z < 0.5:  # on the deck, by its edge
                    assert abs(z) < 0.01
                    assert abs(y) <= 2.0
                    y = max(-1.9, min(1.9, y))
                mm = film.site.mm((x, y, z + 0.5))
                cell = tuple(v // (CELL * 1000) for v in mm)
                a, b, c = ((v % (CELL * 1000)) / 1000.0 for v in mm)
                found = cast(colliders(world, cell), (a, b, c), (0.0, 0.0, -1.0), 1.0)
                assert found is not None, (one, age)
                assert abs(found.distance - 0.5) <= 0.03, (one, age, found.distance - 0.5)
                held += 1
    assert held == 9 * len(CLIMBERS)


def test_the_three_step_back_and_do_not_slide(film: SetPiece) -> None:
    step = 1.0 / 24.0
    for name in ("zuru", "tae", "fusata"):
        role = film.role(name)
        assert float(role.where(100.5)[0] - role.where(98.5)[0]) > 0.4
        assert role.feet is not None
        for s in np.arange(98.6, 100.6, step).tolist():
            a, b = role.feet(s), role.feet(s + step)
            for foot in a:
                gaps = [float(np.linalg.norm(foot - other)) for other in b]
                assert not gaps or min(gaps) < 0.006 or len(b) < 2 or min(gaps) > 0.18, (name, s)


def test_at_the_end_the_three_touch_back_to_back_and_all_are_armed(film: SetPiece) -> None:
    shot = next(one for one in film.shots if one.name == "back to back")
    three = {a.model: a for a in sample(film, shot.begin + 1.0).actors if a.model in STAY}
    trunks = {}
    for name, actor in three.items():
        figure = load(name)
        rows = [figure.index(joint) for joint in ("spine", "chest")]
        some = np.isin(figure.joint, rows)
        pose = actor.joints.astype(np.float64)[figure.joint[some]]
        corners = (pose[:, :, :3] @ figure.position[some].astype(np.float64)[:, :, None])[..., 0]
        trunks[name] = np.array(actor.position_mm) / 1000.0 + corners + pose[:, :, 3]
        gun = actor.joints[figure.index("gun")]
        assert abs(float(gun[2, 2])) < 0.5, name  # it is there, and level
        assert float(np.abs(gun[:, :3]).max()) > 0.5, name
    for a, b in (("zuru", "tae"), ("tae", "fusata")):
        gaps = np.linalg.norm(trunks[a][:, None] - trunks[b][None], axis=2)
        assert float(gaps.min()) < 0.12, (a, b, float(gaps.min()))


def test_of_the_first_one_sees_hands_over_the_frame_and_then_a_mask(film: SetPiece) -> None:
    assert disc(0) == watchtower_peers.MIDDLE
    begin, end = HANDS
    shot = film.shots[film.index(begin)]
    for n in (0, 1):
        dark, held = watchtower_peers.hand(n, begin), watchtower_peers.hand(n, end - 0.1)
        assert dark[1] > WALL_Y + 0.5
        wide, deep = watchtower_peers.FRAME_M
        assert abs(held[0] - (watchtower_peers.EDGE_X - wide)) <= 0.03  # over it, on its outside
        assert -deep < held[1] - WALL_Y < 0.0
        assert shot.sees(end - 0.1, end - 0.1, film.seed)(held, -0.05)
    figure, origin = load("exterminator"), film.site.mm((0.0, 0.0, 0.0))

    def mask(s: float) -> np.ndarray:
        """How far each corner of it is before the wall, metres."""
        actor = watchtower_peers.peering(film.site, s, (40.0, 0.0, 1.3))[0]
        head = figure.index("head")
        pose = actor.joints[head].astype(np.float64)
        corners = figure.position[figure.joint == head] @ pose[:, :3].T + pose[:, 3]
        at = np.subtract(actor.position_mm, origin) / 1000.0 + corners
        return np.asarray(WALL_Y - at @ film.site.axes()[:, 1])

    assert mask(begin + 1.0).max() < -0.03  # not a corner of it yet
    assert mask(end - 0.1).min() > 0.1


def test_one_that_is_struck_is_thrown_back_and_lies(film: SetPiece) -> None:
    for one in SHOT_DOWN[:2]:
        before = one.place(one.dies)[0]
        after = one.middle(one.dies + 2.0)
        assert float((after - before) @ np.array((*one.thrown[:2], 0.0))) > 1.0
        assert abs(float(after[2]) - 0.30) < 0.02
        assert one.middle(one.dies + 2.5).tolist() == after.tolist()


def test_it_comes_out_of_the_wall_over_the_rim(film: SetPiece) -> None:
    """Its hands hold on to the wall beside what has opened, its feet are still inside."""
    figure, origin = load("exterminator"), film.site.mm((0.0, 0.0, 0.0))
    for one in HUNTERS:
        s = one.marks[1].s - 0.05
        actor = actors(film.site, (one,), s, (0.0, 0.0, 1.3))[0]
        at = np.subtract(actor.position_mm, origin) / 1000.0
        tips = [at + actor.joints[figure.index(f"hand_{limb}")] @ (0.0, 0.0, HAND, 1.0)
                for limb in "abcd"]  # fmt: skip
        inside = [(tip @ film.site.axes())[1] - WALL_Y for tip in tips]
        assert max(inside[:2]) < 0.03, one.seed
        assert min(inside[2:]) > 0.3, one.seed
        wide, high = opens(70 + one.seed)
        x, _, z = disc(one.seed)
        for tip in tips[:2]:
            right, _, up = (tip @ film.site.axes()) - (x, 0.0, z)
            assert abs(right) > wide / 2.0 - 0.1 or abs(up) > high / 2.0 - 0.1, one.seed


def test_the_wall_gives_one_then_a_few_then_many(film: SetPiece) -> None:
    begins = sorted(one.marks[0].s for one in HUNTERS)
    gaps = np.diff(begins[:4])
    assert gaps[0] > 3.0
    assert gaps[1:].min() > 0.35
    assert begins[-1] - begins[4] < 1.3


def test_who_is_had_is_had_by_a_hand_on_him(film: SetPiece) -> None:
    for name, after in (("fisher-bundle", 0.35), ("fisher-ladder", 0.35)):
        s, one = TAKEN[name] + after, KILLERS[name]
        assert one.grips is not None
        assert one.grips(TAKEN[name] - 0.1) is None
        hold = one.grips(s)
        him = film.role(name).actors(film.site, s)[0]
        joints = [load(name).index(joint) for joint in ("chest", "head")]
        places = np.subtract(him.position_mm, film.site.mm((0.0, 0.0, 0.0))) / 1000.0
        near = [np.linalg.norm((places + him.joints[row, :, 3]) @ film.site.axes() - hold)
                for row in joints]  # fmt: skip
        assert min(near) < 0.45, (name, near)
