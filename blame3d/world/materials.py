"""Material ids of PART.material; what they look like is scene.looks."""

from __future__ import annotations

from enum import IntEnum


class Material(IntEnum):
    """Surface kinds; base colours and roughness live with the shaders."""

    CONCRETE = 0
    CONCRETE_DAMP = 1
    CONCRETE_LIME = 2
    STEEL = 3
    HULL = 4
    RUST = 5
    RUBBER = 6
    GLASS = 7
    SLUDGE = 8
    GRATING = 9
    FACTORY_WHITE = 10
    SIGN = 11
    SECTION = 12
    """What a cut through mass bares: aggregate, and the lines of its pours."""
    LAMP_WARM = 16
    LAMP_COLD = 17
    WINDOW_WARM = 18
    SAFEGUARD_RED = 19
    CYAN = 20
    SKY = 21
    """16 and above emit light."""
