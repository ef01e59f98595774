"""What is printed of a day: agendas, table signs, room grid, attendance list, badges.

Typst makes tagged PDF files of templates that receive JSON: what people wrote is data there, never markup.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import segno
import typst
from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _

from matchmaker.errors import Unavailable
from matchmaker.events import agendas, calendars, frame, wording
from matchmaker.events.agendas import BREAK, HOLE, MEETING, Agenda, Item, Party, Whole
from matchmaker.events.models import Side

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "pdf" / "events"
# The strictest first; a text that no font at hand can draw leaves the second, still tagged.
STANDARDS: tuple[Literal["ua-1"] | None, ...] = ("ua-1", None)
LONGEST = 600
Link = Callable[[int], str]


def agenda(whole: Whole, one: Agenda) -> bytes:
    return agenda_book(whole, [one], title=_("Agenda of %(name)s", name=plain(_name(one))))


def agenda_book(whole: Whole, ones: Sequence[Agenda], *, title: str = "") -> bytes:
    """One page (or more) a person, in the order given."""
    title = title or _("Agendas: %(event)s", event=plain(whole.event.name))
    people = [_agenda(whole, one) for one in ones]
    labels = {
        "when": _("When"),
        "what": _("What"),
        "where": _("Where"),
        "nothing": _("Nothing is planned for you yet. Ask at the desk: a free table may be found."),
        "help": _("Something has changed? The desk and your page on the phone have the latest state."),
        "nobody": _("Nobody is registered yet."),
    }
    return _compile("agendas", whole, title, people=people, labels=labels)


def signs(whole: Whole) -> bytes:
    """A sheet for each table: its number, and who meets there when."""
    seats: dict[int, list[agendas.Placed]] = {}
    for first, last, _room, _way in whole.tables.rooms:
        seats.update({number: [] for number in range(first, last + 1)})
    for one in whole.placed:
        if not one.cancelled:
            seats.setdefault(one.table, []).append(one)
    order, several = list(whole.slots), _several(whole)
    made = []
    for number, placed in sorted(seats.items()):
        host = _host(whole, placed)
        placed.sort(key=lambda one: order.index(one.slot_id))
        made.append(
            {
                "number": number,
                "room": plain(whole.tables.room_of(number)[0]),
                "host": plain(host.organisation) if host else "",
                "rows": [_sign_row(whole, one, host, several=several) for one in placed],
            }
        )
    title = _("Table signs: %(event)s", event=plain(whole.event.name))
    words = {"table": _("Table"), "free": _("Free table"), "when": _("When"), "who": _("Who")}
    return _compile("signs", whole, title, tables=made, labels=words)


def grid(whole: Whole) -> bytes:
    """Tables down, slots across: who visits whom, for the wall of the desk."""
    slots = list(whole.slots.values())
    cells = {(one.table, one.slot_id): one for one in whole.placed if not one.cancelled}
    numbers = [n for first, last, *_rest in whole.tables.rooms for n in range(first, last + 1)]
    used = {table for table, _slot in cells}
    several = _several(whole)
    rows = []
    for number in (number for number in numbers if number in used):
        host = _host(whole, [one for one in whole.placed if one.table == number and not one.cancelled])
        name = plain(host.organisation) if host else ""
        rows.append([str(number), name, *(_cell(whole, cells.get((number, s.id)), host) for s in slots)])
    heads = [
        f"{_day(slot.day)} {wording.hour(slot.starts)}" if several else wording.hour(slot.starts)
        for slot in slots
    ]
    title = _("Grid of the tables: %(event)s", event=plain(whole.event.name))
    empty = _("No meeting is placed yet.")
    return _compile("grid", whole, title, heads=[_("Table"), _("All day"), *heads], rows=rows, empty=empty)


def attendance(whole: Whole) -> bytes:
    """To sign at the door: by organisation, buyers first."""
    everyone = sorted(
        whole.parties.values(),
        key=lambda one: (one.side is not Side.BUYER, fold(one.organisation), one.number),
    )
    rows = [
        [str(one.number), plain(one.organisation), plain(one.person), str(wording.SIDES[one.side]), ""]
        for one in everyone
    ]
    heads = [_("No."), _("Organisation"), _("Name"), _("Side"), _("Signature")]
    title = _("Attendance list: %(event)s", event=plain(whole.event.name))
    empty = _("Nobody is registered yet.")
    return _compile("attendance", whole, title, heads=heads, rows=rows, empty=empty)


def badges(whole: Whole, link: Link) -> bytes:
    """Eight on a sheet, two sides: name before, agenda and square behind, mirrored to be cut together."""
    several = _several(whole)
    people = [
        {
            "number": one.person.number,
            "organisation": plain(one.person.organisation),
            "person": plain(one.person.person),
            "job": plain(one.person.job),
            "side": str(wording.SIDES[one.person.side]),
            "buyer": one.person.side is Side.BUYER,
            "square": square(link(one.person.number)),
            "rows": [
                [_when(item, several=several), _short(item)]
                for item in one.items
                if item.kind not in (BREAK, HOLE)
            ],
        }
        for one in whole.agendas()
    ]
    title = _("Badges: %(event)s", event=plain(whole.event.name))
    words = {
        "number": _("No."),
        "nobody": _("Nobody is registered yet."),
        "square": _("Square that opens this person’s card at the desk"),
    }
    return _compile("badges", whole, title, people=people, labels=words)


def square(address: str) -> str:
    """A QR code as an SVG drawing."""
    return str(segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2))


def fold(text: str) -> str:
    """To sort names as a reader would: without accents and case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def plain(text: str) -> str:
    """One line without signs that a document for everybody may not hold: control, private, direction."""
    kept = (" " if c in "\r\n\t" else c for c in text[:LONGEST])
    return " ".join("".join(c for c in kept if unicodedata.category(c)[0] != "C").split())


