"""Verbs of the programme: read a file, mend it, import it whole or not at all, undo, publish many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.needs import rules as needs_rules
from matchmaker.needs import services as needs
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.notifications import tellings
from matchmaker.programme import judging
from matchmaker.programme.answers import answers, said_by
from matchmaker.programme.errors import NothingToImport, TooLate
from matchmaker.programme.fields import LABELS, SYNONYMS
from matchmaker.programme.judging import Effect, Judged
from matchmaker.programme.models import (
    ImportState,
    ProgrammeChange,
    ProgrammeHeadings,
    ProgrammeImport,
    ProgrammeLine,
)
from matchmaker.spreadsheets import matching
from matchmaker.spreadsheets.reading import Sheet

UNDO_WITHIN = timedelta(hours=24)


def receive(actor: Actor, sheet: Sheet, filename: str, *, now: datetime) -> ProgrammeImport:
    """Keep the file as read, its columns matched; whatever the body had left open before is forgotten."""
    organisation_id = acting(actor)
    stale = (
        ProgrammeImport.organisation_id == organisation_id,
        ProgrammeImport.author_id == actor.user_id,
        ProgrammeImport.state == ImportState.OPEN,
    )
    db.session.execute(sa.delete(ProgrammeImport).where(*stale))
    kept = _headings(organisation_id)
    one = ProgrammeImport(
        organisation_id=organisation_id,
        author_id=actor.user_id,
        filename=filename[:200],
        state=ImportState.OPEN,
        headers=list(sheet.headers),
        lines=[[line.number, list(line.cells), line.surplus] for line in sheet.lines],
        columns=matching.match(sheet.headers, SYNONYMS, kept.fields if kept else None),
        fixes={},
        counts={},
        at=now,
    )
    db.session.add(one)
    db.session.flush()
    return one


def acting(actor: Actor) -> int:
    if actor.acting_for is None:
        raise NotFound
    return actor.acting_for.id


def owned(actor: Actor, import_id: int, *, lock: bool = False) -> ProgrammeImport:
    """An import of the actor's body. Raises NotFound."""
    hold = True if lock else None
    one = db.session.get(ProgrammeImport, import_id, with_for_update=hold, populate_existing=lock)
    if one is None or one.organisation_id != acting(actor):
        raise NotFound
    return one


def _headings(organisation_id: int) -> ProgrammeHeadings | None:
    query = sa.select(ProgrammeHeadings).where(ProgrammeHeadings.organisation_id == organisation_id)
    return db.session.execute(query).scalar_one_or_none()


def set_columns(one: ProgrammeImport, columns: Mapping[str, int]) -> None:
    """And remember it for the next file."""
    one.columns = {name: at for name, at in columns.items() if name in LABELS}
    said = matching.keep(one.headers, one.columns)
    kept = _headings(one.organisation_id)
    if kept is None:
        db.session.add(ProgrammeHeadings(organisation_id=one.organisation_id, fields=said))
    else:
        kept.fields = {**kept.fields, **said}
    db.session.flush()


def mend(one: ProgrammeImport, typed: Mapping[int, Mapping[str, str]]) -> None:
    """What stands instead of cells, by line number and field."""
    fixes = {key: dict(fields) for key, fields in one.fixes.items()}
    for number, fields in typed.items():
        fixes.setdefault(str(number), {}).update(fields)
    one.fixes = fixes
    db.session.flush()


def carry_out(one: ProgrammeImport, actor: Actor, *, now: datetime, today: date) -> None:
    """The good lines become drafts, or change theirs; refused ones are left out. The caller holds the row.

    Pressed twice, it is done once. Raises NothingToImport.
    """
    if one.state is not ImportState.OPEN:
        return
    found = judging.judge(one, today=today)
    counts = judging.counts(found)
    if not counts[Effect.NEW] + counts[Effect.CHANGED] + counts[Effect.SAME]:
        raise NothingToImport
    made = [_make(one, line, actor, now=now) for line in found if line.effect is Effect.NEW]
    for line in found:
        if line.effect is Effect.CHANGED:
            _change(one, line, actor, now=now)
    tellings.tell("need.draft_left", made, now=now)  # nobody forgot them: no reminder for each
    one.state, one.done_at = ImportState.DONE, now
    one.counts = {effect.value: count for effect, count in counts.items()}
    db.session.flush()
    _journal(one, actor, Action.PROGRAMME_IMPORTED, one.counts, now=now)


