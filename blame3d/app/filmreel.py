"""Where a showing of set pieces is: the piece, its moment, what is heard of it, and the wait before
a cut until what comes after it is there. It draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from blame3d.life.cue import Cue
from blame3d.timeline.piece import Edit, SetPiece, cues, detail_of, sample
from blame3d.timeline.transport import Transport

PATIENCE_S: Final = 8.0
"""Longest wait at a cut for what is not there yet."""

HASTE_S: Final = 2.0
"""What is shown coarser than it is to be is waited for so long."""

_LAST_S: Final = 1e-3
"""Before a cut, what is shown last of a shot."""

LEAD_S: Final = 12.0
"""So long before a cut the place of the next shot is asked for, and so long before a shot of the
gun what it will bare."""


class Reel:
    """sounds: what is heard in this frame."""

    def __init__(self, pieces: Sequence[SetPiece], transport: Transport) -> None:
        self._rest = list(pieces)
        self.piece = self._rest.pop(0)
        self.transport = transport
        self.moment = sample(self.piece, transport.t)
        self.sounds: list[Cue] = []
        self._heard = -1.0
        self._shown = self.piece.index(transport.t)
        self._awaited: float | None = None
        self._held = transport
        """As it was when it last waited."""
        self._waits = 0.0

    @property
    def hastens(self) -> bool:
        """Whether one has waited so long at a cut that what is coarse will do."""
        return self._waits >= HASTE_S

    @property
    def has_more(self) -> bool:
        """Whether another piece follows."""
        return bool(self._rest)

    def next_piece(self) -> None:
        """Its beginning."""
        self.piece = self._rest.pop(0)
        self.transport = replace(self.transport, length=self.piece.duration_s, t=0.0, playing=True)
        self.moment = sample(self.piece, 0.0)
        self._heard, self._shown, self._awaited, self._waits = -1.0, 0, None, 0.0

    @property
    def then(self) -> float | None:
        """The moment that is waited for, or the next cut, if that is soon."""
        return self.next_cut() if self._awaited is None else self._awaited

    def next_cut(self) -> float | None:
        """The first moment of the shot that comes next, if that is soon: played backwards, the last
        of the one before; in a loop it may be the loop's beginning."""
        now = self.transport
        t, lead = now.t, LEAD_S * max(1.0, abs(now.speed))
        a, b = now.loop or (0.0, now.length)
        if now.speed < 0.0:
            ends = (begin - _LAST_S for begin in reversed(self.piece.cuts()) if begin <= t)
            found, edge, other = next(ends, None), a, b - _LAST_S
        else:
            begins = (begin for begin in self.piece.cuts() if begin > t)
            found, edge, other = next(begins, None), b, a
        if now.loop is not None and (found is None or not a <= found < b):
            found, t = other, t + other - edge  # from edge to edge it is no way
        return found if found is not None and abs(found - t) <= lead else None

    def coming(self) -> tuple[int, int, int] | None:
        """Where chunks will be wanted when the shot comes that is waited for, or the next one."""
        then = self.then
        return None if then is None else detail_of(self.piece, then)

    def edits(self, seated: bool) -> tuple[Edit, ...]:
        """What the gun has taken; while one only watches also what it will soon have taken, for
        what it will bare can be built behind walls that still stand."""
        if not seated:
            return self.moment.edits
        soon = self.piece.story(self.transport.t + LEAD_S)
        return tuple(edit for edit in self.piece.edits if edit.s <= max(self.moment.s, soon))

    def advance(self, dt: float, now_s: float, ready: Callable[[float], bool] | None) -> bool:
        """dt seconds on; whether it went on. Before it shows another shot, by whatever way it came
        there, it waits until that is `ready` (None: nobody watches, and nothing is waited for).
        now_s: seconds of the program."""
        ahead = self.transport.advanced(dt)
        if self._awaited is not None and self._held == self.transport and ahead.t != self._held.t:
            # Not touched since: it goes on where it was to, however long this frame was.
            ahead = ahead.to(self._awaited)
        shot = self.piece.index(ahead.t)
        cut = shot != self._shown and ready is not None and self._waits < PATIENCE_S
        if cut and ready is not None and not ready(ahead.t):
            self._awaited, self._held = ahead.t, self.transport
            self._waits += max(dt, 1e-3)
            self._hear(now_s)
            return False
        self._shown, self._awaited, self._waits = shot, None, 0.0
        self.transport = ahead
        self.moment = sample(self.piece, ahead.t)
        self._hear(now_s)
        return True

    def _hear(self, now_s: float) -> None:
        t = self.transport.t
        heard = self._heard
        self.sounds = cues(self.piece, min(heard, t), t, now_s) if self.transport.playing else []
        self._heard = t
