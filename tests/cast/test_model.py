"""Models of the cast: what ships is whole, what is broken says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.assets import AssetError
from blame3d.cast.model import checked, load

Arrays = dict[str, NDArray[np.generic]]


def arrays(root: Path, name: str = "killy") -> Arrays:
    with np.load(root / "models" / "cast" / f"{name}.npz") as data:
        return {key: data[key].copy() for key in data.files}


def test_every_model_that_ships_is_whole(root: Path) -> None:
    names = [path.stem for path in (root / "models" / "cast").glob("*.npz")]
    assert {"killy", "shadow"} <= set(names)
    for name in names:
        load(name)


def test_the_wanderer_has_his_measures() -> None:
    model = load("killy")
    placed = model.position + model.pivot[model.joint]
    assert placed[:, 2].min() == pytest.approx(0.0, abs=0.005)
    assert placed[:, 2].max() == pytest.approx(1.88, abs=0.025)
    shoulders = placed[(placed[:, 2] > 1.4) & (placed[:, 2] < 1.52)]
    assert 0.5 < np.ptp(shoulders[:, 0]) < 0.62
    first = model.triangles[: model.levels[1]]
    assert len(first) <= 14_000
    assert model.levels[3] - model.levels[2] <= 6_000  # of small pictures
    assert (np.diff(np.diff(model.levels)) < 0).all()
    size = np.sqrt((model.normal.astype(float) ** 2).sum(1))
    assert np.abs(size - 1.0).max() < 1e-3
    head = {n for n, own in zip(model.names, model.own, strict=True) if not own}
    assert head == {"neck", "head"}
    # Outwards: the surface of a closed figure has a positive volume.
    corners = placed[first].astype(float)
    volume = np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() / 6
    assert 0.06 < volume < 0.3


def test_levels_follow_the_size_on_the_screen() -> None:
    model = load("killy")
    assert [model.level(px) for px in (2000.0, 268.0, 100.0, 3.0)] == [0, 1, 2, 3]


def spoilt(key: str, change: Callable[[NDArray[np.generic]], object]) -> Callable[[Arrays], None]:
    def spoil(data: Arrays) -> None:
        data[key] = np.asarray(change(data[key]))

    return spoil


def flawed(array: NDArray[np.generic], row: int, value: float) -> NDArray[np.generic]:
    array[row] = value
    return array


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: data.pop("normal"), "it has no normal"),
        (spoilt("position", lambda a: flawed(a, 3, np.nan)), "not all numbers"),
        (spoilt("position", lambda a: a[:, :2]), "wrong kind"),
        (spoilt("joint", lambda a: flawed(a, 3, 99)), "a joint that is not there"),
        (spoilt("colour", lambda a: flawed(a, 3, 99)), "a colour that is not there"),
        (spoilt("triangles", lambda a: flawed(a, 3, -1)), "a corner that is not there"),
        (spoilt("triangles", lambda a: flawed(a, 3, 10**7)), "a corner that is not there"),
        (spoilt("levels", lambda a: a[::-1]), "out of order"),
        (spoilt("parent", lambda a: flawed(a, 1, 5)), "before its parent"),
        (spoilt("normal", lambda a: a[1:]), "more or fewer"),
    ],
)
def test_a_broken_file_is_a_sentence(
    root: Path, spoil: Callable[[Arrays], None], words: str
) -> None:
    data = arrays(root)
    spoil(data)
    with pytest.raises(AssetError, match=words) as caught:
        checked("killy", data)
    assert caught.value.id == "B3D-ASSET-02"
    assert "killy" in str(caught.value)


def test_a_missing_or_unreadable_file_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(AssetError, match="missing"):
        load("nobody")
    bad = tmp_path / "bad.npz"
    bad.write_bytes(b"PK\3\4 not really")
    monkeypatch.setattr("blame3d.cast.model.path", lambda name: bad)
    with pytest.raises(AssetError, match="cannot be read"):
        load("somebody")
