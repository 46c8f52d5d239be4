"""The keys of the first minutes stand on the glass only for who does not see them on the wall."""

from __future__ import annotations

from types import SimpleNamespace

from blame3d.app.dawn import READ_M, UNREAD_S, Dawn
from blame3d.app.help import FirstRun
from blame3d.app.waking import KEYS_S


class Walk:
    """As much of the program as a first walk's dawn needs."""

    def __init__(self, *, written: bool, seen: bool) -> None:
        self.wall = SimpleNamespace(written=written, seen=seen)
        self.open: list[float] = []
        self.now = SimpleNamespace(greeted=False)
        self.state = SimpleNamespace(walked=0.0)
        self.engine = SimpleNamespace(
            seconds=0.0,
            interface=SimpleNamespace(
                wall=self.wall, first=FirstRun, lids=SimpleNamespace(show=self.open.append)
            ),
            options=SimpleNamespace(
                now=self.now, set=lambda name, value: setattr(self.now, name, value)
            ),
            inputs=SimpleNamespace(held={}),
            walker=SimpleNamespace(state=self.state),
            sight=SimpleNamespace(weather=SimpleNamespace(haze=object())),
            stage=SimpleNamespace(covered=True, progress=1.0),
            pose=SimpleNamespace(cell=(0, 0, 0), pos=(0.0, 0.0, 0.0)),
            cues=[],
        )
        self.dawn = Dawn(self.engine)  # type: ignore[arg-type]

    def go(self, seconds: float) -> float:
        """Seconds for which the keys stood on the glass."""
        stood = 0.0
        for _ in range(round(seconds / 0.1)):
            self.engine.seconds += 0.1
            self.dawn.wake(0.1)
            self.dawn.brighten(0.1)
            keys = self.dawn.keys_s
            stood += 0.1 * (keys is not None and FirstRun.BEGIN < keys < FirstRun.END)
        return stood


def test_words_on_the_wall_are_not_said_again_on_the_glass_while_they_are_seen() -> None:
    walk = Walk(written=True, seen=True)
    assert walk.go(KEYS_S + 3.0 * UNREAD_S) == 0.0
    assert not walk.now.greeted
    walk.wall.seen = False
    assert walk.go(UNREAD_S) == 0.0
    assert walk.go(FirstRun.END + 1.0) > 10.0
    assert walk.now.greeted


def test_without_a_wall_they_are_on_the_glass_and_who_walks_has_read_them() -> None:
    assert Walk(written=False, seen=False).go(KEYS_S + FirstRun.END + 1.0) > 10.0
    walk = Walk(written=True, seen=True)
    walk.go(KEYS_S)
    walk.state.walked = READ_M + 1.0
    walk.go(0.5)
    assert walk.now.greeted


def test_the_eyes_are_shut_from_the_frame_on_in_which_the_head_hangs() -> None:
    walk = Walk(written=False, seen=False)
    hangs = []
    for _ in range(20):
        walk.go(0.1)
        hangs.append(walk.dawn.waking.nod < 0.0)
    assert True in hangs
    assert [share == 0.0 for share in walk.open] == hangs
