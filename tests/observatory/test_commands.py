from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from matchmaker.observatory.indicators.definitions import KEYS
from matchmaker.observatory.store import light
from matchmaker.web.transaction import Application
from tests.observatory import items

DELAYS = "siren,year,category,payments,mean_days,median_days,p90_days,share_over_limit\n"


@pytest.fixture
def run(app: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Runs `flask observatory …` with a folder of its own; the light process is played by this one."""
    from matchmaker.observatory.store.home import Home
    from matchmaker.observatory.store.opened import Stores

    monkeypatch.setattr(light, "become", lambda line: sys.exit(light.main(line[3:])))
    monkeypatch.setitem(app.extensions, "observatory", Stores(Home(tmp_path / "observatory")))
    runner = app.test_cli_runner()

    def call(*arguments: object) -> Result:
        return runner.invoke(args=["observatory", *map(str, arguments)])

    return call


def written(folder: Path) -> Path:
    return items.write_json(
        folder / "contracts", [*items.varied(40), items.marche(id="X", acheteur={})], [items.concession()]
    )


def test_import_prints_its_summary(run, tmp_path: Path) -> None:
    result = run("import", written(tmp_path))

    summary = json.loads(result.stdout)
    assert (result.exit_code, summary["lines_read"], summary["rejected"]) == (0, 44, 1)
    assert summary["contracts_new"] == summary["keys"] - 1


def test_rejects_are_a_table_with_file_line_and_reason(run, tmp_path: Path) -> None:
    run("import", written(tmp_path))

    assert run("rejects", "--format", "csv").stdout == (
        "file,line,contract_id,buyer_id,field,value,reason\ncontracts,43,X,,acheteur.id,,no number of buyer\n"
    )


def test_indicators_are_all_there_in_order(run, tmp_path: Path) -> None:
    run("import", written(tmp_path))

    result = run("indicators", "--format", "json", "--year", "2023", "--as-of", "2024-01-01")

    told = json.loads(result.stdout)
    assert (told["filters"], told["as_of"], len(told["data_version"])) == ({"year": 2023}, "2024-01-01", 12)
    assert tuple(one["key"] for one in told["indicators"]) == KEYS
    assert {tuple(one) for one in told["indicators"]} == {
        ("key", "value", "numerator", "denominator", "unknown", "unit", "definition")
    }


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["import"], 2),
        (["import", "nowhere.json"], 1),
        (["indicators", "--year", "218"], 2),
        (["indicators", "--family", "unknown"], 2),
        (["indicators"], 1),
        (["delays", "nowhere.csv"], 2),
    ],
)
def test_refusals_have_their_status(run, arguments: list[str], status: int) -> None:
    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (status, "")


def test_delays_are_weighted_by_payments_and_never_derived(run, tmp_path: Path) -> None:
    run("import", written(tmp_path))
    path = tmp_path / "delays.csv"
    path.write_text(
        DELAYS
        + "216200414,2023,,300,20,18,40,0.1\n216204986,2023,,100,40,,,\n266200112,2023,hospital,50,45,,,0.3\n"
    )

    loaded = run("delays", path)

    assert json.loads(loaded.stdout) == {"lines_read": 3, "new": 3, "changed": 0, "unchanged": 0}
    found = {
        one["key"]: one for one in json.loads(run("indicators", "--department", "62").stdout)["indicators"]
    }
    assert found["delay_mean_days"]["value"] == pytest.approx((6000 + 4000 + 2250) / 450)
    assert (found["delay_median_days"]["value"], found["delay_median_days"]["denominator"]) == (18, 300)
    assert found["delay_share_over_limit"]["value"] == pytest.approx(45 / 350)
    assert found["delay_p90_days"]["unknown"] == 150


def test_delays_with_a_bad_line_are_all_refused(run, tmp_path: Path) -> None:
    path = tmp_path / "delays.csv"
    path.write_text(DELAYS + "216200414,2023,,300,20,,,\n2162,2023,,0,-3,,,17\n")

    result = run("delays", path)

    assert result.exit_code == 1
    assert result.stderr.count("line 3:") == 4
    assert json.loads(run("delays", items_of(path)).stdout)["new"] == 1


def items_of(path: Path) -> Path:
    """The same file without its last line."""
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    return path


def test_delays_again_change_nothing(run, tmp_path: Path) -> None:
    path = tmp_path / "delays.csv"
    path.write_text(DELAYS + "216200414,2023,,300,20,,,\n")
    run("delays", path)

    assert json.loads(run("delays", path).stdout) == {"lines_read": 1, "new": 0, "changed": 0, "unchanged": 1}


def test_suppliers_of_the_platform_are_joined_at_the_next_figures(run, make, tmp_path: Path) -> None:
    contracts = [items.marche(titulaires=items.suppliers(items.FIRM)) for _ in range(12)]
    run("import", items.write_json(tmp_path / "a", contracts))
    before = json.loads(run("indicators").stdout)

    make.supplier(siret=items.FIRM, siren=items.FIRM[:9], commune="62041", kinds=("ei",))

    after = json.loads(run("indicators").stdout)
    value = {one["key"]: one["value"] for one in after["indicators"]}
    assert (value["share_ess_wide"], value["share_same_department"], value["share_ess_declared"]) == (
        1.0,
        1.0,
        None,
    )
    assert before["data_version"] != after["data_version"]
