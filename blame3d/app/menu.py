"""The pause menu as a state machine: keys and pointer in, effects out. Pure.

Effect                     what the engine does
resume, help, quit, copy   that
wake                       the opening once more
goto (text)                opens an address or a seed
set (key, value)           changes and stores a setting
bind (action, key)         gives an action this key
unbind (action)            gives an action its first keys back
refuse (action, key)       says that this key keeps its meaning
keep                       writes this place down
long                       says that this is too long a line
forget                     closes what the gun has cut
leave (address)            strikes a kept place out

Two pages list what the engine knows (`Menu.lists`): the keys, and the places that were kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from blame3d.app.bindings import FIXED
from blame3d.app.events import Char, Event, KeyDown
from blame3d.app.texts import LANGUAGES

Value = float | bool | str
"""What a setting holds."""


@dataclass(frozen=True)
class Effect:
    name: str
    text: str = ""
    value: Value = ""


@dataclass(frozen=True)
class Row:
    """One line.

    id: effect, page, setting, action or address. label: a text's id, or the words themselves.
    choices: values of a setting, empty for a button. shown: what stands at its right end. above:
    what parts it from the row before it: a heading's text id, "" for room alone, None for nothing.
    """

    id: str
    label: str
    choices: tuple[Value, ...] = ()
    shown: str = ""
    above: str | None = None


def _range(low: float, high: float, step: float) -> tuple[Value, ...]:
    count = round((high - low) / step)
    return tuple(round(low + i * step, 3) for i in range(count + 1))


MAIN: Final = (
    Row("resume", "menu.resume"),
    Row("places", "menu.places", above=""),
    Row("goto", "menu.goto"),
    Row("copy", "menu.copy"),
    Row("settings", "menu.settings", above=""),
    Row("keys", "menu.keys"),
    Row("help", "menu.help"),
    Row("wake", "menu.wake", above=""),
    Row("forget", "menu.forget"),
    Row("quit", "menu.quit", above=""),
)
BACK: Final = Row("back", "menu.back", above="")
_SHARE: Final = _range(0, 1, 0.1)
SETTINGS: Final = (
    Row("sensitivity", "set.sensitivity", _range(0.1, 4.0, 0.1), above="group.look"),
    Row("invert_y", "set.invert_y", (False, True)),
    Row("dead_zone", "set.dead_zone", _range(0, 0.6, 0.05)),
    Row("fov", "set.fov", _range(50, 110, 5)),
    Row("quality", "set.quality", ("low", "medium", "high", "ultra"), above="group.picture"),
    Row("frame_rate", "set.frame_rate", ("off", "20", "30", "40", "60")),
    Row("fullscreen", "set.fullscreen", (False, True)),
    Row("captions", "set.captions", (0.8, 1.0, 1.25, 1.5, 2.0), above="group.comfort"),
    Row("bob", "set.bob", _SHARE),
    Row("roll", "set.roll", _SHARE),
    Row("shake", "set.shake", _SHARE),
    Row("recoil", "set.recoil", _SHARE),
    Row("charge", "set.charge", ("hold", "toggle")),
    Row("volume", "set.volume", _SHARE, above="group.sound"),
    Row("volume_ambience", "set.volume_ambience", _SHARE),
    Row("volume_body", "set.volume_body", _SHARE),
    Row("volume_effects", "set.volume_effects", _SHARE),
    Row("mono", "set.mono", (False, True)),
    Row("lang", "set.lang", LANGUAGES, above=""),
    BACK,
)
KEEP: Final = Row("keep", "menu.keep")
PAGES: Final = ("settings", "keys", "places", "goto")
"""Pages behind the first one."""

MAX_ENTRY: Final = 1 << 16
"""Letters of a line: an address with a thousand shots. What is longer is not taken at all, for the
rest of it would be another place."""


@dataclass
class Menu:
    """page: "" (closed), "main" or one of PAGES. values: the settings as they are.

    lists: rows of "keys" and "places". asking: the action whose new key is awaited. doomed: the
    place that the next Delete strikes out.
    """

    values: dict[str, Value]
    page: str = ""
    cursor: int = 0
    entry: str = ""
    asking: str = ""
    doomed: str = ""
    lists: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)

    @property
    def rows(self) -> tuple[Row, ...]:
        match self.page:
            case "main":
                return MAIN
            case "settings":
                return SETTINGS
            case "keys":
                return (*self.lists.get("keys", ()), BACK)
            case "places":
                return (KEEP, *self.lists.get("places", ()), BACK)
        return ()

    def open(self) -> None:
        self._turn("main")

    def close(self) -> None:
        self._turn("")

    def _turn(self, page: str) -> None:
        self.page, self.cursor, self.entry, self.asking, self.doomed = page, 0, "", "", ""

    def fill(self, lists: dict[str, tuple[Row, ...]]) -> None:
        """The lists as they are now; the cursor stays where it was, as far as there are rows."""
        self.lists = lists
        self.cursor = max(0, min(self.cursor, len(self.rows) - 1))

    def take_effects(self) -> list[Effect]:
        effects, self.effects = self.effects, []
        return effects

    def feed(self, event: Event, paste: str = "") -> None:
        """One event while the menu is open. paste: the clipboard, for Ctrl+V in a text line."""
        if self.page == "goto":
            self._type(event, paste)
        elif isinstance(event, KeyDown) and self.asking:
            self._give(event.key)
        elif isinstance(event, KeyDown):
            self._key(event.key)

    def hover(self, row: int) -> None:
        """The pointer is over a row (-1: none)."""
        if 0 <= row < len(self.rows) and not self.asking:
            self.cursor = row

    def _key(self, key: str) -> None:
        count = len(self.rows)
        doomed, self.doomed = self.doomed, ""
        match key:
            case "arrow_up" | "w" | "wheel_up" | "pad_up":
                self.cursor = (self.cursor - 1) % count
            case "arrow_down" | "s" | "tab" | "wheel_down" | "pad_down":
                self.cursor = (self.cursor + 1) % count
            case "arrow_left" | "a" | "pad_left":
                self._change(-1, wrap=False)
            case "arrow_right" | "d" | "pad_right":
                self._change(1, wrap=False)
            case "enter" | "space" | "mouse1" | "pad_a":
                self._accept()
            case "mouse3":
                self._change(-1, wrap=True)
            case "delete" | "backspace" | "pad_x":
                self._strike(doomed)
            case "escape" | "pad_b" | "pad_start":
                self._back()

    def _strike(self, doomed: str) -> None:
        """An action's own keys, at once; a kept place only when asked twice."""
        row = self.rows[self.cursor]
        if row in (BACK, KEEP):
            return
        if self.page == "keys":
            self.effects.append(Effect("unbind", row.id))
        elif self.page == "places" and doomed == row.id:
            self.effects.append(Effect("leave", row.id))
        elif self.page == "places":
            self.doomed = row.id

    def _give(self, key: str) -> None:
        """The key that was asked for; Esc keeps what there was."""
        action, self.asking = self.asking, ""
        if key not in FIXED:
            self.effects.append(Effect("bind", action, key))
        elif key != "escape":
            self.effects.append(Effect("refuse", action, key))

    def _back(self) -> None:
        if self.page == "main":
            self.effects.append(Effect("resume"))
        else:
            came = self.page
            self._turn("main")
            self.cursor = next(i for i, row in enumerate(MAIN) if row.id == came)

    def _accept(self) -> None:
        row = self.rows[self.cursor]
        if row.choices:
            self._change(1, wrap=True)
        elif row == BACK:
            self._back()
        elif self.page == "main" and row.id in PAGES:
            self._turn(row.id)
        elif self.page == "keys":
            self.asking = row.id
        elif self.page == "places" and row != KEEP:
            self.effects.append(Effect("goto", row.id))
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
            case KeyDown("escape" | "pad_b" | "pad_start"):
                self._back()
            case KeyDown("enter") if self.entry.strip():
                self.effects.append(Effect("goto", self.entry.strip()))

    def _insert(self, text: str) -> None:
        clean = "".join(c for c in text if c.isprintable())
        if len(self.entry) + len(clean) > MAX_ENTRY:
            self.effects.append(Effect("long"))
        else:
            self.entry += clean


def nearest(choices: tuple[Value, ...], value: Value | None) -> int:
    """Place of `value` among the choices; of the nearest one when a number is not among them."""
    if value in choices:
        return choices.index(value)
    if isinstance(value, int | float):
        gaps = [abs(float(c) - value) for c in choices if isinstance(c, int | float)]
        if len(gaps) == len(choices):
            return gaps.index(min(gaps))
    return 0
