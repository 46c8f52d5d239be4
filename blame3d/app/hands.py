"""What a person does in a frame, and to what: the body, the menu, the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blame3d.app.bindings import is_pad
from blame3d.app.events import Event, KeyDown, KeyUp, Pointer, Resize

if TYPE_CHECKING:
    from blame3d.app.engine import Engine


class Hands:
    """pointer: where the free pointer was last seen over the menu, window pixels."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.pointer: tuple[float, float] | None = None

    def take(self, events: list[Event]) -> None:
        """The events of a frame, in their order."""
        engine = self._engine
        for event in events:
            if isinstance(event, Resize):
                engine.picture.renew(engine.scene)
                engine.interface.resize(event.width, event.height)
            if isinstance(event, KeyDown) and is_pad(event.key) != engine.interface.pad:
                engine.interface.hold(is_pad(event.key))
                engine.actions.lists.fill()
            if engine.menu.page and not isinstance(event, KeyUp):
                if isinstance(event, Pointer):
                    self.pointer = (event.x, event.y)
                    self._hover()
                elif isinstance(event, KeyDown) and engine.menu.asking:
                    engine.actions.menu_event(event)  # any key, a button of the mouse too
                elif isinstance(event, KeyDown) and event.key in ("mouse1", "mouse3"):
                    if self._hover():
                        engine.actions.menu_event(event)
                elif isinstance(event, KeyDown) and event.key in engine.actions.anywhere:
                    engine.inputs.feed([event])
                else:
                    engine.actions.menu_event(event)
                    if not isinstance(event, KeyDown):
                        engine.inputs.feed([event])
            else:
                engine.inputs.feed([event])
            engine.actions.fire(engine.inputs.take_fired())
        engine.actions.effects(engine.menu.take_effects())
        if engine.inputs.closed:
            engine.running = False
        engine.source.take(engine.inputs.taken and not engine.reading)

    def _hover(self) -> bool:
        """Choose the row under the pointer; False beside the rows, where a click means nothing: so
        where it has not moved since the menu opened, which leaves it in the middle."""
        if self.pointer is None:
            return False
        menu = self._engine.menu
        row = self._engine.interface.menu_view.row_at(menu, *self.pointer)
        menu.hover(row)
        return row >= 0
