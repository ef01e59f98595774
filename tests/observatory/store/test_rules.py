"""The rules of method, from a file to the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from matchmaker.observatory.method import places
from matchmaker.observatory.store.home import Home
from matchmaker.observatory.store.opened import Opened
from matchmaker.reference import communes, territories
from tests.observatory import items
from tests.observatory.conftest import import_into, open_store

DAY = {"dateNotification": "2024-05-06"}


def modified(*amounts: float) -> list[items.Item]:
    return [
        {"modification": {"id": n, "dateNotificationModification": f"2024-0{n + 3}-01", "montant": amount}}
        for n, amount in enumerate(amounts, 1)
    ]


def written() -> Sequence[items.Item]:
    again = items.marche(id="AGAIN", objet=None, montant=10_000)
    return [
        again,
        again | {"montant": 20_000, "datePublicationDonnees": "2024-07-01", "procedure": None},
        again | {"montant": 30_000, "datePublicationDonnees": "2024-01-01", "objet": "Taille des haies"},
        items.marche(id="RAISED", montant=100_000, modifications=modified(120_000, 130_000)),
        items.marche(id="INCREMENT", montant=100_000, modifications=modified(12_000)),
        items.marche(id="SLIP", montant=100_000, modifications=modified(1_000_000)),
        items.marche(id="LONGER", dureeMois=12, modifications=[{"modification": {"id": 1, "dureeMois": 36}}]),
        *(items.marche(id=f"LOT{n}", montant=800_000, codeCPV="44210000", **DAY) for n in range(3)),
        *(items.marche(id=f"PAIR{n}", montant=900_000, codeCPV="44210000", **DAY) for n in range(2)),
        items.marche(id="FRAME", techniques={"technique": ["Accord-cadre"]}, montant=400_000),
        items.marche(id="UNDER", idAccordCadre="FRAME", montant=40_000),
        *(items.marche(id=f"PAPER{n}", codeCPV="22000000", montant=1000 + 100 * n) for n in range(12)),
        items.marche(id="PAPER_HUGE", codeCPV="22000000", montant=90_000_000),
        items.marche(id="GROUP", titulaires=items.suppliers(items.FIRM, items.OTHER_FIRM, "NC")),
        items.marche(id="EARLY", acheteur={"id": items.NORD}, titulaires=items.suppliers(items.THIRD_FIRM), dateNotification="2021-03-01"),
        items.marche(id="LATER", acheteur={"id": items.NORD}, titulaires=items.suppliers(items.THIRD_FIRM), dateNotification="2024-02-29"),
        items.marche(id="MUCH_LATER", acheteur={"id": items.NORD}, titulaires=items.suppliers(items.THIRD_FIRM), dateNotification="2028-06-01"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def opened(module_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("files")
    old = [
        items.marche_2019(id="2018R0100", objet="Toiture", datePublicationDonnees="2018-11-01"),
        items.marche_2019(id="2018R0101", objet="Toiture", montant=95_000, dateNotification="2019-02-01"),
        items.marche_2019(id="2018R0200", objet="Charpente"),
        items.marche_2019(id="2018R0201", objet="Zinguerie"),
        items.marche_2019(id="201716066", objet="Papier"),
        items.marche_2019(id="201716067", objet="Papier"),
    ]
    twins = [
        items.marche_2019(id="PES-1", source="one", montant=77_777.5, objet="Fourniture de sel de déneigement"),
        items.marche_2019(id="AIFE-9", source="other", montant=77_777.5, objet="Fourniture de sel de deneigement",
                          dateNotification="2018-10-03"),
        items.marche_2019(id="AIFE-10", source="other", montant=77_777.5, objet="Fourniture de sel de déneigement",
                          dateNotification="2018-12-03"),
    ]  # fmt: skip
    import_into(
        module_home,
        items.write_json(folder / "2022", written()),
        items.write_json(folder / "2019", [*old, *twins], form="2019"),
    )
    return open_store(module_home)


def contract(opened: Opened, number: str) -> dict[str, Any]:
    (found,) = opened.named("SELECT * FROM contracts WHERE number = ?", (number,))
    return found


def test_latest_publication_is_kept_and_completed(opened: Opened) -> None:
    found = contract(opened, "AGAIN")

    assert (found["amount"], found["object"], found["procedure"]) == (20_000, "Taille des haies", "adapted")
    assert (found["lines"], found["duplicates"]) == (3, 2)


@pytest.mark.parametrize(
    ("number", "amount", "declared", "flags"),
    [
        ("RAISED", 130_000, 130_000, None),
        ("INCREMENT", 100_000, 12_000, "suspected_increment"),
        ("SLIP", 100_000, 1_000_000, "suspected_slip"),
    ],
)
def test_modification_is_the_new_total_or_is_flagged(
    opened: Opened, number: str, amount: float, declared: float, flags: str | None
) -> None:
    found = contract(opened, number)

    assert (found["amount"], found["declared"], found["flags"]) == (amount, declared, flags)


def test_duration_is_that_of_the_last_version(opened: Opened) -> None:
    found = contract(opened, "LONGER")

    assert (found["duration"], found["ends"].isoformat(), found["versions"]) == (36, "2027-03-04", 2)


def test_amount_repeated_on_lots_counts_once(opened: Opened) -> None:
    lots = [contract(opened, f"LOT{n}") for n in range(3)]

    assert [one["amount"] for one in lots] == [800_000, None, None]
    assert [one["flags"] for one in lots] == ["repeated_on_lots"] * 3
    assert [contract(opened, f"PAIR{n}")["amount"] for n in range(2)] == [900_000] * 2


def test_maximum_of_a_framework_is_apart_and_contracts_under_it_are_spent(opened: Opened) -> None:
    frame, under = contract(opened, "FRAME"), contract(opened, "UNDER")

    assert (frame["spent"], frame["maximum"], under["spent"], under["maximum"]) == (
        None,
        400_000,
        40_000,
        None,
    )


def test_amount_out_of_line_with_its_division_is_not_added(opened: Opened) -> None:
    found = contract(opened, "PAPER_HUGE")

    assert (found["amount"], found["declared"], found["reason"]) == (None, 90_000_000, "above_fence")
    assert contract(opened, "PAPER11")["amount"] == 2100


def test_versions_of_2019_are_one_contract_dated_by_the_first(opened: Opened) -> None:
    found = contract(opened, "2018R01")

    assert (found["year"], found["amount"], found["lines"], found["duplicates"]) == (2018, 95_000, 2, 0)


@pytest.mark.parametrize("number", ["2018R0200", "2018R0201", "201716066", "201716067"])
def test_numbers_that_only_look_like_versions_stay_apart(opened: Opened, number: str) -> None:
    assert contract(opened, number)["lines"] == 1


def test_contracts_of_two_sources_that_may_be_one_are_flagged_and_kept(opened: Opened) -> None:
    flags = {number: contract(opened, number)["flags"] for number in ("PES-1", "AIFE-9", "AIFE-10")}

    assert flags == {"PES-1": "maybe_twice", "AIFE-9": "maybe_twice", "AIFE-10": None}


def test_supplier_without_number_counts_among_co_contractors(opened: Opened) -> None:
    found = contract(opened, "GROUP")

    assert (found["suppliers"], found["identified"]) == (3, 2)


def test_newcomer_has_no_contract_of_the_buyer_in_36_months(opened: Opened) -> None:
    newcomers = {number: contract(opened, number)["newcomer"] for number in ("EARLY", "LATER", "MUCH_LATER")}

    assert newcomers == {"EARLY": True, "LATER": False, "MUCH_LATER": True}


def test_contract_of_252_lines_counts_once(tmp_path: Path, own_home: Home) -> None:
    """14 suppliers × 18 versions, as in the national table."""
    rows = [
        items.row(
            titulaire_id=f"0000{n:05}00011",
            modification_id=version,
            montant=100_000 + 1_000 * version,
            dateNotification=f"2024-{1 + version // 2:02}-{1 + 10 * (version % 2):02}",
        )
        for version in range(18)
        for n in range(1, 15)
    ]

    summary = import_into(own_home, items.write_table(tmp_path / "a", rows))

    (found,) = open_store(own_home).named("SELECT * FROM contracts")
    assert (summary.lines_read, summary.contracts_new, summary.keys) == (252, 1, 1)
    assert (found["suppliers"], found["versions"], found["lines"], found["duplicates"]) == (14, 18, 252, 0)
    assert (found["spent"], found["notified"].isoformat()) == (117_000, "2024-01-01")
    assert (found["sme"], found["same_department"]) == (True, False)


@pytest.mark.shared_data
def test_official_examples_and_real_file_have_the_counts_of_their_readme(
    shared_data: Path, own_home: Home
) -> None:
    real = import_into(own_home, shared_data / "decp" / "decp2019_sample.json")

    assert (real.lines_read, real.concession_lines, real.keys, real.rejected) == (4549, 8, 4375, 1)
    assert (real.rules["amount_nines"], real.rules["amount_zero"]) == (4, 15)
    # Two more have a year 0218, and the one without buyer, set aside, has no date either.
    assert real.rules["notification_missing"] - real.rules["date_absurd"] + real.rejected == 1286
    examples = import_into(own_home, *sorted((shared_data / "decp").glob("exemple_*")))
    assert (examples.lines_read, examples.rejected, examples.concession_lines) == (8, 0, 2)


@pytest.mark.shared_data
def test_few_sound_contracts_are_flagged(shared_data: Path, own_home: Home) -> None:
    import_into(own_home, shared_data / "decp" / "decp2019_sample.json")

    sound, flagged = open_store(own_home).row(
        "SELECT count(*), count(*) FILTER (flagged) FROM contracts WHERE kind = 'm'"
        " AND coalesce(reason, '') NOT IN ('nines', 'zero') AND coalesce(flags, '') <> 'repeated_on_lots'"
    )

    assert flagged < 0.01 * sound


@pytest.mark.shared_data
def test_departments_of_territorial_bodies_hold_without_a_register(shared_data: Path) -> None:
    real = json.loads((shared_data / "decp" / "decp2019_sample.json").read_text())["marches"]
    towns = filter(None, map(communes.get, communes.coordinates()[0]))
    known = {one.siren: one.department for one in towns if one.siren}
    known |= {one.siren: one.main_department for one in territories.epcis()}
    bodies = {(one.get("acheteur") or one.get("autoriteConcedante") or {"id": ""})["id"][:9] for one in real}

    told = [(places.department_of_buyer(one, None), known[one]) for one in bodies if one in known]

    assert len(told) > 200
    assert sum(one == other for one, other in told) >= 0.98 * len(told)


def test_suppliers_and_duration_are_those_of_the_last_version(tmp_path: Path, own_home: Home) -> None:
    """A table: the holder of the first version was replaced, and is no holder any more."""
    rows = [
        items.row(titulaire_id=items.FIRM, modification_id=0, dureeMois=12),
        items.row(titulaire_id=items.OTHER_FIRM, modification_id=1, dureeMois=24),
    ]

    import_into(own_home, items.write_table(tmp_path / "a", rows))

    opened = open_store(own_home)
    assert opened.rows("SELECT number FROM awards JOIN firms USING (supplier)") == [(items.OTHER_FIRM,)]
    assert opened.rows("SELECT suppliers, duration FROM contracts") == [(1, 24)]
