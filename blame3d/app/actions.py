"""What each key and each line of the menu does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from blame3d.app import clipboard
from blame3d.app.bindings import Binding, binding, table
from blame3d.app.company import of
from blame3d.app.events import Event, KeyDown
from blame3d.app.hunting import Hunting
from blame3d.app.lists import Lists
from blame3d.app.menu import MAX_ENTRY, Effect, Value
from blame3d.app.spawn import settings_at
from blame3d.config import Settings
from blame3d.config.session import kept
from blame3d.errors import Blame3DError
from blame3d.player.camera import Eyes
from blame3d.player.state import Mode
from blame3d.view import parse_at, parse_seed

if TYPE_CHECKING:
    from blame3d.app.engine import Engine


class Actions:
    """Acts on an engine; holds nothing of its own but the tables."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.lists = Lists(engine)
        self.anywhere: frozenset[str] = frozenset()
        self.rebind(table(engine.options.now.bindings))
        self._keys: Mapping[str, Callable[[], None]] = {
            "up": lambda: engine.walker.tap("up"),
            "use": lambda: engine.walker.tap("use"),
            "fire": lambda: engine.gun.press(),
            "fly": lambda: self._fly("fly"),
            "noclip": lambda: self._fly("noclip"),
            "third": lambda: engine.body.toggle(),
            "faster": lambda: self._speed(1),
            "slower": lambda: self._speed(-1),
            "wider": lambda: self._widen(1),
            "narrower": lambda: self._widen(-1),
            "unstuck": self._unstuck,
            "footing": self._footing,
            "device": lambda: of(engine, Hunting).toggle(),
            "picture": self._picture,
            "help": self._help,
            "hud": self._hud,
            "numbers": self._numbers,
            "borderless": lambda: self.set("fullscreen", not engine.options.now.fullscreen),
            "menu": self._menu,
        }
        self._effects: Mapping[str, Callable[[Effect], None]] = {
            "resume": lambda effect: self._resume(),
            "help": lambda effect: self._help_from_menu(),
            "copy": lambda effect: self._copy(),
            "wake": lambda effect: self._wake(),
            "goto": lambda effect: self._goto(effect.text),
            "quit": lambda effect: self._quit(),
            "set": lambda effect: self.set(effect.text, effect.value),
            "bind": self.lists.bind,
            "unbind": self.lists.unbind,
            "refuse": self.lists.refuse,
            "keep": lambda effect: self.lists.keep(),
            "leave": self.lists.leave,
            "long": lambda effect: self._too_long(),
            "forget": lambda effect: self._forget(),
        }

    def rebind(self, rows: tuple[Binding, ...]) -> None:
        """Other keys from now on."""
        self.anywhere = frozenset(
            key for action in ("picture", "borderless") for key in binding(action, rows).keys
        )

    def toast(self, key: str, /, **values: object) -> None:
        """A sentence that goes by itself."""
        engine = self._engine
        engine.interface.notes.toast(engine.interface.texts(key, **values), engine.seconds)

    # Keys ----------------------------------------------------------------------------------

    def fire(self, actions: list[str]) -> None:
        """Actions in the order in which they were pressed; while paused only what is about that."""
        for action in actions:
            act = self._keys.get(action)
            if act is None:
                continue
            if self._engine.paused and action not in ("help", "menu", "picture", "borderless"):
                continue
            act()

    def _fly(self, action: str) -> None:
        walker = self._engine.walker
        walker.tap(action)
        asked = Mode.FLY if action == "fly" else Mode.NOCLIP
        flying = walker.state.mode is not Mode.WALK
        lands = walker.state.mode is asked or (flying and action == "fly")
        if lands:
            self.toast("toast.walk")
        else:
            self.toast(f"toast.{action}", speed=round(walker.fly_speed))

    def _speed(self, by: int) -> None:
        walker = self._engine.walker
        if walker.state.mode is not Mode.WALK:
            self.toast("toast.speed", speed=round(walker.change_speed(by)))
        elif self._engine.body.third:
            self._engine.body.closer(by)

    def _widen(self, by: int) -> None:
        fov = self._engine.lens.step(by)
        self.set("fov", fov)
        self.toast("toast.fov", fov=round(fov))

    def _unstuck(self) -> None:
        if self._engine.walker.unstuck():
            self._engine.look_from_here()
            self.toast("toast.unstuck")

    def _footing(self) -> None:
        if self._engine.walker.to_footing():
            self._engine.look_from_here()
            self.toast("toast.footing")
        else:
            self.toast("toast.nowhere")

    def _picture(self) -> None:
        try:
            self._engine.camera.press()
        except Blame3DError as error:
            self.toast("toast.unsaved", why=self._why(error))
        else:
            self.toast("toast.saving")

    def develop(self) -> None:
        """After each frame: tell of the picture that was taken in it."""
        try:
            path = self._engine.camera.update()
        except Blame3DError as error:
            self.toast("toast.unsaved", why=self._why(error))
        else:
            if path is not None:
                self.toast("toast.saved", path=path)

    def _help(self) -> None:
        interface = self._engine.interface
        interface.help_on = not interface.help_on
        self._engine.inputs.release()

    def _hud(self) -> None:
        self._engine.interface.hud_on = not self._engine.interface.hud_on

    def _numbers(self) -> None:
        self._engine.interface.numbers_on = not self._engine.interface.numbers_on

    def _menu(self) -> None:
        engine = self._engine
        engine.camera.cancel()
        if engine.interface.help_on:
            self._help()
            return
        engine.menu.values = engine.options.values()
        engine.menu.open()
        self.lists.fill()
        engine.hands.pointer = None
        engine.inputs.release()
        engine.inputs.free()

    # The menu ------------------------------------------------------------------------------

    def menu_event(self, event: Event) -> None:
        """One event while the menu is open."""
        engine = self._engine
        paste = clipboard.paste() if isinstance(event, KeyDown) and event.key == "paste" else ""
        if isinstance(event, KeyDown):
            engine.interface.menu_view.note = ""
        page = engine.menu.page
        engine.menu.feed(event, paste)
        if engine.menu.page != page:  # what was changed there outlives whatever comes
            self._store()

    def effects(self, effects: list[Effect]) -> None:
        """What the menu was asked for."""
        for effect in effects:
            self._effects[effect.name](effect)

    def _resume(self) -> None:
        engine = self._engine
        engine.menu.close()
        engine.inputs.take()
        self._store()

    def _store(self) -> None:
        """Write down what was changed."""
        try:
            self._engine.options.flush()
        except Blame3DError as error:
            self.toast("toast.unstored", why=self._why(error))

    def _why(self, error: Blame3DError) -> str:
        return self._engine.interface.texts.error(error)

    def _help_from_menu(self) -> None:
        self._resume()
        self._engine.interface.help_on = True

    def _forget(self) -> None:
        self._engine.gun.forget()
        self._resume()
        self.toast("toast.closed")

    def _wake(self) -> None:
        self._resume()
        self._engine.dawn.waking.begin()

    def _quit(self) -> None:
        self._engine.running = False

    def _copy(self) -> None:
        address = str(self._engine.address())
        if clipboard.copy(address):
            self.toast("toast.copied")
        else:
            self.toast("toast.address", address=address)

    def _too_long(self) -> None:
        interface = self._engine.interface
        interface.menu_view.note = interface.texts("goto.long", most=MAX_ENTRY)

    def _goto(self, text: str) -> None:
        """An address, coordinates, a picture's path, or else a seed."""
        engine = self._engine
        try:
            engine.travel(destination(engine.options.now, text))
        except Blame3DError as error:
            engine.interface.menu_view.note = self._why(error).removeprefix("--at ")
            return
        self._resume()

    # Settings ------------------------------------------------------------------------------

    def set(self, name: str, value: Value) -> None:
        """Change a setting and what depends on it."""
        engine = self._engine
        engine.options.set(name, value)
        match name:
            case "fov":
                engine.lens.choose(float(value))
            case "bob" | "roll":
                now = engine.options.now
                engine.walker.eyes = Eyes(now.bob, now.roll)
            case "dead_zone":
                engine.inputs.dead_zone = float(value)
            case "captions":
                engine.interface.enlarge(float(value))
            case "lang":
                engine.interface.speak(engine.options.texts())
                self.lists.fill()
            case "fullscreen":
                engine.set_full_screen(bool(value))
            case "frame_rate":
                engine.pace.keep(str(value))
            case "quality":
                engine.set_quality(str(value))
        engine.menu.values = engine.options.values()


def destination(settings: Settings, text: str) -> Settings:
    """Where a line typed by the person leads: an address, coordinates, a picture, or a seed.

    What was cut there stays cut. Raises UsageError or DataError with a sentence.
    """
    if "," in text or "/" in text or text.lower().endswith(".png"):
        there = settings_at(settings, parse_at(text))
    else:
        there = replace(settings, seed=parse_seed(text), at=None)
    return kept(settings, there)
