"""The public bodies of the demonstration region: invented, of every family, seated in real communes.

The rule of their names: a commune is called "<invented>-lès-<real>", beside the real one whose place
it takes; every other body bears an invented country, landmark or person; all end with "(démonstration)".
"""

from collections.abc import Iterator
from random import Random

from matchmaker.demo import identity, names, people
from matchmaker.demo.buyer_kinds import COUNTRIES, KINDS, MOST, SHARES, Kind
from matchmaker.demo.name_lists import SAINTS
from matchmaker.demo.places import Pool, at_place, of_place, plain_towns, pool_of, region_communes
from matchmaker.demo.prose import typeset
from matchmaker.demo.streams import stream
from matchmaker.demo.trade import BuyerKind
from matchmaker.demo.values import BuyerBody, Organiser
from matchmaker.demo.writer import Writer
from matchmaker.reference.communes import Commune

MARK = " (démonstration)"
DISCLAIMER = "Organisme inventé pour la démonstration."
ORGANISER_TASK = "Association d’acheteurs publics et d’entreprises, elle prépare leurs rencontres annuelles."
SEAT_POPULATION = 9_000
BUYER_SERIALS = 0
ORGANISER_SERIALS = 980


def buyers(seed: int, count: int) -> Iterator[BuyerBody]:
    chance = stream(seed, "buyers")
    writer = Writer(chance)
    kinds = [kind for kind, held in shares(count).items() for _ in range(held)]
    for rank, kind in enumerate(kinds, start=1):
        yield _body(writer, kind, rank)


def shares(count: int) -> dict[BuyerKind, int]:
    """How many bodies of each kind; communes take what the limits of the others leave."""
    total = sum(SHARES.values())
    held = {
        kind: min(max(1, share * count // total), MOST.get(kind, count)) for kind, share in SHARES.items()
    }
    while sum(held.values()) > count and max(held.values()) > 0:
        held[max(held, key=lambda kind: held[kind])] -= 1
    held["commune"] += count - sum(held.values())
    return held


def _body(writer: Writer, kind: BuyerKind, rank: int) -> BuyerBody:
    chance, form = writer.chance, KINDS[kind]
    seat, place, name = _named(writer, kind)
    domain = identity.domain(name.removesuffix(MARK))
    return BuyerBody(
        key=f"buyer-{rank:04}",
        name=name,
        family=form.family,
        kind=kind,
        legal_category=_legal_category(chance, form, name),
        siret=identity.siret(BUYER_SERIALS + rank),
        address=people.address(chance, seat),
        place_name=place,
        description=_description(writer, form, seat, place),
        people=people.team(chance, "buyer", domain, chance.choice((1, 2, 2, 3))),
    )


def _named(writer: Writer, kind: BuyerKind) -> tuple[Commune, str, str]:
    """Seat, the place's name in texts, and the body's name, which is new."""
    chance = writer.chance
    found: list[tuple[Commune, str]] = []

    def attempt(_: int) -> str:
        seat = _seats(kind).draw(chance)
        place = f"{chance.choice(SAINTS)}-lès-{seat.name}" if kind in ("commune", "ccas") else seat.name
        found.append((seat, place))
        return typeset(_fill(chance, chance.choice(KINDS[kind].patterns), place)) + MARK

    name = writer.fresh(attempt)
    return *found[-1], name


def _seats(kind: BuyerKind) -> Pool:
    return plain_towns() if kind in ("commune", "ccas") else _towns()


def _towns() -> Pool:
    return pool_of([commune for commune in region_communes() if commune.population > SEAT_POPULATION])


def _fill(chance: Random, pattern: str, place: str) -> str:
    return pattern.format(
        country=chance.choice(COUNTRIES),
        of=names.of_landmark(chance),
        landmark=names.landmark(chance),
        person=names.honoured(chance),
        of_town=of_place(place),
    )


def _legal_category(chance: Random, form: Kind, name: str) -> str:
    by_word = {"agglomération": "7348", "urbaine": "7343", "de communes": "7346", "mixte": "7354"}
    told = [code for word, code in by_word.items() if word in name and code in form.legal_categories]
    return told[0] if told else chance.choice(form.legal_categories)


def _description(writer: Writer, form: Kind, seat: Commune, place: str) -> str:
    words = {"a_ville": at_place(place), "de_ville": of_place(place), "n": _round(seat.population)}
    return writer.write(writer.chance.choice(form.tasks), words) + " " + DISCLAIMER


def _round(population: int) -> str:
    return f"{max(population // 100, 1) * 100:,}".replace(",", "\u202f")


def organisers(seed: int) -> Iterator[Organiser]:
    """Who runs the Rencontres: one body, as there is one region."""
    chance = stream(seed, "organisers")
    seat = _towns().draw(chance)
    name = "Club des achats responsables " + names.of_landmark(chance) + MARK
    domain = identity.domain(name.removesuffix(MARK))
    yield Organiser(
        key="organiser-01",
        name=typeset(name),
        legal_category="9220",
        siret=identity.siret(ORGANISER_SERIALS),
        address=people.address(chance, seat),
        description=f"{ORGANISER_TASK} {DISCLAIMER}",
        person=people.person(chance, "social", domain),
    )
