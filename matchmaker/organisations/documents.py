"""What the search index reads of organisations: their public card, never the people behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.organisations import labels
from matchmaker.organisations.models import NafNomenclature, Organisation
from matchmaker.reference import communes, legal, naf
from matchmaker.search.cards import Card
from matchmaker.search.documents import Document
from matchmaker.search.sync import Source

KIND = "organisation"
BATCH = 500
EXTRACT = 240

# The kinds brought to the groups by which people filter. An employers' group (GEIQ) is no SIAE by law.
FACETS = {
    "EI": "siae",
    "AI": "siae",
    "ACI": "siae",
    "ETTI": "siae",
    "EITI": "siae",
    "EA": "ea",
    "EATT": "ea",
    "ESAT": "esat",
}


def load(ids: Sequence[int]) -> list[Document]:
    """Two queries whatever the number: the rows, and the inclusive kinds of all of them."""
    rows = db.session.execute(sa.select(Organisation).where(Organisation.id.in_(ids))).scalars()
    return [document(row) for row in rows]


def every() -> Iterator[Document]:
    """All of them, a batch at a time and forgotten as it goes: memory does not grow with the table."""
    last = 0
    while ids := _after(last):
        yield from load(ids)
        last = ids[-1]
        db.session.expire_all()


def _after(last: int) -> list[int]:
    query = sa.select(Organisation.id).where(Organisation.id > last).order_by(Organisation.id).limit(BATCH)
    return list(db.session.execute(query).scalars())


def count() -> int:
    return db.session.execute(sa.select(sa.func.count(Organisation.id))).scalar_one()


def document(row: Organisation) -> Document:
    commune = communes.get(row.commune or "")
    return Document(
        key=f"{KIND}:{row.id}",
        kind="organisation",
        version=row.version,
        title=row.name,
        text=row.description,
        keywords=keywords(row),
        commune=commune.code if commune else None,
        department=commune.department if commune else None,
        lat=commune.lat if commune else None,
        lon=commune.lon if commune else None,
        size=row.size.value if row.size and row.is_supplier else None,
        ess=ess(row),
        published=row.created_at.date(),
    )


def keywords(row: Organisation) -> tuple[str, ...]:
    """Numbers as people paste them, the activity's label, and the kinds in words and in letters."""
    nomenclature = row.naf_nomenclature or NafNomenclature.REV2
    activity = naf.get(row.naf, nomenclature.value) if row.naf else None
    kinds = [found for one in row.kinds if (found := legal.inclusive_kind(one.kind)) is not None]
    known = (row.siret, row.siren, activity.label_fr if activity else None)
    return (*(text for text in known if text), *(f"{kind.code} {kind.label_fr}" for kind in kinds))


def ess(row: Organisation) -> tuple[str, ...]:
    """What the facet of the social economy counts: the family, and the inclusive groups, each once."""
    family = [row.ess_family.value] if row.ess_family else []
    groups = [FACETS[one.kind] for one in row.kinds if one.kind in FACETS]
    return tuple(dict.fromkeys(family + groups))


def cards(ids: Sequence[int]) -> dict[int, Card]:
    """What a page of results shows, read again from the database."""
    rows = db.session.execute(sa.select(Organisation).where(Organisation.id.in_(ids))).scalars()
    return {row.id: card(row) for row in rows}


def card(row: Organisation) -> Card:
    return Card(
        key=f"{KIND}:{row.id}",
        kind=KIND,
        title=row.name,
        endpoint="organisations.show",
        arguments={"organisation_id": row.id},
        by=labels.place(row.commune),
        extract=row.description[:EXTRACT],
        tags=tuple(labels.tags(row)),
        social=row.is_ess,
    )


SOURCE = Source(kind=KIND, load=load, every=every, count=count, cards=cards)
