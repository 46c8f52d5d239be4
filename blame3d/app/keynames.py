"""What to print for a key: by the person's own layout where the window knows it."""

from __future__ import annotations

from collections.abc import Callable

from blame3d.app.bindings import Binding, is_pad
from blame3d.app.texts import Texts

Layout = Callable[[str], str]
"""Position name → what the layout has there ("" when unknown)."""


def key_name(key: str, texts: Texts, layout: Layout) -> str:
    """A key as it is written on a keyboard: `W`, `Space`, `F12`."""
    if texts.has(f"name.{key}"):
        return texts(f"name.{key}")
    found = layout(key) or key
    return found.upper() if len(found) == 1 or found.startswith("f") else found.capitalize()


def key_names(
    binding: Binding, texts: Texts, layout: Layout, limit: int = 2, *, pad: bool = False
) -> str:
    """The first keys of a binding, left-right twins named once: `Alt / CapsLock`. pad: the buttons
    of a gamepad instead."""
    twins = {"rcontrol", "rshift", "ralt"}
    keys = [k for k in binding.keys if is_pad(k) == pad and k not in twins]
    names = [key_name(k, texts, layout) for k in keys]
    return " / ".join(dict.fromkeys(names[:limit])) or "-"
