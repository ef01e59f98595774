"""Needs, suppliers and weights that nobody should send: each has a clear outcome, never a wrong silent rank."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matchmaker.matching.files import FileRefused, rank_files
from matchmaker.matching.matcher import DuplicateSupplier, SupplierMatcher
from matchmaker.matching.values import Evidence, Supplier
from matchmaker.matching.weights import WeightsError, parse_weights, shipped_weights
from matchmaker.reference.zones import Zone
from tests.matching.factories import ARRAS, LENS, fitted, need, region, supplier


@pytest.fixture(scope="module")
def matcher() -> SupplierMatcher:
    return fitted()


@pytest.mark.parametrize("text", ["", "   ", "de la pour les", "清潔服務 窗戶", "!?… 🙂", "\ud800"])
def test_a_need_that_says_nothing_has_no_suggestion(matcher: SupplierMatcher, text: str) -> None:
    assert matcher.suggest(need(text, zone=LENS)) == []


def test_one_word_is_enough(matcher: SupplierMatcher) -> None:
    assert {one.supplier_id for one in matcher.suggest(need("vitres"), 3)} == {
        "90-arras",
        "90-lille",
        "90-marseille",
    }


def test_sixty_thousand_characters_rank_as_their_words_do(matcher: SupplierMatcher) -> None:
    said = "Nettoyage des vitres de la mairie. "
    long = matcher.suggest(need((said * 2000)[:60_000]), 3)

    assert [one.supplier_id for one in long] == [one.supplier_id for one in matcher.suggest(need(said), 3)]


def test_a_need_of_a_code_alone_is_read_by_its_label(matcher: SupplierMatcher) -> None:
    found = matcher.suggest(need("", cpv=("90911300",), zone=ARRAS), 1)[0]

    assert found.supplier_id == "90-arras"
    assert "cpv" in [reason.criterion for reason in found.reasons]


def test_a_code_that_nobody_knows_is_ignored(matcher: SupplierMatcher) -> None:
    known, unknown = (matcher.suggest(need(cpv=codes), 5) for codes in ((), ("?", "999")))

    assert [one.supplier_id for one in unknown] == [one.supplier_id for one in known]


def test_a_supplier_without_words_is_never_suggested() -> None:
    held = [*region(), Supplier("silent", ()), supplier("blank", "")]

    assert {"silent", "blank"}.isdisjoint(
        one.supplier_id for one in SupplierMatcher().fit(held).suggest(need(zone=ARRAS), 50)
    )


def test_a_supplier_of_codes_alone_is_suggested_and_said_to_be_poor() -> None:
    bare = Supplier("bare", (Evidence("", "offer", ("90911300",)),))
    found = SupplierMatcher().fit([*region(), bare]).explain(need(cpv=("90911300",)), "bare")

    assert [reason.criterion for reason in found.reasons] == ["cpv"]
    assert found.poor_profile


@pytest.mark.parametrize("zone", [Zone(communes=("00000",)), Zone(epcis=("000000000",)), Zone()])
def test_a_zone_without_coordinates_earns_nothing_and_breaks_nothing(zone: Zone) -> None:
    held = [*region(), supplier("lost", "Nettoyage des vitres", cpv="90910000", zone=zone)]
    found = SupplierMatcher().fit(held).explain(need(zone=LENS), "lost")

    assert "place" not in [reason.criterion for reason in found.reasons]
    assert found.score > 0


def test_two_suppliers_of_one_id_are_refused() -> None:
    with pytest.raises(DuplicateSupplier, match="twice"):
        SupplierMatcher().fit([supplier("twice", "Nettoyage"), supplier("twice", "Tonte")])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"place_km": float("nan")}, "place_km: a number"),
        ({"decay": [1.0, float("inf"), 0.5]}, "decay: a number"),
        ({"popularity": 3}, "unknown keys: popularity"),
        ({"maximum": {"words": 100, "spelling": 1, "cpv": 0, "place": 0}}, "must sum to 100"),
        ({"analysis": 1}, "another analysis"),
        ({"place_other": None}, "place_other: a number"),
    ],
)
def test_weights_that_cannot_serve_name_their_key(change: dict, message: str) -> None:
    data = json.loads(json.dumps(shipped_weights().to_json())) | change

    with pytest.raises(WeightsError, match=message):
        parse_weights(data)


def test_nan_in_a_file_of_weights_is_refused_with_the_file(tmp_path: Path) -> None:
    chosen = tmp_path / "weights.json"
    chosen.write_text(json.dumps(shipped_weights().to_json() | {"nationwide": float("nan")}))

    with pytest.raises(FileRefused, match=r"weights\.json: nationwide: a number is expected"):
        rank_files(tmp_path / "s", tmp_path / "n", tmp_path / "o", weights=chosen)


def test_bad_lines_are_all_told_with_their_numbers(tmp_path: Path) -> None:
    suppliers, needs = tmp_path / "s.jsonl", tmp_path / "n.jsonl"
    suppliers.write_text('{"id": "a", "evidence": []}\n{"id": "a", "evidence": []}\n{"id": "b", "x": NaN}\n')
    needs.write_text('{"id": "n", "text": ""}\n')

    with pytest.raises(FileRefused) as refused:
        rank_files(suppliers, needs, tmp_path / "out.jsonl")
    assert [one.line for one in refused.value.problems] == [2, 3]


def test_an_unknown_commune_stands_for_its_department_and_says_so(tmp_path: Path) -> None:
    place = {"communes": ["62999"]}
    line = {"id": "a", "evidence": [{"text": "Nettoyage de vitres", "kind": "offer", "place": place}]}
    (tmp_path / "s.jsonl").write_text(json.dumps(line) + "\n")
    (tmp_path / "n.jsonl").write_text('{"id": "n", "text": "vitres", "department": "62"}\n')
    told: list[str] = []
    rank_files(tmp_path / "s.jsonl", tmp_path / "n.jsonl", tmp_path / "o.jsonl", tell=told.append)

    assert any("unknown commune “62999”: department 62 instead" in line for line in told)
