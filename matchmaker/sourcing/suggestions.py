"""The bridge between rows and the matcher: what a firm shows becomes evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.extensions import db
from matchmaker.matching import values as matching
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations.models import NafNomenclature, Organisation
from matchmaker.reference import naf

BATCH = 1000


def supplier_of(organisation: Organisation, offers: Sequence[Offer]) -> matching.Supplier:
    """The firm, each published offer and reference a piece of evidence, its card the last one."""
    pieces = [piece for offer in offers for piece in offer_evidence(offer)]
    pieces.append(profile_evidence(organisation))
    waiting = [offer.unavailable_until for offer in offers if offer.unavailable_until is not None]
    return matching.Supplier(
        id=organisation.id,
        evidence=tuple(pieces),
        name=organisation.name,
        kinds=kinds_of(organisation),
        size=organisation.size.value if organisation.size else None,
        ess=organisation.is_ess,
        unavailable_until=min(waiting) if waiting and len(waiting) == len(offers) else None,
    )


def kinds_of(organisation: Organisation) -> frozenset[str]:
    """The kinds that the articles on reserved contracts speak of, as the matcher spells them."""
    kinds = {kind.kind.lower() for kind in organisation.kinds}
    return frozenset(kinds | {"ess"} if organisation.ess_family else kinds)


def offer_evidence(offer: Offer) -> Iterator[matching.Evidence]:
    published = offer.published_at.date() if offer.published_at else None
    yield matching.Evidence(
        text=offer_text(offer),
        kind="offer",
        cpv=tuple(offer.cpvs),
        date=published,
        zone=offer.zone,
        id=f"offer:{offer.id}",
    )
    for reference in offer.references:
        text = f"{reference.text} {reference.client}".strip()
        yield matching.Evidence(text=text, kind="reference", cpv=tuple(offer.cpvs), id=f"offer:{offer.id}")


def offer_text(offer: Offer) -> str:
    """One text, a paragraph for each answer that the firm gave."""
    return "\n".join(part for part in (offer.title, offer.what, offer.for_whom, offer.how) if part)


def profile_evidence(organisation: Organisation) -> matching.Evidence:
    """The firm's own words and the label of its activity: all that a firm without offers can be judged by."""
    parts = (organisation.name, organisation.description, activity_label(organisation))
    return matching.Evidence(text="\n".join(part for part in parts if part), kind="profile", id="profile")


def activity_label(organisation: Organisation) -> str:
    rev2 = organisation.naf_nomenclature is not NafNomenclature.NAF2025
    found = naf.get(organisation.naf or "", "rev2" if rev2 else "2025")
    return found.label_fr if found else ""


def every_supplier() -> Iterator[matching.Supplier]:
    """All firms, read in batches: a constant number of queries for each."""
    last = 0
    while ids := _following(last):
        yield from suppliers(ids)
        last = ids[-1]


def count_firms() -> int:
    query = sa.select(sa.func.count()).select_from(Organisation).where(Organisation.is_supplier)
    return int(db.session.execute(query).scalar_one())


def _following(last: int) -> list[int]:
    query = sa.select(Organisation.id).where(Organisation.is_supplier, Organisation.id > last)
    return list(db.session.execute(query.order_by(Organisation.id).limit(BATCH)).scalars())


def suppliers(ids: Iterable[int]) -> list[matching.Supplier]:
    """The firms among `ids` that the matcher may propose, in the order of their ids."""
    found = organisations(ids)
    offers = published_offers(found)
    return [supplier_of(one, offers.get(one.id, [])) for one in found.values()]


def organisations(ids: Iterable[int]) -> dict[int, Organisation]:
    query = sa.select(Organisation).where(Organisation.id.in_(list(ids)), Organisation.is_supplier)
    return {one.id: one for one in db.session.execute(query.order_by(Organisation.id)).scalars()}


def published_offers(ids: Iterable[int]) -> dict[int, list[Offer]]:
    query = (
        sa.select(Offer)
        .options(selectinload(Offer.references), selectinload(Offer.labels))
        .where(Offer.organisation_id.in_(list(ids)), Offer.status == OfferStatus.PUBLISHED)
        .order_by(Offer.id)
    )
    found: dict[int, list[Offer]] = {}
    for offer in db.session.execute(query).scalars():
        found.setdefault(offer.organisation_id, []).append(offer)
    return found


def open_versions() -> dict[int, int]:
    """Needs that a firm may still answer: id → version."""
    query = sa.select(Need.id, Need.version).where(Need.status == NeedStatus.PUBLISHED)
    return dict(db.session.execute(query.order_by(Need.id)).all())


def needs(ids: Iterable[int]) -> dict[int, Need]:
    """These needs, their lots and buyers read along, in the order of their ids."""
    query = (
        sa.select(Need)
        .options(selectinload(Need.lots), joinedload(Need.organisation))
        .where(Need.id.in_(list(ids)))
        .order_by(Need.id)
    )
    return {need.id: need for need in db.session.execute(query).scalars()}
