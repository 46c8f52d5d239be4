"""Where a renderer on the CPU draws: each of its threads on a core of its own.

Left to the system, both of Mesa's threads at times woke on one core while a worker that makes
chunks kept the other: two cores that are always busy are not searched for the better one, however
nice the worker. Such a frame took half as long again. A thread that can wake on its own core only
takes it from the worker at once. Tiles go to whichever thread is free, so that a core somebody else
holds costs a frame little.

Flights at 50 m/s in turns in one run, slowest hundredth over that of the flight preloaded, three of
each: 1.09 left to the system, 1.08 with workers of the policy that runs when nothing else would
(SCHED_IDLE), 1.00 with threads on their cores.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Final

_THREADS: Final = "llvmpipe-"
"""Mesa's name of its threads, before their number."""


def spread() -> None:
    """Give each thread of Mesa's renderer in this process one core; only Linux lets us say so."""
    if sys.platform != "linux":
        return
    cores = sorted(os.sched_getaffinity(0))
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # a system may forbid it, and threads end
            name = (task / "comm").read_text().strip()
            number = name.removeprefix(_THREADS)
            if number != name and number.isdecimal():
                os.sched_setaffinity(int(task.name), {cores[int(number) % len(cores)]})
