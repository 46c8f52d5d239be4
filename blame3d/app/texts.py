"""Every sentence that the running program shows: here in English, with the id by which it is asked
for; in other languages in translations/LANG.po (`make translations` compiles them)."""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from blame3d import assets
from blame3d.config.options import LANGUAGES as CHOICES
from blame3d.errors import Blame3DError

LANGUAGES: Final = tuple(lang for lang in CHOICES if lang != "auto")

ENGLISH: Final[Mapping[str, str]] = MappingProxyType({
    # labels of actions: short, as on a button
    "key.forward": "Walk",
    "key.left": "Left",
    "key.back": "Back",
    "key.right": "Right",
    "key.up": "Jump",
    "key.down": "Crouch",
    "key.sprint": "Sprint",
    "key.slow": "Slow walk",
    "key.fire": "Gun",
    "key.look_up": "Look up",
    "key.look_down": "Look down",
    "key.look_left": "Look left",
    "key.look_right": "Look right",
    "key.zoom": "Zoom",
    "key.wider": "Wider view",
    "key.narrower": "Narrower view",
    "key.third": "From behind",
    "key.fly": "Fly",
    "key.noclip": "Noclip",
    "key.faster": "Faster",
    "key.slower": "Slower",
    "key.unstuck": "Unstuck",
    "key.footing": "Last footing",
    "key.device": "Device",
    "key.use": "Use",
    "key.picture": "Picture",
    "key.help": "Help",
    "key.hud": "Display",
    "key.numbers": "Numbers",
    "key.borderless": "Full screen",
    "key.menu": "Menu",
    # help: one line each
    "help.forward": "walk forwards",
    "help.left": "step left",
    "help.back": "walk backwards",
    "help.right": "step right",
    "help.up": "jump; rise when flying",
    "help.down": "crouch; sink when flying",
    "help.sprint": "sprint",
    "help.slow": "walk slowly",
    "help.fire": "hold to charge the gun, let go to fire",
    "help.look_up": "look up",
    "help.look_down": "look down",
    "help.look_left": "look left",
    "help.look_right": "look right",
    "help.zoom": "zoom while held",
    "help.wider": "wider field of view",
    "help.narrower": "narrower field of view",
    "help.third": "see yourself from behind, and back",
    "help.fly": "fly, and land again",
    "help.noclip": "pass through walls",
    "help.faster": "fly faster; nearer, from behind",
    "help.slower": "fly slower; farther, from behind",
    "help.unstuck": "free yourself when stuck",
    "help.footing": "back to the last firm ground",
    "help.use": "call, start or turn back a lift",
    "help.device": "take the hiding device off; put it on again",
    "help.picture": "save a picture of this place",
    "help.help": "this page",
    "help.hud": "instruments on and off",
    "help.numbers": "frame times and the address",
    "help.borderless": "full screen and back (also Alt+Enter)",
    "help.menu": "pause; the mouse is free",
    "help.mouse": "look around; click to take the mouse",
    "help.stick_left": "walk",
    "help.stick_right": "look around",
    "film.pause": "stop, and go on",
    "film.back": "five seconds back",
    "film.on": "five seconds on",
    "film.frame_back": "a frame back",
    "film.frame_on": "a frame on",
    "film.faster": "faster",
    "film.slower": "slower, then backwards",
    "film.chapter_back": "chapter back",
    "film.chapter_on": "chapter on",
    "film.begin": "the beginning",
    "film.end": "the end",
    "film.skip": "next piece, if there is one",
    "film.step": "step out and walk; back again",
    "film.eyes": "through somebody's eyes, and back",
    "film.click": "stop; low in the picture, seek",
    "group.film": "FILM",
    "group.move": "MOVE",
    "group.look": "LOOK",
    "group.travel": "TRAVEL",
    "group.program": "PROGRAM",
    "group.picture": "PICTURE",
    "group.comfort": "COMFORT",
    "group.sound": "SOUND",
    "name.mouse1": "Left button",
    "name.mouse": "Mouse",
    "name.enter": "Return",
    "name.home": "Home",
    "name.end": "End",
    "name.page_up": "Page ↑",
    "name.page_down": "Page ↓",
    "name.space": "Space",
    "name.lcontrol": "Ctrl",
    "name.lshift": "Shift",
    "name.lalt": "Alt",
    "name.caps_lock": "CapsLock",
    "name.arrow_up": "↑",
    "name.arrow_down": "↓",
    "name.arrow_left": "←",
    "name.arrow_right": "→",
    "name.wheel_up": "Wheel ↑",
    "name.wheel_down": "Wheel ↓",
    "name.print_screen": "PrtSc",
    "name.escape": "Esc",
    "name.pad_a": "A",
    "name.pad_b": "B",
    "name.pad_x": "X",
    "name.pad_y": "Y",
    "name.pad_left_stick": "Left stick in",
    "name.pad_right_stick": "Right stick in",
    "name.pad_left_shoulder": "Left shoulder",
    "name.pad_right_shoulder": "Right shoulder",
    "name.pad_left_trigger": "Left trigger",
    "name.pad_right_trigger": "Right trigger",
    "name.pad_back": "Back",
    "name.pad_start": "Start",
    "name.pad_up": "Pad ↑",
    "name.pad_down": "Pad ↓",
    "name.pad_left": "Pad ←",
    "name.pad_right": "Pad →",
    "name.stick_left": "Left stick",
    "name.stick_right": "Right stick",
    "first.move": "walk · mouse to look",
    "first.picture": "a picture",
    "first.help": "all keys",
    "first.fire": "hold · let go",
    # menu
    "menu.title": "PAUSE",
    "menu.resume": "Resume",
    "menu.help": "Help",
    "menu.settings": "Settings",
    "menu.copy": "Copy address",
    "menu.goto": "Go to…",
    "menu.places": "Places",
    "menu.wake": "The opening again",
    "menu.keys": "Keys",
    "menu.keep": "Keep this place",
    "menu.forget": "Close the gun's holes",
    "menu.quit": "Quit",
    "menu.back": "Back",
    "menu.hint": "↑ ↓ choose   ← → change   Enter accept   Esc back",
    "menu.hint_pad": "↑ ↓ choose   ← → change   A accept   B back",
    "help.close": "{keys} closes this page",
    "goto.keys": "Enter goes there   Esc back",
    "keys.title": "KEYS",
    "keys.hint": "Enter gives another key   Delete the first ones again   Esc back",
    "keys.asking": "Press the key for “{action}”   Esc keeps it as it is",
    "keys.press": "press a key",
    "keys.taken": "{key} was the key of “{other}”, which has none now.",
    "keys.fixed": "{key} keeps its meaning.",
    "places.title": "PLACES",
    "places.hint": "Enter goes there   Delete strikes out   Esc back",
    "places.sure": "Delete again strikes it out",
    "places.none": "No place has been kept yet.",
    "toast.lift": "A lift: {button} calls it and starts it",
    "toast.device_off": "The device is off: you can be seen",
    "toast.device_on": "The device is on: the City forgets",
    "toast.caught": "Caught. The device is on again.",
    "toast.kept": "Kept: {name}",
    "menu.seed": "Seed {seed}",
    "goto.title": "GO TO",
    "goto.hint": "An address (blame://…), x,y,z in metres, or any word as a seed.   Ctrl+V pastes",
    "goto.long": "This is longer than {most} letters and was not taken.",
    "settings.title": "SETTINGS",
    "set.sensitivity": "Mouse sensitivity",
    "set.invert_y": "Invert up and down",
    "set.fov": "Field of view",
    "set.quality": "Quality",
    "set.frame_rate": "Keep frames a second",
    "set.bob": "Head bob",
    "set.charge": "Charge the gun",
    "set.roll": "Head tilt",
    "set.recoil": "Recoil",
    "set.shake": "Shake of the picture",
    "set.captions": "Size of captions",
    "set.dead_zone": "Dead zone of sticks",
    "set.volume": "Volume",
    "set.volume_ambience": "Volume of the place",
    "set.volume_body": "Volume of your body",
    "set.volume_effects": "Volume of events",
    "set.mono": "Mono sound",
    "set.fullscreen": "Full screen",
    "set.lang": "Language",
    "hint.sensitivity": "How far the view turns when the mouse moves.",
    "hint.invert_y": "Pushing the mouse away looks down.",
    "hint.fov": "How much is seen at once. Wide is fast and deep, narrow is heavy.",
    "hint.quality": "Low is for computers without a graphics card; the others ask for one.",
    "hint.frame_rate": "Leaves out small and far things where the machine is slower than this.",
    "hint.fullscreen": "The whole desktop, without a border.",
    "hint.bob": "The head rises and falls with each step.",
    "hint.roll": "The head leans with each step.",
    "hint.shake": "A shot shakes what one sees.",
    "hint.captions": "Of captions in films and of notes on the walk.",
    "hint.dead_zone": "How far a gamepad's stick moves before it counts.",
    "hint.recoil": "A shot throws the body and the arm.",
    "hint.charge": "Hold the key and let go to fire; or press to charge, again to fire.",
    "hint.volume": "Everything that is heard.",
    "hint.volume_ambience": "Wind, the hum of the masses, water in pipes.",
    "hint.volume_body": "Steps, cloth, landings.",
    "hint.volume_effects": "The gun, machines, what falls far away.",
    "hint.mono": "The same in both ears.",
    "hint.lang": "The language of these pages.",
    "value.on": "on",
    "value.off": "off",
    "value.hold": "while held",
    "value.toggle": "press twice",
    "value.low": "low",
    "value.medium": "medium",
    "value.high": "high",
    "value.ultra": "ultra",
    "value.en": "English",
    "value.it": "Italiano",
    # notes and toasts
    "note.waiting": "Waiting for the world ahead…",
    "note.click": "Click to take the mouse",
    "note.software": "Drawing on the CPU ({renderer}): smaller pictures, low frame rates.",
    "toast.closed": "The City is whole again here",
    "toast.saving": "Taking the picture…",
    "toast.saved": "Picture saved: {path}",
    "toast.unsaved": "Picture not saved: {why}",
    "toast.copied": "Address copied",
    "toast.address": "{address}",
    "toast.fly": "Flying, {speed} m/s",
    "toast.walk": "Walking",
    "toast.noclip": "Noclip, {speed} m/s",
    "toast.speed": "{speed} m/s",
    "toast.fov": "Field of view {fov}°",
    "toast.nowhere": "No firm ground to go back to yet",
    "toast.footing": "Back on firm ground",
    "toast.edge": "You are at the edge of the computable world (±9·10¹² m).",
    "toast.unstuck": "Freed",
    "toast.unstored": "Settings not stored: {why}",
    # errors, by their ids
    "error.addr_01": (
        "This is no place. Expected an address (blame://SEED/x,y,z/h,p,r), x,y,z in metres, or a "
        "picture taken by blame3d."
    ),
    "error.addr_02": (
        "That place lies inside a wall; leave out the angles and the nearest good view is taken."
    ),
    "error.seed_01": "This is no seed: expected a number, or text of 1 to 200 characters.",
    "error.data_02": "The picture cannot be read, or carries no address.",
    "error.world_02": "A piece of the City failed 3 times and is shown as a plain block.",
    "error.world_03": "That place lies beyond the edge of the computable world (±9·10¹² m).",
    "error.world_05": "No view was found in time. Try again when the machine is less busy.",
    "error.proc_01": "A process that makes the City has stopped; it is replaced.",
    "error.set_01": "The settings file {path} is damaged.",
    "error.set_03": (
        "The kept places {path} cannot be read ({reason}). The file was left as it is; move it "
        "away to begin a new one."
    ),
    "error.disk_01": (
        "{path} was not written: no space left ({free} free, {need} needed). Nothing was "
        "overwritten."
    ),
    "error.disk_03": "Cannot write {path}: {reason}. Choose another place.",
    # films
    "film.keys": (
        "Space pause · ← → seconds · , . frames · ↑ ↓ speed · Page chapters · N next · E eyes "
        "· Return step out"
    ),
    "film.out": "Return or pad ← back into the picture · P or pad → freeze the others",
    # instruments
    "district.cathedral": "cathedral",
    "district.foundry": "foundry",
    "district.archive": "archive",
    "district.shafts": "shafts",
    "district.hung": "hung blocks",
    "district.pipes": "pipes",
    "district.collapse": "collapse",
    "district.sump": "sump",
    "district.silent": "silent",
    "district.transit": "transit",
    "hud.stratum": "STRATUM {n}",
    "hud.open": "DEVICE OFF",
    "hud.seen": "SEEN",
    "hud.climbed": "CLIMBED {metres}",
    "state.walk": "walking",
    "state.air": "in the air",
    "state.fly": "flying",
    "state.noclip": "noclip",
    "state.waiting": "waiting",
})  # fmt: skip
"""Sentences by id, in the order of the catalogues."""


class Texts:
    """The texts of one language; `texts("id", name=value)` fills the places in braces."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang in LANGUAGES else "en"
        self._catalogue = gettext.NullTranslations()
        if self.lang != "en":
            with assets.path(f"translations/{self.lang}.mo").open("rb") as file:
                self._catalogue = gettext.GNUTranslations(file)

    def __call__(self, key: str, /, **values: object) -> str:
        text = self._catalogue.pgettext(key, ENGLISH[key])
        return text.format(**values) if values else text

    def error(self, error: Blame3DError) -> str:
        """What went wrong: its own sentence, or, in another language, that of its id, which says
        no more than what is wrong with all of them."""
        key = f"error.{error.id.removeprefix('B3D-').replace('-', '_').lower()}"
        if self.lang == "en" or key not in ENGLISH:
            return str(error)
        return self(key, **error.values)

    def has(self, key: str) -> bool:
        return key in ENGLISH


def system_language() -> str:
    """`it` when the system speaks Italian, else `en`."""
    found = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    if not found:
        found = locale.getlocale()[0] or ""
    return "it" if found.lower().startswith("it") else "en"
