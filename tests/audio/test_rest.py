"""Surfaces, the archive, the mix-down, and the bench."""

from __future__ import annotations

import json
import os
import time
import wave
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from blame3d.audio import bench, library, store
from blame3d.audio.catalogue import Group
from blame3d.audio.heard import AROUND, Heard, Play
from blame3d.audio.mix import mixed
from blame3d.audio.sound import RATE, Sound
from blame3d.audio.surfaces import Surfaces
from blame3d.world import kit
from blame3d.world.chunk import LAMP, PART, SHEET, Chunk
from blame3d.world.materials import Material


def chunk(level: int, *rows: tuple[object, ...]) -> Chunk:
    """rows: (pos, batch, material, size, yaw)."""
    parts = np.zeros(len(rows), PART)
    for part, (pos, batch, material, size, yaw) in zip(parts, rows, strict=True):
        part["pos"], part["batch"], part["material"] = pos, batch, int(material)  # type: ignore[call-overload]
        part["size"], part["yaw"] = size, yaw
    return Chunk(level, (0, 0, 0), parts, np.zeros(0, LAMP), np.zeros((0, 0, 0, 2), np.uint8), 0)


def test_grating_rings_only_where_it_lies() -> None:
    found = Surfaces()
    deck = ((10.0, 10.0, 4.9), SHEET + 5, Material.GRATING, (8.0, 2.0, 0.2), 0)
    turned = ((40.0, 40.0, 4.9), SHEET + 5, Material.STEEL, (8.0, 2.0, 0.2), 16384)
    found.arrive(chunk(0, deck, turned))
    assert found.underfoot((0, 0, 0), (12.0, 10.0, 5.0)) == "grating"
    assert found.underfoot((0, 0, 0), (12.0, 12.0, 5.0)) == "concrete"
    assert found.underfoot((0, 0, 0), (12.0, 10.0, 8.0)) == "concrete"
    assert found.underfoot((0, 0, 0), (40.0, 43.0, 5.0)) == "plate"
    assert found.underfoot((0, 0, 0), (43.0, 40.0, 5.0)) == "concrete"
    found.arrive(chunk(0, deck, turned, ((10.0, 20.0, 4.5), 0, Material.SLUDGE, (8, 8, 3.0), 0)))
    assert found.underfoot((0, 0, 0), (10.0, 20.0, 4.8)) == "water"
    assert found.underfoot((1, 0, 0), (12.0, 10.0, 5.0)) == "concrete"
    found.arrive(chunk(1, deck))
    found.leave((0, (0, 0, 0)))
    assert found.underfoot((0, 0, 0), (12.0, 10.0, 5.0)) == "concrete"


