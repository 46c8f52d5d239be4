"""The README stays true: its keys are the program's, its commands exist, its words are ours."""

from __future__ import annotations

import re
from pathlib import Path

from blame3d.app.bindings import BINDINGS
from blame3d.app.keynames import key_names
from blame3d.app.texts import Texts
from blame3d.cli.parser import NAMES, parse
from blame3d.view import parse_address


def test_every_key_stands_in_the_table(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    english = Texts("en")
    written = set(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE))
    rows = {(key_names(b, english, lambda key: ""), english(b.help)) for b in BINDINGS}
    assert not rows - written, "the README's table lacks these"


def test_every_command_and_address_works(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        assert f"blame3d {name}" in text
    for line in re.findall(r"^    blame3d( .*?)(?:  +#.*)?$", text, re.MULTILINE):
        if not line.startswith(" /"):
            parse(line.split())
    for address in re.findall(r"blame://\S+", text):
        assert parse_address(address).seed is not None


def test_the_homage_is_named_as_one(root: Path) -> None:
    text = " ".join((root / "README.md").read_text(encoding="utf-8").split())
    assert "Tsutomu Nihei" in text
    assert "unofficial homage" in text
