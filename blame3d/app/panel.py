"""What the instruments (F2) and the numbers (F3) are told of a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blame3d.app.company import of
from blame3d.app.hunting import Hunting
from blame3d.app.looking import RangeFinder
from blame3d.app.retina import Reading
from blame3d.app.timing import PHASES
from blame3d.app.walker import millimetres
from blame3d.player.gun import level
from blame3d.player.state import Mode
from blame3d.view import direction
from blame3d.world.districts import DISTRICTS, district_of
from blame3d.world.fields import stratum_of, voxel_at

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

NUMBERS_S: Final = 0.2


ADDRESS: Final = 56
"""Letters of the address that are shown."""


class Panel:
    """Reads an engine; changes nothing but what is shown. climbed: metres upwards on foot and by
    lifts since the start."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._finder = RangeFinder(engine.beside)
        self._numbers_at = 0.0
        self._height: float | None = None
        self.climbed = 0.0

    def forget(self) -> None:
        """Another place: the way there was no climb."""
        self._height = None

    def update(self) -> None:
        """Once a frame: what has been asked for, and the numbers not too often to be read."""
        engine = self._engine
        interface, pose = engine.interface, engine.pose
        stands = engine.walker.feet()
        height = stands.cell[2] * 64.0 + stands.pos[2]
        before, self._height = self._height, height
        if before is not None and engine.walker.state.mode is Mode.WALK:
            self.climbed += max(0.0, height - before)
        if interface.hud_on:
            seed = engine.options.now.world_seed
            way = direction(pose.heading, pose.pitch)
            self._finder.update(seed, engine.stage.provider, pose.cell, pose.pos, way)
            place = millimetres(pose.cell, pose.pos)
            voxel = [voxel_at(seed, axis, mm // 1000) for axis, mm in enumerate(place)]
            interface.show_reading(
                Reading(
                    pose.heading,
                    stratum_of(seed, voxel[2]),
                    height,
                    self.climbed,
                    self._finder.range,
                    engine.walker.speed,
                    DISTRICTS[int(district_of(seed, [voxel])[0])].name,
                    level(engine.gun.held_s),
                    of(engine, Hunting).alarm,
                )
            )
        if interface.numbers_on and engine.seconds >= self._numbers_at:
            self._numbers_at = engine.seconds + NUMBERS_S
            interface.show_numbers(self._lines(), engine.ring)

    def _lines(self) -> list[str]:
        engine = self._engine
        p50, p99 = engine.ring.percentiles()
        phases = zip(PHASES, engine.ring.phase_means(), strict=True)
        have, want, pending = engine.stage.counts()
        stats = engine.scene.stats()
        texts = engine.interface.texts
        triangles = f"{stats['triangles']:,}".replace(",", " ")
        return [
            f"{1000.0 / p50 if p50 else 0.0:.0f} fps   p50 {p50:.1f}  p99 {p99:.1f} ms",
            "   ".join(f"{name} {ms:.1f}" for name, ms in phases),
            f"chunks {have}/{want}   waiting {pending}   drawn {stats['nodes']}",
            f"triangles {triangles}   {engine.picture.size[0]}x{engine.picture.size[1]}",
            f"cell {' '.join(map(str, engine.pose.cell))}   {texts(self.state_id())}"
            f"   {engine.walker.speed:.1f} m/s",
            _short(str(engine.address())),
        ]

    def state_id(self) -> str:
        """Text id of what the body is doing."""
        state = self._engine.walker.state
        if state.waiting > 0.0:
            return "state.waiting"
        if state.mode is Mode.WALK:
            return "state.walk" if state.grounded else "state.air"
        return "state.fly" if state.mode is Mode.FLY else "state.noclip"


def _short(address: str) -> str:
    """An address of two lines at most: its beams are too many for numbers at the rim."""
    return address if len(address) <= ADDRESS else address[: ADDRESS - 1] + "…"
