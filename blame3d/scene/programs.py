"""Shader programs: read, joined, compiled and checked at start."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from panda3d.core import Shader

from blame3d import assets, logs
from blame3d.errors import InternalError
from blame3d.scene.host import Host

FAR_LEVEL: Final = 2
"""From this level up, a quarter of a kilometre away and more, chunks are drawn without small
detail."""
MIDDLE_PX: Final = 0.06
"""Size of a pixel in metres from which on chunks below that level are drawn without joints."""

NEAR, MIDDLE, FAR = 0, 1, 2
"""How far chunks are that a program draws: with joints, without, without small detail."""

_INCLUDE: Final = re.compile(r'^#include "([^"]+)"$', re.MULTILINE)


def source(name: str, defines: Iterable[str] = ()) -> str:
    """The text of shaders/NAME with its includes in place and macros defined after line one."""

    def insert(match: re.Match[str]) -> str:
        return assets.path(f"shaders/{match.group(1)}").read_text(encoding="utf-8")

    text = _INCLUDE.sub(insert, assets.path(f"shaders/{name}").read_text(encoding="utf-8"))
    version, _, rest = text.partition("\n")
    return "\n".join([version, *(f"#define {d} 1" for d in defines), rest])


class Programs:
    """Every program of the City, compiled.

    Raises InternalError (B3D-GPU-04) naming the first that the driver refuses.
    """

    def __init__(self, host: Host) -> None:
        self._sky = {False: compiled(host, "sky")}
        self.lamp = compiled(host, "lamp")
        self.spark = {line: compiled(host, "spark", ["LINE"] * line) for line in (False, True)}
        self.shaft = compiled(host, "shaft")
        self._city: dict[tuple[bool, tuple[str, ...]], Shader] = {
            (plain, form): compiled(host, "city", [*["PLAIN"] * plain, *form])
            for plain in (True, False)
            for fade in ((), ("FADE",))
            for form in (fade, (*fade, "MIDDLE"), (*fade, "FAR"))
        }
        self._host = host
        self._distance: tuple[dict[bool, Shader], Shader] | None = None
        self._actor: dict[str, Shader] = {}

    def sky(self, fine: bool) -> Shader:
        """The program for air that nothing is seen through; fine: as in `city`."""
        if fine not in self._sky:
            self._sky[fine] = compiled(self._host, "sky", ["FINE"])
        return self._sky[fine]

    def actor(self, form: str) -> Shader:
        """The program for actors; form: BODY, BUILT, SPRAY, CONTOUR, VEIL. All compile at once."""
        if not self._actor:
            self._actor = {
                name: compiled(self._host, "actor", [name, *["BUILT"] * (name == "SPRAY")])
                for name in ("BODY", "CONTOUR", "VEIL", "BUILT", "SPRAY")
            }
        return self._actor[form]

    def actor_distance(self) -> Shader:
        """The program that draws how far actors are."""
        return compile_text(
            self._host, "distance", source("actor.vert", ["BODY"]), source("distance.frag")
        )

    def city(
        self, *, plain: bool, away: int, fading: bool, fine: bool, cut: int, hot: bool
    ) -> Shader:
        """The program for parts of a chunk; plain: boxes that are not turned, or sheets. away:
        NEAR, MIDDLE or FAR. fine: with the detail of pictures, at every distance. cut: by
        how many beams something was taken away; hot: whether what they left may glow.

        Those that cut and those of pictures are compiled when first asked for.
        """
        # What is cut and in a fade is rare: fewer programs to be made ready.
        rare = fading and cut > 0
        far, middle = (away == so and not fine and not rare for so in (FAR, MIDDLE))
        hot = cut > 0 and (hot or rare)
        less = (*["CUT"] * (cut > 0), *["ALONE"] * (cut == 1), *["HOT"] * hot)
        form = (
            *["FADE"] * fading, *["FINE"] * fine, *["MIDDLE"] * middle, *["FAR"] * far, *less
        )
        return self._form(plain, form)

    def _form(self, plain: bool, form: tuple[str, ...]) -> Shader:
        if (plain, form) not in self._city:
            defines = [*["PLAIN"] * plain, *form]
            self._city[plain, form] = compiled(self._host, "city", defines)
        return self._city[plain, form]

    def distance(self) -> tuple[dict[bool, Shader], Shader]:
        """Programs that draw distances in place of light: of chunks (plain or not), of the sky.

        Compiled when first asked for: only a few captures need them.
        """
        if self._distance is None:
            self._distance = self._distance_programs()
        return self._distance

    def _distance_programs(self) -> tuple[dict[bool, Shader], Shader]:
        far = source("distance.frag", ["CUT"])
        city = {
            plain: compile_text(
                self._host, "distance", source("city.vert", [*["PLAIN"] * plain, "FAR"]), far
            )
            for plain in (True, False)
        }
        sky = source("distance.frag", ["SKY"])
        return city, compile_text(self._host, "distance", source("sky.vert"), sky)


def compiled(host: Host, name: str, defines: Iterable[str] = ()) -> Shader:
    """Compile shaders/NAME.vert and .frag now; raises InternalError when the driver refuses."""
    return compile_text(
        host, name, source(f"{name}.vert", defines), source(f"{name}.frag", defines)
    )


def compile_text(host: Host, name: str, vertex: str, fragment: str) -> Shader:
    """Compile a program from its text. A failure in Panda3D is silent, hence the check."""
    shader = Shader.make(Shader.SL_GLSL, vertex, fragment)
    if shader is not None:
        shader.set_filename(Shader.ST_none, name)
        if not host.drawn:  # a context exists only once something was drawn
            host.draw()
        shader.prepare_now(host.gsg.prepared_objects, host.gsg)
    if shader is None or shader.get_error_flag():
        said = next((line for line in host.notes.take() if ": error" in line), "no reason given")
        raise InternalError(
            f"Shader {name} did not compile on {host.renderer_name}: {said}. Log: "
            f"{logs.folder() / 'blame3d.log'}. This is a bug in blame3d: please report this file.",
            id="B3D-GPU-04",
        )
    return shader
