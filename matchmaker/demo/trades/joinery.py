"""Joinery: windows, doors, fittings."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="joinery",
    label="Menuiserie et agencement",
    naf=("43.32A", "43.32B", "43.32C", "16.23Z"),
    kinds={"EI": 3, "ACI": 3, "ESAT": 1, "scop": 4, "EA": 1},
    firm_words=("Menuiserie", "Agencement", "Bois", "Fenêtres", "Ébénisterie"),
    labels=("RGE", "Qualibat", "PEFC", "FSC", "Entreprise du patrimoine vivant"),
    presentation=items("""
        - Menuisiers, nous dessinons, fabriquons et posons [fenêtres, portes et placards|tout ce qui ferme
          et s'ouvre].
        - Notre atelier travaille le [chêne, le frêne et le douglas|bois massif et les panneaux], la pose
          étant faite par les mêmes mains.
        - De la fenêtre [d'école|ancienne] à la banque d'accueil, nous faisons du sur-mesure durable.
    """),
    activities=(
        Activity(
            key="windows",
            cpvs=("45421132", "45421100", "44221100"),
            titles=items("""
                - Fenêtres et portes en bois [de la région|à l'ancienne]
                - Remplacement de menuiseries extérieures
                - Restauration de fenêtres [anciennes|à petits bois]
            """),
            what=items("""
                - Nous remplaçons les châssis simple vitrage par des fenêtres [bois|bois et
                  aluminium|aluminium recyclé] à double ou triple vitrage, volets compris.
                - Les fenêtres anciennes sont décapées, [greffées|redressées], équipées d'un vitrage mince
                  et d'un joint discret.
                - Portes d'entrée, [de garage|de secours] et sas vitrés sont posés avec ferme-porte,
                  contrôle d'accès et seuil accessible.
                - Brise-soleil, stores et [volets persiennes|casquettes en bois] protègent les salles trop
                  chaudes.
            """),
        ),
        Activity(
            key="fittings",
            cpvs=("45421150", "45421151", "45421152"),
            titles=items("""
                - Agencement intérieur sur mesure
                - Banques d'accueil, placards et [vestiaires|rayonnages intégrés]
                - Cloisons, portes et parquets
            """),
            what=items("""
                - Banques d'accueil, [bibliothèques et guichets|vestiaires et casiers] sont fabriqués dans
                  notre atelier, en panneaux sans formaldéhyde.
                - Nous posons portes intérieures, plinthes, parquets et [lambris acoustiques|habillages
                  muraux], quincaillerie réglée et clés sur organigramme.
                - Cuisines pédagogiques, offices et [laboratoires|salles de soins] reçoivent plans de
                  travail et meubles adaptés aux fauteuils.
                - Nous réutilisons portes et parquets déposés, [rabotés, vernis|remis à la cote] et
                  reposés ailleurs dans le bâtiment.
            """),
        ),
        Activity(
            key="metal",
            cpvs=("45421140", "45421160", "45421147"),
            titles=items("""
                - Serrurerie, [garde-corps|grilles] et métallerie
                - Portails, clôtures et escaliers
                - Dépannage de serrures et de fermetures
            """),
            what=items("""
                - Garde-corps, rampes, [escaliers de secours|passerelles] et grilles sont soudés chez nous
                  puis galvanisés et laqués.
                - Nous installons portails coulissants, [rideaux métalliques|clôtures rigides] et
                  barrières, avec leur automatisme.
                - Un serrurier de permanence ouvre, répare ou sécurise une porte [sous deux heures|le jour
                  même].
                - Nous remettons à plat les clés d'un site : organigramme, cylindres
                  [électroniques|protégés], registre et armoire.
            """),
        ),
    ),
    how=items("""
        - Nous prenons les mesures ouverture par ouverture et posons un prototype avant de lancer la
          série.
        - Une classe est refaite en [un|deux] jours, mobilier remis en place le soir.
        - Les anciens vitrages partent en filière de recyclage du verre plat.
        - Les bois, certifiés, sont séchés {a_ville} dans un séchoir solaire.
        - Finitions à l'eau, colles sans solvant, [fiches de santé fournies|qualité de l'air mesurée après
          pose].
        - Le métreur, le chef d'atelier et les poseurs se voient chaque lundi, ce qui évite les erreurs de
          cote.
        - Tout est démontable : vis apparentes, [pièces standard|quincaillerie suivie vingt ans].
        - Une visite de réglage est offerte [six mois|un an] après la réception.
    """),
    whom=items("""
        - Écoles, collèges et crèches à rendre plus confortables.
        - Mairies, médiathèques et maisons de services.
        - Bailleurs engagés dans des rénovations par dizaines de logements.
        - Préfectures, tribunaux et hôtels de police, avec exigences de sûreté.
        - Monuments et maisons de maître protégés.
        - Centres de santé, foyers et résidences.
    """),
    references=items("""
        - Pose de {40-420/10} fenêtres en bois pour {client}, été {an}.
        - Banque d'accueil accessible et {12-60} mètres de rayonnages pour {client} en {an}.
        - Restauration de {16-90} croisées du XIXe siècle pour {client}.
        - Remise à plat de {200-1800/100} cylindres pour {client}, {an}.
        - Garde-corps et escalier de secours pour {client}, livrés en {an}.
        - Agencement d'une médiathèque de {250-900/50} m² pour {collectivite}.
    """),
    questions=items("""
        - Quelle essence de bois et quelle provenance proposez-vous ?
        - Combien d'ouvertures posez-vous par semaine ?
        - Que deviennent les menuiseries déposées ?
        - Quel délai entre la prise de mesures et la livraison ?
    """),
    social=items("""
        - Fabrication confiée en partie à un atelier d'insertion ou adapté.
        - Visite d'atelier proposée aux élèves de l'établissement.
    """),
    environmental=items("""
        - Bois issu de forêts gérées durablement, finitions à faibles émissions.
        - Menuiseries réparables, pièces disponibles quinze ans.
    """),
    stories=(
        Story(
            nature="works",
            cpvs=("45421132", "45421100"),
            buyers=("commune", "department", "school", "housing", "region"),
            amount=(50_000, 460_000),
            titles=items("""
                - Remplacement des fenêtres [de l'école {nom}|de l'établissement {nom}|de la résidence
                  {nom}]
                - Menuiseries extérieures et protections solaires {a_ville}
            """),
            body=(
                items("""
                    - Les châssis en acier des années soixante laissent passer le froid ; on chauffe la
                      rue.
                    - En juin, les pièces exposées au sud dépassent trente degrés et les stores sont hors
                      d'usage.
                """),
                items("""
                    - Le marché porte sur {60-260/10} ouvertures, volets et brise-soleil compris, avec
                      reprise des tablettes et des peintures autour.
                    - Nous souhaitons des menuiseries en bois, faciles à réparer, dotées d'entrées d'air
                      et d'une quincaillerie solide.
                """),
                items("""
                    - La pose se fera salle par salle, pendant les vacances ou le mercredi.
                    - Une fenêtre témoin sera montée et essayée par les utilisateurs.
                """),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45421150", "45421152"),
            buyers=("epci", "commune", "state", "university"),
            amount=(25_000, 180_000),
            titles=items("""
                - Agencement de l'accueil [de la maison de services|de la médiathèque {nom}] {a_ville}
                - Aménagement intérieur sur mesure d'un lieu public
            """),
            body=(
                items("""
                    - L'accueil actuel, haut et vitré, intimide le public et ne convient ni aux fauteuils
                      ni aux enfants.
                    - Nous ouvrons un tiers-lieu de {220-780/20} m² dans une ancienne
                      [filature|brasserie|école de filles].
                """),
                items("""
                    - Sont à fabriquer : une banque basse, des casiers, {18-70} mètres d'étagères, des
                      cabines d'entretien et des bancs.
                    - L'agencement doit pouvoir se déplacer, se réparer et amortir le bruit.
                """),
                items("""
                    - Les portes et parquets récupérés sur place seront réemployés.
                    - Les dessins seront discutés avec les agents lors de deux ateliers.
                """),
            ),
            lots=(
                LotIdea("Menuiserie et agencement", "45421150", "Fabrication et pose des meubles fixes."),
                LotIdea(
                    "Cloisons et portes",
                    "45421152",
                    "Cloisons vitrées, portes acoustiques, organigramme de clés.",
                ),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="services",
            cpvs=("50700000", "45421160"),
            buyers=("housing", "university", "hospital", "state"),
            amount=(18_000, 95_000),
            titles=items("""
                - Serrurerie : dépannage et entretien des fermetures
                - Réparation de portes, serrures et clôtures {dans_dep}
            """),
            body=(
                items("""
                    - {180-760/10} demandes par an concernent une porte qui ferme mal ou une clé perdue.
                    - Le site {nom} a connu deux intrusions et l'organigramme de clés date de 1998.
                """),
                items("""
                    - L'entreprise ouvre, répare, remplace cylindres et ferme-portes, règle les portails
                      et remet en état grilles et garde-corps.
                    - Il faut un dépannage rapide et une remise à niveau progressive des accès.
                """),
                items("""
                    - Délai souhaité : {2-6} heures pour une mise en sécurité, cinq jours sinon.
                    - Les interventions sont tracées avec photographie et temps passé.
                """),
            ),
        ),
    ),
)
