"""The words for what is kept as codes: families, sizes, kinds, places. They are filters of all templates."""

from __future__ import annotations

from typing import Any

from flask_babel import LazyString, get_locale, gettext
from flask_babel import lazy_gettext as _l

from matchmaker.accounts.actor import Role
from matchmaker.organisations.cards import BodyCard, FirmCard
from matchmaker.organisations.models import (
    BuyerFamily,
    EssFamily,
    GroundKind,
    NafNomenclature,
    Organisation,
    RegisterState,
    Size,
)
from matchmaker.reference import communes, legal, naf
from matchmaker.reference.identifiers import formatted

BUYER_FAMILIES: dict[BuyerFamily, LazyString] = {
    BuyerFamily.STATE: _l("State"),
    BuyerFamily.LOCAL_AUTHORITY: _l("Local authority"),
    BuyerFamily.HOSPITAL: _l("Public hospital"),
    BuyerFamily.PUBLIC_ESTABLISHMENT: _l("Public establishment"),
    BuyerFamily.OTHER: _l("Other body bound by public procurement law"),
}
SIZES: dict[Size, LazyString] = {
    Size.TPE: _l("Micro-enterprise (fewer than 10 people)"),
    Size.PME: _l("Small or medium firm (fewer than 250)"),
    Size.ETI: _l("Mid-sized firm (fewer than 5,000)"),
    Size.GE: _l("Large firm"),
}
SHORT_SIZES: dict[Size, LazyString] = {
    Size.TPE: _l("Micro-enterprise"),
    Size.PME: _l("Small or medium firm"),
    Size.ETI: _l("Mid-sized firm"),
    Size.GE: _l("Large firm"),
}
ESS_FAMILIES: dict[EssFamily, LazyString] = {
    EssFamily.ASSOCIATION: _l("Association"),
    EssFamily.COOPERATIVE: _l("Cooperative"),
    EssFamily.MUTUAL: _l("Mutual society"),
    EssFamily.FOUNDATION: _l("Foundation"),
    EssFamily.COMMERCIAL: _l("Commercial company of the social economy"),
}
KINDS: dict[str, LazyString] = {
    "EI": _l("Work integration enterprise (EI)"),
    "AI": _l("Intermediary association (AI)"),
    "ACI": _l("Integration workshop or worksite (ACI)"),
    "ETTI": _l("Temporary work integration enterprise (ETTI)"),
    "EITI": _l("Integration enterprise of the self-employed (EITI)"),
    "GEIQ": _l("Employers’ group for integration and training (GEIQ)"),
    "EA": _l("Adapted enterprise (EA)"),
    "EATT": _l("Adapted temporary work enterprise (EATT)"),
    "ESAT": _l("Establishment of support through work (ESAT)"),
    "SEP": _l("Goods and services made in prison (SEP)"),
}
NOMENCLATURES: dict[NafNomenclature, LazyString] = {
    NafNomenclature.REV2: _l("NAF rev. 2 (in use until the end of 2026)"),
    NafNomenclature.NAF2025: _l("NAF 2025 (from 2027)"),
}
ROLES: dict[Role, LazyString] = {
    Role.BUYER: _l("Public buyer"),
    Role.SUPPLIER: _l("Supplier"),
    Role.ORGANISER: _l("Organiser"),
    Role.OBSERVER: _l("Observer"),
}
GROUNDS: dict[GroundKind, LazyString] = {
    GroundKind.MAIL_DOMAIN: _l("an address at the organisation’s own mail domain"),
    GroundKind.INVITATION: _l("the word of a colleague who speaks for it"),
    GroundKind.REGISTER_CODE: _l("a code sent to the contact that the register knows"),
    GroundKind.PROOF: _l("a proof that a moderator checked"),
    GroundKind.IDENTITY: _l("the State’s identity service for public agents"),
}
WORDS: dict[Any, LazyString] = {**BUYER_FAMILIES, **ESS_FAMILIES, **ROLES, **GROUNDS}


def words(code: object) -> str:
    """A family's, a role's or an inclusive kind's words; empty for None."""
    if isinstance(code, Size):
        return str(SHORT_SIZES[code])
    return str(KINDS.get(str(code)) or WORDS.get(code) or code or "")


def place(code: str | None) -> str:
    """`Arras (62)`; empty for a code that is not known."""
    commune = communes.get(code or "")
    return f"{commune.name} ({commune.department})" if commune else ""


def activity(organisation: Organisation | FirmCard) -> str:
    """`43.21A · Travaux d’installation électrique`, in the nomenclature in which the code was given."""
    if not organisation.naf:
        return ""
    nomenclature = organisation.naf_nomenclature or NafNomenclature.REV2
    found = naf.get(organisation.naf, nomenclature.value)
    return f"{organisation.naf} · {found.label(str(get_locale()))}" if found else organisation.naf


def legal_form(organisation: Organisation | FirmCard | BodyCard) -> str:
    found = legal.get(organisation.legal_category or "")
    return found.label_fr if found else ""


def headcount(organisation: Organisation | FirmCard) -> str:
    found = legal.headcount_band(organisation.headcount or "")
    return found.label_fr if found else ""


def tags(organisation: Organisation) -> list[tuple[str, str]]:
    """Pairs of words and tone: what it is, its size, its part in the social economy."""
    found = []
    if organisation.buyer_family:
        found.append((words(organisation.buyer_family), "info"))
    if organisation.is_organiser:
        found.append((words(Role.ORGANISER), "info"))
    if organisation.size and organisation.is_supplier:
        found.append((words(organisation.size), ""))
    if organisation.ess_family:
        found.append((words(organisation.ess_family), "good"))
    return found + [(words(row.kind), "good") for row in organisation.kinds]


def trust_tags(organisation: Organisation, kinds: list[GroundKind]) -> list[tuple[str, str]]:
    """Whether somebody who speaks for it has shown a ground, and whether the register knows it."""
    found = [(gettext("Verified"), "good") if kinds else (gettext("Not verified yet"), "")]
    if organisation.register_state is RegisterState.CLOSED:
        found.append((gettext("Closed, says the register"), "bad"))
    elif organisation.register_state is None and organisation.is_supplier:
        found.append((gettext("Not checked against the register"), "attention"))
    return found


def card_tags(card: FirmCard) -> list[tuple[str, str]]:
    """Of a card that is not kept yet: size and part in the social economy."""
    size, family = card.told_size, card.told_ess_family
    found = [(words(size), "")] if size else []
    return [*found, (words(family), "good")] if family else found


def facts(organisation: Organisation) -> list[tuple[str, str]]:
    """Pairs of label and text for the public card; what is not told is left out."""
    number = organisation.siret or organisation.siren
    where = ", ".join(part for part in (organisation.address, place(organisation.commune)) if part)
    pairs = (
        (gettext("SIRET") if organisation.siret else gettext("SIREN"), formatted(number) if number else ""),
        (gettext("Place"), where),
        (gettext("Activity"), activity(organisation)),
        (gettext("Legal form"), legal_form(organisation)),
        (gettext("Employees"), headcount(organisation)),
    )
    return [(label, text) for label, text in pairs if text]


FILTERS = {
    "words": words,
    "place": place,
    "activity": activity,
    "legal_form": legal_form,
    "headcount": headcount,
    "siret": formatted,
    "organisation_tags": tags,
    "organisation_facts": facts,
    "trust_tags": trust_tags,
    "card_tags": card_tags,
}
