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
            - Service de l'État, nous achetons pour {400-2900/100} agents répartis sur plusieurs sites,
              avec des objectifs clairs d'achat responsable.
            - Notre mission d'achat couvre l'entretien, les déplacements et les équipements de services
              installés {a_ville} et alentour.
            - Nous regroupons depuis peu les achats de {4-14} services et publions chaque automne les
              besoins de l'année qui vient.
            - Bâtiments anciens, agents dispersés, budget serré : nous cherchons des fournisseurs proches
              et fiables autour {de_ville}.
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
            - Le département entretient un vaste réseau de routes et {38-140} collèges, et suit
              l'insertion dans ses marchés.
            - Un habitant sur cinq est concerné par nos politiques sociales : nos marchés doivent aussi
              servir l'emploi.
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
            - {18-96} communes travaillent ensemble, de la collecte des déchets à la piscine ; les achats
              sont suivis par une équipe de {2-7} personnes.
            - Territoire de villes et de champs autour {de_ville}, nous allotissons nos marchés pour les
              rendre accessibles aux petites entreprises.
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
            - Avec {n} habitants, {2-9} écoles et un marché hebdomadaire, la ville passe une trentaine de
              commandes importantes par an.
            - Nos {n} habitants attendent des services simples ; la directrice générale suit elle-même les
              achats.
            - Ville de {n} habitants, nous préférons les circuits courts quand le droit le permet et
              répondons à toute entreprise qui écrit.
        """),
    ),
    "syndicate": Kind(
        "local_authority",
        ("7354", "7353"),
        ("Syndicat mixte {of}", "Syndicat intercommunal {of}", "Syndicat des eaux et rivières {of}"),
        items("""
            - Nous exerçons pour nos communes adhérentes les missions de rivière, d'énergie ou de
              scolarité qu'aucune ne peut porter seule.
            - Le syndicat regroupe {12-110} communes ; ses techniciens connaissent chaque ouvrage et
              chaque fossé.
            - Petite équipe, grand périmètre : nous achetons peu, mais régulièrement, autour {de_ville}.
        """),
    ),
    "hospital": Kind(
        "hospital",
        ("7364",),
        ("Centre hospitalier {person}", "Groupe hospitalier {of}", "Centre hospitalier {of}"),
        items("""
            - L'établissement accueille {12000-90000/1000} patients par an et achète avec les autres
              hôpitaux de son groupement.
            - Hôpital public de proximité, nous attachons du prix à des fournisseurs proches, réactifs et
              attentifs aux soignants.
            - Avec {180-900/10} lits et des métiers par dizaines, l'hôpital cherche à simplifier ses
              marchés pour mieux les ouvrir.
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
            - Maison publique de {60-140} résidents, nous cherchons des prestataires calmes, ponctuels et
              humains.
            - Ici vivent {40-120} personnes que chaque intervention dérange ou réjouit : nous choisissons
              nos fournisseurs avec soin.
        """),
    ),
    "school": Kind(
        "public_establishment",
        ("7331",),
        ("Lycée {person}", "Collège {person}", "Lycée professionnel {person}", "Lycée horticole {person}"),
        items("""
            - Établissement scolaire avec internat et demi-pension, nous achetons en direct ou au sein
              d'un groupement.
            - {420-1400/10} élèves, une cuisine, des ateliers : la gestionnaire suit les achats et les
              élèves y sont associés.
            - Nous accueillons {380-1200/10} jeunes et cherchons des partenaires qui acceptent d'expliquer
              leur métier en classe.
        """),
    ),
    "university": Kind(
        "public_establishment",
        ("7383",),
        ("Université {of}",),
        items("""
            - Nos campus accueillent {4000-28000/1000} étudiants ; bâtiments, laboratoires et vie
              étudiante font nos principaux achats.
            - Recherche et enseignement demandent des achats très divers, suivis par des correspondants
              dans chaque composante.
        """),
    ),
    "housing": Kind(
        "public_establishment",
        ("7371",),
        ("Office public de l'habitat {of}", "Habitat public {of}"),
        items("""
            - Nous logeons {3000-28000/500} ménages, rénovons les maisons minières et les immeubles
              d'après-guerre et confions du travail aux habitants.
            - Bailleur public de {2000-16000/500} logements, nous entretenons, isolons et réparons toute
              l'année autour {de_ville}.
        """),
    ),
    "ccas": Kind(
        "public_establishment",
        ("7361",),
        ("CCAS {of_town}",),
        items("""
            - Le centre communal d'action sociale fait vivre une résidence, un portage de repas et des
              ateliers pour tous les âges.
            - Aide à domicile, épicerie sociale et accueil des aînés : nos achats sont modestes et
              comptent pour beaucoup de gens.
        """),
    ),
    "fire_service": Kind(
        "public_establishment",
        ("7372",),
        ("Service d'incendie et de secours {country}",),
        items("""
            - Nos casernes réunissent {900-4800/100} sapeurs-pompiers, volontaires pour la plupart, dont
              il faut loger, vêtir et former les équipes.
            - {28-110} centres de secours à équiper et à entretenir : nous aimons les fournisseurs qui
              répondent vite.
        """),
    ),
    "agency": Kind(
        "other",
        ("7410",),
        ("Groupement d'intérêt public {of}", "Maison de l'emploi {of}"),
        items("""
            - Groupement de collectivités et d'associations, nous coordonnons l'emploi et la formation sur
              tout un bassin.
            - Petite structure publique, nous montons des projets entre entreprises, écoles et services de
              l'emploi autour {de_ville}.
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
