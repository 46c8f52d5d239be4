"""The platform of a lift: a floor of grating in a heavy frame, open on all sides, held by two arms
from the mast behind it (at -Y); a post with the starter and a lamp in a corner. Its upper side is
at height 0, its middle above the origin, 4.9 m square."""

from __future__ import annotations

from castparts.solids import Figure, Joint

NAME = "lift"
LEVELS = ((8, 300.0), (4, 0.0))
JOINTS = (Joint("platform", "", (0.0, 0.0, 0.0)),)
COLOURS = {
    "frame": (0.075, 0.078, 0.080, 0.0), "floor": (0.12, 0.12, 0.115, 0.0),
    "edge": (0.34, 0.33, 0.27, 0.0), "rust": (0.115, 0.062, 0.038, 0.0),
    "lamp": (2.2, 1.25, 0.55, 1.0),
}  # fmt: skip
_HALF = 2.44


def build(detail: int) -> Figure:
    f = Figure(JOINTS, COLOURS, detail)
    h, fine = _HALF, detail > 4

    def box(
        lo: tuple[float, ...], hi: tuple[float, ...], colour: str, chamfer: float = 0.0
    ) -> None:
        low, high = (lo[0], lo[1], lo[2]), (hi[0], hi[1], hi[2])
        f.box(low, high, "platform", colour, chamfer=chamfer if fine else 0.0)

    for side in (-1.0, 1.0):  # the frame, with a worn pale edge
        a, b = sorted((side * h, side * (h - 0.28)))
        box((a, -h, -0.34), (b, h, -0.03), "frame", 0.02)
        box((-h + 0.28, a, -0.34), (h - 0.28, b, -0.03), "frame", 0.02)
        a, b = sorted((side * h, side * (h - 0.22)))
        box((a, -h, -0.03), (b, h, 0.0), "edge")
        box((-h + 0.22, a, -0.03), (h - 0.22, b, 0.0), "edge")
    bars = 22 if fine else 1
    step = 2.0 * (h - 0.22) / bars
    for k in range(bars):
        x = -h + 0.22 + k * step
        gap = 0.05 if fine else 0.0
        box((x, -h + 0.22, -0.07), (x + step - gap, h - 0.22, -0.02), "floor")
    for y in (-1.2, 0.0, 1.2):
        box((-h + 0.28, y - 0.07, -0.3), (h - 0.28, y + 0.07, -0.07), "rust")
    for x in (-0.62, 0.62):  # arms down to the carriage on the rails
        box((x - 0.14, -h - 0.1, -0.9), (x + 0.14, -h + 0.2, 1.15), "frame", 0.03)
        box((x - 0.09, -h + 0.2, -0.62), (x + 0.09, -0.4, -0.34), "rust", 0.02)
        for z in (-0.75, 0.95):
            box((x - 0.2, -h - 0.2, z - 0.11), (x + 0.2, -h + 0.02, z + 0.11), "rust", 0.02)
    box((-0.78, -h - 0.08, 0.55), (0.78, -h + 0.06, 0.8), "frame", 0.02)
    x, y = h - 0.3, -h + 0.3
    box((x - 0.05, y - 0.05, 0.0), (x + 0.05, y + 0.05, 1.02), "frame")
    box((x - 0.16, y - 0.1, 1.0), (x + 0.16, y + 0.12, 1.2), "rust", 0.03)
    box((x - 0.05, y + 0.12, 1.07), (x + 0.05, y + 0.14, 1.13), "lamp")
    return f
