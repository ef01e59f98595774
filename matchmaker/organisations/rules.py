"""Who may act on an organisation, and what a SIRET typed by hand is told."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from matchmaker.accounts.actor import ActingFor, Actor, Role
from matchmaker.organisations.free_mail import domain_of, is_free
from matchmaker.organisations.models import Organisation
from matchmaker.reference.identifiers import IdentifierError, is_demonstration, parse_siret

SIRET_DIGITS = 14

REASONS = {
    "blank": _l("Type the SIRET: 14 digits, on your invoices and at the head of your register extract."),
    "letters": _l(
        "A SIRET has digits only. A firm of another country has none: write to us, and we open its card."
    ),
    "zeros": _l("These are zeros only: type the real SIRET, 14 digits."),
    "siren_given": _l("This is a SIREN, the firm’s number: add the 5 digits that name your establishment."),
    "checksum": _l(
        "One digit at least is wrong, the number’s own check says so: compare it with your invoices."
    ),
}
FOR_DEMONSTRATION = _l("This number is kept for demonstrations: type your own SIRET.")


def checked_siret(text: str, *, demonstration: bool) -> tuple[str | None, LazyString | None]:
    """The 14 digits, or the one sentence that says what is wrong with them."""
    try:
        siret = parse_siret(text)
    except IdentifierError as error:
        return None, siret_problem(error)
    if is_demonstration(siret) and not demonstration:
        return None, FOR_DEMONSTRATION
    return siret, None


def siren_typed(text: str) -> str | None:
    """The SIREN, when that is what was typed where a SIRET is asked for."""
    try:
        parse_siret(text)
    except IdentifierError as error:
        return error.digits if error.reason == "siren_given" else None
    return None


def siret_problem(error: IdentifierError) -> LazyString:
    if error.reason != "length":
        return REASONS[error.reason]
    count = len(error.digits)
    if count == SIRET_DIGITS - 1:
        return _l("A SIRET has 14 digits and here are 13: one is missing.")
    return _l("A SIRET has 14 digits and here are %(count)s.", count=count)


def roles_of(organisation: Organisation) -> tuple[Role, ...]:
    """What one can be in it, by what it is here."""
    flags = (
        (Role.BUYER, organisation.is_buyer),
        (Role.SUPPLIER, organisation.is_supplier),
        (Role.ORGANISER, organisation.is_organiser),
    )
    return tuple(role for role, used in flags if used)


def can_edit(actor: Actor, organisation: Organisation) -> bool:
    """Its managers, and its members who have shown a ground."""
    return actor.administrator or any(
        one.id == organisation.id and (one.verified or one.manager) for one in actor.memberships
    )


def can_manage_members(actor: Actor, organisation: Organisation) -> bool:
    if actor.administrator:
        return True
    return any(one.id == organisation.id and one.manager for one in actor.memberships)


def verified_membership(actor: Actor, organisation: Organisation) -> ActingFor | None:
    """The membership by which the actor has shown a ground to speak for it."""
    return next((one for one in actor.memberships if one.id == organisation.id and one.verified), None)


def can_invite(actor: Actor, organisation: Organisation) -> bool:
    return verified_membership(actor, organisation) is not None


def can_vouch(actor: Actor, organisation: Organisation) -> bool:
    """Whose word is a ground: a manager's who has one, or a moderator's."""
    acting = verified_membership(actor, organisation)
    return actor.moderates or (acting is not None and acting.manager)


def can_declare(actor: Actor, organisation: Organisation, domain: str) -> bool:
    """A manager declares the domain of their own address or of the site; moderators any but a free mail's."""
    if is_free(domain) or not can_vouch(actor, organisation):
        return False
    own = {domain_of(actor.email), domain_of_site(organisation.website)}
    return actor.moderates or domain in own


def domain_of_site(website: str) -> str:
    """`https://www.exemple.fr/contact` is of exemple.fr; empty when there is no site."""
    host = (urlsplit(website).hostname or "").lower() if website else ""
    return host.removeprefix("www.")
