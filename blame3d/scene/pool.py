"""Textures that are used again: buffers of instances and volumes of light.

A fresh buffer costs page faults and a driver allocation; rewriting an old one costs 8 µs. A
released texture waits in the list of its size; sizes of buffers are powers of two.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomEnums, SamplerState, Texture

from blame3d.scene.stains import SIDE, stains

_SMALLEST: Final = 64


class BufferPool:
    """Buffer textures of RGBA texels, 16 bytes each."""

    def __init__(self, name: str, *, integer: bool) -> None:
        self._name = name
        self._integer = integer
        self._free: dict[int, list[Texture]] = {}
        self.made = 0

    def take(self, data: NDArray[np.uint8]) -> Texture:
        """A texture that begins with these bytes (a multiple of 16)."""
        texels = max(_SMALLEST, 1 << (max(1, data.size // 16) - 1).bit_length())
        waiting = self._free.get(texels)
        tex = waiting.pop() if waiting else self._make(texels)
        view = np.frombuffer(tex.modify_ram_image(), np.uint8)
        view[: data.size] = data
        return tex

    def give(self, tex: Texture) -> None:
        """Take back a texture that nothing draws any more."""
        self._free.setdefault(tex.get_x_size(), []).append(tex)

    def _make(self, texels: int) -> Texture:
        self.made += 1
        tex = Texture(self._name)
        kind = Texture.T_int if self._integer else Texture.T_float
        form = Texture.F_rgba32i if self._integer else Texture.F_rgba32
        tex.setup_buffer_texture(texels, kind, form, GeomEnums.UH_dynamic)
        tex.set_ram_image(bytes(texels * 16))
        return tex


class VolumePool:
    """3-D textures of two channels: sky light and lamp light."""

    def __init__(self) -> None:
        self._free: dict[int, list[Texture]] = {}
        self.made = 0

    def take(self, light: NDArray[np.uint8]) -> Texture:
        """A volume of light, uint8 (n, n, n, 2) in z, y, x order."""
        n = light.shape[0]
        waiting = self._free.get(n)
        tex = waiting.pop() if waiting else self._make(n)
        np.frombuffer(tex.modify_ram_image(), np.uint8)[:] = light.reshape(-1)
        return tex

    def give(self, tex: Texture) -> None:
        self._free.setdefault(tex.get_x_size(), []).append(tex)

    def _make(self, n: int) -> Texture:
        self.made += 1
        tex = Texture("light")
        tex.setup_3d_texture(n, n, n, Texture.T_unsigned_byte, Texture.F_rg)
        tex.set_minfilter(SamplerState.FT_linear)
        tex.set_magfilter(SamplerState.FT_linear)
        for wrap in (tex.set_wrap_u, tex.set_wrap_v, tex.set_wrap_w):
            wrap(SamplerState.WM_clamp)
        tex.set_compression(Texture.CM_off)
        tex.set_ram_image(bytes(n * n * n * 2))
        return tex


def stain_tile() -> Texture:
    """The tile of stains as a texture that repeats."""
    tex = Texture("stains")
    tex.setup_2d_texture(SIDE, SIDE, Texture.T_unsigned_byte, Texture.F_rgba8)
    tex.set_minfilter(SamplerState.FT_linear)
    tex.set_magfilter(SamplerState.FT_linear)
    tex.set_wrap_u(SamplerState.WM_repeat)
    tex.set_wrap_v(SamplerState.WM_repeat)
    tex.set_compression(Texture.CM_off)
    # Panda3D keeps the channels of such a texture as BGRA.
    tex.set_ram_image(np.ascontiguousarray(stains()[:, :, [2, 1, 0, 3]]).tobytes())
    return tex
