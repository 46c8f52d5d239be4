"""The wanderer's eye as one sees it from a hand's breadth: life-size, to lie over the drawn one.

The origin is the middle of the eye, +y out of it. Each line of what he reads is a joint of its own;
the lid hangs on its upper edge and is stretched down.
"""

from __future__ import annotations

import numpy as np

from castparts.killy import COLOURS as SUIT
from castparts.solids import Figure, Joint

NAME = "eye"
LEVELS = ((24, 40.0), (10, 0.0))
LINES = 7
_IRIS = 0.0066
JOINTS = (
    Joint("all", "", (0.0, 0.0, 0.0)),
    Joint("lid", "all", (0.0, 0.0, 0.0078)),
    *(Joint(f"line{n}", "all", (0.0, 0.0, 0.0)) for n in range(LINES)),
)
COLOURS = {
    "skin": SUIT["skin"],
    "shade": SUIT["shade"],
    "white": (0.42, 0.43, 0.43, 0.0),
    "dim": (0.16, 0.17, 0.18, 0.0),
    "iris": (0.050, 0.060, 0.066, 0.0),
    "ring": (0.014, 0.016, 0.018, 0.0),
    "pupil": (0.004, 0.004, 0.005, 0.0),
    "lash": SUIT["hair"],
    "text": (0.95, 1.25, 1.32, 1.0),
}


def build(detail: int) -> Figure:
    f = Figure(JOINTS, COLOURS, detail)
    n = detail * 2
    x = np.linspace(-1.0, 1.0, n)
    top, low = _upper(x), _lower(x)
    wide = 0.0148
    # The ball behind the opening: white, in the shade of the lid above.
    _sheet(f, x * wide, top + 0.002, low - 0.002, -0.0020, "all", "white")
    _sheet(f, x * wide, top + 0.002, top - 0.0022, -0.0017, "all", "dim")
    for radius, y, colour in (
        (_IRIS, -0.0015, "ring"), (_IRIS * 0.90, -0.0014, "iris"), (_IRIS * 0.44, -0.0012, "pupil"),
    ):  # fmt: skip
        _disc(f, radius, y, colour, n)
    _text(f)
    # Skin around it, brow above and cheek below; strokes are drawn on it.
    _sheet(f, x * wide, np.full(n, 0.026), top, 0.0, "all", "skin")
    _sheet(f, x * wide, low, np.full(n, -0.026), 0.0, "all", "skin")
    side = np.linspace(wide, 0.042, 4)
    for sign in (-1.0, 1.0):
        edge = np.full(4, 0.026)
        _sheet(f, np.sort(sign * side), edge, -edge, 0.0, "all", "skin")
    _sheet(f, x * wide * 1.10, top + 0.0016 - 0.0012 * x**2, top - 0.0004, 0.0004, "all", "lash")
    _sheet(f, x * wide * 0.9, low + 0.0002, low - 0.0004, 0.0004, "all", "shade")
    _sheet(f, x * wide * 1.05, top + 0.0052, top + 0.0044 + 0.0004 * x**2, 0.0003, "all", "shade")
    brow = np.linspace(-0.021, 0.030, n)
    _sheet(f, brow, 0.0185 + 0.002 * x, 0.0135 + 0.0035 * x + 0.0012 * x**2, 0.0006, "all", "lash")
    # The lid, as long as the eye is open when it is not stretched.
    _sheet(f, x * wide, np.full(n, 0.0078), low - 0.0002, -0.0004, "lid", "skin")
    _sheet(f, x * wide, low + 0.0010, low - 0.0003, -0.0002, "lid", "lash")
    return f


def _upper(x: np.ndarray) -> np.ndarray:
    """Upper edge of the opening at -1 … 1: narrow, cold, a little higher outside."""
    return 0.0058 * (1.0 - np.abs(x) ** 2.4) + 0.0008 * x


def _lower(x: np.ndarray) -> np.ndarray:
    return -0.0040 * (1.0 - np.abs(x) ** 2.0) + 0.0008 * x


def _sheet(
    f: Figure, x: np.ndarray, high: np.ndarray, low: np.ndarray, y: float, joint: str, colour: str
) -> None:
    """Between two lines over x, seen from +y."""
    a = np.stack([x, np.full(len(x), y), low], axis=1)
    b = np.stack([x, np.full(len(x), y), high], axis=1)
    corners = [[a[1:], a[:-1], b[:-1]], [a[1:], b[:-1], b[1:]]]
    f.flat(np.concatenate([np.stack(c, axis=1) for c in corners]), joint, colour)


def _disc(f: Figure, radius: float, y: float, colour: str, n: int) -> None:
    angle = np.arange(n) * (2.0 * np.pi / n)
    rim = np.stack([-np.cos(angle) * radius, np.full(n, y), np.sin(angle) * radius], axis=1)
    middle = np.broadcast_to((0.0, y, 0.0), rim.shape)
    f.flat(np.stack([middle, rim, np.roll(rim, -1, axis=0)], axis=1), "all", colour)


def _text(f: Figure) -> None:
    """Signs of one to four strokes, in lines that the iris is wide enough for."""
    high = 0.00072
    for n in range(LINES):
        z = _IRIS * 0.66 - n * _IRIS * 1.32 / (LINES - 1)
        half = np.sqrt(max(0.0, (_IRIS * 0.86) ** 2 - z * z))
        at, k = -half, n * 13
        while at < half - 0.0006:
            k += 1
            wide = 0.00030 + 0.00022 * (k * 7 % 5)
            if k * 11 % 7 and at + wide < half:
                bits = 1 + k * 5 % 3
                for b in range(bits):
                    low = z - high / 2.0 + high * b / bits
                    strip = np.array([at, at + wide])
                    _sheet(f, -strip[::-1], np.full(2, low + high / bits * 0.62), np.full(2, low),
                           -0.0009, f"line{n}", "text")  # fmt: skip
            at += wide + 0.00026
