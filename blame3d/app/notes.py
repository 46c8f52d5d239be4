"""Short sentences that come and go: toasts above the lower edge, and one standing note."""

from __future__ import annotations

from typing import Final

from panda3d.core import NodePath

from blame3d.app.canvas import AMBER, DIM, INK, Canvas, Label, Layer

SECONDS: Final = 4.0
SIZE: Final = 17.0
FADE: Final = 0.6
PER_LETTER: Final = 0.045
LINE: Final = 220.0
"""Length of the loading line in pixels."""


class Notes:
    """One toast at a time, the newest; and a note that stays while its cause does.

    text: the newest toast.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._toast: Layer = canvas.layer(60)
        self._note: Layer = canvas.layer(20)
        self._toast.alpha(0)
        self._note.alpha(0)
        self._toast_label: Label | None = None
        self._note_label: Label | None = None
        self.text = ""
        self._until = 0.0
        self._left = self._wide = self._low = 0.0

    def build(self, canvas: Canvas) -> None:
        """Draw for this window's size; a toast on its way stays."""
        middle, size = canvas.width / 2, SIZE * canvas.captions
        self._left, self._wide, self._low = 0.0, canvas.width, canvas.height - 60
        self._toast.clear()
        self._note.clear()
        self._toast_label = self._toast.text(
            middle, self._low, self.text, size, INK, "centre"
        ).wrap(canvas.width * 0.8)
        self._note_label = self._note.text(middle, canvas.height * 0.62, "", size, DIM, "centre")

    def toast(self, text: str, now: float) -> None:
        """Show a sentence long enough to read it."""
        self.text = text
        self._until = now + SECONDS + PER_LETTER * len(text)
        if self._toast_label is not None:
            self._toast_label.set(text)

    def update(
        self, now: float, note: str, *, hidden: bool = False, left: float = 0.0
    ) -> None:
        """note: the standing note, "" for none. hidden: a page has words where a toast is; left:
        width of one that leaves room beside it."""
        shown = bool(self.text) and not hidden
        if left != self._left and self._toast_label is not None:
            self._left, wide = left, self._wide - left
            self._toast_label.place(left + wide / 2, self._low).wrap(wide * 0.8)
        self._toast.alpha((self._until - now) / FADE if shown else 0.0)
        if self._note_label is not None and note:
            self._note_label.set(note)
        self._note.alpha(1.0 if note else 0.0)


class LoadingLine:
    """While the picture is dark: a thin line that fills. No words."""

    def __init__(self, canvas: Canvas) -> None:
        self._layer: Layer = canvas.layer(3)
        self._layer.show(False)
        self._bar: NodePath | None = None

    def build(self, canvas: Canvas) -> None:
        """Draw for this window's size."""
        self._layer.clear()
        x, y = (canvas.width - LINE) / 2, canvas.height - 34
        self._layer.rect(x, y, LINE, 1, (1, 1, 1, 0.14))
        self._bar = self._layer.rect(x, y, LINE, 1, AMBER)

    def update(self, share: float | None) -> None:
        """share: 0 … 1, None to hide it."""
        self._layer.show(share is not None)
        if share is not None and self._bar is not None:
            self._bar.set_sx(max(0.001, min(1.0, share)))
