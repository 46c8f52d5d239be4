"""A frame on a lost context is an error, never a black window."""

from __future__ import annotations

import pytest

from blame3d.errors import TryAgainError
from blame3d.scene.gl import LOST
from blame3d.scene.host import Host


def test_a_frame_on_a_lost_context_is_an_error(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.draw()  # the driver itself says that all is well
    monkeypatch.setattr(host.gl, "_error", lambda: 0x0507)
    with pytest.raises(TryAgainError, match="driver was reset") as caught:
        host.draw()
    assert caught.value.id == LOST
