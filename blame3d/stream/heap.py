"""What has been freed goes back to the system.

malloc of the GNU C library keeps freed memory for what is asked next, and gives back only what
lies at the end of its heap, so that one small thing that stays holds all that was freed below it.
After twenty-four leaps 40 MB of 360 were such holes. `malloc_trim` gives their pages back.
"""

from __future__ import annotations

import ctypes
import sys


class Heap:
    """The process's heap. Does nothing where the C library has no `malloc_trim`."""

    def __init__(self) -> None:
        self._library: ctypes.CDLL | None = None
        if sys.platform.startswith("linux"):
            library = ctypes.CDLL(None)
            self._library = library if hasattr(library, "malloc_trim") else None

    def give_back(self) -> None:
        """Give back what is free; takes as long as a slow frame (see app.stage), less the more
        often it is done."""
        if self._library is not None:
            self._library.malloc_trim(0)
