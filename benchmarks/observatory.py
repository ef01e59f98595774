"""Import and aggregates of the observatory on a million invented contracts, beside a bare streaming parse.

    python benchmarks/observatory.py [--contracts 1000000] [--xml 300000] [--keep DIR]

Distributions are those counted on 10,625 real contracts (docs/observatory.md): CPV divisions, procedures,
several suppliers 6.4 %, modifications 1.2 %, the same number again 1.7 %, amounts of nines and zeros, dates
missing or with a zone. Seeded: the same file each time.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import ijson

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SEED = 2016
# CPV divisions and procedures, in hundredths of the real contracts.
DIVISIONS = {
    "45": 34, "71": 9, "50": 7, "33": 6, "79": 5, "90": 5, "34": 4, "66": 4, "72": 4, "30": 3, "15": 3,
    "44": 3, "39": 3, "60": 2, "55": 2, "80": 2, "77": 2, "48": 1, "85": 1,
}  # fmt: skip
PROCEDURES = {
    "Procédure adaptée": 62,
    "Appel d'offres ouvert": 34,
    "Marché passé sans publicité ni mise en concurrence préalable": 3,
    "Procédure avec négociation": 1,
}
SOCIAL = ("Clause sociale", "Pas de considération sociale")
NO_ENVIRONMENTAL = "Pas de considération environnementale"
PLACES = ("Code postal", "Code département", "Code commune")
WORDS = (
    "travaux", "entretien", "fourniture", "maintenance", "restauration", "scolaire", "bâtiment", "voirie",
    "nettoyage", "études", "maîtrise", "d’œuvre", "réhabilitation", "école", "collège", "mobilier",
    "véhicules", "informatique", "espaces", "verts", "transport", "assurance", "lot", "gros",
    "électricité", "peinture",    "plomberie", "chauffage", "menuiserie",
)  # fmt: skip
DEPARTMENTS = ("59", "62", "80", "60", "02", "75", "69", "13", "33", "44")


def contracts(count: int) -> Iterator[dict[str, object]]:
    """Items of the 2022 format."""
    chance = random.Random(SEED)
    buyers = [f"21{chance.choice(DEPARTMENTS)}{n:05}000{n % 89:02}" for n in range(max(20, count // 60))]
    firms = [
        f"{chance.randrange(300_000_000, 999_999_999)}{chance.randrange(10, 99):05}"
        for _ in range(max(30, count // 7))
    ]
    first = date(2021, 1, 1)
    for number in range(count):
        item = contract(chance, number, buyers, firms, first)
        yield item
        if chance.random() < 0.017:
            yield {**item, "datePublicationDonnees": "2024-12-31"}


def contract(
    chance: random.Random, number: int, buyers: list[str], firms: list[str], first: date
) -> dict[str, object]:
    buyer = chance.choice(buyers)
    notified = first + timedelta(days=chance.randrange(1400))
    code = buyer[2:4]
    suppliers = [
        chance.choice(firms) for _ in range(1 if chance.random() > 0.064 else chance.randrange(2, 6))
    ]
    return {
        "id": f"{notified.year}{number:07}",
        "acheteur": {"id": buyer},
        "nature": "Marché",
        "objet": " ".join(chance.choices(WORDS, k=chance.randrange(5, 18))).capitalize(),
        "codeCPV": _drawn(chance, DIVISIONS) + f"{chance.randrange(1, 9)}{chance.randrange(0, 9)}0000",
        "techniques": {"technique": ["Accord-cadre" if chance.random() < 0.3 else "Sans objet"]},
        "modalitesExecution": {"modaliteExecution": ["Sans objet"]},
        "marcheInnovant": chance.random() < 0.02,
        "attributionAvance": chance.random() < 0.3,
        "tauxAvance": 0.1,
        "sousTraitanceDeclaree": chance.random() < 0.2,
        "ccag": "Travaux",
        "offresRecues": chance.choice((1, 1, 2, 3, 3, 4, 5, 8)),
        "typeGroupementOperateurs": "Pas de groupement",
        "procedure": _drawn(chance, PROCEDURES),
        "lieuExecution": {"code": f"{code}000", "typeCode": chance.choice(PLACES)},
        "dureeMois": chance.choice((1, 6, 12, 12, 24, 36, 48)),
        "dateNotification": notified.isoformat(),
        "datePublicationDonnees": (notified + timedelta(days=chance.randrange(100))).isoformat(),
        "montant": _amount(chance),
        "typesPrix": {"typePrix": ["Définitif révisable"]},
        "formePrix": "Unitaire",
        "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": one}} for one in suppliers],
        "considerationsSociales": {"considerationSociale": [chance.choice(SOCIAL)]},
        "considerationsEnvironnementales": {"considerationEnvironnementale": [NO_ENVIRONMENTAL]},
        "origineUE": 0.5,
        "origineFrance": 0.4,
        "actesSousTraitance": [],
        "modifications": _modifications(chance, notified),
        "modificationsActesSousTraitance": [],
    }  # fmt: skip


def _drawn(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(tuple(weights), tuple(weights.values()))[0]


def _amount(chance: random.Random) -> float:
    fate = chance.random()
    if fate < 0.007:
        return 0
    if fate < 0.0077:
        return chance.choice((999999, 99999999, 999999999))
    return round(math.exp(chance.gauss(10.9, 1.5)), 2)


def _modifications(chance: random.Random, notified: date) -> list[object]:
    if chance.random() > 0.012:
        return []
    day = (notified + timedelta(days=200)).isoformat()
    return [{"modification": {"id": 1, "dateNotificationModification": day, "dureeMois": 48}}]


def write_json(path: Path, count: int) -> int:
    lines = 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"marches": {"marche": [')
        for lines, item in enumerate(contracts(count), 1):
            stream.write((",\n" if lines > 1 else "") + json.dumps(item, ensure_ascii=False))
        stream.write("]}}")
    return lines


def write_xml(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<marches>')
        for item in contracts(count):
            stream.write(f"<marche>{''.join(_element(key, value) for key, value in item.items())}</marche>\n")
        stream.write("</marches>")


def _element(name: str, value: object) -> str:
    if isinstance(value, dict):
        inner = "".join(_element(key, one) for key, one in value.items())
    elif isinstance(value, list):
        if value and not isinstance(value[0], dict):
            return "".join(_element(name, one) for one in value)
        inner = "".join(_element(key, one) for item in value for key, one in item.items())
    elif isinstance(value, bool):
        inner = str(value).lower()
    else:
        inner = escape(str(value))
    return f"<{name}>{inner}</{name}>"


# Each runs in a process of its own, so that its time and memory are its own.
TOLD = """
def told(lines, **more):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "cpu": time.process_time(), "peak": peak, "lines": lines, **more}))
"""
IMPORT = """
import json, resource, sys, time
from pathlib import Path
from matchmaker.observatory.store import importing
from matchmaker.observatory.store.home import Home
from matchmaker.observatory.store.sides import Sides
start = time.perf_counter()
def tell(text):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    now = f"{time.perf_counter() - start:6.1f} s, {time.process_time():6.1f} s of processor, {peak} MB"
    print(f"    {now}: {text}", file=sys.stderr)
