"""Prints hashes of frames of the set pieces at random moments, as JSON: piece, moment, picture.

Arguments: how many of each piece, the City ("toy" or "real"), how they are taken: one after the
other, "forwards" or "backwards", or as `shot --scene S --t T` does, each "alone" with a scene of
its own, in the real City.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from blame3d.capture.film import Projector
from blame3d.capture.reels import address_of, still
from blame3d.capture.studio import Studio
from blame3d.config import Settings
from blame3d.png import encode_png
from blame3d.scene.city import CityScene
from blame3d.scene.host import open_host
from blame3d.setpieces import programme
from blame3d.stream.executor import SyncExecutor

SETTINGS = Settings(size=(192, 108), quality="low", software=True, lang="en")
TOY = {"generator": "toy_city:generate", "colliders": "toy_city:colliders"}

Row = tuple[str, float, str]


def together(times: dict[str, list[float]], city: str) -> list[Row]:
    """One scene for all frames of a piece."""
    host = open_host((64, 64), window=False, software=True)
    found = []
    for name, some in times.items():
        piece = programme.find(name)
        scene = CityScene(host, "low")
        executor = SyncExecutor(piece.site.world, **(TOY if city == "toy" else {}))
        room, samples = Studio(host, scene, executor), 1 if city == "toy" else 4
        projector = Projector(room, piece.site.world, piece, SETTINGS.size, "en", samples)
        for t in some:
            file = encode_png(projector.frame(t), address_of(SETTINGS, piece, t))
            found.append((name, t, hashlib.sha256(file).hexdigest()))
        projector.close()
        scene.close()
    host.close()
    return found


def alone(times: dict[str, list[float]]) -> list[Row]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "frame.png"
        for name, some in times.items():
            for t in some:
                still(replace(SETTINGS, seed=programme.find(name).site.seed), name, t, out, 1)
                found.append((name, t, hashlib.sha256(out.read_bytes()).hexdigest()))
    return found


def main(count: int, city: str, order: str) -> None:
    times = {}
    for name in programme.names():
        end = programme.find(name).duration_s
        some = np.random.default_rng(7).uniform(0.0, end, count).tolist()
        times[name] = sorted(some, reverse=order == "backwards")
    rows = alone(times) if order == "alone" else together(times, city)
    sys.stdout.write(json.dumps(sorted(rows)))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
