"""Play, pause, speed, seeking, looping: where the film is, as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

SPEEDS: Final = (-4.0, -2.0, -1.0, -0.5, -0.25, 0.25, 0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True)
class Transport:
    """t: seconds of the film, 0 … length. speed: -4 … 4. loop: seconds between which it stays,
    0 <= first < second <= length."""

    length: float
    t: float = 0.0
    speed: float = 1.0
    playing: bool = True
    loop: tuple[float, float] | None = None

    def advanced(self, dt: float) -> Transport:
        """dt real seconds on. It stops at either end, unless it loops."""
        if not self.playing or dt <= 0.0:
            return self
        t = self.t + dt * self.speed
        if self.loop is not None:
            a, b = self.loop
            return replace(self, t=t if a <= t < b else a + (t - a) % (b - a))
        end = t >= self.length if self.speed > 0 else t <= 0.0
        return replace(self, t=min(self.length, max(0.0, t)), playing=not end)

    @property
    def over(self) -> bool:
        return self.t >= self.length and not self.playing

    def to(self, t: float) -> Transport:
        """At a moment, playing or not as before."""
        return replace(self, t=min(self.length, max(0.0, t)))

    def paused(self) -> Transport:
        """Stopped, or going on; from the end it begins again, backwards from the beginning."""
        if self.playing:
            return replace(self, playing=False)
        again = self.t
        if self.speed > 0.0 and self.t >= self.length:
            again = 0.0
        elif self.speed < 0.0 and self.t <= 0.0:
            again = self.length
        return replace(self, playing=True, t=again)

    def stepped(self, frames: int, fps: float = 24.0) -> Transport:
        """Whole frames on or back, and stopped there."""
        at = round(self.t * fps) + frames
        return replace(self, t=min(self.length, max(0.0, at / fps)), playing=False)

    def faster(self, by: int) -> Transport:
        """The next speed of SPEEDS up or down."""
        nearest = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - self.speed))
        return replace(self, speed=SPEEDS[min(len(SPEEDS) - 1, max(0, nearest + by))])

    def jumped(self, marks: tuple[float, ...], by: int) -> Transport:
        """To the next mark (by 1), or the beginning of this stretch and then the one before."""
        if by > 0:
            return self.to(next((m for m in marks if m > self.t + 1e-6), self.length))
        return self.to(next((m for m in reversed(marks) if m < self.t - 1.0), 0.0))
