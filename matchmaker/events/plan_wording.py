"""Pairs and plans in words: reasons of a match, why a pair has no meeting, what is proved."""

from __future__ import annotations

from typing import Any

from flask_babel import LazyString, format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.events import plans
from matchmaker.events.models import MeetingPlan, Pair, PlanState, Wish
from matchmaker.matching.values import Reason
from matchmaker.reference.zones import Zone
from matchmaker.scheduling import reasons
from matchmaker.scheduling.obstacles import Obstacle
from matchmaker.sourcing import wording

WISHES: dict[Wish, LazyString] = {Wish.MEET: _l("Meet"), Wish.MAYBE: _l("Maybe"), Wish.NO: _l("No")}
STATES: dict[PlanState, tuple[LazyString, str]] = {
    PlanState.ASKED: (_l("Waiting for its turn"), "info"),
    PlanState.RUNNING: (_l("Being computed"), "info"),
    PlanState.READY: (_l("Ready"), "good"),
    PlanState.FAILED: (_l("Failed"), "bad"),
    PlanState.CANCELLED: (_l("Given up"), ""),
}
WHY: dict[str, LazyString] = {
    reasons.NO_COMMON_SLOT: _l("no slot in which both are free"),
    reasons.CAP: _l("one of the two has as many meetings as it may"),
    reasons.NO_TABLE: _l("no table left where both are free"),
    reasons.BREAK_RULE: _l("a break would be lost, or too many meetings in a row"),
    reasons.LOST: _l("both slots went to better matches"),
}
OBSTACLES: dict[str, LazyString] = {
    "met": _l("they meet already"),
    "workshop": _l("one of the two is in a workshop"),
    "unavailable": _l("one of the two is not there"),
    "busy": _l("one of the two has another meeting"),
    "cap": _l("one of the two has as many meetings as it may"),
    "home tables": _l("both have a table of their own"),
    "no table": _l("no table is free"),
    "break rule": _l("a break would be lost, or too many meetings in a row"),
}


def parts_of(pair: Pair) -> list[wording.Part]:
    """The match as the ruler draws it, in the reader's language."""
    return [
        wording.Part(
            wording.label(one["criterion"]),
            one["points"],
            one["maximum"],
            _sentence(one),
            wording.SHADES.get(one["criterion"], 5),
        )
        for one in pair.reasons
    ]


def _sentence(kept: dict[str, Any]) -> str:
    values = {
        key: Zone.from_json(value) if isinstance(value, dict) else value
        for key, value in kept["values"].items()
    }
    return wording.sentence(
        Reason(kept["criterion"], kept["points"], kept["maximum"], kept["detail"], values)
    )


def stands(obstacle: Obstacle) -> str:
    return str(OBSTACLES[obstacle.rule])


def proof(plan: MeetingPlan) -> str:
    """`512 meetings, within 0.1 % of the best possible plan`."""
    count = (plan.measures or {}).get("meetings")
    if count is None:
        count = plans.meetings_count(plan)
    meetings = str(ngettext("%(num)s meeting", "%(num)s meetings", count))
    if plan.stopped == "optimal":
        return str(_("%(meetings)s: no better plan exists, this is proved", meetings=meetings))
    if not plan.bound or plan.value is None:
        return meetings
    gap = max(0.1, 100 * (plan.bound - plan.value) / plan.bound)
    words = _(
        "%(meetings)s, within %(gap)s %% of the best possible plan",
        meetings=meetings,
        gap=format_decimal(round(gap, 1)),
    )
    return str(words)


WORDS = {"why": WHY, "stands": stands, "proof": proof, "states": STATES}
