"""What the keys do to the velocity: friction, push, jump and gravity, before anything is hit.

The Quake lineage: speed is gained along the wish only, up to the wished speed, and friction acts
on the ground alone, so steering is immediate and stopping short.
"""

from __future__ import annotations

from math import cos, exp, isfinite, radians, sin, sqrt

from blame3d.player.state import Intent, Legs, State, Vec


def wish(intent: Intent) -> tuple[float, float, float, float]:
    """Wished direction (x, y, z; the horizontal part at most 1 long) and sine of the pitch."""
    mx, my, mz = (
        max(-1.0, min(1.0, v)) if isfinite(v) else 0.0
        for v in (intent.move_x, intent.move_y, intent.move_z)
    )
    size = sqrt(mx * mx + my * my)
    if size > 1.0:
        mx, my = mx / size, my / size
    h = radians(intent.heading % 360.0)
    sh, ch = sin(h), cos(h)
    return mx * ch - my * sh, mx * sh + my * ch, mz, my


def ease(value: float, goal: float, rate: float, dt: float) -> float:
    return goal + (value - goal) * exp(-rate * dt)


def _accelerate(
    vx: float, vy: float, wx: float, wy: float, speed: float, gain: float
) -> tuple[float, float]:
    """Gain speed along the wish (wx, wy: direction times 0 … 1) up to `speed` times its length."""
    size = sqrt(wx * wx + wy * wy)
    if size < 1e-9:
        return vx, vy
    ux, uy = wx / size, wy / size
    lack = speed * size - (vx * ux + vy * uy)
    if lack <= 0.0:
        return vx, vy
    add = min(lack, gain * speed * size)
    ax, ay = vx + ux * add, vy + uy * add
    # Turning must not add speed: Quake's way of weaving faster and faster stops here.
    return at_most(ax, ay, max(sqrt(vx * vx + vy * vy), speed))


def at_most(vx: float, vy: float, most: float) -> tuple[float, float]:
    """The horizontal velocity, no faster than `most`."""
    now = sqrt(vx * vx + vy * vy)
    return (vx, vy) if now <= most else (vx * most / now, vy * most / now)


def _friction(vx: float, vy: float, dt: float, legs: Legs) -> tuple[float, float]:
    speed = sqrt(vx * vx + vy * vy)
    if speed < 1e-6:
        return 0.0, 0.0
    keep = max(0.0, speed - max(speed, legs.stop) * legs.friction * dt) / speed
    return vx * keep, vy * keep


def capped(vel: Vec, limit: float) -> Vec:
    size = sqrt(vel[0] * vel[0] + vel[1] * vel[1] + vel[2] * vel[2])
    if size <= limit:
        return vel
    return vel[0] * limit / size, vel[1] * limit / size, vel[2] * limit / size


def steer(
    state: State,
    vel: Vec,
    wx: float,
    wy: float,
    speed: float,
    jumps: bool,
    dt: float,
    legs: Legs,
) -> Vec:
    """Velocity after this step's friction, push, jump and gravity."""
    vx, vy, vz = vel
    if state.grounded and not jumps:
        vx, vy = _friction(vx, vy, dt, legs)
        vx, vy = _accelerate(vx, vy, wx, wy, speed, legs.accel * dt)
        return vx, vy, 0.0
    vx, vy = _accelerate(vx, vy, wx, wy, speed, legs.air_accel * dt)
    if jumps:
        vz = legs.jump
    return vx, vy, max(-legs.terminal, vz - legs.gravity * dt)
