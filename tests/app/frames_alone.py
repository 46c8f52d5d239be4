"""Looks at all frames of a set piece, 12 a second, in the real City; prints what it saw, as JSON.

Argument: the piece. frames: how many. Moments at which something is amiss: missing, a chunk in view
is not there; unseen, whom the shot is about changes no pixel; in_lens, somebody is in the camera.
flashes: most in any second, at least a quarter of the picture taking part (after WCAG 2.2, 2.3.1: a
flash is a rise and a fall of a tenth of white or more, the darker side below 0.8 of white).
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from blame3d.capture.film import Projector
from blame3d.capture.gather import wanted
from blame3d.capture.still import Easel
from blame3d.capture.studio import Studio
from blame3d.cast.actor import Actor
from blame3d.cast.model import REFLECTS, load
from blame3d.scene.city import CityScene
from blame3d.scene.frame import View
from blame3d.scene.host import open_host
from blame3d.setpieces import programme
from blame3d.stream.executor import SyncExecutor
from blame3d.timeline.piece import Moment

FPS = 12
SIZE = (480, 200)
LARGE = (1440, 600)
"""For somebody who is a sixtieth of the picture's height."""
BLOCK = 20
LENS_M = 0.12


def light(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Relative luminance of the picture's blocks, flat."""
    linear = (picture / 255.0) ** 2.2 @ (0.2126, 0.7152, 0.0722)
    high, wide = linear.shape[0] // BLOCK, linear.shape[1] // BLOCK
    blocks = linear[: high * BLOCK, : wide * BLOCK].reshape(high, BLOCK, wide, BLOCK)
    return np.asarray(blocks.mean(axis=(1, 3)).ravel(), np.float64)


def flashes(series: NDArray[np.float64]) -> int:
    """Most in a second; series: luminance (frames, blocks)."""
    ends = np.zeros(series.shape, np.int64)
    for block, values in enumerate(series.T):
        low = high = float(values[0])
        rising, changes = None, 0
        for frame, value in enumerate(values.tolist()):
            low, high = min(low, value), max(high, value)
            rose = rising is not True and value >= low + 0.1 and low < 0.8
            fell = rising is not False and value <= high - 0.1 and value < 0.8
            if rose or fell:
                rising, low, high = rose, value, value
                changes += 1
                ends[frame, block] = changes % 2 == 0
    total = np.concatenate([np.zeros((1, ends.shape[1]), np.int64), np.cumsum(ends, axis=0)])
    counts = total[FPS:] - total[:-FPS]
    return int(np.sort(counts, axis=1)[:, -counts.shape[1] // 4].max())


def same(one: Actor) -> tuple[str, tuple[int, int, int], bytes]:
    return one.model, one.position_mm, one.joints.tobytes()


def in_lens(view: View) -> bool:
    """Whether a corner of a body is as near to the eye as its lens is wide."""
    for one in view.actors:
        model = load(one.model)
        if model.veil or not (model.colours[:, 3] == REFLECTS).any():
            continue
        at = (np.array(one.position_mm) - np.array(view.position_mm)) / 1000.0
        pose = one.joints.astype(np.float64)
        balls = at + pose[:, :, 3] + (pose[:, :, :3] @ model.middle[:, :, None])[..., 0]
        wide = np.sqrt((pose[:, :, :3] ** 2).sum(axis=1).max(axis=1)) * model.reach
        if (np.sqrt((balls**2).sum(axis=1)) > wide + LENS_M).all():
            continue
        joints = pose[model.joint]
        places = (joints[:, :, :3] @ model.position.astype(np.float64)[:, :, None])[..., 0]
        drawn = (joints[:, :, :3] != 0.0).any(axis=(1, 2))
        far = np.sqrt(((at + places + joints[:, :, 3])[drawn] ** 2).sum(axis=1))
        if len(far) and float(far.min()) < LENS_M:
            return True
    return False


def unseen(easel: Easel, moment: Moment, view: View) -> bool:
    """Whether the picture is the same without its subject."""
    if not moment.shot.subject or moment.white > 0.0:
        return False
    role = moment.piece.role(moment.shot.subject)
    own = {same(one) for one in role.actors(moment.piece.site, moment.s)}
    others = tuple(one for one in view.actors if same(one) not in own)
    if not own:
        return False
    pictures = [easel.take(one, 1) for one in (view, replace(view, actors=others))]
    return np.array_equal(*pictures)


def main(name: str) -> None:
    piece = programme.find(name)
    host = open_host((64, 64), window=False, software=True)
    scene = CityScene(host, "low")
    world = piece.site.world
    projector = Projector(
        Studio(host, scene, SyncExecutor(world)), world, piece, SIZE, "en", 1
    )
    easel, large = Easel(host, scene, SIZE), Easel(host, scene, LARGE)
    missing, hidden, near, lights = [], [], [], []
    times = np.arange(0.0, piece.duration_s + 0.5 / FPS, 1.0 / FPS).tolist()
    for t in times:
        moment, view = projector.view(t)
        view = replace(view, size=SIZE)
        picture = easel.take(view, 1)
        if not all(scene.has(key) for key in wanted(view, "low", moment.detail_mm)):
            missing.append(t)
        if in_lens(view):
            near.append(t)
        if unseen(large if moment.shot.scale else easel, moment, view):
            hidden.append(t)
        lights.append(light(picture) * (1.0 - moment.white) + moment.white)
    easel.close()
    large.close()
    projector.close()
    scene.close()
    host.close()
    found = {
        "frames": len(times), "missing": missing, "unseen": hidden, "in_lens": near,
        "flashes": flashes(np.array(lights)),
    }  # fmt: skip
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
