"""A helper thread for answers that may come a moment late: the newest question of a kind wins."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

_LOG = logging.getLogger(__name__)


class Beside:
    """ask and take never wait for an answer; `stop` it in the end.

    An answer that raises is logged in one line and dropped: what asked goes on without.
    """

    def __init__(self) -> None:
        self._asked: dict[str, Callable[[], object]] = {}
        self._found: dict[str, object] = {}
        self._wake = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="beside", daemon=True)
        self._thread.start()

    def ask(
        self, kind: str, question: Callable[[], object], *, urgent: bool = False
    ) -> None:
        """Replace the question of this kind that has not been begun. urgent: it is the next."""
        with self._wake:
            self._asked[kind] = question
            if urgent:
                self._asked = {kind: self._asked.pop(kind), **self._asked}
            self._wake.notify()

    def take(self, kind: str) -> object | None:
        """The newest answer of this kind, once; None while there is no new one."""
        with self._wake:
            return self._found.pop(kind, None)

    def stop(self) -> None:
        """End the thread; an answer on its way is waited for at most a second."""
        with self._wake:
            self._ended = True
            self._wake.notify()
        self._thread.join(1.0)

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._ended or bool(self._asked))
                if self._ended:
                    return
                kind = next(iter(self._asked))
                question = self._asked.pop(kind)
            try:
                found = question()
            except Exception as error:  # the last answer stands; the loop must not end for it
                _LOG.warning("The question about %s found no answer: %s", kind, error)
                continue
            with self._wake:
                self._found[kind] = found
