"""What a film will show next, and whether it is there: the air of its shots, the cells of the next
one, and all that a moment shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blame3d.app.filmair import FilmAir
from blame3d.capture.gather import wanted
from blame3d.timeline.piece import sample
from blame3d.world.chunk import Key

if TYPE_CHECKING:
    from blame3d.app.cinema import Cinema
    from blame3d.app.filmreel import Reel


class Ahead:
    """Asked by a cinema, of whose reel it knows what comes."""

    def __init__(self, cinema: Cinema, reel: Reel) -> None:
        self._cinema = cinema
        self._reel = reel
        self._air = FilmAir(cinema.beside)
        self._then: float | None = None
        self._seen: frozenset[Key] = frozenset()
        self._waits = False

    def forget(self) -> None:
        """Another piece begins."""
        self._then = None

    def seen(self) -> frozenset[Key]:
        """What the next shot shows when it begins; found once."""
        cinema, then = self._cinema, self._reel.then
        if then != self._then:
            self._then = then
            self._seen = frozenset()
            piece = cinema.piece
            if then is not None and self._air.has(piece, piece.index(then)):
                moment = sample(piece, then)
                view = cinema.seen_at(moment, cinema.picture.size)
                self._seen = frozenset(wanted(view, cinema.stage.quality, moment.detail_mm))
            elif then is not None:
                self._then = None  # its air is not known yet
        return self._seen

    def look(self) -> None:
        """Ask for the air of the next shot."""
        then = self._reel.next_cut()
        if then is not None:
            self._airy(then)

    def complete(self, t: float) -> bool:
        """Whether all that a moment shows is there."""
        if not self._airy(t):
            return False
        cinema, then = self._cinema, sample(self._cinema.piece, t)
        # Until something is cut, what is being made anew for that looks as it did.
        view, whole = cinema.seen_at(then, cinema.picture.size), not then.edits
        if self._reel.hastens and cinema.stage.covers(view, then.detail_mm):
            return True
        return cinema.stage.complete(view, then.detail_mm, stale=whole)

    def wait(self, waits: bool) -> None:
        """Whether the film waits: no core has then to be left to a picture that stands still."""
        if waits != self._waits:
            self._waits = waits
            self._cinema.executor.hurry(waits or not self._cinema.stage.settled)

    def _airy(self, t: float) -> bool:
        cinema = self._cinema
        return self._air.known(cinema.world, cinema.piece, cinema.piece.index(t))
