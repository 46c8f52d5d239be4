"""`blame3d`: walk the City in a window."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from blame3d import logs
from blame3d.app.clock import RealClock
from blame3d.app.opening import program, workers
from blame3d.config import Settings
from blame3d.errors import DeviceError, TryAgainError
from blame3d.files import write_atomic
from blame3d.scene.display import GONE, watched
from blame3d.scene.gl import LOST

if TYPE_CHECKING:
    from blame3d.app.engine import Engine
    from blame3d.player.tape import Replayer
    from blame3d.scene.host import Host


def run(
    settings: Settings, record: Path | None = None, replayer: Replayer | None = None
) -> int:
    """Walk until the window is closed; the exit code.

    record: file that the walk is written to. replayer: takes the first steps. Where no window
    opens, the demonstration is made instead. Raises Blame3DError.
    """
    with workers(settings) as opening:
        host = _window(settings)
        if host is not None:
            from blame3d.app.devices import Devices

            devices = Devices(host.base.win)
            with program(opening, host, devices, RealClock()) as engine:
                with _taped(engine, record, replayer):
                    code = walk(engine)
                devices.take(False)
                return code
    from blame3d.capture import demo

    return demo.run(settings)


@contextmanager
def _taped(
    engine: Engine, record: Path | None, replayer: Replayer | None
) -> Iterator[None]:
    """Hear the walk and write it down at its end, however that comes; or let it be walked."""
    engine.walker.replayer = replayer
    if record is not None:
        engine.walker.record(str(engine.address()))
    try:
        yield
    finally:
        if record is not None and engine.walker.recorder is not None:
            write_atomic(record, engine.walker.recorder.text().encode())


def _window(settings: Settings) -> Host | None:
    """The window, or a word about what comes instead."""
    from blame3d.scene.host import open_host

    try:
        return open_host(settings.size, window=True, software=settings.software)
    except DeviceError as error:
        sys.stderr.write(f"blame3d: {error} Taking stills and a clip instead.\n")
    return None


def walk(engine: Engine) -> int:
    """Run an engine until it ends or a signal ends it; the exit code."""
    with _signals(engine) as caught, watched(lambda: _gone(engine)):
        engine.begin()
        try:
            engine.run()
        except TryAgainError as error:
            if error.id != LOST:
                raise
            engine.keep()
            raise TryAgainError(
                f"{error} Settings and place are kept: `blame3d --at '{engine.address()}'` goes on "
                "here.",
                id=LOST,
            ) from error
        except Exception:
            logs.fact("place", engine.address())  # for the report
            raise
    return 128 + caught[0] if caught else 0


def _gone(engine: Engine) -> int:
    """Keep what there is to keep when the display has gone away, and say so; the exit code."""
    engine.keep()
    engine.executor.close()
    sentence = (
        "The display has gone away. Settings and place are kept: "
        f"`blame3d --at '{engine.address()}'` goes on here. [{GONE}]"
    )
    logging.getLogger(__name__).error(sentence)
    sys.stderr.write(f"blame3d: {sentence}\n")
    return TryAgainError.exit_code


@contextmanager
def _signals(engine: Engine) -> Iterator[list[int]]:
    """Ctrl+C and a polite kill end the loop after the frame in progress; the list says which."""
    caught: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        caught.append(number)
        engine.running = False

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
