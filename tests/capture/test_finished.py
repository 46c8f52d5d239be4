"""Words on a frame: what is said stands below, what a helmet displays at its left."""

from __future__ import annotations

import numpy as np
import pytest

from blame3d.capture.film import finished, gate
from blame3d.setpieces import wanderer, watchtower
from blame3d.timeline.piece import SetPiece, sample

SIZE = (480, 270)


def written(piece: SetPiece, t: float) -> tuple[float, float, float]:
    """How much is written in the bar below and at the picture's left, and how blue-green it is."""
    wide, high = gate(SIZE)
    moment = sample(piece, t)
    frame = finished(np.zeros((high, wide, 3), np.uint8), SIZE, moment, "en").astype(float)
    bar, left = frame[SIZE[1] - (SIZE[1] - high) // 2 :], frame[50:210, : wide // 2]
    red, green, _ = frame.reshape(-1, 3).sum(axis=0)
    return float(bar.sum()), float(left.sum()), float(green / max(red, 1.0))


@pytest.mark.parametrize(
    ("piece", "t", "below", "left", "teal"),
    [
        (wanderer.piece(), 3.0, True, False, True),  # by radio
        (wanderer.piece(), 53.5, True, False, False),  # a voice
        (watchtower.piece(), 35.5, False, True, True),  # a display
    ],
)
def test_words_stand_where_they_come_from(
    piece: SetPiece, t: float, below: bool, left: bool, teal: bool
) -> None:
    in_bar, at_left, hue = written(piece, t)
    assert (in_bar > 1000.0, at_left > 1000.0) == (below, left)
    assert (hue > 1.3) == teal


def test_who_speaks_by_radio_is_named_if_he_has_a_name() -> None:
    lines = {c.text("en"): c.line("en") for c in (*watchtower.piece().captions,)}
    assert lines["Run!"] == "ZURU  Run!"
    assert lines["The wall. The wall!"] == "The wall. The wall!"
