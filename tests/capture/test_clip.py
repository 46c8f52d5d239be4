"""A clip is written whatever encoders there are, or numbered pictures that say why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.capture import clip

av = pytest.importorskip("av")


def _frames() -> Iterator[NDArray[np.uint8]]:
    """Eight pictures of a square that moves over a grey ramp."""
    ramp = np.linspace(20, 120, 96).astype(np.uint8)
    for n in range(8):
        picture = np.repeat(np.repeat(ramp[None], 64, 0)[..., None], 3, 2)
        picture[20:40, 8 * n : 8 * n + 20] = 230
        yield picture


@pytest.mark.parametrize("present", [["libx264", "mpeg4"], ["mpeg4"]])
def test_a_clip_plays_with_whatever_encoder_there_is(
    present: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clip, "_usable", present.__contains__)
    path = tmp_path / "film.mp4"
    assert clip.write_clip(path, _frames(), 24) == [str(path)]
    with av.open(str(path)) as film:
        shown = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    assert len(shown) == 8
    for was, now in zip(_frames(), shown, strict=True):
        assert np.abs(was.astype(int) - now).mean() < 6.0


def test_an_encoder_that_is_not_there_is_not_chosen() -> None:
    assert clip._usable("mpeg4")
    assert not clip._usable("no such encoder")


def test_without_any_encoder_there_are_pictures_and_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clip, "_usable", lambda codec: False)
    said = clip.write_clip(tmp_path / "film.mp4", _frames(), 24)
    assert "8 pictures (PyAV has none of the encoders libx264, mpeg4)" in said[0]
    assert len(list((tmp_path / "film").glob("frame_*.png"))) == 8
