"""From the invented region to rows, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from matchmaker.accounts import passwords
from matchmaker.accounts.actor import SYSTEM, Role
from matchmaker.accounts.models import User
from matchmaker.demo import region, values
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.needs import rules as needs_rules
from matchmaker.needs.models import AmountUnknown, Lot, Nature, Need, NeedStatus, Question, Reserved
from matchmaker.offers import rules as offers_rules
from matchmaker.offers.models import Label, Offer, OfferStatus, Reference
from matchmaker.organisations.models import (
    BuyerFamily,
    EssFamily,
    Ground,
    GroundKind,
    Membership,
    MembershipState,
    NafNomenclature,
    Organisation,
    OrganisationKind,
    RegisterState,
    Size,
)

STATUS = {
    "draft": NeedStatus.DRAFT,
    "published": NeedStatus.PUBLISHED,
    "sourcing_closed": NeedStatus.CLOSED,
    "tendered": NeedStatus.TENDERED,
    "awarded": NeedStatus.AWARDED,
    "abandoned": NeedStatus.WITHDRAWN,
}
NOON = time(12, 0, tzinfo=UTC)
# When a need closes, in the buyer's morning.
CLOSING = time(10, 0, tzinfo=UTC)


@dataclass
class Loaded:
    """Rows by the keys of the region, and the hash that all invented accounts share."""

    now: datetime
    password_hash: str
    step: Callable[[int], None]
    organisations: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)


def is_empty() -> bool:
    return all(
        db.session.execute(sa.select(table.id).limit(1)).first() is None for table in (User, Organisation)
    )


def steps(invented: values.Region) -> int:
    return sum(len(part) for part in (invented.buyers, invented.suppliers, invented.offers, invented.needs))


def load(invented: values.Region, *, password: str, now: datetime, step: Callable[[int], None]) -> None:
    """Write everything; the caller's transaction makes it all or nothing. `step` hears of each row done."""
    loaded = Loaded(now, passwords.hash_password(password), step)
    for body in invented.buyers:
        load_buyer(loaded, body)
    for firm in invented.suppliers:
        load_supplier(loaded, firm)
    for organiser in invented.organisers:
        load_organiser(loaded, organiser)
    load_accounts(loaded, region.accounts(invented))
    db.session.flush()
    for offer in invented.offers:
        load_offer(loaded, offer)
    for need in invented.needs:
        load_need(loaded, need)
    db.session.flush()
    record(SYSTEM, Action.DEMONSTRATION_LOADED, "region", None, now=now, seed=invented.seed)


def organisation(
    loaded: Loaded, key: str, siret: str, address: values.Address, **fields: object
) -> Organisation:
    row = Organisation(
        siret=siret,
        siren=siret[:9],
        address=address.street,
        postal_code=address.postal_code,
        commune=address.commune,
        demonstration=True,
        register_state=RegisterState.OPEN,
        register_checked_at=loaded.now,
        created_at=loaded.now,
        updated_at=loaded.now,
        **fields,
    )
    db.session.add(row)
    loaded.organisations[key] = row
    loaded.step(1)
    return row


def load_buyer(loaded: Loaded, body: values.BuyerBody) -> None:
    row = organisation(
        loaded,
        body.key,
        body.siret,
        body.address,
        name=body.name,
        is_buyer=True,
        buyer_family=BuyerFamily(body.family),
        legal_category=body.legal_category,
        description=body.description,
    )
    load_people(loaded, row, body.people, Role.BUYER)


def load_supplier(loaded: Loaded, firm: values.SupplierFirm) -> None:
    row = organisation(
        loaded,
        firm.key,
        firm.siret,
        firm.address,
        name=firm.name,
        is_supplier=True,
        legal_category=firm.legal_category,
        naf=firm.naf,
        naf_nomenclature=NafNomenclature.REV2,
        headcount=firm.headcount,
        size=Size(firm.size),
        ess_family=ess_family(firm),
        description=firm.description,
        website=firm.website,
        phone=firm.people[0].phone,
        contact_email=firm.people[0].email,
    )
    if firm.inclusive_kind and firm.inclusive_kind != "ESS":
        until = loaded.now.date() + timedelta(days=500)
        row.kinds = [OrganisationKind(kind=firm.inclusive_kind, valid_until=until)]
    load_people(loaded, row, firm.people, Role.SUPPLIER)


def ess_family(firm: values.SupplierFirm) -> EssFamily | None:
    if not firm.is_social_economy:
        return None
    return EssFamily(firm.ess_family) if firm.ess_family else EssFamily.COMMERCIAL


def load_organiser(loaded: Loaded, organiser: values.Organiser) -> None:
    row = organisation(
        loaded,
        organiser.key,
        organiser.siret,
        organiser.address,
        name=organiser.name,
        is_organiser=True,
        legal_category=organiser.legal_category,
        description=organiser.description,
    )
    loaded.step(-1)
    load_people(loaded, row, (organiser.person,), Role.ORGANISER)


def load_people(loaded: Loaded, row: Organisation, people: tuple[values.Person, ...], role: Role) -> None:
    for person in people:
        user = account(loaded, person.email, person.first_name, person.last_name)
        add_member(loaded, row, user, role)


def add_member(loaded: Loaded, row: Organisation, user: User, role: Role) -> None:
    ground = Ground(kind=GroundKind.PROOF, evidence="demonstration", at=loaded.now)
    db.session.add(
        Membership(
            user=user,
            organisation=row,
            role=role,
            manager=True,
            state=MembershipState.ACTIVE,
            created_at=loaded.now,
            grounds=[ground],
        )
    )