def test_pipes_are_long_and_round() -> None:
    batch = kit.load().far("cylinder")
    found = Surfaces()
    pipe = ((10.0, 10.0, 5.0), batch, Material.RUST, (0.4, 0.4, 12.0), 0)
    column = ((14.0, 10.0, 5.0), batch, Material.RUST, (9.0, 9.0, 60.0), 0)
    drum = ((20.0, 10.0, 5.0), batch, Material.RUST, (2.0, 2.0, 3.0), 0)
    found.arrive(chunk(0, drum, pipe, column))
    heard = found.pipe((0, 0, 0), (13.2, 10.0, 5.0))
    assert heard is not None
    assert heard[0] == pytest.approx(3.0)
    assert heard[1] == pytest.approx((-1.0, 0.0, 0.0))
    beside_the_drum = found.pipe((0, 0, 0), (17.0, 10.0, 5.0))
    assert beside_the_drum is not None
    assert beside_the_drum[0] == pytest.approx(6.8)
    lying = chunk(0, pipe)
    lying.parts["pitch"], lying.parts["yaw"] = -16384, 16384  # along x now
    found.arrive(lying)
    along_it = found.pipe((0, 0, 0), (15.0, 10.0, 7.2))
    assert along_it is not None
    assert along_it[0] == pytest.approx(2.0)
    assert found.pipe((0, 0, 1), (13.2, 10.0, 5.0)) is None


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A library of two sounds; how often it was made."""
    made: list[int] = []

    def make():  # type: ignore[no-untyped-def]
        made.append(1)
        yield "a-0", Sound(np.full(100, 0.5, np.float32), RATE)
        yield "b-0", Sound(np.zeros(50, np.float32), RATE)

    monkeypatch.setattr(library, "make", make)
    return made


def test_recordings_are_kept_and_read_again(few: list[int], tmp_path: Path) -> None:
    (tmp_path / "sounds-0123.zip").write_bytes(b"of another version")
    before = os.nice(0)
    store.keep(tmp_path)
    assert os.nice(0) == before  # only a process of its own steps back
    first = list(store.recordings(tmp_path))
    assert [one.name for one in first] == ["a-0", "b-0"]
    assert first[0].energy == pytest.approx(0.25 * 100 / RATE)
    assert len(few) == 1
    assert [path.name for path in tmp_path.iterdir()] == [f"sounds-{store.digest()}.zip"]


def test_a_broken_archive_is_made_anew(
    few: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep(tmp_path)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    # The next is made on another day: what is kept does not tell the hour.
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(1_000_000_000))
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    for broken in (whole[:-200], b"", whole.replace(b"RIFF", b"RUFF")):
        path.write_bytes(broken)
        assert store._read(path) is None
    store.keep(tmp_path)
    assert path.read_bytes() == whole


def test_no_place_to_keep_them_is_no_error(
    few: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    store.keep(blocked)

    class Fails:
        def __init__(self, **wishes: object) -> None: ...
        def start(self) -> None: ...
        def join(self, seconds: float) -> None: ...

    monkeypatch.setattr(store, "get_context", lambda name: type("C", (), {"Process": Fails}))
    assert [one.name for one in store.recordings(blocked)] == ["a-0", "b-0"]


def test_the_mix_puts_sounds_where_and_when_they_are() -> None:
    click = Sound(np.r_[np.float32(1.0), np.zeros(200, np.float32)], RATE)
    right = Heard((Play("click", 0.5, (1.0, 0.0, 0.0), 1.0, Group.EFFECTS),))
    out = mixed([Heard(), Heard(), right, Heard()], 0.01, {"click": click}, 0.04)
    assert out.shape == (round(0.04 * RATE), 2)
    assert int(np.abs(out[:, 1]).argmax()) == round(0.02 * RATE)
    assert np.abs(out[:, 1]).max() > 4.0 * np.abs(out[:, 0]).max()


def test_the_mix_holds_loops_without_a_step_and_hushes() -> None:
    n = RATE
    tone = Sound(np.sin(2 * np.pi * 50.0 * np.arange(n) / n).astype(np.float32), RATE, loops=True)
    held = Heard(held={"a": Play("tone", 0.5, AROUND, 1.0, Group.AMBIENCE)})
    moments = [held] * 150 + [Heard(held=held.held, hush=True)] * 10 + [held] * 40
    out = mixed(moments, 0.01, {"tone": tone}, 2.0)
    steepest = 0.5 * 2 * np.pi * 50 / RATE  # of each of the two voices
    assert np.abs(np.diff(out[320 : int(1.5 * RATE), 0])).max() < 1.35 * steepest
    assert not out[int(1.5 * RATE) : int(1.6 * RATE)].any()
    assert out[int(1.6 * RATE) :].any()


def test_the_mix_goes_from_gain_to_gain_without_a_step() -> None:
    flat = Sound(np.ones(1000, np.float32), RATE, loops=True)
    rising = [
        Heard(held={"a": Play("flat", 0.1 * k, (0.0, 1.0, 0.0), 1.0, Group.AMBIENCE)})
        for k in range(6)
    ]
    out = mixed(rising, 0.01, {"flat": flat}, 0.06)
    assert out[-1, 0] > 0.3
    assert np.abs(np.diff(out[:, 0])).max() < 0.001


def test_bench_audio_writes_what_one_can_listen_to(
    sounds: Mapping[str, Sound],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(library, "make", lambda: iter(sounds.items()))
    assert bench.run(4242, tmp_path, json=True) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {"bed-wind", "step-grating", "shot", "ear", "mix"} <= set(answer["real_time_factor"])
    assert answer["walk_peak"] <= 1.0
    assert -32.0 < answer["walk_rms_db"] < -18.0
    assert len(list(tmp_path.glob("*.wav"))) == len(sounds) + 1
    with wave.open(str(tmp_path / "walk.wav")) as file:
        assert (file.getnchannels(), file.getnframes()) == (2, 60 * RATE)
        x = np.frombuffer(file.readframes(60 * RATE), "<i2").reshape(-1, 2) / 32767.0
    assert np.abs(x.mean(0)).max() < 1e-3
    # The tenth of a second before the shot is silent, and nothing else in the minute is.
    silent = np.abs(x[: 60 * RATE // 320 * 320]).reshape(-1, 320, 2).max((1, 2)) == 0.0
    assert 8 <= int(silent.sum()) <= 11
    assert 49.1 < silent.argmax() / 100.0 < 49.3
