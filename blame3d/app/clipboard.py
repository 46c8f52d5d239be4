"""The system's clipboard, which Panda3D does not know, through the tools that systems bring."""

from __future__ import annotations

import shutil
import subprocess
from typing import Final

_COPY: Final = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
    ("clip.exe",),
)
_PASTE: Final = (
    ("wl-paste", "--no-newline"),
    ("xclip", "-selection", "clipboard", "-o"),
    ("xsel", "--clipboard", "--output"),
    ("pbpaste",),
    ("powershell.exe", "-NoProfile", "-Command", "Get-Clipboard"),
)
_PATIENCE_S: Final = 2.0


def copy(text: str) -> bool:
    """Put text on the clipboard; False when no tool took it."""
    return any(_run(command, text) is not None for command in _COPY)


def paste() -> str:
    """Text from the clipboard, "" when there is none or no tool for it."""
    return next((out for command in _PASTE if (out := _run(command, ""))), "").strip()


def _run(command: tuple[str, ...], text: str) -> str | None:
    """Output of a tool; None when it is missing or fails."""
    found = shutil.which(command[0])
    if found is None:
        return None
    reading = any(word in ("-o", "--output", "--no-newline", "Get-Clipboard") for word in command)
    reading = reading or command[0] == "pbpaste"
    try:
        done = subprocess.run(
            (found, *command[1:]),
            input=text.encode("utf-8"),
            # xclip stays behind to serve the text and would keep a pipe open for ever
            stdout=subprocess.PIPE if reading else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace") if reading else ""
