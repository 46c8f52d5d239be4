"""The whole library, made once for these tests."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from blame3d.audio import library
from blame3d.audio.sound import Sound


@pytest.fixture(scope="session")
def sounds() -> Mapping[str, Sound]:
    return dict(library.make())


@pytest.fixture(scope="session")
def energies(sounds: Mapping[str, Sound]) -> Mapping[str, float]:
    return {name: library.energy(name, sound) for name, sound in sounds.items()}
