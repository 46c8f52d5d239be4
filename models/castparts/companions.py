"""The five who do not come back: fishers like the others, each in what he or she has found."""

from __future__ import annotations

from dataclasses import dataclass

from castparts.fisher import Fisher, _Scaled
from castparts.solids import Figure


@dataclass(frozen=True)
class Companion(Fisher):
    """kit: what one knows somebody by, from far."""

    kit: str = ""

    def build(self, detail: int) -> Figure:
        f = super().build(detail)
        _KITS[self.kit](_Scaled(f, self.tall / 1.90))
        return f


def _horns(d: _Scaled) -> None:
    """An accumulator between two horns."""
    d.box((-0.17, -0.40, 1.20), (0.17, -0.26, 1.52), "chest", "grime", 0.03)
    for side in (-1.0, 1.0):
        d.limb((0.13 * side, -0.33, 1.50), (0.22 * side, -0.36, 1.98), 0.035, 0.016, "chest",
               "steel")  # fmt: skip


def _bundle(d: _Scaled) -> None:
    """A roll of sheet across the shoulders, wider than he is."""
    d.limb((-0.46, -0.26, 1.50), (0.46, -0.26, 1.50), 0.115, 0.115, "chest", "net")
    for x in (-0.22, 0.22):
        d.limb((x - 0.02, -0.26, 1.50), (x + 0.02, -0.26, 1.50), 0.127, 0.127, "chest", "grime")


def _ladder(d: _Scaled) -> None:
    """Hooks and a ladder on the back."""
    for x in (-0.14, 0.14):
        d.limb((x, -0.36, 0.80), (x, -0.30, 2.12), 0.018, 0.018, "chest", "steel")
    for k in range(6):
        z = 0.92 + 0.22 * k
        d.limb((-0.14, -0.35, z), (0.14, -0.35, z), 0.013, 0.013, "chest", "steel")


def _tanks(d: _Scaled) -> None:
    """Two bottles, empty, and a skirt of plates."""
    for x in (-0.11, 0.11):
        d.limb((x, -0.36, 1.02), (x, -0.36, 1.46), 0.085, 0.085, "chest", "worn")
    for x in (-0.15, 0.0, 0.15):
        d.box((x - 0.065, 0.13, 0.62), (x + 0.065, 0.17, 0.90), "hips", "armour", 0.01)


def _crest(d: _Scaled) -> None:
    """A plate of another machine for a crest, and pauldrons made for somebody large."""
    d.box((-0.012, -0.20, 1.80), (0.012, 0.10, 2.10), "head", "worn", 0.006)
    for side, arm in ((-1.0, "arm_l"), (1.0, "arm_r")):
        d.box((0.24 * side - 0.10, -0.15, 1.40), (0.24 * side + 0.10, 0.13, 1.60), arm, "worn",
              0.05)  # fmt: skip


_KITS = {"horns": _horns, "bundle": _bundle, "ladder": _ladder, "tanks": _tanks, "crest": _crest}
COMPANIONS = (
    Companion("fisher-horns", 1.72, kit="horns"),
    Companion("fisher-bundle", 1.66, one_shoulder=True, kit="bundle"),
    Companion("fisher-ladder", 1.76, kit="ladder"),
    Companion("fisher-tanks", 1.54, kit="tanks"),
    Companion("fisher-crest", 1.63, aerial=True, kit="crest"),
)
