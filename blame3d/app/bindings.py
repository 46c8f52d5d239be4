"""Which key does what: one table, from which input, help and the first overlay are drawn.

Keys are Panda's names of *positions* (`raw-` events): "w" is the key that is W on a US board,
wherever the letter itself lies, so the four movement keys stay together on AZERTY. What is
printed on a key comes from the window's keyboard map (app.devices).
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
    Binding("up", ("space",), "key.up", "help.up", hold=True),
    Binding("down", ("lcontrol", "rcontrol"), "key.down", "help.down", hold=True),
    Binding("sprint", ("lshift", "rshift"), "key.sprint", "help.sprint", hold=True),
    Binding("slow", ("lalt", "caps_lock"), "key.slow", "help.slow", hold=True),
    Binding("fire", ("mouse1",), "key.fire", "help.fire", hold=True),
    Binding("look_up", ("arrow_up",), "key.look_up", "help.look_up", hold=True, group="look"),
    Binding("look_down", ("arrow_down",), "key.look_down", "help.look_down", True, "look"),
    Binding("look_left", ("arrow_left",), "key.look_left", "help.look_left", True, "look"),
    Binding("look_right", ("arrow_right",), "key.look_right", "help.look_right", True, "look"),
    Binding("zoom", ("z",), "key.zoom", "help.zoom", hold=True, group="look"),
    Binding("wider", ("=", "+"), "key.wider", "help.wider", group="look"),
    Binding("narrower", ("-",), "key.narrower", "help.narrower", group="look"),
    Binding("third", ("v",), "key.third", "help.third", group="look"),
    Binding("fly", ("k",), "key.fly", "help.fly", group="travel"),
    Binding("noclip", ("h",), "key.noclip", "help.noclip", group="travel"),
    Binding("faster", ("wheel_up",), "key.faster", "help.faster", group="travel"),
    Binding("slower", ("wheel_down",), "key.slower", "help.slower", group="travel"),
    Binding("unstuck", ("u",), "key.unstuck", "help.unstuck", group="travel"),
    Binding("footing", ("r",), "key.footing", "help.footing", group="travel"),
    Binding("device", ("x",), "key.device", "help.device", group="travel"),
    Binding("picture", ("f12", "print_screen"), "key.picture", "help.picture", group="program"),
    Binding("help", ("f1",), "key.help", "help.help", group="program"),
    Binding("hud", ("f2",), "key.hud", "help.hud", group="program"),
    Binding("numbers", ("f3",), "key.numbers", "help.numbers", group="program"),
    Binding("borderless", ("f11",), "key.borderless", "help.borderless", group="program"),
    Binding("menu", ("escape",), "key.menu", "help.menu", group="program"),
)

GROUPS: Final = ("move", "look", "travel", "program")
"""Order of the groups on the help page."""

FIRST: Final = (("forward", "left", "back", "right"), ("picture",), ("help",))
"""What the first-run overlay shows: three lines of keys."""


def table(overrides: Mapping[str, tuple[str, ...]]) -> tuple[Binding, ...]:
    """The bindings with the person's own keys in place; unknown actions are ignored.

    A key that the person gives to one action is taken from every other.
    """
    own = {a: keys for a, keys in overrides.items() if any(b.action == a for b in BINDINGS)}
    given = {key for keys in own.values() for key in keys}
    return tuple(
        replace(b, keys=own[b.action])
        if b.action in own
        else replace(b, keys=tuple(k for k in b.keys if k not in given))
        for b in BINDINGS
    )


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

    The key becomes the only one of the action. "" when nobody is left without a key.
    """
    before = table(overrides)
    own = _without(overrides, (key,))
    own[action] = (key,)
    robbed = [
        was.action
        for was, now in zip(before, table(own), strict=True)
        if was.keys and not now.keys and was.action != action
    ]
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
    own = {}
    for name, keys in overrides.items():
        left = tuple(key for key in keys if key not in taken)
        if keys and not left:
            left = tuple(key for key in first.get(name, ()) if key not in used)
            used.update(left)
        own[name] = left
    return own
