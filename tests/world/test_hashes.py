"""The City of a GEN_VERSION never changes: old addresses and pictures must find it again.

hashes.json holds the hashes of some cells. When one differs although GEN_VERSION does not, a
change of the generator reached people's worlds by accident: undo it, or raise GEN_VERSION and run
`make golden`.
"""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from pathlib import Path

from blame3d.stream.bench_hash import sample
from blame3d.world.generate import colliders, generate
from blame3d.world.types import GEN_VERSION, Beam, World
from blame3d.world.viewpoint import viewpoint

FILE = Path(__file__).with_name("hashes.json")
UPDATE = os.environ.get("BLAME3D_UPDATE_GOLDEN") == "1"  # before the tests hide BLAME3D_*

EACH = 3
"""Cells of every level."""
CUT = Beam((-20_000, 30_000, 20_000), 30_000, -5_000, 300.0, 3.0)


def short(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def chosen() -> list[str]:
    """Cells with something in them, of every level and each of another seed: "seed level x,y,z"."""
    found: dict[tuple[int, int], str] = {}
    for seed, (level, cell) in sample(1200):
        if (seed, level) in found or sum(k == level for _, k in found) == EACH:
            continue
        busy = len(generate(World(seed), level, cell).parts) >= 12
        if busy and (level or len(colliders(World(seed), cell))):
            found[seed, level] = f"{seed} {level} {cell[0]},{cell[1]},{cell[2]}"
    return list(found.values())


def hashes(names: list[str]) -> dict[str, str]:
    """What identifies the City: chunks, colliders, a cut by a beam, and chosen views."""
    out = {}
    for name in names:
        seed, level, x, y, z = (int(word) for word in name.replace(",", " ").split())
        out[f"chunk {name}"] = short(generate(World(seed), level, (x, y, z)).pack())
        if level == 0:
            out[f"colliders {name}"] = short(colliders(World(seed), (x, y, z)).tobytes())
    cut = World(0, edits=(CUT,))
    for level in (0, 2):
        x, y, z = (v // (64_000 << level) for v in CUT.origin_mm)
        out[f"cut {level} {x},{y},{z}"] = short(generate(cut, level, (x, y, z)).pack())
    for seed, near in ((0, (0, 0, 0)), (4242, (10**15, 0, -(10**15)))):
        at = viewpoint(World(seed), near)
        out[f"view {seed} {near}"] = f"{at.eye_mm} {at.h} {at.p}"
    return out


def test_the_city_of_this_gen_version_has_not_changed() -> None:
    if UPDATE:
        cells = chosen()
        value = {"gen_version": GEN_VERSION, "cells": cells, "hashes": hashes(cells)}
        FILE.write_text(json.dumps(value, indent=1) + "\n")
    known = json.loads(FILE.read_text())
    assert known["gen_version"] == GEN_VERSION, "GEN_VERSION was raised: run `make golden`"
    assert {name.split()[1] for name in known["cells"]} == set("0123456")
    found = hashes(known["cells"])
    other = [name for name, value in known["hashes"].items() if found.get(name) != value]
    assert not other, f"these changed without a new GEN_VERSION: {', '.join(other)}"
