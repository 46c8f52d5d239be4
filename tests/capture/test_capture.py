"""Stills: complete, the same twice, carrying the way back to their place."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from blame3d.capture import clip, where
from blame3d.capture.gather import boxes, wanted
from blame3d.config import Settings
from blame3d.errors import DataError
from blame3d.png import text_of
from blame3d.scene.frame import Haze, View
from blame3d.stream.plan import desired
from blame3d.view import Address, Pose, parse_address
from blame3d.world.types import World
from blame3d.world.viewpoint import viewpoint

VIEW = View((32_000, 2_000, 8_000), 20.0, -5.0, fov_h=70.0, size=(160, 90))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "blame3d", *arguments], capture_output=True, text=True, timeout=240
    )


def test_wanted_holds_the_eyes_own_cell_and_nothing_behind() -> None:
    keys = wanted(VIEW, "low")
    assert (0, (0, 0, 0)) in keys
    lo, hi = boxes(keys, VIEW.position_mm)
    h = np.radians(VIEW.h)
    ahead = np.array([-np.sin(h), np.cos(h), 0.0])
    farthest = np.where(ahead > 0, hi, lo) @ ahead
    assert (farthest > 0).all()


def test_thick_air_asks_for_less() -> None:
    thick = replace(VIEW, haze=Haze(extinction=5e-3))
    assert len(wanted(thick, "low")) < len(wanted(VIEW, "low")) * 0.7


def test_wanted_are_leaves_so_that_nothing_is_drawn_twice() -> None:
    plan = desired(VIEW.position_mm, "low")
    leaves = {key for key, leaf in zip(plan.keys, plan.leaf.tolist(), strict=True) if leaf}
    assert set(wanted(VIEW, "low")) <= leaves


def test_a_pose_in_a_wall_is_refused_and_one_on_a_floor_is_taken() -> None:
    world = World(0)
    good = viewpoint(world, (0, 0, 0)).pose
    settings = Settings(at=Address(good))
    assert where.pose_of(settings, world) == good
    x, y, z = good.mm
    inside = None
    for down in range(100, 60_000, 150):
        if where.in_solid(world, (x, y, z - 1700 - down)):
            inside = Pose(x, y, z - 1700 - down, 10.0)
            break
    assert inside is not None, "nothing solid below a floor"
    with pytest.raises(DataError, match="inside a wall"):
        where.pose_of(Settings(at=Address(inside)), world)
    loose = Settings(at=Address(Pose(*inside.mm), aimed=False))
    assert not where.in_solid(world, where.pose_of(loose, world).mm)


def test_the_address_of_a_view_leads_back_to_it() -> None:
    settings = Settings(seed="nihei & son", size=(160, 90))
    view = replace(VIEW, fov_h=61.5)
    back = parse_address(where.address_of(settings, view))
    assert (back.pose.mm, back.pose.h, back.pose.p) == (view.position_mm, view.h, view.p)
    assert (back.seed, back.fov) == ("nihei & son", 61.5)


def test_clips_are_films_or_pictures_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = [np.full((32, 48, 3), 20 * i, np.uint8) for i in range(5)]
    monkeypatch.setitem(sys.modules, "av", None)
    lines = clip.write_clip(tmp_path / "a.mp4", iter(frames), 24)
    assert len(list((tmp_path / "a").glob("frame_*.png"))) == 5
    assert "ffmpeg" in lines[-1]
    monkeypatch.delitem(sys.modules, "av")
    av = pytest.importorskip("av")
    clip.write_clip(tmp_path / "b.mp4", iter(frames), 24)
    with av.open(str(tmp_path / "b.mp4")) as film:
        assert sum(1 for _ in film.decode(video=0)) == 5


def test_shot_twice_gives_the_same_pixels_and_its_own_address(tmp_path: Path) -> None:
    """With one worker and with none; the second is taken from the first one's address."""
    first, second = tmp_path / "a.png", tmp_path / "b.png"
    # A narrow field in thick company: few chunks, so the test stays short.
    found = run(
        "shot", "--seed", "5", "--size", "96x54", "--fov", "24", "--set", "workers=1",
        "-o", str(first), "--json",
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout) == {"file": str(first)}
    assert found.stderr == ""
    again = run("shot", "--at", str(first), "--size", "96x54", "-o", str(second), "-q")
    assert again.returncode == 0, again.stderr
    assert again.stdout == ""
    assert first.read_bytes() == second.read_bytes()
    carried = text_of(first.read_bytes())
    assert carried is not None
    assert parse_address(carried).seed == 5


def test_doctor_names_the_renderer_and_how_depth_is_kept() -> None:
    found = run("doctor", "--json")
    facts = json.loads(found.stdout)
    assert found.returncode == 0
    assert facts["shaders"] == "ok"
    assert facts["depth"] in ("reversed 32-bit", "two slices")
    assert facts["renderer"]
