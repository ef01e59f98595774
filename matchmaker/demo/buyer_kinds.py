"""The kinds of public bodies: their family, legal categories, names and what they say of themselves."""

from dataclasses import dataclass

from matchmaker.demo.prose import items
from matchmaker.demo.trade import BuyerKind
from matchmaker.demo.values import BuyerFamily

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
        items("""
            - Service de l'État, nous achetons pour {n} agents répartis sur plusieurs sites, avec des
              objectifs clairs d'achat responsable.
            - Notre mission d'achat couvre l'entretien, les déplacements et les équipements de services
              installés {a_ville} et alentour.
        """),
    ),
    "region": Kind(
        "local_authority",
        ("7230",),
        ("Région des Beffrois et des Dunes",),
        items("""
            - Lycées, transports, formation : nous passons chaque année plusieurs centaines de marchés et
              publions notre programmation.
        """),
    ),
    "department": Kind(
        "local_authority",
        ("7220",),
        ("Département {country}",),
        items("""
            - Collèges, routes et solidarités occupent l'essentiel de nos achats ; nos agents travaillent
              au plus près des cantons.
            - Le département entretient un vaste réseau de routes et des dizaines de collèges, et suit
              l'insertion dans ses marchés.
        """),
    ),
    "epci": Kind(
        "local_authority",
        ("7346", "7348", "7343"),
        ("Communauté de communes {of}", "Communauté d'agglomération {of}", "Communauté urbaine {of}"),
        items("""
            - Nos communes membres nous ont confié déchets, eau, mobilités et développement ; un schéma
              d'achat responsable a été voté.
            - L'intercommunalité mutualise ses achats avec ses communes et cherche à mieux connaître les
              entreprises du bassin de vie {de_ville}.
        """),
    ),
    "commune": Kind(
        "local_authority",
        ("7210",),
        ("Ville {of_town}", "Commune {of_town}"),
        items("""
            - Commune de {n} habitants, nous gérons écoles, salles et espaces publics avec une petite
              équipe d'achat.
            - La commune compte {n} habitants et tient à ce que ses marchés restent à la portée des
              artisans.
        """),
    ),
    "syndicate": Kind(
        "local_authority",
        ("7354", "7353"),
        ("Syndicat mixte {of}", "Syndicat intercommunal {of}", "Syndicat des eaux et rivières {of}"),
        items("""
            - Nous exerçons pour nos communes adhérentes les missions de rivière, d'énergie ou de
              scolarité qu'aucune ne peut porter seule.
        """),
    ),
    "hospital": Kind(
        "hospital",
        ("7364",),
        ("Centre hospitalier {person}", "Groupe hospitalier {of}", "Centre hospitalier {of}"),
        items("""
            - L'établissement accueille {n} patients par an et achète avec les autres hôpitaux de son
              groupement.
            - Hôpital public de proximité, nous attachons du prix à des fournisseurs proches, réactifs et
              attentifs aux soignants.
        """),
    ),
    "care_home": Kind(
        "public_establishment",
        ("7366",),
        (
            "EHPAD public {landmark}",
            "Résidence autonomie {landmark}",
            "Institut médico-éducatif public {landmark}",
        ),
        items("""
            - Maison publique d'une centaine de résidents, nous cherchons des prestataires calmes,
              ponctuels et humains.
        """),
    ),
    "school": Kind(
        "public_establishment",
        ("7331",),
        ("Lycée {person}", "Collège {person}", "Lycée professionnel {person}", "Lycée horticole {person}"),
        items("""
            - Établissement scolaire avec internat et demi-pension, nous achetons en direct ou au sein
              d'un groupement.
        """),
    ),
    "university": Kind(
        "public_establishment",
        ("7383",),
        ("Université {of}",),
        items("""
            - Nos campus accueillent {n} étudiants ; bâtiments, laboratoires et vie étudiante font nos
              principaux achats.
        """),
    ),
    "housing": Kind(
        "public_establishment",
        ("7371",),
        ("Office public de l'habitat {of}", "Habitat public {of}"),
        items("""
            - Nous logeons {n} ménages, rénovons les maisons minières et les immeubles d'après-guerre et
              confions du travail aux habitants.
        """),
    ),
    "ccas": Kind(
        "public_establishment",
        ("7361",),
        ("CCAS {of_town}",),
        items("""
            - Le centre communal d'action sociale fait vivre une résidence, un portage de repas et des
              ateliers pour tous les âges.
        """),
    ),
    "fire_service": Kind(
        "public_establishment",
        ("7372",),
        ("Service d'incendie et de secours {country}",),
        items("""
            - Nos casernes réunissent {n} sapeurs-pompiers, volontaires pour la plupart, dont il faut
              loger, vêtir et former les équipes.
        """),
    ),
    "agency": Kind(
        "other",
        ("7410",),
        ("Groupement d'intérêt public {of}", "Maison de l'emploi {of}"),
        items("""
            - Groupement de collectivités et d'associations, nous coordonnons l'emploi et la formation sur
              tout un bassin.
        """),
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
