"""The renderer's threads do not share a core while there is one for each."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from blame3d.scene.host import Host


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells threads where to run")
def test_each_thread_of_the_renderer_has_a_core_of_its_own(host: Host) -> None:
    """Two on one core make a flight hitch. Mutant: `Host` without `spread`."""
    names = {task: (task / "comm").read_text() for task in Path("/proc/self/task").iterdir()}
    drawing = [int(task.name) for task, name in names.items() if name.startswith("llvmpipe-")]
    assert host.is_software
    assert drawing
    kept = [os.sched_getaffinity(task) for task in drawing]
    cores = os.sched_getaffinity(0)
    assert len(set().union(*kept)) == min(len(drawing), len(cores))
    assert all(len(core) == 1 for core in kept)
