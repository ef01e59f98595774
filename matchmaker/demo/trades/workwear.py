"""Laundry, workwear and textiles."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="workwear",
    label="Blanchisserie et textile",
    naf=("96.01A", "96.01B", "14.12Z", "14.19Z", "13.92Z"),
    kinds={"ESAT": 6, "EA": 4, "EI": 3, "ACI": 4, "scop": 1},
    firm_words=("Blanchisserie", "Textile", "Confection", "Couture", "Linge"),
    labels=(
        "Oeko-Tex Standard 100",
        "GOTS",
        "RABC (NF EN 14065)",
        "Origine France Garantie",
        "Fairtrade coton",
    ),
    presentation=items("""
        - Laver, [repasser, réparer|plier, livrer] et coudre : le linge est notre matière depuis toujours.
        - Dans cette région de filatures, nous [cousons des vêtements de travail|lavons le linge des
          autres] et en sommes fiers.
        - Un vêtement bien coupé, bien lavé et rapiécé à temps [dure trois ans de plus|évite un achat].
    """),
    activities=(
        Activity(
            key="laundry",
            cpvs=("98310000", "98311000", "98315000"),
            titles=items("""
                - Blanchisserie et repassage
                - Entretien du linge [plat et hôtelier|des résidents|des cantines]
                - Location-entretien de linge et collecte
            """),
            what=items("""
                - Nous lavons, séchons et plions draps, serviettes, [bavoirs|torchons] et gants,
                  {200-4500/100} kg par jour, circuit propre et sale séparés.
                - Le linge des résidents, marqué par puce, revient repassé [sous trois jours|deux fois par
                  semaine] dans un casier à leur nom.
                - Tenues [de cuisine|d'atelier] et blouses sont détachées, recousues et remises sur
                  cintre.
                - Lavettes, franges et [tapis d'accueil|rideaux] suivent un cycle à part, à basse
                  température et lessive sans phosphate.
            """),
        ),
        Activity(
            key="workwear",
            cpvs=("18110000", "18130000", "18143000", "18830000"),
            titles=items("""
                - Vêtements de travail et équipements de protection
                - Habillement d'agents : [technique|accueil|police municipale]
                - Chaussures, gants et tenues haute visibilité
            """),
            what=items("""
                - Nous habillons jardiniers, cuisiniers et [agents de voirie|sauveteurs] : pantalons
                  renforcés, parkas, polos en coton biologique.
                - Chaussures de sécurité, gants, casques et [lunettes|harnais] sont essayés sur place
                  avant commande.
                - Des coupes pour femmes et toutes morphologies, du [34 au 64|XS au 6XL], sans supplément.
                - Un carnet d'habillement en ligne donne à chaque agent ses points, ses tailles et son
                  historique.
            """),
        ),
        Activity(
            key="sewing",
            cpvs=("50830000", "39510000", "18930000"),
            titles=items("""
                - Confection, retouches et broderie
                - Surcyclage de textiles et sacs
                - Linge et accessoires cousus en petites séries
            """),
            what=items("""
                - L'atelier coupe et coud [sacs, tabliers et trousses|nappes, housses et rideaux], de
                  {30-80/10} à {1000-9000/1000} pièces.
                - Bâches, voiles et vieux uniformes deviennent [pochettes|sacoches de vélo] et cadeaux
                  d'accueil.
                - Ourlets, fermetures, [écussons brodés|marquages réfléchissants] : nous prolongeons les
                  tenues en service.
                - Protections lavables, lingettes et [bavettes|serviettes de table] remplacent le jetable
                  dans les crèches.
            """),
        ),
    ),
    how=items("""
        - Collecte en rolls bâchés, tournées {dans_dep} [deux|trois] fois la semaine.
        - Tunnel de lavage récupérant {40-65} % de l'eau et la chaleur des rejets.
        - Chaque article porte une puce : ni perte ni dispute au retour.
        - Le plan d'hygiène est audité, prélèvements de surface mensuels.
        - Patrons et tissus sont stockés {a_ville}, réassort en {5-20} jours.
        - Coton biologique ou recyclé, filé et tissé à moins de {120-400/20} km quand c'est possible.
        - Les moniteurs adaptent les postes : tables réglables, pictogrammes, [guides de pliage|binômes].
        - En fin de vie, tout est repris et effiloché.
    """),
    whom=items("""
        - Maisons de retraite, foyers et hôpitaux.
        - Communes et départements, pour leurs agents techniques.
        - Cantines, crèches et centres de loisirs.
        - Casernes et polices municipales.
        - Gîtes publics, internats et auberges de jeunesse.
        - Musées, théâtres et offices de tourisme.
    """),
    references=items("""
        - Linge de {50-420/10} lits pour {soin} depuis {an}.
        - Habillement de {40-900/10} agents pour {client}, {an}.
        - {800-9000/100} sacs en bâche surcyclée pour {client}.
        - Entretien des tenues de {12-120/2} cuisiniers de {client}.
        - Serviettes et bavoirs lavables de {3-22} crèches pour {collectivite}, {an}.
        - Retouches et marquage d'uniformes pour {client} depuis {an}.
    """),
    questions=items("""
        - Quel tonnage quotidien pouvez-vous absorber ?
        - Où les vêtements sont-ils cousus et tissés ?
        - Quels délais pour un réassort ou une taille rare ?
        - Comment garantissez-vous l'hygiène au retour du linge ?
    """),
    social=items("""
        - Atelier employant des travailleurs handicapés, tâches adaptées.
        - Preuve du respect des conventions de l'OIT tout au long de la chaîne.
    """),
    environmental=items("""
        - Fibres biologiques ou recyclées, réparation avant remplacement.
        - Eau et chaleur récupérées, lessives écolabellisées.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("98310000", "98311000"),
            buyers=("care_home", "hospital", "commune", "ccas", "school"),
            amount=(25_000, 380_000),
            titles=items("""
                - Traitement du linge [des résidents et du linge plat|des cantines et des crèches]
                - Lavage, repassage et livraison du linge {a_ville}
            """),
            body=(
                items("""
                    - Notre buanderie, vétuste, ferme à la fin de l'année ; {180-1600/20} kg par jour
                      devront être lavés ailleurs.
                    - Les serviettes jetables disparaissent de nos réfectoires, il faut donc entretenir
                      celles en tissu.
                """),
                items("""
                    - Enlèvement, tri, lavage désinfectant, séchage, pliage et retour en armoires mobiles,
                      sept jours sur sept pour le plat.
                    - Les effets personnels demandent du soin : lainages, boutons à recoudre, étiquettes.
                """),
                items("""
                    - Le taux de perte ne doit pas dépasser {1-3} pour mille.
                    - Une visite de l'unité de lavage sera organisée.
                """),
            ),
            lots=(
                LotIdea("Linge plat", "98310000", "Draps, serviettes, torchons."),
                LotIdea("Linge des personnes", "98315000", "Vêtements marqués, repassage."),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="supplies",
            cpvs=("18110000", "18143000", "18830000"),
            buyers=("commune", "epci", "department", "fire_service", "syndicate", "housing"),
            amount=(25_000, 300_000),
            titles=items("""
                - Habillement et protection individuelle des agents
                - Tenues de travail, chaussures et gants pour les équipes techniques
            """),
            body=(
                items("""
                    - {90-760/10} agents de voirie, d'espaces verts et de restauration reçoivent chaque
                      année une dotation mal ajustée.
                    - Les femmes de nos équipes flottent dans des vestes trop larges : sécurité et confort
                      en souffrent.
                """),
                items("""
                    - La commande porte sur pantalons, vestes de pluie, polos, blousons fluorescents,
                      chaussures montantes et gants.
                    - Nous demandons des essayages, un compte par agent, la réparation des pièces abîmées
                      et leur reprise en fin de vie.
                """),
                items("""
                    - L'origine des tissus et le lieu de confection seront indiqués article par article.
                    - Les quantités sont données pour un an, sans minimum.
                """),
            ),
            lots=(
                LotIdea("Vêtements", "18110000", "Toutes saisons, coupes femme et homme."),
                LotIdea("Chaussures", "18830000", "Basses, montantes et bottes."),
                LotIdea("Gants et protections", "18143000", "Mains, tête, yeux, bruit."),
            ),
            reservable=("L2113-12",),
        ),
        Story(
            nature="supplies",
            cpvs=("39510000", "18930000"),
            buyers=("region", "department", "agency", "university", "state"),
            amount=(8_000, 55_000),
            titles=items("""
                - Objets textiles [d'accueil|promotionnels] cousus en région
                - Sacs, trousses et tabliers en matières récupérées
            """),
            body=(
                items("""
                    - Nous offrions jusqu'ici des objets venus de loin ; {900-6000/100} nouveaux arrivants
                      recevront désormais un objet utile.
                    - Une centaine de bâches d'exposition et deux tonnes d'uniformes dorment dans nos
                      réserves.
                """),
                items("""
                    - Il s'agit de concevoir, couper, coudre et marquer des cabas, pochettes et étuis à
                      partir de ces matières.
                    - Le modèle sera choisi sur maquette, produit en séries courtes et livré en trois
                      fois.
                """),
                items("""
                    - Chaque pièce racontera son histoire sur une étiquette cousue.
                    - L'emploi de personnes handicapées ou détenues est souhaité.
                """),
            ),
            reservable=("L2113-12", "L2113-13", "L2113-13-1"),
        ),
    ),
)
