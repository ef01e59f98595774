from __future__ import annotations

import io
from pathlib import Path

import pytest

from matchmaker.observatory.formats import xml_items
from matchmaker.observatory.formats.clean import clean_item
from matchmaker.observatory.formats.json_items import JsonItems
from matchmaker.observatory.formats.refused import FileRefused
from matchmaker.observatory.formats.xml_items import XmlItems
from tests.observatory import items

BOMB = """<?xml version="1.0"?>
<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<marches><marche><id>&b;</id></marche></marches>"""
OUTSIDE = (
    '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]><marches><marche><id>&x;</id></marche></marches>'
)


def read(content: str | bytes) -> list[object]:
    return [
        item
        for _kind, item in XmlItems(io.BytesIO(content.encode() if isinstance(content, str) else content))
    ]


@pytest.mark.parametrize("content", [BOMB, OUTSIDE], ids=["expansion", "file of the machine"])
def test_declaration_is_refused_before_anything_is_read(content: str) -> None:
    with pytest.raises(FileRefused, match="declaration"):
        read(content)


def test_contracts_are_the_same_in_xml_and_in_json(tmp_path: Path) -> None:
    written = [one for one in items.varied(60) if one.get("montant") is not None]
    json_path = items.write_json(tmp_path / "a", written)
    xml_path = items.write_xml(tmp_path / "b", written)

    with json_path.open("rb") as one, xml_path.open("rb") as other:
        from_json = [clean_item(0, kind, item) for kind, item in JsonItems(one)]
        from_xml = [clean_item(0, kind, item) for kind, item in XmlItems(other)]

    assert from_xml == from_json


@pytest.mark.parametrize("chunk", [7, 64, 1000])
def test_items_do_not_depend_on_where_a_piece_ends(
    chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = items.write_xml(tmp_path / "a", items.varied(20))
    whole = read(path.read_bytes())
    monkeypatch.setattr(xml_items, "CHUNK", chunk)

    assert read(path.read_bytes()) == whole


@pytest.mark.parametrize(
    "inserted", ["<!-- </marche> -->", "<objet><![CDATA[a </marche> b]]></objet>", "<objet>x</objet>"]
)
def test_text_that_looks_like_an_end_is_no_end(inserted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_items, "CHUNK", 120)
    one = "<marche><id>{}</id>{}</marche>\n"
    body = "".join(one.format(n, inserted if n == 5 else "") for n in range(12))

    assert [item["id"] for item in read(f"<marches>\n{body}</marches>")] == [str(n) for n in range(12)]


def test_namespace_and_prefix_are_forgiven() -> None:
    content = '<d:marches xmlns:d="urn:decp"><d:marche><d:id>1</d:id></d:marche></d:marches>'

    assert read(content) == [{"id": "1"}]


def test_utf_16_is_read() -> None:
    content = '<?xml version="1.0" encoding="UTF-16"?><marches><marche><objet>é</objet></marche></marches>'

    assert read(content.encode("utf-16")) == [{"objet": "é"}]


@pytest.mark.parametrize("cut", [40, 90, 160])
def test_cut_file_is_refused_with_its_line(cut: int) -> None:
    whole = "<marches>\n" + "<marche>\n<id>1</id>\n</marche>\n" * 6 + "</marches>"

    with pytest.raises(FileRefused) as found:
        read(whole[:cut])
    assert found.value.line == whole[:cut].count("\n") + 1


def test_other_root_is_refused() -> None:
    with pytest.raises(FileRefused, match="rss"):
        read("<rss><marche/></rss>")


def test_item_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_items, "CHUNK", 1000)
    monkeypatch.setattr(xml_items, "LONGEST_ITEM", 10_000)

    with pytest.raises(FileRefused, match="too long"):
        read("<marches><marche><objet>" + "x" * 100_000)
