"""Green spaces: upkeep, planting, trees."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="green_spaces",
    label="Espaces verts",
    naf=("81.30Z", "02.40Z"),
    kinds={"ACI": 5, "ESAT": 4, "EI": 3, "EA": 3, "scop": 1, "association": 1},
    firm_words=("Paysages", "Jardins", "Végétal", "Arbres et Jardins", "Espaces verts"),
    labels=("EcoJardin", "QualiPaysage", "Certiphyto", "ISO 14001", "Végétal local"),
    presentation=items("""
        - Notre métier est le jardin public : [tondre, tailler, planter|cultiver des lieux vivants], sans
          chimie et avec peu de machines.
        - Jardiniers et grimpeurs, nous soignons [les parcs, les cours et les berges|ce qui pousse en
          ville et au village].
        - Nous défendons un entretien doux, qui laisse leur place aux fleurs sauvages et aux
          [hérissons|abeilles|promeneurs].
    """),
    activities=(
        Activity(
            key="upkeep",
            cpvs=("77310000", "77314000", "77312000"),
            titles=items("""
                - Entretien [régulier|différencié|écologique] des espaces verts
                - Tonte, désherbage et soins aux massifs
                - [Fauchage|Débroussaillage] et entretien des [talus|terrains communaux|bords de chemins]
                - Désherbage [manuel|sans pesticide] des [trottoirs|cimetières|cours d'école]
            """),
            what=items("""
                - Nous tondons [les pelouses|les terrains d'agrément|les abords des bâtiments] [toutes les
                  deux semaines|au rythme de la pousse], avec ramassage ou mulching selon [la
                  saison|l'usage du lieu].
                - L'équipe désherbe [à la main et à la binette|au réciprocateur et à la brosse|à la
                  vapeur] [les allées de cimetière|les trottoirs|les cours et les parkings], sans aucun
                  produit phytosanitaire.
                - Les haies [basses|champêtres|d'ornement] sont taillées [deux fois par an|hors période de
                  nidification], les branches broyées sur place et rendues au sol en paillage.
                - Nous prenons en charge le fauchage tardif des [prairies|talus|bassins de rétention],
                  avec exportation du foin vers [un éleveur voisin|une ferme du secteur].
                - Les massifs de vivaces et de rosiers sont [binés, paillés et divisés|nettoyés et
                  arrosés] [d'avril à octobre|à chaque passage], le ramassage des feuilles complète le
                  service en automne.
            """),
        ),
        Activity(
            key="planting",
            cpvs=("45112710", "45112711", "77315000"),
            titles=items("""
                - Création [de jardins et de squares|d'espaces plantés|de massifs fleuris]
                - Plantation de haies [champêtres|bocagères] et d'arbres [fruitiers|d'alignement]
                - Végétalisation de [cours d'école|pieds d'immeubles|parkings]
                - Aménagement paysager [de parcs|de places de village|d'aires de jeux]
            """),
            what=items("""
                - Nous débitumons [les cours d'école|des places minérales|d'anciens parkings] pour y créer
                  des îlots de fraîcheur : terre végétale, copeaux, arbustes et [cabanes de saule|gradins
                  en bois|noues].
                - Nous plantons des haies bocagères d'essences locales, [charme, érable champêtre et
                  noisetier|viorne, cornouiller et prunellier], avec paillage [de lin|de miscanthus] et
                  protections contre le gibier.
                - Le fleurissement est pensé pour durer : [vivaces couvre-sol et paillage|bulbes et
                  graminées|prairies
                  fleuries semées], peu d'arrosage, aucune tourbe.
                - Nous réalisons [l'engazonnement|le semis des pelouses|la pose du gazon de placage] après
                  décompactage du sol et apport de compost [local|de déchets verts].
            """),
        ),
        Activity(
            key="trees",
            cpvs=("77340000", "77341000", "77211400"),
            titles=items("""
                - Élagage [raisonné|en taille douce] et abattage
                - Soins aux arbres [d'alignement|des parcs et des écoles]
                - Taille, haubanage et [démontage d'arbres dangereux|rognage de souches]
            """),
            what=items("""
                - Nos grimpeurs élaguent en taille douce [les tilleuls et les platanes|les arbres
                  têtards|les sujets remarquables] en évitant tout étêtage.
                - Nous démontons les arbres [morts|fendus|menaçant une toiture] à la nacelle ou sur
                  cordes, puis [rognons la souche|laissons un tronc refuge pour les insectes].
                - Un diagnostic sanitaire, avec [sondage au maillet|pénétromètre|fiche photographique par
                  sujet], précède chaque intervention sur un arbre classé.
                - Le bois d'élagage est broyé en plaquettes [pour la chaufferie communale|pour le paillage
                  des massifs] ou débité et laissé à la commune.
            """),
        ),
    ),
    how=items("""
        - Les équipes de [trois|quatre|cinq] jardiniers partent chaque matin {de_ville} avec [tondeuses et
          souffleurs à batterie|un camion benne et un broyeur|leur matériel électrique].
        - Un chef d'équipe [unique|dédié au contrat] tient le cahier de passage et envoie [chaque
          vendredi|après chaque visite] un compte rendu avec photographies.
        - Nous établissons d'abord un plan de gestion différenciée en [trois|quatre] classes d'entretien,
          discuté avec [les élus|le service technique|les habitants].
        - Les déchets verts sont compostés [sur notre plateforme|chez un agriculteur] à moins de {8-25} km
          du chantier.
        - Le planning s'adapte à la météo et aux manifestations : [un appel la veille suffit pour
          décaler|aucun passage les jours de marché ou d'obsèques].
        - Nos jardiniers ont le Certiphyto et suivent chaque hiver une formation à [la reconnaissance des
          plantes invasives|la taille des arbustes|l'affûtage].
        - La signalisation de chantier et l'habilitation [AIPR|à la conduite de nacelle] sont à jour pour
          tous les chefs d'équipe.
        - Nous arrosons à l'eau de pluie stockée dans une cuve de {2-10} 000 litres et réglons les
          passages sur l'humidité du sol.
    """),
    whom=items("""
        - Communes [rurales|de toute taille] et intercommunalités qui [ont peu d'agents techniques|veulent
          renforcer leur régie] [au printemps|pendant les congés].
        - Bailleurs sociaux et syndics, pour [les pieds d'immeubles|les résidences] de {30-400/10}
          logements.
        - Établissements de santé et maisons de retraite, avec une attention au [calme des
          résidents|parcours de marche des patients].
        - Collèges, lycées et écoles, en intervenant [le mercredi et pendant les vacances|hors du temps de
          classe].
        - Services de l'État et casernes, y compris sur des sites à accès contrôlé.
        - Syndicats de rivière et gestionnaires de [zones d'activités|voies vertes].
    """),
    references=items("""
        - Entretien de {4-35} hectares de parcs et de ronds-points pour {collectivite}, en {an}.
        - Végétalisation de la cour d'une école de {90-320/10} élèves pour {collectivite}, livrée en {an}.
        - Passage au zéro pesticide de {2-9} cimetières, avec enherbement des allées, pour {collectivite}.
        - Plantation de {400-3500/100} mètres de haie bocagère avec [des classes de CM2|une association de
          chasseurs] pour {collectivite}, hiver {an}.
        - Élagage de {60-480/10} arbres d'alignement pour {client}, sur deux saisons.
        - Fauche tardive et pâturage de {3-18} bassins pour {collectivite}, depuis {an}.
    """),
    questions=items("""
        - Quelle surface vos équipes peuvent-elles entretenir [chaque semaine|par passage] ?
        - Comment traitez-vous [les déchets verts|les plantes invasives] ?
        - Quel matériel à batterie possédez-vous aujourd'hui ?
        - Préférez-vous un forfait annuel ou [un prix par passage|un bordereau de prix] ?
        - Pouvez-vous intervenir [en urgence après une tempête|le samedi matin] ?
    """),
    social=items("""
        - Une part des heures confiée à des personnes en insertion, avec formation au métier d'ouvrier du
          paysage.
        - Accueil de stagiaires [du lycée horticole|en situation de handicap] pendant la saison.
    """),
    environmental=items("""
        - Aucun produit phytosanitaire, matériel électrique près des écoles et des chambres.
        - Paillage et compost issus des déchets verts du site, plants d'origine locale.
        - Taille interdite du 15 mars au 31 juillet pour protéger les nids.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("77310000", "77312000"),
            buyers=("commune", "epci", "housing", "hospital"),
            amount=(35_000, 190_000),
            titles=items("""
                - Entretien des espaces verts [du secteur {de_ville}|communaux] et des abords [des
                  écoles|des bâtiments]
                - Tonte, désherbage et taille des haies {a_ville}
            """),
            body=(
                items("""
                    - Notre service technique compte [trois|quatre|six] jardiniers et ne suit plus [au
                      printemps|depuis deux départs en retraite] : nous cherchons une équipe pour {6-40}
                      hectares [de pelouses|d'espaces publics].
                    - Le contrat actuel s'achève à la fin de l'année et nous souhaitons [mieux connaître
                      les entreprises du secteur|revoir le niveau d'entretien] avant de publier la
                      consultation.
                """),
                items("""
                    - Les travaux comprennent la tonte, l'arrachage des herbes indésirables [dans les deux
                      cimetières|le long des trottoirs] et la taille de {900-5200/100} mètres de haies.
                    - Il faudra tondre, biner les massifs, ramasser les feuilles et débroussailler [les
                      chemins|les talus de la voie verte], sur {18-70} lieux différents.
                """),
                items("""
                    - Les passages sont suivis sur une carte partagée ; [près des écoles et de la
                      crèche|dans le parc de la salle {nom}], seul un matériel silencieux est admis.
                    - Nous acceptons des hauteurs d'herbe différentes selon les lieux et comptons sur
                      l'entreprise pour l'expliquer aux habitants.
                """),
            ),
            lots=(
                LotIdea(
                    "Pelouses, massifs et haies",
                    "77310000",
                    "Tonte, taille et soin des massifs dans le bourg et les quartiers.",
                ),
                LotIdea(
                    "Cimetières et trottoirs",
                    "77312000",
                    "Désherbage manuel ou mécanique, sans produit chimique.",
                ),
                LotIdea("Talus et chemins", "77314000", "Fauchage et débroussaillage, deux passages par an."),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="works",
            cpvs=("45112710", "45112711"),
            buyers=("commune", "department", "region"),
            amount=(60_000, 420_000),
            titles=items("""
                - Transformation de la cour de l'école {nom} en îlot de fraîcheur
                - Végétalisation [de la cour de l'établissement {nom}|de la place {nom}] {a_ville}
            """),
            body=(
                items("""
                    - La cour, entièrement en enrobé, dépasse 45 degrés en juin ; nous voulons y ramener
                      de l'ombre, de l'eau de pluie et de la terre.
                    - Enfants et enseignants ont dessiné leur cour idéale : [moins de bitume|plus
                      d'arbres], des coins calmes et un potager.
                """),
                items("""
                    - Le chantier prévoit la dépose de {400-1800/100} m² de revêtement, des fosses de
                      plantation, {12-45} arbres, un sol en copeaux et [des assises en bois|un ruisseau
                      sec].
                    - Il s'agit de débitumer environ {500-1600/100} m², d'infiltrer les eaux de toiture
                      dans des noues et de planter arbustes et grimpantes.
                """),
                items("""
                    - Les interventions bruyantes ne sont possibles que pendant les vacances scolaires ;
                      la reprise des végétaux est garantie [deux|trois] ans.
                    - Livraison espérée pour la rentrée {prochaine}, avec une journée de plantation
                      associant les familles.
                """),
            ),
            lots=(
                LotIdea(
                    "Démolition et sols", "45112711", "Dépose de l'enrobé, nivellement, sols perméables."
                ),
                LotIdea(
                    "Plantations et garantie de reprise",
                    "45112710",
                    "Fosses, arbres, arbustes, paillage et arrosage.",
                ),
            ),
        ),
        Story(
            nature="services",
            cpvs=("77340000", "77341000"),
            buyers=("department", "commune", "school", "hospital"),
            amount=(25_000, 140_000),
            titles=items("""
                - Élagage et suivi sanitaire des arbres [d'alignement|du parc {nom}]
                - Taille et abattage d'arbres [le long des routes|dans les établissements] {de_dep}
            """),
            body=(
                items("""
                    - La dernière tempête a fait tomber [quatre|sept|neuf] arbres et l'inventaire signale
                      {25-130} sujets à reprendre.
                    - Notre patrimoine compte {300-2400/100} arbres, surtout des tilleuls, des érables et
                      des platanes, dont une partie n'a pas été suivie depuis dix ans.
                """),
                items("""
                    - Nous cherchons des grimpeurs capables de tailles douces, de démontages délicats près
                      des toitures et de conseils sur le maintien des vieux sujets.
                    - L'entreprise taille, haubane ou abat selon le diagnostic, et évacue ou broie le bois
                      [sur place|pour nos massifs].
                """),
                items("""
                    - Les chantiers sur route se font sous alternat ; ceux des cours, sans public.
                    - Une astreinte de tempête, avec intervention en moins de {4-12} heures, est demandée
                      en option.
                """),
            ),
        ),
        Story(
            nature="services",
            cpvs=("77314000", "77231600"),
            buyers=("syndicate", "epci"),
            amount=(20_000, 95_000),
            titles=items("""
                - Plantation de haies et restauration de bords de cours d'eau
                - Entretien [écologique|manuel] des berges et des chemins de halage
            """),
            body=(
                items("""
                    - Le syndicat restaure {6-28} km de berges et veut ralentir le ruissellement qui a
                      inondé [le bas du village|deux hameaux] {a_ville}.
                    - Dans le cadre du plan de lutte contre l'érosion, des haies et des fascines vivantes
                      doivent être mises en place sur les parcelles volontaires.
                """),
                items("""
                    - Travaux : arrachage de la renouée, tressage de saules, plantation de {1200-6500/100}
                      jeunes plants d'essences locales et paillage.
                    - Il est demandé un travail surtout manuel, avec engins légers, et la fourniture de
                      plants [certifiés|récoltés dans la région].
                """),
                items("""
                    - Les équipes travailleront avec notre technicien de rivière et les agriculteurs
                      riverains, de novembre à mars.
                    - Un suivi des reprises sur trois ans complète le contrat.
                """),
            ),
            reservable=("L2113-13",),
        ),
    ),
)
