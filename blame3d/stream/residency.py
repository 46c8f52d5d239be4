"""Which chunks are in the scene, which are to be drawn, and what changes this frame.

Bookkeeping only: the program asks `jobs()` for what to request, hands results to `arrive()`, and
once a frame does what `step()` says: attach, then show, then remove. Nothing here knows a
renderer, a clock or a process. A new plan best follows a step: what it costs (planning 1 ms,
showing 0.3, choosing what leaves 0.4) then falls into three frames.

    plan ──jobs──> executor ──arrive──> arrived ──step: attach──> resident ──step: remove──>
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.stream.jobs import Failed, Job, Result, chunk_job
from blame3d.stream.plan import Desired, evictable, visible_mask, visible_set
from blame3d.world.chunk import Chunk, Key

MOST: Final = 8
"""Attaches and removals a frame. 64 removals at once cost the next frame 4 ms."""

SLACK: Final = 128
"""Chunks over the bound before it is enforced: choosing costs a millisecond."""

ATTACH_MS: Final = 0.06
"""What an attach is taken to cost until `spent` has said better."""


@dataclass(frozen=True)
class Step:
    """What to do in this frame, in this order.

    attach: chunks to put into the scene, hidden (a resident key: replace its content in place).
    show: every key to be drawn from now on, or None when that has not changed. remove: keys to
    take out; none of them is in show.
    """

    attach: tuple[Chunk, ...] = ()
    show: frozenset[Key] | None = None
    remove: tuple[Key, ...] = ()


@dataclass
class Residency:
    """bound: resident chunks beyond which the oldest that the plan does not want leave.

    A finest chunk is 80 KB of light for the program and twice that for a renderer on the CPU, whose
    rows are padded; any other a seventh of it; and each 40 KB of nodes and their states. A place
    wants 1,030, of which 870 draw something.

    coming: the plan of a place ahead, whose chunks are taken in beforehand.
    resident: keys in the scene, with their place in the order of arrival. shown: keys drawn.
    outdated: those of them that have become another since. failed: keys given up, not to be asked
    for again; what came instead stays.
    """

    bound: int = 1152
    wanted: Desired | None = None
    coming: Desired | None = None
    resident: dict[Key, None] = field(default_factory=dict)
    shown: frozenset[Key] = frozenset()
    outdated: set[Key] = field(default_factory=set)
    failed: set[Key] = field(default_factory=set)
    _arrived: dict[Key, Chunk] = field(default_factory=dict)
    _leaving: list[Key] = field(default_factory=list)
    _changed: bool = False
    _choose: bool = False
    _ready: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    _drawn: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    _cost_ms: float = ATTACH_MS

    def plan(self, wanted: Desired, coming: Desired | None = None) -> None:
        """Take a new plan, and that of a place ahead. Then ask for `jobs()`."""
        self.wanted, self.coming = wanted, coming
        self._changed = True
        self._ready = np.fromiter((k in self.resident for k in wanted.keys), bool)
        self._arrived = {k: c for k, c in self._arrived.items() if self._wants(k)}
        self._leaving, self._choose = [], True

    def known(self) -> list[Key]:
        """Every key that is here, or that a plan names."""
        keys = dict.fromkeys(self.resident)
        for plan in (self.wanted, self.coming):
            if plan is not None:
                keys.update(dict.fromkeys(plan.keys))
        return list(keys)

    def jobs(self) -> list[Job]:
        """Everything of the plan that is neither here nor given up, most urgent first; then what
        the place ahead wants besides."""
        if self.wanted is None:
            return []
        keys = dict.fromkeys(self.wanted.keys)
        if self.coming is not None:
            keys.update(dict.fromkeys(self.coming.keys))
        there = self.resident.keys() - self.outdated
        return [
            chunk_job(key)
            for key in keys
            if key not in there and key not in self._arrived and key not in self.failed
        ]

    def _wants(self, key: Key) -> bool:
        """Whether the plan or that of the place ahead names a key."""
        plans = (self.wanted, self.coming)
        return any(plan is not None and key in plan.index for plan in plans)

    def arrive(self, results: Iterable[Result]) -> None:
        """Take results of the current world; colliders and what no plan wants are passed over."""
        for result in results:
            key = result.job.key
            if result.job != chunk_job(key) or not self._wants(key):
                continue
            if isinstance(result, Failed):
                self.failed.add(key)
            if result.chunk is not None:
                self._arrived[key] = result.chunk

    def invalidate(self, keys: Iterable[Key]) -> None:
        """The world has changed in these cells: what is there stays until its successor comes.

        Chunks that have arrived of the old world are dropped. Ask for `jobs()` again.
        """
        for key in keys:
            self._arrived.pop(key, None)
            self.failed.discard(key)
            if key in self.resident:
                self.outdated.add(key)

    def spent(self, attaches: int, milliseconds: float) -> None:
        """Tell what attaching really cost, so that the budget holds."""
        if attaches > 0 and milliseconds >= 0.0:
            self._cost_ms += 0.2 * (milliseconds / attaches - self._cost_ms)

    def step(self, budget_ms: float = 1.0, *, most: int = MOST) -> Step:
        """Decide this frame's work. At least one chunk is attached whatever the budget.

        For a picture, where no frame is waiting: `step(most=10**9, budget_ms=inf)`.
        """
        if self.wanted is None:
            return Step()
        room = max(1, int(min(float(most), budget_ms / max(self._cost_ms, 1e-3))))
        attach = self._next_arrived(room)
        for chunk in attach:
            self.resident[chunk.key] = None
            self.outdated.discard(chunk.key)
            row = self.wanted.index.get(chunk.key)
            if row is not None:
                self._ready[row] = True
        show = self._show(self.wanted) if attach or self._changed else None
        if not self._changed and (
            self._choose or (not self._leaving and len(self.resident) > self._most() + SLACK)
        ):
            self._choose_leaving()  # never in the frame that shows a new plan: it has enough to do
        self._changed = False
        leave = tuple(k for k in self._leaving if k not in self.shown)[:most]
        if leave:
            gone = set(leave)
            self._leaving = [k for k in self._leaving if k not in gone]
            self.outdated -= gone
            self.failed -= gone
            for key in leave:
                self.resident.pop(key, None)
        return Step(attach, show, leave)

    def shown_then(self) -> frozenset[Key]:
        """What would be drawn at the place ahead, if one were there now."""
        return frozenset() if self.coming is None else visible_set(self.resident, self.coming)

    def holes(self) -> tuple[int, int]:
        """(leaves shown by nothing, leaves shown by an ancestor) of the plan, for the bench."""
        wanted = self.wanted
        if wanted is None:
            return 0, 0
        shown = np.fromiter((k in self.shown for k in wanted.keys), bool, len(wanted.keys))
        over = shown.copy()
        for rows in wanted.by_level:
            above = wanted.parents[rows]
            over[rows] |= (above >= 0) & over[above]
        leaf = wanted.leaf
        return int((leaf & ~over).sum()), int((leaf & over & ~shown).sum())

    def clear(self) -> tuple[Key, ...]:
        """Forget everything; the keys that have to be removed from the scene."""
        gone = tuple(self.resident)
        self.wanted = self.coming = None
        self.shown, self._changed = frozenset(), False
        for kept in (self.resident, self.failed, self._arrived, self.outdated, self._leaving):
            kept.clear()
        return gone

    def _next_arrived(self, room: int) -> tuple[Chunk, ...]:
        """The most urgent arrivals: what is to be another already, then in the plan's order."""
        if not self._arrived or self.wanted is None:
            return ()
        index, last = self.wanted.index, len(self.wanted.keys)
        first = sorted(
            self._arrived, key=lambda key: (key not in self.outdated, index.get(key, last))
        )[:room]
        return tuple(self._arrived.pop(key) for key in first)

    def _show(self, wanted: Desired) -> frozenset[Key] | None:
        draw = visible_mask(self._ready, wanted)
        if not self._changed and np.array_equal(draw, self._drawn):
            return None
        self._drawn = draw
        show = frozenset(wanted.keys[i] for i in np.flatnonzero(draw).tolist())
        if show == self.shown:
            return None
        self.shown = show
        return show

    def _most(self) -> int:
        return max(self.bound, len(self.wanted.keys) + SLACK if self.wanted else 0)

    def _choose_leaving(self) -> None:
        """What the plan does not want: all that is far, and the rest while memory is short."""
        self._choose = False
        if self.wanted is None:
            return
        leaving = evictable(self.wanted, self.resident)
        excess = len(self.resident) - len(leaving) - self._most()
        if excess > 0:
            chosen = set(leaving)
            spare = [k for k in self.resident if not self._wants(k) and k not in chosen]
            leaving += spare[:excess]  # oldest first
        self._leaving = leaving
