"""A file with a final name is a whole file, whatever dies or fills up while it is written."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from blame3d import files
from blame3d.errors import OutputError

WRITER = """
import sys, zlib
from pathlib import Path
from blame3d.files import write_atomic
folder = Path(sys.argv[1])
print("ready", flush=True)
n = 0
while True:
    body = bytes([n % 251]) * 300_000
    write_atomic(folder / f"shot{n % 4}.bin", zlib.crc32(body).to_bytes(4, "big") + body)
    n += 1
"""


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_a_killed_writer_leaves_whole_files(tmp_path: Path, root: Path) -> None:
    import zlib

    for kill in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], cwd=root, stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.003 * kill)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        for path in tmp_path.glob("shot*.bin"):
            data = path.read_bytes()
            assert len(data) == 300_004
            assert zlib.crc32(data[4:]) == int.from_bytes(data[:4], "big")
    assert list(tmp_path.glob("shot*.bin"))


def test_the_final_name_appears_only_after_the_bytes_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Losing power cannot be tested by killing; the order of the calls can."""
    calls: list[str] = []
    real = {name: getattr(os, name) for name in ("write", "fsync", "replace")}

    def spy(name: str):
        def call(*args):
            calls.append(name)
            return real[name](*args)

        return call

    for name in real:
        monkeypatch.setattr(os, name, spy(name))
    files.write_atomic(tmp_path / "a.png", b"12345")
    assert [name for i, name in enumerate(calls) if calls[i - 1 : i] != [name]] == [
        "write",
        "fsync",
        "replace",
        "fsync",
    ]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_any_failing_call_is_a_sentence_and_leaves_the_old_file(
    call: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "shot.png"
    target.write_bytes(b"old")
    real = getattr(os, call)

    def broken(*args, **kwargs):
        if call == "open" and not str(args[0]).endswith(".b3dtmp"):
            return real(*args, **kwargs)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, broken)
    with pytest.raises(OutputError) as caught:
        files.write_atomic(target, b"new")
    monkeypatch.undo()
    assert caught.value.exit_code == 73
    assert caught.value.id == ("B3D-DISK-01" if number == errno.ENOSPC else "B3D-DISK-03")
    assert str(target) in str(caught.value)
    assert target.read_bytes() == b"old"
    assert left_over(tmp_path) == []


def test_a_full_device_is_a_sentence() -> None:
    with pytest.raises(OutputError, match="no space left") as caught:
        files.write_atomic(Path("/dev/full"), b"x" * 10_000)
    assert caught.value.id == "B3D-DISK-01"
    assert Path("/dev/full").is_char_device()


def test_a_full_quota_leaves_nothing(tmp_path: Path) -> None:
    """RLIMIT_FSIZE is the nearest thing to a full disk that a test may ask for."""
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OutputError) as caught:
            files.write_atomic(tmp_path / "shot.png", b"x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    assert caught.value.id == "B3D-DISK-01"
    assert list(tmp_path.iterdir()) == []


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder.png").mkdir()
    for bad in ("file/shot.png", "folder.png"):
        for attempt in (files.check_writable, lambda path: files.write_atomic(path, b"x")):
            with pytest.raises(OutputError) as caught:
                attempt(tmp_path / bad)
            assert caught.value.id == "B3D-DISK-03"
    for bad in ("missing/shot.png", "a\0b.png", "x" * 300 + ".png"):
        with pytest.raises(OutputError):
            files.check_writable(tmp_path / bad)
    files.check_writable(tmp_path / "fine.png")
    assert left_over(tmp_path) == []


def test_stale_leftovers_are_swept_and_fresh_ones_kept(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".a.png.12.b3dtmp", tmp_path / ".b.png.34.b3dtmp"
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert files.sweep(tmp_path) == 1
    assert left_over(tmp_path) == [fresh.name]
