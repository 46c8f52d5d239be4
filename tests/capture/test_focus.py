"""What is out of focus is a disc of its own light; what is in focus stays as it is."""

from __future__ import annotations

import numpy as np

from blame3d.capture.focus import circles, focused
from blame3d.timeline.shot import Focus


def light(picture: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    return np.asarray((picture / 255.0) ** 2.2)


def test_circles_grow_from_what_is_sharp_both_ways() -> None:
    lens = Focus(5.0, 0.085 / 2.0, 85.0)
    far = np.array([[0.5, 2.5, 4.0, 5.0, 7.0, 20.0, np.inf]])
    radii = circles(far, lens, 960)[0]
    assert abs(radii[3]) < 1e-9
    assert (np.diff(radii) >= 0.0).all()
    assert radii[2] < -1.0
    # 42.5 mm of lens, 85 mm before the film: a point endlessly far is 0.735 mm of 36 wide.
    assert np.isclose(2.0 * radii[-1] / 960.0, 0.0425 * 0.085 / 4.915 / 0.036)


def test_a_point_becomes_a_disc_and_loses_no_light() -> None:
    picture = np.zeros((61, 61, 3), np.uint8)
    picture[30, 30] = 255
    out = light(focused(picture, np.full((61, 61), 5.0)))
    seen = out[..., 0] > 1e-4
    y, x = np.nonzero(seen)
    assert 4.0 <= np.hypot(y - 30, x - 30).max() <= 8.0
    assert 0.7 < out[..., 0].sum() < 1.3


def test_what_is_sharp_stays_and_does_not_bleed() -> None:
    rng = np.random.default_rng(3)
    picture = rng.integers(0, 255, (40, 80, 3)).astype(np.uint8)
    assert (focused(picture, np.zeros((40, 80))) == picture).all()
    # A white wall in focus before a black distance: its edge is where it was.
    picture[:] = 0
    picture[:, :40] = 255
    radii = np.where(np.arange(80) < 40, 0.0, 6.0) * np.ones((40, 1))
    out = focused(picture, radii)
    assert (out[:, :40] == 255).all()
    assert out[:, 41:].max() < 8


def test_what_is_near_and_unsharp_has_soft_edges_over_what_is_sharp() -> None:
    picture = np.zeros((40, 80, 3), np.uint8)
    picture[:, :40] = 255
    radii = np.where(np.arange(80) < 40, -6.0, 0.0) * np.ones((40, 1))
    row = focused(picture, radii)[20, :, 0].astype(int)
    assert 20 < row[42] < 235
    assert row[60] == 0
    assert row[10] == 255
