"""The same City on every machine and in every order (the determinism matrix, small)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from blame3d.errors import UsageError
from blame3d.stream.bench_hash import LEVELS, SEEDS, combined, run, sample
from blame3d.stream.executor import SyncExecutor
from blame3d.world.types import World

WITHOUT_AVX512 = "X86_V4 AVX512_ICL AVX512_SPR"

CELLS = 42
"""One place near the origin and one of the far ones, 21 cells at each."""

VARIANTS: dict[str, tuple[dict[str, str], str]] = {
    "one worker": ({"PYTHONHASHSEED": "0"}, "workers=1"),
    "two workers, shuffled": ({"PYTHONHASHSEED": "4242"}, "workers=2, shuffle=5"),
    "without AVX-512": (
        {"PYTHONHASHSEED": "1", "NPY_DISABLE_CPU_FEATURES": WITHOUT_AVX512},
        "workers=1, shuffle=6",
    ),
    "without AVX2": (
        {
            "NPY_DISABLE_CPU_FEATURES": f"X86_V3 {WITHOUT_AVX512}",
            "OPENBLAS_CORETYPE": "Nehalem",
            "LC_ALL": "tr_TR.UTF-8",
            "TZ": "Asia/Kathmandu",
        },
        "workers=0",
    ),
}


def start(root: Path, cells: int, env: dict[str, str], how: str) -> subprocess.Popen[str]:
    """A process that prints the hash, and before it which vector units numpy uses."""
    code = (
        "import numpy\n"
        "from numpy._core._multiarray_umath import __cpu_features__ as f\n"
        "from blame3d.stream.bench_hash import run\n"
        "if __name__ == '__main__':\n"
        "    print(int(f.get('X86_V3', False)), int(f.get('X86_V4', False)))\n"
        f"    run({cells}, json=True, {how})\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str], env: dict[str, str]) -> dict[str, object]:
    out, err = process.communicate(timeout=170)
    assert process.returncode == 0, err
    units, line = out.splitlines()
    off = env.get("NPY_DISABLE_CPU_FEATURES", "")
    for name, used in zip(("X86_V3", "X86_V4"), units.split(), strict=True):
        if name in off:
            assert used == "0", f"numpy did not give up {name}: this run proves nothing"
    value: dict[str, object] = json.loads(line)
    return value


def matrix(root: Path, cells: int) -> dict[str, dict[str, object]]:
    """The hash in each variant; two run at a time, as many as the smallest machine has cores."""
    found = {}
    names = list(VARIANTS)
    for pair in zip(names[::2], names[1::2], strict=True):
        running = {name: start(root, cells, *VARIANTS[name]) for name in pair}
        found |= {name: finish(process, VARIANTS[name][0]) for name, process in running.items()}
    return found


def test_the_world_is_the_same_in_every_process(root: Path) -> None:
    """Hash seeds, worker counts, orders, vector units, locales: one hash."""
    found = matrix(root, CELLS)
    assert {value["cells"] for value in found.values()} == {CELLS}
    assert len({value["hash"] for value in found.values()}) == 1, found


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_the_world_is_the_same_in_every_process_large(root: Path) -> None:
    """The same over 1,024 chunks, 256 of each seed."""
    found = matrix(root, 1024)
    assert len({value["hash"] for value in found.values()}) == 1, found


def test_the_sample_is_fixed_and_wide() -> None:
    """It grows without changing, and reaches every seed, level, sign and far place."""
    cells = sample(1024)
    assert len(set(cells)) == 1024
    assert sample(256) == cells[:256]
    assert {seed for seed, _ in cells} == set(SEEDS)
    assert {level for _, (level, _) in cells} == set(range(LEVELS))
    flat = [c * (64 << level) for _, (level, cell) in cells for c in cell]
    for metres in (2**40, 2**31, 10**9, -(10**9), -(2**31)):
        assert any(abs(c - metres) < 10_000 for c in flat)


FAKE = {"generator": "fake_city:generate", "colliders": "fake_city:colliders"}


def test_the_hash_ignores_the_order_and_notices_everything_else() -> None:
    cells = sample(40)
    executor = SyncExecutor(World(0), **FAKE)
    value = combined(executor, cells)
    assert combined(executor, cells[::-1]) == value
    assert combined(executor, cells[:-1]) != value
    assert combined(executor, [(cells[0][0] ^ 1, cells[0][1]), *cells[1:]]) != value


def test_no_cells_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="at least 1"):
        run(0)
    assert capsys.readouterr().out == ""
