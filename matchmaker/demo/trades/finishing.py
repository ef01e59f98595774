"""Painting, plastering, floors and insulation."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="finishing",
    label="Peinture, plâtrerie et isolation",
    naf=("43.34Z", "43.31Z", "43.29A"),
    kinds={"EI": 5, "ACI": 4, "AI": 2, "EA": 1, "scop": 2, "GEIQ": 1},
    firm_words=("Peinture", "Décors", "Isolation", "Plâtrerie", "Finitions"),
    labels=("RGE", "Qualibat", "NF Environnement", "Écolabel européen"),
    presentation=items("""
        - Peintres, plaquistes et poseurs d'isolants, nous [rendons les lieux sains et clairs|finissons
          les bâtiments et les réchauffons].
        - Nos chantiers : murs, plafonds, sols et [combles|façades à isoler], en site occupé le plus
          souvent.
        - Nous aimons les isolants [de chanvre et de lin|issus des champs voisins] et les peintures qui ne
          sentent presque rien.
    """),
    activities=(
        Activity(
            key="painting",
            cpvs=("45442110", "45442100", "45432111"),
            titles=items("""
                - Peinture intérieure et sols souples
                - Ravalement et peinture de [façades|menuiseries extérieures]
                - Remise en peinture de [classes|logements|couloirs]
            """),
            what=items("""
                - Nous lessivons, rebouchons et peignons classes, bureaux et cages d'escalier avec des
                  peintures [biosourcées à {92-98} %|sans solvant|à la chaux].
                - Les sols sont ragréés puis couverts de [linoléum naturel|caoutchouc|lames recyclées],
                  plinthes et seuils compris.
                - Boiseries, volets et [ferronneries|bardages] extérieurs sont poncés, traités et repeints
                  à l'huile de lin.
                - Nous créons des fresques de cour, des marquages [au sol|de signalétique] et des couleurs
                  repères pour se situer.
            """),
        ),
        Activity(
            key="plaster",
            cpvs=("45410000", "45421141", "45421146"),
            titles=items("""
                - Plâtrerie, cloisons et faux plafonds
                - Correction acoustique de [cantines|salles]
                - Redistribution de bureaux et de logements
            """),
            what=items("""
                - Cloisons, doublages et plafonds suspendus sont montés sur ossature,
                  [coupe-feu|hydrofuges] selon les pièces.
                - Dans les réfectoires, nous posons baffles et plafonds absorbants : [le bruit baisse de
                  moitié|l'écho disparaît].
                - Enduits à l'argile ou au plâtre [projeté|traditionnel], corniches et rosaces sont
                  refaits à la main.
            """),
        ),
        Activity(
            key="insulation",
            cpvs=("45321000", "45320000", "45443000"),
            titles=items("""
                - Isolation thermique [biosourcée|des combles et des murs]
                - Isolation par l'extérieur et enduits de façade
                - Rénovation énergétique de l'enveloppe
            """),
            what=items("""
                - Nous insufflons ouate de cellulose ou paille hachée dans les [combles|caissons], sur
                  {28-42/2} cm.
                - Les façades sont isolées par l'extérieur en [laine de bois|panneaux de liège|fibre de
                  verre recyclée], puis enduites ou bardées.
                - Planchers bas et [caves|vides sanitaires] reçoivent des panneaux fixés, tuyaux
                  calorifugés par la même occasion.
                - Un test d'étanchéité à l'air, avant et après, prouve le gain et repère [les fuites|les
                  ponts thermiques].
                - Nous traitons les murs anciens avec des enduits [chaux et chanvre|correcteurs
                  thermiques] qui laissent passer la vapeur.
            """),
        ),
    ),
    how=items("""
        - Les meubles sont déplacés, bâchés et remis en place par notre équipe.
        - Nous intervenons [étage par étage|pièce par pièce], le soir ou pendant les congés.
        - Le nettoyage des rouleaux se fait en circuit fermé, sans rejet à l'évier.
        - Une cheffe de chantier {de_ville} passe tous les jours et envoie un point en photo.
        - Les teintes sont choisies sur échantillons d'un mètre carré peints sur place.
        - Reste de peinture et chutes d'isolant sont repris par le fabricant ou [une ressourcerie|une
          matériauthèque].
        - Les salariés en parcours passent un titre professionnel de peintre ou de plaquiste.
        - Nous constituons le dossier d'aides et [les certificats d'économies d'énergie|les attestations]
          avec le maître d'ouvrage.
    """),
    whom=items("""
        - Bailleurs, à la relocation ou par [cages d'escalier|tranches].
        - Communes rénovant écoles et salles au fil des étés.
        - Hôpitaux et foyers, dans des ailes habitées.
        - Administrations qui déménagent ou regroupent leurs bureaux.
        - Intercommunalités engagées dans un plan climat.
        - Propriétaires publics de bâtiments anciens en brique.
    """),
    references=items("""
        - Remise en peinture de {14-90} classes pour {client}, étés {an} et suivants.
        - Isolation de {500-4800/100} m² de combles pour {client}, {an}.
        - Isolation extérieure de {18-120/2} logements pour {bailleur}, livrée en {an}.
        - Plafonds acoustiques de {2-8} cantines pour {collectivite} en {an}.
        - Entretien courant de {60-400/10} logements par an pour {bailleur}.
        - Fresque et marquage d'une cour pour {collectivite}, avec les élèves.
    """),
    questions=items("""
        - Quels produits proposez-vous pour une pièce occupée dès le lendemain ?
        - Disposez-vous de références en isolants d'origine végétale ?
        - Combien de mètres carrés traitez-vous par mois ?
        - Comment protégez-vous les occupants de la poussière et des odeurs ?
    """),
    social=items("""
        - Chantier école ouvert aux demandeurs d'emploi du quartier.
        - Heures d'insertion suivies avec un titre de peintre ou de plaquiste à la clé.
    """),
    environmental=items("""
        - Isolants végétaux ou recyclés pour la moitié au moins des volumes.
        - Peintures classées A+ et de préférence biosourcées.
    """),
    stories=(
        Story(
            nature="works",
            cpvs=("45442110", "45432111"),
            buyers=("commune", "housing", "hospital", "state", "school"),
            amount=(25_000, 210_000),
            titles=items("""
                - Travaux de peinture et de sols [dans des locaux occupés|de plusieurs bâtiments]
                  {a_ville}
                - Rafraîchissement intérieur [du bâtiment {nom}|de l'internat {nom}]
            """),
            body=(
                items("""
                    - Depuis quinze ans, rien n'a été repeint : murs tachés, sols décollés, lumière
                      triste.
                    - Nous préparons un accord sur [trois|quatre] ans pour rénover {10-80} pièces chaque
                      année.
                """),
                items("""
                    - Préparation des fonds, deux couches sur murs et plafonds, boiseries, puis
                      revêtements collés et plinthes.
                    - Les locaux étant occupés, les produits doivent sécher vite et ne pas incommoder ; le
                      mobilier est déplacé par le titulaire.
                """),
                items("""
                    - Un nuancier sobre a été défini avec une coloriste.
                    - Un logement ou une salle témoin sert de modèle pour la suite.
                """),
            ),
            lots=(
                LotIdea("Peinture", "45442110", "Murs, plafonds et boiseries."),
                LotIdea("Sols souples", "45432111", "Dépose, ragréage et pose."),
            ),
            reservable=("L2113-13", "L2113-12"),
        ),
        Story(
            nature="works",
            cpvs=("45321000", "45443000"),
            buyers=("housing", "commune", "department", "epci"),
            amount=(120_000, 1_600_000),
            titles=items("""
                - Isolation par l'extérieur [de la résidence {nom}|de deux écoles] {a_ville}
                - Rénovation thermique de l'enveloppe [du gymnase {nom}|de {24-80/2} maisons]
            """),
            body=(
                items("""
                    - Les occupants se chauffent mal et les factures ont doublé ; l'étiquette est [F|G].
                    - Le décret tertiaire nous impose de baisser de 40 % la consommation du bâtiment.
                """),
                items("""
                    - Il est prévu d'isoler combles, façades et planchers bas, de traiter les entrées
                      d'air et de refaire les enduits ou le bardage.
                    - Surfaces : {700-5200/100} m² de murs et {300-2600/100} m² de combles, de préférence
                      en matériaux végétaux.
                """),
                items("""
                    - La tenue des délais compte : les aides expirent fin {prochaine}.
                    - Un contrôle thermographique sera fait le premier hiver.
                """),
            ),
            lots=(
                LotIdea("Façades", "45443000", "Isolant, enduit ou bardage, appuis et descentes."),
                LotIdea(
                    "Combles et planchers bas",
                    "45321000",
                    "Isolants insufflés ou en panneaux, trappes, calorifugeage.",
                ),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45421141", "45421146"),
            buyers=("state", "region", "epci", "university"),
            amount=(40_000, 260_000),
            titles=items("""
                - Réaménagement de plateaux de bureaux {a_ville}
                - Cloisons, plafonds et acoustique [du restaurant|de la salle {nom}]
            """),
            body=(
                items("""
                    - Deux services emménagent dans les mêmes murs et les plateaux de 1985 ne conviennent
                      plus.
                    - Le bruit au réfectoire dépasse 85 décibels, agents et enfants en souffrent.
                """),
                items("""
                    - Travaux : dépose de cloisons, nouvelles parois vitrées, plafonds absorbants,
                      reprises de peinture et de sol.
                    - Une étude acoustique fixe l'objectif ; les parois déposées doivent être réemployées
                      autant que possible.
                """),
                items("""
                    - Le chantier est découpé en trois phases de cinq semaines.
                    - Les nuisances se concentrent avant neuf heures.
                """),
            ),
        ),
    ),
)
