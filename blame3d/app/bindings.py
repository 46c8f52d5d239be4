"""Which key does what: one table, from which input, help and the first overlay are drawn.

Keys are Panda's names of *positions* (`raw-` events): "w" is the key that is W on a US board,
wherever the letter itself lies, so the four movement keys stay together on AZERTY. What is
printed on a key comes from the window's keyboard map (app.devices). Buttons of a gamepad are keys,
too ("pad_a"): an action has keys of both kinds, and giving it one of a kind leaves the other alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True)
class Binding:
    """One action. keys: positions, the first is shown first. label, help: ids of app.texts.

    hold: active while the key is down; else it fires once when the key goes down.
    """

    action: str
    keys: tuple[str, ...]
    label: str
    help: str
    hold: bool = False
    group: str = "move"


BINDINGS: Final[tuple[Binding, ...]] = (
    Binding("forward", ("w",), "key.forward", "help.forward", hold=True),
    Binding("left", ("a",), "key.left", "help.left", hold=True),
    Binding("back", ("s",), "key.back", "help.back", hold=True),
    Binding("right", ("d",), "key.right", "help.right", hold=True),
    Binding("up", ("space", "pad_a"), "key.up", "help.up", hold=True),
    Binding("down", ("lcontrol", "rcontrol", "pad_b"), "key.down", "help.down", hold=True),
    Binding(
        "sprint", ("lshift", "rshift", "pad_right_shoulder"), "key.sprint", "help.sprint", hold=True
    ),
    Binding("slow", ("lalt", "caps_lock"), "key.slow", "help.slow", hold=True),
    Binding("use", ("e", "pad_left_stick"), "key.use", "help.use"),
    Binding("fire", ("mouse1", "pad_right_trigger"), "key.fire", "help.fire", hold=True),
    Binding("look_up", ("arrow_up",), "key.look_up", "help.look_up", hold=True, group="look"),
    Binding("look_down", ("arrow_down",), "key.look_down", "help.look_down", True, "look"),
    Binding("look_left", ("arrow_left",), "key.look_left", "help.look_left", True, "look"),
    Binding("look_right", ("arrow_right",), "key.look_right", "help.look_right", True, "look"),
    Binding("zoom", ("z", "pad_left_trigger"), "key.zoom", "help.zoom", hold=True, group="look"),
    Binding("wider", ("=", "+"), "key.wider", "help.wider", group="look"),
    Binding("narrower", ("-",), "key.narrower", "help.narrower", group="look"),
    Binding("third", ("v", "pad_left_shoulder"), "key.third", "help.third", group="look"),
    Binding("fly", ("k", "pad_y"), "key.fly", "help.fly", group="travel"),
    Binding("noclip", ("h",), "key.noclip", "help.noclip", group="travel"),
    Binding("faster", ("wheel_up", "pad_right"), "key.faster", "help.faster", group="travel"),
    Binding("slower", ("wheel_down", "pad_left"), "key.slower", "help.slower", group="travel"),
    Binding("unstuck", ("u",), "key.unstuck", "help.unstuck", group="travel"),
    Binding("footing", ("r", "pad_right_stick"), "key.footing", "help.footing", group="travel"),
    Binding("device", ("x", "pad_x"), "key.device", "help.device", group="travel"),
    Binding(
        "picture", ("f12", "print_screen", "pad_back"), "key.picture", "help.picture",
        group="program",
    ),
    Binding("help", ("f1", "pad_down"), "key.help", "help.help", group="program"),
    Binding("hud", ("f2", "pad_up"), "key.hud", "help.hud", group="program"),
    Binding("numbers", ("f3",), "key.numbers", "help.numbers", group="program"),
    Binding("borderless", ("f11",), "key.borderless", "help.borderless", group="program"),
    Binding("menu", ("escape", "pad_start"), "key.menu", "help.menu", group="program"),
)

GROUPS: Final = ("move", "look", "travel", "program")
"""Order of the groups on the help page."""

FIRST: Final = (
    (("forward", "left", "back", "right"), "first.move"),
    (("picture",), "first.picture"),
    (("help",), "first.help"),
)
"""What the first minutes tell: lines of keys, and the text of each."""

GUN: Final = ((("fire",), "first.fire"),)
"""What is written on the first wall that is worth a shot."""

Lines = tuple[tuple[tuple[str, ...], str], ...]

FIXED: Final = frozenset({"escape", "f1", "pad_start"})
"""Keys that always mean what they mean, or nobody would find back."""


def is_pad(key: str) -> bool:
    """Whether a key is a button of a gamepad."""
    return key.startswith("pad_")


def table(overrides: Mapping[str, tuple[str, ...]]) -> tuple[Binding, ...]:
    """The bindings with the person's own keys in place; unknown actions are ignored.

    A key that the person gives to one action is taken from every other. Own keys take the place
    of the first ones of their kind (none at all: of a keyboard's), and stand beside those that are
    `FIXED`, which nobody else is given.
    """
    own: dict[str, tuple[str, ...]] = {}
    for b in BINDINGS:
        asked = overrides.get(b.action)
        if asked is not None:
            may = tuple(key for key in asked if key in b.keys or key not in FIXED)
            if may or not asked:
                own[b.action] = may
    given = {key for keys in own.values() for key in keys}
    rows = []
    for b in BINDINGS:
        mine = own.get(b.action, ())
        kinds = {is_pad(key) for key in mine or ("",)} if b.action in own else set()
        first = tuple(
            k for k in b.keys
            if k not in given and (is_pad(k) not in kinds or k in FIXED)
        )  # fmt: skip
        rows.append(replace(b, keys=tuple(sorted((*mine, *first), key=is_pad))))
    return tuple(rows)


def by_key(rows: tuple[Binding, ...] = BINDINGS) -> dict[str, Binding]:
    """The table the other way round."""
    return {key: binding for binding in rows for key in binding.keys}


def binding(action: str, rows: tuple[Binding, ...] = BINDINGS) -> Binding:
    """The row of an action (KeyError when there is none)."""
    for row in rows:
        if row.action == action:
            return row
    raise KeyError(action)


def given(
    overrides: Mapping[str, tuple[str, ...]], action: str, key: str
) -> tuple[dict[str, tuple[str, ...]], str]:
    """The overrides after `action` was given `key`, and the action that lost its last key by it.

    The key becomes the only one of its kind of the action. "" when nobody is left without.
    """
    before = table(overrides)
    own = _without(overrides, (key,))
    others = (k for k in binding(action, before).keys if is_pad(k) != is_pad(key))
    own[action] = (key, *others)
    robbed = [
        was.action
        for was, now in zip(before, table(own), strict=True)
        if key in was.keys and was.action != action
        and not any(is_pad(k) == is_pad(key) for k in now.keys)
    ]  # fmt: skip
    return own, robbed[0] if robbed else ""


def restored(
    overrides: Mapping[str, tuple[str, ...]], action: str
) -> dict[str, tuple[str, ...]]:
    """The overrides after `action` was given its first keys back, from whoever has them now."""
    first = binding(action).keys
    return {**_without(overrides, first), action: first}


def _without(
    overrides: Mapping[str, tuple[str, ...]], taken: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """The overrides without some keys; who had only those falls back on first keys that are free.

    An own key of another action would be found twice, so it is taken out of that one's list too.
    """
    used = {key for row in table(overrides) for key in row.keys} | set(taken)
    first = {row.action: row.keys for row in BINDINGS}
    own: dict[str, tuple[str, ...]] = {}
    for name, keys in overrides.items():
        left = tuple(key for key in keys if key not in taken)
        for pad in (False, True):
            kind = [key for key in keys if is_pad(key) == pad]
            if kind and not any(key in left for key in kind):
                spare = tuple(k for k in first.get(name, ()) if is_pad(k) == pad and k not in used)
                left += spare
                used.update(spare)
        own[name] = left
    return own
