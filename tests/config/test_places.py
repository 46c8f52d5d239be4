"""Kept places: what a person wrote down is found again, and nothing of theirs is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.config import places
from blame3d.errors import DataError
from blame3d.view import Address, Pose

coordinates = st.integers(-(10**15), 10**15)
addresses = st.builds(
    lambda x, y, z, h: Address(Pose(x, y, z, h, -5.0, 0.0), seed=7, fov=70.0),
    coordinates,
    coordinates,
    coordinates,
    st.integers(-179, 179).map(float),
)


@given(st.lists(st.tuples(addresses, st.text(max_size=30)), max_size=5))
def test_what_was_kept_is_read_in_its_order(
    tmp_path_factory: pytest.TempPathFactory, kept: list[tuple[Address, str]]
) -> None:
    path = tmp_path_factory.mktemp("kept") / "deep" / "places.txt"
    for address, name in kept:
        places.keep(path, address, name)
    found = places.read(path)
    assert [place.address for place in found] == [str(address) for address, _ in kept]
    assert [place.name for place in found] == [" ".join(name.split()) for _, name in kept]


def test_lines_of_the_person_stay_when_a_place_goes(tmp_path: Path) -> None:
    path = tmp_path / "places.txt"
    path.write_text("# mine\nblame://1/0,0,0/0,0,0 here\nnot an address\n", "utf-8")
    places.keep(path, Address(Pose(1, 2, 3, 0.0, 0.0, 0.0), seed=1), "there")
    places.leave(path, "blame://1/0,0,0/0,0,0")
    assert path.read_text("utf-8").startswith("# mine\nnot an address\nblame://1/0.001,0.002,0.003")
    assert [place.name for place in places.read(path)] == ["there"]


def test_a_file_that_is_no_text_is_left_alone_and_said(tmp_path: Path) -> None:
    path = tmp_path / "places.txt"
    path.write_bytes(b"\xff\xfe\x00junk")
    with pytest.raises(DataError, match="left as it is"):
        places.keep(path, Address(Pose(0, 0, 0, 0.0, 0.0, 0.0)), "x")
    assert path.read_bytes() == b"\xff\xfe\x00junk"


def test_no_file_holds_no_place(tmp_path: Path) -> None:
    assert places.read(tmp_path / "none") == ()
