"""The public bodies of the demonstration region: invented, of every family, seated in real communes.

The rule of their names: a commune is called "<invented>-lès-<real>" ("beside" the real one whose place it takes), every
other body bears an invented country, landmark or person; all end with "(démonstration)".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from matchmaker.demo import identity, names, people
from matchmaker.demo.places import Pool, at_place, of_place, plain_towns, pool_of, region_communes
from matchmaker.demo.prose import typeset
from matchmaker.demo.streams import stream
from matchmaker.demo.trade import BuyerKind
from matchmaker.demo.values import BuyerBody, BuyerFamily, Organiser
from matchmaker.demo.writer import Writer
from matchmaker.reference.communes import Commune

MARK = " (démonstration)"
SEAT_POPULATION = 9_000
BUYER_SERIALS = 0
ORGANISER_SERIALS = 980
# How the forty bodies are shared, and how many of a kind one region can hold at most.
SHARES: dict[BuyerKind, int] = {
    "commune": 8,
    "epci": 6,
    "state": 4,
    "hospital": 4,
    "department": 3,
    "syndicate": 3,
    "school": 3,
    "housing": 2,
    "care_home": 2,
    "region": 1,
    "university": 1,
    "ccas": 1,
    "fire_service": 1,
    "agency": 1,
}
MOST: dict[BuyerKind, int] = {"region": 1, "department": 5, "university": 6, "fire_service": 5, "state": 60}


@dataclass(frozen=True, slots=True)
class Kind:
    family: BuyerFamily
    legal_categories: tuple[str, ...]
    patterns: tuple[str, ...]
    tasks: tuple[str, ...]


KINDS: dict[BuyerKind, Kind] = {
    "state": Kind(
        "state",
        ("7172", "7171"),
        (
            "Préfecture {country}",
            "Direction départementale des territoires {country}",
            "Direction des services de l'éducation {country}",
            "Secrétariat général commun {country}",
            "Tribunal judiciaire {of}",
            "Direction interrégionale des routes {of}",
            "Services pénitentiaires {country}",
        ),
        (
            "Service de l'État, nous achetons pour {n} agents répartis sur plusieurs sites, avec des objectifs clairs d'achat responsable.",
            "Notre mission d'achat couvre l'entretien, les déplacements et les équipements de services installés {a_ville} et alentour.",
        ),
    ),
    "region": Kind(
        "local_authority",
        ("7230",),
        ("Région des Beffrois et des Dunes",),
        ("Lycées, transports, formation : nous passons chaque année plusieurs centaines de marchés et publions notre programmation.",),
    ),
    "department": Kind(
        "local_authority",
        ("7220",),
        ("Département {country}",),
        (
            "Collèges, routes et solidarités occupent l'essentiel de nos achats ; nos agents travaillent au plus près des cantons.",
            "Le département entretient un vaste réseau de routes et des dizaines de collèges, et suit l'insertion dans ses marchés.",
        ),
    ),
    "epci": Kind(
        "local_authority",
        ("7346", "7348", "7343"),
        ("Communauté de communes {of}", "Communauté d'agglomération {of}", "Communauté urbaine {of}"),
        (
            "Nos communes membres nous ont confié déchets, eau, mobilités et développement ; un schéma d'achat responsable a été voté.",
            "L'intercommunalité mutualise ses achats avec ses communes et cherche à mieux connaître les entreprises du bassin de vie {de_ville}.",
        ),
    ),
    "commune": Kind(
        "local_authority",
        ("7210",),
        ("Ville {of_town}", "Commune {of_town}"),
        (
            "Commune de {n} habitants, nous gérons écoles, salles et espaces publics avec une petite équipe d'achat.",
            "La commune compte {n} habitants et tient à ce que ses marchés restent à la portée des artisans.",
        ),
    ),
    "syndicate": Kind(
        "local_authority",
        ("7354", "7353"),
        ("Syndicat mixte {of}", "Syndicat intercommunal {of}", "Syndicat des eaux et rivières {of}"),
        ("Nous exerçons pour nos communes adhérentes les missions de rivière, d'énergie ou de scolarité qu'aucune ne peut porter seule.",),
    ),
    "hospital": Kind(
        "hospital",
        ("7364",),
        ("Centre hospitalier {person}", "Groupe hospitalier {of}", "Centre hospitalier {of}"),
        (
            "L'établissement accueille {n} patients par an et achète avec les autres hôpitaux de son groupement.",
            "Hôpital public de proximité, nous attachons du prix à des fournisseurs proches, réactifs et attentifs aux soignants.",
        ),
    ),
    "care_home": Kind(
        "public_establishment",
        ("7366",),
        ("EHPAD public {landmark}", "Résidence autonomie {landmark}", "Institut médico-éducatif public {landmark}"),
        ("Maison publique d'une centaine de résidents, nous cherchons des prestataires calmes, ponctuels et humains.",),
    ),
    "school": Kind(
        "public_establishment",
        ("7331",),
        ("Lycée {person}", "Collège {person}", "Lycée professionnel {person}", "Lycée horticole {person}"),
        ("Établissement scolaire avec internat et demi-pension, nous achetons en direct ou au sein d'un groupement.",),
    ),
    "university": Kind(
        "public_establishment",
        ("7383",),
        ("Université {of}",),
        ("Nos campus accueillent {n} étudiants ; bâtiments, laboratoires et vie étudiante font nos principaux achats.",),
    ),
    "housing": Kind(
        "public_establishment",
        ("7371",),
        ("Office public de l'habitat {of}", "Habitat public {of}"),
        ("Nous logeons {n} ménages, rénovons les maisons minières et les immeubles d'après-guerre et confions du travail aux habitants.",),
    ),
    "ccas": Kind(
        "public_establishment",
        ("7361",),
        ("CCAS {of_town}",),
        ("Le centre communal d'action sociale fait vivre une résidence, un portage de repas et des ateliers pour tous les âges.",),
    ),
    "fire_service": Kind(
        "public_establishment",
        ("7372",),
        ("Service d'incendie et de secours {country}",),
        ("Nos casernes réunissent {n} sapeurs-pompiers, volontaires pour la plupart, dont il faut loger, vêtir et former les équipes.",),
    ),
    "agency": Kind(
        "other",
        ("7410",),
        ("Groupement d'intérêt public {of}", "Maison de l'emploi {of}"),
        ("Groupement de collectivités et d'associations, nous coordonnons l'emploi et la formation sur tout un bassin.",),
    ),
}
COUNTRIES = (
    "de la Haute-Deûle",
    "du Littoral-Artois",
    "des Sources-de-l'Escaut",
    "du Val-de-Brêche",
    "de la Plaine-Picarde",
    "des Monts-de-Flandre-Sud",
    "du Ternois-Maritime",
    "de la Basse-Authie",
)


def buyers(seed: int, count: int) -> Iterator[BuyerBody]:
    chance = stream(seed, "buyers")
    writer = Writer(chance)
    kinds = [kind for kind, held in shares(count).items() for _ in range(held)]
    for rank, kind in enumerate(kinds, start=1):
        yield _body(writer, kind, rank)


def shares(count: int) -> dict[BuyerKind, int]:
    """How many bodies of each kind; communes take what the limits of the others leave."""
    total = sum(SHARES.values())
    held = {kind: min(max(1, share * count // total), MOST.get(kind, count)) for kind, share in SHARES.items()}
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

    def attempt() -> str:
        seat = _seats(kind).draw(chance)
        place = f"{chance.choice(names.SAINTS)}-lès-{seat.name}" if kind in ("commune", "ccas") else seat.name
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


DISCLAIMER = "Organisme inventé pour la démonstration."


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
        description=typeset(
            "Association qui réunit acheteurs publics et entreprises de la région et prépare chaque année leurs rencontres. "
        )
        + DISCLAIMER,
        person=people.person(chance, "social", domain),
    )


