"""Cleaning: buildings, windows, special work and streets."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="cleaning",
    label="Propreté",
    naf=("81.21Z", "81.22Z", "81.29B"),
    kinds={"EI": 5, "AI": 4, "EA": 3, "ESAT": 2, "ETTI": 1, "scop": 1},
    firm_words=("Propreté", "Net Services", "Nettoyage", "Hygiène", "Multiservices"),
    labels=("Qualipropre", "ISO 9001", "ISO 14001", "ECOCERT Ecodétergents"),
    presentation=items("""
        - La propreté est notre savoir-faire : [bureaux, écoles et salles|sols, vitres et sanitaires],
          avec des équipes stables et des horaires décents.
        - Nous nettoyons les lieux [où l'on travaille, apprend et se soigne|publics], du ménage courant à
          la remise en état.
        - Agents, machinistes et laveurs de vitres composent nos équipes, [toutes formées en
          interne|encadrées par des chefs de site].
    """),
    activities=(
        Activity(
            key="offices",
            cpvs=("90911200", "90919200", "90919300"),
            titles=items("""
                - Nettoyage de bureaux et de [bâtiments publics|mairies]
                - Entretien ménager des [écoles et des crèches|salles polyvalentes|gymnases]
                - Propreté quotidienne des locaux [administratifs|d'enseignement]
            """),
            what=items("""
                - Nous assurons le ménage [quotidien|trois fois par semaine] des bureaux, sanitaires et
                  circulations, en journée plutôt que [la nuit|tôt le matin] quand l'usager l'accepte.
                - Dans les classes et les dortoirs, nos agents [dépoussièrent à l'humide|lavent les sols à
                  plat], désinfectent les points de contact et réapprovisionnent savon et essuie-mains.
                - Nous remettons en ordre les salles [des fêtes|de sport] après location : vaisselle,
                  sols, sanitaires, état des lieux photographié.
                - Les sols [souples et thermoplastiques|en carrelage] sont décapés et remis en émulsion
                  [une fois par an|aux vacances d'été].
                - Le tri des corbeilles est fait à la source : [papier, emballages, biodéchets|cinq flux],
                  pesés chaque mois.
            """),
        ),
        Activity(
            key="windows",
            cpvs=("90911300", "90910000"),
            titles=items("""
                - Nettoyage de vitres [et de façades vitrées|à l'eau pure]
                - Remise en état après [travaux|sinistre|déménagement]
                - Vitrerie et nettoyage en hauteur
            """),
            what=items("""
                - La vitrerie est lavée à la perche et à l'eau pure, [sans détergent|jusqu'à {12-18}
                  mètres], la nacelle ne servant que pour les verrières.
                - Nous intervenons en fin de chantier : [enlèvement des gravats fins|grattage des colles],
                  aspiration, lavage des menuiseries et premier lustrage.
                - Après un dégât des eaux ou un incendie, une équipe [vide, sèche et désodorise|nettoie
                  les suies] sous {12-48} heures.
                - Nous débarrassons et désinfectons des logements [très encombrés|avant relocation], avec
                  discrétion et inventaire des objets gardés.
            """),
        ),
        Activity(
            key="streets",
            cpvs=("90610000", "90690000", "90511300"),
            titles=items("""
                - Propreté urbaine et ramassage des dépôts sauvages
                - Balayage [de voirie|des marchés] et enlèvement de graffitis
                - Lavage de [places et de mobilier urbain|halls et de parkings]
            """),
            what=items("""
                - Nos cantonniers balaient les trottoirs, vident les corbeilles de rue et ramassent les
                  dépôts sauvages [avec un triporteur|en tournée signalée].
                - Les graffitis sont effacés [au gommage doux|à l'eau chaude sous pression] dans les
                  {24-72} heures, avec protection des pierres et des briques.
                - Nous lavons halles, places et parkings après [les marchés|les braderies|les ducasses] à
                  l'autolaveuse et à l'eau recyclée.
            """),
        ),
    ),
    how=items("""
        - Une responsable de site rencontre [l'agent d'accueil|la directrice d'école] chaque mois et note
          ensemble les locaux sur une grille de [dix|douze] points.
        - Nous employons des produits [écolabellisés|dosés à l'eau ozonée] et des microfibres lavées dans
          notre atelier {de_ville}.
        - Chaque agent a des horaires regroupés, au moins {20-28} heures par semaine et un vestiaire
          correct.
        - Le remplacement d'une absence est assuré [avant neuf heures|dans la demi-journée] grâce à une
          équipe volante.
        - Un cahier de liaison numérique garde les passages, les demandes et [les anomalies
          photographiées|les fiches de sécurité].
        - Nos salariés sont formés aux gestes et postures et [au certificat d'agent machiniste|à la lutte
          contre les infections].
        - Les consommables sont livrés en bidons concentrés, [consignés et repris|sans emballage perdu].
        - Pour démarrer, nous faisons le tour des locaux avec l'équipe en place et reprenons le personnel
          selon [l'annexe 7|la convention collective].
    """),
    whom=items("""
        - Mairies, écoles et [médiathèques|centres de loisirs], dès {6-20} heures par semaine.
        - Administrations de l'État et universités occupant de {900-12000/100} m² de bureaux.
        - Bailleurs, pour [les parties communes|les logements à remettre en location].
        - Structures médico-sociales et cabinets de santé demandant un protocole de désinfection.
        - Gymnases, piscines et salles associatives, y compris le week-end.
        - Intercommunalités et syndicats sans service de propreté.
    """),
    references=items("""
        - Ménage de {3-16} écoles et d'une médiathèque pour {collectivite}, depuis {an}.
        - Nettoyage de {1500-9000/100} m² de bureaux en journée pour {client}.
        - Vitrerie de {8-40} bâtiments, deux passages par an, pour {client} depuis {an}.
        - Enlèvement de dépôts sauvages sur {5-30} communes pour {collectivite} en {an}.
        - Remise en état de {20-160/10} logements par an pour {bailleur}.
        - Décapage des sols de {4-14} gymnases à l'été {an} pour {collectivite}.
    """),
    questions=items("""
        - Combien de mètres carrés un agent entretient-il par heure dans vos contrats comparables ?
        - Quels produits utilisez-vous et [comment sont-ils dosés|avec quels labels] ?
        - Comment organisez-vous le remplacement d'un agent absent ?
        - Le travail en journée est-il possible [dans vos équipes|pour ces locaux], et à quelles
          conditions ?
        - Quelle part de votre personnel est à temps plein ?
    """),
    social=items("""
        - Horaires en journée et regroupés, pour des emplois qui permettent de vivre.
        - Heures d'insertion réservées aux habitants éloignés de l'emploi, avec un tuteur nommé.
    """),
    environmental=items("""
        - Produits écolabellisés pour au moins les trois quarts des usages, dosage contrôlé.
        - Suivi de la consommation d'eau et des sacs, tri des corbeilles par les agents.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("90911200", "90919300"),
            buyers=("commune", "epci", "school", "ccas"),
            amount=(45_000, 260_000),
            titles=items("""
                - Ménage des [écoles|bâtiments communaux] et de la salle {nom}
                - Nettoyage des locaux [scolaires et périscolaires|municipaux] {a_ville}
            """),
            body=(
                items("""
                    - Trois agents partent à la retraite et nous étudions de confier à une entreprise le
                      ménage de {4-12} bâtiments.
                    - Les plaintes sur la propreté des sanitaires nous conduisent à revoir entièrement
                      l'organisation du service.
                """),
                items("""
                    - Les locaux représentent {1400-7800/100} m² : classes, dortoir, cantine,
                      [médiathèque|salle de motricité], avec une remise en état complète chaque été.
                    - Sont attendus le lavage des sols, la désinfection des poignées et des tables,
                      l'approvisionnement en savon et le tri des corbeilles.
                """),
                items("""
                    - Les agents croisent les enfants le soir : ils doivent être présentés aux équipes et
                      [rester les mêmes|tenir un cahier de liaison].
                    - Nous sommes ouverts à un passage en journée pour les bureaux et à des produits moins
                      agressifs.
                """),
            ),
            lots=(
                LotIdea(
                    "Écoles et restaurant scolaire",
                    "90919300",
                    "Entretien quotidien en période scolaire et grand nettoyage d'été.",
                ),
                LotIdea(
                    "Mairie et salles", "90911200", "Bureaux, médiathèque et salles louées, week-end compris."
                ),
                LotIdea("Vitrerie", "90911300", "Deux passages par an sur tous les bâtiments."),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="services",
            cpvs=("90910000", "90919200"),
            buyers=("state", "university", "department", "region"),
            amount=(150_000, 900_000),
            titles=items("""
                - Propreté des sites administratifs {de_dep}
                - Nettoyage des bureaux et amphithéâtres, sites {de_ville} et environs
            """),
            body=(
                items("""
                    - Le regroupement de nos services sur [cinq|sept|onze] implantations rend nécessaire
                      un contrat unique de propreté.
                    - Avant de renouveler le contrat, nous voulons savoir si des entreprises locales
                      peuvent répondre à un ou plusieurs sites.
                """),
                items("""
                    - Surface à entretenir : {8-38} 000 m² de bureaux, halls, laboratoires et sanitaires,
                      plus la vitrerie intérieure et extérieure.
                    - Le périmètre comprend le ménage courant, les consommables d'hygiène, les vitres et
                      la collecte des cinq flux de tri.
                """),
                items("""
                    - Le travail en journée est la règle ; le contrôle se fait en présence de
                      l'entreprise, avec une grille commune.
                    - Un démarrage progressif, site par site, est prévu sur trois mois avec reprise du
                      personnel.
                """),
            ),
            lots=(
                LotIdea(
                    "Sites de l'agglomération", "90919200", "Bureaux et accueil du public, passage quotidien."
                ),
                LotIdea("Antennes rurales", "90911200", "Petits sites, deux ou trois passages par semaine."),
                LotIdea("Vitres et façades", "90911300", "Lavage trimestriel, travaux en hauteur compris."),
            ),
            reservable=("L2113-13",),
        ),
        Story(
            nature="services",
            cpvs=("90511300", "90610000"),
            buyers=("epci", "commune"),
            amount=(25_000, 120_000),
            titles=items("""
                - Ramassage des dépôts sauvages [et des déchets abandonnés|sur le territoire]
                - Brigade de propreté pour les [entrées de ville|chemins et aires de repos] {a_ville}
            """),
            body=(
                items("""
                    - Plus de {180-900/10} dépôts ont été signalés l'an dernier, surtout le long des
                      chemins agricoles et près des points d'apport.
                    - Les élus demandent un enlèvement rapide : passé trois jours, un dépôt en attire
                      d'autres.
                """),
                items("""
                    - L'équipe recherchée passe sur signalement, trie sur place [métaux, pneus, gravats et
                      encombrants|ce qui peut l'être], et vide {40-160/10} corbeilles de rue.
                    - Il faut balayer les places après le marché, nettoyer les abords des conteneurs et
                      effacer les tags sur les bâtiments publics.
                """),
                items("""
                    - Un relevé cartographique des lieux et des quantités est transmis chaque mois.
                    - Les circuits à pied ou à vélo cargo seront appréciés dans le centre.
                """),
            ),
            reservable=("L2113-13",),
        ),
        Story(
            nature="services",
            cpvs=("90911100", "90910000"),
            buyers=("housing", "hospital", "care_home"),
            amount=(40_000, 230_000),
            titles=items("""
                - Remise en propreté de logements [vacants|avant relocation]
                - Bionettoyage des chambres et des circulations
            """),
            body=(
                items("""
                    - Chaque mois, {10-60} logements ou chambres se libèrent et doivent être rendus
                      impeccables en moins de {2-5} jours.
                    - Notre équipe interne assure le quotidien mais ne peut absorber les départs ni les
                      travaux de fond.
                """),
                items("""
                    - Prestations : débarras, dégraissage de cuisine, détartrage, lessivage des murs,
                      lavage des vitres et, au besoin, désinsectisation.
                    - Le titulaire applique un protocole de désinfection écrit, avec code couleur des
                      lavettes et contrôle visuel tracé.
                """),
                items("""
                    - Les bons de commande précisent le lieu et le délai, un état photographique est
                      rendu.
                    - L'accès se fait en présence d'un gardien ou d'une cadre de santé.
                """),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
    ),
)
