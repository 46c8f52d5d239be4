"""The person's wishes and Killy's body, joined: fixed steps, a view that answers at once.

The body moves in steps of 1/120 s and the picture stands between two of them; the *head* turns
with the mouse in the very frame, for a view that lags behind the hand feels like illness.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from blame3d.app.inputs import InputState
from blame3d.player import lift
from blame3d.player.camera import Eyes, Pose, blend, eye, feet
from blame3d.player.clock import STEP, advance, alpha
from blame3d.player.motion import LEGS, step
from blame3d.player.near import Surroundings
from blame3d.player.rescue import RETURNED, unstuck
from blame3d.player.shafts import Shaft
from blame3d.player.state import Intent, Mode, State, Vec
from blame3d.player.tape import Recorder, Replayer
from blame3d.world.chunk import CELL, Cell

SPEEDS: Final = (2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
"""What the wheel steps through, m/s."""

PITCH_LIMIT: Final = 89.0
_TAPS: Final = frozenset({"fly", "noclip", "up", "use"})


class Walker:
    """state: the body after the last whole step. heading, pitch: of the head, degrees.

    recorder hears every step; replayer takes the steps in place of the person till its tape ends.
    stale: whether colliders are those of before a shot.
    """

    def __init__(self, state: State, surroundings: Surroundings, eyes: Eyes) -> None:
        self.eyes = eyes
        self.stale: Callable[[], bool] = lambda: False
        self.surroundings = surroundings
        self.fly_speed = SPEEDS[2]
        self.recorder: Recorder | None = None
        self.replayer: Replayer | None = None
        self.put(state)

    def put(self, state: State) -> None:
        """Stand somewhere else at once."""
        self.state = self._before = state
        self.heading, self.pitch = state.heading, state.pitch
        self._rest = 0.0
        self._taps: set[str] = set()

    def record(self, address: str) -> None:
        """Write down every step from here on; address: of here, where the tape begins."""
        self.recorder = Recorder(address)

    def tap(self, action: str) -> None:
        """A key that counts even when it is up again before the next step."""
        if action in _TAPS:
            self._taps.add(action)

    def turn(self, heading: float, pitch: float) -> None:
        """Degrees to add: left and up are positive."""
        if math.isfinite(heading) and math.isfinite(pitch):
            self.heading = (self.heading + heading + 180.0) % 360.0 - 180.0
            self.pitch = max(-PITCH_LIMIT, min(PITCH_LIMIT, self.pitch + pitch))

    def change_speed(self, by: int) -> float:
        """One notch of the wheel; returns the new flying speed in m/s."""
        at = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - self.fly_speed))
        self.fly_speed = SPEEDS[max(0, min(len(SPEEDS) - 1, at + by))]
        return self.fly_speed

    def advance(self, dt: float, inputs: InputState) -> Pose:
        """dt real seconds on; the eye of this frame."""
        count, self._rest = advance(self._rest, dt)
        for _ in range(count):
            self._before = self.state
            self.state = self._step(inputs)
            # Whether there is a lift is not known before the world around is.
            self._taps &= {"use"} if self.state.waiting > 0.0 else set()
        return self.eye()

    def _step(self, inputs: InputState) -> State:
        replayer = self.replayer
        if replayer is not None and not replayer.done:
            if self.stale() and not replayer.told:
                return self.state  # what a shot has left comes later than on the tape
            state = replayer.step(self.state, self.surroundings)
            self.heading, self.pitch = state.heading, state.pitch
            return state
        intent = self._intent(inputs)
        state = step(self.state, intent, self.surroundings, STEP)
        if self.recorder is not None:
            self.recorder.hear(self.state, intent, state, stale=self.stale())
        return state

    def eye(self) -> Pose:
        """The eye between the last two steps, with the head as it is now."""
        a, b = eye(self._before, self.eyes), eye(self.state, self.eyes)
        pose = blend(a, b, alpha(self._rest))
        return replace(pose, heading=self.heading, pitch=self.pitch)

    def feet(self) -> Pose:
        """Where the feet are in this picture: on stairs they glide, as the eye does."""
        a, b = feet(self._before), feet(self.state)
        return blend(a, b, alpha(self._rest))

    def lift_height(self, shaft: Shaft) -> float:
        """Metres of a lift's platform over its lower end in this picture."""
        a, b = (lift.of(state.rides, shaft) for state in (self._before, self.state))
        return a + (b - a) * alpha(self._rest)

    @property
    def height(self) -> float:
        """Metres over its lower end of the platform that carries the body in this picture; 0 on
        none."""
        ride = lift.carrier(self.state)
        if ride is None:
            return 0.0
        before = (r for r in self._before.rides if (r.cell, r.pos) == (ride.cell, ride.pos))
        high = lift.height(ride)
        low = lift.height(next(before, ride))
        return low + (high - low) * alpha(self._rest)

    def around(self) -> Surroundings:
        """The world with the platforms of lifts where they are."""
        x, y, z = self.state.pos
        lo, hi = (x - 2.0, y - 2.0, z - 2.5), (x + 2.0, y + 2.0, z + 0.6)
        near = self.surroundings.lifts(self.state.cell, lo, hi)
        return lift.among(self.state, self.surroundings, near)

    @property
    def velocity(self) -> Vec:
        """m/s in the world, that of the platform included that carries the body."""
        x, y, z = self.state.vel
        ride = lift.carrier(self.state)
        return (x, y, z) if ride is None else (x, y, z + lift.speed(ride))

    def _intent(self, inputs: InputState) -> Intent:
        side, ahead, rise = inputs.axes()
        flying = self.state.mode is not Mode.WALK
        return Intent(
            move_x=side,
            move_y=ahead,
            move_z=rise if flying else 0.0,
            heading=self.heading,
            pitch=self.pitch,
            jump=inputs.is_held("up") or "up" in self._taps,
            crouch=inputs.is_held("down"),
            sprint=inputs.is_held("sprint"),
            slow=inputs.is_held("slow"),
            fly="fly" in self._taps,
            noclip="noclip" in self._taps,
            fly_speed=self.fly_speed,
            use="use" in self._taps,
        )

    def unstuck(self) -> bool:
        """Move to the nearest free place; False while the colliders around are missing."""
        found = unstuck(self.state, self.around(), LEGS)
        if found is None:
            return False
        self._place(found)
        return True

    def to_footing(self) -> bool:
        """Back to the last firm ground; False when there has been none."""
        if self.state.footing is None:
            return False
        cell, pos = self.state.footing
        self._place(
            replace(
                self.state,
                cell=cell,
                pos=pos,
                vel=(0.0, 0.0, 0.0),
                mode=Mode.WALK,
                airborne=RETURNED,
                coyote=0.0,
                buffer=0.0,
                lag=0.0,
                waiting=0.0,
                mantle=None,
                ladder=-1,
                hangs=False,
            )
        )
        return True

    def _place(self, state: State) -> None:
        heading, pitch = self.heading, self.pitch
        self.put(state)
        self.heading, self.pitch = heading, pitch

    @property
    def solid(self) -> bool:
        """Whether the body touches what is there, or may a moment later: slow flight collides."""
        if self.state.mode is Mode.FLY:
            return self.speed <= 2.0 * LEGS.fly_collides
        return self.state.mode is Mode.WALK

    @property
    def speed(self) -> float:
        """m/s."""
        return math.hypot(*self.state.vel)


def millimetres(cell: Cell, pos: Vec) -> tuple[int, int, int]:
    """World position in integer millimetres of metres inside a level-0 cell."""
    x, y, z = (c * CELL * 1000 + round(p * 1000.0) for c, p in zip(cell, pos, strict=True))
    return x, y, z


def cell_of(mm: tuple[int, int, int]) -> tuple[Cell, Vec]:
    """The other way: (level-0 cell, metres inside it)."""
    edge = CELL * 1000
    (x, dx), (y, dy), (z, dz) = (divmod(v, edge) for v in mm)
    return (x, y, z), (dx / 1000.0, dy / 1000.0, dz / 1000.0)
