"""Words of the Rencontres that several pages, papers and mails share."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import LazyString, format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.events.agendas import BREAK, HOLE, MEETING, Item
from matchmaker.events.labels import SIDES, hour
from matchmaker.events.models import Slot, Stage, Took

__all__ = ("REASONS", "SIDES", "STAGES", "TOOK", "days", "hour", "item")

TOOK: dict[Took, LazyString] = {Took.HELD: _l("Took place"), Took.NOT_HELD: _l("Did not take place")}
STAGES: dict[Stage, LazyString] = {
    Stage.NO_CONTACT: _l("No contact since"),
    Stage.INFORMATION: _l("Information exchanged"),
    Stage.VALUABLE: _l("A valuable contact"),
    Stage.CONSULTED: _l("The firm was consulted"),
    Stage.BID: _l("The firm made a bid"),
    Stage.AWARDED: _l("A contract was awarded to the firm"),
}
# Why a pair wished or proposed has no meeting: the planner's words, and ours.
REASONS: dict[str, LazyString] = {
    "no common slot": _l("never free at the same time"),
    "cap": _l("one of them has as many meetings as allowed"),
    "no table": _l("no table was free"),
    "break rule": _l("it would have left no break"),
    "lost to better pairs": _l("other pairs were worth more"),
}


def days(slots: Iterable[Slot]) -> str:
    """The event's days in words."""
    return ", ".join(str(format_date(day, "full")) for day in sorted({slot.day for slot in slots}))


def item(one: Item) -> str:
    if one.kind == MEETING:
        return _("Meeting with %(name)s", name=one.label)
    if one.kind == HOLE:
        return _("Free time")
    if one.kind == BREAK:
        return one.label or _("Break")
    return _("Workshop: %(title)s", title=one.label)
