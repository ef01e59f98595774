from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from matchmaker.observatory import queries
from matchmaker.observatory.queries import Filters, NoContracts
from matchmaker.observatory.store.home import Home
from matchmaker.observatory.store.opened import Stores
from matchmaker.web.transaction import Application
from tests.observatory import items
from tests.observatory.conftest import import_into

ALL = Filters()
WRITTEN = [
    *items.varied(200),
    items.marche(id="ENDING", cpv="77310000", dateNotification="2024-01-10", dureeMois=6),
    items.marche(id="LATE", datePublicationDonnees="2024-12-01"),
]


@pytest.fixture(scope="module")
def filled(module_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    import_into(
        module_home, items.write_json(tmp_path_factory.mktemp("files") / "a", WRITTEN, [items.concession()])
    )
    return module_home


@pytest.fixture
def asked(context: Application, filled: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(context.extensions, "observatory", Stores(filled))


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("dimension", sorted(set(queries.DIMENSIONS) - {"supplier"}))
def test_groups_add_up_to_the_whole(dimension: str) -> None:
    whole = {one.key: one.value for one in queries.figures(ALL, as_of=date(2024, 6, 1))}
    found = queries.groups(dimension, ALL, limit=1000)

    assert sum(group.contracts for group in found) == whole["contracts"]
    assert sum(group.amount for group in found) == pytest.approx(whole["amount_retained"], abs=0.5)


@pytest.mark.usefixtures("asked")
def test_amounts_by_supplier_are_split_between_co_contractors() -> None:
    whole = {one.key: one for one in queries.figures(ALL, as_of=date(2024, 6, 1))}

    found = queries.groups("supplier", ALL, limit=1000)

    assert sum(group.amount for group in found) == pytest.approx(whole["hhi"].denominator, abs=1)


@pytest.mark.usefixtures("asked")
def test_facets_hold_the_other_filters() -> None:
    found = queries.facets(Filters(year=2023, department="62"))

    assert dict(found["year"])[2023] == queries.count(Filters(year=2023, department="62"))
    assert len(found["department"]) > 1


@pytest.mark.usefixtures("asked")
def test_lines_page_by_page_are_the_whole_list() -> None:
    pages = [queries.lines(ALL, limit=50, offset=start) for start in range(0, 250, 50)]

    numbers = [(one.buyer, one.number) for page in pages for one in page]
    assert len(numbers) == len(set(numbers)) == queries.count(ALL)


@pytest.mark.usefixtures("asked")
def test_contract_is_found_by_its_key_with_suppliers_and_origin() -> None:
    found = queries.contract(items.ARRAS, "ENDING")

    assert found is not None
    assert ([one.number for one in found.suppliers], found.origins[0].rules) == ([items.FIRM], ())
    assert queries.contract(items.ARRAS, "none") is None


@pytest.mark.usefixtures("asked")
def test_renewals_are_those_of_the_indicator() -> None:
    as_of = date(2024, 6, 1)
    whole = {one.key: one.value for one in queries.figures(ALL, as_of=as_of)}

    found = queries.renewals(ALL, as_of=as_of, limit=1000)

    assert len(found) == whole["renewals_12_months"]
    assert [one.ends for one in found] == sorted(one.ends for one in found)
    assert "ENDING" in {one.number for one in found}


@pytest.mark.usefixtures("asked")
def test_quality_counts_reasons_unknowns_and_late_publication() -> None:
    found = queries.quality(Filters(buyer=items.ARRAS))

    assert found.contracts == sum(g.contracts for g in queries.groups("year", Filters(buyer=items.ARRAS)))
    assert found.late >= 1
    assert found.unknown["sme"] == found.contracts


@pytest.mark.usefixtures("asked")
def test_presence_shows_each_buyer_month_by_month() -> None:
    found = queries.presence(ALL, buyers=3, months=60)

    assert (len(found.months), len(found.rows), found.months[-1][:4]) == (60, 3, "2024")
    assert all(len(counts) == 60 for _buyer, _name, counts in found.rows)


@pytest.mark.usefixtures("asked")
def test_effect_of_the_meetings_is_unknown_without_them() -> None:
    assert queries.effect().pairs_met is None


def test_nothing_imported_is_said(
    context: Application, own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(context.extensions, "observatory", Stores(own_home))

    assert not queries.available()
    with pytest.raises(NoContracts):
        queries.figures(ALL, as_of=date(2024, 6, 1))


def test_new_import_is_seen_by_an_open_application(
    context: Application, own_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(context.extensions, "observatory", Stores(own_home))
    import_into(own_home, items.write_json(tmp_path / "a", [items.marche()]))
    before = queries.count(ALL), queries.data_version()

    import_into(own_home, items.write_json(tmp_path / "b", [items.marche()]))

    assert (before[0], queries.count(ALL), queries.data_version() != before[1]) == (1, 2, True)
