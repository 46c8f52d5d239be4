"""Frames of a set piece: any moment, complete, the same whatever was taken before it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.focus import circles, focused
from blame3d.capture.gather import gather
from blame3d.capture.lettering import DISPLAY, HELMET, INK, write
from blame3d.capture.still import Easel
from blame3d.capture.studio import Studio
from blame3d.cast.actor import Key as Light
from blame3d.player.gun import Shot as Fired
from blame3d.scene.frame import Haze, View
from blame3d.scene.weather import weather
from blame3d.timeline.piece import Moment, SetPiece, detail_of, sample
from blame3d.timeline.shot import SHAPE, Air, Shot
from blame3d.world.chunk import Key
from blame3d.world.edits import touched
from blame3d.world.occluders import occluders
from blame3d.world.types import World

Picture = NDArray[np.uint8]

_EM: Final = 0.052
"""Height of a caption's letters as a share of the frame's."""


def gate(size: tuple[int, int]) -> tuple[int, int]:
    """The part of a frame that the picture fills: as wide, in the film's shape; even sides."""
    wide, high = size
    return wide, min(high, max(2, 2 * round(wide / SHAPE / 2.0)))


@lru_cache(maxsize=256)
def _weather(world: World, position_mm: tuple[int, int, int]) -> tuple[Haze, float]:
    return weather(world, position_mm)


def air_of(world: World, piece: SetPiece, shot: Shot, air: Air) -> tuple[Haze, float]:
    """Haze and exposure of a shot: those of the place that it shows when it begins, so that
    they do not change before one's eyes, and what the shot makes of them."""
    haze, exposure = _weather(world.untouched, detail_of(piece, shot.begin))
    r, g, b = (a * b for a, b in zip(haze.pale, air.pale, strict=True))
    changed = replace(haze, extinction=haze.extinction * air.haze, pale=(r, g, b))
    return changed, exposure * air.exposure


def view_of(
    piece: SetPiece, moment: Moment, world: World, size: tuple[int, int], now: float | None = None
) -> View:
    """A moment as the scene draws it. world: with the edits of this moment, and those that it had
    before the piece. now: seconds of the program, for a film that is played; None: of the
    story."""
    return replace(deserted(piece, moment, world, size, now), actors=moment.cast)


def deserted(
    piece: SetPiece, moment: Moment, world: World, size: tuple[int, int], now: float | None = None
) -> View:
    """`view_of` without anybody, for who asks what there is of the City: to pose a cast takes
    milliseconds."""
    haze, exposure = air_of(world, piece, moment.shot, moment.air)
    pose, time_s = moment.pose, moment.s if now is None else now
    late = time_s - moment.s
    struck = {edit.beam: edit.s + late for edit in moment.edits}
    cold = (Fired(beam) for beam in world.edits if beam not in struck)
    return View(
        pose.mm,
        pose.h,
        pose.p,
        pose.r,
        moment.fov_h,
        size,
        haze,
        exposure,
        time_s,
        occluders(world, pose.mm),
        shots=(*cold, *(Fired(beam, at_s) for beam, at_s in struck.items())),
        blasts=moment.blasts,
        key=key_of(piece, moment.shot),
    )


def key_of(piece: SetPiece, shot: Shot) -> Light | None:
    """The light of a shot on those who act, in the City's axes."""
    if shot.key is None:
        return None
    x, y, z = (float(v) for v in piece.site.axes() @ np.array(shot.key.way))
    return replace(shot.key, way=(x, y, z))


class Projector:
    """Takes frames of a piece in a studio, one after another, in any order."""

    def __init__(
        self,
        room: Studio,
        world: World,
        piece: SetPiece,
        size: tuple[int, int],
        lang: str,
        samples: int = 4,
    ) -> None:
        """world: the City before the piece. size: of frames, bars included."""
        self._room = room
        self._world = self._now = world
        self.piece = piece
        self.size = size
        self._lang = lang
        self._samples = samples
        self._easel = Easel(room.host, room.scene, gate(size))
        self._there: set[Key] = set()

    def view(self, t: float) -> tuple[Moment, View]:
        """What is drawn at a time, with the chunks for it in the scene."""
        moment = sample(self.piece, t)
        beams = tuple(edit.beam for edit in moment.edits)
        self._use(replace(self._world, edits=(*self._world.edits, *beams)))
        view = view_of(self.piece, moment, self._now, self._easel.size)
        self._there |= gather(self._room.scene, self._room.executor, view, near=moment.detail_mm)
        return moment, view

    def frame(self, t: float) -> Picture:
        """uint8 (h, w, 3), row 0 on top: the picture between its bars, with its words."""
        moment, view = self.view(t)
        wide, high = self.size
        if moment.white >= 1.0:
            picture = np.full((self._easel.size[1], wide, 3), 255, np.uint8)
        else:
            picture, metres = self._easel.both(view, self._samples)
            if moment.focus is not None:
                picture = focused(picture, circles(metres, moment.focus, wide))
        return finished(picture, (wide, high), moment, self._lang)

    def close(self) -> None:
        self._easel.close()

    def _use(self, world: World) -> None:
        """Go on in this City: what the beams between it and the last one touch is made anew."""
        if world == self._now:
            return
        changed = set(world.edits) ^ set(self._now.edits)
        keys = sorted(self._there)
        for beam in changed:
            for row in np.flatnonzero(touched(beam, keys)).tolist():
                self._room.scene.detach(keys[row])
        self._room.executor.set_world(world)
        self._now = world


def finished(picture: Picture, size: tuple[int, int], moment: Moment, lang: str) -> Picture:
    """The picture in the middle of a frame of this size, with its card and captions."""
    wide, high = size
    if moment.white > 0.0:
        light = np.rint(picture + (255.0 - picture) * moment.white).astype(np.uint8)
        picture = light
    frame = np.zeros((high, wide, 3), np.uint8)
    top = (high - picture.shape[0]) // 2
    frame[top : top + picture.shape[0]] = picture
    em = max(9, round(picture.shape[0] * _EM))
    if moment.card is not None and moment.white >= 1.0:
        lines = moment.card.lines
        for n, line in enumerate(lines):
            y = high / 2.0 + (n - (len(lines) - 1) / 2.0) * em * 1.8
            write(frame, line, (wide / 2.0, y), round(em * 1.15), (0.05, 0.05, 0.05))
    under = high - top - picture.shape[0]
    spoken = [caption for caption in moment.captions if caption.how != "display"]
    for n, caption in enumerate(reversed(spoken)):
        # In the bar where that is high enough, else low in the picture.
        y = high - under / 2.0 if under > 1.6 * em else high - under - 1.2 * em
        ink, face = (HELMET, "mono") if caption.how == "radio" else (INK, "text")
        write(frame, caption.line(lang), (wide / 2.0, y - 1.4 * em * n), em, ink, face)
    x, y = wide * DISPLAY[0], top + picture.shape[0] * DISPLAY[1]
    rows = [caption for caption in moment.captions if caption.how == "display"]
    for n, caption in enumerate(rows):
        write(frame, caption.line(lang), (x, y + 1.5 * em * n), em, HELMET, "mono", begins=True)
    return frame
