"""Roofing: coverings, frames, flat roofs."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="roofing",
    label="Couverture et charpente",
    naf=("43.91A", "43.91B", "43.99A"),
    kinds={"EI": 2, "scop": 4, "ACI": 1, "GEIQ": 1},
    firm_words=("Couverture", "Toitures", "Charpente", "Zinguerie", "Ardoises et Tuiles"),
    labels=("Qualibat", "RGE", "QualiPV", "ISO 45001"),
    presentation=items("""
        - Couvreurs et charpentiers, nous tenons les toits [au sec depuis une génération|des écoles, des
          églises et des maisons].
        - Tuile, ardoise, zinc et [bac acier|membrane] : nous posons, réparons et entretenons tout ce qui
          couvre.
        - Le toit est notre seul métier, [de la charpente à la gouttière|de l'échafaudage au démoussage],
          et nous ne sous-traitons pas la pose.
    """),
    activities=(
        Activity(
            key="pitched",
            cpvs=("45261210", "45261211", "45261212"),
            titles=items("""
                - Couverture en tuiles et en ardoises
                - Réfection de toitures [anciennes|d'écoles|d'églises]
                - Zinguerie, gouttières et [lucarnes|habillages de cheminée]
            """),
            what=items("""
                - Nous refaisons les versants en [tuile mécanique|panne flamande|ardoise d'Espagne ou de
                  réemploi], voliges et liteaux compris.
                - Chéneaux, noues, faîtages et descentes sont façonnés [en zinc|en cuivre] dans notre
                  atelier puis soudés sur le toit.
                - Les clochers et les toits très pentus sont repris [à la corde|depuis un échafaudage
                  suspendu], coq et paratonnerre révisés.
                - L'écran de sous-toiture et la ventilation de la couverture sont remis en ordre avant la
                  pose [des tuiles|des ardoises].
            """),
        ),
        Activity(
            key="flat",
            cpvs=("45261420", "45261410", "45261213"),
            titles=items("""
                - Étanchéité de toitures-terrasses
                - Bac acier, [sheds et verrières|bardage] et toits plats
                - Toitures végétalisées et isolation par-dessus
            """),
            what=items("""
                - Nous étanchons les terrasses [de gymnases|d'immeubles|d'écoles] par membrane bitume ou
                  synthétique, avec relevés et évacuations d'eau.
                - Une couche d'isolant [en fibre de bois|en mousse recyclée] de {12-26/2} cm est posée
                  sous la nouvelle membrane.
                - La toiture végétale, en sédums ou en prairie, retient l'orage et [rafraîchit les
                  classes|prolonge la vie de l'étanchéité].
                - Les plaques amiantées sont déposées sous confinement et remplacées par un bac
                  [nervuré|isolé].
            """),
        ),
        Activity(
            key="frame",
            cpvs=("45261100", "45261900", "45422000"),
            titles=items("""
                - Charpente bois neuve et restauration
                - Entretien et dépannage de toiture
                - Recherche de fuites et mise hors d'eau
            """),
            what=items("""
                - Nous greffons, moisons ou remplaçons les pièces de charpente [attaquées par la
                  mérule|fendues|rongées], en chêne ou douglas de la région.
                - Le contrat d'entretien prévoit démoussage, nettoyage des chéneaux et remplacement des
                  tuiles cassées [deux fois l'an|chaque automne].
                - En cas de fuite, un bâchage est posé dans les {4-24} heures, puis l'origine cherchée [à
                  la fumée|au drone|à la caméra thermique].
                - Fermes, pannes et préaux sont taillés à l'atelier, [assemblés à blanc|livrés sur
                  chantier] et levés à la grue.
            """),
        ),
    ),
    how=items("""
        - Un relevé par drone et un dossier de photographies sont remis avant tout chiffrage.
        - Deux équipes de [trois|quatre] couvreurs se relaient, avec un échafaudage loué à un confrère
          {de_dep}.
        - Les tuiles saines sont triées et reposées sur le versant le plus visible.
        - Aucun versant n'est découvert plus qu'on ne peut refermer [le soir|avant la pluie].
        - Garde-corps, filets et lignes de vie sont vérifiés par notre animatrice sécurité.
        - Nous remettons un carnet de toit : plans, produits, [dates d'entretien|photos avant et après].
        - Le bois vient de scieries situées à moins de {60-140/10} km et porte un certificat de gestion
          durable.
        - Les travaux se calent hors de la présence des chauves-souris et des hirondelles, avec un
          naturaliste si besoin.
    """),
    whom=items("""
        - Communes propriétaires d'églises, d'écoles et de halles.
        - Bailleurs, pour des séries de {12-90} maisons à recouvrir.
        - Conseils départementaux et lycées, en période de vacances.
        - Hôpitaux et bâtiments qui ne ferment jamais.
        - Architectes du patrimoine et maîtres d'œuvre.
        - Syndics et foyers-logements sujets aux infiltrations.
    """),
    references=items("""
        - Réfection de {280-1900/10} m² d'ardoises pour {client}, {an}.
        - Étanchéité et végétalisation de {300-2600/100} m² de terrasses pour {client} en {an}.
        - Restauration d'une charpente en chêne pour {client}, avec {4-14} m³ de bois remplacés.
        - Entretien annuel de {8-60} toitures pour {client}, depuis {an}.
        - Dépose de {400-2400/100} m² de plaques amiantées pour {client}, été {an}.
        - Mise hors d'eau après tempête pour {client}, {6-40} interventions en une semaine, {an}.
    """),
    questions=items("""
        - Pouvez-vous travailler pendant les seules vacances d'été ?
        - Quelle part des matériaux déposés pensez-vous réemployer ?
        - Quel isolant conseillez-vous pour ce type de toit ?
        - Proposez-vous un contrat d'entretien après les travaux ?
    """),
    social=items("""
        - Un apprenti couvreur présent pendant le chantier.
        - Heures d'insertion sur la manutention et le tri des matériaux.
    """),
    environmental=items("""
        - Bois certifié et matériaux de couverture déposés orientés vers le réemploi.
        - Toiture prête à recevoir des panneaux solaires, eaux de pluie récupérées.
    """),
    stories=(
        Story(
            nature="works",
            cpvs=("45261210", "45261300"),
            buyers=("commune", "department", "syndicate"),
            amount=(45_000, 380_000),
            titles=items("""
                - Réfection de la toiture [de l'église|de l'école {nom}|de la halle] {a_ville}
                - Remplacement de la couverture et des gouttières [de la salle {nom}|de la mairie]
            """),
            body=(
                items("""
                    - Il pleut dans [deux classes|la nef|la salle des mariages] : seaux et bâches ne
                      suffisent plus.
                    - Le toit a plus de soixante ans, les crochets cèdent et il faut réparer [chaque
                      hiver|après chaque coup de vent].
                """),
                items("""
                    - Il s'agit de découvrir {260-1400/10} m², reprendre les bois abîmés, poser un écran,
                      recouvrir en matériau identique et refaire la zinguerie.
                    - Prestations prévues : échafaudage, dépose soignée, liteaux neufs, ardoises ou
                      tuiles, chéneaux, paratonnerre et nettoyage des combles.
                """),
                items("""
                    - Les nids d'hirondelles et un gîte de chauves-souris imposent un calendrier précis.
                    - L'architecte des Bâtiments de France sera consulté sur la teinte.
                """),
            ),
            lots=(
                LotIdea("Charpente", "45261100", "Réparation ou remplacement des pièces abîmées."),
                LotIdea(
                    "Couverture et zinguerie", "45261210", "Dépose, repose, noues, chéneaux et descentes."
                ),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45261420", "45261410"),
            buyers=("department", "region", "hospital", "housing"),
            amount=(90_000, 700_000),
            titles=items("""
                - Étanchéité et isolation des terrasses [de l'établissement {nom}|du bâtiment {nom}]
                - Reprise des toits plats {a_ville} avec végétalisation
            """),
            body=(
                items("""
                    - Les membranes, posées en [1994|2001|2003], se décollent et les faux plafonds tombent
                      par endroits.
                    - L'audit énergétique place la toiture en tête des pertes de chaleur.
                """),
                items("""
                    - Surface concernée : {600-4200/100} m², à isoler, étancher et équiper de garde-corps
                      ; un quart recevra des plantes.
                    - Nous souhaitons une solution qui supporte plus tard des modules solaires et garde
                      l'eau des orages.
                """),
                items("""
                    - Le site reste ouvert : bruit limité entre neuf et dix-sept heures, accès des
                      pompiers libre.
                    - Une tranche est ferme, deux sont optionnelles.
                """),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45261920",),
            buyers=("commune", "housing", "epci", "state"),
            amount=(20_000, 110_000),
            titles=items("""
                - Entretien annuel et dépannage des toitures [du patrimoine|de nos résidences]
                - Contrat de visite et de réparation des couvertures {a_ville}
            """),
            body=(
                items("""
                    - Nos {35-160} bâtiments n'ont jamais eu de contrat d'entretien de leurs toits.
                    - Chaque tempête nous coûte cher faute de visite préventive.
                """),
                items("""
                    - Une visite par an et par bâtiment : mousses, chéneaux, fixations, puis un rapport
                      classé par urgence.
                    - L'entreprise nettoie, remplace les éléments cassés, recherche les fuites et pose une
                      bâche en urgence.
                """),
                items("""
                    - Le dépannage est attendu en moins de {6-24} heures, dimanche compris.
                    - Un bordereau de prix simple permettra de commander vite.
                """),
            ),
            reservable=("L2113-13",),
        ),
    ),
)
