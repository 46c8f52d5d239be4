"""The gun in the hand: charge by holding, fire by letting go; what it does to the walk.

    held → raised, a relay, a whine that climbs → let go → the line; a tenth of a second of silence;
    the shot; blasts that run away along the bore, each heard when its sound arrives

The rules are `player.gun`; the hole is an edit of the walk's City (`Engine.cut`), which the scene
shows in the same frame. The body and the ear ask for `raised`, `charge` and `glow`, and read cues.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from blame3d.app.looking import near_range
from blame3d.app.walker import millimetres
from blame3d.cast.actor import Actor
from blame3d.life.cue import Cue, Kind
from blame3d.player import gun
from blame3d.player.gun import Blast, Shot
from blame3d.player.state import Mode
from blame3d.player.struck import struck
from blame3d.view import Beam

if TYPE_CHECKING:
    from blame3d.app.engine import Engine

LATEST: Final = 3
"""Shots whose blasts may still run."""

RAISE_S: Final = 0.25
"""In which the arm is up, and down again."""


class _Chain:
    """The blasts of one shot, as they become known: metres along the beam."""

    def __init__(self, shot: Shot, strength: int) -> None:
        self.shot, self.strength = shot, strength
        self.metres: NDArray[np.float64] = np.zeros(0)
        self.heard = 0.0
        self.told = False


class Gun:
    """A companion. shots: what was taken away from this City, newest last. blasts: that are to be
    seen in this frame. held_s: seconds of charging. raised: 0 … 1, how far the arm is up. fired:
    whether the person ever did."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.held_s = 0.0
        self.raised = 0.0
        self.fired = False
        self.blasts: tuple[Blast, ...] = ()
        self._on = False
        self._ready_at = 0.0
        self._chains: list[_Chain] = []
        self.shots = tuple(map(Shot, engine.world.edits))

    @property
    def charge(self) -> float:
        """0 … 1."""
        return gun.charge(self.held_s)

    @property
    def glow(self) -> float:
        """Light of the slit, 0 … 1: of the charge, and for a moment of the shot."""
        since = self._since()
        return max(self.charge, 1.0 - since / gun.HOLD_S if since < gun.HOLD_S else 0.0)

    def sway(self) -> tuple[float, float, float]:
        """Degrees of heading, pitch and roll by which the picture shakes now."""
        if not self._chains:
            return 0.0, 0.0, 0.0
        share = self._engine.options.now.shake
        return gun.sway(self._since(), self._chains[-1].strength, share)

    def kick(self) -> float:
        """Degrees by which the arm is thrown up now."""
        if not self._chains:
            return 0.0
        return gun.kick(self._since(), self._chains[-1].strength, self._engine.options.now.recoil)

    # What the person does --------------------------------------------------------------------

    def press(self) -> None:
        """The key went down: begins or ends charging where it need not be held."""
        if self._engine.options.now.charge == "toggle":
            self._on = not self._on

    def take(self, shot: Shot) -> None:
        """Take away what a shot goes through, whoever fired it."""
        recorder = self._engine.walker.recorder
        if recorder is not None:
            recorder.shot(shot.beam)
        self._engine.cut(shot.beam)
        self.shots = (*self.shots, shot)

    def frame(self, dt: float) -> None:
        """Charge, fire, and let blasts run."""
        if dt <= 0.0 or not self._engine.inputs.focused:
            self._on, self.held_s = False, 0.0  # lowered: nobody fires by opening a menu
        elif self._wished():
            self._charge(dt)
        elif self.held_s > 0.0:
            strength, self.held_s = gun.level(self.held_s), 0.0
            if strength:
                self._fire(strength)
        up = self.held_s > 0.0 or self._since() < 2.0 * gun.HOLD_S
        self.raised = max(0.0, min(1.0, self.raised + (dt if up else -dt) / RAISE_S))
        self._replay()
        self._run()

    def actors(self) -> Sequence[Actor]:
        """None of its own: it lies in the walker's hand."""
        return ()

    def travelled(self) -> None:
        """Elsewhere: what burns there is not seen, what was cut is."""
        self._on, self.held_s, self._chains, self.blasts = False, 0.0, [], ()
        self.shots = tuple(map(Shot, self._engine.world.edits))

    def forget(self) -> None:
        """Close every hole of this City."""
        engine = self._engine
        now = engine.options.now
        if now.at is not None and now.at.beams:
            whole = replace(engine.address(), beams=())
            engine.travel(replace(now, at=whole), (engine.walker.state, False))

    def close(self) -> None:
        """Nothing is held."""

    # Inside ----------------------------------------------------------------------------------

    def _wished(self) -> bool:
        if self._engine.options.now.charge == "toggle":
            return self._on
        return self._engine.inputs.is_held("fire")

    def _since(self) -> float:
        """Seconds since the last shot of this walk."""
        return self._engine.seconds - self._chains[-1].shot.at_s if self._chains else math.inf

    def _charge(self, dt: float) -> None:
        engine = self._engine
        if engine.seconds < self._ready_at:
            return
        here = self._here()
        if self.held_s == 0.0:
            engine.cues.append(Cue(Kind.RELAY, here, engine.seconds))
        engine.scene.arm()
        self.held_s += dt
        share = self.charge
        whine = Cue(Kind.WHINE, here, engine.seconds, 0.3 + 0.7 * share,
                    gun.pitch_of_whine(share), "gun")
        engine.cues.append(whine)

    def _fire(self, strength: int) -> None:
        engine = self._engine
        self.fired = True
        pose, settings = engine.pose, engine.options.now
        beam = gun.fired(self._here(), pose.heading, pose.pitch, strength)
        self._shoot(beam)
        kick = gun.recoil(pose.heading, pose.pitch, strength, settings.recoil)
        body = engine.walker.state
        thrown = (body.vel[0] + kick[0], body.vel[1] + kick[1], body.vel[2] + kick[2])
        lifted = body.grounded and kick[2] < 0.5 and body.mode is Mode.WALK
        engine.walker.state = replace(body, vel=thrown, grounded=lifted)

    def _shoot(self, beam: Beam) -> None:
        """What a shot does to the City, and is seen and heard of it."""
        engine = self._engine
        shot, strength = Shot(beam, engine.seconds), gun.strength(beam)
        self.take(shot)
        self._ready_at = engine.seconds + gun.PAUSE_S
        self._chains = [*self._chains[1 - LATEST :], _Chain(shot, strength)]
        head = engine.walker.eye()
        first, _ = near_range(engine.stage.provider, head.cell, head.pos, beam.way)
        if first is not None:
            first = max(0.0, first - gun.muzzle(strength))
        seed = engine.options.now.world_seed
        engine.beside.ask("struck", lambda: (shot, struck(seed, beam, first)), urgent=True)

    def _replay(self) -> None:
        """Fire what the tape of a walk fires."""
        replayer = self._engine.walker.replayer
        for beam in replayer.take_shots() if replayer is not None else ():
            if gun.of_pistol(beam):
                self._shoot(beam)
            else:
                self.take(Shot(beam))

    def _run(self) -> None:
        """Cues that are due and blasts that burn."""
        engine, now = self._engine, self._engine.seconds
        found = engine.beside.take("struck")
        if isinstance(found, tuple):
            for chain in self._chains:
                if chain.shot == found[0]:
                    chain.metres = found[1]
        if self._since() < gun.SILENCE_S:
            engine.cues.append(Cue(Kind.HUSH, self._here(), now))
        burning: list[Blast] = []
        for chain in self._chains:
            beam, since = chain.shot.beam, now - chain.shot.at_s
            if not chain.told and since >= gun.SILENCE_S:
                chain.told = True
                loud = chain.strength / len(gun.POWERS)
                at_s = chain.shot.at_s + gun.SILENCE_S
                engine.cues.append(Cue(Kind.RELAY, beam.origin_mm, at_s))
                engine.cues.append(Cue(Kind.SHOT, beam.origin_mm, at_s, loud))
            ages = since - gun.SILENCE_S - chain.metres / gun.CHAIN
            for metres, age in zip(chain.metres.tolist(), ages.tolist(), strict=True):
                if age >= 0.0 and metres >= chain.heard:
                    loud = chain.strength / len(gun.POWERS)
                    cue = Cue(Kind.BLAST, gun.along(beam, metres), now - age, loud)
                    engine.cues.append(cue)
                    chain.heard = metres + 1e-3
                if 0.0 <= age < gun.BLAST_S:
                    burning.append(_blast(chain, metres, age))
        self.blasts = tuple(burning)

    def _here(self) -> tuple[int, int, int]:
        """The eye in the head, wherever the camera is."""
        pose = self._engine.walker.eye()
        return millimetres(pose.cell, pose.pos)


def _blast(chain: _Chain, metres: float, age: float) -> Blast:
    beam = chain.shot.beam
    way = beam.way
    size = gun.POWERS[chain.strength - 1].blast
    seed = (beam.origin_mm[0] * 31 + round(metres * 8.0)) & 0xFFFF
    return Blast(gun.along(beam, metres), way, age, size, beam.radius_m, seed)
