"""A film is heard: its sounds lie where its pictures are, and in its file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from blame3d.audio.sound import RATE
from blame3d.capture.clip import write_clip
from blame3d.capture.soundtrack import soundtrack
from blame3d.setpieces.wanderer import piece


def test_the_shot_is_loud_and_what_was_before_it_is_not() -> None:
    sound = soundtrack(piece(), 9.0, 24.0)
    assert sound.shape == (24 * RATE, 2)
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() <= 1.0

    def loud(begin: float, end: float) -> float:
        part = sound[round((begin - 9.0) * RATE) : round((end - 9.0) * RATE)]
        return float(20.0 * np.log10(np.sqrt((part**2).mean()) + 1e-9))

    assert loud(27.0, 32.0) > loud(10.0, 18.0) + 8.0


def test_a_clip_carries_its_sound(tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    frames = (np.full((64, 96, 3), 10 * n, np.uint8) for n in range(12))
    tone = np.sin(np.arange(RATE // 2) * 0.05).astype(np.float32)
    path = tmp_path / "a.mp4"
    write_clip(path, frames, 24, np.stack([tone, tone], 1), RATE)
    with av.open(str(path)) as film:
        assert len(film.streams.video) == 1
        (voice,) = film.streams.audio
        heard = [frame.to_ndarray() for frame in film.decode(voice)]
    samples = np.concatenate(heard, axis=1)
    assert abs(samples.shape[1] / RATE - 0.5) < 0.1
    assert np.abs(samples).max() > 0.5
