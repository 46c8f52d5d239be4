"""The governor keeps the rate that was chosen, gives back what it can, and never shows in pictures.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from blame3d.app.governor import Governor
from blame3d.app.pace import DAWN_SHARE, Pace
from blame3d.app.pacing import Pacer
from blame3d.config import resolve
from blame3d.scene.eye import CLOSED, reach_of
from blame3d.scene.frame import Haze
from blame3d.scene.quality import quality

_RADIUS = (12_000.0, 8_000.0)


def _work(governor: Governor, base_s: float) -> float:
    """A machine for which half of a frame goes with the parts drawn, half with what is in reach."""
    low = quality("low")
    parts = low.eased(governor.detail, picked=True).seen / low.seen
    haze = Haze(extinction=0.0005)
    reach = reach_of(_RADIUS, governor.closed(haze, _RADIUS[0]).extinction)[0]
    return base_s * (0.2 + 0.5 * parts + 0.3 * reach / reach_of(_RADIUS, 0.0005)[0])


@pytest.mark.parametrize("rate", [20.0, 30.0, 40.0])
def test_the_rate_that_was_chosen_is_kept(rate: float) -> None:
    governor = Governor(rate)
    most = 0.0
    for _ in range(20 * 60):
        governor.add(_work(governor, 0.055))
        most = max(most, governor.held)
    assert most <= governor.held + 0.15  # it does not swing
    assert _work(governor, 0.055) <= 1.0 / rate
    assert _work(governor, 0.055) >= 0.5 / rate  # and no more is given up than that takes


def test_all_comes_back_where_there_is_room() -> None:
    governor = Governor(30.0)
    for _ in range(400):
        governor.add(0.1)
    assert governor.held == 1.0
    assert governor.detail == 4.0
    for _ in range(20 * 40):
        governor.add(0.010)
    assert governor.held == 0.0
    haze = Haze(extinction=0.0007)
    assert governor.closed(haze, _RADIUS[0]) is haze
    for picked in (True, False):
        assert quality("low").eased(governor.detail, picked=picked) == quality("low")


def test_where_parts_are_picked_as_much_is_asked_for_however_little_is_drawn() -> None:
    """A budget on what is asked for takes far walls away with what they hide."""
    low = quality("low")
    assert low.eased(3.0, picked=True).triangles == low.triangles
    assert low.eased(3.0, picked=True).seen == low.seen // 3
    assert low.eased(3.0, picked=False).triangles == low.triangles // 9


def test_one_slow_frame_changes_nothing() -> None:
    governor = Governor(30.0)
    for n in range(400):
        governor.add(0.9 if n % 20 == 7 else 0.020)
    assert governor.held == 0.0


def test_without_a_rate_nothing_is_held_back() -> None:
    governor = Governor(30.0)
    for _ in range(400):
        governor.add(0.1)
    governor.choose(0.0)
    for _ in range(400):
        governor.add(0.1)
    assert governor.held == 0.0


def test_the_air_closes_nearer_even_where_it_was_clear() -> None:
    governor = Governor(60.0)
    governor.held = 1.0
    clear = governor.closed(Haze(extinction=1e-6), _RADIUS[0])
    assert CLOSED / clear.extinction == pytest.approx(_RADIUS[0] / 2.5)


def test_frames_come_no_faster_than_was_chosen() -> None:
    pacer = Pacer()
    pacer.fastest = 1.0 / 30.0
    for _ in range(200):
        pacer.add(0.002)
    assert pacer.interval == pytest.approx(1.0 / 30.0)


def test_who_names_a_quality_gets_all_of_it(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('frame_rate = "30"\n')
    assert resolve({}, {}, file)[0].frame_rate == "30"
    assert resolve({"quality": "low"}, {}, file)[0].frame_rate == "off"
    assert resolve({"quality": "low", "frame_rate": "20"}, {}, file)[0].frame_rate == "20"


def test_a_picture_that_takes_seconds_is_not_followed_by_a_sleep_of_seconds() -> None:
    """Before all is there the workers are left room, but the next key is not to wait for it."""
    stage = SimpleNamespace(covered=True, settled=False)
    walk = SimpleNamespace(stage=stage, dawn=SimpleNamespace(light=1.0))
    pace = Pace(walk, "off")  # type: ignore[arg-type]
    pace.work_s = 0.1
    assert pace.interval == pytest.approx(0.1 / DAWN_SHARE)
    pace.work_s = 4.0
    assert pace.interval <= 0.5
