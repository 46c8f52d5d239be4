"""The kit of parts, read from models/kit.npz: numbers only, no renderer.

See models/build_kit.py for the arrays. World code asks by name for the batches to place (see
`parts`); the scene hands the vertices to its shaders.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.assets import path
from blame3d.errors import InternalError

VERTICES: Final = 24
"""Vertices of a batch: six quads of four."""

MAIN, TRIM, GLOW, TURNING = 0, 1, 2, 3
"""Roles of batches: the part's own material, its fittings, what shines, what turns about y."""

COLLIDERS: Final = ("none", "box", "cylinder")


@dataclass(frozen=True, eq=False)
class Kit:
    """The part table and its vertices.

    vertices: float32 (24·B, 8), position in the batch's unit box, normal, u (which holds 2 × the
    axis that the quad faces most, besides), 1 on what turns. centre, extent: float32 (B, 3), the
    batch's box in the part's unit box. role: uint8 (B,). names: index by part name. about, place:
    what a part is and where it is used. size: float32 (P, 3), metres that it always has, 0 where it
    is stretched to measure. first, count, far_batch: int32 (P,), batches. collide: uint8 (P,), into
    COLLIDERS.
    """

    vertices: NDArray[np.float32]
    centre: NDArray[np.float32]
    extent: NDArray[np.float32]
    role: NDArray[np.uint8]
    names: dict[str, int]
    about: tuple[str, ...]
    place: tuple[str, ...]
    size: NDArray[np.float32]
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

    def metres(self, name: str) -> NDArray[np.float64]:
        """Size (3,) of a part that always has the same; zeros when it is stretched to measure."""
        return np.asarray(self.size[self._index(name)], np.float64)

    def collision(self, name: str) -> int:
        """0 none, 1 box, 2 cylinder about z: of the part's bounds, which are its unit box."""
        return int(self.collide[self._index(name)])

    def listing(self) -> list[dict[str, object]]:
        """One row a part for `blame3d list`: name, about, place, batches, size_m, collider."""
        size = [[round(v, 3) for v in row] if any(row) else None for row in self.size.tolist()]
        return [
            {
                "name": name,
                "about": self.about[i],
                "place": self.place[i],
                "batches": int(self.count[i]),
                "size_m": size[i],
                "collider": COLLIDERS[int(self.collide[i])],
            }
            for name, i in self.names.items()
        ]

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
        arrays["centre"],
        arrays["extent"],
        arrays["role"],
        {str(name): i for i, name in enumerate(arrays["names"])},
        tuple(str(text) for text in arrays["about"]),
        tuple(str(text) for text in arrays["place"]),
        arrays["size"],
        arrays["first"],
        arrays["count"],
        arrays["far"],
        arrays["collide"],
    )
