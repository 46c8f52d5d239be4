"""What a process's memory is made of: it explains a figure of `bench memory`."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from panda3d.core import RenderState

from blame3d.scene.host import Host

_SMAPS: Final = Path("/proc/self/smaps")
_OWN: Final = ("[heap]", "[stack]")
_FIELDS: Final = (
    "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks",
    "keepcost",
)  # fmt: skip


class _Mallinfo(ctypes.Structure):
    """`struct mallinfo2` of the GNU C library, from 2.33 on."""

    _fields_ = [(name, ctypes.c_size_t) for name in _FIELDS]


def kinds(host: Host) -> dict[str, float]:
    """Megabytes in use by kind, and counts: what can be read of this process now.

    libraries: files mapped into it (Panda3D, the driver, its compiler). heap: what malloc and
    Panda3D's own allocator took from the system piece by piece, of which `holes` is free; other:
    what they took at once, what the driver compiled, Python's small objects. shared: slots of
    workers. textures: on the card, which for a driver on the CPU lie in the heap. states: of
    Panda3D, 2 KB each.
    """
    found = dict.fromkeys(("libraries", "heap", "other", "shared"), 0.0)
    name = "other"
    with suppress(OSError):
        for line in _SMAPS.read_text().splitlines():
            words = line.split()
            if words[0] == "Rss:":
                found[name] += int(words[1]) / 1000.0
            elif not words[0].endswith(":"):
                name = _kind(words[5] if len(words) > 5 else "")
    rows: dict[str, float] = {what: round(mb, 1) for what, mb in found.items()}
    rows["holes"] = round(_holes(), 1)
    rows["textures"] = host.gsg.prepared_objects.get_num_prepared_textures()
    rows["states"] = RenderState.get_num_states()
    return rows


def _kind(path: str) -> str:
    if path.startswith("/dev/shm/b3d_"):
        return "shared"
    if path.startswith("/"):
        return "libraries"
    return "heap" if path in _OWN else "other"


def _holes() -> float:
    """Megabytes of the heap that are free, 0 where that is not known."""
    if not sys.platform.startswith("linux"):
        return 0.0
    ask = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if ask is None:
        return 0.0
    ask.restype = _Mallinfo
    return float(ask().fordblks / 1e6)
