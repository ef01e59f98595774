"""Each indicator against a count by hand, in plain Python over the same items."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from matchmaker.observatory.asking.totals import StoreTotals
from matchmaker.observatory.indicators.definitions import indicators
from matchmaker.observatory.indicators.filters import Filters, read_filters
from matchmaker.observatory.store.home import Home
from matchmaker.observatory.store.sides import Sides
from tests.observatory import items, recount
from tests.observatory.conftest import FakeRegister, KnownFirm, import_into, open_store

AS_OF = date(2024, 6, 1)
CONCESSIONS = [items.concession(), items.concession()]
SIZES = ("PME", "ETI", "GE", None)
FACTS = {
    f"0000{number:05}": KnownFirm(
        SIZES[number % 4], "9220" if number == 3 else "5499", (True, False, None)[number % 3]
    )
    for number in range(1, 8)
}
SEATS = {
    f"0000{number:05}{branch:05}": ("62041", "59350")[branch == 29]
    for number in range(1, 7)
    for branch in (11, 29)
}
BUYERS = {items.ARRAS: "62", items.LENS: "62", items.NORD: "59", "26620011200014": "62",
          "13000000000019": "62"}  # fmt: skip  # the State's: where its contracts are carried out


def told() -> dict[str, dict[str, object]]:
    """The same facts, as the count by hand reads them."""
    firms = {
        siren: {"size": one.size, "legal": one.legal_category, "ess": {True: "O", False: "N"}.get(one.social)}
        for siren, one in FACTS.items()
    }
    return firms | {siret: {"department": commune[:2]} for siret, commune in SEATS.items()}


@pytest.fixture(scope="module")
def written() -> list[items.Item]:
    lots = [items.marche(id=f"LOT{n}", montant=640_000, codeCPV="45210000") for n in range(4)]
    return [*items.varied(600), *lots]


@pytest.fixture(scope="module")
def totals(
    written: list[items.Item], module_home: Home, tmp_path_factory: pytest.TempPathFactory
) -> StoreTotals:
    path = tmp_path_factory.mktemp("files") / "contracts.json"
    items.write_json(path, written, CONCESSIONS)
    import_into(module_home, path, sides=Sides(FakeRegister(FACTS, SEATS)))
    return StoreTotals(open_store(module_home))


def compared(totals: StoreTotals, filters: Filters, counted: list[recount.Contract]) -> None:
    expected = recount.figures(counted, AS_OF)
    found = {one.key: one for one in indicators(totals.totals(filters, AS_OF))}
    for key, (numerator, denominator) in expected.items():
        one = found[key]
        if key == "hhi" and one.value is None:
            continue  # under ten contracts
        value = one.value if key in ("amount_median", "offers_median", "hhi") else one.numerator
        assert value == pytest.approx(numerator, abs=0.011), key
        if denominator is not None:
            assert one.denominator == pytest.approx(denominator, abs=0.011), key
        if key.startswith("share_") and denominator and one.value is not None:
            assert one.value == pytest.approx(numerator / denominator), key


def test_indicators_agree_with_a_count_by_hand(totals: StoreTotals, written: list[items.Item]) -> None:
    compared(totals, Filters(), recount.read([*written, *CONCESSIONS], told(), BUYERS))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"year": "2023"}, lambda one: one.notified and one.notified.year == 2023),
        ({"department": "62"}, lambda one: one.department == "62"),
        ({"buyer": items.NORD}, lambda one: one.buyer == items.NORD),
        ({"buyer": items.ARRAS[:9]}, lambda one: one.buyer == items.ARRAS),
        ({"cpv": "4521"}, lambda one: (one.cpv or "").startswith("4521")),
        ({"year": "2024", "cpv": "77"}, lambda one: one.notified and one.notified.year == 2024 and one.cpv[:2] == "77" if one.cpv else False),
    ],
)  # fmt: skip
def test_filtered_indicators_agree(totals: StoreTotals, written: list[items.Item], given, kept) -> None:
    everything = recount.read([*written, *CONCESSIONS], told(), BUYERS)

    compared(totals, read_filters(given), [one for one in everything if kept(one)])


@pytest.mark.shared_data
def test_real_contracts_agree(shared_data: Path, own_home: Home) -> None:
    path = shared_data / "decp" / "decp2019_sample.json"
    import_into(own_home, path)
    real = json.loads(path.read_text())["marches"]

    expected = recount.figures(recount.read(real, {}, {}), AS_OF)

    found = {one.key: one for one in indicators(StoreTotals(open_store(own_home)).totals(Filters(), AS_OF))}
    keys = ("contracts", "buyers", "duplicates_merged", "amount_retained", "amount_framework_maxima",
            "amount_unusable", "renewals_12_months", "concessions")  # fmt: skip
    assert {key: found[key].value for key in keys} == {key: expected[key][0] for key in keys}
