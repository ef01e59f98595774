"""A file of registrations: read, its columns said, mended, imported whole or not at all, undone for a day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from matchmaker.accounts.actor import Actor
from matchmaker.events import identities, links, messages, queries, rules, sheets
from matchmaker.events.errors import EventClosed
from matchmaker.events.models import (
    Enrolment,
    Event,
    Import,
    ImportState,
    Lock,
    Meeting,
    Pair,
    Registration,
    RegistrationState,
    Side,
    Source,
)
from matchmaker.events.services import enrolling, registering
from matchmaker.events.sheets import Entry
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications.services import queue
from matchmaker.spreadsheets import matching
from matchmaker.spreadsheets.sheet import Sheet

UNDO_WITHIN = timedelta(hours=24)


def receive(event: Event, sheet: Sheet, *, name: str, data: bytes, actor: Actor, now: datetime) -> Import:
    """Keep the lines for the preview, columns guessed as they were chosen last time. Raises EventClosed."""
    if not rules.can_prepare(event):
        raise EventClosed
    _tidy(event, now=now)
    last = _last(event)
    kept = matching.keep(last.headers, _chosen(last.columns)) if last is not None else None
    columns: dict[str, Any] = dict(matching.match(sheet.headers, sheets.FIELDS, kept))
    if last is not None and last.columns.get("everybody"):
        columns["everybody"] = last.columns["everybody"]
    lines = [
        {"number": line.number, "cells": list(line.cells), "surplus": line.surplus} for line in sheet.lines
    ]
    one = Import(
        event_id=event.id,
        filename=name[:150],
        digest=hashlib.sha256(data).hexdigest(),
        state=ImportState.PREVIEW,
        headers=list(sheet.headers),
        columns=columns,
        lines=lines,
        author_id=actor.user_id,
        at=now,
    )
    db.session.add(one)
    db.session.flush()
    return one


def _tidy(event: Event, *, now: datetime) -> None:
    """Lines hold people's data: those of files put aside or done more than a day ago go."""
    before = now - UNDO_WITHIN
    forgotten = sa.update(Import).where(Import.event_id == event.id, Import.at < before)
    forgotten = forgotten.where(sa.or_(Import.state != ImportState.DONE, Import.done_at < before))
    db.session.execute(forgotten.values(lines=[]), execution_options={"synchronize_session": False})


def _last(event: Event) -> Import | None:
    """The organiser's last file, of whichever event."""
    query = (
        sa.select(Import)
        .join(Event, Event.id == Import.event_id)
        .where(Event.organisation_id == event.organisation_id)
        .order_by(Import.id.desc())
        .limit(1)
    )
    return db.session.execute(query).scalar_one_or_none()


def _chosen(columns: Mapping[str, Any]) -> dict[str, int]:
    return {name: at for name, at in columns.items() if name in sheets.FIELDS}


def choose(one: Import, columns: Mapping[str, int], everybody: Side | None) -> None:
    """Which column holds what; the side of those who say none."""
    one.columns = {**columns, **({"everybody": everybody.value} if everybody else {})}
    db.session.flush()


def mend(one: Import, cells: Mapping[tuple[int, int], str]) -> int:
    """Cells by line number and column; how many changed."""
    changed = 0
    lines = []
    for line in one.lines:
        fresh = list(line["cells"])
        for at in range(len(fresh)):
            text = cells.get((line["number"], at))
            if text is not None and text != fresh[at]:
                fresh[at], changed = text, changed + 1
        lines.append({**line, "cells": fresh})
    one.lines = lines
    db.session.flush()
    return changed


def entries(one: Import, event: Event) -> list[Entry]:
    """The lines as they would be imported now."""
    everybody = one.columns.get("everybody")
    return sheets.read(
        one.lines,
        _chosen(one.columns),
        everybody=Side(everybody) if everybody else None,
        known=_known(event),
        demonstration=current_app.config["SETTINGS"].demonstration,
    )


def _known(event: Event) -> set[str]:
    """Marks of everybody registered, cancelled ones included: a file brings nobody back."""
    names = ("email", "organisation_name", "last_name", "first_name")
    query = sa.select(*(getattr(Registration, name) for name in names))
    known = set()
    for row in db.session.execute(query.where(Registration.event_id == event.id)):
        values = dict(zip(names, row, strict=True))
        known |= {sheets.mark(values), sheets.mark({**values, "email": None})}
    return known


