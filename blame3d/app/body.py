"""The walker's own body: what one sees of it, and the eye that sees all of it from behind.

Feet are set down by `cast.feet` on the colliders that are there; in first person the head is left
out and the trunk leans back, out of the way of a look at the boots. The gun says how far it is
raised and how it glows; where its mouth is says `muzzle`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import cos, exp, hypot, radians, sin, tan
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.holds import Holds
from blame3d.app.walker import millimetres
from blame3d.cast import feet as footwork
from blame3d.cast import gait
from blame3d.cast.actor import Actor
from blame3d.cast.model import load
from blame3d.cast.pose import muzzle, pose
from blame3d.cast.rig import turn_z
from blame3d.player.camera import Pose
from blame3d.player.floor import clear_way, under
from blame3d.player.gun import POWERS, level
from blame3d.player.shapes import Shape
from blame3d.player.state import Mode, offset, rebase

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

FIGURE: Final = "killy"
HEIGHT_M: Final = 1.88
SHARES: Final = (1 / 4, 1 / 5, 1 / 7, 1 / 10, 1 / 14, 1 / 19, 1 / 25)
"""Of the picture's height that the figure fills, as the wheel steps through them."""

CRACKS_MS: Final = 24.2
"""Speed of a landing after a fall of 30 m: from there the floor cracks."""

_PIVOT_M: Final = 1.58
_ARMS_REACH: Final = 0.14
"""Metres that the trunk is behind the eye of who holds on to something."""
_CLOSEST_M: Final = 0.7
"""Nearer than this behind one's back the eye goes back into the head …"""
_ASIDE_M: Final = 0.5
"""… and so near to one's own axis: who looks straight up would look out of his trousers."""

_OUT: Final = 3.0
"""1/s: how fast the eye comes back out after a wall has pushed it in."""
_GLOW: Final = 4.0
"""Of the pistol's slit at full charge, times what the model says."""
_LEAP_M: Final = 6.0
"""Between two frames: then the body was put elsewhere."""
_MOST_CRACKS: Final = 12
_SPOTS: Final = ((0.44, 0.26), (1.05, 0.55))
"""Size in metres and strength of the shadow under a foot and under the whole."""


