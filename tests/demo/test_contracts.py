from pathlib import Path

from matchmaker.demo.contracts import contracts, delays
from matchmaker.demo.values import Region
from matchmaker.observatory.store.home import Home
from matchmaker.reference.identifiers import is_demonstration
from tests.observatory import items
from tests.observatory.conftest import import_into


def test_same_seed_and_day_give_the_same_contracts(demo_region: Region) -> None:
    assert contracts(demo_region, 50) == contracts(demo_region, 50)
    assert delays(demo_region) == delays(demo_region)


def test_nobody_real_is_named(demo_region: Region) -> None:
    held = contracts(demo_region, 300)["marches"]["marche"]
    buyers = {item["acheteur"]["id"] for item in held} - {""}
    firms = {one["titulaire"]["id"] for item in held for one in item["titulaires"]} - {"NC"}

    assert all(is_demonstration(number) for number in buyers | firms)


def test_invented_contracts_have_the_faults_of_real_files(demo_region: Region, tmp_path: Path) -> None:
    held = contracts(demo_region, 1200)["marches"]
    path = items.write_json(tmp_path / "a", held["marche"], held["contrat-concession"])

    summary = import_into(Home(tmp_path / "observatory"), path, origin="demonstration")

    rules = {"accents_lost", "amount_zero", "date_time_zone", "notification_missing", "cpv_check_digit"}
    assert rules <= set(summary.rules)
    assert 0 < summary.rejected < 0.01 * summary.lines_read
    assert summary.keys < summary.lines_read
