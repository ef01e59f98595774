"""The organiser's task list, from counts alone: what is done, what is next.

`Facts` is what the tasks are told of the event; whoever adds a part of the journey adds its facts and tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l


class Step(StrEnum):
    """`next`: to be done; `later`: possible, and not pressing; `blocked`: something else comes first."""

    DONE = "done"
    NEXT = "next"
    LATER = "later"
    BLOCKED = "blocked"


WORDS: dict[Step, LazyString] = {
    Step.DONE: _l("Done"),
    Step.NEXT: _l("To do"),
    Step.LATER: _l("If you wish"),
    Step.BLOCKED: _l("Not yet"),
}
TONES = {Step.DONE: "good", Step.NEXT: "attention", Step.LATER: "", Step.BLOCKED: ""}


@dataclass(frozen=True, slots=True)
class Facts:
    published: bool = False
    missing: tuple[str, ...] = ()
    slots: int = 0
    tables: int = 0
    rules_read: bool = False
    workshops: int = 0
    buyers: int = 0
    suppliers: int = 0
    waiting: int = 0
    pending: int = 0
    without_table: int = 0
    pairs: int = 0
    wishes_open: bool = False
    meetings: int = 0
    plan_published: bool = False
    begun: bool = False
    purge_on: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """`endpoint` is asked with `event_id`; `hint` is one sentence."""

    key: str
    label: LazyString
    endpoint: str
    step: Step
    hint: str = ""


def about(facts: Facts) -> Task:
    step = Step.NEXT if {"place", "contact"} & set(facts.missing) else Step.DONE
    return Task("about", _l("Name, place and access"), "events.about", step)


def frame(facts: Facts) -> Task:
    step = Step.DONE if facts.slots and facts.tables else Step.NEXT
    hint = ngettext("%(num)s meeting time", "%(num)s meeting times", facts.slots)
    hint += ", " + ngettext("%(num)s table", "%(num)s tables", facts.tables)
    if facts.without_table:
        step = Step.NEXT
        hint = ngettext(
            "%(num)s meeting stands at a table that is no longer there: plan again.",
            "%(num)s meetings stand at tables that are no longer there: plan again.",
            facts.without_table,
        )
    return Task("frame", _l("Hours, breaks, rooms and tables"), "events.frame", step, hint)


def rules(facts: Facts) -> Task:
    return Task("rules", _l("Registrations and rules of the plan"), "events.rules", Step.LATER)


def workshops(facts: Facts) -> Task:
    hint = ngettext("%(num)s workshop", "%(num)s workshops", facts.workshops) if facts.workshops else ""
    step = Step.DONE if facts.workshops else Step.LATER
    return Task("workshops", _l("Workshops"), "events.workshops", step, hint)


def publish(facts: Facts) -> Task:
    step = Step.DONE if facts.published else Step.BLOCKED if facts.missing else Step.NEXT
    return Task("publish", _l("Announce the event"), "events.publish", step)


def people(facts: Facts) -> Task:
    hint = ngettext("%(num)s public buyer", "%(num)s public buyers", facts.buyers)
    hint += ", " + ngettext("%(num)s firm", "%(num)s firms", facts.suppliers)
    if facts.waiting:
        hint += ", " + ngettext("%(num)s waiting", "%(num)s waiting", facts.waiting)
    step = Step.DONE if facts.buyers and facts.suppliers else Step.NEXT
    return Task("people", _l("People registered"), "events.people", step, hint)


def bring(facts: Facts) -> Task:
    step = Step.LATER
    return Task("import", _l("Import a list of people"), "events.import_file", step)


def wishes(facts: Facts) -> Task:
    hint = ngettext("%(num)s pair proposed", "%(num)s pairs proposed", facts.pairs) if facts.pairs else ""
    there = bool(facts.buyers and facts.suppliers)
    step = Step.DONE if facts.wishes_open else Step.LATER if there else Step.BLOCKED
    return Task("wishes", _l("Wishes of the participants"), "events.wishes_progress", step, hint)


def plan(facts: Facts) -> Task:
    """Done once participants were told of it; wishes are not needed for it."""
    hint = (
        ngettext("%(num)s meeting placed", "%(num)s meetings placed", facts.meetings)
        if facts.meetings
        else ""
    )
    ready = bool(facts.buyers and facts.suppliers and facts.slots and facts.tables)
    step = Step.DONE if facts.plan_published else Step.NEXT if ready else Step.BLOCKED
    return Task("plan", _l("The meeting plan"), "events.plan", step, hint)


def documents(facts: Facts) -> Task:
    step = Step.LATER if facts.meetings else Step.BLOCKED
    return Task("documents", _l("Agendas, badges and signs to print"), "events.documents", step)


def day(facts: Facts) -> Task:
    step = Step.NEXT if facts.begun else Step.LATER if facts.published else Step.BLOCKED
    return Task("day", _l("The day: check-in and changes"), "events.day", step)


def after(facts: Facts) -> Task:
    step = Step.LATER if facts.begun else Step.BLOCKED
    return Task("after", _l("After the day"), "events.after", step)


TASKS: tuple[Callable[[Facts], Task], ...] = (
    about,
    frame,
    rules,
    workshops,
    publish,
    bring,
    people,
    wishes,
    plan,
    documents,
    day,
    after,
)


def tasks(facts: Facts) -> Sequence[Task]:
    return [make(facts) for make in TASKS]
