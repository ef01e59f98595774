"""What a case is about: its words, its owner, where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _

from matchmaker.accounts.models import User
from matchmaker.extensions import db
from matchmaker.moderation.models import Case
from matchmaker.needs import rules as need_rules
from matchmaker.needs.models import Need
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations import queries as organisations
from matchmaker.organisations.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Thing:
    """`readers` are told of the decision; `url` is empty while nobody outside may read the thing."""

    title: str
    organisation: Organisation | None
    readers: tuple[User, ...]
    url: str = ""
    waiting: bool = False
    need: Need | None = None
    offer: Offer | None = None
    membership: Membership | None = None


def thing(case: Case) -> Thing | None:
    """None when it is gone."""
    return MAKERS[case.object_kind](case.object_id)


def _need(number: int) -> Thing | None:
    row = db.session.get(Need, number)
    if row is None:
        return None
    public = row.status in need_rules.PUBLIC
    return Thing(
        title=_("need “%(title)s”", title=row.title),
        organisation=row.organisation,
        readers=_readers(row.author_id, row.organisation_id),
        url=url_for("needs.show", need_id=row.id) if public else "",
        waiting=row.waiting_since is not None,
        need=row,
    )


def _offer(number: int) -> Thing | None:
    row = db.session.get(Offer, number)
    if row is None:
        return None
    public = row.status is OfferStatus.PUBLISHED
    return Thing(
        title=_("offer “%(title)s”", title=row.title),
        organisation=row.organisation,
        readers=_readers(row.author_id, row.organisation_id),
        url=url_for("offers.show", offer_id=row.id) if public else "",
        waiting=row.waiting_since is not None,
        offer=row,
    )


def _organisation(number: int) -> Thing | None:
    row = db.session.get(Organisation, number)
    if row is None:
        return None
    address = url_for("organisations.show", organisation_id=row.id)
    return Thing(title=row.name, organisation=row, readers=tuple(organisations.managers(row.id)), url=address)


def _membership(number: int) -> Thing | None:
    row = db.session.get(Membership, number)
    if row is None:
        return None
    title = _("%(person)s to act for %(name)s", person=row.user.name, name=row.organisation.name)
    address = url_for("organisations.show", organisation_id=row.organisation_id)
    return Thing(title=title, organisation=row.organisation, readers=(row.user,), url=address, membership=row)


def _observatory(_number: int) -> Thing:
    """A figure told to be wrong: its page is in the reference of the case."""
    return Thing(
        title=_("a figure of the observatory"), organisation=None, readers=(), url=url_for("observatory.home")
    )


MAKERS: dict[str, Callable[[int], Thing | None]] = {
    "observatory": _observatory,
    "need": _need,
    "offer": _offer,
    "organisation": _organisation,
    "membership": _membership,
}


def _readers(author_id: int | None, organisation_id: int | None) -> tuple[User, ...]:
    """Its author while their account lives, else those who manage the organisation."""
    author = db.session.get(User, author_id) if author_id is not None else None
    if author is not None and author.is_active:
        return (author,)
    return tuple(organisations.managers(organisation_id)) if organisation_id is not None else ()


def titles(cases: list[Case]) -> dict[int, str]:
    """In four queries whatever the number: what each case of a page is about."""
    words = _("a figure of the observatory")
    found = {case.id: words for case in cases if case.object_kind == "observatory"}
    for kind, columns in TITLES.items():
        wanted = {case.object_id: case.id for case in cases if case.object_kind == kind}
        if wanted:
            rows = db.session.execute(columns(list(wanted)))
            texts = {number: " – ".join(part for part in parts if part) for number, *parts in rows}
            found |= {case.id: texts.get(case.object_id, "") for case in cases if case.object_kind == kind}
    return found


def _of_need(ids: list[int]) -> sa.Select[tuple[int, str, str]]:
    query = sa.select(Need.id, Need.title, Organisation.name)
    return query.outerjoin(Organisation, Organisation.id == Need.organisation_id).where(Need.id.in_(ids))


def _of_offer(ids: list[int]) -> sa.Select[tuple[int, str, str]]:
    query = sa.select(Offer.id, Offer.title, Organisation.name)
    return query.join(Organisation, Organisation.id == Offer.organisation_id).where(Offer.id.in_(ids))


def _of_organisation(ids: list[int]) -> sa.Select[tuple[int, str]]:
    return sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))


def _of_membership(ids: list[int]) -> sa.Select[tuple[int, str, str, str]]:
    query = sa.select(Membership.id, User.first_name + " " + User.last_name, Organisation.name)
    joined = query.join(User, User.id == Membership.user_id)
    return joined.join(Organisation, Organisation.id == Membership.organisation_id).where(
        Membership.id.in_(ids)
    )


TITLES = {
    "need": _of_need,
    "offer": _of_offer,
    "organisation": _of_organisation,
    "membership": _of_membership,
}
