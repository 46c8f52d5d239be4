"""One offscreen context for the session (Panda3D allows one ShowBase a process), toy chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from blame3d.scene.host import Host, open_host
from blame3d.world import kit
from blame3d.world.chunk import LAMP, PART, Cell, Chunk, edge, light_texels
from blame3d.world.materials import Material

Toy = Callable[..., Chunk]


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    found = open_host((64, 64), window=False, software=True)
    yield found
    found.close()


@pytest.fixture(scope="session")
def toy() -> Toy:
    """toy(level, cell, shift=0): every cell of a level holds the same few things."""
    return toy_chunk


def toy_chunk(level: int, cell: Cell, shift: float = 0.0) -> Chunk:
    size = float(edge(level))
    stair = list(kit.load().batches("stair_flight"))
    rows = [
        ((0.5, 0.5, 0.03), (1.0, 1.0, 0.06), 0, Material.CONCRETE, 0, 0),
        ((0.1, 0.5, 0.4), (0.2, 0.7, 0.7), 0, Material.CONCRETE, 0, 0),
        ((0.8, 0.6, 0.3), (0.12, 0.12, 0.6), 1, Material.STEEL, 0, 0),
        ((0.6, 0.8, 0.2), (0.2, 0.05, 0.2), 0, Material.WINDOW_WARM, 9000, 2000),
        *(((0.45, 0.3, 0.12), (0.1, 0.2, 0.12), b, Material.CONCRETE_LIME, 0, 0) for b in stair),
    ]
    parts = np.zeros(len(rows), PART)
    for i, (at, extent, batch, material, yaw, pitch) in enumerate(rows):
        parts[i] = (
            [v * size + shift for v in at], batch, material, 40 + i, [v * size for v in extent],
            yaw, pitch,
        )  # fmt: skip
    parts = parts[np.argsort(-np.sort(parts["size"], axis=1)[:, 1], kind="stable")]
    lamps = np.zeros(1, LAMP)
    lamps[0] = ([0.5 * size, 0.5 * size, 0.2 * size], 8.0, (255, 160, 80), 200)
    n = light_texels(level) + 2
    ramp = np.linspace(40, 220, n).astype(np.uint8)
    light = np.zeros((n, n, n, 2), np.uint8)
    light[..., 0] = ramp[:, None, None]
    light[..., 1] = ramp[None, :, None] // 3
    return Chunk(level, cell, parts, lamps, light, 0x7FFF)
