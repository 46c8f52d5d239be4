"""The pause menu as a state machine: keys and pointer in, effects out. Pure.

Effect                     what the engine does
resume, help, quit, copy   that
goto (text)                opens an address or a seed
set (key, value)           changes and stores a setting
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from blame3d.app.events import Char, Event, KeyDown

Value = float | bool | str
"""What a setting holds."""


@dataclass(frozen=True)
class Effect:
    name: str
    text: str = ""
    value: Value = ""


@dataclass(frozen=True)
class Row:
    """One line. id: effect, page or setting; choices: values of a setting, empty for a button."""

    id: str
    label: str
    choices: tuple[Value, ...] = ()


def _range(low: float, high: float, step: float) -> tuple[Value, ...]:
    count = round((high - low) / step)
    return tuple(round(low + i * step, 3) for i in range(count + 1))


MAIN: Final = (
    Row("resume", "menu.resume"),
    Row("help", "menu.help"),
    Row("settings", "menu.settings"),
    Row("copy", "menu.copy"),
    Row("goto", "menu.goto"),
    Row("quit", "menu.quit"),
)
SETTINGS: Final = (
    Row("sensitivity", "set.sensitivity", _range(0.1, 4.0, 0.1)),
    Row("invert_y", "set.invert_y", (False, True)),
    Row("fov", "set.fov", _range(50, 110, 5)),
    Row("quality", "set.quality", ("low", "medium", "high", "ultra")),
    Row("bob", "set.bob", _range(0, 1, 0.1)),
    Row("fullscreen", "set.fullscreen", (False, True)),
    Row("lang", "set.lang", ("en", "it")),
    Row("back", "menu.back"),
)
MAX_ENTRY: Final = 4096


@dataclass
class Menu:
    """page: "" (closed), "main", "settings" or "goto". values: the settings as they are."""

    values: dict[str, Value]
    page: str = ""
    cursor: int = 0
    entry: str = ""
    effects: list[Effect] = field(default_factory=list)

    @property
    def rows(self) -> tuple[Row, ...]:
        return {"main": MAIN, "settings": SETTINGS}.get(self.page, ())

    def open(self) -> None:
        self.page, self.cursor, self.entry = "main", 0, ""

    def close(self) -> None:
        self.page = ""

    def take_effects(self) -> list[Effect]:
        effects, self.effects = self.effects, []
        return effects

    def feed(self, event: Event, paste: str = "") -> None:
        """One event while the menu is open. paste: the clipboard, for Ctrl+V in a text line."""
        if self.page == "goto":
            self._type(event, paste)
        elif isinstance(event, KeyDown):
            self._key(event.key)

    def hover(self, row: int) -> None:
        """The pointer is over a row (-1: none)."""
        if 0 <= row < len(self.rows):
            self.cursor = row

    def _key(self, key: str) -> None:
        count = len(self.rows)
        match key:
            case "arrow_up" | "w" | "wheel_up":
                self.cursor = (self.cursor - 1) % count
            case "arrow_down" | "s" | "tab" | "wheel_down":
                self.cursor = (self.cursor + 1) % count
            case "arrow_left" | "a":
                self._change(-1, wrap=False)
            case "arrow_right" | "d":
                self._change(1, wrap=False)
            case "enter" | "space" | "mouse1":
                self._accept()
            case "mouse3":
                self._change(-1, wrap=True)
            case "escape":
                self._back()

    def _back(self) -> None:
        if self.page == "main":
            self.effects.append(Effect("resume"))
        else:
            came = self.page
            self.page = "main"
            self.cursor = next(i for i, row in enumerate(MAIN) if row.id == came)

    def _accept(self) -> None:
        row = self.rows[self.cursor]
        if row.choices:
            self._change(1, wrap=True)
        elif row.id == "back":
            self._back()
        elif row.id in ("settings", "goto"):
            self.page, self.cursor, self.entry = row.id, 0, ""
        else:
            self.effects.append(Effect(row.id))

    def _change(self, by: int, wrap: bool) -> None:
        row = self.rows[self.cursor]
        if not row.choices:
            return
        at = nearest(row.choices, self.values.get(row.id)) + by
        if wrap:
            at %= len(row.choices)
        value = row.choices[max(0, min(len(row.choices) - 1, at))]
        if value != self.values.get(row.id):
            self.values[row.id] = value
            self.effects.append(Effect("set", row.id, value))

    def _type(self, event: Event, paste: str) -> None:
        match event:
            case Char(text):
                self._insert(text)
            case KeyDown("paste"):
                self._insert(paste)
            case KeyDown("backspace"):
                self.entry = self.entry[:-1]
            case KeyDown("escape"):
                self._back()
            case KeyDown("enter") if self.entry.strip():
                self.effects.append(Effect("goto", self.entry.strip()))

    def _insert(self, text: str) -> None:
        clean = "".join(c for c in text if c.isprintable())
        self.entry = (self.entry + clean)[:MAX_ENTRY]


def nearest(choices: tuple[Value, ...], value: Value | None) -> int:
    """Place of `value` among the choices; of the nearest one when a number is not among them."""
    if value in choices:
        return choices.index(value)
    if isinstance(value, int | float):
        gaps = [abs(float(c) - value) for c in choices if isinstance(c, int | float)]
        if len(gaps) == len(choices):
            return gaps.index(min(gaps))
    return 0
