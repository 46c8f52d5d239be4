"""What is used again instead of made anew, and the textures that are rewritten each time.

A fresh buffer costs page faults and a driver allocation, a fresh node ten calls into Panda3D;
rewriting an old one costs 8 µs. What nothing draws any more waits in the list of its size.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomEnums, SamplerState, Texture

from blame3d.scene.host import Host
from blame3d.scene.stains import stains

_SMALLEST: Final = 64
SPARE: Final = 64
"""So many wait at most, unless said otherwise; of more, the oldest of the commonest size is given
up. Each size keeps its own peak otherwise: after half an hour of leaps two things in three only
waited."""

_Size = TypeVar("_Size", bound=Hashable)
_Thing = TypeVar("_Thing")


class Pool(Generic[_Size, _Thing]):
    """Things that wait to be used again, by size. made: how many there are, waiting or in use;
    counted by whoever makes one."""

    def __init__(self, spare: int = SPARE) -> None:
        """spare: so many wait at most."""
        self._spare = spare
        self._free: dict[_Size, list[_Thing]] = {}
        self._waiting = 0
        self.made = 0

    def take(self, size: _Size) -> _Thing | None:
        """One of this size that is free, or None."""
        waiting = self._free.get(size)
        if not waiting:
            return None
        self._waiting -= 1
        return waiting.pop()

    def waiting(self, size: _Size) -> int:
        """How many of this size are free."""
        return len(self._free.get(size, ()))

    def give(self, size: _Size, thing: _Thing) -> None:
        """Take back one that nothing draws any more."""
        self._free.setdefault(size, []).append(thing)
        self._waiting += 1
        if self._waiting > self._spare:
            max(self._free.values(), key=len).pop(0)
            self._waiting -= 1
            self.made -= 1


def texels(data_bytes: int) -> int:
    """Texels of the buffer that holds so many bytes: a power of two."""
    return max(_SMALLEST, 1 << (max(1, data_bytes // 16) - 1).bit_length())


def buffer(name: str, size: int, *, integer: bool, kept: bool = True) -> Texture:
    """A buffer texture of so many RGBA texels, 16 bytes each, all zero.

    kept: whether its bytes stay in memory beside the card's. What is rewritten in every frame
    keeps them.
    """
    tex = Texture(name)
    kind = Texture.T_int if integer else Texture.T_float
    form = Texture.F_rgba32i if integer else Texture.F_rgba32
    tex.setup_buffer_texture(size, kind, form, GeomEnums.UH_dynamic)
    tex.set_keep_ram_image(kept)
    tex.set_ram_image(bytes(size * 16))
    return tex


def table(rows: NDArray[np.float32]) -> Texture:
    """A buffer texture that begins with these rows of four numbers."""
    tex = buffer("table", texels(rows.nbytes), integer=False)
    write(tex, rows)
    return tex


def volume(side: int, *, kept: bool = True) -> Texture:
    """A cube of two channels: sky light and lamp light. kept: as for `buffer`."""
    tex = Texture("light")
    tex.setup_3d_texture(side, side, side, Texture.T_unsigned_byte, Texture.F_rg)
    tex.set_minfilter(SamplerState.FT_linear)
    tex.set_magfilter(SamplerState.FT_linear)
    for wrap in (tex.set_wrap_u, tex.set_wrap_v, tex.set_wrap_w):
        wrap(SamplerState.WM_clamp)
    tex.set_compression(Texture.CM_off)
    tex.set_keep_ram_image(kept)
    tex.set_ram_image(bytes(side**3 * 2))
    return tex


def light(tex: Texture, host: Host) -> NDArray[np.uint8]:
    """What a volume holds (s, s, s, 2), in z y x order; asked of the card when it alone has it."""
    side = tex.get_x_size()
    if tex.has_ram_image():
        data = np.frombuffer(tex.get_ram_image().get_data(), np.uint8)
    else:
        context = tex.prepare_now(0, host.gsg.prepared_objects, host.gsg)
        data = np.frombuffer(host.gl.volume(context.get_native_id(), side**3 * 2), np.uint8)
    return data.reshape(side, side, side, 2)


def write(tex: Texture, data: NDArray[np.generic]) -> None:
    """Let a texture begin with the bytes of an array (light: z, y, x order and channels last).

    Not through the buffer protocol: Panda3D 1.10 loses 32 bytes each time it is asked for one, and
    between them the heap cannot be given back.
    """
    tex.modify_ram_image().set_subdata(0, data.nbytes, data.tobytes())


def stain_tile(halved: int = 0) -> Texture:
    """The tile of stains as a texture that repeats; with half as many texels across, so often."""
    tile = stains()
    for _ in range(halved):
        rows = tile[::2].astype(np.uint16) + tile[1::2]
        tile = ((rows[:, ::2] + rows[:, 1::2] + 2) // 4).astype(np.uint8)
    tex = Texture("stains")
    tex.setup_2d_texture(len(tile), len(tile), Texture.T_unsigned_byte, Texture.F_rgba8)
    tex.set_minfilter(SamplerState.FT_linear)
    tex.set_magfilter(SamplerState.FT_linear)
    tex.set_wrap_u(SamplerState.WM_repeat)
    tex.set_wrap_v(SamplerState.WM_repeat)
    tex.set_compression(Texture.CM_off)
    # Panda3D keeps the channels of such a texture as BGRA.
    tex.set_ram_image(np.ascontiguousarray(tile[:, :, [2, 1, 0, 3]]).tobytes())
    return tex
