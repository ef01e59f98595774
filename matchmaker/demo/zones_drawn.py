"""Where offers work and where needs are carried out: every kind of zone, fitted to who draws it."""

from collections.abc import Sequence
from random import Random

from matchmaker.demo.places import REGION, epci_pool
from matchmaker.demo.streams import pick, weighted
from matchmaker.demo.trade import BuyerKind
from matchmaker.demo.values import Size
from matchmaker.reference import territories
from matchmaker.reference.communes import Commune
from matchmaker.reference.zones import Zone

# Small firms stay near, larger ones cover departments: weights of each kind of zone by size.
OFFER_ZONES: dict[Size, dict[str, int]] = {
    "tpe": {"radius": 8, "epci": 4, "communes": 4, "arrondissement": 2, "department": 2, "nationwide": 1},
    "pme": {
        "radius": 5,
        "epci": 2,
        "communes": 1,
        "arrondissement": 3,
        "department": 7,
        "region": 4,
        "nationwide": 1,
        "mixed": 2,
    },
    "eti": {"department": 2, "region": 6, "nationwide": 4},
}
NEED_ZONES: dict[str, dict[str, int]] = {
    "commune": {"commune": 9, "radius": 1},
    "epci": {"epci": 6, "commune": 3, "communes": 3},
    "department": {"department": 5, "arrondissement": 3, "commune": 2},
    "region": {"region": 5, "department": 3, "commune": 2},
    "state": {"department": 4, "arrondissement": 3, "commune": 3, "region": 1},
    "site": {"commune": 7, "radius": 2, "communes": 2},
}
# Kilometres around a commune: firms go far, the places of a need are close together.
OFFER_RADII = (10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0)
NEED_RADII = (5.0, 10.0, 15.0)
# Only these trades, and the largest firms, claim the whole country: their work travels.
TRAVELLERS = frozenset(
    {
        "digital_services",
        "refurbished_it",
        "archives",
        "printing",
        "workwear",
        "training",
        "urban_studies",
        "furniture",
    }
)


def offer_zone(chance: Random, size: Size, trade: str, seat: Commune) -> Zone:
    weights = dict(OFFER_ZONES[size])
    if trade in TRAVELLERS:
        weights["nationwide"] = 6
    elif size != "eti":
        weights.pop("nationwide", None)
    return zone_of(chance, weighted(chance, weights), seat, OFFER_RADII)


def need_zone(chance: Random, kind: BuyerKind, seat: Commune) -> Zone:
    weights = NEED_ZONES.get(kind, NEED_ZONES["site"])
    return zone_of(chance, weighted(chance, weights), seat, NEED_RADII)


def zone_of(chance: Random, kind: str, seat: Commune, radii: Sequence[float]) -> Zone:
    if kind == "communes":
        return Zone(communes=_neighbours(chance, seat))
    if kind == "radius":
        return Zone(communes=(seat.code,), radius_km=chance.choice(radii))
    if kind == "epci" and seat.epci:
        return Zone(epcis=(seat.epci,))
    if kind == "arrondissement" and seat.arrondissement:
        return Zone(arrondissements=(seat.arrondissement,))
    if kind == "department":
        return Zone(departments=_departments(chance, seat))
    return _wide(chance, kind, seat)


def _wide(chance: Random, kind: str, seat: Commune) -> Zone:
    if kind == "region":
        return Zone(regions=(REGION,))
    if kind == "nationwide":
        return Zone(nationwide=True)
    if kind == "mixed" and seat.epci:
        others = [code for code in territories.departments_of_region(REGION) if code != seat.department]
        return Zone(epcis=(seat.epci,), departments=(chance.choice(others),))
    return Zone(communes=(seat.code,))


def _neighbours(chance: Random, seat: Commune) -> tuple[str, ...]:
    if not seat.epci:
        return (seat.code,)
    members = [commune.code for commune in epci_pool(seat.epci).communes if commune.code != seat.code]
    return tuple(sorted((seat.code, *pick(chance, members, chance.randrange(2, 9)))))


def _departments(chance: Random, seat: Commune) -> tuple[str, ...]:
    others = [code for code in territories.departments_of_region(REGION) if code != seat.department]
    return tuple(sorted((seat.department, *pick(chance, others, chance.choice((0, 0, 1, 1, 2))))))
