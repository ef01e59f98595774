"""Why a listed pair does not meet; the words are part of the file contract."""

from .colouring import bits
from .instance import Instance
from .plan import Unscheduled
from .problem import NOWHERE
from .timetable import Timetable

DECLINED = "declined"
"""Never said of a listed pair: for the application, which knows the wishes that were not listed."""
NO_COMMON_SLOT = "no common slot"
CAP = "cap"
NO_TABLE = "no table"
BREAK_RULE = "break rule"
LOST = "lost to better pairs"


def unscheduled(instance: Instance, timetable: Timetable) -> tuple[Unscheduled, ...]:
    return tuple(
        Unscheduled(pair.buyer, pair.supplier, reason(timetable, index))
        for index, pair in enumerate(instance.pairs)
        if timetable.slot_of[index] < 0
    )


def reason(timetable: Timetable, pair: int) -> str:
    """The first wall met: hours, number of meetings, then, where both are free, tables and breaks."""
    problem = timetable.problem
    buyer, supplier = problem.buyer[pair], problem.supplier[pair]
    if problem.desk[pair] == NOWHERE:
        return NO_TABLE
    if not problem.common(pair):
        return NO_COMMON_SLOT
    if timetable.full(buyer) or timetable.full(supplier):
        return CAP
    both = bits(timetable.free(buyer) & timetable.free(supplier))
    seated = [slot for slot in both if timetable.table_left(pair, slot)]
    if both and not seated:
        return NO_TABLE
    if seated and not any(timetable.breaks_kept(pair, slot) for slot in seated):
        return BREAK_RULE
    return LOST
