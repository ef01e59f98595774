"""What is said of an organisation when it is made or changed, as values that services receive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matchmaker.organisations.models import BuyerFamily, EssFamily, NafNomenclature, Organisation, Size
from matchmaker.reference import communes, legal, naf
from matchmaker.reference.buyers import PublicBuyer
from matchmaker.register.values import Establishment

FAMILIES = {
    "state": BuyerFamily.STATE,
    "local": BuyerFamily.LOCAL_AUTHORITY,
    "hospital": BuyerFamily.HOSPITAL,
    "public_establishment": BuyerFamily.PUBLIC_ESTABLISHMENT,
    "other": BuyerFamily.OTHER,
}
ESS_FAMILIES = {family.value: family for family in EssFamily}


@dataclass(frozen=True, slots=True)
class Contact:
    """How the organisation presents itself and is reached; all of it optional."""

    description: str = ""
    website: str = ""
    phone: str = ""
    contact_email: str = ""


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A public body, or an organiser when `family` is None."""

    name: str
    commune: str | None
    postal_code: str = ""
    family: BuyerFamily | None = None
    legal_category: str | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class FirmCard:
    """`kinds`: code of an inclusive kind → the day until which its proof holds, None when not told."""

    name: str
    commune: str | None
    postal_code: str = ""
    legal_category: str | None = None
    naf: str | None = None
    naf_nomenclature: NafNomenclature | None = None
    headcount: str | None = None
    size: Size | None = None
    ess_family: EssFamily | None = None
    kinds: Mapping[str, date | None] = field(default_factory=dict)
    address: str = ""

    @property
    def told_size(self) -> Size | None:
        """The size said, else what the headcount alone gives."""
        by_headcount = legal.size_of(self.headcount)
        return self.size or (Size(by_headcount) if by_headcount else None)

    @property
    def told_ess_family(self) -> EssFamily | None:
        """The family said, else the one that the legal category has by law (2014-856, article 1)."""
        category = legal.get(self.legal_category or "")
        by_law = category.ess_family if category is not None and category.ess_by_law == "yes" else None
        return self.ess_family or ESS_FAMILIES.get(by_law or "")


def body_of(known: PublicBuyer) -> BodyCard:
    """The card of a body of the reference table."""
    return BodyCard(
        name=known.name,
        commune=known.commune,
        postal_code=known.postal_code,
        family=FAMILIES[known.family],
        legal_category=known.legal_category,
    )


def apply_body(card: BodyCard, organisation: Organisation) -> None:
    organisation.name = card.name
    organisation.commune, organisation.postal_code = card.commune, card.postal_code
    organisation.address = card.address or organisation.address or ""
    organisation.buyer_family = card.family
    organisation.legal_category = card.legal_category


def apply_contact(contact: Contact, organisation: Organisation) -> None:
    organisation.description, organisation.website = contact.description, contact.website
    organisation.phone, organisation.contact_email = contact.phone, contact.contact_email


NOMENCLATURES = {"rev2": NafNomenclature.REV2, "2025": NafNomenclature.NAF2025}
# INSEE's category is of the whole group: a small firm of a large group is a large one.
OF_GROUP = {"ETI": Size.ETI, "GE": Size.GE}


def firm_of(known: Establishment) -> FirmCard:
    """The card that the register gives; codes that our tables do not know are left out."""
    nomenclature = NOMENCLATURES.get(known.nomenclature or "")
    activity = naf.get(known.naf, nomenclature.value) if known.naf and nomenclature else None
    band = legal.headcount_band(known.headcount or "")
    return FirmCard(
        name=known.name or known.sign or "",
        commune=known.commune if communes.get(known.commune or "") else None,
        postal_code=known.postal_code or "",
        legal_category=known.legal_category if legal.get(known.legal_category or "") else None,
        naf=activity.code if activity is not None else None,
        naf_nomenclature=nomenclature if activity is not None else None,
        headcount=band.code if band is not None else None,
        size=size_of(known),
        ess_family=ess_family_of(known),
        address=(known.address or "")[:200],
    )


def size_of(known: Establishment) -> Size | None:
    """None leaves it to the headcount; a PME without headcount is a PME."""
    if known.size in OF_GROUP:
        return OF_GROUP[known.size]
    return Size.PME if known.size == "PME" and not legal.size_of(known.headcount) else None


def ess_family_of(known: Establishment) -> EssFamily | None:
    """The flag says that it is of the social economy, the legal category which part of it."""
    if not known.social:
        return None
    category = legal.get(known.legal_category or "")
    family = category.ess_family if category is not None else None
    return ESS_FAMILIES.get(family or "", EssFamily.COMMERCIAL)


def registered_body(known: Establishment) -> BodyCard | None:
    """The card of a public body in the register; None when its legal category is no public buyer's."""
    category = legal.get(known.legal_category or "")
    if category is None or category.buyer_family is None or not (known.name or known.sign):
        return None
    return BodyCard(
        name=known.name or known.sign or "",
        commune=known.commune if communes.get(known.commune or "") else None,
        postal_code=known.postal_code or "",
        family=FAMILIES[category.buyer_family],
        legal_category=category.code,
        address=(known.address or "")[:200],
    )
