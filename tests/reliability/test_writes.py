"""Nobody ever finds half a file: not after a kill, not on a full disk, not after a loss of power.

Every path on which the program writes is a row of SURFACES.
"""

from __future__ import annotations

import builtins
import errno
import itertools
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blame3d import config, files, logs, png
from blame3d.app import pictures
from blame3d.app.soak_record import Record, Timed
from blame3d.capture import clip, shot
from blame3d.cli.crash import report
from blame3d.config import Settings
from blame3d.errors import Blame3DError, OutputError
from blame3d.stream.executor import SyncExecutor
from blame3d.view import Address, Pose
from blame3d.world.types import World

PIXELS = np.arange(28 * 48 * 3, dtype=np.uint32).reshape(28, 48, 3).astype(np.uint8)
FRAMES = [PIXELS, PIXELS[::-1].copy(), PIXELS]


def write_setting(folder: Path) -> None:
    config.store(folder / "config.toml", "fov", 77)


def write_reset(folder: Path) -> None:
    config.reset(folder / "config.toml")


def write_picture(folder: Path) -> None:
    """As F12 does."""
    pictures.make_ready(folder)
    files.write_atomic(pictures.free_name(folder, "seed"), png.encode_png(PIXELS, "blame://1/1,2,3"))


def write_shot(folder: Path) -> None:
    """`blame3d shot`, with a picture that is drawn at once."""
    from contextlib import nullcontext
    from types import SimpleNamespace

    with pytest.MonkeyPatch.context() as patch:
        room = SimpleNamespace(host=None, scene=None, executor=None)
        patch.setattr(shot, "studio", lambda *_, **__: nullcontext(room))
        patch.setattr(shot, "gather", lambda *_, **__: None)
        patch.setattr(shot, "drafted", lambda *_: None)
        patch.setattr(shot, "brought_near", lambda *_: None)
        patch.setattr(shot, "exposed", lambda *_: None)
        patch.setattr(shot, "alive", lambda *_: None)
        patch.setattr(shot, "render_still", lambda *_: PIXELS)
        patch.setattr(shot, "view_of", lambda *_: None)
        patch.setattr(shot, "address_of", lambda *_: "blame://1/1,2,3")
        at = Address(Pose(0, 0, 1, 2.0), aimed=True)
        patch.setattr(shot, "pose_of", lambda *_: at.pose)
        shot.shot(Settings(at=at, size=(48, 28)), folder / "shot.png")


def write_film(folder: Path) -> None:
    pytest.importorskip("av")
    clip.write_clip(folder / "clip.mp4", iter(FRAMES), 24)


