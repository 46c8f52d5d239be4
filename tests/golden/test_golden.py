"""Six pictures of the City that do not change by accident.

`make golden` takes them anew (BLAME3D_UPDATE_GOLDEN=1). They are pictures of the software
renderer; with the version of it that took them, next to nothing may differ, with another one the
large shapes and tones must be the same. A failure leaves golden, new picture and their difference
(times 16) side by side in out/golden/.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from blame3d.png import encode_png, text_of
from blame3d.world.types import GEN_VERSION

pytestmark = pytest.mark.timeout(600)  # six cities are made for it, on busy machines too

Image = NDArray[np.uint8]

HERE = Path(__file__).parent
SIDECAR = HERE / "golden.json"
NAMES = ("start", "below", "pale", "plate", "dark", "far")
UPDATE = os.environ.get("BLAME3D_UPDATE_GOLDEN") == "1"  # before the tests hide BLAME3D_*

CHANGED_PIXELS, CHANGED_BY, MEAN = 0.001, 16, 1.0
"""Share of pixels that may differ by more than CHANGED_BY, and the mean difference, of 255."""
LOOSE_MEAN, LOOSE_BLOCK = 6.0, 40.0
"""With another renderer: mean difference, and that of any 20 x 20 block's mean, of 255."""


def pixels_of(picture: bytes) -> Image:
    """The pixels (h, w, 3) of a picture that blame3d encoded: 8 bits, rows as differences."""
    at, data, width, height = 8, b"", 0, 0
    while at < len(picture):
        length, kind = int.from_bytes(picture[at : at + 4], "big"), picture[at + 4 : at + 8]
        body = picture[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height = (int.from_bytes(body[k : k + 4], "big") for k in (0, 4))
        elif kind == b"IDAT":
            data += body
        at += 12 + length
    rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, 1 + 3 * width)
    assert (rows[:, 0] == 2).all()
    return np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).reshape(height, width, 3)


def blocks(image: Image) -> NDArray[np.float64]:
    """Means of 20 x 20 pixels."""
    h, w, _ = image.shape
    return image.reshape(h // 20, 20, w // 20, 20, 3).mean(axis=(1, 3))


def differences(golden: Image, new: Image, exact: bool) -> list[str]:
    """In what two pictures differ more than they may; empty when they are the same."""
    if golden.shape != new.shape:
        return [f"size {new.shape} instead of {golden.shape}"]
    away = np.abs(golden.astype(np.int16) - new)
    found = []
    if exact:
        share = float((away.max(axis=2) > CHANGED_BY).mean())
        if share > CHANGED_PIXELS:
            found.append(f"{share:.2%} of the pixels differ by more than {CHANGED_BY}")
    limit = MEAN if exact else LOOSE_MEAN
    if away.mean() > limit:
        found.append(f"mean difference {away.mean():.2f}, at most {limit}")
    worst = float(np.abs(blocks(golden) - blocks(new)).max())
    if worst > LOOSE_BLOCK:
        found.append(f"a block of 20 x 20 pixels differs by {worst:.0f}")
    return found


def flaws(image: Image) -> list[str]:
    """What is wrong with any picture of the City, whatever it shows."""
    values = image.mean(axis=2)
    magenta = (image[..., 0] > 200) & (image[..., 1] < 60) & (image[..., 2] > 200)
    found = []
    if np.percentile(values, 98) - np.percentile(values, 2) < 12:
        found.append("flat: nothing in it stands out")
    if magenta.mean() > 0.001:
        found.append("magenta: a texture or a shader is missing")
    if (image.max(axis=2) == 0).mean() > 0.05:
        found.append("black: more than 5 % of it is no light at all")
    if (image.min(axis=2) == 255).mean() > 0.05:
        found.append("white: more than 5 % of it is clipped")
    return found


def file_of(name: str) -> Path:
    return HERE / f"{name}.png"


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory, root: Path) -> dict[str, Any]:
    """The six pictures, taken now; with BLAME3D_UPDATE_GOLDEN=1 they become the goldens."""
    out = tmp_path_factory.mktemp("golden")
    known = [] if UPDATE else list(json.loads(SIDECAR.read_text())["views"].values())
    done = subprocess.run(
        [sys.executable, str(HERE / "render.py"), str(out), *known],
        cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    device = json.loads((out / "device.json").read_text())
    pictures = {name: (out / f"{i}.png").read_bytes() for i, name in enumerate(NAMES)}
    if UPDATE:
        views = {name: text_of(picture) for name, picture in pictures.items()}
        sidecar = {"gen_version": GEN_VERSION, **device, "views": views}
        SIDECAR.write_text(json.dumps(sidecar, indent=2) + "\n")
        for name, picture in pictures.items():
            file_of(name).write_bytes(picture)
    return {"device": device, "pictures": pictures}


@pytest.mark.parametrize("name", NAMES)
def test_the_city_looks_as_it_did(name: str, taken: dict[str, Any], root: Path) -> None:
    sidecar = json.loads(SIDECAR.read_text())
    assert sidecar["gen_version"] == GEN_VERSION, "the City is another one: run `make golden`"
    golden, new = pixels_of(file_of(name).read_bytes()), pixels_of(taken["pictures"][name])
    assert flaws(new) == []
    exact = all(sidecar[key] == value for key, value in taken["device"].items())
    found = differences(golden, new, exact)
    if found:
        away = np.abs(golden.astype(np.int16) - new) * 16
        shown = np.concatenate([golden, new, away.clip(0, 255).astype(np.uint8)], axis=1)
        failed = root / "out" / "golden" / file_of(name).name
        failed.parent.mkdir(parents=True, exist_ok=True)
        failed.write_bytes(encode_png(np.ascontiguousarray(shown)))
        pytest.fail(f"{name}: {'; '.join(found)}. See {failed}; if it is meant, `make golden`.")


def test_the_comparison_sees_what_people_would_see() -> None:
    """A wrong gamma, a thing gone, another shade: each is a difference; rounding is none."""
    golden = pixels_of(file_of("start").read_bytes())
    assert differences(golden, golden, exact=True) == []
    rounded = golden + (golden < 255) * (np.indices(golden.shape).sum(axis=0) % 2 == 0)
    assert differences(golden, rounded.astype(np.uint8), exact=True) == []
    bright = (255.0 * (golden / 255.0) ** 0.9).round().astype(np.uint8)
    assert differences(golden, bright, exact=True)
    gone = golden.copy()
    gone[60:80, 100:120] = 255 - gone[60:80, 100:120]
    assert differences(golden, gone, exact=True)
    assert differences(golden, gone, exact=False)
    assert differences(golden, golden[::-1], exact=False)
    assert differences(golden, golden[:90], exact=False)
    for shade in ((0, 0, 0), (255, 255, 255), (255, 0, 255), (90, 90, 90)):
        assert flaws(np.full_like(golden, shade))
