"""Groups, lots, cuts and raises at scale, each beside one suggestion of the same need in the same run.

    python benchmarks/groupings.py [--suppliers 10000] [--needs 12]

Suppliers have two offers each (see match_speed.py). Half of the needs join three trades and have them as
lots. Sought: groups in 200 ms at 10,000 suppliers. Milliseconds, median and 95th percentile.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from match_speed import World, medians

from matchmaker.matching.coverage import Ground, ground
from matchmaker.matching.groupings import find_groups
from matchmaker.matching.lots import board
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.raising import prospects
from matchmaker.matching.splitting import cuts
from matchmaker.matching.values import Need

LOTS = 3
SOUGHT_MS = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suppliers", type=int, default=10_000)
    parser.add_argument("--needs", type=int, default=12)
    arguments = parser.parse_args()
    world = World()
    matcher = SupplierMatcher().fit(world.suppliers(2 * arguments.suppliers))
    plain = world.needs(arguments.needs // 2)
    lotted = [with_lots(world, number) for number in range(arguments.needs - len(plain))]
    print(f"{arguments.suppliers} suppliers, {len(plain)} needs without lots, {len(lotted)} with {LOTS} lots")
    whole = report("one suggestion, 20 explained", [lambda n=n: matcher.suggest(n) for n in plain + lotted])
    rows: Sequence[tuple[str, list[Callable[[], object]]]] = [
        ("groups, without lots", [lambda n=n: groups(matcher, n) for n in plain]),
        (f"groups, {LOTS} lots", [lambda n=n: groups(matcher, n) for n in lotted]),
        (f"lots: counts and union, {LOTS} lots", [lambda n=n: by_lot(matcher, n) for n in lotted]),
        ("cuts into lots", [lambda n=n: cuts(matcher, n) for n in plain + lotted]),
        ("what would raise it", [lambda n=n: raise_it(matcher, n) for n in plain + lotted]),
    ]
    for name, runs in rows:
        report(name, runs, whole)
    known = [ground(matcher, need) for need in plain + lotted]
    most = max(len(one.candidates) for one in known)
    report(
        f"of which pairs and triples, {most} candidates at most", [enumeration(one) for one in known], whole
    )
    print(f"sought: groups in {SOUGHT_MS} ms at 10,000 suppliers")


def with_lots(world: World, number: int) -> Need:
    parts = [world.text(20) for _ in range(LOTS)]
    zone = world.zone()
    lots = tuple(Need(f"{number}-{at}", text, (code,), zone) for at, (text, code) in enumerate(parts, 1))
    text = "\n".join(one.text for one in lots)
    return Need(f"lots-{number}", text, tuple(code for _text, code in parts), zone, lots=lots)


def groups(matcher: SupplierMatcher, need: Need) -> object:
    return find_groups(ground(matcher, need, capacities=lambda ids: dict.fromkeys(ids, 0.5)))


def enumeration(known: Ground) -> Callable[[], object]:
    return lambda: find_groups(replace(known, capacity=15.0))


def by_lot(matcher: SupplierMatcher, need: Need) -> object:
    lots = board(matcher, need)
    return lots.outlooks(), lots.union(20)


def raise_it(matcher: SupplierMatcher, need: Need) -> object:
    return prospects(matcher, need, matcher.suggest(need, 10, explain=False)[-1].supplier_id)


def report(name: str, runs: Sequence[Callable[[], object]], beside: float | None = None) -> float:
    median, most = medians(runs)
    ratio = f"   {median / beside:5.1f} × a suggestion" if beside else ""
    print(f"{name:55s} {median:7.1f} {most:7.1f} ms{ratio}", flush=True)
    return median


if __name__ == "__main__":
    main()