def _journal(
    one: ProgrammeImport, actor: Actor, action: Action, counts: Mapping[str, int], *, now: datetime
) -> None:
    number = one.organisation_id
    told = {f"lines_{name}": count for name, count in counts.items()}
    record(actor, action, "organisation", number, now=now, organisation_id=number, imported=one.id, **told)


def _make(one: ProgrammeImport, line: Judged, actor: Actor, *, now: datetime) -> int:
    need = needs.start(actor, now=now)
    needs.save(need, actor, answers(line.said), now=now)
    db.session.add(
        ProgrammeLine(
            organisation_id=one.organisation_id, key=line.key, need_id=need.id, said=dict(line.said)
        )
    )
    db.session.add(ProgrammeChange(import_id=one.id, need_id=need.id, need_version=need.version))
    return need.id


def _change(one: ProgrammeImport, line: Judged, actor: Actor, *, now: datetime) -> None:
    """Only what the file says otherwise than last time: what was changed by hand since stays."""
    known = line.known
    assert known is not None
    need = db.session.get_one(Need, known.need_id)
    new = {name: line.said[name] for name in line.differing}
    before = said_by(need, new)
    needs.save(need, actor, answers(new), now=now)
    db.session.flush()
    change = ProgrammeChange(
        import_id=one.id,
        need_id=need.id,
        before=known.said,
        need_before=before,
        need_version=need.version,
    )
    db.session.add(change)
    known.said = {**known.said, **line.said}


@dataclass(frozen=True, slots=True)
class Undone:
    """How many lines were taken back, and the needs that were touched since and therefore stay."""

    count: int
    kept: Sequence[Need]


def undo(one: ProgrammeImport, actor: Actor, *, now: datetime) -> Undone:
    """Take back what it did, but for needs changed since. The caller holds the row. Raises TooLate."""
    if one.state is not ImportState.DONE:
        return Undone(0, [])
    if one.done_at is None or now - one.done_at > UNDO_WITHIN:
        raise TooLate
    query = sa.select(ProgrammeChange).where(ProgrammeChange.import_id == one.id).order_by(ProgrammeChange.id)
    count, kept = 0, []
    for change in db.session.execute(query).scalars().all():
        need = db.session.get(Need, change.need_id, populate_existing=True)
        if need is None:
            continue
        if need.version != change.need_version or need.status is not NeedStatus.DRAFT:
            kept.append(need)
            continue
        _take_back(change, need, actor, now=now)
        count += 1
    one.state, one.undone_at = ImportState.UNDONE, now
    db.session.flush()
    _journal(one, actor, Action.PROGRAMME_UNDONE, {"undone": count, "kept": len(kept)}, now=now)
    return Undone(count, kept)


def _take_back(change: ProgrammeChange, need: Need, actor: Actor, *, now: datetime) -> None:
    line = db.session.execute(
        sa.select(ProgrammeLine).where(ProgrammeLine.need_id == need.id)
    ).scalar_one_or_none()
    if change.before is None:
        if line is not None:
            db.session.delete(line)
        db.session.delete(change)
        db.session.flush()
        needs.discard(need, actor, now=now)
        return
    if line is not None:
        line.said = change.before
    needs.save(need, actor, answers(change.need_before or {}), now=now)


def drafts(actor: Actor) -> Sequence[Need]:
    """Of the programme's needs, those that are drafts still, in the order of the file."""
    query = (
        sa.select(Need)
        .join(ProgrammeLine, ProgrammeLine.need_id == Need.id)
        .where(ProgrammeLine.organisation_id == acting(actor), Need.status == NeedStatus.DRAFT)
        .order_by(ProgrammeLine.id)
    )
    return db.session.execute(query).scalars().all()


def publish(
    actor: Actor, need_ids: Sequence[int], *, until: datetime | None, now: datetime
) -> tuple[list[Need], list[Need]]:
    """Publish these drafts; `until` is the deadline of those that have none. Those that left, and the rest.

    Who has shown no ground yet lets them wait, as for a single need.
    """
    wanted = [need for need in drafts(actor) if need.id in set(need_ids)]
    left, rest = [], []
    for need in wanted:
        if until is not None and (need.answers_until is None or need.answers_until <= now):
            needs.save(need, actor, {"answers_until": until}, now=now)
        if needs_rules.missing(need, now):
            rest.append(need)
            continue
        needs.publish(need, actor, now=now)
        left.append(need)
    return left, rest
