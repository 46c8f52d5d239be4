"""A display that goes away under a window: there is time for a last word, and no abort."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not shutil.which("Xvfb"), reason="needs Xvfb")

_ALONE = """
import ctypes, sys
from blame3d.scene.display import watched
xlib = ctypes.CDLL("libX11.so.6")
xlib.XOpenDisplay.restype = ctypes.c_void_p
xlib.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
display = xlib.XOpenDisplay(None)
assert display

def last():
    print("kept", flush=True)
    if sys.argv[1] == "fails":
        raise OSError("no room")
    return 75

with watched(last):
    print("open", flush=True)
    sys.stdin.readline()
    xlib.XSync(display, 0)
print("went on")
"""


@pytest.mark.parametrize(("how", "code"), [("works", 75), ("fails", 70)])
def test_the_last_word_is_had_when_the_display_goes_away(how: str, code: int) -> None:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "64x64x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as numbers:
        number = numbers.readline().strip()
    alone = subprocess.Popen(
        [sys.executable, "-c", _ALONE, how],
        env={**os.environ, "DISPLAY": f":{number}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert alone.stdout is not None
        assert alone.stdout.readline() == "open\n"
        server.kill()
        server.wait()
        said, _ = alone.communicate("\n", timeout=20)
    finally:
        server.kill()
        alone.kill()
    assert said == "kept\n"
    assert alone.returncode == code