def write_frames(folder: Path) -> None:
    """A clip where PyAV is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "av", None)
        clip.write_clip(folder / "clip.mp4", iter(FRAMES), 24)


def write_report(folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logs, "folder", lambda: folder)
        said = report(ValueError("x"), None)
    if "Report" not in said:
        raise OutputError(said, id="B3D-DISK-03")


SURFACES = [
    write_setting, write_reset, write_picture, write_shot, write_film, write_frames, write_report
]  # fmt: skip


def check(folder: Path) -> None:
    """Every file with a final name is whole; none with another name is left."""
    for path in folder.rglob("*"):
        if path.is_dir():
            continue
        assert not path.name.endswith(".b3dtmp"), path
        data = path.read_bytes()
        if path.suffix == ".png":
            assert png.size_of(data) == (48, 28)
            png.text_of(data)  # reads to the end
        elif path.suffix == ".mp4":
            assert data[4:8] == b"ftyp"
            assert b"moov" in data
        elif path.suffix == ".toml" or ".toml." in path.name:
            table = tomllib.loads(data.decode())
            assert table.pop("fov", 77) in (61, 77)
            assert table in ({}, {"keys": {}})
        else:
            assert data.startswith(b"blame3d "), path
            assert data.endswith(b"The last of the log:\n"), path


@contextmanager
def failing(number: int, nth: int) -> Iterator[list[str]]:
    """The nth call that touches the disk fails, and all after it: a disk does not mend itself.

    Gives the calls that were made.
    """
    calls: list[str] = []

    def faulty(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            reading = name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if not reading:
                calls.append(name)
                if len(calls) >= nth:
                    raise OSError(number, os.strerror(number))
            return real(*args, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in ("open", "write", "fsync", "replace", "mkdir"):
            patch.setattr(os, name, faulty(name, getattr(os, name)))
        yield calls


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EMFILE]
)
def test_the_nth_failure_of_every_write_is_a_sentence(
    surface: Callable[[Path], None], number: int, tmp_path: Path
) -> None:
    """Mutant: `write_atomic` that opens the final name itself."""
    for nth in itertools.count(1):
        folder = tmp_path / str(nth)
        folder.mkdir()
        (folder / "config.toml").write_text("fov = 61\n")
        failed = None
        with failing(number, nth) as calls:
            try:
                surface(folder)
            except Blame3DError as error:
                failed = error
        check(folder)
        assert "\n" not in str(failed)
        if failed is not None:
            assert failed.exit_code == 73
            assert failed.id.startswith("B3D-DISK-")
        if len(calls) < nth:
            assert failed is None
            assert nth > 3  # something was written at all
            return


def test_a_log_that_cannot_be_written_disturbs_nobody(home: Path) -> None:
    """Full disk, a folder in its place, no place at all. Mutant: `_File` without `handleError`."""
    where = logs.folder()
    where.mkdir(parents=True)
    for spoil in (
        lambda: (where / "blame3d.log").symlink_to("/dev/full"),
        lambda: (where / "blame3d.log").mkdir(),
        lambda: (where.rmdir(), where.write_text("")),
    ):
        spoil()
        log = logs.Log()
        with log:
            log.keep(traced=False)
            for n in range(20):
                logs.fact("n", n)
            log.close()
        assert log.facts == {"n": "19"}
        assert len(log.lines) == 20
        path = where / "blame3d.log"
        if path.is_symlink():
            path.unlink()
        elif path.is_dir():
            path.rmdir()


@pytest.mark.parametrize("words", [["list"], ["config", "--show"], ["list", "parts", "--json"]])
def test_an_answer_that_cannot_be_written_is_a_sentence(words: list[str], root: Path) -> None:
    """Mutant: without the case in `main` (a crash report, and Python's own complaint)."""
    with builtins.open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "blame3d", *words],
            cwd=root, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 73
    assert done.stderr.count("\n") == 1
    assert "No space left" in done.stderr


KILLED = """
import os, signal, sys, time
from pathlib import Path
sys.path.insert(0, {here!r})
import test_writes as t
folder, kills = Path(sys.argv[1]), int(sys.argv[2])
surfaces = [t.write_setting, t.write_reset, t.write_picture, t.write_report, t.write_frames]
for k in range(kills):
    pid = os.fork()
    if pid == 0:
        for n in range(10_000):
            surfaces[(k + n) % len(surfaces)](folder)
    time.sleep(0.002 + 0.028 * ((k * 7919) % 101) / 101)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    left = [path for path in folder.rglob("*.b3dtmp")]
    for path in left:
        path.unlink()
    t.check(folder)
    for path in folder.glob("*"):
        if path.suffix == ".png" or "old" in path.name:
            path.unlink()
    print(len(left), flush=True)
"""


