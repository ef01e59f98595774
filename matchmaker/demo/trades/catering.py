"""Catering: receptions, meals delivered, serving."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="catering",
    label="Traiteur et restauration",
    naf=("56.21Z", "56.29A", "56.29B"),
    kinds={"EI": 3, "ESAT": 4, "EA": 2, "ACI": 2, "scop": 1, "scic": 1},
    firm_words=("Traiteur", "Saveurs", "Cuisines", "Table", "Gourmandises"),
    labels=("Ecotable", "Maître restaurateur", "Agrément sanitaire européen", "Ecocert En cuisine"),
    presentation=items("""
        - Nous cuisinons pour les groupes : [buffets, cantines et banquets|réceptions et repas du
          quotidien], avec les produits des fermes voisines.
        - Traiteur et cuisinier, nous servons [des écoles, des mairies et des associations|de vingt à huit
          cents convives] sans jamais sacrifier le goût.
        - Nos recettes du Nord, revues en version légère, se mangent [debout, assis ou à emporter|au
          bureau comme à la salle des fêtes].
    """),
    activities=(
        Activity(
            key="receptions",
            cpvs=("55520000", "55523000"),
            titles=items("""
                - Buffets et cocktails [de saison|pour réceptions publiques]
                - Traiteur pour [séminaires|inaugurations|vœux] et cérémonies
                - Plateaux-repas et pauses gourmandes
            """),
            what=items("""
                - Nous préparons des buffets froids et chauds de {20-600/10} convives : [tartes aux
                  maroilles|flamiche aux poireaux|terrine de lapin], légumes croquants et desserts [à la
                  chicorée|aux pommes du verger].
                - Nos cocktails comptent [huit|dix|douze] pièces par personne, dont la moitié sans viande,
                  servis par [notre équipe en salle|des élèves serveurs encadrés].
                - Les plateaux-repas sont livrés avant onze heures dans des [bocaux en verre
                  consignés|boîtes lavables], avec pain [au levain|bio] et couverts en métal.
                - Café d'accueil, jus de pomme et [gaufres|petits palets|cramiques] ouvrent vos réunions,
                  machine et vaisselle comprises.
            """),
        ),
        Activity(
            key="canteens",
            cpvs=("55524000", "55523100", "55521200"),
            titles=items("""
                - Repas livrés pour les [écoles|centres de loisirs|crèches]
                - Cuisine [centrale|partagée] et portage de repas à domicile
                - Restauration [collective|scolaire] en liaison froide
            """),
            what=items("""
                - Nous cuisinons {80-900/10} repas par jour en liaison [froide|chaude] pour les écoles,
                  avec [cinq composantes|un menu végétarien hebdomadaire].
                - Le portage à domicile apporte aux personnes âgées un déjeuner complet, [texture
                  adaptée|régime sans sel] si besoin, [six|sept] jours sur sept.
                - Les menus sont arrêtés avec une diététicienne et [une commission d'enfants|les
                  familles], bio et produits labellisés dépassant {50-72} % des achats.
                - Nous pesons les restes de chaque réfectoire et ajustons les portions, le gaspillage a
                  baissé de {18-45} %.
            """),
        ),
        Activity(
            key="venue",
            cpvs=("55330000", "55300000", "55510000"),
            titles=items("""
                - Exploitation de cafétéria et de [restaurant administratif|café associatif]
                - Food-truck et stands pour fêtes publiques
                - Chef et personnel de service en renfort
            """),
            what=items("""
                - Nous tenons la cafétéria [d'un musée|d'un centre de formation|d'un hôpital] : plat du
                  jour, salades, boissons chaudes et accueil.
                - Un camion-cuisine sert des [frites fraîches et carbonnades|galettes et soupes] lors des
                  marchés de Noël et des festivals.
                - Nous mettons à disposition cuisinier, plongeur ou serveurs pour remplacer votre équipe
                  [un jour ou un mois|pendant les congés].
                - Le restaurant administratif que nous gérons propose [grillades, légumes rôtis et
                  desserts maison|deux plats, dont un végétal], paiement au badge et file courte.
            """),
        ),
    ),
    how=items("""
        - La cuisine, agréée, est installée {a_ville} ; les livraisons partent en camion frigorifique avec
          relevé de température.
        - Nous achetons chez {9-34} producteurs situés à moins de {30-80/10} km, dont la liste accompagne
          chaque devis.
        - Une proposition chiffrée part sous {24-48} heures, dégustation possible dès {60-120/10}
          couverts.
        - Vaisselle en porcelaine, verres et nappes en tissu sont fournis, repris et lavés par nos soins.
        - Les allergènes sont affichés devant chaque plat et un référent répond pendant tout le service.
        - Les surplus sont remis le soir même à [une association d'aide alimentaire|un accueil de jour].
        - Nos salariés préparent un titre d'agent de restauration ou de commis, épaulés par [un chef|deux
          encadrantes techniques].
        - Commandes, effectifs et menus se règlent jusqu'à {2-5} jours avant, sur un formulaire en ligne
          ou au téléphone.
    """),
    whom=items("""
        - Mairies et intercommunalités, pour vœux, inaugurations et repas des aînés.
        - Préfectures, rectorats et administrations qui organisent des [réunions|journées d'étude].
        - Écoles, crèches et centres de loisirs de {40-400/10} convives.
        - Centres sociaux, CCAS et services d'aide à domicile.
        - Universités et laboratoires, pour [colloques|soutenances].
        - Théâtres, musées et offices de tourisme.
    """),
    references=items("""
        - Cocktail de {120-800/10} personnes pour {client}, janvier {an}.
        - Livraison de {60-520/10} repas quotidiens pour {client} depuis {an}.
        - Déjeuner assis de {150-480/10} aînés pour {collectivite}, {an}.
        - Marché de plateaux-repas de {client} : {900-6000/100} plateaux par an.
        - Tenue d'une cafétéria de {40-110/10} couverts pour {client} depuis {an}.
        - Pauses et buffets d'un colloque de [deux|trois] jours pour {client} en {an}.
    """),
    questions=items("""
        - Combien de convives pouvez-vous servir le même jour ?
        - Quelle part de produits [biologiques|locaux et de saison] garantissez-vous ?
        - Disposez-vous de votre propre vaisselle réutilisable ?
        - Quel délai vous faut-il entre la commande et la livraison ?
        - Comment gérez-vous les allergies et les surplus ?
    """),
    social=items("""
        - Brigade formant des personnes éloignées de l'emploi ou en situation de handicap.
        - Don des surplus à une association d'aide alimentaire du secteur.
    """),
    environmental=items("""
        - Vaisselle réutilisable, eau en carafe, aucune portion individuelle emballée.
        - Produits de saison, un choix végétarien à chaque prestation.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("55520000",),
            buyers=("state", "region", "department", "epci", "university"),
            amount=(25_000, 140_000),
            titles=items("""
                - Prestations de traiteur pour réunions et réceptions [{a_ville}|des services]
                - Buffets, cocktails et plateaux-repas [responsables|de saison]
            """),
            body=(
                items("""
                    - Nos services organisent {40-160/10} événements par an, du café d'accueil de quinze
                      personnes au cocktail de {250-600/50} invités.
                    - Les commandes se font aujourd'hui au coup par coup ; nous voulons deux ou trois
                      prestataires réguliers, si possible de tailles différentes.
                """),
                items("""
                    - Nous attendons une cuisine faite maison, des produits d'ici, des bouchées
                      végétariennes et un service en salle soigné.
                    - Sont concernés les pauses, les plateaux du midi livrés en contenants repris, les
                      buffets assis ou debout et le personnel de service.
                """),
                items("""
                    - La livraison doit se faire avant {10-11} h 30, à l'étage, vaisselle reprise le jour
                      même.
                    - Les repas non servis sont donnés ; le prestataire en tient le compte.
                """),
            ),
            lots=(
                LotIdea(
                    "Plateaux-repas et pauses",
                    "55523000",
                    "Commandes de moins de 60 personnes, livrées sous 48 heures.",
                ),
                LotIdea(
                    "Buffets et cocktails", "55520000", "Réceptions de 60 à 600 personnes, avec service."
                ),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="services",
            cpvs=("55524000", "55523100"),
            buyers=("commune", "epci", "ccas"),
            amount=(90_000, 600_000),
            titles=items("""
                - Fourniture de repas pour les cantines [et le centre de loisirs|de cinq écoles] {a_ville}
                - Préparation et livraison de déjeuners scolaires
            """),
            body=(
                items("""
                    - {120-640/10} enfants déjeunent chaque jour dans {2-7} réfectoires dépourvus de
                      cuisine.
                    - Après une enquête auprès des parents, le conseil municipal souhaite une cuisine plus
                      simple, plus fraîche et moins de gaspillage.
                """),
                items("""
                    - Les plats arrivent froids en bacs inox, sont remis en température sur place et
                      comprennent chaque semaine deux menus sans viande ni poisson.
                    - Nous visons 60 % de produits durables et de qualité, dont 30 % bio, et le
                      remplacement des barquettes en plastique.
                """),
                items("""
                    - Le nombre de convives est confirmé la veille à dix heures ; une réunion de menus a
                      lieu chaque trimestre.
                    - Un pique-nique doit pouvoir être fourni lors des sorties, et un repas de secours en
                      cas de grève.
                """),
            ),
            lots=(
                LotIdea(
                    "Écoles et accueil de loisirs",
                    "55524000",
                    "Déjeuners et goûters des jours scolaires et des vacances.",
                ),
                LotIdea(
                    "Portage aux personnes âgées",
                    "55521200",
                    "Livraison de repas à domicile, week-end compris.",
                ),
            ),
        ),
        Story(
            nature="services",
            cpvs=("55520000", "55300000"),
            buyers=("ccas", "commune"),
            amount=(15_000, 60_000),
            titles=items("""
                - Repas des aînés et colis de fin d'année {a_ville}
                - Banquet annuel [de la salle {nom}|des aînés] et goûters du CCAS
            """),
            body=(
                items("""
                    - Chaque automne, {180-520/10} habitants de plus de 68 ans se retrouvent pour un
                      déjeuner dansant.
                    - Le banquet est un moment attendu : il rompt l'isolement de bien des personnes
                      seules.
                """),
                items("""
                    - Menu à l'assiette en quatre plats, service assis, boissons comprises ; une version
                      mixée est à prévoir pour quelques convives.
                    - Le prestataire fournit cuisine, serveurs, nappage et vaisselle, et prépare des parts
                      à porter aux absents.
                """),
                items("""
                    - La salle dispose d'un office et de deux fours de remise en température.
                    - Trois goûters d'après-midi complètent la commande dans l'année.
                """),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="services",
            cpvs=("55330000", "55510000"),
            buyers=("region", "hospital", "university", "syndicate"),
            amount=(60_000, 320_000),
            titles=items("""
                - Exploitation de la cafétéria [du site {nom}|de l'établissement]
                - Restauration légère [du centre de formation|du musée] {a_ville}
            """),
            body=(
                items("""
                    - Le point de restauration est fermé depuis {4-14} mois et visiteurs comme agents
                      n'ont aucune offre à moins d'un kilomètre.
                    - Nous rouvrons un lieu de {45-120/5} places et cherchons une formule vivante,
                      abordable, tenue par une équipe stable.
                """),
                items("""
                    - Plat du jour, salades, soupes, boissons et goûter, avec une carte courte issue de
                      fournisseurs proches.
                    - L'exploitant cuisine sur place, encaisse, entretient la salle et anime deux soirées
                      par mois.
                """),
                items("""
                    - Le local et les gros équipements sont mis à disposition contre une redevance
                      modérée.
                    - Le prix d'un déjeuner complet ne devra pas dépasser {8-12} €.
                """),
            ),
            reservable=("L2113-13",),
        ),
    ),
)
