"""Whatever comes from outside is a value or one of our errors: addresses, settings, pictures,
command lines, and what workers say.

The same inputs every time, by one generator with a fixed seed; the nightly size is larger.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from blame3d import png
from blame3d.config import resolve
from blame3d.errors import DataError, UsageError
from blame3d.stream import wire
from blame3d.stream.jobs import accept, chunk_bytes, chunk_job, collider_job
from blame3d.view import format_address, parse_at, parse_seed
from blame3d.world.chunk import COLLIDER, LAMP, PART, Chunk

ADDRESS = (
    b"blame://4242/12.5,-3,0.001/90,-5.25,0?fov=60&scene=watchtower&t=12.5&style=film"
    b"&beams=1~2~3.5~90~-45~70000~2.5;0~0~0~0~0~1~1"
)
SETTINGS = b'seed = "killy"\nfov = 61.5\nsize = "800x600"\nbob = 1\n[keys]\njump = ["space"]\n'
PICTURE = png.encode_png(np.arange(48, dtype=np.uint8).reshape(4, 4, 3), ADDRESS.decode())
CHUNK = chunk_bytes(
    Chunk(2, (3, -4, 5), np.ones(4, PART), np.ones(2, LAMP), np.zeros((4, 4, 4, 2), np.uint8), 99)
)
TOKENS = (
    b"", b"\0", b"\xff", b"%", b"%00", b"%ff", b"/", b",", b"~", b";", b"&", b"=", b"-", b"--",
    b"1e999", b"nan", b"9" * 400, b"\xed\xa0\x80", "１".encode(), "霧".encode(), b"\n", b"\x1b[2J",
    b"../", b"blame://", b"[[", b"{}", b'"""', b"\\u",
)  # fmt: skip

Input = Callable[[bytes], object]


def as_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def read_address(data: bytes) -> object:
    address = parse_at(as_text(data))
    assert parse_at(format_address(address)) == address
    return address


def read_seed(data: bytes) -> object:
    return parse_seed(as_text(data))


def read_settings(data: bytes) -> object:
    path = Path(os.environ["HOME"], "fuzz.toml")
    path.write_bytes(data)
    return resolve({}, {}, path)


def read_picture(data: bytes) -> object:
    path = Path(os.environ["HOME"], "fuzz.png")
    path.write_bytes(data)
    return parse_at(str(path))


def read_chunk(data: bytes) -> object:
    return accept(chunk_job((2, (3, -4, 5))), 0, data)


def read_colliders(data: bytes) -> object:
    return accept(collider_job((1, 2, 3)), 0, data)


def read_pieces(data: bytes) -> object:
    """Reassembly of a worker's long answer; its owner takes ValueError for nonsense."""
    try:
        _, total, offset, payload = wire.read_piece(data)
        wire.Assembly().add(total, offset, payload)
    except (ValueError, wire.MalformedError) as error:
        raise DataError(str(error)) from error
    return None


PARSERS: list[tuple[Input, bytes]] = [
    (read_address, ADDRESS),
    (read_seed, "caf\u00e9 42".encode()),
    (read_settings, SETTINGS),
    (read_picture, PICTURE),
    (read_chunk, CHUNK),
    (read_colliders, np.zeros(3, COLLIDER).tobytes()),
    (read_pieces, b"".join(wire.pieces(wire.PIECE, 7, bytes(200)))),
]


def mutated(data: bytes, rng: np.random.Generator) -> bytes:
    """One to four changes: bytes flipped, cut, doubled, moved, or a troublesome token put in."""
    found = bytearray(data)
    for _ in range(int(rng.integers(1, 5))):
        a, b = sorted(rng.integers(0, len(found) + 1, 2).tolist())
        match int(rng.integers(0, 6)):
            case 0 if found:
                found[min(a, len(found) - 1)] ^= int(rng.integers(1, 256))
            case 1:
                del found[a : min(b, a + 8)]
            case 2:
                found[a:a] = TOKENS[int(rng.integers(0, len(TOKENS)))]
            case 3:
                found[a:a] = found[a : min(b, a + 60)]
            case 4:
                del found[b:]
            case 5:
                found[a : a + 4] = rng.bytes(4)
    return bytes(found)


