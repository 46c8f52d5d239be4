"""What the program says: every sentence is asked for by somebody and said in every language."""

from __future__ import annotations

import ast
import errno
import gettext
import importlib.util
import io
import re
import string
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blame3d import files
from blame3d.app.bindings import BINDINGS
from blame3d.app.keynames import key_names
from blame3d.app.texts import ENGLISH, LANGUAGES, Texts
from blame3d.errors import Blame3DError
from blame3d.view import parse_at, parse_seed
from blame3d.world.districts import DISTRICTS

WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1)
FOREIGN = [lang for lang in LANGUAGES if lang != "en"]


def _script() -> ModuleType:
    """The script that compiles catalogues; it lies outside the package."""
    path = Path(__file__).parents[2] / "translations/build.py"
    spec = importlib.util.spec_from_file_location("build_catalogues", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = _script()


@pytest.mark.parametrize("lang", FOREIGN)
def test_a_catalogue_is_in_step_with_the_sentences(root: Path, lang: str) -> None:
    """`make translations` would change nothing, and nothing is left to translate."""
    source = (root / f"translations/{lang}.po").read_text(encoding="utf-8")
    entries = build.read(source)
    assert [(e.context, e.msgid) for e in entries if e.context] == list(ENGLISH.items())
    assert not [e.context for e in entries if e.fuzzy or not e.msgstr.strip()]
    assert build.written(build.merged(entries, ENGLISH)) == source
    compiled = (root / f"translations/{lang}.mo").read_bytes()
    assert compiled == build.compiled(entries), "run `make translations`"


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", FOREIGN)
def test_a_translation_has_the_blanks_of_the_english(lang: str) -> None:
    texts = Texts(lang)
    for key, english in ENGLISH.items():
        assert _blanks(texts(key)) == _blanks(english), key
    assert sum(texts(key) != english for key, english in ENGLISH.items()) > 0.8 * len(ENGLISH)


def test_no_sentence_is_missing_and_none_is_left_over(root: Path) -> None:
    """Ids in the code (whole, or with one part that is put in: `f"help.{name}"`) against ours."""
    groups = {key.split(".")[0] for key in ENGLISH}
    source = "".join(path.read_text(encoding="utf-8") for path in (root / "blame3d").rglob("*.py"))
    ids = re.findall(r"\"B3D-(\w+)-(\d+)\"", source)
    said = {f"error.{name}_{number}".lower() for name, number in ids}
    for path in (root / "blame3d/app").glob("*.py"):
        if path.name == "texts.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                group, dot, name = node.value.partition(".")
                if dot and group in groups and re.fullmatch(r"\w+", name):
                    assert node.value in ENGLISH, (path.name, node.value)
                    said.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+"
                    for part in node.values
                ]
                said |= {key for key in ENGLISH if re.fullmatch("".join(map(str, parts)), key)}
    assert set(ENGLISH) - said == set()


def test_who_speaks_another_language_is_spoken_to_in_english() -> None:
    assert Texts("fr")("menu.quit") == "Quit"
    assert Texts("it")("menu.quit") == "Esci"
    assert Texts("it")("toast.kept", name="X") == "Ricordato: X"


def test_a_changed_sentence_is_looked_at_again() -> None:
    """Until then the English is right and an old translation may be wrong."""
    old = [build.Entry("", "", "Language: it\n"), build.Entry("a.b", "Go", "Vai")]
    assert build.merged(old, {"a.b": "Go"})[1] == build.Entry("a.b", "Go", "Vai")
    fresh = build.merged(old, {"a.b": "Stop", "a.c": "New"})
    assert fresh[1] == build.Entry("a.b", "Stop", "Vai", True)
    assert fresh[2] == build.Entry("a.c", "New", "")
    assert b"Vai" not in build.compiled(fresh)
    assert build.merged(fresh, {"a.b": "Stop"})[1].fuzzy, "looked at by nobody yet"


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,6}\.[a-z]{1,6}", fullmatch=True),
        st.tuples(WORDS, WORDS),
        max_size=6,
    )
)
def test_catalogues_are_read_as_they_were_written(
    said: dict[str, tuple[str, str]],
) -> None:
    head = build.Entry("", "", "Language: it\nContent-Type: text/plain; charset=UTF-8\n")
    entries = [head, *(build.Entry(key, en, it) for key, (en, it) in said.items())]
    assert build.read(build.written(entries)) == entries
    catalogue = gettext.GNUTranslations(io.BytesIO(build.compiled(entries)))
    for key, (english, translated) in said.items():
        assert catalogue.pgettext(key, english) == translated


def test_every_district_has_a_name_to_be_shown() -> None:
    assert {f"district.{district.name}" for district in DISTRICTS} == {
        key for key in ENGLISH if key.startswith("district.")
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("pad", [False, True])
def test_the_help_page_has_room_for_every_line(root: Path, lang: str, pad: bool) -> None:
    """Beside each other, whatever the window: neither column runs into what is right of it."""
    from panda3d.core import DynamicTextFont, TextNode

    from blame3d.app.help import COLUMN, TEXT

    def wide(text: str, face: str, size: float) -> float:
        node = TextNode("line")
        node.set_font(DynamicTextFont(str(root / f"models/fonts/{face}.ttf")))
        node.set_text(text)
        return float(node.get_width()) * size

    texts = Texts(lang)
    for row in BINDINGS:
        keys = key_names(row, texts, lambda key: "", pad=pad)
        assert wide(keys, "mono", 15.0) <= TEXT - 8.0, keys
        assert wide(texts(row.help), "text", 16.0) <= COLUMN - TEXT, texts(row.help)


def test_an_error_is_said_in_the_language_of_the_window(tmp_path: Path) -> None:
    errors = []
    for fails in (
        lambda: parse_at("nowhere"),
        lambda: parse_at("1,2,3,4"),
        lambda: parse_at("9e99,0,0"),
        lambda: parse_at("blame://x%/1,2,3"),
        lambda: parse_seed(""),
        lambda: parse_at(str(tmp_path / "none.png")),
        lambda: files.write_atomic(tmp_path, b""),
    ):
        with pytest.raises(Blame3DError) as caught:
            fails()
        errors.append(caught.value)
    for error in errors:
        assert Texts("en").error(error) == str(error)
        said = Texts("it").error(error)
        assert said != str(error)
        assert "{" not in said
    assert str(tmp_path) in Texts("it").error(errors[-1])


def test_every_error_that_has_another_language_has_the_blanks_that_it_fills() -> None:
    blanks = {key for key in ENGLISH if key.startswith("error.") and _blanks(ENGLISH[key])}
    full = OSError(errno.ENOSPC, "full")
    for fails, key in ((full, "error.disk_01"), (OSError("why"), "error.disk_03")):
        with pytest.raises(Blame3DError) as caught:
            files.fail(Path("x"), fails, 1)
        assert set(caught.value.values) == _blanks(ENGLISH[key])
    assert blanks == {"error.disk_01", "error.disk_03", "error.set_01", "error.set_03"}