home, path = Home(Path(sys.argv[1])), Path(sys.argv[2])
summary = importing.import_files(home, [path], Sides(), tell=tell, step=lambda lines: None)
told(summary.lines_read, new=summary.contracts_new, changed=summary.contracts_changed,
     version=summary.data_version)
"""
# The bare parse: every item as the streaming parser gives it, and nothing else.
BARE_JSON = """
import ijson, json, resource, sys, time
start = time.perf_counter()
with open(sys.argv[2], "rb") as stream:
    lines = sum(1 for _ in ijson.items(stream, "marches.marche.item", use_float=True))
told(lines)
"""
BARE_XML = """
import json, resource, sys, time
from xml.etree.ElementTree import iterparse
start, lines, root = time.perf_counter(), 0, None
for event, element in iterparse(sys.argv[2], ("start", "end")):
    if root is None:
        root = element
    elif event == "end" and element.tag == "marche":
        lines += 1
        root.clear()
told(lines)
"""


def run(script: str, home: Path, path: Path) -> dict[str, float]:
    found = subprocess.run(
        [sys.executable, "-c", TOLD + script, str(home), str(path)],
        cwd=ROOT,
        env={**os.environ, "MALLOC_ARENA_MAX": "2"},  # as store/light.py does
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(found.stdout)


def report(name: str, found: dict[str, float], *, goal: str = "") -> None:
    """Elapsed time tells the speed; beside a busy machine's, the time of the processor tells the work."""
    speed = found["lines"] / found["seconds"]
    time_told = f"{found['seconds']:7.1f} s  {speed:9,.0f} contracts/s  {found['cpu']:6.1f} s of processor"
    print(f"{name:34} {time_told}  {found['peak']:5} MB peak  {goal}")


