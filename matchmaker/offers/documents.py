"""What the search index reads of offers: the published ones, and of their firms what everybody may read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matchmaker.extensions import db
from matchmaker.offers import queries, wording
from matchmaker.offers.models import Offer
from matchmaker.organisations import labels
from matchmaker.organisations.documents import ess
from matchmaker.reference import communes, cpv
from matchmaker.search import gazetteer
from matchmaker.search.cards import Card
from matchmaker.search.documents import Document
from matchmaker.search.sync import Source

KIND = "offer"
EXTRACT = 200


def load(ids: Sequence[int]) -> list[Document]:
    """Four queries whatever the number: offers with their firms, the firms' kinds, labels, references."""
    return [document(offer) for offer in queries.published(ids)]


def every() -> Iterator[Document]:
    """All of them, a batch at a time and forgotten as it goes: memory does not grow with the table."""
    for ids in queries.published_ids():
        yield from load(ids)
        db.session.expunge_all()


def document(offer: Offer) -> Document:
    firm, zone = offer.organisation, offer.zone
    seat = communes.get(firm.commune or "")
    return Document(
        key=f"{KIND}:{offer.id}",
        kind="offer",
        version=offer.version + firm.version,  # what is shown of the firm is part of it; neither ever falls
        title=offer.title,
        text=body(offer),
        keywords=keywords(offer),
        cpv=tuple(offer.cpvs),
        commune=seat.code if seat else None,
        department=seat.department if seat else None,
        lat=seat.lat if seat else None,
        lon=seat.lon if seat else None,
        zone=gazetteer.zone_tokens(zone),
        zone_departments=gazetteer.zone_departments(zone),
        discs=gazetteer.zone_discs(zone),
        size=firm.size.value if firm.size else None,
        ess=ess(firm),
        published=offer.published_at.date() if offer.published_at else None,
        owner=f"organisation:{firm.id}",
    )


def body(offer: Offer) -> str:
    past = (f"{one.text} {one.client}".strip() for one in offer.references)
    return "\n".join(part for part in (offer.what, offer.for_whom, offer.how, *past) if part)


def keywords(offer: Offer) -> tuple[str, ...]:
    codes = (found.label_fr for code in offer.cpvs if (found := cpv.get(code)) is not None)
    return (offer.organisation.name, *codes, *(one.name for one in offer.labels))


def cards(ids: Sequence[int]) -> dict[int, Card]:
    """Two queries whatever the number; what is no longer published is left out."""
    return {offer.id: card(offer) for offer in queries.published_cards(ids)}


def card(offer: Offer) -> Card:
    firm = offer.organisation
    where = wording.place_label(offer.zone)
    return Card(
        key=f"{KIND}:{offer.id}",
        kind=KIND,
        title=offer.title,
        endpoint="offers.show",
        arguments={"offer_id": offer.id},
        by=firm.name,
        extract=extract(offer.what),
        meta=(("geo-alt", where),) if where else (),
        tags=tuple(labels.tags(firm)),
        social=firm.is_ess,
    )


def extract(text: str) -> str:
    """The beginning, cut between two words."""
    line = " ".join(text.split())
    return line if len(line) <= EXTRACT else f"{line[:EXTRACT].rsplit(' ', 1)[0]}…"


def follow_firms(changes: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """A sink of the feed: the offers of a firm whose card changed are looked at again."""
    firms = [number for kind, number in changes if kind == "organisation"]
    known = {number for kind, number in changes if kind == KIND}
    offers = queries.published_ids_of(firms) if firms else ()
    return [(KIND, number) for number in offers if number not in known]


SOURCE = Source(kind=KIND, load=load, every=every, count=queries.count_published, cards=cards)
