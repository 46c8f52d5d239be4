"""What lives beside the walk: each companion is asked once a frame and knows nothing of the others.

The engine moves the body, asks its company, then looks. What companions want drawn they hand over
as actors; whatever else they do (sound, holes in the City) they do to the engine's open parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from blame3d.app.ear import hearing
from blame3d.app.hunting import Hunting
from blame3d.app.keeper import Keeper
from blame3d.app.lifts import Lifts
from blame3d.app.living import Living
from blame3d.app.overture import Overture
from blame3d.cast.actor import Actor

if TYPE_CHECKING:
    from blame3d.app.engine import Engine


class Companion(Protocol):
    """One of the company."""

    def frame(self, dt: float) -> None:
        """After the body has moved, dt seconds after the last frame (0 while paused)."""

    def actors(self) -> Sequence[Actor]:
        """What is to be drawn of it in this frame."""

    def travelled(self) -> None:
        """The body was put elsewhere, perhaps into another City."""

    def close(self) -> None:
        """The walk ends."""


_One = TypeVar("_One")


def of(engine: Engine, kind: type[_One]) -> _One:
    """The one of this kind. Raises KeyError when there is none."""
    for one in engine.company:
        if isinstance(one, kind):
            return one
    raise KeyError(kind.__name__)


def company(engine: Engine) -> list[Companion]:
    """All of them, in the order in which they are asked."""
    # The ear last: it hears what the others cue.
    own = engine.body, engine.gun, Keeper(engine)
    places = Lifts(engine), Hunting(engine), Living(engine), Overture(engine)
    return [*own, *places, *hearing(engine)]
