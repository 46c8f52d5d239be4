"""Everything flat that lies over the picture, as one thing to build, show and update."""

from __future__ import annotations

from typing import Final

from panda3d.core import GraphicsOutput

from blame3d import assets
from blame3d.app.bindings import FIRST, Binding, Lines, binding
from blame3d.app.canvas import Canvas
from blame3d.app.help import FirstRun, HelpPage, first_keys
from blame3d.app.keynames import Layout, key_names
from blame3d.app.menu import Menu
from blame3d.app.menuview import EDGE, MenuView
from blame3d.app.notes import LoadingLine, Notes
from blame3d.app.numbers import Numbers
from blame3d.app.retina import Reading, Retina
from blame3d.app.texts import Texts
from blame3d.app.timing import FrameRing
from blame3d.app.waking import Lids
from blame3d.app.wall import Wall

BLINK_S: Final = 0.5


class Interface:
    """menu is drawn as it stands; help_on, hud_on, numbers_on say what else is shown. pad: whether
    the person held a gamepad last."""

    def __init__(
        self,
        output: GraphicsOutput,
        bindings: tuple[Binding, ...],
        texts: Texts,
        layout: Layout,
        captions: float = 1.0,
    ) -> None:
        """captions: size of sentences that come and go, 1 the usual."""
        self._bindings = bindings
        self._film: tuple[Binding, ...] = ()
        self._layout = layout
        self._painted: Lines = FIRST
        self.texts = texts
        self.canvas = Canvas(output, assets.path("models/fonts/mono.ttf").parent)
        self.canvas.captions = captions
        self.instruments = Retina(self.canvas)
        self.numbers = Numbers(self.canvas)
        self.first = FirstRun(self.canvas)
        self.wall = Wall(output, self.canvas)
        self.lids = Lids(self.canvas)
        self.notes = Notes(self.canvas)
        self.loading = LoadingLine(self.canvas)
        self.help = HelpPage(self.canvas)
        self.menu_view = MenuView(self.canvas)
        self.help_on = False
        self.hud_on = False
        self.numbers_on = False
        self.pad = False
        self.build()

    def build(self) -> None:
        """Draw everything again, for a new size or language."""
        self.instruments.build(self.canvas)
        self.numbers.build(self.canvas)
        self.lids.build(self.canvas)
        self.first.build(self.canvas, self._bindings, self.texts, self._layout)
        self.paint(self._painted)
        self.notes.build(self.canvas)
        self.loading.build(self.canvas)
        self._help()

    def paint(self, lines: Lines) -> None:
        """Say these keys on the City's walls from now on."""
        self._painted = lines
        self.wall.build(first_keys(self._bindings, self.texts, self._layout, lines))

    def _help(self) -> None:
        self.help.build(
            self.canvas, self._bindings, self.texts, self._layout, self._film, pad=self.pad
        )

    def resize(self, width: int, height: int) -> None:
        """The window has another size in pixels."""
        if self.canvas.resize(width, height):
            self.build()

    def rebind(self, bindings: tuple[Binding, ...]) -> None:
        """Name other keys from now on."""
        self._bindings = bindings
        self.build()

    def hold(self, pad: bool) -> None:
        """Name the buttons of a gamepad from now on, or keys."""
        self.pad = pad
        self.build()

    def keys(self, action: str) -> str:
        """What is to be pressed for an action, as one reads it."""
        row = binding(action, self._bindings)
        return key_names(row, self.texts, self._layout, pad=self.pad)

    def watch(self, film: tuple[Binding, ...]) -> None:
        """Explain these keys of a film from now on instead of the walker's; (): the walker's."""
        self._film = film
        self._help()

    def enlarge(self, captions: float) -> None:
        """Write sentences in this size from now on, 1 the usual."""
        self.canvas.captions = captions
        self.build()

    def speak(self, texts: Texts) -> None:
        """Go on in another language."""
        self.texts = texts
        self.build()

    def update(
        self,
        now: float,
        menu: Menu,
        seed: str,
        note: str,
        first_s: float | None,
        loading: float | None,
    ) -> None:
        """Once a frame.

        note: the standing note. first_s: age of the first overlay, None: never. loading: share
        of the world in view that is there, None: enough.
        """
        covered = bool(menu.page) or self.help_on
        self.instruments.show(self.hud_on and not covered)
        self.numbers.show(self.numbers_on and not covered)
        self.help.show(self.help_on and not menu.page)
        self.first.update(-1.0 if first_s is None or covered else first_s)
        self.loading.update(None if covered else loading)
        self.notes.update(
            now,
            "" if covered else note,
            hidden=menu.page == "goto" or (self.help_on and not menu.page),
            left=EDGE if menu.page else 0.0,
        )
        blink = int(now / BLINK_S) % 2 == 0
        self.menu_view.draw(menu, self.texts, seed, blink, self.pad)

    def show_reading(self, reading: Reading) -> None:
        if self.hud_on:
            self.instruments.update(reading, self.texts)

    def show_numbers(self, lines: list[str], ring: FrameRing) -> None:
        if self.numbers_on:
            self.numbers.update(lines, ring)
