"""What Panda3D and the driver say goes into the log, not onto the person's terminal."""

from __future__ import annotations

import atexit
import logging
import re
from typing import Final

from panda3d.core import LineStream, Notify

_LOG: Final = logging.getLogger(__name__)
_CATEGORY: Final = re.compile(r"^:[\w:]*(\(\w+\))?: *")


class DriverNotes:
    """Listens from its making to its `end`: one at a time."""

    def __init__(self) -> None:
        self._lines = LineStream()
        self._before = Notify.out()
        Notify.ptr().set_ostream_ptr(self._lines, False)
        atexit.register(self.end)  # what is said while Python ends must find a stream that lives

    def take(self) -> list[str]:
        """What was said since the last call, without Panda's categories; it is in the log."""
        found = []
        while self._lines.is_text_available():
            line = self._lines.get_line().strip()
            if line:
                _LOG.warning("%s", line)
                found.append(_CATEGORY.sub("", line))
        return found

    def end(self) -> None:
        """Hear the rest, and let the next ones say it where the first did."""
        atexit.unregister(self.end)
        self.take()
        Notify.ptr().set_ostream_ptr(self._before, False)
