"""What makes an instance impossible to plan, apart from its spelling.

A fault is a place in the file and a reason; `accept` is for instances built in memory.
"""

import re
from collections.abc import Iterator, Mapping

from .commitments import promise_faults
from .errors import InstanceRefused
from .instance import Instance
from .problem import Problem, compile_instance

Fault = tuple[str, str]

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST_VALUE = 1_000_000_000
"""Values above would overflow the 64-bit costs of the flow, in which one seat outweighs all values."""
MOST_COUNT = 100_000
"""Tables or meetings: anything above is a slip of the pen."""


def accept(instance: Instance) -> Problem:
    """The instance in numbers. Raises `InstanceRefused` naming every fault."""
    found = structure_faults(instance)
    if not found:
        problem = compile_instance(instance)
        found = promise_faults(instance, problem)
    if found:
        raise InstanceRefused([f"{place}: {reason}" for place, reason in found])
    return problem


def structure_faults(instance: Instance) -> list[Fault]:
    """All but promises, which only mean something once the rest holds."""
    return [
        *_slot_faults(instance),
        *_participant_faults(instance),
        *_workshop_faults(instance),
        *_pair_faults(instance),
        *_lock_faults(instance),
        *_replan_faults(instance),
    ]


def _slot_faults(instance: Instance) -> Iterator[Fault]:
    if not instance.slots:
        yield "slots", "no slot"
    seen_blocks: set[int] = set()
    for index, slot in enumerate(instance.slots):
        place = f"slots[{index}]"
        if slot.id != index:
            yield f"{place}.id", f"{slot.id} where {index} was expected: ids count from 0 in time order"
        for key, clock in (("start", slot.start), ("end", slot.end)):
            if not CLOCK.fullmatch(clock):
                yield f"{place}.{key}", f"{clock!r} is not a time like 09:30"
        if slot.end <= slot.start:
            yield place, f"ends at {slot.end}, not after its start at {slot.start}"
        if slot.tables < 1:
            yield f"{place}.tables", f"{slot.tables} tables, nobody can meet"
        if slot.tables > MOST_COUNT:
            yield f"{place}.tables", f"{slot.tables} is above {MOST_COUNT}"
        yield from _order_faults(instance, index, seen_blocks)


def _order_faults(instance: Instance, index: int, seen_blocks: set[int]) -> Iterator[Fault]:
    slot, place = instance.slots[index], f"slots[{index}]"
    before = instance.slots[index - 1] if index else None
    if before and slot.start < before.end:
        yield (
            f"{place}.start",
            f"{slot.start} comes before the end of the slot above ({before.end}): out of order",
        )
    if (not before or before.block != slot.block) and slot.block in seen_blocks:
        yield f"{place}.block", f"block {slot.block} was left and comes back"
    seen_blocks.add(slot.block)


def _participant_faults(instance: Instance) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    most = max((slot.tables for slot in instance.slots), default=0)
    for index, person in enumerate(instance.participants):
        place = f"participants[{index}]"
        if person.id in seen:
            yield f"{place}.id", f"{person.id!r} repeats participants[{seen[person.id]}]"
        seen.setdefault(person.id, index)
        for key, number in (("max_meetings", person.max_meetings), ("min_meetings", person.min_meetings)):
            if not 0 <= number <= MOST_COUNT:
                yield f"{place}.{key}", f"{number} is not from 0 to {MOST_COUNT}"
        lost = instance.replan is not None  # on the day a home table may be gone: its owner cannot meet
        if person.home_table is not None and not (lost or 0 <= person.home_table < most):
            yield f"{place}.home_table", f"no slot has a table {person.home_table}"
    if not any(person.available for person in instance.participants):
        yield "participants", "nobody is available in any slot"


def _workshop_faults(instance: Instance) -> Iterator[Fault]:
    people = {person.id for person in instance.participants}
    seen: set[str] = set()
    for index, workshop in enumerate(instance.workshops):
        place = f"workshops[{index}]"
        if workshop.id in seen:
            yield f"{place}.id", f"{workshop.id!r} repeats an earlier workshop"
        seen.add(workshop.id)
        for rank, person in enumerate(workshop.enrolled):
            if person not in people:
                yield f"{place}.enrolled[{rank}]", f"{person!r} is nobody in participants"


def _pair_faults(instance: Instance) -> Iterator[Fault]:
    role = {person.id: person.role for person in instance.participants}
    seen: dict[tuple[str, str], int] = {}
    for index, pair in enumerate(instance.pairs):
        place = f"pairs[{index}]"
        yield from _side_faults(place, pair.buyer, pair.supplier, role)
        if not 1 <= pair.value <= MOST_VALUE:
            yield place, f"the value {pair.value} is not from 1 to {MOST_VALUE}"
        key = (pair.buyer, pair.supplier)
        if seen.setdefault(key, index) != index:
            yield place, f"{pair.buyer!r} and {pair.supplier!r} repeat pairs[{seen[key]}]"


def _side_faults(place: str, buyer: str, supplier: str, role: Mapping[str, str]) -> Iterator[Fault]:
    for person, expected in ((buyer, "buyer"), (supplier, "supplier")):
        if person not in role:
            yield place, f"{person!r} is nobody in participants"
        elif role[person] != expected:
            yield place, f"{person!r} is a {role[person]}, a {expected} is expected here"


def _lock_faults(instance: Instance) -> Iterator[Fault]:
    role = {person.id: person.role for person in instance.participants}
    listed = {(pair.buyer, pair.supplier) for pair in instance.pairs}
    for index, lock in enumerate(instance.locked):
        place = f"locked[{index}]"
        yield from _side_faults(place, lock.buyer, lock.supplier, role)
        if (lock.buyer, lock.supplier) not in listed:
            yield place, f"{lock.buyer!r} and {lock.supplier!r} are not a pair that may meet"
        if not 0 <= lock.slot < len(instance.slots):
            yield place, f"no slot {lock.slot}"


def _replan_faults(instance: Instance) -> Iterator[Fault]:
    replan = instance.replan
    if replan is None:
        return
    role = {person.id: person.role for person in instance.participants}
    if not 0 <= replan.move_penalty <= MOST_VALUE:
        yield "replan.move_penalty", f"{replan.move_penalty} is not from 0 to {MOST_VALUE}"
    if replan.frozen_before > len(instance.slots):
        yield "replan.frozen_before", f"no slot {replan.frozen_before}"
    for index, meeting in enumerate(replan.previous):
        place = f"replan.previous[{index}]"
        yield from _side_faults(place, meeting.buyer, meeting.supplier, role)
        if not 0 <= meeting.slot < len(instance.slots):
            yield place, f"no slot {meeting.slot}"
    for index, absence in enumerate(replan.absent):
        if absence.id not in role:
            yield f"replan.absent[{index}]", f"{absence.id!r} is nobody in participants"
