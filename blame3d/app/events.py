"""What happens at a keyboard, mouse and window, as values: real devices and scripts give the same.

`app.devices` makes them from a window, `app.script` from a list; `app.inputs` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KeyDown:
    """A key or button went down. key: Panda's name of the position ("w", "mouse1", "wheel_up")."""

    key: str
    alt: bool = False


@dataclass(frozen=True)
class KeyUp:
    key: str


@dataclass(frozen=True)
class Char:
    """Typed text: one character by the person's own layout, or a paste."""

    text: str


@dataclass(frozen=True)
class Turn:
    """The mouse moved while it is ours: pixels right and down since the last event."""

    dx: float
    dy: float


@dataclass(frozen=True)
class Pointer:
    """The free pointer is at x, y: pixels from the upper left of the window."""

    x: float
    y: float


@dataclass(frozen=True)
class Stick:
    """A gamepad's sticks, -1 … 1: move right and forward, look right and up."""

    move: tuple[float, float]
    look: tuple[float, float]


@dataclass(frozen=True)
class Focus:
    on: bool


@dataclass(frozen=True)
class Resize:
    width: int
    height: int


@dataclass(frozen=True)
class Close:
    pass


Event = KeyDown | KeyUp | Char | Turn | Pointer | Stick | Focus | Resize | Close
