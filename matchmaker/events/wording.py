"""Words of the Rencontres that several pages, papers and mails share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from flask_babel import LazyString, format_date, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.events.agendas import BREAK, HOLE, MEETING, Item
from matchmaker.events.models import Side, Slot, Stage, Took

SIDES: dict[Side, LazyString] = {Side.BUYER: _l("Public buyer"), Side.SUPPLIER: _l("Firm")}
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


def hour(at: time) -> str:
    """`9 h 30` in French, `09:30` in English."""
    if str(get_locale()) != "fr":
        return f"{at:%H:%M}"
    return f"{at.hour}\u00a0h" + (f"\u00a0{at.minute:02d}" if at.minute else "")


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
