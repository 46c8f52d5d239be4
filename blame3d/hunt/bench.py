"""`blame3d bench hunt`: what a frame of forty hunters costs on real floors and walls."""

from __future__ import annotations

import json as js
import sys
import time
from typing import Any, Final

import numpy as np

from blame3d.hunt import chase, eyes, figures, pack
from blame3d.hunt.solids import Around
from blame3d.hunt.surface import nearest
from blame3d.world.chunk import CELL
from blame3d.world.generate import colliders
from blame3d.world.types import World
from blame3d.world.viewpoint import spawn

HUNTERS: Final = 40
FRAMES: Final = 600
FPS: Final = 60
WARM_UP: Final = 60


def measure(seed: int) -> dict[str, Any]:
    """Forty hunters around the first place of this seed, chasing somebody who walks about.

    The keys: hunters, frames, ms_per_frame_p50, ms_per_frame_p99 (everything a frame needs of
    them), step_p99 and pose_p99 (its two parts), in milliseconds of this thread's processor time;
    solids; deepest_m, how near the middle of one came to a solid.
    """
    world = World(seed)
    at = spawn(world, (0, 0, 0)).eye_mm
    base = (at[0] // (CELL * 1000), at[1] // (CELL * 1000), at[2] // (CELL * 1000))
    around = Around(lambda cell: colliders(world, cell))
    around.update(base)
    body = np.array([mm / 1000.0 - c * CELL for mm, c in zip(at, base, strict=True)])
    ids, found = 0, None
    for number in range(64):
        spots, normal = eyes.spots(around.table, body, seed, 8, number)
        some = pack.shaped(
            seed, np.arange(ids, ids + len(spots)), spots, normal, around.table,
            around.neighbours, delay=0.0,
        )  # fmt: skip
        ids += len(spots)
        found = some if found is None else pack.joined(found, some)
        if len(found) >= HUNTERS:
            break
    assert found is not None
    some = found.take(np.arange(len(found)) < HUNTERS)
    some = pack.Pack(**{**vars(some), "left": some.left * 0.0})
    steps, poses, deepest = [], [], np.inf
    for frame in range(FRAMES + WARM_UP):
        turn = frame / FPS * 0.4
        goal = body + (9.0 * np.cos(turn), 9.0 * np.sin(turn), 0.0)
        begin = time.thread_time()
        some = chase.step(some, around.table, around.neighbours, goal, False, seed, 1.0 / FPS)
        stepped = time.thread_time()
        figures.pack(some, goal, around.table, base)
        posed = time.thread_time()
        steps.append((stepped - begin) * 1e3)
        poses.append((posed - stepped) * 1e3)
        deepest = min(deepest, float(nearest(around.table, some.rows, some.pos)[0].min()))
    step, pose = np.array(steps[WARM_UP:]), np.array(poses[WARM_UP:])
    whole = step + pose
    return {
        "hunters": len(some),
        "frames": FRAMES,
        "ms_per_frame_p50": round(float(np.percentile(whole, 50)), 3),
        "ms_per_frame_p99": round(float(np.percentile(whole, 99)), 3),
        "step_p99": round(float(np.percentile(step, 99)), 3),
        "pose_p99": round(float(np.percentile(pose, 99)), 3),
        "solids": len(around.table.kind) - 1,
        "deepest_m": round(deepest, 3),
    }


def run(seed: int, *, json: bool) -> int:
    """Measure and print."""
    found = measure(seed)
    if json:
        sys.stdout.write(js.dumps(found) + "\n")
    else:
        for key, value in found.items():
            sys.stdout.write(f"{key:18} {value}\n")
    return 0
