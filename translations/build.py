"""Brings every catalogue in step with the sentences of the program, and compiles it.

    python translations/build.py        LANG.po (what a translator edits) → LANG.mo (what is read)

A .po file holds, for each sentence of `blame3d.app.texts`, its id (msgctxt), the English (msgid)
and the translation (msgstr). A new sentence is added with an empty translation, one that is no
longer said is dropped, and where the English has changed the translation is marked fuzzy, to be
looked at again: until then the English is shown. The formats are GNU gettext's (its manual, "The
Format of PO Files" and "The Format of GNU MO Files"); the standard library reads the second one.
"""

from __future__ import annotations

import ast
import struct
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
MAGIC = 0x950412DE


class Entry(NamedTuple):
    """One sentence. An empty context and msgid are the head of the file."""

    context: str
    msgid: str
    msgstr: str
    fuzzy: bool = False


def read(text: str) -> list[Entry]:
    """The entries of a .po file, in their order. Raises ValueError for a line that is none."""
    entries: list[Entry] = []
    for block in text.split("\n\n"):
        fields: dict[str, str] = {}
        field, fuzzy = "", False
        for line in block.split("\n"):
            if not line:
                continue
            if line.startswith("#"):
                fuzzy |= line.startswith("#,") and "fuzzy" in line
                continue
            if not line.startswith('"'):
                field, _, line = line.partition(" ")
                if field not in ("msgctxt", "msgid", "msgstr"):
                    raise ValueError(f"not of a catalogue: {line!r}")
                fields[field] = ""
            fields[field] += ast.literal_eval(line)
        if fields:
            entries.append(
                Entry(fields.get("msgctxt", ""), fields["msgid"], fields["msgstr"], fuzzy)
            )
    return entries


def written(entries: Iterable[Entry]) -> str:
    """A .po file of these entries."""
    blocks = []
    for one in entries:
        lines = ["#, fuzzy"] if one.fuzzy else []
        lines += [f"msgctxt {_quoted(one.context)}"] if one.context else []
        if one.context:
            lines += [f"msgid {_quoted(one.msgid)}", f"msgstr {_quoted(one.msgstr)}"]
        else:
            rows = [line for line in one.msgstr.split("\n") if line]
            lines += ['msgid ""', 'msgstr ""', *(_quoted(f"{row}\n") for row in rows)]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def merged(entries: Iterable[Entry], english: Mapping[str, str]) -> list[Entry]:
    """The entries that these sentences (id → English) want, with the translations there are."""
    before = {one.context: one for one in entries}
    out = [before[""]]
    for key, text in english.items():
        was = before.get(key, Entry(key, text, ""))
        stale = was.fuzzy or (was.msgid != text and was.msgstr != "")
        out.append(Entry(key, text, was.msgstr, stale))
    return out


def compiled(entries: Iterable[Entry]) -> bytes:
    """The .mo file of these entries: what is translated and not fuzzy, sorted, without a hash."""
    said = sorted(
        ((f"{e.context}\x04{e.msgid}" if e.context else e.msgid).encode(), e.msgstr.encode())
        for e in entries
        if e.msgstr and not e.fuzzy
    )
    count = len(said)
    tables, at = [], 28 + 16 * count
    body = b""
    for column in (0, 1):
        for row in said:
            tables.append(struct.pack("<II", len(row[column]), at + len(body)))
            body += row[column] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, at)
    return head + b"".join(tables) + body


def main() -> int:
    from blame3d.app.texts import ENGLISH

    waiting = 0
    for path in sorted(HERE.glob("*.po")):
        entries = merged(read(path.read_text(encoding="utf-8")), ENGLISH)
        path.write_text(written(entries), encoding="utf-8")
        path.with_suffix(".mo").write_bytes(compiled(entries))
        todo = [one.context for one in entries if one.context and (one.fuzzy or not one.msgstr)]
        waiting += len(todo)
        print(f"{path.name}: {len(entries) - 1} sentences", *(f"to be said: {t}" for t in todo))
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
