"""Builds models/cast/*.npz, the figures of the cast: `make models`, or this file with names.

Each module of `castparts` named here has NAME, LEVELS (corners of round sections, least height in
pixels) and build(detail). What a file holds is told in blame3d/cast/model.py.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from castparts import crack, exterminator, eye, half_mask, killy, lift, shadow  # noqa: E402
from castparts.coin import COINS  # noqa: E402
from castparts.companions import COMPANIONS  # noqa: E402
from castparts.dry_field import DRY_FIELD  # noqa: E402
from castparts.effects import EFFECTS  # noqa: E402
from castparts.fisher import FISHERS, Helmet  # noqa: E402
from castparts.life import LIFE  # noqa: E402
from castparts.solids import arrays  # noqa: E402
from castparts.watcher import WATCHERS  # noqa: E402

FIGURES = (
    killy, eye, shadow, crack, lift, exterminator, half_mask, *FISHERS, Helmet(), *EFFECTS,
    *WATCHERS, *LIFE, *COMPANIONS, *DRY_FIELD, *COINS,
)  # fmt: skip


def write(path: Path, data: dict[str, np.ndarray]) -> None:
    """As np.savez_compressed, but the same bytes every time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, array in data.items():
            memory = io.BytesIO()
            np.lib.format.write_array(memory, np.ascontiguousarray(array), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, memory.getvalue())


def main(names: list[str]) -> None:
    for figure in FIGURES:
        if names and figure.NAME not in names:
            continue
        levels = [figure.build(detail) for detail, _ in figure.LEVELS]
        data = arrays(levels, [px for _, px in figure.LEVELS])
        path = HERE / "cast" / f"{figure.NAME}.npz"
        path.parent.mkdir(exist_ok=True)
        write(path, data)
        triangles = np.diff(data["levels"]).tolist()
        print(f"{path.name}: {len(data['position'])} vertices, {triangles} triangles")


if __name__ == "__main__":
    main(sys.argv[1:])
