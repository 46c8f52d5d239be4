"""How long frames may take and how far apart they start: by what they cost, and what goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blame3d.app.governor import Governor
from blame3d.app.pacing import Pacer

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

IDLE_INTERVAL_S: Final = 1.0 / 20.0
"""Frames while paused, out of focus or not yet covered: nothing moves that would need more."""

DAWN_SHARE: Final = 0.33
"""Most of the time that frames may take before all is there, while nobody moves: the cores are
worth more to the workers then."""

LONGEST_S: Final = 0.5
"""Nobody waits longer than this for the next frame because the last one took long: one in which a
picture was taken takes seconds, and the next key is not to wait for three times as many."""


class Pace:
    """governor: what is left out for the sake of the rate. work_s: seconds that the last frame has
    taken. rests: whether nothing moved in it."""

    def __init__(self, engine: Engine, rate: str) -> None:
        self._engine = engine
        self._pacer = Pacer()
        self.governor = Governor(0.0)
        self.work_s = 0.0
        self.rests = True
        self.keep(rate)

    def keep(self, rate: str) -> None:
        """Keep so many frames a second from now on, or as many as the machine makes ("off")."""
        wished = 0.0 if rate == "off" else float(rate)
        self.governor.choose(wished)
        self._pacer.fastest = 1.0 / wished if wished else 0.0

    def add(self, work_s: float) -> None:
        """Seconds that a frame has taken, for what the next ones may take."""
        self._pacer.add(work_s)
        if self._engine.stage.settled and not self._engine.camera.holding:
            self.governor.add(work_s)

    @property
    def steady(self) -> float:
        """Seconds between the starts of two frames while somebody moves."""
        return self._pacer.interval

    @property
    def interval(self) -> float:
        """Seconds that are to lie between the starts of two frames now."""
        engine = self._engine
        if not engine.stage.covered or (not engine.stage.settled and self.rests):
            # In the dark nothing is drawn; only the very first frame takes long.
            taken = self.work_s if engine.dawn.light > 0.0 else 0.0
            return max(IDLE_INTERVAL_S, min(taken / DAWN_SHARE, LONGEST_S))
        idle = bool(engine.menu.page) or not engine.inputs.focused
        return IDLE_INTERVAL_S if idle else self.steady
