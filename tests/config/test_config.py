"""Settings: who wins, what a broken file does, and that changing one line changes one line."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d.config import OPTIONS, Settings, convert, default_path, reset, resolve, store
from blame3d.config.store import template
from blame3d.errors import DataError, OutputError, UsageError
from blame3d.view import Pose


@pytest.fixture
def file() -> Path:
    path = default_path()
    path.parent.mkdir(parents=True)
    return path


def test_without_anything_the_defaults_hold(home: Path) -> None:
    settings, notes = resolve({}, {})
    assert settings == Settings(config=default_path())
    assert notes == []
    assert not default_path().exists()  # asking writes nothing
    assert default_path().is_relative_to(home)


def test_flags_go_before_environment_before_file(file: Path) -> None:
    file.write_text('fov = 60\nquality = "high"\nlang = "it"\nsize = "640x360"\n')
    environ = {"BLAME3D_FOV": "70", "BLAME3D_QUALITY": "medium", "BLAME3D_BOB": ""}
    settings, notes = resolve({"fov": "80"}, environ)
    assert (settings.fov, settings.quality, settings.lang) == (80, "medium", "it")
    assert settings.size == (640, 360)
    assert notes == []


def test_an_address_decides_its_own_lens_unless_a_flag_does(file: Path) -> None:
    file.write_text('fov = 60\nseed = "file"\n')
    at = "blame://7/1,2,3/4,5,6?fov=33"
    settings, _ = resolve({"at": at}, {})
    assert (settings.seed, settings.world_seed, settings.fov) == (7, 7, 33)
    assert settings.at is not None
    assert settings.at.pose == Pose(1000, 2000, 3000, 4, 5, 6)
    assert resolve({"at": at, "fov": "44"}, {})[0].fov == 44
    assert resolve({"at": at, "seed": "07"}, {})[0].seed == 7
    with pytest.raises(UsageError, match="contradicts"):
        resolve({"at": at, "seed": "8"}, {})


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ({"size": "12x720"}, "16 to 4096"),
        ({"size": "4097x16"}, "16 to 4096"),
        ({"size": "1280"}, "WIDTHxHEIGHT"),
        ({"size": "-5x5"}, "WIDTHxHEIGHT"),
        ({"fov": "nan"}, "number"),
        ({"fov": "1e9"}, "number"),
        ({"quality": "hihg"}, "low, medium, high or ultra"),
        ({"at": "blame://1/1,2,3?style=ink"}, "film"),
        ({"seed": ""}, "seed"),
        ({"workers": "0"}, "1 to 256"),
        ({"at": "blame://1/2"}, "x,y,z"),
        ({"invert_y": "maybe"}, "true or false"),
    ],
)
def test_a_bad_flag_is_one_sentence(flags: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        resolve(flags, {})
    assert str(caught.value).count("\n") == 0
    name, value = next(iter(flags.items()))
    with pytest.raises(UsageError):
        resolve({}, {f"BLAME3D_{name.upper()}": value or "x" * 300})


def test_a_bad_entry_of_the_file_is_a_note_and_not_an_end(file: Path) -> None:
    file.write_text(
        "fov = nan\nfv = 3\nquality = 7\nbob = true\ninvert_y = true\n[keys]\njump = 3\n"
    )
    settings, notes = resolve({}, {})
    assert settings == Settings(config=file, invert_y=True)
    text = "\n".join(notes)
    assert "Did you mean fov?" in text
    for name in ("fov", "quality", "bob", "keys.jump"):
        assert name in text


def test_keys_are_bound_by_the_file(file: Path) -> None:
    file.write_text('[keys]\nforward = ["w", "arrow_up"]\nfly = "f"\n')
    assert resolve({}, {})[0].bindings == {"forward": ("w", "arrow_up"), "fly": ("f",)}


BROKEN = [
    b"\0" * 4096,
    b"fov = ",
    b"\xff\xfe\0\0",
    b"fov = 60\nfov = 70\n",
    b"a = " + b"[" * 5000,
    b"#" * (1 << 20) + b"##",
    b"[keys\n",
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_a_damaged_file_is_kept_aside_and_the_program_starts(data: bytes, file: Path) -> None:
    file.write_bytes(data)
    settings, notes = resolve({}, {})
    assert settings == Settings(config=file)
    assert len(notes) == 1
    kept = list(file.parent.glob("config.toml.corrupt-*"))
    assert [path.read_bytes() for path in kept] == [data]
    assert str(kept[0]) in notes[0]
    assert not file.exists()
    assert resolve({}, {})[1] == []


@given(st.binary(max_size=300))
def test_no_file_stops_the_program(data: bytes) -> None:
    default_path().parent.mkdir(parents=True, exist_ok=True)
    default_path().write_bytes(data)
    settings, _ = resolve({}, {})
    assert settings.fov == 90.0 or b"fov" in data


def test_a_file_named_by_the_person_must_be_sound(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    with pytest.raises(DataError, match="does not exist"):
        resolve({}, {}, path)
    with pytest.raises(DataError, match="does not exist"):
        resolve({}, {"BLAME3D_CONFIG": str(path)})
    path.write_text("fov = ")
    with pytest.raises(DataError, match="damaged"):
        resolve({}, {}, path)
    assert path.read_text() == "fov = "
    with pytest.raises(DataError, match="cannot be read"):
        resolve({}, {}, tmp_path)


def test_odd_but_sound_files_are_read(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbffov = 61\r\n# \xe9\x9c\xa7\r\n")
    assert resolve({}, {})[0].fov == 61
    file.unlink()
    file.mkdir()
    settings, notes = resolve({}, {})
    assert settings.fov == 90
    assert "cannot be read" in notes[0]


def test_the_template_names_every_option_and_sets_none() -> None:
    assert tomllib.loads(template()) == {"keys": {}}
    lines = template().splitlines()
    bare = "\n".join(
        line[2:] for line in lines if line.startswith("# ") and line[2:].split(" = ")[0] in OPTIONS
    )
    table = tomllib.loads(bare)
    assert set(table) == set(OPTIONS)
    for name, raw in table.items():  # what the comments show is accepted, and is the default
        assert convert(name, raw) == getattr(Settings(), name), name


def test_storing_changes_one_line(file: Path) -> None:
    file.write_text("# mine\nfov = 60 # narrow\nmystery = 3\n\n[keys]\nfly = 'f'\n")
    store(file, "fov", 75)
    store(file, "bob", 0.5)
    store(file, "keys.jump", ["space", "x"])
    store(file, "keys.fly", 'a"\\')
    text = file.read_text()
    assert "# mine" in text
    assert tomllib.loads(text) == {
        "fov": 75,
        "bob": 0.5,
        "mystery": 3,
        "keys": {"fly": 'a"\\', "jump": ["space", "x"]},
    }


def test_storing_begins_a_commented_file(home: Path) -> None:
    for name, raw in (
        ("seed", '霧亥 "q"'),
        ("size", "800x600"),
        ("workers", "2"),
        ("greeted", True),
    ):
        store(default_path(), name, raw)
    settings, notes = resolve({}, {})
    assert notes == []
    assert (settings.seed, settings.size) == ('霧亥 "q"', (800, 600))
    assert (settings.workers, settings.greeted) == (2, True)
    assert default_path().read_text().count("# ") > len(OPTIONS)


def test_storing_nonsense_changes_nothing(file: Path) -> None:
    file.write_text("fov = 60\n")
    for name, raw in (("fov", 999), ("fvo", 60), ("keys.a b", "x"), ("seed", "\ud800")):
        with pytest.raises(UsageError):
            store(file, name, raw)
    file.write_text("fov = \n")
    with pytest.raises(DataError, match="--reset"):
        store(file, "bob", 1)
    assert file.read_text() == "fov = \n"
    file.write_bytes(b"\xff")
    with pytest.raises(DataError):
        store(file, "bob", 1)
    file.unlink()
    file.mkdir()
    with pytest.raises(OutputError):
        store(file, "bob", 1)


def test_reset_keeps_the_old_file(file: Path) -> None:
    file.write_text("fov = 60\n")
    kept = reset(file)
    assert kept is not None
    assert kept.read_text() == "fov = 60\n"
    assert file.read_text() == template()
    assert reset(file) not in (kept, None)


def test_an_unwritable_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        store(tmp_path / "file" / "config.toml", "fov", 60)
    assert os.listdir(tmp_path) == ["file"]
