"""Loading and look-ups of the reference tables, each beside what a plain CSV and a plain scan would cost.

    python benchmarks/reference.py

Loading is measured in a fresh process each (best of three), look-ups in this one after a first call.
"""

import csv
import io
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from matchmaker.reference import commune_table, communes, cpv, geometry, zones
from matchmaker.reference.footprints import Footprints
from matchmaker.reference.text import name_key
from matchmaker.reference.zones import Zone

ROOT = Path(__file__).resolve().parents[1]
LOADING_LIMIT_MS = 150
SEARCH_LIMIT_MS = 2
LOADS = {
    "communes.get": ("communes", "get('62041')"),
    "communes.search": ("communes", "search('arr')"),
    "communes.nearest": ("communes", "nearest(50.3, 2.8)"),
    "territories.search_epci": ("territories", "search_epci('lille')"),
    "zones.intersects": (
        "zones",
        "intersects(m.Zone(communes=('62041',), radius_km=30), m.Zone(regions=('32',)))",
    ),
    "cpv.get": ("cpv", "get('45000000')"),
    "cpv.search": ("cpv", "search('nettoyage bureaux')"),
    "naf.search": ("naf", "search('nettoyage')"),
    "legal.search": ("legal", "search('association')"),
    "buyers.search": ("buyers", "search('lille')"),
    "thresholds.all_thresholds": ("thresholds", "all_thresholds()"),
    "outlines.outline": ("outlines", "outline('departments')"),
}


def loading_ms(module: str, call: str) -> float:
    """First call in a fresh process, imports (numpy, modules) left out."""
    code = (
        f"import time, matchmaker.reference.{module} as m, matchmaker.reference.cpv_search\n"
        f"start = time.perf_counter(); m.{call}; print((time.perf_counter() - start) * 1000)"
    )
    runs = (
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        for _ in range(3)
    )
    return min(float(run.stdout) for run in runs)


def each_ms(call: Callable[[], object], times: int = 200) -> tuple[float, float]:
    """Median and 95th percentile of single calls."""
    call()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1]


def report(name: str, call: Callable[[], object], times: int = 200) -> None:
    median, p95 = each_ms(call, times)
    print(f"  {name:52} {median:8.3f} ms   p95 {p95:8.3f} ms")


def loading() -> None:
    print(f"First call in a fresh process (limit {LOADING_LIMIT_MS} ms)")
    for name, (module, call) in LOADS.items():
        print(f"  {name:52} {loading_ms(module, call):8.1f} ms", flush=True)
    columns = commune_table.table().columns
    text = io.StringIO()
    csv.writer(text).writerows(zip(*columns.values(), strict=True))
    start = time.perf_counter()
    kept = list(csv.reader(io.StringIO(text.getvalue())))
    spent = (time.perf_counter() - start) * 1000
    print(f"  reference: csv.reader over the {len(kept):,} communes {spent:18.1f} ms, without gzip")


def searching() -> None:
    print(f"Search (limit {SEARCH_LIMIT_MS} ms)")
    for typed in ("arr", "st", "s", "saint", "593", "villeneuve d'asc"):
        report(f"communes.search({typed!r})", lambda typed=typed: communes.search(typed))
    names = commune_table.table().columns["name"]
    report(
        "reference: fold and scan all names",
        lambda: [n for n in names if name_key(n).startswith("arr")],
        times=3,
    )
    report("cpv.search('nettoyage bureaux')", lambda: cpv.search("nettoyage bureaux"))


def random_zones(count: int) -> list[Zone]:
    chance = random.Random(7)
    codes = [code for code in commune_table.table().codes if code[:2] in ("02", "59", "60", "62", "80")]
    makers: tuple[Callable[[], Zone], ...] = (
        lambda: Zone(communes=(chance.choice(codes),), radius_km=chance.choice((10, 20, 30, 50))),
        lambda: Zone(communes=tuple(chance.sample(codes, 3))),
        lambda: Zone(departments=(chance.choice(("02", "59", "60", "62", "80")),)),
        lambda: Zone(regions=("32",)),
        lambda: Zone(nationwide=True),
    )
    return [chance.choice(makers)() for _ in range(count)]


def meeting() -> None:
    held = random_zones(5_000)
    needs = {
        "commune": Zone(communes=("62041",)),
        "30 km": Zone(communes=("62041",), radius_km=30),
        "department": Zone(departments=("62",)),
        "region": Zone(regions=("32",)),
    }
    print("Zones")
    report("zones.intersects, two known zones", lambda: zones.intersects(needs["30 km"], needs["region"]))
    chance = random.Random(3)
    report(
        "zones.intersects, circle never seen before",
        lambda: zones.intersects(Zone(communes=("62041",), radius_km=chance.uniform(5, 60)), needs["region"]),
    )
    start = time.perf_counter()
    footprints = Footprints.of(held)
    print(f"  Footprints.of({len(held):,} zones) {(time.perf_counter() - start) * 1000:34.1f} ms, once")
    for name, need in needs.items():
        report(f"Footprints.meeting, {name}, {len(held):,} zones", lambda need=need: footprints.meeting(need))
    report(
        "reference: intersects in a loop, region, 5,000 zones",
        lambda: [zones.intersects(one, needs["region"]) for one in held],
        times=5,
    )
    rows = commune_table.table().row_of
    seats = commune_table.unit_vectors()[[rows[one.communes[0]] for one in held if one.communes]]
    report(
        f"geometry.nearest_km, {len(seats):,} seats to a department",
        lambda: geometry.nearest_km(seats, zones.points(needs["department"])),
        times=10,
    )


if __name__ == "__main__":
    loading()
    searching()
    meeting()
