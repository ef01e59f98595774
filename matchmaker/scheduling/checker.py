"""An independent judge of plans: it reads the two files as they stand and shares no code with the solver.

Each rule of the contract is written out a second time here, plainly; speed is no concern.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
STOPPED = ("optimal", "steps", "time")


class Sheet:
    """Look-ups of an instance that was already accepted as well formed."""

    def __init__(self, instance: Json) -> None:
        self.slots: list[Json] = instance["slots"]
        self.people: dict[str, Json] = {p["id"]: p for p in instance["participants"]}
        self.values = {(b, s): v for b, s, v in instance["pairs"]}
        self.locked = [tuple(row) for row in instance.get("locked") or []]
        self.rules: Json = instance.get("rules") or {}
        self.replan: Json = instance.get("replan") or {}
        self.frozen: int = self.replan.get("frozen_before") or 0
        self.workshops: dict[str, set[int]] = defaultdict(set)
        for workshop in instance.get("workshops") or []:
            for person in workshop.get("enrolled") or []:
                self.workshops[person] |= set(workshop["slots"])
        self.absent: dict[str, int] = {}
        for row in self.replan.get("absent") or []:
            start = row.get("from_slot") or 0
            self.absent[row["id"]] = min(start, self.absent.get(row["id"], start))

    def cap(self, person: str) -> int:
        cap = self.people[person].get("max_meetings")
        return len(self.slots) if cap is None else int(cap)

    def home(self, person: str) -> int | None:
        return self.people[person].get("home_table")

    def gone(self, person: str, slot: int) -> bool:
        return person in self.absent and slot >= self.absent[person]

    def can_come(self, person: str, slot: int) -> bool:
        return (
            slot in self.people[person]["available"]
            and slot not in self.workshops[person]
            and not self.gone(person, slot)
        )


def errors(instance: Json, plan: Json) -> list[str]:
    """Everything wrong with the plan, one line each; empty when it is sound."""
    sheet = Sheet(instance)
    shape = list(_shape_errors(plan, sheet))
    if shape:
        return shape
    return [
        *_pair_errors(plan, sheet),
        *_person_errors(plan, sheet),
        *_table_errors(plan, sheet),
        *_rule_errors(plan, sheet),
        *_lock_errors(plan, sheet),
        *_replan_errors(plan, sheet),
        *_figure_errors(plan, sheet),
    ]


def _shape_errors(plan: Json, sheet: Sheet) -> Iterator[str]:
    if not isinstance(plan.get("meetings"), list):
        yield "meetings: missing or not a list"
        return
    for key in ("without_meeting", "unscheduled"):
        if not isinstance(plan.get(key, []), list):
            yield f"{key}: not a list"
    for index, row in enumerate(plan.get("unscheduled") or []):
        if not isinstance(row, dict) or not all(isinstance(row.get(k), str) for k in ("buyer", "supplier")):
            yield f"unscheduled[{index}]: buyer and supplier are needed"
            return
    for index, row in enumerate(plan["meetings"]):
        place = f"meetings[{index}]"
        if not isinstance(row, dict) or {"buyer", "supplier", "slot", "table"} - row.keys():
            yield f"{place}: buyer, supplier, slot and table are needed"
        elif not all(isinstance(row[k], str) and row[k] in sheet.people for k in ("buyer", "supplier")):
            yield f"{place}: names nobody"
        elif type(row["slot"]) is not int or not 0 <= row["slot"] < len(sheet.slots):
            yield f"{place}: no slot {row['slot']!r}"
        elif type(row["table"]) is not int:
            yield f"{place}: no table {row['table']!r}"


def _pair_errors(plan: Json, sheet: Sheet) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for index, row in enumerate(plan["meetings"]):
        pair = (row["buyer"], row["supplier"])
        if pair not in sheet.values:
            yield f"meetings[{index}]: {pair} may not meet"
        if pair in seen:
            yield f"meetings[{index}]: {pair} meet twice"
        seen.add(pair)


def _person_errors(plan: Json, sheet: Sheet) -> Iterator[str]:
    taken: set[tuple[str, int]] = set()
    count: Counter[str] = Counter()
    for index, row in enumerate(plan["meetings"]):
        for person in (row["buyer"], row["supplier"]):
            slot = row["slot"]
            if (person, slot) in taken:
                yield f"meetings[{index}]: {person} is twice in slot {slot}"
            if slot not in sheet.people[person]["available"]:
                yield f"meetings[{index}]: {person} is not available in slot {slot}"
            if slot in sheet.workshops[person]:
                yield f"meetings[{index}]: {person} is in a workshop in slot {slot}"
            if sheet.gone(person, slot):
                yield f"meetings[{index}]: {person} is absent in slot {slot}"
            taken.add((person, slot))
            count[person] += 1
    for person, had in sorted(count.items()):
        if had > sheet.cap(person):
            yield f"{person}: {had} meetings, at most {sheet.cap(person)}"


def _table_errors(plan: Json, sheet: Sheet) -> Iterator[str]:
    homes = {sheet.home(person) for person in sheet.people} - {None}
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(plan["meetings"]):
        table, slot = row["table"], row["slot"]
        if not 0 <= table < sheet.slots[slot]["tables"]:
            yield f"meetings[{index}]: slot {slot} has no table {table}"
        if (table, slot) in taken:
            yield f"meetings[{index}]: table {table} is taken twice in slot {slot}"
        taken.add((table, slot))
        own = {sheet.home(row["buyer"]), sheet.home(row["supplier"])} - {None}
        if own and own != {table}:
            yield f"meetings[{index}]: table {table} is not the home table"
        if not own and table in homes:
            yield f"meetings[{index}]: table {table} is somebody's home"


def _meeting_slots(plan: Json) -> dict[str, set[int]]:
    slots: dict[str, set[int]] = defaultdict(set)
    for row in plan["meetings"]:
        slots[row["buyer"]].add(row["slot"])
        slots[row["supplier"]].add(row["slot"])
    return slots


def _rule_errors(plan: Json, sheet: Sheet) -> Iterator[str]:
    for person, met in sorted(_meeting_slots(plan).items()):
        yield from _broken_rules(person, met, sheet)


def _broken_rules(person: str, met: set[int], sheet: Sheet) -> Iterator[str]:
    most = sheet.rules.get("max_consecutive")
    run, block = 0, None
    for slot in sheet.slots:
        run = run * (slot.get("block", 0) == block) + 1 if slot["id"] in met else 0
        block = slot.get("block", 0)
        if most is not None and run > most:
            yield f"{person}: {run} meetings in a row up to slot {slot['id']}, at most {most}"
    for window in sheet.rules.get("break_windows") or []:
        if met & set(window) and not set(window) - met - sheet.workshops[person]:
            yield f"{person}: no break in slots {sorted(window)}"


def _lock_errors(plan: Json, sheet: Sheet) -> Iterator[str]:
    placed = {(row["buyer"], row["supplier"], row["slot"]) for row in plan["meetings"]}
    for buyer, supplier, slot in sheet.locked:
        void = sheet.gone(buyer, slot) or sheet.gone(supplier, slot)
        if not void and (buyer, supplier, slot) not in placed:
            yield f"locked meeting of {buyer} and {supplier} is not in slot {slot}"


def _key(row: Json) -> tuple[str, str, int]:
    return row["buyer"], row["supplier"], row["slot"]


def _replan_errors(plan: Json, sheet: Sheet) -> Iterator[str]:
    past = {
        (*_key(row), row.get("table") or 0)
        for row in sheet.replan.get("previous") or []
        if row["slot"] < sheet.frozen
        and not sheet.gone(row["buyer"], row["slot"])
        and not sheet.gone(row["supplier"], row["slot"])
    }
    now = {(*_key(row), row["table"]) for row in plan["meetings"] if row["slot"] < sheet.frozen}
    for buyer, supplier, slot, _ in sorted(past - now):
        yield f"past meeting of {buyer} and {supplier} in slot {slot} is gone or at another table"
    for buyer, supplier, slot, _ in sorted(now - past):
        yield f"meeting of {buyer} and {supplier} in slot {slot} is new in the past or at another table"
    if sheet.replan.get("policy", "keep") == "keep":
        yield from _unkept(plan, sheet)


def _unkept(plan: Json, sheet: Sheet) -> Iterator[str]:
    """Previous meetings that are not in the plan although they could stand beside all that is settled."""
    placed = {_key(row) for row in plan["meetings"]}
    before = [_key(row) for row in sheet.replan.get("previous") or []]
    settled = [key for key in before if key in placed] + [key for key in sheet.locked if key in placed]
    met: dict[str, set[int]] = defaultdict(set)
    for buyer, supplier, slot in settled:
        met[buyer].add(slot)
        met[supplier].add(slot)
    for key in before:
        if key not in placed and key[2] >= sheet.frozen and _could_stand(key, settled, met, sheet):
            yield f"kept meeting of {key[0]} and {key[1]} in slot {key[2]} was dropped or moved"


def _could_stand(
    key: tuple[str, str, int], settled: list[tuple[str, str, int]], met: dict[str, set[int]], sheet: Sheet
) -> bool:
    buyer, supplier, slot = key
    if (buyer, supplier) not in sheet.values or any((b, s) == (buyer, supplier) for b, s, _ in settled):
        return False
    for person in (buyer, supplier):
        if person not in sheet.people or not sheet.can_come(person, slot) or slot in met[person]:
            return False
        if len(met[person]) >= sheet.cap(person):
            return False
        if any(_broken_rules(person, met[person] | {slot}, sheet)):
            return False
    return _has_table(buyer, supplier, [(b, s) for b, s, when in settled if when == slot], slot, sheet)


def _has_table(buyer: str, supplier: str, others: list[tuple[str, str]], slot: int, sheet: Sheet) -> bool:
    homes = {sheet.home(person) for person in sheet.people} - {None}
    tables = sheet.slots[slot]["tables"]
    own = {sheet.home(buyer), sheet.home(supplier)} - {None}
    if own:
        table = min(home for home in own if home is not None)
        taken = any(table in (sheet.home(b), sheet.home(s)) for b, s in others)
        return len(own) == 1 and bool(table < tables) and not taken
    free = tables - sum(home is not None and home < tables for home in homes)
    return bool(sum(sheet.home(b) is None and sheet.home(s) is None for b, s in others) < free)


def _figure_errors(plan: Json, sheet: Sheet) -> Iterator[str]:
    placed = {(row["buyer"], row["supplier"]) for row in plan["meetings"]}
    value = sum(sheet.values.get(pair, 0) for pair in placed)
    count: Counter[str] = Counter(person for pair in placed for person in pair)
    wanted = {person: row.get("min_meetings") or 0 for person, row in sheet.people.items()}
    shortfall = sum(max(0, minimum - count[person]) for person, minimum in wanted.items())
    without = sorted(person for person in sheet.people if not count[person])
    left = sorted(pair for pair in sheet.values if pair not in placed)
    told = sorted((row["buyer"], row["supplier"]) for row in plan.get("unscheduled") or [])
    facts = {"value": value, "shortfall": shortfall}
    for key, fact in facts.items():
        if plan.get(key) != fact:
            yield f"{key}: {plan.get(key)!r}, it is {fact}"
    if sorted(plan.get("without_meeting") or []) != without:
        yield f"without_meeting: {len(without)} participants have no meeting, others are named"
    if told != left:
        yield f"unscheduled: {len(told)} pairs are named, {len(left)} are not in the plan or others are meant"
    if not all(row.get("reason") for row in plan.get("unscheduled") or []):
        yield "unscheduled: a reason is missing"
    yield from _proof_errors(plan, value, shortfall)


def _proof_errors(plan: Json, value: int, shortfall: int) -> Iterator[str]:
    bound, gap = plan.get("bound"), plan.get("gap")
    if type(bound) is not int or bound < value:
        yield f"bound: {bound!r} is no upper bound of {value}"
    elif not isinstance(gap, int | float) or abs(gap - ((bound - value) / bound if bound else 0)) > 1e-9:
        yield f"gap: {gap!r} is not (bound - value) / bound"
    least = plan.get("shortfall_bound")
    if type(least) is not int or not 0 <= least <= shortfall:
        yield f"shortfall_bound: {least!r} is no lower bound of {shortfall}"
    if plan.get("stopped") not in STOPPED:
        yield f"stopped: {plan.get('stopped')!r} is none of {', '.join(STOPPED)}"
