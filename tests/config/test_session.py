"""A walk goes on where it ended: the file, whatever happened to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d import files
from blame3d.cli import main
from blame3d.config import Settings, session
from blame3d.errors import OutputError
from blame3d.view import Address, Beam, Pose, parse_address

BEAM = Beam((1000, -2000, 3000), 90_000, -5_000, 400.0, 1.5)
OTHER = Beam((0, 0, 0), 0, 0, 70_000.0, 16.0)
HERE = Address(Pose(1, 2, 3, 90.0), seed=7, beams=(BEAM,))


def test_a_walk_is_found_again_beside_those_in_other_cities(tmp_path: Path) -> None:
    path = tmp_path / "state" / "session.txt"
    assert session.read(path) == {}
    session.store(path, HERE)
    session.store(path, replace(HERE, seed="Toha 霧亥"))
    session.store(path, replace(HERE, pose=Pose(9, 9, 9), beams=(BEAM, OTHER)))
    walks = session.read(path)
    assert len(walks) == 2
    assert walks[7].pose == Pose(9, 9, 9)
    assert walks[7].beams == (BEAM, OTHER)
    assert session.forget(path, 7) == 1
    assert list(session.read(path)) != [7]
    assert session.forget(path) == 1
    assert session.read(path) == {}


def test_the_program_resumes_there_unless_a_place_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "session.txt"
    session.store(path, HERE)
    again = session.resumed(Settings(seed=7), path)
    assert again.at == HERE
    assert again.resumes
    assert again.session == path
    asked = replace(HERE, pose=Pose(5, 5, 5), beams=(OTHER, BEAM))
    there = session.resumed(Settings(seed=7, at=asked), path)
    assert there.at is not None
    assert there.at.pose == Pose(5, 5, 5)
    assert there.at.beams == (BEAM, OTHER)
    assert not there.resumes
    assert session.resumed(Settings(seed=8), path).at is None


def test_the_first_walk_in_the_default_city_begins_where_the_opening_is(tmp_path: Path) -> None:
    path = tmp_path / "session.txt"
    assert session.resumed(Settings(), path).at == session.FIRST
    assert session.resumed(Settings(at=HERE), path).at == HERE
    session.store(path, replace(HERE, seed=0))
    assert session.resumed(Settings(), path).at == replace(HERE, seed=0)


def test_holes_stay_when_one_goes_elsewhere_in_the_same_city(tmp_path: Path) -> None:
    path = tmp_path / "session.txt"
    session.store(path, replace(HERE, seed=8, beams=(OTHER,)))
    walk = Settings(seed=7, at=HERE, session=path)
    near = session.kept(walk, replace(walk, at=Address(Pose(0, 0, 0))))
    assert near.at is not None
    assert near.at.beams == (BEAM,)
    far = session.kept(walk, replace(walk, seed=8, at=None))
    assert far.at is not None
    assert far.at.beams == (OTHER,)
    assert not far.at.aimed
    assert session.kept(walk, replace(walk, seed=9, at=None)).at is None


@pytest.mark.parametrize(
    "damage",
    [b"\0" * 200, b"\xff\xfe broken", b"blame://7/1,2", b"{}", b"1,2,3\n", b"blame://x/9,9,9/0,0"],
)
def test_a_damaged_file_is_kept_aside_and_what_is_sound_is_used(
    tmp_path: Path, damage: bytes
) -> None:
    path = tmp_path / "session.txt"
    session.store(path, HERE)
    sound = path.read_bytes()
    path.write_bytes(sound + damage)
    assert session.read(path) == {7: HERE}
    kept = [p for p in tmp_path.iterdir() if ".corrupt-" in p.name]
    assert [p.read_bytes() for p in kept] == [sound + damage]
    session.store(path, HERE)
    assert session.read(path) == {7: HERE}


@given(st.binary(max_size=300))
def test_no_bytes_break_the_start(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "session.txt"
    path.write_bytes(data)
    session.resumed(Settings(seed=7), path)


def test_a_full_disk_leaves_the_old_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "session.txt"
    session.store(path, HERE)
    before = path.read_bytes()

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_new", full)
    with pytest.raises(OutputError):
        session.store(path, replace(HERE, beams=(BEAM, OTHER)))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_word_forgets(capsys: pytest.CaptureFixture[str]) -> None:
    path = session.default_path()
    session.store(path, HERE)
    session.store(path, parse_address("blame://Toha/1,2,3/0,0,0"))
    assert main(["config", "--forget", "--seed", "7"]) == 0
    assert len(session.read(path)) == 1
    assert main(["config", "--forget"]) == 0
    assert session.read(path) == {}
    assert "2" not in capsys.readouterr().err