def _agenda(whole: Whole, one: Agenda) -> dict[str, object]:
    several = len(one.days()) > 1
    count = len(one.meetings)
    return {
        "name": plain(_name(one)),
        "under": plain(
            " · ".join(filter(None, (one.person.person if one.person.organisation else "", one.person.job)))
        ),
        "number": _("No. %(number)s", number=one.person.number),
        "count": ngettext("%(num)s meeting", "%(num)s meetings", count),
        "days": [
            {"title": _day(day) if several else "", "rows": [_row(item) for item in items]}
            for day, items in one.days()
        ],
        "empty": count == 0,
        "bar": [_bar(whole, day, items) for day, items in one.days()],
    }


def _row(item: Item) -> dict[str, object]:
    about = calendars.description(item, way=False) if item.kind == MEETING else ""
    return {
        "kind": item.kind,
        "when": f"{wording.hour(item.starts)} – {wording.hour(item.ends)}",
        "what": plain(wording.item(item)),
        "about": plain(about.replace("\n", " · ")),
        "where": plain(calendars.where(item)),
        "way": plain(item.directions),
    }


def _bar(whole: Whole, day: object, items: Sequence[Item]) -> dict[str, object]:
    """The day's drawing, in shares of its length."""
    edges = [(slot.starts, slot.ends) for slot in whole.slots.values() if slot.day == day]
    edges += [(item.starts, item.ends) for item in items]
    start = min(frame.minutes(first) for first, _last in edges)
    end = max(frame.minutes(last) for _first, last in edges)
    parts = [
        [item.kind, frame.minutes(item.starts) - start, frame.minutes(item.ends) - frame.minutes(item.starts)]
        for item in items
    ]
    return {"length": end - start, "parts": parts}


def _name(one: Agenda) -> str:
    return one.person.organisation or one.person.person


def _several(whole: Whole) -> bool:
    """More than one day: an hour alone says too little."""
    return len({slot.day for slot in whole.slots.values()}) > 1


def _host(whole: Whole, placed: Sequence[agendas.Placed]) -> Party | None:
    """Who keeps the table all day, if one does."""
    seated = Side.BUYER if whole.event.buyers_seated else Side.SUPPLIER
    found = {one.buyer_id if seated is Side.BUYER else one.supplier_id for one in placed}
    return whole.parties.get(next(iter(found))) if len(found) == 1 else None


def _sign_row(whole: Whole, one: agendas.Placed, host: Party | None, *, several: bool) -> list[str]:
    slot = whole.slots[one.slot_id]
    hours = f"{wording.hour(slot.starts)} – {wording.hour(slot.ends)}"
    return [f"{_day(slot.day)}, {hours}" if several else hours, _cell(whole, one, host)]


def _cell(whole: Whole, one: agendas.Placed | None, host: Party | None = None) -> str:
    """Who sits there, without the host: told apart by number, since two may bear one name."""
    if one is None:
        return ""
    others = (number for number in (one.buyer_id, one.supplier_id) if not host or number != host.id)
    names = (party.organisation if (party := whole.parties.get(number)) else "–" for number in others)
    return plain(" × ".join(names))


def _short(item: Item) -> str:
    """On a badge the table's number is enough; a workshop is found by its room."""
    place = _("Table %(number)s", number=item.table) if item.table else calendars.where(item)
    return plain(" · ".join(filter(None, (place, item.label))))[:90]


def _when(item: Item, *, several: bool) -> str:
    hour = wording.hour(item.starts)
    return f"{format_date(item.day, 'EEE')} {hour}" if several else hour


def _day(day: date) -> str:
    return str(format_date(day, "EEE d MMM"))


def _compile(template: str, whole: Whole, title: str, **values: object) -> bytes:
    """Raises Unavailable when the document cannot be made."""
    data: Mapping[str, object] = {
        "title": title,
        "event": plain(whole.event.name),
        "place": plain(", ".join(filter(None, (whole.event.place_name, whole.event.address)))),
        "days": wording.days(whole.slots.values()),
        "author": plain(whole.event.organisation.name),
        "lang": str(get_locale()),
        **values,
    }
    text = json.dumps(data, ensure_ascii=False)
    for standard in STANDARDS:
        try:
            return typst.compile(
                str(TEMPLATES / f"{template}.typ"),
                root=str(TEMPLATES),
                sys_inputs={"data": text},
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=standard,
            )
        except (typst.TypstError, RuntimeError, ValueError) as error:
            failed: Exception = error
    raise Unavailable from failed
