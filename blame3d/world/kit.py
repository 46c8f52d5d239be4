"""The kit of parts, read from models/kit.npz: numbers only, no renderer.

See models/build_kit.py for the arrays. World code asks by name for the batches to place; the
scene hands the vertices to its shaders.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from blame3d.assets import path
from blame3d.errors import InternalError

VERTICES = 24
"""Vertices of a batch: six quads of four."""


@dataclass(frozen=True, eq=False)
class Kit:
    """The part table and its vertices.

    vertices: float32 (24·B, 8), position in the unit box, normal, uv (u holds 2 × the
    axis that the quad faces most, besides). names: index by part name.
    first, count, far: int32 (P,), batches. collide: uint8 (P,), 0 none, 1 box, 2 cylinder.
    """

    vertices: NDArray[np.float32]
    names: dict[str, int]
    first: NDArray[np.int32]
    count: NDArray[np.int32]
    far_batch: NDArray[np.int32]
    collide: NDArray[np.uint8]

    @property
    def n_batches(self) -> int:
        return len(self.vertices) // VERTICES

    def batches(self, name: str) -> range:
        """Batches of the near level of a part. Raises InternalError for an unknown name."""
        i = self._index(name)
        return range(int(self.first[i]), int(self.first[i]) + int(self.count[i]))

    def far(self, name: str) -> int:
        """The one batch that stands for the part from afar."""
        return int(self.far_batch[self._index(name)])

    def collision(self, name: str) -> int:
        """0 none, 1 box, 2 cylinder about z."""
        return int(self.collide[self._index(name)])

    def _index(self, name: str) -> int:
        try:
            return self.names[name]
        except KeyError:
            raise InternalError(f"The kit has no part named {name!r}.") from None


@lru_cache(maxsize=1)
def load() -> Kit:
    """The kit that ships with the program (read once)."""
    with np.load(path("models/kit.npz"), allow_pickle=False) as data:
        arrays = {name: data[name] for name in data.files}
    for array in arrays.values():
        array.setflags(write=False)
    return Kit(
        arrays["vertices"],
        {str(name): i for i, name in enumerate(arrays["names"])},
        arrays["first"],
        arrays["count"],
        arrays["far"],
        arrays["collide"],
    )
