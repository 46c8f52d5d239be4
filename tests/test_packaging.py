"""What people install: the wheel holds the assets, and runs from anywhere without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from blame3d import __version__, assets
from blame3d.errors import InternalError


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The wheel of this tree, built with the backend of this environment: no network needed."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, root],
        check=True,
        capture_output=True,
        text=True,
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed and nothing else."""
    target = tmp_path_factory.mktemp("site")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--no-index",
            "--target",
            target,
            wheel,
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    return target


def test_the_wheel_holds_what_runs_and_nothing_else(wheel: Path, root: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in assets.FOLDERS:
        for path in (root / folder).rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                assert f"blame3d/{path.relative_to(root).as_posix()}" in names
    assert "blame3d/models/kit.npz" in names
    assert any(name.startswith("blame3d/shaders/include/") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert tops == {"blame3d", f"blame3d-{__version__}.dist-info"}
    built = tuple(f"blame3d/{folder}/" for folder in assets.FOLDERS)
    assert not [n for n in names if n.startswith(built) and n.endswith(".py")]
    assert not [n for n in names if "__pycache__" in n or "/tests/" in n]
    assert any(n.endswith("licenses/LICENSE") for n in names)


def run(installed: Path, *words: str) -> str:
    """Run Python from / with only the installed folder added."""
    done = subprocess.run(
        [sys.executable, "-P", *words],
        cwd="/",
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_assets_are_found_from_an_installed_wheel(installed: Path, root: Path) -> None:
    shader = next(iter(sorted((root / "shaders").glob("*.vert")))).name
    code = (
        "import numpy as np, blame3d\n"
        "from blame3d import assets\n"
        "print(blame3d.__file__)\n"
        "print(assets.root())\n"
        f"print('#version' in assets.read_text('shaders/{shader}'))\n"
        "print(len(np.load(assets.path('models/kit.npz')).files) > 0)\n"
    )
    where, base, shader_read, kit_read = run(installed, "-c", code).split()
    assert Path(where) == installed / "blame3d" / "__init__.py"
    assert Path(base) == installed / "blame3d"
    assert (shader_read, kit_read) == ("True", "True")


def test_the_program_runs_from_an_installed_wheel(installed: Path) -> None:
    assert run(installed, "-m", "blame3d", "--version").strip() == f"blame3d {__version__}"
    assert "fov" in run(installed, "-m", "blame3d", "list", "settings")
    script = installed / "bin" / "blame3d"
    assert run(installed, str(script), "--version").strip() == f"blame3d {__version__}"


def test_a_broken_install_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger's shaders/ beside the package must not be taken for ours."""
    (tmp_path / "blame3d").mkdir()
    (tmp_path / "shaders").mkdir()
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "blame3d" / "assets.py"))
    with pytest.raises(InternalError, match="Install it again"):
        assets.root()


@pytest.mark.parametrize("name", ["../pyproject.toml", "models/../pyproject.toml", "/etc/passwd"])
def test_only_assets_are_assets(name: str) -> None:
    with pytest.raises(InternalError, match="not inside"):
        assets.path(name)


def test_a_missing_asset_is_a_sentence() -> None:
    with pytest.raises(InternalError, match="is missing"):
        assets.read_text("shaders/none.vert")


def test_the_test_extra_suffices_for_the_suite(root: Path) -> None:
    """Every third-party module that the tests import comes with `pip install '.[test]'`."""
    import ast
    import tomllib

    known = {
        "numpy",
        "panda3d",
        "direct",
        "platformdirs",
        "pytest",
        "hypothesis",
        "blame3d",
    }
    known |= {path.stem for path in (root / "tests").rglob("*.py")}  # stand-ins in folders beside
    optional = {"noise", "av"}
    assert "hypothesis" in str(tomllib.loads((root / "pyproject.toml").read_text())["project"])
    for path in (root / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            tops = (
                [alias.name.split(".")[0] for alias in node.names]
                if isinstance(node, ast.Import)
                else [(node.module or "").split(".")[0]]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for top in tops:
                assert top in known | optional or top in sys.stdlib_module_names, (path, top)
