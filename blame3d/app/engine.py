"""The loop of the running program.

    events → stream (results in, attach within a budget) → fixed steps → view → frame → pace

What a person does goes through `app.hands`, what it means is in `app.actions`; everything flat on
the picture is in `app.interface`, and `app.panel` fills the instruments. Time comes from a clock
that tests replace.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from blame3d.app.actions import Actions
from blame3d.app.beside import Beside
from blame3d.app.bindings import table
from blame3d.app.body import Body
from blame3d.app.camera import PictureCamera
from blame3d.app.clock import Clock
from blame3d.app.company import company
from blame3d.app.dawn import Dawn
from blame3d.app.devices import set_borderless
from blame3d.app.gun import Gun
from blame3d.app.hands import Hands
from blame3d.app.inputs import InputState
from blame3d.app.interface import Interface
from blame3d.app.lens import Lens
from blame3d.app.menu import Menu
from blame3d.app.options import LiveSettings
from blame3d.app.pace import Pace
from blame3d.app.panel import Panel
from blame3d.app.picture import Picture
from blame3d.app.sight import Sight
from blame3d.app.source import Source
from blame3d.app.spawn import Spawn, Start, found
from blame3d.app.stage import Stage
from blame3d.app.timing import FrameRing
from blame3d.app.walker import Walker, millimetres
from blame3d.app.wants import Viewer
from blame3d.capture.where import world_of
from blame3d.config import Settings
from blame3d.config.session import NOWHERE
from blame3d.errors import Blame3DError
from blame3d.life.cue import Cue
from blame3d.player.camera import Eyes, Pose
from blame3d.player.near import Surroundings
from blame3d.scene.city import CityScene
from blame3d.scene.frame import View
from blame3d.scene.host import Host
from blame3d.stream.executor import Executor
from blame3d.view import LIMIT_MM, Address, Beam
from blame3d.view import Pose as Place
from blame3d.world.types import World

WAIT_NOTE_S: Final = 0.5
EDGE_MM: Final = LIMIT_MM - 100_000
"""A hundred metres before the edge of the computable world one stops."""


class Engine:
    """One walk, from the first frame to the last. Parts are open to `Actions` and tests."""

    def __init__(
        self,
        settings: Settings,
        host: Host,
        executor: Executor,
        source: Source,
        clock: Clock,
        where: Callable[[], Start],
    ) -> None:
        """where: asked last for the body to begin with, since that may take a moment."""
        self.options = LiveSettings(settings)
        self.host = host
        self.executor = executor
        self.source = source
        self.clock = clock
        bindings = table(settings.bindings)
        self.inputs = InputState(bindings, settings.dead_zone)
        self.scene = CityScene(host, settings.quality)
        self.stage = Stage(executor, self.scene, settings.quality)
        self.picture = Picture(host, self.scene)
        self.interface = Interface(
            host.base.win, bindings, self.options.texts(), source.layout, settings.captions
        )
        self.menu = Menu(self.options.values())
        self.lens = Lens(settings.fov)
        surroundings = Surroundings(self.stage.provider)
        self.ring = FrameRing()
        self.pace = Pace(self, settings.frame_rate)
        self.beside = Beside()
        self.sight = Sight(self)
        self.panel = Panel(self)
        self.camera = PictureCamera(self)
        self.actions = Actions(self)
        self.hands = Hands(self)
        self.running = True
        self.seconds = 0.0
        """Since the first frame, by the clock."""
        self.dawn = Dawn(self)
        self._frozen = False
        at = settings.at
        self.sight.weather.expect(self.world, NOWHERE.pose.mm if at is None else at.pose.mm)
        self.spawn = Spawn(where())
        self.walker = Walker(self.spawn.state, surroundings, Eyes(settings.bob, settings.roll))
        self.walker.stale = lambda: self.stage.ground.stale
        self._pose = self.walker.eye()
        self.cues: list[Cue] = []
        """What sounds; the ear, asked after all other companions, hears it in this frame."""
        self.gun = Gun(self)
        self.body = Body(self)
        self.company = company(self)

    # The loop ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Before the first frame: say what one should know, fill the screen if that is wished."""
        if self.options.now.fullscreen:
            self.set_full_screen(True)
        if self.host.is_software:
            self.actions.toast("note.software", renderer=self.host.renderer_name.split(" (")[0])

    def run(self) -> None:
        """Until the person has had enough."""
        begin = last = self.clock.now()
        self.inputs.take()
        while self.running:
            now = self.clock.now()
            self.seconds = now - begin
            self.frame(now - last)
            work = self.clock.now() - now
            self.pace.add(work)
            last = now
            self.clock.sleep_until(now + self.pace.interval)

    def frame(self, dt: float) -> None:
        """One frame, dt seconds after the last."""
        self.hands.take(self.source.poll())
        t0 = self.clock.now()
        self.supply()
        t1 = self.clock.now()
        self._move(dt)
        self.dawn.wake(0.0 if self.paused else dt)
        self._accompany(0.0 if self.paused else dt)
        self.cues.clear()
        t2 = self.clock.now()
        self._view(dt)
        self._page()
        t3 = self.clock.now()
        self.host.draw()
        self.actions.develop()
        for message in self.stage.messages():
            self.interface.notes.toast(self.interface.texts.error(message), self.seconds)
        t4 = self.clock.now()
        self.ring.add(dt, (t1 - t0, t2 - t1, t3 - t2, t4 - t3))
        self.pace.work_s = t4 - t0
        if not self._frozen and self.stage.covered:
            # What has been loaded stays: the collector need not look at it again. Done now, when
            # nobody moves yet, for it takes as long as a frame or two.
            gc.collect()
            gc.freeze()
            self._frozen = True

    def supply(self) -> None:
        """Let the stage ask for what the eye needs and take what has come."""
        pose, still = self._pose, self.camera.holding
        viewer = Viewer(
            millimetres(pose.cell, pose.pos),
            (0.0, 0.0, 0.0) if still else self.walker.velocity,
            pose.heading,
            self.lens.fov,
            pose.pitch,
            self.walker.solid,
            still,
        )
        self.stage.update(viewer, self.sight.air.extinction)
        if self.stage.grounded and self.spawn.settle(self.walker, self.stage.provider):
            self.actions.toast("toast.fly", speed=round(self.walker.fly_speed))

    @property
    def paused(self) -> bool:
        return self.reading or self.camera.holding

    @property
    def reading(self) -> bool:
        """Whether a page lies over the picture; the mouse is then free."""
        return bool(self.menu.page) or self.interface.help_on

    def _accompany(self, dt: float) -> None:
        for companion in self.company:
            companion.frame(dt)

    def _move(self, dt: float) -> None:
        if self.paused:
            self.inputs.turn[:] = [0.0, 0.0]
            return
        settings = self.options.now
        turn = self.inputs.take_turn(dt, self.lens.fov, settings.sensitivity, settings.invert_y)
        self.walker.turn(*turn)
        self.lens.advance(dt, self.inputs.is_held("zoom"))
        before, seen = self.walker.state, self._pose
        self._pose = self.body.look(self.walker.advance(dt, self.inputs), dt)
        self.pace.rests = self._pose == seen
        if self.walker.state.returns > before.returns:
            self.actions.toast("toast.footing")
            self.panel.forget()
        if max(map(abs, millimetres(self._pose.cell, self._pose.pos))) > EDGE_MM:
            self.walker.put(replace(before, vel=(0.0, 0.0, 0.0)))
            self._pose = self.walker.eye()
            self.actions.toast("toast.edge")

    def _view(self, dt: float) -> None:
        """What is seen in this frame."""
        self.sight.update(millimetres(self._pose.cell, self._pose.pos), dt)
        self.dawn.brighten(dt)
        self.picture.light(self.dawn.light)
        if self.dawn.light <= 0.0:
            return
        view = self.view(self.picture.size)
        self.scene.ease = self.pace.governor.detail
        if self.dawn.light < 1.0:
            self.scene.warm()
        eye = self.scene.set_view(view)
        self.picture.target.aim((view.h, view.p, view.r), eye.fov)
        self.interface.wall.look(view, eye.fov)

    def _page(self) -> None:
        """What is flat on the picture."""
        self.panel.update()
        seed = str(self.options.now.seed)
        loading = None if self.stage.covered else self.stage.progress
        keys_s = self.dawn.keys_s
        self.interface.update(self.seconds, self.menu, seed, self._note(), keys_s, loading)

    def _note(self) -> str:
        texts = self.interface.texts
        if self.dawn.light > 0.0 and self.walker.state.waiting > WAIT_NOTE_S:
            return texts("note.waiting")
        if self.dawn.light >= 1.0 and not self.inputs.taken and self.inputs.focused:
            return texts("note.click")
        return ""

    # Changes of place and of drawing ---------------------------------------------------------

    def travel(self, settings: Settings, begin: Start | None = None) -> None:
        """Go on where these settings say; the picture comes out of the dark again.

        begin: the body there, when it is known already. Raises DataError for a place in a wall.
        """
        state = self.spawn.again(begin or found(settings, self.executor))
        other_world = world_of(settings) != self.world
        self.options.now = settings
        self.camera.cancel()
        self.dawn.again()
        if other_world:
            self.stage.set_world(self.world)
        else:
            self.stage.leave()
        self.sight.weather.forget()
        self.panel.forget()
        self.inputs.release()
        self.lens.choose(settings.fov)
        self.walker.put(state)
        self._pose = self.walker.eye()
        if self.walker.recorder is not None:  # a tape is of one City
            self.walker.record(str(self.address()))
        self.leave()

    def leave(self) -> None:
        """What was about the walker stays behind."""
        for companion in self.company:
            companion.travelled()

    def cut(self, beam: Beam) -> None:
        """Take away what a beam goes through, from now on."""
        now = self.options.now
        at = now.at or NOWHERE
        self.options.now = replace(now, at=replace(at, beams=(*at.beams, beam)))
        self.stage.edit(self.world, beam)

    def set_quality(self, name: str) -> None:
        """Draw in another quality from now on."""
        old = self.scene
        self.scene = CityScene(self.host, name)
        self.stage.set_scene(self.scene, name)
        self.picture.renew(self.scene)
        old.close()
        self.dawn.again()

    def set_full_screen(self, on: bool) -> None:
        """The whole desktop without a border, or a window again."""
        if self.host.window:
            set_borderless(self.host.base.win, on, self.options.now.size)

    # What there is to see ------------------------------------------------------------------

    @property
    def pose(self) -> Pose:
        """The eye of the last frame."""
        return self._pose

    def look_from_here(self) -> None:
        """Take the eye anew after the body was put elsewhere."""
        self._pose = self.walker.eye()
        self.panel.forget()

    @property
    def listener(self) -> Pose:
        """Where one hears, and how one is turned there."""
        return self._pose

    @property
    def world(self) -> World:
        """The City of this walk, with the beams of its address."""
        return world_of(self.options.now)

    def view(self, size: tuple[int, int]) -> View:
        """What the eye sees, for a picture of this many pixels."""
        pose, sway = self._pose, self.gun.sway()
        haze, exposure = self.sight.let_in()
        return View(
            position_mm=millimetres(pose.cell, pose.pos),
            h=pose.heading + sway[0],
            p=max(-90.0, min(90.0, pose.pitch + sway[1] + self.dawn.waking.nod)),
            r=pose.roll + sway[2],
            fov_h=self.lens.fov,
            size=size,
            time_s=self.seconds,
            haze=haze,
            exposure=exposure,
            occluders=self.sight.weather.occluders,
            actors=tuple(actor for one in self.company for actor in one.actors()),
            shots=self.gun.shots,
            blasts=self.gun.blasts,
        )

    def still(self, size: tuple[int, int]) -> View:
        """The view of a picture: in the air of the place, not in that which still changes to it."""
        return self.sight.settled(self.view(size))

    def address(self, *, seen: bool = False) -> Address:
        """Where one is as a line of text: the eye in the head, or the one that sees the picture
        (seen), which may be behind one's back."""
        pose = self.walker.eye() if self.body.outside and not seen else self._pose
        x, y, z = millimetres(pose.cell, pose.pos)
        return Address(
            pose=Place(x, y, z, pose.heading, pose.pitch, pose.roll),
            seed=self.options.now.seed,
            fov=self.lens.fov,
            beams=() if self.options.now.at is None else self.options.now.at.beams,
        )

    def keep(self) -> None:
        """Write down what is to outlive the walk: its settings, and what companions keep."""
        for companion in self.company:
            companion.close()
        try:
            self.options.flush()
        except Blame3DError as error:
            logging.getLogger(__name__).warning("%s [%s]", error, error.id)

    def close(self) -> None:
        """Write all down and let go of the scene."""
        self.beside.stop()  # it may be writing down what is older
        self.keep()
        self.picture.close()
        self.scene.close()
        if self._frozen:
            gc.unfreeze()
