"""The worker process: reads jobs, generates, writes into its slots. It never imports Panda3D."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import Any, Final

from blame3d import logs
from blame3d.errors import DataError
from blame3d.stream import slots, wire
from blame3d.stream.heap import Heap
from blame3d.stream.jobs import Job, Makers, Names, produce
from blame3d.world.types import World

OUT_OF_MEMORY: Final = 71
"""Exit code of a worker that asked for more memory than there is (EX_OSERR of sysexits.h)."""

BETWEEN: Final = 64
"""Jobs between two times that the heap's holes are given back (a second or two, and 2 ms)."""


def load(names: Names) -> Makers:
    """Import the makers of these names."""

    def found(dotted: str) -> Any:
        module, _, name = dotted.partition(":")
        return getattr(import_module(module), name)

    return Makers(*map(found, names))


def told(error: Exception) -> str:
    """What went wrong and in which line, as one line."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" ({Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})" if trace else ""
    return f"{type(error).__name__}: {error}{where}".replace("\n", " ")


def main(
    inbox: Connection, outbox: Connection, segment: str, slot_bytes: int, names: Names, nice: int
) -> None:
    """Run until the program closes the pipe or is gone. nice: by how much others go first."""
    _settle(nice)
    memory = slots.attach(segment)
    with contextlib.suppress(EOFError, BrokenPipeError, OSError, KeyboardInterrupt):
        _serve(inbox, outbox, memory, slot_bytes, names)
    memory.close()


def _settle(nice: int) -> None:
    """Be polite, leave Ctrl-C to the program, and do not outlive it.

    Neither a pipe's end nor a daemon flag is noticed in the middle of a job or after SIGKILL of the
    program: only waiting for the parent's own sentinel is.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logs.trace_worker()
    if hasattr(os, "nice"):
        os.nice(nice)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(0)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()


def _serve(
    inbox: Connection,
    outbox: Connection,
    memory: SharedMemory,
    slot_bytes: int,
    names: Names,
) -> None:
    queue: deque[tuple[int, int, Job]] = deque()
    parts = wire.Assembly()
    world: World | None = None
    makers: Makers | None = None
    heap, done = Heap(), 0
    with contextlib.suppress(Exception):  # import before the first job; a job reports what fails
        makers = load(names)
    outbox.send_bytes(bytes([wire.READY]))
    while True:
        while not queue or inbox.poll(0):
            message = inbox.recv_bytes()
            tag = message[0]
            if tag == wire.JOB:
                queue.append(wire.read_job(message))
            elif tag == wire.CANCEL:
                number, _ = wire.read_tagged(message)
                kept = [entry for entry in queue if entry[0] != number]
                if len(kept) < len(queue):
                    queue = deque(kept)
                    outbox.send_bytes(wire.tagged(wire.SKIP, number))
            elif tag == wire.WORLD:
                _, total, offset, payload = wire.read_piece(message)
                whole = parts.add(total, offset, payload)
                if whole is not None:
                    world = pickle.loads(whole)
        number, slot, job = queue.popleft()
        try:
            if world is None:
                raise DataError("No world was given.")
            makers = makers or load(names)
            data = produce(job, world, makers)
        except MemoryError:  # what is cached here must go, and only a new process is sure of that
            os._exit(OUT_OF_MEMORY)
        except Exception as error:  # whatever a generator raises is this one job's failure
            outbox.send_bytes(wire.tagged(wire.ERROR, number, told(error)))
            continue
        if len(data) <= slot_bytes:
            slots.view(memory)[slot * slot_bytes : slot * slot_bytes + len(data)] = data
            outbox.send_bytes(wire.slot(number, len(data)))
        else:
            for piece in wire.pieces(wire.PIECE, number, data):
                outbox.send_bytes(piece)
        done += 1
        if done % BETWEEN == 0:
            del data
            heap.give_back()
