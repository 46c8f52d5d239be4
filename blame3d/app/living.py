"""The City's own life beside the walk: what moves around one, and what of it is heard.

Sites are found by the helper thread, one cell of a lattice at a time and only when the City itself
is there; what the eye's occluders hide is left out, which is asked a few times a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blame3d.app.walker import millimetres
from blame3d.cast.actor import Actor
from blame3d.life.cues import cues
from blame3d.life.living import actors
from blame3d.life.site import Site
from blame3d.life.sites import Key, free, keys, site
from blame3d.scene.alive import in_view, open_to, places
from blame3d.scene.frame import View

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

_KIND: Final = "life"
_MOVED_MM: Final = 60_000
"""A way after which cells are listed anew."""
_MARGIN: Final = 8.0
"""Degrees by which the field is taken wider: a gun sways it, a roll turns it."""
_ASK_S: Final = 0.08
"""Between two cells: finding one keeps the interpreter busy for a frame's part."""
_LOST_S: Final = 10.0
"""After so long a question is not answered any more."""
_LOOK_S: Final = 0.25
"""How often it is asked what lies behind the great masses."""


@dataclass(frozen=True)
class _Found:
    seed: int
    key: Key
    site: Site | None


class Living:
    """A companion (app.company)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seed: int | None = None
        self._known: dict[Key, Site | None] = {}
        self._keys: list[Key] = []
        self._listed: tuple[int, int, int] | None = None
        self._asked: Key | None = None
        self._places = self._open = places(())
        self._looked = self._heard = self._since = -1.0

    def frame(self, dt: float) -> None:
        """Learn of one more cell, and say what is to be heard since the last frame."""
        engine, eye = self._engine, self._eye()
        now = engine.seconds
        if engine.world.seed != self._seed:  # what the gun takes moves nothing of it
            self._seed, self._known, self._asked, self._listed = engine.world.seed, {}, None, None
        if engine.stage.covered:
            self._learn(eye)
        if not self._heard <= now < self._heard + 1.0:  # the first frame, or the program stood
            self._heard = now
        engine.cues += cues(self._places.sites, eye.position_mm, self._heard, now)
        self._heard = now
        if not self._looked <= now < self._looked + _LOOK_S:
            self._looked = now
            self._open = open_to(self._places, eye)

    def actors(self) -> Sequence[Actor]:
        """What moves within sight."""
        eye = self._eye()
        sites = in_view(self._open, eye)
        return actors(self._engine.world.seed, sites, eye.position_mm, eye.time_s)

    def travelled(self) -> None:
        """Other cells; those of the same City stay known."""
        self._listed = None

    def close(self) -> None:
        """Nothing is held."""

    def _eye(self) -> View:
        """The eye, as far as it matters for what is within sight."""
        engine = self._engine
        pose = engine.pose
        return View(
            position_mm=millimetres(pose.cell, pose.pos),
            h=pose.heading,
            p=pose.pitch,
            fov_h=min(170.0, engine.lens.fov + _MARGIN),
            size=engine.picture.size,
            time_s=engine.seconds,
            occluders=engine.sight.weather.occluders,
        )

    def _learn(self, eye: View) -> None:
        """Take the helper's answer, ask the next question."""
        moved = self._listed is None or max(
            abs(a - b) for a, b in zip(eye.position_mm, self._listed, strict=True)
        ) > _MOVED_MM
        if moved:
            self._listed = eye.position_mm
            self._keys = free(self._engine.world, keys(eye.position_mm))
            wanted = set(self._keys)
            self._known = {k: v for k, v in self._known.items() if k in wanted}
        beside, seed = self._engine.beside, self._engine.world.seed
        answer = beside.take(_KIND)
        found = answer if isinstance(answer, _Found) and answer.seed == seed else None
        if found is not None:
            self._known[found.key] = found.site
            self._asked = None
        elif self._asked is not None and not self._since <= eye.time_s < self._since + _LOST_S:
            self._known[self._asked] = None  # no answer will come: nothing lives there
            self._asked = None
        if moved or (found is not None and found.site is not None):
            self._places = places([s for s in self._known.values() if s is not None])
            self._looked = -1.0
        key = next((k for k in self._keys if k not in self._known), None)
        now = eye.time_s
        rests = self._since <= now < self._since + _ASK_S
        if key is not None and self._asked is None and not rests:
            self._asked, self._since = key, now
            beside.ask(_KIND, lambda: _Found(seed, key, site(seed, key)))
