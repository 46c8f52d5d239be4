"""The settings while the program runs: changed at once, written down when nobody is moving."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from blame3d import config
from blame3d.app.menu import SETTINGS, Value
from blame3d.app.texts import Texts, system_language
from blame3d.config import Settings

_STORED = frozenset(row.id for row in SETTINGS if row.choices) | {"greeted"}


class LiveSettings:
    """now: the settings in force. Changes wait in memory until `flush`: a write is no work for a
    frame."""

    def __init__(self, settings: Settings) -> None:
        self.now = settings
        self._changed: dict[str, Any] = {}
        self._writing = threading.Lock()

    def set(self, name: str, value: Value) -> None:
        """Change one; only those of the menu are kept for the next start."""
        changes: dict[str, Any] = {name: value}
        self.now = replace(self.now, **changes)
        if name in _STORED:
            self._changed[name] = value

    def set_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Other keys from now on (`bindings.table` says what that means)."""
        for action, own in keys.items():
            if self.now.bindings.get(action) != own:
                self._changed[f"keys.{action}"] = own
        self.now = replace(self.now, keys=tuple(keys.items()))

    def values(self) -> dict[str, Value]:
        """What the menu shows."""
        found: dict[str, Value] = {
            row.id: getattr(self.now, row.id) for row in SETTINGS if row.choices
        }
        found["lang"] = self.language
        return found

    @property
    def language(self) -> str:
        return system_language() if self.now.lang == "auto" else self.now.lang

    def texts(self) -> Texts:
        return Texts(self.language)

    def flush(self) -> None:
        """Write the changes down, in whichever thread. Raises Blame3DError when that fails; they
        are in force all the same. What nobody has begun to write down stays for who asks next."""
        path = self.now.config
        with self._writing:
            changed = []
            while self._changed:
                changed.append(self._changed.popitem())
            # Without a settings file it was made by a test, or an embedding program.
            for name, value in reversed(changed) if path != Path() else ():
                config.store(path, name, value)
