"""Tables of numbers that come and go, side by side in one, so that one question asks all."""

from __future__ import annotations

from collections.abc import Hashable, KeysView
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

_ROOM: Final = 5, 4
"""Of what is held, so much is taken when it is laid anew: for what comes and for gaps that what has
gone leaves. Laying anew costs a millisecond in 150,000 columns."""

_Key = TypeVar("_Key", bound=Hashable)


class Columns(Generic[_Key]):
    """all: float32 (height, room), of which each key's columns lie together at `begin`; what lies
    in between is of no meaning. laid: how often all were laid anew, each in another place."""

    def __init__(self, height: int) -> None:
        self.all: NDArray[np.float32] = np.zeros((height, 0), np.float32)
        self._held: dict[_Key, NDArray[np.float32]] = {}
        self._begin: dict[_Key, int] = {}
        self._end = self.laid = 0

    def put(self, key: _Key, columns: NDArray[np.float32]) -> None:
        """Take a table (height, n) in; it is kept, not copied. Replaces the key's last."""
        self._held[key] = columns
        if self._end + columns.shape[1] > self.all.shape[1]:
            self._lay()
        else:
            self._place(key, columns)

    def drop(self, key: _Key) -> None:
        """Forget a table."""
        del self._held[key], self._begin[key]

    def keys(self) -> KeysView[_Key]:
        return self._held.keys()

    def __contains__(self, key: _Key) -> bool:
        return key in self._held

    def begin(self, key: _Key) -> int:
        """Where the key's columns begin."""
        return self._begin[key]

    def _lay(self) -> None:
        self.laid += 1
        held = sum(columns.shape[1] for columns in self._held.values())
        self.all = np.zeros((len(self.all), held * _ROOM[0] // _ROOM[1]), np.float32)
        self._end = 0
        for key, columns in self._held.items():
            self._place(key, columns)

    def _place(self, key: _Key, columns: NDArray[np.float32]) -> None:
        begin, end = self._end, self._end + columns.shape[1]
        self.all[:, begin:end] = columns
        self._begin[key], self._end = begin, end
