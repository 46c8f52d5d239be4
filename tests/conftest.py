"""What every test gets: folders of its own, and no way to touch the person's."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# Deadlines measure the machine and not the code; the same examples every time find the same
# faults every time (the nightly profile looks for new ones).
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "nightly", settings.get_profile("steady"), derandomize=False, max_examples=5000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own: settings, logs and pictures of the person stay untouched.

    Sub-processes inherit it. BLAME3D_* variables of the shell do not reach the tests.
    """
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.setenv("XDG_PICTURES_DIR", str(folder / "pictures"))
    # One cache of compiled shaders for all, or every test would compile them anew.
    cache = tmp_path_factory.getbasetemp().parent / "mesa"
    monkeypatch.setenv("MESA_SHADER_CACHE_DIR", str(cache))
    for name in [name for name in os.environ if name.startswith("BLAME3D_")]:
        monkeypatch.delenv(name)
    return folder


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of 640 × 480 that nobody sees."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    assert number
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT
