"""A view as a value: where one stands and looks, and its one-line address.

    blame://SEED/x,y,z/h,p,r?fov=60&scene=watchtower&t=12.5&style=film&beams=x~y~z~h~p~length~radius;…

x, y, z are metres, kept as integer millimetres (rounded half to even) and printed with at most
three decimals and no exponent, as are the angles in degrees (heading counter-clockwise from +y,
pitch up, roll). An address without the angles asks the program to find a good view near there.
A seed of digits is a number; any other is percent-encoded text. `fov` is horizontal. Beams stand
in firing order. `parse(format(a)) == a` for every address.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote_to_bytes

from blame3d import png
from blame3d.errors import DataError, UsageError

SCHEME: Final = "blame://"
LIMIT_MM: Final = 9_000_000_000_000_000
"""The edge of the computable world: ±9·10¹² m."""
MAX_BEAM_M: Final = 70_000.0
MAX_BEAM_RADIUS_M: Final = 1_000.0
STYLES: Final = ("film", "ink")
FOV_RANGE: Final = (5.0, 170.0)
"""Horizontal, degrees."""

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,16}(\.[0-9]{0,24})?")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_ID: Final = "B3D-ADDR-01"

Seed = int | str


@dataclass(frozen=True)
class Beam:
    """A straight cylinder of matter that the gun took away.

    origin_mm: integer millimetres, world axes. h_mdeg, p_mdeg: heading and pitch in integer
    millidegrees (Panda's convention: heading 0 looks along +y and grows counter-clockwise seen
    from above, pitch grows upwards). length_m up to 70,000; radius_m of the hole.
    """

    origin_mm: tuple[int, int, int]
    h_mdeg: int
    p_mdeg: int
    length_m: float
    radius_m: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "length_m", _rounded(self.length_m))
        object.__setattr__(self, "radius_m", _rounded(self.radius_m))

    @property
    def way(self) -> tuple[float, float, float]:
        """Unit vector along it."""
        return direction(self.h_mdeg / 1000.0, self.p_mdeg / 1000.0)


def direction(heading: float, pitch: float) -> tuple[float, float, float]:
    """Unit vector of a look in degrees."""
    h, p = math.radians(heading), math.radians(pitch)
    return -math.sin(h) * math.cos(p), math.cos(h) * math.cos(p), math.sin(p)


@dataclass(frozen=True)
class Pose:
    """A place in integer millimetres and, in degrees, heading, pitch and roll.

    Angles are rounded to thousandths; heading and roll are brought into [-180, 180).
    Raises UsageError outside ±9·10¹² m or ±90° of pitch, and for anything not finite.
    """

    x_mm: int
    y_mm: int
    z_mm: int
    h: float = 0.0
    p: float = 0.0
    r: float = 0.0

    def __post_init__(self) -> None:
        if any(abs(value) > LIMIT_MM for value in self.mm):
            raise UsageError(
                "That place lies beyond the edge of the computable world (±9·10¹² m).",
                id="B3D-WORLD-03",
            )
        if not all(math.isfinite(angle) for angle in (self.h, self.p, self.r)):
            raise UsageError("Heading, pitch and roll must be finite numbers.", id=_ID)
        if abs(self.p) > 90.0:
            raise UsageError(f"The pitch is {_plain(self.p)}°; expected -90 to 90.", id=_ID)
        object.__setattr__(self, "h", _wrapped(self.h))
        object.__setattr__(self, "p", _rounded(self.p))
        object.__setattr__(self, "r", _wrapped(self.r))

    @property
    def mm(self) -> tuple[int, int, int]:
        return self.x_mm, self.y_mm, self.z_mm

    @staticmethod
    def of_metres(
        x: float, y: float, z: float, h: float = 0.0, p: float = 0.0, r: float = 0.0
    ) -> Pose:
        """A pose from metres, rounded half to even to the millimetre."""
        if not all(math.isfinite(value) for value in (x, y, z)):
            raise UsageError("A place must be three finite numbers.", id=_ID)
        x_mm, y_mm, z_mm = (_thousandths(Decimal(value)) for value in (x, y, z))
        return Pose(x_mm, y_mm, z_mm, h, p, r)


@dataclass(frozen=True)
class Address:
    """Everything that decides a frame and can be written on one line.

    seed None: the current one. aimed False: only x, y, z were given, the angles are to be found.
    fov None, style None: the settings'. scene and t (seconds) name a moment of a set piece.
    """

    pose: Pose
    seed: Seed | None = None
    aimed: bool = True
    fov: float | None = None
    scene: str | None = None
    t: float | None = None
    style: str | None = None
    beams: tuple[Beam, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.seed, str):
            object.__setattr__(self, "seed", parse_seed(self.seed))
        if self.fov is not None:
            object.__setattr__(self, "fov", _rounded(self.fov))
        if self.t is not None:
            object.__setattr__(self, "t", _rounded(self.t, 6))

    def __str__(self) -> str:
        return format_address(self)


def parse_seed(text: str) -> Seed:
    """A seed as a person writes it: digits are a number, anything else is text (NFC).

    Raises UsageError when it is empty, too long, or a number outside -2⁶³ … 2⁶⁴-1.
    """
    if re.fullmatch(r"-?[0-9]+", text):
        if len(text) > 21 or not -(1 << 63) <= int(text) < 1 << 64:
            raise UsageError(
                f"The seed {text[:40]} is too large; expected -2⁶³ to 2⁶⁴-1, or text.",
                id="B3D-SEED-01",
            )
        return int(text)
    if not text or len(text) > 200:
        raise UsageError(
            "The seed is empty or too long; expected a number, or text of 1 to 200 characters.",
            id="B3D-SEED-01",
        )
    try:
        return unicodedata.normalize("NFC", text.encode("utf-8").decode("utf-8"))
    except UnicodeError as error:
        raise UsageError(
            "The seed holds a character that is not Unicode text; expected a number or text.",
            id="B3D-SEED-01",
        ) from error


def seed_number(seed: Seed) -> int:
    """The seed as the City takes it, 0 … 2⁶⁴-1: numbers wrap, text goes through BLAKE2b."""
    if isinstance(seed, int):
        return seed & 0xFFFFFFFFFFFFFFFF
    digest = hashlib.blake2b(seed.encode("utf-8"), digest_size=8, person=b"blame3d seed")
    return int.from_bytes(digest.digest(), "little")


def format_address(address: Address) -> str:
    """The address on one line; without a seed it is the short form x,y,z[/h,p,r]."""
    pose = address.pose
    place = ",".join(_plain_mm(value) for value in pose.mm)
    if address.aimed:
        place += "/" + ",".join(_plain(value) for value in (pose.h, pose.p, pose.r))
    fields = []
    if address.fov is not None:
        fields.append(f"fov={_plain(address.fov)}")
    if address.scene is not None:
        fields.append(f"scene={address.scene}")
    if address.t is not None:
        fields.append(f"t={_plain(address.t, 6)}")
    if address.style is not None:
        fields.append(f"style={address.style}")
    if address.beams:
        fields.append("beams=" + ";".join(_format_beam(beam) for beam in address.beams))
    tail = "?" + "&".join(fields) if fields else ""
    if address.seed is None:
        return place + tail
    return f"{SCHEME}{quote(str(address.seed), safe='')}/{place}{tail}"


def parse_address(text: str) -> Address:
    """Read blame://SEED/x,y,z[/h,p,r][?…] or x,y,z[/h,p,r][?…].

    Raises UsageError with one sentence that names what was expected.
    """
    if len(text) > 1 << 20:
        raise UsageError("The address is longer than a megabyte.", id=_ID)
    body, mark, query = text.strip().partition("?")
    seed: Seed | None = None
    if body.startswith(SCHEME):
        written, slash, body = body[len(SCHEME) :].partition("/")
        if not slash:
            raise UsageError(
                f"The address {_short(text)} has no place; expected blame://SEED/x,y,z/h,p,r.",
                id=_ID,
            )
        seed = _decode_seed(written)
    place, slash, turn = body.partition("/")
    x, y, z = _triple(place, "x,y,z in metres")
    h, p, r = _triple(turn, "h,p,r in degrees") if slash else (Decimal(0),) * 3
    if abs(h) > 10**6 or abs(r) > 10**6:
        raise UsageError("Heading and roll must lie within ±1,000,000 degrees.", id=_ID)
    x_mm, y_mm, z_mm = (_thousandths(value) for value in (x, y, z))
    pose = Pose(x_mm, y_mm, z_mm, float(h), float(p), float(r))
    fields = _fields(query) if mark else {}
    return Address(
        pose=pose,
        seed=seed,
        aimed=bool(slash),
        fov=_bounded(fields["fov"], "fov", *FOV_RANGE) if "fov" in fields else None,
        scene=_name(fields["scene"]) if "scene" in fields else None,
        t=_bounded(fields["t"], "t", 0.0, 1e6) if "t" in fields else None,
        style=_style(fields["style"]) if "style" in fields else None,
        beams=_beams(fields["beams"]) if "beams" in fields else (),
    )


def parse_at(text: str) -> Address:
    """What --at takes: an address, x,y,z[/h,p,r], or the path of a picture of ours.

    Raises UsageError on a malformed address and DataError on a picture that carries none.
    """
    if text.startswith(SCHEME) or re.match(r"\s*[+-]?[0-9.]+\s*,", text):
        return parse_address(text)
    if not text.lower().endswith(".png") and not _is_file(text):
        raise UsageError(
            f"--at {_short(text)} is not a place; expected an address (blame://…), "
            "x,y,z[/h,p,r] in metres, or a picture taken by blame3d.",
            id=_ID,
        )
    carried = png.read_text_file(Path(text))
    try:
        return parse_address(carried)
    except UsageError as error:
        raise DataError(f"{text} carries a malformed address: {error}", id="B3D-DATA-02") from error


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long a name, or a NUL in it
        return False


def _decode_seed(written: str) -> Seed:
    if re.search(r"%(?![0-9A-Fa-f]{2})", written):
        raise UsageError(
            f"The seed {_short(written)} is not percent-encoded; expected %XX for special signs.",
            id=_ID,
        )
    try:
        return parse_seed(unquote_to_bytes(written).decode("utf-8"))
    except UnicodeError as error:
        raise UsageError(
            f"The seed {_short(written)} is not UTF-8 text, percent-encoded.", id=_ID
        ) from error


def _triple(text: str, expected: str) -> tuple[Decimal, Decimal, Decimal]:
    parts = text.split(",")
    if len(parts) != 3:
        raise UsageError(f"“{_short(text)}” is not three numbers; expected {expected}.", id=_ID)
    x, y, z = (_decimal(part, expected) for part in parts)
    return x, y, z


def _decimal(text: str, expected: str) -> Decimal:
    if not _NUMBER.fullmatch(text.strip()):
        raise UsageError(
            f"“{_short(text)}” is not a plain decimal number; expected {expected}.", id=_ID
        )
    return Decimal(text.strip())


def _fields(query: str) -> dict[str, str]:
    known = ("fov", "scene", "t", "style", "beams")
    fields: dict[str, str] = {}
    for item in query.split("&"):
        key, equals, value = item.partition("=")
        if not equals or key not in known or key in fields:
            raise UsageError(
                f"“{_short(item)}” does not belong in an address; expected each of "
                f"{', '.join(known)} at most once, as key=value.",
                id=_ID,
            )
        fields[key] = value
    return fields


def _bounded(text: str, name: str, low: float, high: float) -> float:
    value = float(_decimal(text, f"{name} from {low:g} to {high:g}"))
    if not low <= value <= high:
        raise UsageError(f"{name} is {text}; expected {low:g} to {high:g}.", id=_ID)
    return value


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise UsageError(f"“{_short(text)}” is not the name of a scene.", id=_ID)
    return text


def _style(text: str) -> str:
    if text not in STYLES:
        raise UsageError(f"The style “{_short(text)}” is unknown; expected film or ink.", id=_ID)
    return text


def _beams(text: str) -> tuple[Beam, ...]:
    return tuple(_beam(item) for item in text.split(";"))


def _beam(text: str) -> Beam:
    expected = "beams as x~y~z~h~p~length~radius, joined by ;"
    parts = text.split("~")
    if len(parts) != 7:
        raise UsageError(f"“{_short(text)}” is not a beam; expected {expected}.", id=_ID)
    x, y, z, h, p = (_thousandths(_decimal(part, expected)) for part in parts[:5])
    if max(abs(x), abs(y), abs(z)) > LIMIT_MM or abs(h) > 360_000 or abs(p) > 90_000:
        raise UsageError(f"The beam “{_short(text)}” lies outside the world.", id=_ID)
    length = _bounded(parts[5], "the length of a beam", 0.0, MAX_BEAM_M)
    radius = _bounded(parts[6], "the radius of a beam", 0.0, MAX_BEAM_RADIUS_M)
    return Beam((x, y, z), h, p, length, radius)


def _format_beam(beam: Beam) -> str:
    whole = (*beam.origin_mm, beam.h_mdeg, beam.p_mdeg)
    reach = (_plain(beam.length_m), _plain(beam.radius_m))
    return "~".join((*(_plain_mm(value) for value in whole), *reach))


def _thousandths(value: Decimal) -> int:
    """value × 1000 as an integer, half to even."""
    return int((value * 1000).to_integral_value(ROUND_HALF_EVEN))


def _rounded(value: float, places: int = 3) -> float:
    return round(value, places) + 0.0  # + 0.0 turns -0.0 into 0.0


def _wrapped(angle: float) -> float:
    thousandths = round(angle * 1000.0)
    return ((thousandths + 180_000) % 360_000 - 180_000) / 1000.0


def _plain_mm(value: int) -> str:
    """Thousandths as a decimal without exponent or trailing zeros."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 1000)
    return f"{sign}{whole}.{rest:03d}".rstrip("0").rstrip(".")


def _plain(value: float, places: int = 3) -> str:
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _short(text: str) -> str:
    """For a message: printable and not longer than a line."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in text[:60])
    return shown + ("…" if len(text) > 60 else "")
