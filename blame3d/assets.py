"""Where models/, shaders/ and translations/ are, in a checkout and in an installed wheel.

In the repository they lie beside the package; the wheel carries them inside it. Both give the
same names below `root()`: "shaders/chunk.vert", "models/kit.npz".
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from blame3d.errors import InternalError

FOLDERS: Final = ("models", "shaders", "translations")


class AssetError(InternalError):
    """A file that the installation should hold is not there."""


def root() -> Path:
    """The folder that holds them. Raises AssetError in a broken install."""
    package = Path(__file__).resolve().parent
    if (package / "shaders").is_dir():
        return package
    # Without this second look a broken install could pick up a stranger's shaders/ folder.
    if (package.parent / "pyproject.toml").is_file() and (package.parent / "shaders").is_dir():
        return package.parent
    raise AssetError(
        f"The shaders and models of blame3d are missing beside {package}. Install it again.",
        id="B3D-ASSET-01",
    )


def path(name: str) -> Path:
    """The existing file `name` ("models/kit.npz"), absolute.

    Raises AssetError when it is missing or would lie outside the asset folders.
    """
    base = root()
    found = (base / name).resolve()
    if not any(found.is_relative_to(base / folder) for folder in FOLDERS):
        raise AssetError(f"{name} is not inside {', '.join(FOLDERS)}.", id="B3D-PATH-01")
    if not found.is_file():
        raise AssetError(
            f"{name} is missing from {base}. Install blame3d again.", id="B3D-ASSET-01"
        )
    return found


def read_text(name: str) -> str:
    """The text of an asset (UTF-8)."""
    return path(name).read_text(encoding="utf-8")
