"""Shaders: each compiles, and one that does not is a sentence and not a white picture."""

from __future__ import annotations

import re

import pytest

from blame3d import assets
from blame3d.errors import InternalError
from blame3d.scene.host import Host
from blame3d.scene.programs import Programs, compile_text, source
from blame3d.world.materials import Material


def test_all_programs_compile(host: Host) -> None:
    Programs(host)


def test_a_broken_shader_is_reported(host: Host) -> None:
    broken = source("sky.frag").replace("void main", "void mian")
    with pytest.raises(InternalError, match="Shader sky did not compile on") as caught:
        compile_text(host, "sky", source("sky.vert"), broken)
    assert caught.value.id == "B3D-GPU-04"


def test_materials_agree_with_the_world() -> None:
    text = assets.path("shaders/include/materials.glsl").read_text(encoding="utf-8")
    base = text[text.index("BASE[") : text.index("LOOK[")]
    rows = re.findall(r"vec4\([^)]*, ([01])\.0\)", base)
    assert len(rows) == max(Material) + 1
    for material in Material:
        emits = material >= 16
        assert (rows[material] == "1") == emits, material.name
        assert f"// {material.name}" in base
