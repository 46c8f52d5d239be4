"""Prints hashes of frames of the set pieces at random moments, as JSON: piece, moment, pixels.

Arguments: how many of each piece, the City ("toy" or "real"), the order ("forwards", "backwards").
"""

from __future__ import annotations

import hashlib
import json
import sys

import numpy as np

from blame3d.capture.film import Projector
from blame3d.capture.studio import Studio
from blame3d.scene.city import CityScene
from blame3d.scene.host import open_host
from blame3d.setpieces import programme
from blame3d.stream.executor import SyncExecutor
from blame3d.world.types import World

SIZE = (192, 108)


def main(count: int, city: str, order: str) -> None:
    toy = {"generator": "toy_city:generate", "colliders": "toy_city:colliders"}
    host = open_host((64, 64), window=False, software=True)
    found = []
    for name in programme.names():
        piece = programme.find(name)
        world = World(piece.site.seed)
        scene = CityScene(host, "low")
        executor = SyncExecutor(world, **(toy if city == "toy" else {}))
        projector = Projector(Studio(host, scene, executor), world, piece, SIZE, "en", 1)
        times = np.random.default_rng(7).uniform(0.0, piece.duration_s, count).tolist()
        for t in sorted(times, reverse=order == "backwards"):
            found.append((name, t, hashlib.sha256(projector.frame(t).tobytes()).hexdigest()))
        projector.close()
        scene.close()
    host.close()
    sys.stdout.write(json.dumps(sorted(found)))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
