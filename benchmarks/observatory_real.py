"""What the rules of method do to a real file: `python benchmarks/observatory_real.py FILE.json [FILE…]`.

DECP in JSON, 2019 or 2022. Beside what the store holds stands a plain count of the items: amounts of nines,
of zero, absent, dates absent. The department of territorial bodies is found without any register, and
compared with the table of communes and intercommunalities, and with where most of their contracts are.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from matchmaker.observatory.method import amounts, places
from matchmaker.observatory.store import importing
from matchmaker.observatory.store.home import Home
from matchmaker.observatory.store.opened import Opened, Stores
from matchmaker.observatory.store.sides import Sides
from matchmaker.reference import communes, territories

TERRITORIAL = ("20", "21", "22", "23", "24", "25", "26", "27", "28")
LEAST_PLACED = 3


def items_of(path: Path) -> list[dict[str, Any]]:
    held = json.loads(path.read_text(encoding="utf-8-sig"))["marches"]
    return held if isinstance(held, list) else [one for group in held.values() for one in group]


def buyer_of(item: Mapping[str, Any]) -> str:
    return str((item.get("acheteur") or item.get("autoriteConcedante") or {}).get("id") or "")


def plain_counts(items: Iterable[Mapping[str, Any]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for item in items:
        if "autoriteConcedante" in item:
            found["concessions"] += 1
            continue
        reason = amounts.unusable_reason(amounts.read_amount(item.get("montant")))
        found[{"missing": "zero"}.get(reason, reason) if reason else "usable"] += 1
        found["undated"] += not item.get("dateNotification")
    return found


def flagged(store: Opened) -> None:
    rows = store.rows(
        "SELECT coalesce(reason, flags, '–'), count(*), sum(declared) FROM contracts WHERE kind = 'm'"
        " AND flagged GROUP BY 1 ORDER BY 2 DESC"
    )
    for reason, count, declared in rows:
        print(f"  {reason:22} {count:6} contracts  {declared or 0:20,.2f} EUR declared")
    sound, out = store.row(
        "SELECT count(*), count(*) FILTER (flagged) FROM contracts WHERE kind = 'm'"
        " AND coalesce(reason, '') NOT IN ('nines', 'zero', 'missing')"
        " AND coalesce(flags, '') <> 'repeated_on_lots'"
    )
    print(f"sound contracts flagged: {out} of {sound}, {out / sound:.2%} (goal: under 1 %)")


def departments(items: Iterable[Mapping[str, Any]]) -> None:
    where: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        siren = buyer_of(item)[:9]
        place = item.get("lieuExecution") or {}
        found = places.department_of_place(str(place.get("code") or ""), str(place.get("typeCode") or ""))
        if siren[:2] in TERRITORIAL and len(siren) == 9:
            where[siren].update([found] if found else [])
    usual = {siren: min(held, key=lambda one: (-held[one], one)) for siren, held in where.items() if held}
    known = table()
    told = [(places.department_of_buyer(one, usual.get(one)), known[one]) for one in where if one in known]
    print(f"{len(where)} territorial bodies; {right(told)} by the table of communes and intercommunalities")
    placed = [one for one, held in where.items() if held.total() >= LEAST_PLACED]
    pairs = [(places.department_of_buyer(one, None), usual[one]) for one in placed]
    print(f"  without their places: {right([pair for pair in pairs if pair[0]])} by where most contracts are")


def table() -> dict[str, str]:
    codes, _radians = communes.coordinates()
    towns = filter(None, map(communes.get, codes))
    found = {one.siren: one.department for one in towns if one.siren}
    return found | {one.siren: one.main_department for one in territories.epcis()}


def right(pairs: list[tuple[str | None, str]]) -> str:
    good = sum(one == other for one, other in pairs)
    return f"{good} of {len(pairs)} right, {good / len(pairs):.2%} (goal: 98 %)" if pairs else "none compared"


def main() -> None:
    paths = [Path(one) for one in sys.argv[1:]]
    if not paths:
        print("no file given: nothing to count")
        return
    items = [item for path in paths for item in items_of(path)]
    counted = plain_counts(items)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        quiet = {"tell": lambda _text: None, "step": lambda _lines: None}
        summary = importing.import_files(home, paths, Sides(), **quiet)
        print(f"{len(items)} items, {summary.lines_read} lines read, {summary.rejected} set aside")
        print(f"{counted['concessions']} concessions, {summary.concession_lines} read")
        print(f"{summary.keys} keys, {summary.contracts_new} contracts once siblings of 2019 are joined")
        print(f"amounts of nines: {counted['nines']}, marked {summary.rules.get('amount_nines', 0)}")
        marked = summary.rules.get("amount_zero", 0) + summary.rules.get("amount_missing", 0)
        print(f"amounts zero or absent: {counted['zero']}, marked {marked}")
        print(f"contracts without date: {counted['undated']}")
        store = Stores(home).current()
        flagged(store)
        store.connection.close()
    departments(items)


if __name__ == "__main__":
    main()
