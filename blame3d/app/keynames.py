"""What to print for a key: by the person's own layout where the window knows it."""

from __future__ import annotations

from collections.abc import Callable

from blame3d.app.bindings import Binding
from blame3d.app.texts import Texts

Layout = Callable[[str], str]
"""Position name → what the layout has there ("" when unknown)."""


def key_name(key: str, texts: Texts, layout: Layout) -> str:
    """A key as it is written on a keyboard: `W`, `Space`, `F12`."""
    if texts.has(f"name.{key}"):
        return texts(f"name.{key}")
    found = layout(key) or key
    return found.upper() if len(found) == 1 or found.startswith("f") else found.capitalize()


def key_names(binding: Binding, texts: Texts, layout: Layout, limit: int = 2) -> str:
    """The first keys of a binding, left-right twins named once: `Alt / CapsLock`."""
    twins = {"rcontrol", "rshift", "ralt"}
    names = [key_name(k, texts, layout) for k in binding.keys if k not in twins]
    return " / ".join(dict.fromkeys(names[:limit])) or "-"
