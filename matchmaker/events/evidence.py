"""What the matcher reads of an event's people: what firms show, what buyers look for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from matchmaker.events.models import Event, Registration, RegistrationState, Side
from matchmaker.extensions import db
from matchmaker.matching import values as matching
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.reference import cpv
from matchmaker.sourcing import suggestions

CODE = re.compile(r"(?<![0-9])[0-9]{8}(?![0-9])", re.ASCII)
Asked = tuple[Registration, int | None, matching.Need]


def principals(event: Event) -> list[Registration]:
    query = (
        sa.select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.companion_of_id.is_(None),
        )
        .options(selectinload(Registration.subjects), selectinload(Registration.organisation))
        .order_by(Registration.number)
    )
    return list(db.session.execute(query).scalars())


def of_sides(people: Iterable[Registration]) -> tuple[dict[int, Registration], dict[int, Registration]]:
    sides: dict[Side, dict[int, Registration]] = {Side.BUYER: {}, Side.SUPPLIER: {}}
    for one in people:
        sides[one.side][one.id] = one
    return sides[Side.BUYER], sides[Side.SUPPLIER]


def shown(firms: Iterable[Registration]) -> Iterator[matching.Supplier]:
    """Each firm as the matcher knows it, under its registration's id; what it wrote is evidence too."""
    firms = list(firms)
    known = {one.organisation_id: one.organisation for one in firms if one.organisation is not None}
    offers = suggestions.published_offers(number for number in known if number is not None)
    for one in firms:
        said = (
            (matching.Evidence(one.words, "profile", codes(one.words), id="words"),)
            if one.words.strip()
            else ()
        )
        if one.organisation is not None:
            card = suggestions.supplier_of(one.organisation, offers.get(one.organisation.id, []))
            yield _under(one, card, said)
        elif said:
            yield matching.Supplier(id=one.id, evidence=said, name=one.organisation_name)


def tells(firm: matching.Supplier) -> bool:
    """Whether there is more to read than a name."""
    return any(piece.cpv or piece.text.strip() not in ("", firm.name) for piece in firm.evidence)


def _under(
    one: Registration, card: matching.Supplier, said: Sequence[matching.Evidence]
) -> matching.Supplier:
    return matching.Supplier(
        id=one.id,
        evidence=(*card.evidence, *said),
        name=card.name,
        kinds=card.kinds,
        size=card.size,
        ess=card.ess,
    )


def asked_for(buyers: Sequence[Registration]) -> Iterator[Asked]:
    """The needs brought; else the open ones of the body; else the words of the registration."""
    brought = {one.id: [s.need_id for s in one.subjects if s.need_id is not None] for one in buyers}
    open_ones = _open_needs([one.organisation_id for one in buyers if not brought[one.id]])
    needs = suggestions.needs({n for ids in brought.values() for n in ids} | {n.id for n in open_ones})
    for one in buyers:
        mine = [needs[number] for number in brought[one.id] if number in needs]
        mine = mine or [needs[n.id] for n in open_ones if n.organisation_id == one.organisation_id]
        for need in mine:
            yield one, need.id, matching_need(need)
        if not mine and one.words.strip():
            yield one, None, matching.Need(f"registration:{one.id}", one.words, codes(one.words))


def codes(words: str) -> tuple[str, ...]:
    """CPV codes that somebody wrote among their words, check digit or not."""
    found = (cpv.get(one) for one in CODE.findall(words))
    return tuple(dict.fromkeys(one.code for one in found if one is not None))


def _open_needs(bodies: Iterable[int | None]) -> list[Need]:
    ids = [number for number in bodies if number is not None]
    query = sa.select(Need).where(Need.organisation_id.in_(ids), Need.status == NeedStatus.PUBLISHED)
    return list(db.session.execute(query.order_by(Need.id)).scalars())
