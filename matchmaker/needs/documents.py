"""What the search index and the matcher read of needs. Only public ones are ever made into documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, lazyload

from matchmaker.extensions import db
from matchmaker.matching import values as matching
from matchmaker.needs import rules, wording
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.models import Lot, Need, NeedStatus
from matchmaker.reference import communes, cpv
from matchmaker.reference.zones import Zone
from matchmaker.search import gazetteer
from matchmaker.search.cards import Card
from matchmaker.search.documents import Document
from matchmaker.search.sync import Source

KIND = "need"
BATCH = 500
EXTRACT = 240


def load(ids: Sequence[int]) -> list[Document]:
    """The public ones among them, in two queries: the needs with their bodies, and the lots of all."""
    return [document(row) for row in db.session.execute(_public(ids)).scalars()]


def _public(ids: Sequence[int]) -> sa.Select[Need]:
    return (
        sa.select(Need)
        .options(joinedload(Need.organisation), lazyload(Need.questions))
        .where(Need.id.in_(ids), Need.status.in_(rules.PUBLIC))
    )


def every() -> Iterator[Document]:
    """All of them, a batch at a time and forgotten as it goes: memory does not grow with the table."""
    last = 0
    while ids := _after(last):
        yield from load(ids)
        last = ids[-1]
        db.session.expire_all()


def _after(last: int) -> list[int]:
    query = sa.select(Need.id).where(Need.id > last, Need.status.in_(rules.PUBLIC)).order_by(Need.id)
    return list(db.session.execute(query.limit(BATCH)).scalars())


def count() -> int:
    return db.session.execute(
        sa.select(sa.func.count(Need.id)).where(Need.status.in_(rules.PUBLIC))
    ).scalar_one()


def document(need: Need) -> Document:
    seat = communes.get(need.organisation.commune or "") if need.organisation else None
    where = whole_zone(need)
    return Document(
        key=f"{KIND}:{need.id}",
        kind="need",
        version=need.version,
        title=need.title,
        text="\n".join([need.description, *(lot.title for lot in need.lots)]),
        keywords=keywords(need),
        cpv=codes(need),
        commune=seat.code if seat else None,
        department=seat.department if seat else None,
        lat=seat.lat if seat else None,
        lon=seat.lon if seat else None,
        zone=gazetteer.zone_tokens(where),
        zone_departments=gazetteer.zone_departments(where),
        discs=gazetteer.zone_discs(where),
        reserved=articles(need),
        status=need.status.value,
        published=_day(need.published_at),
        deadline=_day(need.answers_until),
    )


def _day(moment: datetime | None) -> date | None:
    return in_paris(moment).date() if moment is not None else None


def keywords(need: Need) -> tuple[str, ...]:
    """The body's name, the reference as people paste it, and the labels of the codes."""
    named = (need.organisation.name if need.organisation else None, need.reference)
    labels = [found.label_fr for code in codes(need) if (found := cpv.get(code)) is not None]
    return (*(text for text in named if text), *labels)


def codes(need: Need) -> tuple[str, ...]:
    """The need's and its lots', each once."""
    return tuple(dict.fromkeys(code for code in (need.cpv, *(lot.cpv for lot in need.lots)) if code))


def articles(need: Need) -> tuple[str, ...]:
    held = (need.reserved, *(lot.reserved for lot in need.lots))
    return tuple(dict.fromkeys(one.value for one in held if one is not None))


def whole_zone(need: Need) -> Zone:
    """The need's place; where it has none, all those of its lots, without the radius of any."""
    if not need.zone.is_empty or not need.lots:
        return need.zone
    kinds = ("communes", "epcis", "arrondissements", "departments", "regions")
    held = {kind: sorted({code for lot in need.lots for code in getattr(lot.zone, kind)}) for kind in kinds}
    return Zone.from_json(held)


def cards(ids: Sequence[int]) -> dict[int, Card]:
    """What a page of results shows, read again from the database; withdrawn ones are not among them."""
    return {
        row.id: card(row) for row in db.session.execute(_public(ids).options(lazyload(Need.lots))).scalars()
    }


def card(need: Need) -> Card:
    until = wording.moment(need.answers_until) if need.answers_until else ""
    meta = [
        ("geo-alt", wording.place_label(need.zone)),
        ("clock", until and _("Responses until %(moment)s", moment=until)),
    ]
    tones = {NeedStatus.PUBLISHED: "good"}
    tags = [(str(wording.STATUS[need.status]), tones.get(need.status, ""))]
    if need.reserved is not None:
        tags.append((_("Reserved"), "info"))
    return Card(
        key=f"{KIND}:{need.id}",
        kind=KIND,
        title=need.title,
        endpoint="needs.show",
        arguments={"need_id": need.id},
        by=need.organisation.name if need.organisation else "",
        extract=need.description[:EXTRACT],
        meta=tuple((icon, words) for icon, words in meta if words),
        tags=tuple(tags),
    )


def matching_need(need: Need) -> matching.Need:
    """The need as the matcher reads it; each lot is a need too, at the whole's place unless it has one."""
    return matching.Need(
        id=need.id,
        text="\n".join([need.title, need.description, *(lot.title for lot in need.lots)]),
        cpv=codes(need),
        zone=whole_zone(need),
        reserved=(need.reserved.value,) if need.reserved else (),
        needed_on=begins_on(need),
        lots=tuple(_matching_lot(need, lot) for lot in need.lots),
    )


def begins_on(need: Need) -> date | None:
    """The first day known on which a firm must be free: the start, else the consultation, else the answer."""
    return need.starts_on or need.tender_planned_on or _day(need.answers_until)


def _matching_lot(need: Need, lot: Lot) -> matching.Need:
    reserved = lot.reserved or need.reserved
    code = lot.cpv or need.cpv
    return matching.Need(
        id=lot.id,
        text=f"{lot.title}\n{need.title}",
        cpv=(code,) if code else (),
        zone=whole_zone(need) if lot.zone.is_empty else lot.zone,
        reserved=(reserved.value,) if reserved else (),
        needed_on=begins_on(need),
    )


SOURCE = Source(kind=KIND, load=load, every=every, count=count, cards=cards)
