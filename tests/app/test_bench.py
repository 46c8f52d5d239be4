"""The bench: does it see a hitch, a hole, a leak, and blame what caused it?"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blame3d.app.bench_flight import Flight, Shown
from blame3d.app.bench_fly import summary, table
from blame3d.app.bench_log import PHASES, Log, percentiles
from blame3d.app.bench_memory import slope
from blame3d.app.bench_memory import table as table_of
from blame3d.stream.plan import desired


def even(frames: int, ms: float = 20.0) -> Log:
    """A flight of equal frames, each with 5 ms of draw."""
    log = Log(frames)
    log.count = frames
    log.rows[:, 0] = ms / 1000.0
    log.rows[:, 1 + PHASES.index("draw")] = 0.005
    return log


def test_a_hitch_is_found_and_its_cause_named() -> None:
    log = even(200)
    log.rows[120, 0] += 0.030
    log.rows[120, 1 + PHASES.index("show")] = 0.031
    log.rows[40, 0] += 0.010
    log.rows[40, 1 + PHASES.index("gc")] = 0.011
    worst = log.worst()
    assert [row["phase"] for row in worst[:2]] == ["show", "gc"]
    assert worst[0]["ms"] == pytest.approx(50.0)
    assert worst[0]["at_s"] == pytest.approx(120 * 0.02 + 0.01)
    found = summary([Flight(log, arrived=100)], [Flight(even(200))], 4.0)
    assert found["tax"] > 1.0
    assert found["over_twice_median"] == 1
    assert found["max_ms"] == pytest.approx(50.0)
    assert found["preloaded_max_ms"] == pytest.approx(20.0)
    assert found["chunks_per_s"] == pytest.approx(25.0)


def test_phases_count_what_is_inside_them_once() -> None:
    log = Log(2)
    with log.collector(), log.phase("plan"):
        with log.phase("draw"):  # by the clock
            time.sleep(0.02)
        gc.collect()
    log.end(0.05, 0.01)
    ms = dict(zip(PHASES, (log.rows[0, 1:] * 1000.0).tolist(), strict=True))
    assert 19.0 < ms["draw"] < 200.0
    assert ms["gc"] > 0.1
    assert ms["plan"] < 5.0  # neither the drawing nor the collector
    assert ms["other"] == pytest.approx(max(0.0, 50.0 - sum(ms.values()) + ms["other"]), abs=1e-6)


def test_the_log_keeps_no_more_than_it_has_room_for_and_forgets_the_warm_up() -> None:
    log = Log(3)
    for n in range(5):
        log.end(float(n), 0.0)
    assert log.intervals().tolist() == [0.0, 1000.0, 2000.0]
    log.restart()
    assert percentiles(log.intervals())["p99_ms"] == 0.0


def shown(missing: str) -> Shown:
    """A frame 0,0,0 looking north; its plan all drawn but for one root."""
    plan = desired((32_000, 32_000, 32_000), "low", heading=0.0, fov=75.0)
    roots = [key for key, parent in zip(plan.keys, plan.parents, strict=True) if parent < 0]
    dropped = {
        "nothing": None,
        "in view": next(key for key in roots if key[1] == (0, 2, 0)),
        "behind": next(key for key in roots if key[1] == (0, -2, 0)),
    }[missing]
    return Shown((32_000, 32_000, 32_000), 3e-4, plan, frozenset(plan.keys) - {dropped})


@pytest.mark.parametrize(("missing", "holes"), [("nothing", 0), ("in view", 1), ("behind", 0)])
def test_a_hole_is_what_the_eye_sees_uncovered(missing: str, holes: int) -> None:
    assert Flight(Log(1), [shown(missing)]).holes() == holes


def test_stale_is_the_share_that_an_ancestor_stands_in_for() -> None:
    full = shown("nothing")
    assert Flight(Log(1), [full]).stale_pct() == 0.0
    roots = [key for key, parent in zip(full.plan.keys, full.plan.parents, strict=True)
             if parent < 0]  # fmt: skip
    coarse = Shown(full.at, full.extinction, full.plan, frozenset(roots))
    stale = Flight(Log(1), [coarse]).stale_pct()
    assert stale > 80.0
    assert Flight(Log(1), [full, coarse]).stale_pct() == pytest.approx(stale / 2.0)


def test_growth_is_measured_after_the_beginning() -> None:
    seconds = np.arange(0.0, 120.0)
    grown = np.minimum(seconds, 30.0) * 5.0 + seconds / 60.0 * 2.0
    assert slope(seconds, grown) == pytest.approx(2.0)
    assert slope(np.zeros(1), np.zeros(1)) == 0.0


def test_the_table_names_every_figure() -> None:
    found = summary([Flight(even(50))], [Flight(even(50))], 1.0) | {
        "renderer": "paper", "speed": 50, "secs": 1, "pace_ms": 20.0, "loads": [0.0],
    }  # fmt: skip
    text = "\n".join(table(found))
    for word in ("p99", "tax 1.000", "holes 0", "stale", "ms a chunk", "load", *PHASES):
        assert word in text


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    """What the benches say of the toy City; see tests/app/bench_alone.py."""
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, str(here / "bench_alone.py")],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": f"{here.parents[1]}{os.pathsep}{here}"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


def test_fly_answers_with_its_keys(answers: dict[str, dict[str, Any]]) -> None:
    fly = answers["fly"]
    figures = "p50_ms p95_ms p99_ms max_ms preloaded_p99_ms tax stale_pct chunks_per_s attach_ms"
    assert all(isinstance(fly[name], float) for name in figures.split())
    assert fly["holes"] == 0
    assert 0 < len(fly["worst"]) <= 10
    assert all(set(row) == {"at_s", "ms", "phase", "phase_ms"} for row in fly["worst"])
    assert {row["phase"] for row in fly["worst"]} <= set(PHASES) == set(fly["phases"])
    assert fly["loads"]


def test_memory_answers_with_its_keys(answers: dict[str, dict[str, Any]]) -> None:
    memory = answers["memory"]
    assert 50.0 < memory["main_mb"] < 2000.0
    assert memory["nodes"] > 100
    assert 0 < memory["buffers"] <= 2 * memory["nodes"]
    assert {"worker_mb", "slope_mb_per_min", "shm", "load"} <= set(memory)
    before, end = memory["made_of"]["no City"], memory["made_of"]["end"]
    kinds = ("libraries", "heap", "other", "shared")
    assert sum(end[kind] for kind in kinds) == pytest.approx(end["main"], rel=0.05)
    assert end["textures"] > 100
    assert before.keys() == end.keys()
    assert table_of(memory["made_of"]).count("\n") == 1 + len(memory["made_of"])


def test_start_answers_with_moments_in_order(answers: dict[str, dict[str, Any]]) -> None:
    start = answers["start"]
    order = ["workers_s", "device_s", "engine_s", "first_picture_s", "covered_s", "converged_s"]
    moments = [start[name] for name in order]
    assert moments == sorted(moments)
    assert start["runs"] == [dict(zip(order, moments, strict=True))]
