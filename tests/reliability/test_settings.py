"""Two hundred damaged settings files: the program starts, says one thing, and loses nothing."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

from blame3d.config import OPTIONS, Settings, default_path, resolve, store
from blame3d.config.options import QUALITIES, SIDE_RANGE
from blame3d.view import FOV_RANGE

SOUND = (
    b"# mine\nseed = \"killy\"\nfov = 61\nquality = \"high\"\nsize = \"800x600\"\nbob = 0.25\n"
    b"invert_y = true\nworkers = 3\nmystery = \"kept\"\n\n[keys]\njump = [\"space\", \"x\"]\n"
)
WRONG = (
    "nan", "inf", "-inf", "1e400", "-1", "99999999999999999999", "0x10", "[]", "{}", "[[1]]",
    "2020-01-01", "12:00:00", '""', '"\\u0000"', '"\\u001b[2J"', "true", '"' + "x" * 5000 + '"',
)  # fmt: skip
TEXTS = {
    "nothing": b"",
    "zeros": bytes(4096),
    "zeroed head": bytes(40) + SOUND[40:],
    "byte order mark": b"\xef\xbb\xbf" + SOUND,
    "windows": SOUND.replace(b"\n", b"\r\n"),
    "old mac": SOUND.replace(b"\n", b"\r"),
    "latin 1": b'seed = "caf\xe9"\n',
    "utf 16": SOUND.decode().encode("utf-16"),
    "utf 32": SOUND.decode().encode("utf-32"),
    "lone surrogate": b'seed = "\xed\xa0\x80"\n',
    "escaped surrogate": b'seed = "\\ud800"\n',
    "deep": b"a = " + b"[" * 5000 + b"]" * 5000,
    "very deep": b"a = " + b"[" * 100_000,
    "deep tables": b"a." * 3000 + b"b = 1\n",
    "many digits": b"fov = " + b"9" * 5000 + b"\n",
    "ten megabytes": b"#" * (10 << 20),
    "twice": b"fov = 60\nfov = 70\n",
    "key and table": b"keys = 3\n",
    "tables twice": b"[keys]\n[keys]\n",
    "keys of keys": b"[keys.keys]\na = 1\n",
    "keys of numbers": b"[keys]\nforward = 3\nfly = [1, 2]\nup = []\ndown = [[\"w\"]]\n",
    "key bound twice": b"[keys]\nforward = \"w\"\nback = \"w\"\n",
    "strange names": b'"" = 1\n"\\u001b[2J" = 2\n"a\\nb" = 3\n[keys]\n"a\\nb" = 3\n"" = "x"\n',
    "half a rename": SOUND[:50] + SOUND,
    "another program's": b"[server]\nport = 80\n[[user]]\nname = 'x'\n",
    "json": b'{"fov": 60}\n',
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "merge marks": b"<<<<<<< HEAD\nfov = 60\n=======\nfov = 70\n>>>>>>> b\n",
}


def shapes() -> Iterator[tuple[str, bytes]]:
    """Names and contents."""
    yield from TEXTS.items()
    for percent in range(5, 100, 5):
        yield f"cut at {percent} %", SOUND[: len(SOUND) * percent // 100]
    for name in OPTIONS:
        for n, wrong in enumerate(WRONG):
            if n % 2 == len(name) % 2:
                yield f"{name} = {wrong[:12]}", f"{name} = {wrong}\n".encode()
    for at in range(0, len(SOUND), 9):
        yield f"flipped {at}", SOUND[:at] + bytes([SOUND[at] ^ 0x81]) + SOUND[at + 1 :]


SHAPES = list(shapes())


def test_there_are_two_hundred() -> None:
    assert len(SHAPES) >= 200


def in_range(settings: Settings) -> None:
    assert FOV_RANGE[0] <= settings.fov <= FOV_RANGE[1]
    assert all(SIDE_RANGE[0] <= side <= SIDE_RANGE[1] for side in settings.size)
    assert settings.quality in QUALITIES
    assert 0.0 <= settings.bob <= 1.0
    assert 0.05 <= settings.sensitivity <= 10.0
    assert settings.workers is None or 1 <= settings.workers <= 256
    assert 0 <= settings.world_seed < 1 << 64


def test_every_shape_lets_the_program_start(home: Path) -> None:
    """What is damaged is kept aside to the byte, what is sound stays; each note is one short line
    that steers no terminal; and what is set afterwards is there at the next start.

    Mutants: `_parse` without RecursionError; `_shown` as repr; `_set_aside` that overwrites.
    """
    path = default_path()
    path.parent.mkdir(parents=True)
    for name, data in SHAPES:
        path.write_bytes(data)
        settings, notes = resolve({}, {})
        in_range(settings)
        for note in notes:
            assert note.isprintable(), (name, note)
            assert len(note) < 500, (name, note)
        kept = list(path.parent.glob("config.toml.corrupt-*"))
        if path.exists():
            assert kept == [], name
            assert path.read_bytes() == data, name
            store(path, "fov", 75)
            assert resolve({}, {})[0].fov == 75, name
        else:
            assert [one.read_bytes() for one in kept] == [data], name
            assert len(notes) == 1, (name, notes)
            assert str(kept[0]) in notes[0]
            assert resolve({}, {}) == (Settings(config=path), [])
        for one in [*kept, path]:
            one.unlink(missing_ok=True)


def test_damaged_files_of_one_second_do_not_replace_each_other(home: Path) -> None:
    path = default_path()
    path.parent.mkdir(parents=True)
    for n in range(3):
        path.write_bytes(b"damaged = %d =" % n)
        resolve({}, {})
    kept = sorted(one.read_bytes() for one in path.parent.glob("*.corrupt-*"))
    assert kept == [b"damaged = 0 =", b"damaged = 1 =", b"damaged = 2 ="]


def test_odd_places_of_the_file(home: Path, tmp_path: Path) -> None:
    """A link to a file elsewhere stays a link; a folder, a loop and a dead end are no end."""
    path = default_path()
    path.parent.mkdir(parents=True)
    mine = tmp_path / "dotfiles.toml"
    mine.write_bytes(SOUND)
    path.symlink_to(mine)
    assert resolve({}, {})[0].fov == 61
    store(path, "fov", 62)
    assert path.is_symlink()
    assert tomllib.loads(mine.read_text())["fov"] == 62
    assert "mystery" in mine.read_text()

    path.unlink()
    path.symlink_to(tmp_path / "nowhere.toml")
    assert resolve({}, {}) == (Settings(config=path), [])
    store(path, "fov", 63)
    assert resolve({}, {})[0].fov == 63

    path.unlink()
    path.symlink_to(path)
    settings, notes = resolve({}, {})
    assert (settings, len(notes)) == (Settings(config=path), 1)
    store(path, "fov", 64)
    assert resolve({}, {})[0].fov == 64

    path.unlink()
    path.mkdir()
    settings, notes = resolve({}, {})
    assert (settings, len(notes)) == (Settings(config=path), 1)
    assert os.listdir(path.parent) == [path.name]


def test_an_unknown_name_is_told_with_the_nearest(home: Path) -> None:
    """Mutant: no nearest name."""
    path = default_path()
    path.parent.mkdir(parents=True)
    path.write_text("qualty = 'low'\nsensitvity = 2\nzzzz = 1\n")
    notes = resolve({}, {})[1]
    assert "quality?" in notes[0]
    assert "sensitivity?" in notes[1]
    assert "?" not in notes[2]
