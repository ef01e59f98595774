from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.observatory.formats import decoding, json_items
from matchmaker.observatory.formats.json_items import JsonItems
from matchmaker.observatory.formats.refused import FileRefused

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def read(content: bytes | str) -> list[tuple[str, Any]]:
    return list(JsonItems(io.BytesIO(content.encode() if isinstance(content, str) else content)))


def refused(content: bytes | str) -> FileRefused:
    with pytest.raises(FileRefused) as found:
        read(content)
    return found.value


def test_list_of_2019_leaves_the_kind_to_the_item() -> None:
    assert read('{"marches": [{"id": "1"}, {"id": "2"}]}') == [("", {"id": "1"}), ("", {"id": "2"})]


def test_lists_of_2022_tell_the_kind() -> None:
    content = '{"marches": {"contrat-concession": [{"id": "c"}], "marche": [{"id": "m"}], "other": 3}}'

    assert read(content) == [("c", {"id": "c"}), ("m", {"id": "m"})]


def test_unknown_keys_are_told_once() -> None:
    reader = JsonItems(io.BytesIO(b'{"version": "2", "marches": [], "x": {"y": [1]}}'))

    assert list(reader) == []
    assert reader.unknown_keys == {"version", "x"}


@settings(deadline=None, max_examples=25)
@given(items=st.lists(VALUES, max_size=4), chunk=st.integers(5, 40), indent=st.sampled_from((None, 1)))
def test_items_do_not_depend_on_where_the_buffer_ends(
    items: list[Any], chunk: int, indent: int | None
) -> None:
    content = json.dumps({"marches": items}, indent=indent, ensure_ascii=False).encode()
    before, decoding.CHUNK = decoding.CHUNK, chunk
    try:
        assert [item for _kind, item in read(content)] == items
    finally:
        decoding.CHUNK = before


@settings(deadline=None, max_examples=60)
@given(cut=st.integers(0, 400))
def test_cut_file_is_refused_wherever_it_is_cut(cut: int) -> None:
    whole = json.dumps(
        {"marches": [{"id": str(n), "objet": "é" * n, "montant": 1.5} for n in range(9)]}, indent=1
    )
    content = whole.encode()[: min(cut, len(whole.encode()) - 1)]

    assert isinstance(refused(content), FileRefused)


def test_cut_file_tells_the_line() -> None:
    error = refused('{"marches": [\n{"id": "1"},\n{"id": "2", "montant"')

    assert (error.line, error.reason.startswith("the file is cut")) == (3, True)


def test_error_in_the_middle_tells_the_line() -> None:
    assert refused('{"marches": [\n{"id": "1"},\n{"id": oops},\n{"id": "3"}]}' + " " * 10).line == 3


def test_two_gigabytes_on_one_line_hold_one_item_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "CHUNK", 4096)
    item = json.dumps({"id": "1", "objet": "x" * 900})
    reader = JsonItems(io.BytesIO(('{"marches": [' + ",".join([item] * 2000) + "]}").encode()))

    held = [len(reader._text) for _item in reader]

    assert (len(held), max(held) < 3 * 4096) == (2000, True)


def test_item_without_end_is_refused_before_it_fills_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "CHUNK", 4096)
    monkeypatch.setattr(json_items, "LONGEST_ITEM", 20_000)
    reader = JsonItems(io.BytesIO(b'{"marches": [{"objet": "' + b"x" * 500_000 + b'"}]}'))

    with pytest.raises(FileRefused, match="too long"):
        list(reader)
    assert len(reader._text) < 60_000


@pytest.mark.parametrize(
    "content",
    ["[" * 100_000, '{"a": ' * 50_000, '{"marches": ' + "[" * 100_000],
)
def test_deep_nesting_is_refused(content: str) -> None:
    assert isinstance(refused(content), FileRefused)


@pytest.mark.parametrize("content", ["{}", '{"releases": []}', '{"marches": 3}', '{"marches": []} {"marches": []}', '"marches"'])  # fmt: skip
def test_what_is_no_file_of_contracts_is_refused(content: str) -> None:
    assert isinstance(refused(content), FileRefused)


def test_mark_of_utf_8_is_skipped() -> None:
    assert read('\ufeff{"marches": [{"id": "é"}]}') == [("", {"id": "é"})]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read(encoding: str) -> None:
    assert read('\ufeff{"marches": [{"id": "é"}]}'.encode(encoding)) == [("", {"id": "é"})]


def test_windows_accents_are_read_and_told() -> None:
    reader = JsonItems(io.BytesIO('{"marches": [{"objet": "Rénovation de l’école"}]}'.encode("cp1252")))

    assert [item["objet"] for _kind, item in reader] == ["Rénovation de l’école"]
    assert reader.chunks.repaired


def test_nan_is_no_number() -> None:
    assert read('{"marches": [{"montant": NaN}]}') == [("", {"montant": None})]


def test_a_number_of_thousands_of_digits_and_half_a_character_spoil_nothing_else() -> None:
    digits = "1" * 5000

    assert read(f'{{"marches": [{{"id": "1", "montant": {digits}}}, {{"id": "2", "montant": 3}}]}}') == [
        ("", {"id": "1", "montant": None}),
        ("", {"id": "2", "montant": 3}),
    ]
    assert read('{"marches": [{"objet": "caf\\ud800 \\uD83D\\ude00"}]}') == [("", {"objet": "caf\ufffd 😀"})]