def killed(folder: Path, kills: int) -> list[int]:
    """Kill a writer so often; how many temporary files each left. Raises when a file is not whole.
    """
    code = KILLED.format(here=str(Path(__file__).parent))
    words = [sys.executable, "-W", "ignore", "-c", code, str(folder), str(kills)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return [int(line) for line in done.stdout.split()]


def test_a_killed_writer_leaves_whole_files_on_every_path(tmp_path: Path) -> None:
    """Mutant: a write straight to the final name (fails within a few kills)."""
    left = killed(tmp_path, 60)
    assert len(left) == 60
    assert any(left), "no kill hit a write: the test proves nothing"


@pytest.mark.nightly
def test_a_writer_killed_five_thousand_times(tmp_path: Path) -> None:
    assert len(killed(tmp_path, 5000)) == 5000


# Loss of power: what reached the disk of each step that was not synced is anybody's guess.

Call = tuple[str, Any]


def recorded(path: Path, data: bytes) -> list[Call]:
    """What one write asks of the system: ("write", bytes), ("fsync",), ("replace",), ("sync",)."""
    calls: list[Call] = []
    real = {name: getattr(os, name) for name in ("write", "fsync", "replace")}
    folders: set[int] = set()
    opened = os.open

    def note_open(name: Any, flags: int, *rest: Any) -> int:
        found = opened(name, flags, *rest)
        if os.path.isdir(name):
            folders.add(found)
        return found

    def note(kind: str) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            found = real[kind](*args)
            if kind == "write":
                calls.append(("write", bytes(args[1])[:found]))
            elif kind == "fsync":
                calls.append(("sync" if args[0] in folders else "fsync", None))
            else:
                calls.append(("replace", None))
            return found

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", note_open)
        for kind in real:
            patch.setattr(os, kind, note(kind))
        files.write_atomic(path, data)
    return calls


def survivors(calls: list[Call], old: bytes) -> Iterator[bytes]:
    """What may be under the final name after a loss of power at any moment.

    Until the file was synced any part of it may be missing or zero, whatever its name; until the
    folder was, the old name may still hold. (The model of ALICE, Pillai et al., OSDI 2014.)
    """
    for moment in range(len(calls) + 1):
        done = calls[:moment]
        whole = b"".join(data for kind, data in done if kind == "write")
        kinds = [kind for kind, _ in done]
        contents = {whole}
        last_write = max((n for n, kind in enumerate(kinds) if kind == "write"), default=-1)
        if "fsync" not in kinds[last_write + 1 :] or last_write < 0:
            contents |= {b"", whole[: len(whole) // 2], bytes(len(whole))}
        renamed = "replace" in kinds
        if renamed:
            yield from contents
        if not renamed or "sync" not in kinds[kinds.index("replace") :]:
            yield old


def test_a_loss_of_power_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    """Mutants: no fsync; the rename before it."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"old")
    calls = recorded(path, b"new content")
    assert {kind for kind, _ in calls} == {"write", "fsync", "replace", "sync"}
    assert set(survivors(calls, b"old")) == {b"old", b"new content"}
    careless = [call for call in calls if call[0] != "fsync"]
    assert b"" in set(survivors(careless, b"old"))
    hasty = sorted(calls, key=lambda call: call[0] != "replace")
    assert b"" in set(survivors(hasty, b"old"))


def test_the_picture_of_a_soak_is_whole(tmp_path: Path) -> None:
    """The bench's own output: drawn in memory, written like every file."""
    pytest.importorskip("matplotlib")
    from blame3d.app.soak_plot import draw
    from blame3d.app.soak_record import figures

    record = Record(60.0)
    timed = Timed(SyncExecutor(World(1)), 0.0)
    for n in range(100):
        record.frame(n * 0.5, 0.05, n == 60)
        record.sample(n * 0.5, [os.getpid()], 5)
        timed.waits.extend((n * 0.5, 0.1 + n % 7, n % 5 == 0))
    record.faults = [(5.0, "kill"), (21.0, "cut"), (29.5, "stop")]
    found = figures(record, timed)
    assert (found["holes"], found["holes_in_faults"]) == (0, 1)
    record.faults.pop()
    found = figures(record, timed)
    assert (found["holes"], found["faults"]) == (1, {"cut": 1, "kill": 1})
    assert found["p99_ms"] == pytest.approx(50.0)
    assert found["chunk_p99_s"] > 6.0
    more = {"minutes": 1, "places": 2, "deaths": 1, "tracebacks": 0}
    data = draw(found | more, record, timed)
    assert png.size_of(data) == (1200, 840)
