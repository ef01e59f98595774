"""Figures of the planner on seeded instances, with the usual ways of planning beside it.

    .venv/bin/python benchmarks/planning.py [--sizes 40,250,1000] [--families plain,avail,full]
        [--seeds 5] [--seconds 60] [--linear]

Each line is a mean over the seeds, then the worst. Seconds are the processor's (the planner uses one
core), beside the longest by the clock, which other work on the machine stretches. Values are shares of
the plan's own upper bound (for 5,000 people the flow's, unless --linear asks for the linear programme,
which takes minutes).
"""

import argparse
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from matchmaker.scheduling.bounds import bound_of
from matchmaker.scheduling.checker import errors
from matchmaker.scheduling.colouring import bits
from matchmaker.scheduling.commitments import settle
from matchmaker.scheduling.generator import as_json, make_instance
from matchmaker.scheduling.instance import Absence, Instance, Objective, Replan
from matchmaker.scheduling.problem import compile_instance
from matchmaker.scheduling.solver import solve
from matchmaker.scheduling.timetable import Timetable

GOALS = {
    ("plain", 250): "proved in < 0.2 s",
    ("plain", 1000): "proved in < 0.5 s",
    ("plain", 5000): "proved in < 2 s",
    ("avail", 250): "99.6 % in 0.1 s, proved in 30 s",
    ("avail", 1000): "99.95 % in 3 s",
    ("avail", 5000): "99.95 % in 10 s",
    ("full", 250): "no avoidable shortfall, 99.9 % in 10 s",
    ("full", 1000): "first plan in 3 s; shortfall +1, 99.7 % in 60 s",
}
ASKED_FIRST = 300
"""Value from which participants who book for themselves book first."""


@dataclass(frozen=True, slots=True)
class Run:
    """One instance: shares of the bound, seconds, and what went wrong."""

    first_come: float
    greedy: float
    first_plan: float
    final: float
    first_seconds: float
    seconds: float
    elapsed: float
    short: int
    stopped: str
    errors: int
    megabytes: int


def first_fit(instance: Instance, order: Iterable[int]) -> int:
    """The value of placing pairs in this order, each in its first common slot with a table."""
    problem = compile_instance(instance)
    timetable: Timetable = settle(instance, problem)
    for pair in order:
        buyer, supplier = problem.buyer[pair], problem.supplier[pair]
        if timetable.slot_of[pair] >= 0 or timetable.full(buyer) or timetable.full(supplier):
            continue
        for slot in bits(timetable.free(buyer) & timetable.free(supplier)):
            if timetable.table_left(pair, slot) and timetable.breaks_kept(pair, slot):
                timetable.place(pair, slot)
                break
    return timetable.value()


def by_value(instance: Instance) -> list[int]:
    return sorted(range(len(instance.pairs)), key=lambda pair: (-instance.pairs[pair].value, pair))


def as_they_come(instance: Instance, seed: int) -> list[int]:
    """Participants book for themselves: wishes above a mark first, otherwise by chance."""
    order = list(range(len(instance.pairs)))
    Random(seed).shuffle(order)
    return sorted(order, key=lambda pair: instance.pairs[pair].value < ASKED_FIRST)


def run(task: tuple[str, int, int, float, bool]) -> Run:
    """In a process of its own, so that its memory is its own."""
    family, size, seed, ceiling, linear = task
    instance = make_instance(family, size, seed)
    moments: list[float] = []
    worths: list[int] = []
    wall, start = time.perf_counter(), time.process_time()

    def note(text: str) -> None:
        moments.append(time.process_time() - start)
        worths.append(int(text.split("worth ")[1].split(",")[0]))

    plan = solve(instance, seconds=ceiling, seed=seed, progress=note)
    seconds, elapsed = time.process_time() - start, time.perf_counter() - wall
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    wrong = errors(json.loads(json.dumps(as_json(instance))), json.loads(json.dumps(plan.as_json())))
    bound = min(plan.bound, bound_of(instance, steps=10**9).value) if linear else plan.bound
    return Run(
        first_come=first_fit(instance, as_they_come(instance, seed)) / bound,
        greedy=first_fit(instance, by_value(instance)) / bound,
        first_plan=worths[0] / bound,
        final=plan.value / bound,
        first_seconds=moments[0],
        seconds=seconds,
        elapsed=elapsed,
        short=plan.shortfall - plan.shortfall_bound,
        stopped=plan.stopped,
        errors=len(wrong),
        megabytes=megabytes,
    )


def replanned(size: int, absent: int, seed: int) -> str:
    """No-shows from the fifth slot on: holes filled, nothing moved, against moving everything."""
    instance = make_instance("avail", size, seed)
    plan = solve(instance, seed=seed, steps=200)
    gone = Random(seed).sample(instance.participants, absent)
    day = Replan(plan.meetings, 4, tuple(Absence(person.id, 4) for person in gone))
    changed = replace(instance, replan=day, objective=Objective("value"))
    start = time.process_time()
    mended = solve(changed, seed=seed, offers=False)
    seconds = time.process_time() - start
    wrong = errors(json.loads(json.dumps(as_json(changed))), json.loads(json.dumps(mended.as_json())))
    free = replace(changed, replan=replace(day, policy="penalty", move_penalty=0))
    most = bound_of(free, steps=0).value
    kept = {(m.buyer, m.supplier, m.slot) for m in mended.meetings}
    moved = sum((m.buyer, m.supplier) in {k[:2] for k in kept if k[2] != m.slot} for m in plan.meetings)
    return (
        f"re-plan {size:5}, {absent:2} absent: {seconds * 1000:5.0f} ms, {moved} kept meetings moved, "
        f"{100 * mended.value / most:.2f} % of full re-optimisation (goal: 200 ms, 0, 99.5 %), "
        f"{len(wrong)} errors"
    )


def line(family: str, size: int, runs: list[Run]) -> str:
    shares = [
        f"{100 * mean(getattr(r, key) for r in runs):6.2f}"
        for key in ("first_come", "greedy", "first_plan", "final")
    ]
    proved = sum(r.stopped == "optimal" for r in runs)
    return " | ".join(
        [
            f"{family:5} {size:5}",
            *shares,
            f"{100 * min(r.final for r in runs):6.2f}",
            f"{mean(r.first_seconds for r in runs):6.2f}",
            f"{mean(r.seconds for r in runs):6.2f}",
            f"{max(r.seconds for r in runs):6.2f}",
            f"{max(r.elapsed for r in runs):6.2f}",
            f"{proved}/{len(runs)}",
            f"{max(r.short for r in runs)}",
            f"{sum(r.errors for r in runs)}",
            f"{max(r.megabytes for r in runs)}",
            GOALS.get((family, size), ""),
        ]
    )


HEAD = (
    "instance    | first come | greedy | first plan | plan % | worst % | first plan s | s | worst s "
    "| clock s | proved | shortfall above bound | errors | MB | goal"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="40,250,1000")
    parser.add_argument("--families", default="plain,avail,full")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--linear", action="store_true")
    options = parser.parse_args()
    print(HEAD, flush=True)
    spawn = multiprocessing.get_context("spawn")
    for size in map(int, options.sizes.split(",")):
        for family in options.families.split(","):
            tasks = [
                (family, size, seed, options.seconds, options.linear) for seed in range(1, options.seeds + 1)
            ]
            with spawn.Pool(1, maxtasksperchild=1) as pool:
                print(line(family, size, pool.map(run, tasks, chunksize=1)), flush=True)
        if size in (250, 1000, 5000):
            print(replanned(size, size // 50, 1), flush=True)


if __name__ == "__main__":
    main()