def carry_out(one: Import, event: Event, *, tell: bool, actor: Actor, now: datetime) -> int:
    """Every good line, or none when it cannot be done; how many came in. Raises EventClosed.

    Only the refused lines are kept afterwards, for their download.
    """
    if one.state is not ImportState.PREVIEW:
        return int(one.counts.get("new", 0))
    if not rules.can_prepare(event):
        raise EventClosed
    found, people = registering.settled(lambda: _insert(one, event, now=now))
    refused = {entry.number for entry in found if entry.problems}
    one.counts = {"new": len(people), "known": sum(e.known for e in found), "refused": len(refused)}
    one.lines = [line for line in one.lines if line["number"] in refused]
    one.state, one.done_at = ImportState.DONE, now
    db.session.flush()
    record(actor, Action.REGISTRATIONS_IMPORTED, "import", one.id, now=now, event_id=event.id, **one.counts)
    if tell:
        for person in people:
            _tell(person, event, now=now)
    return len(people)


def _tell(person: Registration, event: Event, *, now: datetime) -> None:
    if person.email:
        held = person.state is RegistrationState.CONFIRMED
        queue((messages.registered if held else messages.waiting)(person, event, now=now), now=now)


def _insert(one: Import, event: Event, *, now: datetime) -> tuple[list[Entry], list[Registration]]:
    """All in one go: whoever was quicker for a number, a seat or an address makes the whole begin again."""
    found = entries(one, event)
    new = [entry for entry in found if entry.is_new]
    known = identities.many({entry.values["siret"] for entry in new if entry.values.get("siret")})
    everybody = queries.people(event)
    last = max((person.number for person in everybody), default=0)
    taken = {side: {p.seat for p in everybody if p.side is side and p.seat is not None} for side in Side}
    waiting = {p.side for p in everybody if p.state is RegistrationState.WAITING}
    places = {Side.BUYER: event.buyer_places, Side.SUPPLIER: event.supplier_places}
    people = []
    for number, entry in enumerate(new, last + 1):
        values = {name: value for name, value in entry.values.items() if name != "side"}
        side: Side = entry.values["side"]
        identity = known.get(values.get("siret") or "")
        seat = None if side in waiting else enrolling.lowest_free(taken[side], places[side])
        if seat is not None:
            taken[side].add(seat)
        held = {"state": RegistrationState.CONFIRMED, "seat": seat, "confirmed_at": now}
        rest = {"state": RegistrationState.WAITING, "waiting_since": now}
        people.append(
            Registration(
                event_id=event.id,
                number=number,
                side=side,
                source=Source.IMPORT,
                import_id=one.id,
                organisation_id=identity.organisation_id if identity else None,
                nonce=links.new_nonce(),
                created_at=now,
                updated_at=now,
                **values,
                **(held if seat is not None else rest),
            )
        )
    db.session.add_all(people)
    db.session.flush()
    return found, people


def undoable(one: Import, now: datetime) -> bool:
    return one.state is ImportState.DONE and one.done_at is not None and now < one.done_at + UNDO_WITHIN


def undo(one: Import, event: Event, *, actor: Actor, now: datetime) -> tuple[int, list[Registration]]:
    """How many went, and who stays since something has happened to them. Raises EventClosed after a day."""
    if not undoable(one, now):
        raise EventClosed
    query = sa.select(Registration).where(Registration.import_id == one.id).order_by(Registration.number)
    people = list(db.session.execute(query).scalars())
    touched = _touched([person.id for person in people])
    stay = [person for person in people if person.version > 1 or person.id in touched]
    gone = [person.id for person in people if person not in stay]
    db.session.execute(sa.delete(Registration).where(Registration.id.in_(gone)))
    one.state, one.undone_at, one.lines = ImportState.UNDONE, now, []
    one.counts = {**one.counts, "undone": len(gone), "kept": len(stay)}
    db.session.flush()
    record(actor, Action.REGISTRATIONS_UNDONE, "import", one.id, now=now, undone=len(gone), kept=len(stay))
    registering.serve_all(event, now=now)
    return len(gone), stay


def _touched(ids: Sequence[int]) -> set[int]:
    """Of these people, those who wished, enrolled, or have a meeting."""
    said = sa.or_(Pair.buyer_wish.is_not(None), Pair.supplier_wish.is_not(None))
    naming: list[sa.Select[Any]] = [
        sa.select(column).where(column.in_(ids), said) for column in (Pair.buyer_id, Pair.supplier_id)
    ]
    columns: tuple[Any, ...] = (
        Enrolment.registration_id,
        Meeting.buyer_id,
        Meeting.supplier_id,
        Lock.buyer_id,
        Lock.supplier_id,
        Registration.companion_of_id,
    )
    naming += [sa.select(column).where(column.in_(ids)) for column in columns]
    return set(db.session.execute(sa.union(*naming)).scalars())


def drop(one: Import) -> None:
    """A preview that nobody wants."""
    if one.state is ImportState.PREVIEW:
        db.session.delete(one)
        db.session.flush()
