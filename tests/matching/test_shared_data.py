"""The shared judged set, read from ../shared/data: skipped where it is absent."""

import json
from pathlib import Path

import pytest

from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.text import tokens
from matchmaker.matching.values import Evidence, Need, Supplier

CONTRACTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "matching" / "contracts.jsonl"
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not CONTRACTS.is_file(), reason="the shared real contracts are not there"),
]


@pytest.fixture(scope="module")
def contracts() -> list[dict]:
    return [json.loads(line) for line in CONTRACTS.read_text(encoding="utf-8").splitlines()]


def test_offsets_of_dirty_texts_give_back_words(contracts: list[dict]) -> None:
    for line in contracts:
        for token in tokens(line["text"]):
            assert line["text"][token.start : token.end].strip() != ""


def test_real_contracts_are_ranked_with_parts_that_sum(contracts: list[dict]) -> None:
    suppliers = {
        name: Supplier(name, (Evidence(line["text"], "contract", (line["cpv"],)),))
        for line in contracts[:300]
        for name in line["suppliers"]
    }
    found = SupplierMatcher().fit(suppliers.values()).suggest(Need("n", contracts[0]["text"]))

    assert found[0].supplier_id in contracts[0]["suppliers"]
    assert all(round(sum(part.points for part in one.reasons), 1) == one.score for one in found)
