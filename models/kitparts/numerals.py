"""Numerals painted through a stencil: what the City counts its storeys and its blocks with."""

from __future__ import annotations

from collections.abc import Callable

from kitparts.quads import Quad
from kitparts.things import mark

_WIDE, _TALL, _STROKE, _GAP = 0.3, 0.5, 0.15, 0.035
"""Half the width and height, the width of a stroke, and the bridge that holds a stencil's sheet
together between two strokes; metres."""
_INNER = _TALL - _STROKE - _GAP
_MIDDLE = _STROKE / 2 + _GAP
_STROKES = {
    "top": (-_WIDE, _TALL - _STROKE, _WIDE, _TALL),
    "bottom": (-_WIDE, -_TALL, _WIDE, _STROKE - _TALL),
    "middle": (-_WIDE + _STROKE + _GAP, -_STROKE / 2, _WIDE - _STROKE - _GAP, _STROKE / 2),
    "cross": (-_WIDE, -_STROKE / 2, _WIDE, _STROKE / 2),
    "left": (-_WIDE, -_INNER, _STROKE - _WIDE, _INNER),
    "right": (_WIDE - _STROKE, -_INNER, _WIDE, _INNER),
    "upper left": (-_WIDE, _MIDDLE, _STROKE - _WIDE, _INNER),
    "lower left": (-_WIDE, -_INNER, _STROKE - _WIDE, -_MIDDLE),
    "upper right": (_WIDE - _STROKE, _MIDDLE, _WIDE, _INNER),
    "lower right": (_WIDE - _STROKE, -_INNER, _WIDE, -_MIDDLE),
    "post": (_WIDE - _STROKE, -_TALL, _WIDE, _TALL),
    "stem": (-_STROKE / 2, -_TALL, _STROKE / 2, _TALL),
    "flag": (-_WIDE, _TALL - _STROKE, -_STROKE / 2 - _GAP, _TALL),
    "beam": (-_WIDE, -_STROKE / 2, _WIDE - _STROKE - _GAP, _STROKE / 2),
    "arm": (-_WIDE, _MIDDLE, _STROKE - _WIDE, _TALL),
    "leg": (_WIDE - _STROKE, -_TALL, _WIDE, _INNER),
}
_NUMERALS = (
    ("top", "bottom", "left", "right"),
    ("stem", "flag"),
    ("top", "cross", "bottom", "upper right", "lower left"),
    ("top", "middle", "bottom", "right"),
    ("arm", "beam", "post"),
    ("top", "cross", "bottom", "upper left", "lower right"),
    ("top", "cross", "bottom", "left", "lower right"),
    ("top", "leg"),
    ("top", "middle", "bottom", "left", "right"),
    ("top", "cross", "bottom", "upper left", "right"),
)


def numeral(n: int) -> Callable[[], list[Quad]]:
    """The maker of one numeral, 0 … 9: one batch of flat strokes."""

    def made() -> list[Quad]:
        return mark(tuple(_STROKES[name] for name in _NUMERALS[n]))

    made.__doc__ = f"The numeral {n} in paint, 0.6 × 1 m, facing -y."
    return made
