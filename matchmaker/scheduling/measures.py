"""What a plan is like: fairness per side, load, idle gaps, wishes met.

Standard library only, like the checker.
"""

from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median
from typing import Any

Json = dict[str, Any]


def measures(instance: Json, plan: Json) -> Json:
    """Figures of a plan that has passed the checker."""
    met, busy = _slots_met(plan), _workshop_slots(instance)
    return {
        "meetings": len(plan["meetings"]),
        "value": plan["value"],
        "bound": plan["bound"],
        "gap": plan["gap"],
        "shortfall": plan["shortfall"],
        "shortfall_bound": plan["shortfall_bound"],
        "stopped": plan["stopped"],
        "sides": {role: _side(instance, met, role) for role in ("buyer", "supplier")},
        "slots": _loads(instance, plan),
        "idle_gaps": sum(_gaps(slots, busy[person]) for person, slots in met.items()),
        "table_changes": _table_changes(plan),
        "wishes": _wishes(instance, plan),
        "reasons": dict(sorted(Counter(row["reason"] for row in plan["unscheduled"]).items())),
        **_changes(instance, plan),
    }


def gini(counts: list[int]) -> float:
    """0 when all have the same, near 1 when one has all."""
    total = sum(counts)
    if not total:
        return 0.0
    ranked = sum((rank + 1) * count for rank, count in enumerate(sorted(counts)))
    return round(2 * ranked / (len(counts) * total) - (len(counts) + 1) / len(counts), 4)


def _slots_met(plan: Json) -> dict[str, set[int]]:
    met: dict[str, set[int]] = defaultdict(set)
    for row in plan["meetings"]:
        met[row["buyer"]].add(row["slot"])
        met[row["supplier"]].add(row["slot"])
    return met


def _side(instance: Json, met: dict[str, set[int]], role: str) -> Json:
    people = [person for person in instance["participants"] if person["role"] == role]
    counts = [len(met.get(person["id"], ())) for person in people]
    if not counts:
        return {"participants": 0}
    short = [max(0, (p.get("min_meetings") or 0) - had) for p, had in zip(people, counts, strict=True)]
    return {
        "participants": len(counts),
        "without_meeting": counts.count(0),
        "least": min(counts),
        "median": median(counts),
        "mean": round(sum(counts) / len(counts), 2),
        "most": max(counts),
        "gini": gini(counts),
        "below_minimum": sum(missing > 0 for missing in short),
        "shortfall": sum(short),
    }


def _loads(instance: Json, plan: Json) -> list[Json]:
    load = Counter(row["slot"] for row in plan["meetings"])
    return [
        {"slot": slot["id"], "meetings": load[slot["id"]], "tables": slot["tables"]}
        for slot in instance["slots"]
    ]


def _workshop_slots(instance: Json) -> dict[str, set[int]]:
    taken: dict[str, set[int]] = defaultdict(set)
    for workshop in instance.get("workshops") or []:
        for person in workshop.get("enrolled") or []:
            taken[person] |= set(workshop["slots"])
    return taken


def _gaps(met: set[int], workshops: set[int]) -> int:
    """Slots between the first and the last meeting with neither meeting nor workshop."""
    return sum(slot not in met and slot not in workshops for slot in range(min(met), max(met)))


def _table_changes(plan: Json) -> int:
    """How often a buyer has to stand up between two of its meetings."""
    path: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in plan["meetings"]:
        path[row["buyer"]].append((row["slot"], row["table"]))
    tables = [[table for _, table in sorted(stops)] for stops in path.values()]
    return sum(a != b for stops in tables for a, b in pairwise(stops))


def _wishes(instance: Json, plan: Json) -> Json:
    wished = sum(value for _, _, value in instance["pairs"])
    count = len(instance["pairs"])
    return {
        "pairs": count,
        "met": len(plan["meetings"]),
        "share_of_pairs": round(len(plan["meetings"]) / count, 4) if count else 0.0,
        "share_of_value": round(plan["value"] / wished, 4) if wished else 0.0,
    }


def _changes(instance: Json, plan: Json) -> Json:
    """Against the plan in force, when there is one."""
    replan = instance.get("replan")
    if not replan:
        return {}
    before = {(row["buyer"], row["supplier"]): row["slot"] for row in replan.get("previous") or []}
    after = {(row["buyer"], row["supplier"]): row["slot"] for row in plan["meetings"]}
    both = before.keys() & after.keys()
    kept = sum(before[pair] == after[pair] for pair in both)
    return {
        "changes": {
            "kept": kept,
            "moved": len(both) - kept,
            "dropped": len(before) - len(both),
            "new": len(after) - len(both),
        }
    }
