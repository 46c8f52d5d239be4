"""One picture of a soak: memory, frame intervals and waiting, over the same time."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from blame3d import assets
from blame3d.app.soak_record import OWN_S, Record, Timed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BACK: Final = "#101214"
_INK: Final = "#c8ccd0"
_DIM: Final = "#7b828a"
_LINE: Final = "#26292d"
_COLD: Final = "#8fa6b2"
_AMBER: Final = "#d49a4a"
_RED: Final = "#d8503c"

_BIN_S: Final = 10.0
_SIZE: Final = (12.0, 8.4)
_DPI: Final = 100


def draw(found: dict[str, Any], record: Record, timed: Timed) -> bytes:
    """The picture as a PNG file. found: `bench_soak.run`'s figures."""
    from matplotlib import font_manager, rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    path = str(assets.path("models/fonts/text.ttf"))
    font_manager.fontManager.addfont(path)
    family = font_manager.FontProperties(fname=path).get_name()
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it would miss this font's bold
    style: dict[Any, Any] = {
        "font.family": family, "font.size": 9.5, "text.color": _INK, "axes.labelcolor": _DIM,
        "xtick.color": _DIM, "ytick.color": _DIM, "axes.edgecolor": _LINE,
    }  # fmt: skip
    with rc_context(style):
        figure = Figure(_SIZE, _DPI, facecolor=_BACK)
        FigureCanvasAgg(figure)
        axes = figure.subplots(
            4, 1, sharex=True,
            gridspec_kw={
                "height_ratios": (1.0, 1.0, 1.0, 0.8), "hspace": 0.24,
                "left": 0.085, "right": 0.98, "top": 0.87, "bottom": 0.06,
            },
        )  # fmt: skip
        for axis in axes:
            _plain(axis)
        _memory(axes[0], record)
        _intervals(axes[1], record)
        _waits(axes[2], timed)
        _faults(axes[3], record)
        axes[3].set_xlim(0.0, max(float(found["minutes"]), 1e-3))
        axes[3].set_xlabel("minutes")
        figure.text(0.085, 0.955, f"Soak, {found['minutes']:g} minutes", size=14)
        figure.text(0.085, 0.922, _summary(found), color=_DIM)
        memory = io.BytesIO()
        figure.savefig(memory, format="png", facecolor=_BACK, metadata={"Software": "blame3d"})
    return memory.getvalue()


def _summary(found: dict[str, Any]) -> str:
    return (
        f"{found['frames']} frames, {found['chunks']} chunks, {found['places']} places; "
        f"{sum(found['faults'].values())} faults, {found['deaths']} workers replaced; "
        f"{found['lost']} chunks lost, {found['tracebacks']} tracebacks, "
        f"{found['holes']} holes later than {OWN_S:g} s after a fault; "
        f"{found['slope_mb_per_min']:+.2f} MB a minute in the second half"
    )


def _plain(axis: Axes) -> None:
    axis.set_facecolor(_BACK)
    axis.grid(axis="y", color=_LINE, linewidth=0.6)
    axis.tick_params(length=0)
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)


def _said(axis: Axes, *words: tuple[str, str]) -> None:
    """A legend above an axis: words in the colour of what they name, one after the other."""
    last: Any = axis.text(0.0, 1.03, "", transform=axis.transAxes, va="bottom")
    for text, colour in words:
        last = axis.annotate(
            text, (1.0, 0.0), xycoords=last, xytext=(14.0 if last.get_text() else 0.0, 0.0),
            textcoords="offset points", color=colour, annotation_clip=False, va="bottom",
        )  # fmt: skip


def _memory(axis: Axes, record: Record) -> None:
    minutes = record.column("at_s") / 60.0
    axis.plot(minutes, record.column("main_mb"), color=_INK, linewidth=1.1)
    axis.plot(minutes, record.column("workers_mb"), color=_COLD, linewidth=1.1)
    axis.set_ylim(bottom=0.0)
    _said(axis, ("MB of the program", _INK), ("of its workers together", _COLD))


def _intervals(axis: Axes, record: Record) -> None:
    rows = record.frames[: record.count]
    for share, colour in ((50, _INK), (95, _COLD), (99, _AMBER)):
        axis.plot(*_binned(rows[:, 0], rows[:, 1] * 1000.0, share), color=colour, linewidth=1.1)
    axis.set_ylim(bottom=0.0)
    _said(axis, ("ms from frame to frame: half within", _INK), ("95 %", _COLD), ("99 %", _AMBER))


def _waits(axis: Axes, timed: Timed) -> None:
    from matplotlib.ticker import NullLocator

    rows = timed.waited()
    ground = rows[rows[:, 2] == 1.0]
    for which, share, colour in ((rows, 50, _INK), (rows, 99, _COLD), (ground, 99, _AMBER)):
        axis.plot(*_binned(which[:, 0], which[:, 1], share), color=colour, linewidth=1.1)
    axis.set_yscale("log")
    axis.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axis.yaxis.set_minor_locator(NullLocator())
    _said(
        axis, ("seconds from wanted to there: half of all chunks within", _INK), ("99 %", _COLD),
        ("99 % of the ground underfoot", _AMBER),
    )  # fmt: skip


def _faults(axis: Axes, record: Record) -> None:
    """When what befell the workers, and the holes that nothing explains."""
    kinds = list(dict.fromkeys(kind for _, kind in record.faults))
    for row, kind in enumerate(kinds):
        times = [at / 60.0 for at, name in record.faults if name == kind]
        axis.plot(times, [row] * len(times), "|", color=_AMBER, markersize=6.0)
    holes = [at / 60.0 for at in record.own_holes()]
    axis.plot(holes, [-1.0] * len(holes), "|", color=_RED, markersize=6.0)
    axis.set_yticks([-1, *range(len(kinds))], ["hole", *kinds], fontsize=8.0)
    axis.set_ylim(len(kinds) - 0.5, -1.5)
    axis.grid(visible=False)
    _said(axis, ("what befell the workers", _AMBER), ("holes that this does not explain", _RED))


def _binned(
    seconds: NDArray[np.float64], values: NDArray[np.float64], share: int
) -> tuple[list[float], list[float]]:
    """Minutes and the percentile of each BIN_S; not a number where it holds nothing, so that no
    line is drawn through the dark."""
    bins = (seconds / _BIN_S).astype(np.int64)
    found = np.arange(bins.max(initial=-1) + 1)
    return (
        ((found + 0.5) * _BIN_S / 60.0).tolist(),
        [
            float(np.percentile(values[bins == one], share)) if (bins == one).any() else np.nan
            for one in found.tolist()
        ],
    )
