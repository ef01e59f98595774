"""Event equipment, sound, stages."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="events",
    label="Événementiel et sonorisation",
    naf=("77.39Z", "90.02Z", "82.30Z", "77.29Z"),
    kinds={"scop": 4, "association": 4, "ESAT": 2, "EI": 2, "ACI": 2, "scic": 1},
    firm_words=("Événements", "Son et Lumière", "Scènes", "Régie", "Spectacles"),
    labels=("Licence d'entrepreneur de spectacles", "ISO 20121", "Registre de sécurité CTS", "Prestadd"),
    presentation=items("""
        - Régisseurs, [monteurs, éclairagistes|techniciens du son], nous faisons tenir debout les fêtes et
          les colloques.
        - Une scène, un micro qui marche, [des chaises en nombre|une tente bien lestée] : la réussite est
          là.
        - Nous équipons [concerts, vœux et forums|cérémonies et salons] du matin au démontage.
    """),
    activities=(
        Activity(
            key="sound",
            cpvs=("51313000", "92370000", "32342000"),
            titles=items("""
                - Sonorisation et éclairage de spectacles
                - Régie technique de conférences et captation
                - Entretien de matériel scénique
            """),
            what=items("""
                - Nous sonorisons [concerts en plein air|cérémonies|conseils municipaux], de {80-300/20} à
                  {3-9} 000 personnes, avec ingénieur du son.
                - Colloques traduits, captés, [sous-titrés en direct|diffusés en ligne] : caméras,
                  pupitre, retours et boucle magnétique.
                - Lumières LED, poursuites et [guirlandes|mapping] mettent en valeur façades et plateaux,
                  faible consommation relevée.
                - Nous vérifions perches, moteurs et [gradateurs|rideaux] de vos salles et formons les
                  régisseurs.
            """),
        ),
        Activity(
            key="structures",
            cpvs=("45223800", "39522530", "39154000"),
            titles=items("""
                - Tentes, scènes et gradins
                - Stands, chalets et mobilier de fête
                - Montage d'expositions et de [villages|salons]
            """),
            what=items("""
                - Chapiteaux, tonnelles et scènes couvertes de {12-160/4} m² sont montés, lestés et
                  contrôlés par un bureau agréé.
                - {20-90/5} chalets de bois, tables, bancs et [barrières|podiums] se louent livrés ou à
                  emporter.
                - Stands modulaires, [cimaises|grilles] et signalétique d'un salon sont conçus pour
                  resservir.
                - Nous fournissons toilettes sèches, [gobelets consignés|points d'eau] et tri sur les
                  sites de fête.
            """),
        ),
        Activity(
            key="organisation",
            cpvs=("79952000", "79952100", "79956000", "92312000"),
            titles=items("""
                - Organisation de forums, de salons et de fêtes publiques
                - Programmation de spectacles et de fanfares
                - Rencontres professionnelles clés en main
            """),
            what=items("""
                - Nous organisons forums [de l'emploi|des associations] et journées d'achat : inscription,
                  plan de salle, accueil, bilan.
                - Compagnies, [géants, harmonies|conteurs, marionnettes] et bals : nous proposons des
                  artistes de la région, contrats compris.
                - Animation de débats, [ateliers participatifs|concours] et remise de prix, avec
                  interprète en langue des signes.
                - Accueil, vestiaire, [badges réemployables|émargement] et fléchage sont tenus par une
                  équipe [bilingue|formée au handicap], du premier café au dernier départ.
            """),
        ),
    ),
    how=items("""
        - Une fiche technique et un plan d'implantation partent sous cinq jours.
        - Repérage sur place {a_ville} avec le service des fêtes.
        - Matériel pesé, groupé en un seul camion, groupe électrogène sur batterie.
        - Le dossier de sécurité et les attestations arrivent un mois avant.
        - Équipe présente pendant toute la durée, démontage de nuit.
        - Monteurs issus d'un parcours d'insertion, encadrés par des intermittents confirmés.
        - Location dégressive aux petites communes et associations.
        - Le bilan précise énergie, déchets et fréquentation.
    """),
    whom=items("""
        - Services culturels et comités des fêtes.
        - Intercommunalités, offices de tourisme et musées.
        - Préfectures et agences, pour rencontres et forums.
        - Universités et grandes écoles : colloques, remises de diplômes.
        - Régions et départements, lors de salons.
        - Établissements scolaires et médico-sociaux.
    """),
    references=items("""
        - Régie générale d'un festival de {3-28} 000 spectateurs pour {collectivite}, {an}.
        - {18-80/2} chalets de Noël montés pour {collectivite} depuis {an}.
        - Sonorisation des séances de {collectivite} depuis {an}.
        - Forum de {60-220/10} exposants pour {collectivite}, {an}.
        - Colloque hybride de {2-4} jours pour {client} en {an}.
        - Bal, fanfare et feu sans bruit pour {collectivite}, été {an}.
    """),
    questions=items("""
        - Quelles jauges et quelles surfaces savez-vous équiper ?
        - Combien de techniciens seront présents ?
        - Comment limitez-vous bruit, énergie et déchets ?
        - Quels délais pour le dossier de sécurité ?
    """),
    social=items("""
        - Accessibilité : boucle magnétique, plateforme, interprète.
        - Montage ouvert à des salariés en insertion.
    """),
    environmental=items("""
        - Équipements réemployables, aucune moquette jetée.
        - Énergie raccordée au réseau plutôt qu'au groupe thermique.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("51313000", "45223800"),
            buyers=("commune", "epci", "department"),
            amount=(20_000, 160_000),
            titles=items("""
                - Sonorisation, scène et éclairage des fêtes [d'été|communales] {a_ville}
                - Location et montage de matériel scénique, festival {nom}
            """),
            body=(
                items("""
                    - Du carnaval au marché de Noël, {12-40} rendez-vous jalonnent l'année et notre parc
                      de matériel est à bout de souffle.
                    - Le festival grandit : trois scènes, {4-18} 000 spectateurs, un parc classé à
                      respecter.
                """),
                items("""
                    - Podium couvert, diffusion, consoles, projecteurs, techniciens, mais aussi tentes,
                      praticables et barrières.
                    - Le titulaire livre, installe, exploite, démonte et remet les attestations de
                      sécurité.
                """),
                items("""
                    - Niveaux sonores affichés et coupure à minuit.
                    - Les commandes sont passées trois semaines avant chaque date.
                """),
            ),
            lots=(
                LotIdea("Son et lumière", "51313000", "Matériel et techniciens."),
                LotIdea("Structures et mobilier", "45223800", "Scènes, tentes, gradins, barrières."),
            ),
        ),
        Story(
            nature="services",
            cpvs=("79952000", "79956000"),
            buyers=("state", "region", "agency", "university"),
            amount=(20_000, 140_000),
            titles=items("""
                - Organisation du forum [de l'emploi|des achats responsables|de l'orientation] {a_ville}
                - Rencontres professionnelles : logistique, accueil et technique
            """),
            body=(
                items("""
                    - {300-2400/100} visiteurs et {40-160/10} exposants se retrouvent une journée ; le
                      dernier rendez-vous manquait de fluidité.
                    - Nous créons une journée de rendez-vous préparés entre acheteurs et entreprises.
                """),
                items("""
                    - L'organisateur gère inscriptions, plan, stands réemployables, accueil, micros,
                      animation et retours d'expérience.
                    - Il faut une salle accessible, des tables numérotées, une régie et une restauration
                      simple à coordonner.
                """),
                items("""
                    - Les badges sont repris, les panneaux réemployés l'année suivante.
                    - Une version en ligne n'est pas souhaitée.
                """),
            ),
        ),
        Story(
            nature="services",
            cpvs=("92370000", "51313000"),
            buyers=("university", "hospital", "epci", "region"),
            amount=(10_000, 75_000),
            titles=items("""
                - Captation, retransmission et sonorisation [des assemblées|de colloques]
                - Équipement audiovisuel et régie de la salle {nom}
            """),
            body=(
                items("""
                    - Les séances publiques, inaudibles au fond de la salle, doivent être suivies aussi à
                      distance.
                    - L'amphithéâtre accueille {20-90} manifestations par an sans régisseur.
                """),
                items("""
                    - Micros de table, caméras discrètes, diffusion sous-titrée, enregistrement et
                      formation de deux agents.
                    - Prestations ponctuelles d'un technicien, entretien du matériel et conseil d'achat.
                """),
                items("""
                    - La boucle pour malentendants est obligatoire.
                    - Les archives vidéo nous appartiennent.
                """),
            ),
        ),
    ),
)
