"""What a person does to a film: its keys, a click, the line of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blame3d.app.bindings import by_key, table
from blame3d.app.events import Event, KeyDown, Pointer
from blame3d.app.filmkeys import EYES, SHARED, SKIP, STEP, meaning, moved

if TYPE_CHECKING:
    from blame3d.app.cinema import Cinema

_LINE_FROM: Final = 0.86
"""Share of the window's height below which the pointer is at the line of time."""


class FilmHands:
    """The hands of who watches, or has stepped out."""

    def __init__(self, cinema: Cinema) -> None:
        self._cinema = cinema
        self._pointer = 0.0, 0.0
        self._dragged = False

    def take(self, event: Event) -> bool:
        """Whether an event is the film's; it is then done."""
        cinema = self._cinema
        if not cinema.here or cinema.reading:
            return False
        if isinstance(event, Pointer):
            self._pointer = event.x, event.y
            if self._dragged and cinema.seated:
                self._scrub()
            return False
        if cinema.seated and getattr(event, "key", "") == "mouse1":
            self._press(isinstance(event, KeyDown))
            return True
        return isinstance(event, KeyDown) and self._key(event)

    def _press(self, down: bool) -> None:
        """Low in the picture it takes the line of time, elsewhere it stops the film."""
        cinema = self._cinema
        self._dragged = down and self._pointer[1] > cinema.host.size[1] * _LINE_FROM
        if self._dragged:
            self._scrub()
        elif down:
            cinema.transport = cinema.transport.paused()

    def _scrub(self) -> None:
        cinema = self._cinema
        share = cinema.gate.share(self._pointer[0])
        cinema.transport = cinema.transport.to(share * cinema.transport.length)

    def _key(self, event: KeyDown) -> bool:
        cinema = self._cinema
        word = None if event.alt else meaning(event.key, cinema.seated)
        if word is None:
            row = by_key(table(cinema.options.now.bindings)).get(event.key)
            shared = (event.alt and event.key == "enter") or (
                row is not None and row.action in SHARED
            )
            return cinema.seated and not shared
        if word == STEP:
            cinema.step_out() if cinema.seated else cinema.step_in()
        elif word == EYES:
            cinema.other_eyes()
        elif word == SKIP:
            cinema.skip()
        else:
            cinema.transport = moved(cinema.transport, cinema.piece, word)
        return True
