"""What hunters are made of is taken one piece a frame, and no piece is a shot at them."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from blame3d.app.hunters import Hunters
from blame3d.hunt.solids import Around
from blame3d.player.gun import Shot
from blame3d.player.gym import box, everywhere
from blame3d.view import Beam
from blame3d.world.types import World


def test_a_pack_leaves_its_holes_one_a_frame() -> None:
    taken: list[Beam] = []

    class Engine:
        """As much of it as hunters need."""

        options = SimpleNamespace(now=SimpleNamespace(world_seed=7))
        seconds = 0.0

        def __init__(self) -> None:
            self.cues: list[object] = []
            self.gun = SimpleNamespace(take=self.take)

        def take(self, shot: Shot) -> None:
            taken.append(shot.beam)

        @property
        def world(self) -> World:
            return World(7, edits=tuple(taken))

    walls = [box(0, 0, 0, 64, 64, 2), box(0, 40, 2, 64, 46, 40), box(0, 0, 2, 4, 40, 40)]
    around = Around(everywhere(walls))
    around.update((0, 0, 0))
    hunters = Hunters(Engine(), around, (0, 0, 0))  # type: ignore[arg-type]
    body = np.array([30.0, 20.0, 2.94])
    hunters.shape(body)
    counts = []
    for frame in range(8):
        hunters.hunt(body, frame / 30.0, 1.0 / 30.0)
        counts.append(len(taken))
    assert counts[0] == 1
    assert counts[-1] >= 2
    assert max(np.diff(counts)) == 1
    pack = hunters._pack
    assert pack is not None
    assert len(pack) == 3
