"""The program's side of one worker: its process, its pipes, its slots, its jobs under way."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Final

from blame3d.signals import later
from blame3d.stream import slots, wire, worker
from blame3d.stream.jobs import Job, Names

_ONE_THREAD: Final = {
    name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
}
"""Read when numpy is imported; a BLAS with threads of its own is 125 times slower on a full box."""


@dataclass
class Flight:
    """A job under way in a worker."""

    number: int
    job: Job
    epoch: int
    slot: int
    dropped: bool = False


@dataclass(frozen=True)
class Answer:
    """What a worker said of a flight: data, or an error text, or neither when it was skipped."""

    flight: Flight
    data: bytes | None = None
    error: str | None = None


class Link:
    """One worker and its replacement after it: the segment stays, process and pipes are new.

    flights are in the order in which the worker takes them, so the first is the one that it is
    at. age: seconds for which it has given no sign while it had something to do. last: the job
    that it was handed last. nice: of its process.
    """

    def __init__(self, depth: int, slot_bytes: int, names: Names, nice: int) -> None:
        self.flights: dict[int, Flight] = {}
        self.ready = False
        self.age = 0.0
        self.strikes = 0  # deaths since the last answer
        self.started = 0.0
        self.restart_at: float | None = None
        self.last: Job | None = None
        self._depth = depth
        self.slot_bytes = slot_bytes
        self._names = names
        self._nice = nice
        self._memory = slots.create(depth * slot_bytes)
        self._process: SpawnProcess | None = None
        self._inbox: Connection | None = None
        self._outbox: Connection | None = None
        self._unsent: deque[bytes] = deque()
        self._large = wire.Assembly()

    def start(self, now: float, world: bytes, epoch: int) -> None:
        """Start a process and tell it the (pickled) world. OSError when the system refuses."""
        context = get_context("spawn")
        theirs, self._outbox = context.Pipe(duplex=False)
        self._inbox, back = context.Pipe(duplex=False)
        self._process = context.Process(
            target=worker.main,
            args=(theirs, back, self._memory.name, self.slot_bytes, self._names, self._nice),
            daemon=True,
            name="blame3d world worker",
        )
        self.started, self.restart_at, self.ready, self.age = now, None, False, 0.0
        try:
            with _environment(_ONE_THREAD), _uninterrupted():
                self._process.start()
        except BaseException:
            self._drop_process()  # a process that never began can be neither killed nor joined
            raise
        finally:
            theirs.close()
            back.close()
        self.tell_world(world, epoch)

    @property
    def running(self) -> bool:
        """Whether there is a process that has not been found dead."""
        return self._process is not None

    @property
    def pid(self) -> int | None:
        """Process id of the worker."""
        return self._process.pid if self._process else None

    @property
    def free(self) -> int:
        """Jobs that may still be sent."""
        return self._depth - len(self.flights) if self.running else 0

    @property
    def inbox(self) -> Connection | None:
        """What becomes readable when the worker speaks, and when it dies."""
        return self._inbox

    def send(self, flight_number: int, job: Job, epoch: int) -> None:
        """Hand a job over; there must be a free slot."""
        used = {flight.slot for flight in self.flights.values()}
        slot = next(n for n in range(self._depth) if n not in used)
        if not self.flights:
            self.age = 0.0
        self.last = job
        self.flights[flight_number] = Flight(flight_number, job, epoch, slot)
        self._unsent.append(wire.job(flight_number, slot, job))

    def drop(self, flight: Flight) -> None:
        """Ask the worker to skip a job if it has not begun."""
        if not flight.dropped:
            flight.dropped = True
            self._unsent.append(wire.tagged(wire.CANCEL, flight.number))

    def tell_world(self, world: bytes, epoch: int) -> None:
        """Jobs sent after this are of that world."""
        if self.running:
            self._unsent.extend(wire.pieces(wire.WORLD, epoch, world))

    def flush(self) -> None:
        """Send what the pipe takes without waiting."""
        with contextlib.suppress(OSError, ValueError):
            while self._unsent and self._outbox is not None and _is(self._outbox, _WRITABLE):
                self._outbox.send_bytes(self._unsent[0])
                self._unsent.popleft()

    def receive(self) -> Iterator[Answer]:
        """Everything the worker has said so far.

        Raises EOFError when it is dead and all it said is read; ValueError when what it says is no
        message of ours: it has then to be replaced.
        """
        inbox = self._inbox
        if inbox is None:
            return
        try:
            while _is(inbox, _READABLE):
                message = inbox.recv_bytes(8192)
                self.age = 0.0
                answer = self._read(message)
                if answer is not None:
                    yield answer
        except (OSError, IndexError, KeyError, wire.MalformedError) as error:
            raise ValueError(f"unreadable message: {error}") from error

    def _read(self, message: bytes) -> Answer | None:
        tag = message[0]
        if tag == wire.READY:
            self.ready = True
            return None
        if tag == wire.SLOT:
            number, length = wire.read_slot(message)
            if length > self.slot_bytes:  # before the flight is taken for landed
                raise ValueError("an answer longer than its slot")
            flight = self.flights.pop(number)
            at = flight.slot * self.slot_bytes
            return Answer(flight, data=bytes(slots.view(self._memory)[at : at + length]))
        if tag == wire.PIECE:
            number, total, offset, payload = wire.read_piece(message)
            flight = self.flights[number]
            whole = self._large.add(total, offset, payload)
            return Answer(self.flights.pop(number), data=whole) if whole is not None else None
        if tag in (wire.ERROR, wire.SKIP):
            number, text = wire.read_tagged(message)
            return Answer(self.flights.pop(number), error=text if tag == wire.ERROR else None)
        raise ValueError("a message of no known kind")

    def wake(self) -> bool:
        """Let a worker go on that somebody has stopped (SIGSTOP); whether it was."""
        if self.pid is None or not hasattr(os, "waitid"):
            return False
        with contextlib.suppress(OSError):
            if os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None:
                os.kill(self.pid, signal.SIGCONT)
                return True
        return False

    def bury(self) -> str:
        """End the process if it still runs; says how it ended. Flights stay, to be given out."""
        process = self._process
        if process is None:
            return "not started"
        process.kill()
        process.join(2.0)
        code = process.exitcode
        self._drop_process()
        if code is None:
            return "no answer to SIGKILL"
        if code == worker.OUT_OF_MEMORY:
            return "out of memory"
        return signal.Signals(-code).name if -code in set(signal.Signals) else f"exit {code}"

    def hang_up(self) -> None:
        """Tell an idle worker to end: the end of its pipe."""
        if self._outbox is not None:
            self._outbox.close()

    def close(self, patience: float) -> None:
        """End the process, waiting at most `patience` seconds, and free the memory."""
        if self._process is not None:
            self._process.join(max(patience, 0.0))
            if self._process.is_alive():
                self._process.kill()
                self._process.join(1.0)
            self._drop_process()
        self._memory.close()
        with contextlib.suppress(FileNotFoundError):
            self._memory.unlink()

    def _drop_process(self) -> None:
        for end in (self._inbox, self._outbox):
            if end is not None:
                end.close()
        if self._process is not None and not self._process.is_alive():
            self._process.close()
        self._process = self._inbox = self._outbox = None
        self._unsent.clear()
        self._large = wire.Assembly()


_READABLE: Final = getattr(select, "POLLIN", 1)
_WRITABLE: Final = getattr(select, "POLLOUT", 4)


def _is(end: Connection, what: int) -> bool:
    """Whether a pipe can be read (also when it has ended) or written without waiting.

    Not `Connection.poll`: that builds a selector each time, 20 times the cost, every frame.
    """
    if sys.platform == "win32":  # message pipes, which poll does not know there
        return what == _WRITABLE or end.poll(0)
    poller = select.poll()
    poller.register(end, what)
    return bool(poller.poll(0))


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start a process inside. It never sees Ctrl-C, which a terminal sends to all: it would end in
    the middle of its imports with a traceback. And whatever asks us to end is heard afterwards:
    half a start would leave it the same way."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    with later():
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Set variables for a process about to start: it reads them before any of our code runs."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
