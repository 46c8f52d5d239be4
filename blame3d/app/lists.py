"""The two lists of the menu: which key does what, and the places that were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blame3d.app.bindings import binding, given, restored, table
from blame3d.app.keynames import key_name, key_names
from blame3d.app.menu import Effect, Row
from blame3d.config import places
from blame3d.errors import Blame3DError
from blame3d.view import Address
from blame3d.world.districts import DISTRICTS, district_of
from blame3d.world.fields import voxel_at

if TYPE_CHECKING:
    from blame3d.app.engine import Engine


class Lists:
    """Fills the menu's lists and does what is asked for in them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._path = places.default_path()

    def fill(self) -> None:
        """As things are now; the menu says why when the places cannot be read."""
        engine = self._engine
        texts, layout = engine.interface.texts, engine.source.layout
        rows = table(engine.options.now.bindings)
        keys = tuple(
            Row(b.action, b.label, shown=key_names(b, texts, layout, pad=engine.interface.pad),
                above=f"group.{b.group}" if before is None or b.group != before.group else None)
            for before, b in zip((None, *rows), rows, strict=False)
        )  # fmt: skip
        try:
            kept = tuple(_row(place) for place in reversed(places.read(self._path)))
        except Blame3DError as error:
            kept = ()
            self._say(self._engine.interface.texts.error(error))
        engine.menu.fill({"keys": keys, "places": kept})

    def bind(self, effect: Effect) -> None:
        """Give an action a key, and say who has none now."""
        engine = self._engine
        own, robbed = given(engine.options.now.bindings, effect.text, str(effect.value))
        self._use(own)
        if robbed:
            texts = engine.interface.texts
            key = key_name(str(effect.value), texts, engine.source.layout)
            self._say(texts("keys.taken", key=key, other=texts(binding(robbed).label)))

    def unbind(self, effect: Effect) -> None:
        self._use(restored(self._engine.options.now.bindings, effect.text))

    def refuse(self, effect: Effect) -> None:
        """Say why a key was not given."""
        texts, layout = self._engine.interface.texts, self._engine.source.layout
        self._say(texts("keys.fixed", key=key_name(str(effect.value), texts, layout)))

    def _use(self, own: dict[str, tuple[str, ...]]) -> None:
        engine = self._engine
        engine.options.set_keys(own)
        rows = table(own)
        engine.inputs.rebind(rows)
        engine.interface.rebind(rows)
        engine.actions.rebind(rows)
        self.fill()

    def keep(self) -> None:
        """Write this place down under a name of where it is."""
        address = self._engine.address()
        try:
            places.keep(self._path, address, self._name(address))
        except Blame3DError as error:
            self._say(self._engine.interface.texts.error(error))
        self.fill()

    def leave(self, effect: Effect) -> None:
        try:
            places.leave(self._path, effect.text)
        except Blame3DError as error:
            self._say(self._engine.interface.texts.error(error))
        self.fill()

    def _say(self, sentence: str) -> None:
        self._engine.interface.menu_view.note = sentence

    def _name(self, address: Address) -> str:
        world = self._engine.options.now.world_seed
        x, y, z = address.pose.mm
        voxel = [voxel_at(world, axis, v // 1000) for axis, v in enumerate((x, y, z))]
        district = DISTRICTS[int(district_of(world, [voxel])[0])].name
        return f"{self._engine.interface.texts(f'district.{district}')} {z / 1000.0:+.0f} m"


def _row(place: places.KeptPlace) -> Row:
    return Row(place.address, place.name or place.address)

