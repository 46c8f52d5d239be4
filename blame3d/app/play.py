"""`blame3d play`: set pieces in a window, out of which one can step and walk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from blame3d.app.clock import RealClock
from blame3d.app.explore import walk
from blame3d.app.opening import Maker, program, workers
from blame3d.config import Settings
from blame3d.errors import UsageError
from blame3d.setpieces.programme import find
from blame3d.timeline.piece import SetPiece, sample
from blame3d.timeline.transport import Transport
from blame3d.view import Address

if TYPE_CHECKING:
    from blame3d.app.clock import Clock
    from blame3d.app.engine import Engine
    from blame3d.app.filmsource import FilmSource
    from blame3d.app.source import Source
    from blame3d.app.spawn import Start
    from blame3d.scene.host import Host
    from blame3d.stream.executor import Executor


def run(
    settings: Settings, scenes: Sequence[str], begin: float, speed: float,
    loop: tuple[float, float] | None,
) -> int:  # fmt: skip
    """Play these pieces until the window is closed; the exit code. Raises Blame3DError."""
    pieces = [find(name, settings.world_seed) for name in scenes]
    transport = opening(pieces[0], begin, speed, loop)
    with workers(at_site(settings, pieces[0], transport.t)) as begun:
        from blame3d.app.devices import Devices
        from blame3d.app.filmsource import FilmSource
        from blame3d.scene.host import open_host

        host = open_host(settings.size, window=True, software=settings.software)
        devices = Devices(host.base.win)
        source = FilmSource(devices)
        film = showing(source, pieces, transport)
        with program(begun, host, source, RealClock(), film) as cinema:
            code = walk(cinema)
            devices.take(False)
            return code


def showing(source: FilmSource, pieces: Sequence[SetPiece], transport: Transport) -> Maker:
    """What makes a program that plays these pieces; see `cinema.Cinema`."""

    def make(
        settings: Settings, host: Host, executor: Executor, _source: Source, clock: Clock,
        _begin: Callable[[], Start],
    ) -> Engine:  # fmt: skip
        from blame3d.app.cinema import Cinema

        return Cinema(settings, host, executor, source, clock, pieces, transport)

    return make


def opening(
    piece: SetPiece, begin: float, speed: float, loop: tuple[float, float] | None
) -> Transport:
    """Where a film begins. Raises UsageError for a moment that it does not have."""
    last, end = max(begin, loop[0] if loop else 0.0), piece.duration_s
    if last > end or (loop and last >= end):
        raise UsageError(
            f"{piece.name} lasts {end:g} seconds; nothing of it lies behind {last:g}.",
            id="B3D-SCENE-02",
        )
    if loop:
        loop = loop[0], min(loop[1], end)
    at = max(begin, loop[0]) if loop else begin
    if speed < 0.0 and at == 0.0 and loop is None:
        at = piece.duration_s
    return Transport(piece.duration_s, at, speed, speed != 0.0, loop)


def at_site(settings: Settings, piece: SetPiece, t: float) -> Settings:
    """The settings of a walk in the City and at the place of a piece."""
    moment = sample(piece, t)
    beams = () if settings.at is None else settings.at.beams
    at = Address(moment.pose, seed=piece.site.seed, scene=piece.name, beams=beams)
    return replace(settings, at=at, seed=piece.site.seed)
