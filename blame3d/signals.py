"""Signals that have to wait: what must not be left half done is done first."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def later() -> Iterator[None]:
    """Whatever asks this process to end inside is heard afterwards.

    Handlers raise exceptions, wherever the program happens to be. In the middle of starting a
    process that leaves a worker of which nobody knows; in the middle of importing Panda3D the
    process crashes (its table of types stays half filled).
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = {
        number: signal.signal(number, lambda which, _: heard.append(which))
        for number in (signal.SIGINT, signal.SIGTERM)
        if signal.getsignal(number) is not None  # None: not Python's, and not to be restored
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for late in heard:
            signal.raise_signal(late)