def account(loaded: Loaded, email: str, first_name: str, last_name: str) -> User:
    if email not in loaded.users:
        loaded.users[email] = User(
            email=email,
            password_hash=loaded.password_hash,
            first_name=first_name,
            last_name=last_name,
            created_at=loaded.now,
            confirmed_at=loaded.now,
        )
        db.session.add(loaded.users[email])
    return loaded.users[email]


def load_accounts(loaded: Loaded, accounts: tuple[values.Account, ...]) -> None:
    for one in accounts:
        user = account(loaded, one.email, one.first_name, one.last_name)
        user.administrator, user.moderator = one.role == "administrator", one.role == "moderator"
        if one.organisation is not None:
            add_member(loaded, loaded.organisations[one.organisation], user, Role(one.role))


def load_offer(loaded: Loaded, draft: values.OfferDraft) -> None:
    row = Offer(
        organisation_id=loaded.organisations[draft.supplier].id,
        status=OfferStatus(draft.status),
        title=draft.title,
        what=draft.what,
        for_whom=draft.for_whom,
        how=draft.how,
        cpvs=list(draft.cpvs),
        capacity_band=offers_rules.capacity_band_of(draft.capacity_max),
        published_at=at(draft.published_on, NOON),
        created_at=loaded.now,
        updated_at=loaded.now,
        labels=[Label(name=one.name, valid_until=one.expires_on) for one in draft.labels],
        references=[Reference(client="", year=one.year, text=one.text) for one in draft.references],
    )
    row.zone = draft.zone
    db.session.add(row)
    loaded.step(1)


def load_need(loaded: Loaded, draft: values.NeedDraft) -> None:
    status = STATUS[draft.status]
    ended = status not in (NeedStatus.DRAFT, NeedStatus.PUBLISHED)
    published_at = at(draft.published_on, NOON)
    row = Need(
        organisation_id=loaded.organisations[draft.buyer].id,
        author_id=loaded.users[draft.author].id if draft.author in loaded.users else None,
        status=status,
        published_at=published_at,
        ended_at=at(draft.answers_by, CLOSING) if ended else None,
        created_at=published_at or loaded.now,
        updated_at=published_at or loaded.now,
        lots=[load_lot(lot, loaded.now.date()) for lot in draft.lots],
        questions=[Question(position=number, text=text) for number, text in enumerate(draft.questions, 1)],
        **told(draft, loaded.now.date()),
    )
    row.zone = draft.zone
    db.session.add(row)
    db.session.flush()
    if status is not NeedStatus.DRAFT:
        row.reference = f"B-{published_at:%Y}-{row.id:06}"
        record(SYSTEM, Action.NEED_PUBLISHED, "need", row.id, now=loaded.now, demonstration=True)
    loaded.step(1)


def told(draft: values.NeedDraft, today: date) -> Mapping[str, object]:
    """The buyer's own answers."""
    return {
        "title": draft.title,
        "description": description(draft),
        "nature": Nature(draft.nature),
        "cpv": draft.cpvs[0] if draft.cpvs else None,
        "amount_band": band_of(draft.amount_max, today),
        "amount_unknown": AmountUnknown.STUDY if draft.amount_unknown_because else None,
        "starts_on": draft.starts_on,
        "duration_months": draft.duration_months,
        "answers_until": at(draft.answers_by, CLOSING),
        "reserved": reserved(draft.reserved),
        "considerations": considerations(draft),
        "innovation": draft.innovation,
    }


def description(draft: values.NeedDraft) -> str:
    """The text, with what the buyer says of its social and environmental aims."""
    return "\n\n".join([draft.description, *draft.social, *draft.environmental])


# Words of the region's sentences that tell a consideration of the closed list.
SAYING = {
    "social.training": ("apprenti", "stagiaire", "école", "formation"),
    "social.disability": ("handicap", "adapté", "esat"),
    "social.insertion": ("insertion", "demandeurs d’emploi", "éloignées de l’emploi", "chômage"),
    "social.equality": ("égalité", "femmes"),
    "social.accessibility": ("accessib",),
    "social.fair_trade": ("équitable",),
    "environment.organic": ("biologique", " bio ", "label rouge"),
    "environment.direct_supply": ("circuit court", "producteur", "de saison"),
    "environment.recycled": ("recycl",),
    "environment.reuse": ("réemploi", "réutilis", "seconde main", "reconditionn", "répar"),
    "environment.waste": ("déchet", "emballage", "tri "),
    "environment.energy": ("énergie", "énergétique", "consommation", " eau"),
    "environment.carbon": ("carbone", "émission", "véhicule", "électrique", "bas-carbone"),
    "environment.biodiversity": ("biodiversité", "chimique", "phytosanitaire", "pesticide", "sols"),
}


def considerations(draft: values.NeedDraft) -> list[str]:
    """The closed codes that the buyer's sentences speak of."""
    told = " ".join([*draft.social, *draft.environmental]).lower()
    return sorted(code for code, words in SAYING.items() if any(word in told for word in words))


def load_lot(lot: values.LotDraft, today: date) -> Lot:
    row = Lot(
        number=lot.number,
        title=lot.title,
        cpv=lot.cpvs[0] if lot.cpvs else None,
        amount_band=band_of(lot.amount_max, today),
        reserved=reserved(lot.reserved),
    )
    row.zone = lot.zone
    return row


def reserved(articles: tuple[str, ...]) -> Reserved | None:
    """One article, or the one that joins two."""
    if {"L2113-12", "L2113-13"} <= set(articles):
        return Reserved.DISABILITY_AND_INSERTION
    return Reserved(articles[0]) if articles else None


def band_of(amount: int | None, today: date) -> str | None:
    if amount is None:
        return None
    bands = needs_rules.bands_on(today)
    return next(one.code for one in bands if one.high is None or amount < one.high)


def at(day: date | None, hour: time) -> datetime | None:
    return datetime.combine(day, hour) if day else None
