"""Addresses: what a person copies opens the same place again, and nonsense is one sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blame3d import png
from blame3d.errors import Blame3DError, DataError, UsageError
from blame3d.view import (
    LIMIT_MM,
    Address,
    Beam,
    Pose,
    format_address,
    parse_address,
    parse_at,
    parse_seed,
    seed_number,
)

mm = st.integers(-LIMIT_MM, LIMIT_MM)
turns = st.floats(-1e4, 1e4)
pitches = st.floats(-90, 90)
poses = st.builds(Pose, mm, mm, mm, turns, pitches, turns)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
seeds = st.one_of(st.integers(-(1 << 63), (1 << 64) - 1), texts)
beams = st.builds(
    Beam,
    st.tuples(mm, mm, mm),
    st.integers(-360_000, 360_000),
    st.integers(-90_000, 90_000),
    st.floats(0, 70_000),
    st.floats(0, 1000),
)
addresses = st.builds(
    Address,
    pose=poses,
    seed=st.none() | seeds,
    fov=st.none() | st.floats(5, 170),
    scene=st.none() | st.sampled_from(["watchtower", "the-rail_2"]),
    t=st.none() | st.floats(0, 1e6),
    style=st.none() | st.sampled_from(["film", "ink"]),
    beams=st.lists(beams, max_size=3).map(tuple),
)


@given(addresses)
@example(Address(Pose(-1, 0, 999, -0.0004, -0.0, 540.0), seed="-0 /?#&%é霧亥"))
@example(Address(Pose(LIMIT_MM, -LIMIT_MM, 1), seed=(1 << 64) - 1))
def test_an_address_survives_being_written_down(address: Address) -> None:
    text = format_address(address)
    assert parse_address(text) == address
    assert "e" not in text.split("/", 3)[-1].split("?")[0]  # no exponents
    assert text.isascii()
    assert not any(sign.isspace() for sign in text)


@given(poses, seeds)
def test_an_address_without_angles_asks_for_a_view(pose: Pose, seed: int | str) -> None:
    place = Pose(pose.x_mm, pose.y_mm, pose.z_mm)
    again = parse_address(format_address(Address(place, seed, aimed=False)))
    assert again.pose == place
    assert not again.aimed


def test_the_form_on_the_design_sheet() -> None:
    text = (
        "blame://4242/12.5,-3,0.001/90,-5.25,0?fov=60&scene=watchtower&t=12.5&style=film"
        "&beams=1~2~3.5~90~-45~70000~2.5;0~0~0~0~0~1~1"
    )
    address = parse_address(text)
    assert address.pose == Pose(12_500, -3000, 1, 90, -5.25, 0)
    assert address.seed == 4242
    assert address.beams[0] == Beam((1000, 2000, 3500), 90_000, -45_000, 70_000.0, 2.5)
    assert format_address(address) == text


@pytest.mark.parametrize(
    ("written", "mm_"), [("0.0005", 0), ("0.0015", 2), ("0.0025", 2), ("-0.0015", -2)]
)
def test_millimetres_round_half_to_even(written: str, mm_: int) -> None:
    assert parse_address(f"{written},0,0").pose.x_mm == mm_
    assert Pose.of_metres(0.0625 + 2**-11, 0, 0).x_mm == 63  # exact binary, no double rounding


@pytest.mark.parametrize(
    "text",
    [
        "",
        "blame://",
        "blame://1",
        "blame://1/",
        "blame:///1,2,3",
        "blame://1/1,2",
        "blame://1/1,2,3,4",
        "blame://1/1,2,3/0,0",
        "blame://1/1,2,3/0,91,0",
        "blame://1/1e3,2,3",
        "blame://1/nan,2,3",
        "blame://1/inf,2,3",
        "blame://1/9000000000001,0,0",
        "blame://1/99999999999999999999,0,0",
        "blame://1/1,2,3?fov=0",
        "blame://1/1,2,3?fov=60&fov=61",
        "blame://1/1,2,3?zoom=2",
        "blame://1/1,2,3?",
        "blame://1/1,2,3?style=oil",
        "blame://1/1,2,3?scene=../etc",
        "blame://1/1,2,3?t=-1",
        "blame://1/1,2,3?beams=",
        "blame://1/1,2,3?beams=1~2~3",
        "blame://1/1,2,3?beams=1~2~3~0~0~70001~1",
        "blame://%ff/1,2,3",
        "blame://%zz/1,2,3",
        "blame://99999999999999999999/1,2,3",
        "١,٢,٣",
        "1,2,3/0,0,0/0",
        "here",
        "a\0b",
        "a" * 5000,
    ],
)
def test_nonsense_is_a_usage_error_of_one_line(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_at(text)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert caught.value.exit_code == 64
    assert caught.value.id


@given(st.text(max_size=80), st.sampled_from(["", "blame://", "blame://1/", "1,2,3?", "1,2,3/"]))
def test_no_text_does_anything_worse(text: str, start: str) -> None:
    caught: Blame3DError | None = None
    try:
        parse_at(start + text)
    except Blame3DError as error:
        caught = error
    if caught is not None:
        assert caught.exit_code in (64, 65)
        assert "\n" not in str(caught)


def test_a_seed_is_a_number_or_a_text() -> None:
    assert parse_seed("0042") == 42
    assert parse_seed("-1") == -1
    assert seed_number(-1) == (1 << 64) - 1
    assert parse_seed("cafe\u0301") == parse_seed("café")  # two ways to type one word
    assert seed_number("killy") == 0xBAF9A12A6F176427  # worlds are named by it: never change
    for bad in ("", "x" * 201, "\ud800", str(1 << 64), "1" * 5000):
        with pytest.raises(UsageError):
            parse_seed(bad)


def test_a_picture_of_ours_is_a_place(tmp_path: Path) -> None:
    picture = tmp_path / "old.png"
    address = Address(Pose(1, 2, 3, 4, 5, 6), seed="cibo", fov=70)
    picture.write_bytes(png.encode_png(np.zeros((2, 2, 3), np.uint8), format_address(address)))
    assert parse_at(str(picture)) == address

    picture.write_bytes(png.encode_png(np.zeros((2, 2, 3), np.uint8)))
    with pytest.raises(DataError, match="carries no address"):
        parse_at(str(picture))
    picture.write_bytes(png.encode_png(np.zeros((2, 2, 3), np.uint8), "blame://1/oops"))
    with pytest.raises(DataError, match="malformed address"):
        parse_at(str(picture))
    with pytest.raises(DataError, match="cannot be read"):
        parse_at(str(tmp_path / "none.png"))
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(DataError, match="cannot be read"):
        parse_at(str(tmp_path / "folder.png"))


def test_poses_beyond_the_edge_are_refused() -> None:
    with pytest.raises(UsageError, match="edge of the computable world"):
        Pose(LIMIT_MM + 1, 0, 0)
    for bad in (float("nan"), float("inf")):
        with pytest.raises(UsageError):
            Pose(0, 0, 0, bad)
        with pytest.raises(UsageError):
            Pose.of_metres(bad, 0, 0)
