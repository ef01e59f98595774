"""Every kind of page of the observatory over a million invented contracts, cold and from what is kept.

    python benchmarks/observatory_pages.py [--contracts 1000000] [--each 12] [--keep DIR] [--only WORD]

Cold: the answers that the process keeps are forgotten before each request. Beside elapsed time stands the
processor's, which other work on the machine disturbs less, and its ratio to one bare pass over the contracts
of the same run. Firms and buyers are joined with an invented register, so that shares and distances are made.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import observatory as made

GOAL_COLD, GOAL_KEPT, GOAL_DRAWN = 250, 15, 150
BARE = "SELECT count(*), sum(amount), count(*) FILTER (sme), count(DISTINCT buyer) FROM contracts"


@dataclass(frozen=True, slots=True)
class Facts:
    size: str | None
    legal_category: str | None
    social: bool | None


class InventedRegister:
    """Seven firms in eight are known, by what their number gives; bodies sit in the department of theirs."""

    def contract_facts(self, sirens: Collection[str]) -> Mapping[str, Facts]:
        return {one: facts(one) for one in sirens if one.isdigit() and int(one) % 8}

    def communes(self, sirets: Collection[str]) -> Mapping[str, str]:
        return {one: seat(one) for one in sirets if one.isdigit() and int(one) % 8}


def facts(siren: str) -> Facts:
    chance = random.Random(siren)
    if siren.startswith("2"):
        return Facts(None, chance.choice(("7210", "7210", "7346", "7364", "7220")), None)
    legal = chance.choices(("5499", "5710", "9220", "1000"), (45, 45, 6, 4))[0]
    return Facts(chance.choices(("PME", "ETI", "GE"), (70, 18, 12))[0], legal, legal == "9220")


def seat(siret: str) -> str:
    chance = random.Random(siret)
    own = siret[2:4] if siret.startswith("21") else chance.choice(made.DEPARTMENTS)
    return chance.choice(towns()[own])


@cache
def towns() -> dict[str, list[str]]:
    from matchmaker.reference import communes

    codes, _radians = communes.coordinates()
    return {one: [code for code in codes if code.startswith(one)] for one in made.DEPARTMENTS}


def prepared(folder: Path, count: int) -> Path:
    """DATA_DIR with a store of so many contracts, joined; what is there already is kept."""
    from matchmaker.observatory.store import importing
    from matchmaker.observatory.store.home import Home
    from matchmaker.observatory.store.sides import Sides

    home = Home(folder / "observatory")
    if home.pointer() is None:
        source = folder / f"contracts-{count}.json"
        if not source.exists():
            made.write_json(source, count)
        made.report("import", made.run(made.IMPORT, home.root, source))
    start = time.perf_counter()
    joined = Sides(InventedRegister(), register_version="invented")
    if importing.rejoin(home, joined, tell=lambda text: None):
        print(f"joined with the register in {time.perf_counter() - start:.1f} s")
    return folder


def application(folder: Path):
    os.environ |= {"DATA_DIR": str(folder), "RATELIMIT_ENABLED": "no", "LOG_LEVEL": "WARNING"}
    from flask_migrate import upgrade

    from matchmaker.app import create_app
    from matchmaker.sourcing.index import index as match_index

    logging.getLogger("alembic").setLevel(logging.WARNING)
    app = create_app()
    with app.app_context():
        upgrade()
        match_index().ensure()  # as the worker does: no page learns from a million contracts itself
    return app


WIDE = [{}, {"year": "2023"}, {"region": "32"}, {"cpv": "45"}, {"purchase": "services"}, {"size": "sme"},
        {"ess": "yes"}, {"clause": "social"}, {"procedure": "adapted"}, {"amount_min": "90000"},
        {"amount_min": "40000", "amount_max": "90000", "year": "2022"}, {"family": "local"}]  # fmt: skip
CUTS = [{"by": "division", "show": "ess_wide"}, {"by": "supplier", "show": "amount"},
        {"by": "buyer", "show": "contracts"}, {"by": "year", "show": "sme"}]  # fmt: skip


def addresses(store) -> dict[str, list[str]]:
    """Kind of page → addresses: the largest of a kind first, then others by chance."""
    chance = random.Random(made.SEED)
    buyers = some(store, "SELECT buyer FROM buyers ORDER BY contracts DESC, buyer", chance)
    firms = "SELECT number FROM firms JOIN awards USING (supplier) GROUP BY 1 ORDER BY count(*) DESC, 1"
    suppliers = some(store, firms, chance)
    groups = some(store, "SELECT left(cpv, 4) FROM contracts GROUP BY 1 ORDER BY count(*) DESC, 1", chance)
    divisions = ["45", "71", "50", "33", "79", "90", "85"]
    departments, regions = list(made.DEPARTMENTS), ["32", "11", "84", "93"]
    families = ["local", "hospital"]
    years = ["2021", "2022", "2023", "2024"]
    here = [{"year": years[n % 4], "department": one} for n, one in enumerate(departments)]
    narrow = [{"cpv": one, "year": "2023"} for one in groups] + [{"buyer": one} for one in buyers[:4]]
    keys = [f"/observatory/figure/{one}" for one in ("share_sme", "hhi", "share_newcomers", "amount_median")]
    found = {
        "home": ["/observatory/"],
        "explore, a place and a year": with_filters("/observatory/explore", here),
        "explore, a need or a buyer": with_filters("/observatory/explore", narrow),
        "explore, wide": with_filters("/observatory/explore", WIDE),
        "explore, wide, each cut": with_filters(
            "/observatory/explore", [{**one, **cut} for one in WIDE[:4] for cut in CUTS]
        ),
        "explore, a page far on": with_filters(
            "/observatory/explore", [{**one, "page": "300"} for one in WIDE[:8]]
        ),
        "figure": with_filters(keys[0], WIDE) + with_filters(keys[1], here) + with_filters(keys[2], WIDE[:4]),
        "sheet of a buyer": sheets("buyer", buyers),
        "sheet of a supplier": sheets("supplier", suppliers),
        "sheet of a division": sheets("cpv", divisions),
        "sheet of a need": sheets("cpv", groups),
        "sheet of a department": sheets("department", departments),
        "sheet of a region": sheets("region", regions),
        "sheet of a kind of body": sheets("family", families),
        "compare": compared(buyers, suppliers),
        "maps": with_filters("/observatory/maps", [{}, {"region": "32"}, {"year": "2023", "show": "sme"}]),
        "quality": with_filters("/observatory/quality", [*WIDE[:4], *here]),
        "method": ["/observatory/method"],
        "delays": with_filters("/observatory/delays", [{}, *here]),
        "renewals": with_filters("/observatory/renewals", [*WIDE[:5], *here, *narrow[:4]]),
        "who could supply": with_filters("/observatory/supply", [{}, {"department": "59"}, {"cpv": "45"}]),
        "one contract": [
            f"/observatory/contract?{urlencode({'buyer': buyer, 'number': number})}"
            for buyer, number in store.rows(
                "SELECT buyer, number FROM contracts USING SAMPLE 12 ROWS (reservoir, 7)"
            )
        ],
    }
    return found | drawings(here)


def compared(buyers: list[str], suppliers: list[str]) -> list[str]:
    pairs = (
        ("department", "59", "62"),
        ("region", "32", "11"),
        ("cpv", "45", "71"),
        ("buyer", buyers[0], buyers[1]),
        ("supplier", suppliers[0], suppliers[1]),
    )
    return [f"/observatory/compare?{urlencode({'kind': kind, 'a': a, 'b': b})}" for kind, a, b in pairs]


def drawings(here: list[dict[str, str]]) -> dict[str, list[str]]:
    charts = [f"/observatory/chart/{one['by']}/{one['show']}.svg" for one in CUTS]
    maps = [(layer, show) for layer in ("departments", "epcis") for show in ("sme", "amount")]
    return {
        "chart (SVG)": [at for one in charts for at in with_filters(one, [*here[:3], *WIDE[:3]])],
        "map (SVG)": [f"/observatory/map/{layer}/{show}.svg" for layer, show in maps],
    }


def some(store, query: str, chance: random.Random, largest: int = 4, others: int = 8) -> list[str]:
    found = [row[0] for row in store.rows(query) if row[0]]
    return found[:largest] + chance.sample(found[largest:], min(others, len(found) - largest))


def with_filters(path: str, given: list[dict[str, str]]) -> list[str]:
    return [f"{path}?{urlencode(one)}" if one else path for one in given]


def sheets(theme: str, keys: list[str]) -> list[str]:
    return [f"/observatory/sheet/{theme}/{key}" for key in keys]


def forget(app) -> None:
    """What this process keeps of answers; the columns that the store itself holds in memory stay."""
    from matchmaker.observatory import queries
    from matchmaker.observatory.views import drawings

    app.extensions.pop("observatory_pages", None)
    drawings._kept.clear()
    for one in vars(queries).values():
        if hasattr(one, "cache_clear"):
            one.cache_clear()


def measure(app, store, each: int, only: str) -> None:
    bare = [took(lambda: store.rows(BARE))[1] for _ in range(9)]
    reference = statistics.median(bare)
    print(f"a bare pass over the contracts: {reference:.1f} ms of processor\n")
    print(f"{'milliseconds':26} {'cold p50':>9} {'p95':>7} {'most':>7} {'processor p50':>14} {'p95':>7}"
          f" {'× bare':>7} {'kept p95':>9}  goal")  # fmt: skip
    client = app.test_client()
    pages: list[float] = []
    for name, found in addresses(store).items():
        if only in name:
            goal = GOAL_DRAWN if "SVG" in name else GOAL_COLD
            worked = show(app, client, name, found[: 2 * each], each, reference, goal)
            pages += worked if goal == GOAL_COLD else []
    print(
        f"\nall pages: p50 {statistics.median(pages):.0f} ms, p95 {high(pages):.0f} ms of elapsed time, cold"
    )


def show(app, client, name: str, found: list[str], each: int, reference: float, goal: int) -> list[float]:
    cold, worked, kept = [], [], []
    asked = list(islice(cycle(found), max(each, len(found))))
    client.get(asked[0])
    for address in asked:
        forget(app)
        elapsed, processor = took(lambda at=address: answered(client, at))
        again, _processor = took(lambda at=address: answered(client, at))
        cold.append(elapsed)
        worked.append(processor)
        kept.append(again)
    slowest = asked[cold.index(max(cold))]
    print(f"{name:26} {statistics.median(cold):9.0f} {high(cold):7.0f} {max(cold):7.0f}"
          f" {statistics.median(worked):14.0f} {high(worked):7.0f} {high(worked) / reference:7.1f}"
          f" {high(kept):9.1f}  {goal}; {GOAL_KEPT}   {slowest}", flush=True)  # fmt: skip
    return cold


def answered(client, address: str) -> None:
    status = client.get(address).status_code
    assert status == 200, f"{address} answered {status}"


def took(call) -> tuple[float, float]:
    """(elapsed, processor) in milliseconds."""
    start, before = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - start) * 1000, (time.process_time() - before) * 1000


def high(times: list[float]) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=1_000_000)
    parser.add_argument("--each", type=int, default=12, help="requests of each kind of page, at least")
    parser.add_argument("--keep", type=Path, help="a folder whose store is made once and kept")
    parser.add_argument("--only", default="", help="kinds of page whose name holds this word")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    try:
        app = application(prepared(folder, options.contracts))
        with app.app_context():
            from matchmaker.observatory import queries

            store = queries.opened()
        measure(app, store, options.each, options.only)
    finally:
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
