"""Table numbers: home tables where there are some, else the buyer stays where it sat."""

from .instance import Instance, Meeting
from .problem import POOL
from .timetable import Timetable


def seat(instance: Instance, timetable: Timetable) -> tuple[Meeting, ...]:
    """Meetings in order of slot and table; past and kept meetings keep their table where they can."""
    problem = timetable.problem
    homes = {p.home_table for p in instance.participants if p.home_table is not None}
    wished = _previous_tables(instance)
    favourite: dict[int, int] = {}
    meetings: list[Meeting] = []
    sitting: dict[int, list[int]] = {slot.id: [] for slot in instance.slots}
    for pair in timetable.scheduled():
        sitting[timetable.slot_of[pair]].append(pair)
    for slot in instance.slots:
        pairs = sitting[slot.id]
        free = [table for table in range(slot.tables) if table not in homes]
        tables = {pair: problem.desk[pair] for pair in pairs if problem.desk[pair] != POOL}
        pooled = [pair for pair in pairs if problem.desk[pair] == POOL]
        tables |= _seat_pool(pooled, free, _wishes(instance, pooled, slot.id, wished), favourite, timetable)
        for pair in pairs:
            listed = instance.pairs[pair]
            meetings.append(Meeting(listed.buyer, listed.supplier, slot.id, tables[pair]))
    return tuple(sorted(meetings, key=lambda m: (m.slot, m.table)))


def _previous_tables(instance: Instance) -> dict[tuple[str, str, int], int]:
    previous = instance.replan.previous if instance.replan else ()
    return {(meeting.buyer, meeting.supplier, meeting.slot): meeting.table for meeting in previous}


def _wishes(
    instance: Instance, pairs: list[int], slot: int, wished: dict[tuple[str, str, int], int]
) -> dict[int, int]:
    keys = {pair: (instance.pairs[pair].buyer, instance.pairs[pair].supplier, slot) for pair in pairs}
    return {pair: wished[key] for pair, key in keys.items() if key in wished}


def _seat_pool(
    pairs: list[int],
    free: list[int],
    wished: dict[int, int],
    favourite: dict[int, int],
    timetable: Timetable,
) -> dict[int, int]:
    """Previous tables first, then the buyer's last one, then one that no other buyer is used to."""
    buyer = timetable.problem.buyer
    left, tables = set(free), dict[int, int]()
    for wishes in (wished, {pair: favourite.get(buyer[pair], -1) for pair in pairs}):
        for pair, table in wishes.items():
            if pair not in tables and table in left:
                tables[pair] = table
                left.remove(table)
    used_to = set(favourite.values())
    spare = sorted(left, key=lambda table: (table in used_to, table))
    for pair in pairs:
        if pair not in tables:
            tables[pair] = spare.pop(0)
        favourite[buyer[pair]] = tables[pair]
    return tables
