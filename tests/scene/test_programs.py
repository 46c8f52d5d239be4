"""Shaders: each compiles, and one that does not is a sentence and not a white picture."""

from __future__ import annotations

import pytest

from blame3d.errors import InternalError
from blame3d.scene.host import Host
from blame3d.scene.looks import EMITS, LOOKS, ROWS, table
from blame3d.scene.programs import FAR, MIDDLE, NEAR, Programs, compile_text, source
from blame3d.world.materials import Material


@pytest.fixture(scope="module")
def programs(host: Host) -> Programs:
    return Programs(host)


@pytest.mark.parametrize("fine", [False, True])
@pytest.mark.parametrize("fading", [False, True])
@pytest.mark.parametrize(("cut", "hot"), [(0, False), (1, False), (1, True), (2, True)])
def test_every_form_of_the_city_compiles(
    programs: Programs, fine: bool, fading: bool, cut: int, hot: bool
) -> None:
    for plain in (False, True):
        for away in (NEAR, MIDDLE, FAR):
            assert programs.city(
                plain=plain, away=away, fading=fading, fine=fine, cut=cut, hot=hot
            )


def test_a_broken_shader_is_reported(host: Host) -> None:
    broken = source("sky.frag").replace("void main", "void mian")
    with pytest.raises(InternalError, match="Shader sky did not compile on") as caught:
        compile_text(host, "sky", source("sky.vert"), broken)
    assert caught.value.id == "B3D-GPU-04"


def test_every_material_has_a_look() -> None:
    assert set(LOOKS) == set(Material)
    rows = table()
    for material in Material:
        assert 2 * material + 1 < ROWS
        assert (rows[2 * material][3] == 1.0) == (material >= EMITS), material.name