class Body:
    """third: whether one sees oneself from behind. share: of the picture that the figure fills."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._model = load(FIGURE)
        self.third = False
        self._step = 2
        self._away = 0.0
        self._out = False
        self._cracks: list[Actor] = []
        self.travelled()

    @property
    def share(self) -> float:
        return SHARES[self._step]

    def toggle(self) -> None:
        """Out of the head, or back."""
        self.third = not self.third
        self._away = 0.0

    def closer(self, by: int) -> None:
        """One notch of the wheel."""
        self._step = max(0, min(len(SHARES) - 1, self._step - by))

    def travelled(self) -> None:
        """Stand anew; what had cracked is far away."""
        walker = self._engine.walker
        self._place = walker.feet()
        self._shapes: Sequence[Shape] = ()
        self._feet = footwork.standing(walker.heading, self._floor)
        self._landings = walker.state.landings
        self._climbs = 0.0
        self._holds = Holds()
        self._height = walker.height
        self._cracks.clear()
        self._pose()

    def close(self) -> None:
        """Nothing is held."""

    @property
    def phase(self) -> float:
        """Of the walk, in cycles (see cast.feet): footfalls are heard when they are seen."""
        climb = self._holds.cycle
        return self._feet.phase if climb is None else climb

    # The eye -------------------------------------------------------------------------------

    def look(self, pose: Pose, dt: float) -> Pose:
        """The eye of this frame, when that in the head is `pose`."""
        if not self.third:
            return pose
        engine = self._engine
        wide, high = engine.picture.size
        slope = tan(radians(engine.lens.fov) / 2.0) * high / wide
        wish = HEIGHT_M / (2.0 * slope * self.share)
        h, p = radians(pose.heading), radians(pose.pitch)
        back = (sin(h) * cos(p), -cos(h) * cos(p), -sin(p))
        start = engine.walker.feet()
        cell, pos = start.cell, start.pos
        cell, pos = rebase(cell, (pos[0], pos[1], pos[2] + _PIVOT_M))
        free = clear_way(engine.stage.provider, cell, pos, tuple(wish * v for v in back))  # type: ignore[arg-type]
        grown = self._away + (wish - self._away) * (1.0 - exp(-_OUT * dt))
        self._away = min(free, grown) if self._away else free
        x, y, z = (v * self._away for v in back)
        self._out = self._away >= _CLOSEST_M and hypot(x, y) >= _ASIDE_M
        if not self._out:
            return pose
        cell, pos = rebase(cell, (pos[0] + x, pos[1] + y, pos[2] + z))
        return replace(pose, cell=cell, pos=pos, roll=0.0)

    @property
    def outside(self) -> bool:
        """Whether the eye of this frame is not in the head."""
        return self.third and self._out

    # The body ------------------------------------------------------------------------------

    def frame(self, dt: float) -> None:
        """dt seconds on."""
        if dt <= 0.0:
            return
        engine = self._engine
        walker, state = engine.walker, engine.walker.state
        place = walker.feet()
        moved = offset(place.cell, place.pos, self._place.cell, self._place.pos)
        if max(map(abs, moved)) > _LEAP_M:
            self.travelled()
            return
        self._place = place
        # On a platform that moves nobody walks by standing still.
        height, before = walker.height, self._height
        self._height = height
        if height and before:
            moved = (moved[0], moved[1], moved[2] - (height - before))
        x, y, z = place.pos
        self._shapes = walker.around().within(
            place.cell, (x - 2.0, y - 2.0, z - 2.5), (x + 2.0, y + 2.0, z + 0.6)
        ) or ()  # fmt: skip
        self._holds.frame(walker, place, dt)
        heading = walker.heading if self._holds.heading is None else self._holds.heading
        going = footwork.Going(
            moved, state.vel, heading, state.crouch,
            state.grounded and state.mode is Mode.WALK,
        )  # fmt: skip
        self._feet = footwork.step(self._feet, going, min(dt, 0.1), self._floor)
        up = state.mantle is not None and state.mantle[2] > 0.0
        self._climbs += (up - self._climbs) * (1.0 - exp(-12.0 * dt))
        if state.landings != self._landings:
            self._landings = state.landings
            if state.impact > CRACKS_MS:
                self.crack()
        self._pose()

    def _floor(self, x: float, y: float) -> float | None:
        at = self._place.pos
        high = under(self._shapes, at[0] + x, at[1] + y, at[2] - 2.5, at[2] + 0.5)
        return None if high is None else high - at[2]

    def _pose(self) -> None:
        engine, feet = self._engine, self._feet
        walker, state = engine.walker, engine.walker.state
        speed = min(12.0, (state.vel[0] ** 2 + state.vel[1] ** 2) ** 0.5) * (1.0 - feet.air)
        how = gait.manner(speed, state.crouch)
        t = state.landed
        sink = min(0.45, 0.020 * state.impact) * (t / 0.12) * exp(1.0 - t / 0.12) if t < 1.5 else 0
        raised = engine.gun.raised
        raised = raised * raised * (3.0 - 2.0 * raised)
        back = 0.0
        if not self.outside:
            # Out of the way of a look at the boots; crouched, the collar would be at the eye.
            back = 0.30 - 0.18 * raised + 0.10 * state.crouch
            # Who holds on and looks away would look over his own collar.
            away = min(0.0, cos(radians(walker.heading - self._holds.turned(feet.heading))))
            back -= (back - _ARMS_REACH - 0.4 * away) * self._holds.part
            sink += 0.03 + 0.12 * state.crouch
            lean = (-15.0 + 7.0 * raised) * (1.0 - 0.8 * self._holds.part)
            how = replace(how, lean=lean, bob=0.0)
        look = walker.heading, min(89.0, walker.pitch + engine.gun.kick())
        air = feet.air * (1.0 - self._holds.part)
        heading = self._holds.turned(feet.heading)
        # Hips follow a turn late: behind them, not behind the gaze, a shoulder would stand in view.
        turn = (walker.heading - heading + 180.0) % 360.0 - 180.0
        front = heading + turn * (1.0 - self._holds.part)
        bearing = gait.Bearing(
            heading, look, how, feet.phase, air,
            sink * (1.0 - feet.air), back, front, raised, self._climbs,
            engine.seconds % 1000.0, speed,
        )  # fmt: skip
        left, right = self._holds.feet(feet.left.foot, feet.right.foot)
        joints = pose(self._model, left, right, bearing)
        self._joints = self._holds.hands(self._model, joints, heading, raised)

    def muzzle(self) -> tuple[tuple[int, int, int], NDArray[np.float64]]:
        """The pistol's mouth, integer millimetres of the world, and the way it points, (3,)."""
        at, way = muzzle(self._model, self._joints)
        stands = millimetres(self._place.cell, self._place.pos)
        x, y, z = (a + round(1000.0 * b) for a, b in zip(stands, at.tolist(), strict=True))
        return (x, y, z), way

    # What is drawn -------------------------------------------------------------------------

    def actors(self) -> Sequence[Actor]:
        """The figure, its shadow, floors that it has broken."""
        if self._engine.walker.state.mode is Mode.NOCLIP and not self.outside:
            return ()
        at = millimetres(self._place.cell, self._place.pos)
        glow = _GLOW * self._engine.gun.glow
        outside = self.outside
        figure = Actor(FIGURE, at, self._joints, glow, own=not outside, rim=float(outside))
        return [*self._cracks, *self._shadows(at), figure, *self._charge(at)]

    def _charge(self, at: tuple[int, int, int]) -> list[Actor]:
        """The light on the pistol: as long as it is charged, a rung for each level."""
        gun = self._engine.gun
        if gun.glow <= 0.0:
            return []
        joints = np.repeat(self._joints[self._model.index("gun")][None], 1 + len(POWERS), axis=0)
        joints[0, :, 2] *= gun.glow
        joints[1 + level(gun.held_s) :, :, :3] = 0.0
        return [Actor("charge", at, joints, 0.8 + gun.glow)]

    def _shadows(self, at: tuple[int, int, int]) -> list[Actor]:
        """Soft dark spots on the floor below each foot and below the body."""
        (small, dark), (large, dim) = _SPOTS
        spots = [(0.0, 0.0, large, dim)]
        for one in (self._feet.left, self._feet.right):
            h = radians(one.foot.heading)
            x, y, _ = one.foot.at
            spots.append((x - 0.04 * sin(h), y + 0.04 * cos(h), small, dark))
        heights = [0.0, self._feet.left.foot.at[2], self._feet.right.foot.at[2]]
        out = []
        for (x, y, size, strength), foot in zip(spots, heights, strict=True):
            floor = self._floor(x, y)
            if floor is None:
                continue
            over = max(0.0, foot - floor)
            weak = strength * 2.0 / (1.0 + 6.0 * over * over)
            out.append(_flat("shadow", at, (x, y, floor + 0.004), size * (1.0 + over), 0.0, weak))
        return out

    def crack(self) -> None:
        """Break the floor under the feet."""
        floor = self._floor(0.0, 0.0)
        if floor is None:
            return
        at = millimetres(self._place.cell, self._place.pos)
        size = min(5.0, 1.6 + 0.05 * self._engine.walker.state.impact)
        turn = 137.5 * self._landings % 360.0
        self._cracks.append(_flat("crack", at, (0.0, 0.0, floor + 0.003), size, turn, 1.0))
        del self._cracks[:-_MOST_CRACKS]


def _flat(
    model: str, at: tuple[int, int, int], shift: tuple[float, float, float], size: float,
    turn: float, glow: float,
) -> Actor:  # fmt: skip
    """Something that lies on a floor: one joint, turned and scaled."""
    joints = np.zeros((1, 3, 4), np.float32)
    joints[0, :, :3] = turn_z(turn) * size
    joints[0, :, 3] = shift
    return Actor(model, at, joints, glow)