def fuzz(read: Input, seed: bytes, count: int) -> int:
    """How many were refused; anything but our own errors of one line escapes."""
    rng = np.random.default_rng(20)
    refused = 0
    read(seed)
    for n in range(count):
        data = mutated(seed, rng)
        refusal = None
        try:
            read(data)
        except (UsageError, DataError) as error:
            refusal = error
        except Exception as error:
            raise AssertionError(f"case {n}: {data!r}") from error
        if refusal is not None:
            refused += 1
            assert refusal.exit_code in (64, 65)
            assert "\n" not in str(refusal), f"case {n}: {data!r}"
            assert len(str(refusal)) < 1000, f"case {n}: {data!r}"
    return refused


@pytest.mark.parametrize(("read", "seed"), PARSERS, ids=lambda v: getattr(v, "__name__", ""))
def test_every_input_is_a_value_or_our_own_error(read: Input, seed: bytes) -> None:
    """Mutants: `png._read_text` that indexes before it checks; `_size` by int() of any digits."""
    assert fuzz(read, seed, 1500) > 100


@pytest.mark.nightly
@pytest.mark.parametrize(("read", "seed"), PARSERS, ids=lambda v: getattr(v, "__name__", ""))
def test_a_hundred_thousand_of_each(read: Input, seed: bytes) -> None:
    assert fuzz(read, seed, 100_000) > 1000


COMMAND_LINES = """
import contextlib, io, os, sys, types
import numpy as np

allowed = tuple(os.environ[name] for name in ("HOME", "HERE"))
def watch(event, arguments):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        raise SystemError(f"forbidden: {event}")
    if event == "open" and isinstance(arguments[2], int) and isinstance(arguments[0], str):
        writes = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and not os.path.abspath(arguments[0]).startswith((*allowed, "/dev/null")):
            raise SystemError(f"forbidden: {arguments[0]}")

def stand_in(name, function, answer):
    module = types.ModuleType(name)
    setattr(module, function, lambda *_, **__: answer)
    sys.modules[name] = module

for name, function, answer in (
    ("blame3d.app.explore", "run", 0), ("blame3d.capture.shot", "shot", None),
    ("blame3d.capture.demo", "run", 0), ("blame3d.capture.bench_views", "run", 0),
    ("blame3d.stream.bench_hash", "run", 0), ("blame3d.stream.bench_generate", "run", 0),
    ("blame3d.capture.doctor", "probe", {}), ("blame3d.app.bench_fly", "run", 0),
    ("blame3d.app.bench_start", "run", 0), ("blame3d.app.bench_memory", "run", 0),
    ("blame3d.app.bench_soak", "run", 0),
):
    stand_in(name, function, answer)
from blame3d.cli import main
WORDS = [
    *"explore shot bench doctor config list hash views fly soak settings parts --seed --at --size "
    "--quality --fov --lang --workers --software --headless --json --set --config --path --show "
    "--reset -o -q -v --version --help --cells --secs --minutes -- - --= --seed= -o= =".split(),
    "7", "-7", "1,2,3", "1,2,3/4,5,6", "-1,-2,-3", "blame://1/1,2,3", "blame://", "a.png", "",
    "640x360", "low", "fov=70", "fov=nan", "keys.fly=f", "keys.=", "=", "x" * 3000, "\\0",
    "\\ud800",
    "１２", "\\x1b[2J", "a\\nb", "..", "/dev/null", "/dev/zero", "nan", "1e999", "9" * 400,
]
os.chdir(os.environ["HERE"])
sys.addaudithook(watch)
rng = np.random.default_rng(3)
codes = {}
for n in range(int(sys.argv[1])):
    words = [WORDS[i] for i in rng.integers(0, len(WORDS), rng.integers(0, 7))]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code
    codes[code] = codes.get(code, 0) + 1
    assert code in (0, 64, 65, 73), (words, code, err.getvalue())
    if code:
        last = err.getvalue().splitlines()[-1]
        assert last.startswith("blame3d: ") and last.isprintable(), (words, last)
print(codes)
"""


def fuzz_command_lines(count: int, root: Path, home: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-c", COMMAND_LINES, str(count)]
    env = {**os.environ, "HERE": str(tmp_path), "PYTHONPATH": str(root), "HOME": str(home)}
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    codes = eval(done.stdout, {})
    assert set(codes) >= {0, 64, 65}


def test_every_command_line_ends_in_a_known_way(root: Path, home: Path, tmp_path: Path) -> None:
    """… and opens nothing for writing outside the person's folders, starts no process.

    Mutant: `parse_at` without its case for a NUL in a path.
    """
    fuzz_command_lines(1200, root, home, tmp_path)


@pytest.mark.nightly
def test_many_command_lines(root: Path, home: Path, tmp_path: Path) -> None:
    fuzz_command_lines(100_000, root, home, tmp_path)
