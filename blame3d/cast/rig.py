"""Turning joints: small rotations, bones laid along vectors, a leg or an arm of two bones.

Rotations are float64 (3, 3) on columns; axes X right, Y forward, Z up; angles in degrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import cos, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from blame3d.cast.model import Model

F64 = NDArray[np.float64]


def turn_x(angle: float) -> F64:
    """Forward turns up for positive angles (a hanging arm forwards)."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def turn_y(angle: float) -> F64:
    """Up turns to the right for positive angles (a hanging arm to the left)."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def turn_z(angle: float) -> F64:
    """Forward turns to the left for positive angles: a heading."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def basis(along: F64, front: F64) -> F64:
    """Axes with their third along a vector and their second as near to `front` as may be."""
    z = along / sqrt(float(along @ along))
    y = front - z * float(front @ z)
    size = sqrt(float(y @ y))
    if size < 1e-6:
        y = np.array([z[1], z[2], z[0]])
        y = y - z * float(y @ z)
        size = sqrt(float(y @ y))
    y = y / size
    found = np.empty((3, 3))  # a third of the time of np.stack
    found[:, 0], found[:, 1], found[:, 2] = _cross(y, z), y, z
    return found


def _cross(a: F64, b: F64) -> tuple[float, float, float]:
    (ax, ay, az), (bx, by, bz) = a.tolist(), b.tolist()
    return ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx


def laid(rest: F64, along: F64, front: F64) -> F64:
    """The rotation that lays a bone, `rest` when it hangs at rest with Y in front, along a vector
    with its front towards another."""
    return basis(along, front) @ _hanging(*rest.tolist()).T


@lru_cache(maxsize=256)
def _hanging(x: float, y: float, z: float) -> F64:
    """Axes of a bone at rest: a figure has few, and they are asked for in every pose."""
    found = basis(np.array([x, y, z]), np.array([0.0, 1.0, 0.0]))
    found.setflags(write=False)
    return found


def elbow(root: F64, tip: F64, first: float, second: float, pole: F64) -> F64:
    """Where two bones of these lengths meet between root and tip, bent towards `pole`.

    A tip out of reach is taken as far as the bones go.
    """
    way = tip - root
    far = sqrt(float(way @ way))
    way = way / max(far, 1e-9)
    reach = min(max(far, abs(first - second) + 1e-6), first + second - 1e-6)
    along = (first * first - second * second + reach * reach) / (2.0 * reach)
    side = pole - way * float(pole @ way)
    size = sqrt(float(side @ side))
    out = sqrt(max(0.0, first * first - along * along))
    return np.asarray(root + way * along + side * (out / max(size, 1e-9)))


@lru_cache(maxsize=64)
def _built(model: Model) -> tuple[F64, list[F64], dict[str, int]]:
    """Where joints are at rest (J, 3), from where each hangs, and the rows of their names."""
    pivot = model.pivot.astype(np.float64)
    parent = np.array(model.parent)
    bones = np.where(parent[:, None] >= 0, pivot - pivot[parent], pivot)
    return pivot, list(bones), {name: row for row, name in enumerate(model.names)}


class Chain:
    """A pose in the making: turn joints one after another, parents first."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._pivot, self._bones, self._rows = _built(model)
        n = len(model.names)
        # Lists: a row of an array is found and filled at three times the price.
        self.turn: list[F64] = [np.zeros((3, 3))] * n
        self.at: list[F64] = [np.zeros(3)] * n

    def row(self, joint: str) -> int:
        return self._rows[joint]

    def rest(self, joint: str) -> F64:
        """Where a joint is at rest, in model space."""
        return np.asarray(self._pivot[self._rows[joint]])

    def bone(self, joint: str, end: str) -> F64:
        """From one joint to another at rest, (3,)."""
        return np.asarray(self._pivot[self._rows[end]] - self._pivot[self._rows[joint]])

    def socket(self, joint: str) -> F64:
        """Where its parent holds a joint, however that will be turned."""
        row = self._rows[joint]
        parent = self.model.parent[row]
        held: F64 = self.at[parent] + self.turn[parent] @ self._bones[row]
        return held

    def root(self, joint: str, at: F64, turn: F64) -> None:
        """Put a joint somewhere."""
        row = self._rows[joint]
        self.at[row], self.turn[row] = at, turn

    def hang(self, joint: str, turn: F64) -> None:
        """Turn a joint, in world axes, where its parent holds it."""
        row = self._rows[joint]
        self.at[row] = self.socket(joint)
        self.turn[row] = turn

    def place(self, joint: str) -> F64:
        """Where a joint is."""
        return self.at[self._rows[joint]]

    def turned(self, joint: str) -> F64:
        """How a joint is turned."""
        return self.turn[self._rows[joint]]

    def joints(self) -> NDArray[np.float32]:
        """For an actor: (J, 3, 4)."""
        turn, at = np.array(self.turn), np.array(self.at)
        return np.concatenate([turn, at[:, :, None]], axis=2).astype(np.float32)


def mix(a: F64 | Sequence[float], b: F64 | Sequence[float], part: float) -> F64:
    """From a to b."""
    return np.asarray(np.asarray(a) * (1.0 - part) + np.asarray(b) * part)
