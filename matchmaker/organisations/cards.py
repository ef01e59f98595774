"""What is said of an organisation when it is made or changed, as values that services receive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matchmaker.organisations.models import BuyerFamily, EssFamily, NafNomenclature, Organisation, Size
from matchmaker.reference import legal
from matchmaker.reference.buyers import PublicBuyer

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
