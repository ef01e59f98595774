"""Gather a report from the rows and the journal, in a number of queries that no count of firms changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from matchmaker.accounts.models import User
from matchmaker.extensions import db
from matchmaker.journal import queries as journal
from matchmaker.journal.access import Seen
from matchmaker.journal.models import AccessTrace, Entry
from matchmaker.needs.models import Need
from matchmaker.organisations import queries as organisations
from matchmaker.sourcing import asking, board, freezing, joining, keeping_file, meetings, partners, responding
from matchmaker.sourcing import models_contacts as tables
from matchmaker.sourcing.board import Line
from matchmaker.sourcing.models import FrozenList, FrozenRow
from matchmaker.sourcing.models_dossier import ResponseFile
from matchmaker.sourcing.report import values
from matchmaker.sourcing.report.values import Report

Names = Mapping[int, str]


def report(need: Need, *, now: datetime) -> Report:
    """Everything that the file of this need holds, as it stands in this transaction."""
    head, entries = journal.head(), journal.entries_of_need(need.id)
    parity = board.parity(need, now=now)
    rounds = _rounds(need)
    people = _people(need, entries)
    firms = {line.contact.supplier_id: line.contact.supplier.name for line in parity.lines}
    files, read = _files(parity.lines), _read(parity.lines)
    return Report(
        made_at=now,
        number=head.number,
        head=head.hash,
        subject=_subject(need),
        acts=_acts(entries, people),
        lists=_lists(need, {one.frozen_list_id for one in rounds}),
        documents=[
            values.Document(one.number, one.name, one.size, one.digest, one.added_at)
            for one in joining.documents(need)
        ],
        rounds=[_round(one, parity.lines, people) for one in rounds],
        firms=_firms(parity.lines, files, read),
        handed=_handed(parity),
        exchanges=[
            values.Exchange(one.asked_at, one.question, one.reply, one.replied_at)
            for one in (*asking.published(need), *asking.waiting(need))
        ],
        meetings=_meetings(need, people),
        declarations=_declarations(need, people),
        lessons=[
            values.Lesson(one.version, one.learned, one.specified, people.get(one.author_id, ""), one.at)
            for one in keeping_file.lessons(need)
        ],
        notes=[
            values.Note(one.id, one.text, people.get(one.author_id, ""), one.at)
            for one in keeping_file.notes(need)
        ],
        looks=_looks(parity.lines, files, people),
        names={**_named(entries), **firms},
    )


def _subject(need: Need) -> values.Subject:
    return values.Subject(
        id=need.id,
        reference=need.reference or "",
        title=need.title,
        body=need.organisation.name if need.organisation else "",
        status=need.status.value,
        description=need.description,
        cpv=need.cpv,
        zone=need.zone,
        amount_band=need.amount_band,
        published_at=need.published_at,
        answers_until=need.answers_until,
        tender_url=need.tender_url,
        end_reason=need.end_reason,
        version=need.version,
        lots=tuple(one.title for one in need.lots),
        questions=tuple(one.text for one in need.questions),
    )


def _people(need: Need, entries: Sequence[Entry]) -> dict[int | None, str]:
    """Names of the team: those who acted as buyers, and those who are members now. Others stay nameless."""
    acted = {one.actor_id for one in entries if one.role == "buyer" and one.actor_id is not None}
    body = need.organisation_id
    members = {one.user_id for one in organisations.members(body)} if body is not None else set()
    query = sa.select(User).where(User.id.in_(acted | members))
    return {one.id: one.name for one in db.session.execute(query).scalars()}


def _acts(entries: Sequence[Entry], people: Mapping[int | None, str]) -> list[values.Act]:
    return [
        values.Act(
            one.seq,
            one.at,
            one.role,
            people.get(one.actor_id, "") if one.role == "buyer" else "",
            one.action,
            json.loads(one.payload),
        )
        for one in entries
    ]


def _named(entries: Sequence[Entry]) -> dict[int, str]:
    """Names of the firms that acts bear on, whether they were contacted or not."""
    payloads = [json.loads(one.payload) for one in entries]
    wanted = {one["supplier"] for one in payloads if isinstance(one.get("supplier"), int)}
    return organisations.names(wanted)


def _lists(need: Need, relied: Collection[int]) -> list[values.KeptList]:
    """All of them by their digest; whole, those that an invitation relied on, else the last one kept."""
    found = list(reversed(freezing.lists_of(need)))
    wanted = set(relied) or {one.id for one in found[-1:]}
    query = sa.select(FrozenList).where(FrozenList.id.in_(wanted)).options(undefer(FrozenList.content))
    whole = {one.id: freezing.content(one) for one in db.session.execute(query).scalars()}
    rows: dict[int, list[values.ListedFirm]] = {}
    kept = sa.select(FrozenRow).where(FrozenRow.list_id.in_(wanted)).order_by(FrozenRow.rank)
    for row in db.session.execute(kept).scalars():
        rows.setdefault(row.list_id, []).append(
            values.ListedFirm(row.rank, row.supplier_id, row.name, row.score, row.profile_digest)
        )
    return [
        values.KeptList(
            id=one.id,
            at=one.at,
            cause="relied" if one.id in relied else one.cause.value,
            need_version=one.need_version,
            suppliers=one.suppliers,
            matcher_version=one.matcher_version,
            weights_digest=one.weights_digest,
            digest=one.digest,
            content=whole.get(one.id),
            rows=tuple(rows.get(one.id, ())),
        )
        for one in found
    ]


def _rounds(need: Need) -> list[tables.Round]:
    query = sa.select(tables.Round).where(tables.Round.need_id == need.id).order_by(tables.Round.number)
    return list(db.session.execute(query).scalars())


def _round(one: tables.Round, lines: Sequence[Line], people: Mapping[int | None, str]) -> values.Round:
    return values.Round(
        number=one.number,
        at=one.at,
        send_at=one.send_at,
        text=one.text,
        text_digest=hashlib.sha256(one.text.encode()).hexdigest(),
        list_id=one.frozen_list_id,
        firms=sum(line.contact.round_id == one.id for line in lines),
        who=people.get(one.author_id, ""),
    )


def _files(lines: Sequence[Line]) -> list[tuple[Line, ResponseFile]]:
    by_response = {line.contact.response.id: line for line in lines if line.contact.response is not None}
    return [(by_response[one.response_id], one) for one in responding.files_of(list(by_response))]


def _read(lines: Sequence[Line]) -> dict[int, datetime]:
    """When the team first read each response, by its id."""
    wanted = [line.contact.response.id for line in lines if line.contact.response is not None]
    query = (
        sa.select(AccessTrace.object_id, sa.func.min(AccessTrace.at))
        .where(AccessTrace.object_kind == "response", AccessTrace.object_id.in_(wanted))
        .where(AccessTrace.seen == Seen.RESPONSE.value)
        .group_by(AccessTrace.object_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _firms(
    lines: Sequence[Line], files: Sequence[tuple[Line, ResponseFile]], read: Mapping[int, datetime]
) -> list[values.Firm]:
    texts = {line.contact.response.partners for line in lines if line.contact.response is not None}
    said = partners.recognised(texts)
    return [_firm(line, files, read, said) for line in lines]


def _firm(
    line: Line,
    files: Sequence[tuple[Line, ResponseFile]],
    read: Mapping[int, datetime],
    said: Mapping[str, Sequence[partners.Partner]],
) -> values.Firm:
    contact, response = line.contact, line.contact.response
    with_whom = said[response.partners] if response else ()
    return values.Firm(
        id=contact.supplier_id,
        name=contact.supplier.name,
        siret=contact.supplier.siret or "",
        size=contact.supplier.size.value if contact.supplier.size else None,
        round=contact.round.number if contact.round else None,
        state=line.state.value,
        invited_at=line.invited_at,
        opened_at=line.seen_at,
        responded_at=response.changed_at if response else None,
        reason=response.reason.value if response and response.reason else None,
        read_at=read.get(response.id) if response else None,
        files=tuple(one.digest for of, one in files if of is line),
        partners=tuple(one.firm.name if one.firm else one.words for one in with_whom),
    )


def _handed(parity: board.Parity) -> list[values.Handed]:
    """The register: invitation, replies, documents, and the rest of what was sent."""
    found = []
    numbers = {(one.told, one.object_id): one.number for one in parity.things}
    for line in parity.lines:
        firm = line.contact.supplier.name
        for (kind, number), row in line.told.items():
            shown = numbers.get((kind, number), number)
            if kind is tables.Told.INVITATION and line.contact.round is not None:
                shown = line.contact.round.number
            found.append(values.Handed(firm, kind.value, shown, row.at, row.readers))
        for one in parity.things:
            if (one.told, one.object_id) not in line.told:
                moment = parity.moment(line, one)
                found.append(values.Handed(firm, one.told.value, one.number, moment, None))
    return found


def _meetings(need: Need, people: Mapping[int | None, str]) -> list[values.Meeting]:
    return [
        values.Meeting(
            one.supplier.name,
            one.held_on,
            one.outcome.value,
            one.source.value,
            one.note,
            people.get(one.author_id, ""),
            one.at,
        )
        for one in meetings.meetings(need)
    ]


def _declarations(need: Need, people: Mapping[int | None, str]) -> list[values.Declaration]:
    found = keeping_file.interests(need)
    last = {one.author_id: one.id for one in found}
    return [
        values.Declaration(
            people.get(one.author_id, ""), one.conflict, one.text, one.at, one.id == last[one.author_id]
        )
        for one in found
    ]


def _looks(
    lines: Sequence[Line], files: Sequence[tuple[Line, ResponseFile]], people: Mapping[int | None, str]
) -> list[values.Look]:
    names = {
        ("response", line.contact.response.id): line.contact.supplier.name
        for line in lines
        if line.contact.response is not None
    }
    names |= {("response_file", one.id): line.contact.supplier.name for line, one in files}
    query = sa.select(AccessTrace).where(
        sa.or_(
            *(
                sa.and_(
                    AccessTrace.object_kind == kind,
                    AccessTrace.object_id.in_([number for found, number in names if found == kind]),
                )
                for kind in ("response", "response_file")
            )
        )
    )
    return [
        values.Look(people.get(one.user_id, ""), names[one.object_kind, one.object_id], one.seen, one.at)
        for one in db.session.execute(query.order_by(AccessTrace.id)).scalars()
    ]
