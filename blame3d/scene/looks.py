"""What the materials look like: two rows of four numbers each, as the vertex shader reads them.

Colours are those of the palette (linear reflectance, or emitted light with one as paper white).
They go to the card as a uniform array: a constant array inside a shader is copied to the stack
for every handful of vertices by a renderer on the CPU.
"""

from __future__ import annotations

from typing import Final

from panda3d.core import LVecBase4f, PTA_LVecBase4f

from blame3d.world.materials import Material

_M: Final = Material
_NONE: Final = 1e4
"""No joints."""

Look = tuple[tuple[float, float, float], tuple[float, float, float, float]]

LOOKS: Final[dict[Material, Look]] = {
    # reflectance; spacing of joints across and up in metres, how dark they are; 1 for metal, and
    # below it how much of what stands behind is mirrored
    _M.CONCRETE: ((0.305, 0.305, 0.275), (3.0, 2.4, 0.55, 0.0)),
    _M.CONCRETE_DAMP: ((0.138, 0.147, 0.138), (3.0, 2.4, 0.55, 0.25)),
    _M.CONCRETE_LIME: ((0.491, 0.491, 0.434), (3.0, 2.4, 0.45, 0.0)),
    _M.STEEL: ((0.181, 0.191, 0.195), (2.4, 1.8, 0.50, 1.45)),
    _M.HULL: ((0.122, 0.150, 0.138), (1.8, 2.4, 0.60, 1.25)),
    # What is of rust altogether is paler than its stains: a whole wall of their colour is too red.
    _M.RUST: ((0.122, 0.078, 0.052), (2.4, 1.8, 0.40, 1.0)),
    _M.RUBBER: ((0.027, 0.028, 0.030), (_NONE, _NONE, 0.0, 0.20)),
    _M.GLASS: ((0.032, 0.040, 0.042), (1.2, 1.6, 0.50, 0.55)),
    _M.SLUDGE: ((0.042, 0.034, 0.023), (_NONE, _NONE, 0.0, 0.95)),
    _M.GRATING: ((0.150, 0.156, 0.158), (0.3, 0.3, 0.60, 1.30)),
    _M.FACTORY_WHITE: ((0.552, 0.578, 0.578), (1.2, 1.2, 0.35, 0.45)),
    _M.SIGN: ((0.260, 0.270, 0.262), (_NONE, _NONE, 0.0, 0.0)),
    _M.SECTION: ((0.440, 0.425, 0.385), (_NONE, _NONE, 0.0, 0.15)),
    # emitted light; the same
    _M.LAMP_WARM: ((12.0, 3.96, 0.60), (_NONE, _NONE, 0.0, 0.0)),
    _M.LAMP_COLD: ((6.1, 7.0, 7.3), (_NONE, _NONE, 0.0, 0.0)),
    _M.WINDOW_WARM: ((1.7, 1.05, 0.50), (1.2, 1.6, 0.95, 0.0)),
    _M.SAFEGUARD_RED: ((10.0, 0.25, 0.13), (_NONE, _NONE, 0.0, 0.0)),
    _M.CYAN: ((0.47, 1.21, 1.10), (_NONE, _NONE, 0.0, 0.0)),
    _M.SKY: ((3.44, 3.88, 4.0), (_NONE, _NONE, 0.0, 0.0)),
}
EMITS: Final = 16
"""Materials from this number on emit light."""
ROWS: Final = 64


def table() -> PTA_LVecBase4f:
    """Rows 2 · m and 2 · m + 1 of material m: colour and 1 when it emits; joints and metal."""
    rows = PTA_LVecBase4f.empty_array(ROWS)
    for material, (colour, joints) in LOOKS.items():
        rows[2 * material] = LVecBase4f(*colour, float(material >= EMITS))
        rows[2 * material + 1] = LVecBase4f(*joints)
    return rows
