"""In which City a scene is played: that of a seed, with the scene's site in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from blame3d.view import Address
from blame3d.world.sites import PIPE_FIELD, find
from blame3d.world.types import World

SITES: Final[Mapping[str, str]] = MappingProxyType(
    {"watchtower": PIPE_FIELD, "wanderer": PIPE_FIELD}
)
"""The kinds of the sites of the scenes, by their ids."""


def city(seed: int, at: Address | None) -> World:
    """The City of a seed with the beams of an address and, where it is of a scene, its site.

    Raises DataError for a scene that has no place there.
    """
    if at is None:
        return World(seed)
    world = World(seed, edits=at.beams)
    kind = None if at.scene is None else SITES.get(at.scene)
    return world if kind is None else replace(world, guest=find(seed, kind).guest)
