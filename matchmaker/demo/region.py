"""The demonstration region: an invented but credible Hauts-de-France, the same for the same seed.

Public face of the package: `generate` and `accounts`; the values are described in `values`.
"""

from collections import Counter
from datetime import date

from matchmaker.demo.buyers import buyers, organisers
from matchmaker.demo.needs import needs
from matchmaker.demo.offers import offers
from matchmaker.demo.suppliers import suppliers
from matchmaker.demo.values import Account, Person, Region, Role

SEED = 2016  # the year of the first Rencontres in Arras
BUYERS, SUPPLIERS, OFFERS, NEEDS = 40, 400, 700, 90


def generate(
    *,
    today: date,
    seed: int = SEED,
    scale: float = 1.0,
    buyer_count: int | None = None,
    supplier_count: int | None = None,
    offer_count: int | None = None,
    need_count: int | None = None,
) -> Region:
    """The region of a seed. Counts not given are the default ones times `scale`.

    Raises ValueError when the demonstration numbers are used up (980 buyers, 8,999 suppliers).
    """
    bodies = tuple(buyers(seed, buyer_count or _scaled(BUYERS, scale)))
    firms = tuple(suppliers(seed, supplier_count or _scaled(SUPPLIERS, scale), today))
    return Region(
        seed=seed,
        today=today,
        buyers=bodies,
        suppliers=firms,
        offers=tuple(offers(seed, firms, offer_count or _scaled(OFFERS, scale), today)),
        needs=tuple(needs(seed, bodies, need_count or _scaled(NEEDS, scale), today)),
        organisers=tuple(organisers(seed)),
    )


def accounts(region: Region) -> tuple[Account, ...]:
    """One account a role, with addresses that do not change with the seed; the loader sets the password.

    They stand for the bodies with most to show: open needs for the buyer, published offers for the firms.
    """
    needs_held = Counter(need.buyer for need in region.needs if need.status == "published")
    offers_held = Counter(offer.supplier for offer in region.offers if offer.status == "published")
    body = max(region.buyers, key=lambda one: needs_held[one.key])
    firms = sorted(region.suppliers, key=lambda one: -offers_held[one.key])
    ordinary = next((one for one in firms if one.size == "pme" and not one.is_social_economy), firms[0])
    social = next((one for one in firms if one.is_social_economy), firms[0])
    organiser = region.organisers[0]
    watcher = next((one for one in region.buyers if one.family == "state"), body)
    return (
        _account("buyer", body.people[0], "acheteur", body.key, "Acheteur public"),
        _account("supplier", ordinary.people[0], "entreprise", ordinary.key, "PME"),
        _account(
            "supplier", social.people[0], "ess", social.key, "Entreprise de l’économie sociale et solidaire"
        ),
        _account("organiser", organiser.person, "organisateur", organiser.key, "Organisateur des Rencontres"),
        Account("observer", "Dominique", "Démonstration", address("observateur"), watcher.key, "Observateur"),
        Account("moderator", "Sacha", "Démonstration", address("moderation"), None, "Modération"),
        Account(
            "administrator",
            "Camille",
            "Démonstration",
            address("administration"),
            None,
            "Administration",
        ),
    )


def _account(role: Role, person: Person, mailbox: str, organisation: str, label: str) -> Account:
    return Account(role, person.first_name, person.last_name, address(mailbox), organisation, label)


def address(mailbox: str) -> str:
    return f"{mailbox}@demonstration.invalid"


def _scaled(count: int, scale: float) -> int:
    return max(1, round(count * scale))
