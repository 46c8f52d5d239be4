"""From settings to the view they mean."""

from __future__ import annotations

from blame3d.config import Settings
from blame3d.errors import DataError
from blame3d.player.gun import Shot
from blame3d.scene.frame import View
from blame3d.scene.weather import weather
from blame3d.setpieces.places import city
from blame3d.view import Address, Pose
from blame3d.world.chunk import BOX, CELL
from blame3d.world.occluders import occluders
from blame3d.world.types import World


def world_of(settings: Settings) -> World:
    """The City of these settings, with the beams of their address and the site of its
    scene."""
    return city(settings.world_seed, settings.at)


def pose_of(settings: Settings, world: World) -> Pose:
    """Where to stand: literally when angles are given, else the best view near the place.

    Raises DataError (65) when a literal pose lies inside a solid.
    """
    from blame3d.world.viewpoint import viewpoint  # heavy: a start asks the workers instead

    at = settings.at
    if at is None:
        return viewpoint(world, (0, 0, 0)).pose
    if not at.aimed:
        return viewpoint(world, at.pose.mm).pose
    if in_solid(world, at.pose.mm):
        x, y, z = (value / 1000.0 for value in at.pose.mm)
        raise DataError(
            f"The place {x:g},{y:g},{z:g} lies inside a wall; leave out the angles and the nearest "
            "good view is taken.",
            id="B3D-ADDR-02",
        )
    return at.pose


def view_of(settings: Settings, world: World, pose: Pose) -> View:
    """The view from a pose at the settings' size and field."""
    fov = settings.at.fov if settings.at is not None and settings.at.fov else settings.fov
    haze, exposure = weather(world, pose.mm)
    return View(
        pose.mm, pose.h, pose.p, pose.r, fov, settings.size, haze, exposure,
        occluders=occluders(world, pose.mm), shots=tuple(map(Shot, world.edits)),
    )


def address_of(settings: Settings, view: View) -> str:
    """The line that a picture of this view carries."""
    pose = Pose(*view.position_mm, view.h, view.p, view.r)
    beams = settings.at.beams if settings.at is not None else ()
    return str(Address(pose, seed=settings.seed, fov=view.fov_h, beams=beams))


def in_solid(world: World, position_mm: tuple[int, int, int]) -> bool:
    """Whether a point lies inside a box that bodies collide with."""
    from blame3d.world.generate import colliders  # heavy, and mostly not needed

    cell = tuple(v // (CELL * 1000) for v in position_mm)
    rows = colliders(world, (cell[0], cell[1], cell[2]))
    rows = rows[rows["kind"] == BOX]
    # Half a millimetre in: on a border between cells a solid is cut, and has a face there.
    at = [(v - c * CELL * 1000 + 0.5) / 1000.0 for v, c in zip(position_mm, cell, strict=True)]
    inside = ((rows["lo"] < at) & (rows["hi"] > at)).all(axis=1)
    return bool(inside.any())
