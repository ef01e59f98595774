"""Each indicator against a count by hand, in plain Python over the same items."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from matchmaker.observatory.asking.totals import StoreTotals
from matchmaker.observatory.indicators.definitions import indicators
from matchmaker.observatory.indicators.filters import Filters, read_filters
from matchmaker.observatory.indicators.values import Indicator
from matchmaker.observatory.method.delays import Delay
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
    f"0000{number:05}{branch:05}": "75056" if number == 5 else ("62041", "59350")[branch == 29]
    for number in range(1, 7)
    for branch in (11, 29)
}
DELAYS = (
    Delay(items.ARRAS[:9], 2023, "", 100, 21.5, 18.0, 40.0, 0.12),
    Delay(items.ARRAS[:9], 2024, "", 300, 25.0),
    Delay(items.NORD[:9], 2024, "", 2_000, 19.0, None, 31.5, 0.1),
    Delay("130000000", 2023, "", 50, None, 30.0, None, 0.5),
)
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
    items.write_json(path, [*written, items.marche(acheteur={"id": "NC"})], CONCESSIONS)
    import_into(module_home, path, sides=Sides(FakeRegister(FACTS, SEATS), delays=DELAYS))
    return StoreTotals(open_store(module_home))


def compared(
    totals: StoreTotals, filters: Filters, counted: list[recount.Contract], delays: list[Delay]
) -> None:
    expected = recount.figures(counted, AS_OF) | recount.delays([asdict(one) for one in delays])
    found = {one.key: one for one in indicators(totals.totals(filters, AS_OF))}
    assert (found.pop("lines_read").value, found.pop("lines_rejected").value) == (637, 1)
    assert found.keys() == expected.keys()
    for key, told in expected.items():
        agrees(found[key], *told)


def agrees(one: Indicator, numerator: float | None, denominator: float | None, unknown: int) -> None:
    few = one.denominator is not None and one.value is None  # under ten contracts, or payments
    by_value = one.key in ("amount_median", "offers_median", "hhi") or one.key.startswith("delay_")
    if not (by_value and few):
        value = one.value if by_value else one.numerator
        assert value == (None if numerator is None else pytest.approx(numerator, abs=0.011)), one.key
    assert one.unknown == unknown, one.key
    if denominator is not None:
        assert one.denominator == pytest.approx(denominator, abs=0.011), one.key
    if one.key.startswith("share_") and one.value is not None:
        assert one.value == pytest.approx(numerator / denominator), one.key
    if one.key.startswith("share_") and one.interval is not None:
        assert one.interval.low <= one.value <= one.interval.high, one.key


def test_every_indicator_agrees_with_a_count_by_hand(totals: StoreTotals, written: list[items.Item]) -> None:
    compared(totals, Filters(), recount.read([*written, *CONCESSIONS], told(), BUYERS), list(DELAYS))


FAMILY_OF = {items.ARRAS: "local", items.LENS: "local", items.NORD: "local",
             "26620011200014": "local", "13000000000019": "state"}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "kept", "paid"),
    [
        ({"year": "2023"}, lambda one: one.notified and one.notified.year == 2023, [0, 3]),
        ({"department": "62"}, lambda one: one.department == "62", [0, 1, 3]),
        ({"region": "32"}, lambda one: one.region == "32", [0, 1, 2, 3]),
        ({"region": "11"}, lambda one: False, []),
        ({"family": "state"}, lambda one: FAMILY_OF[one.buyer] == "state", [3]),
        ({"family": "local", "year": "2024"},
         lambda one: FAMILY_OF[one.buyer] == "local" and one.notified and one.notified.year == 2024, [1, 2]),
        ({"buyer": items.NORD}, lambda one: one.buyer == items.NORD, [2]),
        ({"buyer": items.ARRAS[:9]}, lambda one: one.buyer == items.ARRAS, [0, 1]),
        ({"cpv": "4521"}, lambda one: (one.cpv or "").startswith("4521"), []),
        ({"year": "2024", "cpv": "77"}, lambda one: one.notified and one.notified.year == 2024 and one.cpv[:2] == "77" if one.cpv else False, []),
        ({"department": "59", "cpv": "45210000"}, lambda one: one.department == "59" and one.cpv == "45210000", []),
    ],
)  # fmt: skip
def test_filtered_indicators_agree(
    totals: StoreTotals, written: list[items.Item], given, kept, paid: list[int]
) -> None:
    everything = recount.read([*written, *CONCESSIONS], told(), BUYERS)

    compared(
        totals, read_filters(given), [one for one in everything if kept(one)], [DELAYS[at] for at in paid]
    )


@pytest.mark.shared_data
def test_real_contracts_agree(shared_data: Path, own_home: Home) -> None:
    path = shared_data / "decp" / "decp2019_sample.json"
    import_into(own_home, path)
    real = json.loads(path.read_text())["marches"]

    expected = recount.figures(recount.read(real, {}, {}), AS_OF)

    found = {one.key: one for one in indicators(StoreTotals(open_store(own_home)).totals(Filters(), AS_OF))}
    for key in REAL:
        agrees(found[key], *expected[key])


REAL = (
    "contracts", "concessions", "buyers", "suppliers", "contracts_flagged", "duplicates_merged",
    "amount_retained", "amount_framework_maxima", "amount_median", "amount_unusable", "renewals_12_months",
    "share_social", "share_reserved", "share_newcomers", "offers_median", "share_top5", "hhi",
)  # fmt: skip
