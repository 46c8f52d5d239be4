"""A model of the cast, read from models/cast/NAME.npz: numbers only, no renderer.

A model is a tree of rigid joints, every vertex belongs to one of them, and a few levels of detail.
Model space: Z up, Y forward, X to the right, metres, the origin on the floor below the middle. A
joint's own space has the model's axes and its origin in the joint's pivot, so a joint at rest is
the shift to its pivot (`Model.rest`).

The file holds these arrays (`models/castparts` writes them):

    position, normal  float32 (V, 3)   in the joint's own space; normals of unit length
    joint             uint8   (V,)     row of the tree
    colour            uint8   (V,)     row of `colours`
    triangles         int32   (T, 3)   counter-clockwise from outside; all levels in one list
    levels            int32   (L + 1,) level l is triangles levels[l] to levels[l + 1]; finest first
    least_px          float32 (L,)     height in pixels from which a level is drawn; the last is 0
    colours           float32 (C, 4)   linear reflectance, 0; linear emitted light, 1; or, all of
                                       them, what is behind times this, 2: a shadow, a stain;
                                       of what is built, also 3: spray, dust
    names             str     (J,)     joints, parents before their children
    parent            int16   (J,)     -1 for a root
    pivot             float32 (J, 3)   in model space, at rest
"""

from __future__ import annotations

import itertools
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from blame3d.assets import AssetError, path

F32 = NDArray[np.float32]

REFLECTS, EMITS, VEILS, SPRAYS = 0, 1, 2, 3
"""Last number of a row of `colours`."""

HEAD: Final = "head"
"""The joint that one's own eyes are in."""
_UNSEEN: Final = frozenset({HEAD, "neck"})
"""With all that hangs on them, they are left out of one's own body."""

