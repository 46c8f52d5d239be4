"""A film inside the walk: the engine's eye is the film's camera until one steps out of it.

The City is streamed as for a walker; where the next shot will be, the stage is told beforehand, and
at a cut the film waits for what is not there yet, so that no cut shows a missing chunk. Who steps
out is a witness on his own legs: the film goes on around him.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from blame3d.app.clock import Clock
from blame3d.app.engine import Engine
from blame3d.app.events import Event
from blame3d.app.filmahead import Ahead
from blame3d.app.filmeyes import FIELD, Who, after, eyes
from blame3d.app.filmhands import FilmHands
from blame3d.app.filmkeys import ROWS
from blame3d.app.filmreel import Reel
from blame3d.app.filmsource import FilmSounds, FilmSource
from blame3d.app.gate import Gate
from blame3d.app.spawn import Start, literal
from blame3d.app.walker import cell_of
from blame3d.app.wants import Viewer
from blame3d.capture.film import air_of, deserted
from blame3d.capture.where import world_of
from blame3d.cast.actor import Actor
from blame3d.config import Settings
from blame3d.config.session import NOWHERE
from blame3d.player.camera import Pose
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.stream.executor import Executor
from blame3d.timeline.piece import Moment, SetPiece, footing
from blame3d.timeline.shot import SHAPE
from blame3d.timeline.standing import solids
from blame3d.timeline.transport import Transport
from blame3d.view import Address, Beam
from blame3d.view import Pose as FilmPose
from blame3d.world.chunk import COLLIDER, Cell
from blame3d.world.occluders import occluders


class Cinema(Engine):
    """An engine that plays pieces one after another. seated: whether one watches."""

    def __init__(
        self,
        settings: Settings,
        host: Host,
        executor: Executor,
        source: FilmSource,
        clock: Clock,
        pieces: Sequence[SetPiece],
        transport: Transport,
    ) -> None:
        self._reel = Reel(pieces, transport)
        self._hands = FilmHands(self)
        self.seated = True
        self._eyes: Who | None = None
        self._watched: FilmPose | None = None
        self._before = self._own(settings)
        # The opening of a first walk is for who walks: it is not spent here.
        greeted = replace(settings, greeted=True)
        super().__init__(greeted, host, executor, source, clock, self._start)
        self.company.insert(0, FilmSounds(lambda: self._reel.sounds, self.cues))
        self._ahead = Ahead(self, self._reel)
        self.stage.ground.furnished = self._standing
        self.gate = Gate(self.interface.canvas)
        self.interface.watch(ROWS)
        source.cinema = self
        self.picture.shaped(SHAPE)
        self.gate.stir(6.0)
        self._look()

    @property
    def piece(self) -> SetPiece:
        return self._reel.piece

    @property
    def moment(self) -> Moment:
        return self._reel.moment

    @property
    def transport(self) -> Transport:
        return self._reel.transport

    @transport.setter
    def transport(self, now: Transport) -> None:
        """Somebody has moved it: the line of time is shown."""
        self._reel.transport = now
        self.gate.stir(self.seconds)

    def _start(self) -> Start:
        return literal(self.moment.pose)

    def _own(self, settings: Settings) -> tuple[Beam, ...]:
        """The beams of these settings, less those that the film makes."""
        film = {edit.beam for edit in self.piece.edits}
        at = settings.at
        return () if at is None else tuple(beam for beam in at.beams if beam not in film)

    @property
    def here(self) -> bool:
        """Whether the film plays in this City."""
        return self.world.untouched == self.piece.site.world

    def _standing(self, cell: Cell) -> NDArray[np.void]:
        """What the film has put into a cell stops who has stepped out."""
        return solids(self.piece, cell) if self.here else np.zeros(0, COLLIDER)

    # Coming and going ------------------------------------------------------------------------

    def take(self, event: Event) -> bool:
        """Whether an event is the film's; it is then done."""
        return self._hands.take(event)

    def other_eyes(self) -> None:
        """See through the next one's eyes, after the last by the film's camera."""
        self._eyes = after(self.moment, self._eyes)

    def skip(self) -> None:
        """On to the next piece, if there is one."""
        if self._reel.has_more:
            self._next()

    def step_out(self) -> None:
        """On one's own legs, near where the camera is, looking as it did."""
        self._seat(False)
        self.gate.stir(self.seconds)
        self.inputs.release()
        self.inputs.take()
        self.lens.choose(self.options.now.fov)
        self.lens.fov = self.options.now.fov
        self.walker.put(self.spawn.again(literal(footing(self.piece, self.moment))))
        self.look_from_here()
        self.leave()

    def step_in(self) -> None:
        """Back to the film, at the very frame that it has come to."""
        self._seat(True)
        self.inputs.release()
        self.inputs.free()
        self.leave()  # no hunt goes on in the picture, no gun stays raised
        self._look()

    def travel(self, settings: Settings, begin: Start | None = None) -> None:
        """Who goes elsewhere leaves the picture. In another City there is no film; it goes on when
        one comes back."""
        super().travel(settings, begin)
        self._before = self._own(settings)
        if begin is None and self.seated:
            self._seat(False)

    def _seat(self, seated: bool) -> None:
        """Watch, or walk."""
        self.seated = seated
        self.interface.watch(ROWS if seated else ())
        self.picture.shaped(SHAPE if seated else 0.0)
        self._edit()

    def cut(self, beam: Beam) -> None:
        self._before = (*self._before, beam)
        self._edit()

    def _next(self) -> None:
        """The next piece. One that goes on in the same place is a cut and no departure."""
        left = self.piece.site
        self._reel.next_piece()
        self._ahead.forget()
        if self.piece.site != left:
            self.stage.leave()
            self.dawn.again()

    # A frame ----------------------------------------------------------------------------------

    def supply(self) -> None:
        if not self.seated:
            super().supply()
            return
        moment, pose = self.moment, self._pose
        viewer = Viewer(
            moment.detail_mm if self._watched is None else self._watched.mm,
            (0.0, 0.0, 0.0),
            pose.heading,
            max(40.0, self.lens.fov),
            pose.pitch,
            False,
            self.camera.holding,
            self._reel.coming(),
            self._ahead.seen(),
        )
        haze, _ = air_of(world_of(self.options.now), self.piece, moment.shot, moment.air)
        self.stage.update(viewer, haze.extinction)

    def _move(self, dt: float) -> None:
        before = self.moment.shot
        self._advance(0.0 if self.reading or self.camera.holding or not self.stage.covered else dt)
        if self.seated:
            self.pace.rests = not self.transport.playing
            self.inputs.turn[:] = [0.0, 0.0]
            self._look()
            if self.moment.shot is not before:  # a cut: what was made ready for it is there in it
                self.supply()
                self.scene.jump()
        else:
            super()._move(dt)

    def _accompany(self, dt: float) -> None:
        for one in self.company:
            one.frame(0.0 if self.seated and one is self.body else dt)  # who watches has none

    def _advance(self, dt: float) -> None:
        """The film dt seconds on."""
        reel = self._reel
        if not self.here:
            reel.sounds = []
            return
        goes_on = reel.advance(dt, self.seconds, self._ahead.complete if self.seated else None)
        self._ahead.wait(not goes_on)
        if not goes_on:
            return
        self._ahead.look()
        self._edit()
        if self.transport.over and self.seated and reel.has_more:
            self._next()

    def _edit(self) -> None:
        """The City is made for this moment: what the gun took is gone, or not yet."""
        edits = self._reel.edits(self.seated) if self.here else ()
        beams = (*self._before, *(edit.beam for edit in edits))
        now = self.options.now
        held = () if now.at is None else now.at.beams
        if beams == held:
            return
        at = now.at or NOWHERE
        self.options.now = replace(now, at=replace(at, beams=beams))
        for beam in set(beams) ^ set(held):
            self.stage.edit(self.world, beam)

    def _look(self) -> None:
        """Take the film's camera, or somebody's eyes."""
        moment = self.moment
        self._watched = watched = eyes(moment, self._eyes)
        pose = moment.pose if watched is None else watched
        self._pose = Pose(*cell_of(pose.mm), pose.h, pose.p, pose.r)
        ear = moment.detail_mm if watched is None else watched.mm
        self._listener = Pose(*cell_of(ear), pose.h, pose.p, pose.r)
        self.lens.fov = moment.fov_h if watched is None else FIELD

    @property
    def listener(self) -> Pose:
        """The ear of who watches is where the picture looks closely."""
        return self._listener if self.seated else self._pose

    def _note(self) -> str:
        return "" if self.seated else super()._note()

    # What there is to see -----------------------------------------------------------------------

    def still(self, size: tuple[int, int]) -> View:
        return self.view(size) if self.seated else super().still(size)

    def view(self, size: tuple[int, int]) -> View:
        if not self.here:
            self.gate.hide()
            return super().view(size)
        self.gate.update(
            self.seconds,
            self.piece,
            self.moment,
            self.transport,
            self.interface.texts,
            self.seated,
        )
        if not self.seated:
            seen = super().view(size)
            film = self.seen_at(self.moment, size)
            own = {shot.beam: shot for shot in seen.shots if shot.beam in self._before}
            shots = (own.get(shot.beam, shot) for shot in film.shots)
            return replace(
                seen,
                actors=(*seen.actors, *self.moment.actors),
                shots=tuple(sorted(shots, key=lambda shot: shot.at_s)),
                blasts=(*seen.blasts, *film.blasts),
            )
        view, eye = self.seen_at(self.moment, size), self._watched
        cast = self.moment.cast if eye is None else self.moment.actors
        if eye is not None:
            view = replace(
                view, position_mm=eye.mm, h=eye.h, p=eye.p, r=0.0, fov_h=FIELD,
                occluders=occluders(self.world, eye.mm),
            )  # fmt: skip
        return replace(view, actors=(*cast, *self._bystanders()))

    def _bystanders(self) -> list[Actor]:
        """What lives in the City beside the film."""
        own = (self.body, self.gun)
        return [actor for one in self.company if one not in own for actor in one.actors()]

    def seen_at(self, moment: Moment, size: tuple[int, int]) -> View:
        """What the film's camera sees of the City in a moment, for a picture of this many pixels;
        who acts is not in it."""
        # What is built beforehand for a shot to come is not cut yet.
        cut = tuple(edit.beam for edit in moment.edits)
        world = replace(self.world, edits=(*self._before, *cut))
        return deserted(self.piece, moment, world, size, self.seconds)

    def address(self, *, seen: bool = False) -> Address:
        found = super().address(seen=seen)
        if self.seated:
            return replace(found, scene=self.piece.name, t=self.transport.t, beams=self._before)
        return found
