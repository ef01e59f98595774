"""What the search page says of codes: facet names, values, problems, ways out, in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from matchmaker.reference import communes, cpv, territories
from matchmaker.search.counting import RECENT_DAYS
from matchmaker.search.engine import Results, WayOut
from matchmaker.search.query import Problem


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A facet as a group of boxes: `name` is the GET parameter."""

    name: str
    legend: str
    choices: tuple[Choice, ...]
    type: str = "checkbox"


# Facet of the engine, GET parameter, how one chooses.
GROUPS = (
    ("kind", "kind", "checkbox"),
    ("status", "status", "checkbox"),
    ("radius", "radius", "radio"),
    ("where", "where", "radio"),
    ("department", "department", "checkbox"),
    ("division", "cpv", "checkbox"),
    ("size", "size", "checkbox"),
    ("ess", "ess", "checkbox"),
    ("reserved", "reserved", "checkbox"),
    ("since", "from", "radio"),
)


def groups(found: Results) -> list[Group]:
    """The facets that still divide the results, or that have a value chosen."""
    shown = []
    for facet, parameter, kind in GROUPS:
        values = [value for value in found.facet(facet) if value.count or value.selected]
        if len(values) > 1 or any(value.selected for value in values):
            choices = tuple(
                Choice(value.value, value_label(parameter, value.value), value.count, value.selected)
                for value in values[:12]
            )
            shown.append(Group(parameter, legend(parameter), choices, kind))
    return shown


def legend(name: str) -> str:
    return {
        "kind": _("What"),
        "status": _("State"),
        "radius": _("Within"),
        "where": _("The place is"),
        "department": _("Department"),
        "cpv": _("Field (CPV)"),
        "size": _("Size of the firm"),
        "ess": _("Social economy"),
        "reserved": _("Reserved"),
        "from": _("Date of publication"),
    }[name]


def value_label(name: str, value: str) -> str:
    """A code in words; the code itself when nothing better is known."""
    if name in ("from", "since", "until"):
        return _day(name, value)
    if name == "place":
        commune = communes.get(value)
        return f"{commune.name} ({commune.department})" if commune else value
    if name == "department":
        department = territories.department(value)
        return department.name if department else value
    if name == "radius":
        return _("%(km)s km", km=value)
    if name == "cpv":
        return _cpv(value)
    return words().get((name, value), value)


def _day(name: str, value: str) -> str:
    given = date.fromisoformat(value)
    if name != "until" and (days := (datetime.now(UTC).date() - given).days) in RECENT_DAYS:
        return _("the last %(num)s days", num=days)
    day = format_date(given, "long")
    return _("until %(day)s", day=day) if name == "until" else _("since %(day)s", day=day)


def _cpv(value: str) -> str:
    found = cpv.get(value.ljust(8, "0"))
    if found is None:
        return value
    return short(found.label_en if str(get_locale()) == "en" else found.label_fr)


def short(label: str) -> str:
    """A division's label up to its first list of details: some are three lines long."""
    head = re.split(r" \(| ?[:;]|(?<=.{20}),", label, maxsplit=1)[0]
    return head.replace("'", "’")


def words() -> dict[tuple[str, str], str]:
    return {
        ("kind", "need"): _("Needs"),
        ("kind", "offer"): _("Offers"),
        ("kind", "organisation"): _("Organisations"),
        ("status", "published"): _("Open"),
        ("status", "closed"): _("Closed"),
        ("status", "tendered"): _("Consultation published"),
        ("status", "awarded"): _("Awarded"),
        ("where", "any"): _("where they sit or work"),
        ("where", "seat"): _("where they sit"),
        ("where", "works"): _("where they work"),
        ("size", "tpe"): _("Very small firm"),
        ("size", "pme"): _("Small or medium firm"),
        ("size", "eti"): _("Mid-sized firm"),
        ("size", "ge"): _("Large firm"),
        ("ess", "any"): _("Any kind"),
        ("ess", "association"): _("Association"),
        ("ess", "cooperative"): _("Cooperative"),
        ("ess", "mutual"): _("Mutual"),
        ("ess", "foundation"): _("Foundation"),
        ("ess", "commercial"): _("Company of the social economy"),
        ("ess", "siae"): _("Firm of integration (SIAE)"),
        ("ess", "ea"): _("Adapted firm (EA)"),
        ("ess", "esat"): _("Workshop of disabled workers (ESAT)"),
        ("reserved", "any"): _("All reserved needs"),
        ("reserved", "L2113-12"): _("People with a disability (L2113-12)"),
        ("reserved", "L2113-13"): _("Back to work (L2113-13)"),
        ("reserved", "L2113-14"): _("Disability and back to work (L2113-14)"),
        ("reserved", "L2113-13-1"): _("Prison workshops (L2113-13-1)"),
        ("reserved", "L2113-15"): _("Social services (L2113-15)"),
    }


def problem(found: Problem) -> str:
    """What could not be used of the address, kindly."""
    return {
        "too_long": _("The text was long: only its beginning was used."),
        "too_many_words": _("There were many words: only the first were used."),
        "not_a_date": _("“%(value)s” is not a date we can read.", value=found.value),
        "dates_reversed": _("The first date comes after the last: both were left out."),
        "not_a_number": _("“%(value)s” is not a number we can use.", value=found.value),
        "needs_place": _("A distance needs a place: give a town first."),
        "too_many_values": _("There were too many choices: only the first were used."),
    }.get(found.code, _("“%(value)s” is not known here and was left out.", value=found.value))


def way_out(way: WayOut) -> str:
    if way.kind == "spelling":
        return _("Did you mean “%(text)s”?", text=way.query.text)
    if way.kind == "without_filter":
        return _("Without “%(filter)s”", filter=value_label(way.name, way.value))
    if way.kind == "wider":
        return _("Within %(km)s km", km=way.query.radius_km)
    return _("Without any filter")