_SHAPES: Final = {
    # dtype's kind and columns (0: a list)
    "position": ("f", 3), "normal": ("f", 3), "joint": ("u", 0), "colour": ("u", 0),
    "triangles": ("i", 3), "levels": ("i", 0), "least_px": ("f", 0), "colours": ("f", 4),
    "names": ("U", 0), "parent": ("i", 0), "pivot": ("f", 3),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Model:
    """See the module for the arrays. hull: float32 (V, 3), the mean normal of all corners in one
    place, along which an outline is drawn. radius: metres from the origin to the farthest vertex
    at rest. middle, reach: float32 (J, 3) and (J,), the ball around what hangs on each joint, in
    its own space. veil: whether it
    darkens what is behind it and has no surface of its own. own: bool (J,), what is left of the
    body that the eye is in.
    """

    name: str
    position: F32
    normal: F32
    hull: F32
    joint: NDArray[np.uint8]
    colour: NDArray[np.uint8]
    triangles: NDArray[np.int32]
    levels: tuple[int, ...]
    least_px: F32
    colours: F32
    names: tuple[str, ...]
    parent: tuple[int, ...]
    pivot: F32
    radius: float
    middle: F32
    reach: F32
    veil: bool
    own: NDArray[np.bool_]

    @property
    def rest(self) -> F32:
        """The pose in which it was built: (J, 3, 4), see `cast.actor.Actor.joints`."""
        out = np.zeros((len(self.names), 3, 4), np.float32)
        out[:, :, :3] = np.eye(3)
        out[:, :, 3] = self.pivot
        return out

    def index(self, joint: str) -> int:
        """The row of a joint. Raises ValueError for an unknown name."""
        return self.names.index(joint)

    def level(self, height_px: float) -> int:
        """The level of detail for a model that is so many pixels high."""
        return int(np.argmax(self.least_px <= height_px))


@lru_cache(maxsize=64)
def load(name: str) -> Model:
    """The model of this name (read once). Raises AssetError, which says what is wrong with it."""
    file = path(f"models/cast/{name}.npz")
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
            arrays = {key: data[key] for key in data.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise _broken(name, "it cannot be read") from error
    return checked(name, arrays)


def checked(name: str, arrays: dict[str, NDArray[np.generic]]) -> Model:
    """A model of these arrays. Raises AssetError when they do not make one."""
    for key, (kind, columns) in _SHAPES.items():
        array = arrays.get(key)
        if array is None:
            raise _broken(name, f"it has no {key}")
        if array.dtype.kind != kind or array.shape[1:] != ((columns,) if columns else ()):
            raise _broken(name, f"its {key} are of the wrong kind")
        if kind == "f" and not np.isfinite(array).all():
            raise _broken(name, f"its {key} are not all numbers")
        array.setflags(write=False)
    v, j = len(arrays["position"]), len(arrays["names"])
    levels, parent = arrays["levels"].tolist(), arrays["parent"].tolist()
    least_px = arrays["least_px"]
    faults = {
        "its vertices have more or fewer of one thing than of another": any(
            len(arrays[key]) != v for key in ("normal", "joint", "colour")
        ),
        "its joints have more or fewer of one thing than of another": len(parent) != j
        or len(arrays["pivot"]) != j,
        "it is empty": not v or not j or not len(arrays["triangles"]),
        "a vertex hangs on a joint that is not there": _outside(arrays["joint"], j),
        "a vertex has a colour that is not there": _outside(
            arrays["colour"], len(arrays["colours"])
        ),
        "a triangle has a corner that is not there": _outside(arrays["triangles"], v),
        "its levels of detail are out of order": len(levels) != len(least_px) + 1
        or [levels[0], levels[-1]] != [0, len(arrays["triangles"])]
        or any(b <= a for a, b in itertools.pairwise(levels))
        or least_px[-1] != 0.0
        or any(np.diff(least_px) >= 0.0),
        "a joint comes before its parent": any(not -1 <= p < i for i, p in enumerate(parent)),
    }
    for words, wrong in faults.items():
        if wrong:
            raise _broken(name, words)
    names = tuple(str(n) for n in arrays["names"])
    kinds = arrays["colours"][:, 3]
    joint = np.asarray(arrays["joint"], np.uint8)
    position = np.asarray(arrays["position"], np.float32)
    pivot = np.asarray(arrays["pivot"], np.float32)
    normal = np.asarray(arrays["normal"], np.float32)
    placed = position + pivot[joint]
    return Model(
        name, position, normal, _hull(placed, normal, joint), joint,
        np.asarray(arrays["colour"], np.uint8), np.asarray(arrays["triangles"], np.int32),
        tuple(levels), np.asarray(least_px, np.float32), np.asarray(arrays["colours"], np.float32),
        names, tuple(parent), pivot, float(np.sqrt((placed * placed).sum(1)).max()),
        *_balls(position, joint, j),
        bool((kinds == VEILS).any()), _own(names, parent),
    )  # fmt: skip


def _outside(index: NDArray[np.generic], count: int) -> bool:
    values = np.asarray(index, np.int64)
    return bool((values < 0).any() or (values >= count).any())


def _own(names: tuple[str, ...], parent: list[int]) -> NDArray[np.bool_]:
    own = np.ones(len(names), np.bool_)
    for i, name in enumerate(names):
        own[i] = name not in _UNSEEN and (parent[i] < 0 or own[parent[i]])
    return own


def _balls(position: F32, joint: NDArray[np.uint8], joints: int) -> tuple[F32, F32]:
    low, high = np.full((joints, 3), np.inf), np.full((joints, 3), -np.inf)
    np.minimum.at(low, joint, position)
    np.maximum.at(high, joint, position)
    bare = low > high
    low[bare] = high[bare] = 0.0
    middle = (low + high) / 2.0
    reach = np.zeros(joints)
    np.maximum.at(reach, joint, np.sqrt(((position - middle[joint]) ** 2).sum(1)))
    return middle.astype(np.float32), reach.astype(np.float32)


def _hull(placed: F32, normal: F32, joint: NDArray[np.uint8]) -> F32:
    """Mean normals of the corners that lie in one place (to a tenth of a millimetre): pushed
    along these an edge stays closed."""
    keys = np.concatenate([np.round(placed * 1e4), joint[:, None]], axis=1).astype(np.int64)
    _, row = np.unique(keys, axis=0, return_inverse=True)
    row = row.reshape(-1)
    total = np.stack([np.bincount(row, normal[:, axis]) for axis in range(3)], axis=1)
    size = np.sqrt((total * total).sum(1, keepdims=True))
    mean = np.where(size > 1e-6, total / np.maximum(size, 1e-6), 0.0)
    return np.asarray(mean[row], np.float32)


def _broken(name: str, why: str) -> AssetError:
    return AssetError(
        f"The model {name} is broken: {why}. Install blame3d again.", id="B3D-ASSET-02"
    )
