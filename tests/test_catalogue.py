"""The French catalogue is complete, says each thing once, and keeps French typography."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.support import Translations

from matchmaker.web import i18n

ROOT = Path(__file__).resolve().parents[1]
METHODS = [("matchmaker/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
KEYWORDS = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "_n": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# A sign of high punctuation after a letter, or a straight apostrophe between letters.
BAD_TYPOGRAPHY = re.compile(r"\w[!?;»](?!\w)|[^\s\u00a0\u202f\d]:(?=\s|$)|« |\w'\w")


@pytest.fixture(scope="module")
def extracted() -> set[str | tuple[str, ...]]:
    options = {"templates/**.html": {"silent": "false"}, "templates/**.txt": {"silent": "false"}}
    found = set()
    for top in ("matchmaker", "templates"):
        rows = extract_from_dir(
            ROOT / top, [(p.split("/", 1)[1], m) for p, m in METHODS], options, keywords=KEYWORDS
        )
        for row in rows:
            message = row[2]
            found.add(message[0] if isinstance(message, tuple) else message)
    return {message for message in found if message}


@pytest.fixture(scope="module")
def french() -> Catalog:
    return i18n.merged("fr")


def first(message_id: str | tuple[str, ...]) -> str:
    return message_id[0] if isinstance(message_id, tuple) else message_id


def test_every_message_has_its_french(extracted: set[str], french: Catalog) -> None:
    known = {
        first(message.id)
        for message in french
        if message.id and message.string and all_filled(message.string)
    }

    assert sorted(extracted - known) == []


def all_filled(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def test_no_message_is_fuzzy_or_forgotten(extracted: set[str], french: Catalog) -> None:
    left = [first(message.id) for message in french if message.id and first(message.id) not in extracted]

    assert ([m.id for m in french if m.id and m.fuzzy], left) == ([], [])


def test_french_keeps_the_places_of_values(french: Catalog) -> None:
    places = re.compile(r"%\(\w+\)[sd]")
    for message in french:
        for string in message.string if isinstance(message.string, tuple) else (message.string,):
            if message.id and string:
                assert set(places.findall(string)) <= set(places.findall(" ".join(ids(message.id)))), (
                    message.id
                )


def ids(message_id: str | tuple[str, ...]) -> tuple[str, ...]:
    return message_id if isinstance(message_id, tuple) else (message_id,)


def test_french_keeps_its_typography(french: Catalog) -> None:
    wrong = [
        string
        for message in french
        if message.id
        for string in (message.string if isinstance(message.string, tuple) else (message.string,))
        if BAD_TYPOGRAPHY.search(re.sub(r"%\(\w+\)[sd]|https?://\S+", "x", string))
    ]

    assert wrong == []


def test_two_areas_say_the_same_thing_the_same_way() -> None:
    assert i18n.contradictions("fr") == []


def test_a_contradiction_between_areas_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fr").mkdir()
    for name, word in (("a", "Besoin"), ("b", "Demande")):
        header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        (tmp_path / "fr" / f"{name}.po").write_text(f'{header}\nmsgid "Need"\nmsgstr "{word}"\n')
    monkeypatch.setattr(i18n, "SOURCES", tmp_path)

    assert i18n.contradictions("fr") == ["Need"]


def test_catalogues_are_compiled_anew_when_an_area_changes(tmp_path: Path) -> None:
    folder = i18n.compiled_folder(tmp_path)
    compiled = (folder / "fr" / "LC_MESSAGES" / "messages.mo").read_bytes()

    assert Translations(io.BytesIO(compiled)).gettext("Search") == "Rechercher"