def aggregates(home: Path) -> None:
    from matchmaker.observatory.asking import tables
    from matchmaker.observatory.asking.totals import StoreTotals
    from matchmaker.observatory.indicators.filters import read_filters
    from matchmaker.observatory.store.home import Home
    from matchmaker.observatory.store.opened import Stores

    store = Stores(Home(home)).current()
    source = StoreTotals(store)
    chance = random.Random(SEED)
    years = ("2021", "2022", "2023", "2024")
    asked = [{"department": chance.choice(DEPARTMENTS), "year": chance.choice(years)} for _ in range(10)]
    asked += [{"cpv": "45"}, {"cpv": "71"}, {"cpv": "9061"}, {}, {}, {}]
    parts = {
        "counts, amounts and shares": lambda one: source._of_contracts(one),
        "suppliers and concentration": lambda one: source._of_suppliers(one),
        "renewals": lambda one: source._renewals(one, date(2024, 6, 1)),
        "by year": lambda one: tables.groups(store, "year", one),
        "by buyer, the first 50": lambda one: tables.groups(store, "buyer", one),
        "by division": lambda one: tables.groups(store, "division", one),
        "all the indicators": lambda one: source.totals(one, date(2024, 6, 1)),
    }
    for name, ask in parts.items():
        times, worked = [], []
        for given in asked:
            start, before = time.perf_counter(), time.process_time()
            ask(read_filters(given))
            times.append((time.perf_counter() - start) * 1000)
            worked.append((time.process_time() - before) * 1000)
        times.sort()
        high = times[int(0.95 * len(times))]
        print(
            f"{name:34} p50 {statistics.median(times):6.1f} ms  p95 {high:6.1f} ms  "
            f"processor p50 {statistics.median(worked):6.1f} ms, most {max(worked):6.1f} ms"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--contracts", type=int, default=1_000_000)
    parser.add_argument("--xml", type=int, default=300_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    try:
        measure(folder, options.contracts, options.xml)
    finally:
        if not options.keep:
            shutil.rmtree(folder)


def measure(folder: Path, count: int, xml_count: int) -> None:
    print(f"{os.cpu_count()} cores, ijson {ijson.backend}, Python {sys.version.split()[0]}")
    source, marked = folder / f"contracts-{count}.json", folder / f"contracts-{xml_count}.xml"
    if not source.exists():
        write_json(source, count)
    if not marked.exists():
        write_xml(marked, xml_count)
    print(f"JSON {source.stat().st_size / 1e6:,.0f} MB, XML {marked.stat().st_size / 1e6:,.0f} MB")
    for home in ("home", "home-xml"):
        shutil.rmtree(folder / home, ignore_errors=True)
    report("JSON, bare streaming parse", run(BARE_JSON, folder, source))
    first = run(IMPORT, folder / "home", source)
    report("JSON, import end to end", first, goal="goal ≥ 15,000/s, ≤ 300 MB, 1 M ≤ 90 s")
    again = run(IMPORT, folder / "home", source)
    same = again["new"] == again["changed"] == 0 and again["version"] == first["version"]
    print(f"{'the same file again':34} {again['seconds']:7.1f} s  {'nothing changed' if same else 'CHANGED'}")
    report("XML, bare streaming parse", run(BARE_XML, folder, marked))
    report(
        "XML, import end to end", run(IMPORT, folder / "home-xml", marked), goal="goal ≥ 8,000/s, ≤ 300 MB"
    )
    aggregates(folder / "home")
    print(f"this process, reading: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB peak")


if __name__ == "__main__":
    main()
