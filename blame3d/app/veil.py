"""No hole by construction: air that closes before what is not there yet.

What lies beyond where the air has closed is not drawn. So while a coarsest cell in reach is missing
(workers were lost, the machine is busy, the air has cleared faster than the City came), the air
stays closed before it: it clears no farther than there is something to be seen, comes nearer as one
does, and clears slowly when the cell has come. Pictures that are taken wait instead.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from blame3d.scene.eye import CLOSED
from blame3d.scene.frame import Haze

RATE: Final = 1.0
"""1/s: how fast it lifts."""
NEAREST_M: Final = 600.0
"""It closes no nearer than this."""


class Veil:
    """extinction: the least that the air has, per metre."""

    def __init__(self) -> None:
        self.extinction = 0.0

    def update(self, bare_m: float, dt: float) -> None:
        """Once a frame, dt seconds after the last. bare_m: metres to the nearest that nothing
        shows, inf where there is no such place."""
        lifted = self.extinction * math.exp(-RATE * max(0.0, dt))
        self.extinction = max(lifted, CLOSED / max(bare_m, NEAREST_M))

    def over(self, haze: Haze) -> Haze:
        """The air with it."""
        if haze.extinction >= self.extinction:
            return haze
        return replace(haze, extinction=self.extinction)
