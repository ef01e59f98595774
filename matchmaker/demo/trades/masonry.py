"""Masonry and the renovation of buildings."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="masonry",
    label="Maçonnerie et rénovation du bâti",
    naf=("43.99C", "43.31Z"),
    kinds={"EI": 2, "ACI": 3, "scop": 3, "GEIQ": 1},
    firm_words=("Construction", "Bâti", "Maçonnerie", "Rénovation", "Briques et Pierres"),
    labels=("Qualibat", "RGE", "Entreprise du patrimoine vivant", "ISO 9001"),
    presentation=items("""
        - Nous bâtissons et réparons : [brique, pierre et béton|murs, dallages et façades], en neuf comme
          dans l'ancien.
        - La rénovation de bâtiments publics forme [les deux tiers|l'essentiel] de nos chantiers.
        - Maçons de métier, nous aimons [les vieux murs et la chaux|les ouvrages bien réglés] et déposons
          avec soin ce qui peut resservir.
    """),
    activities=(
        Activity(
            key="heritage",
            cpvs=("45262512", "45262522", "45453100"),
            titles=items("""
                - Restauration de maçonneries anciennes
                - Reprise de murs en brique et [pierre blanche|rouge-barre]
                - Rejointoiement à la chaux et [taille de pierre|réparation de façades en brique]
            """),
            what=items("""
                - Nous rejointoyons les façades [de brique|en craie et silex] au mortier de chaux, après
                  dépose manuelle des joints de ciment.
                - Les pierres [usées|éclatées par le gel] sont remplacées par incrustation, taillées [à
                  l'atelier|au pied de l'échafaudage] dans un calcaire compatible.
                - Nous réparons murs d'enceinte, calvaires, [chapelles et presbytères|lavoirs et
                  pigeonniers] avec [des briques de réemploi|des matériaux triés sur place].
                - Un carnet d'ouvrage décrit chaque pathologie rencontrée : [remontées
                  d'eau|fissures|ventre de mur] et le remède appliqué.
            """),
        ),
        Activity(
            key="structural",
            cpvs=("45262500", "45262300", "45223000"),
            titles=items("""
                - Gros œuvre et extension de bâtiments publics
                - Ouvertures dans murs porteurs et [reprises en sous-œuvre|dallages]
                - Maçonnerie générale et béton armé
            """),
            what=items("""
                - Nous construisons des extensions [d'écoles|de mairies|de salles communales] en [blocs de
                  terre cuite|bloc chanvre|parpaing et béton bas carbone].
                - Nous créons des ouvertures dans les murs porteurs, avec étaiement, linteau
                  [métallique|béton] et note de calcul.
                - Les reprises en sous-œuvre et les longrines sont exécutées par passes alternées, [sous
                  suivi de fissuromètres|avec un géotechnicien].
                - Dallages, seuils, rampes d'accès et quais sont coulés aux pentes exigées pour
                  l'accessibilité.
            """),
        ),
        Activity(
            key="demolition",
            cpvs=("45111100", "45262690", "45111300"),
            titles=items("""
                - Déconstruction sélective et curage
                - Réhabilitation [lourde|intérieure] de bâtiments [anciens|vacants]
                - Dépose soignée de matériaux pour le réemploi
            """),
            what=items("""
                - Nous curons les bâtiments avant travaux : cloisons, faux plafonds, [sanitaires,
                  réseaux|menuiseries], avec tri en [six|sept] familles.
                - Briques, pavés, portes et radiateurs sont démontés un à un, nettoyés puis [rendus au
                  maître d'ouvrage|remis à une ressourcerie].
                - Nous réhabilitons des [logements communaux|anciennes écoles|fermes au carré] du sol à la
                  charpente en coordonnant tous les corps d'état.
                - La démolition à l'engin se fait avec brumisation, écran contre la poussière et
                  concassage des gravats.
            """),
        ),
    ),
    how=items("""
        - Les compagnons travaillent par équipes de [deux|trois|quatre], encadrées par un chef de chantier
          présent tous les jours.
        - Nous visitons le bâtiment avec [l'architecte|le service technique] et remettons un devis
          détaillé par ouvrage en [huit|dix|quinze] jours.
        - La base de vie, les clôtures et les accès [des pompiers|des riverains] sont dessinés avant le
          premier coup de masse.
        - Les gravats partent vers une plateforme à {8-30} km, bordereaux remis avec la facture.
        - Nous gâchons nos mortiers de chaux [avec des sables locaux|en faisant valider un échantillon de
          teinte].
        - Un repérage amiante et plomb est exigé avant la dépose ; notre encadrement est formé à la
          sous-section 4.
        - Le chantier s'arrête pendant les examens, les offices ou [les cantines|les conseils municipaux]
          selon l'occupation.
        - Des réunions hebdomadaires et un planning affiché sur la palissade tiennent le voisinage
          informé.
    """),
    whom=items("""
        - Petites communes propriétaires d'un patrimoine [en brique|rural] à remettre en état.
        - Bailleurs et offices de l'habitat rénovant des [maisons minières|logements anciens] occupés.
        - Départements et région, pour collèges et lycées en site occupé.
        - Hôpitaux et maisons de retraite exigeant un chantier propre et peu bruyant.
        - Architectes et maîtres d'œuvre qui cherchent un lot unique [maçonnerie et démolition|clos
          couvert].
        - Paroisses, musées et associations de sauvegarde.
    """),
    references=items("""
        - Rejointoiement de {180-1400/10} m² de façade en brique pour {client}, réception en {an}.
        - Extension de {60-420/10} m² d'une école pour {collectivite}, livrée en {an}.
        - Curage de {400-3800/100} m² avec {62-94} % de matériaux valorisés pour {client}.
        - Réhabilitation d'une ferme en [maison de santé|médiathèque|tiers-lieu] pour {collectivite} en
          {an}.
        - Mise en accessibilité de {5-22} bâtiments : rampes, seuils, sanitaires, pour {client}.
        - Reprise en sous-œuvre d'un pignon menaçant ruine pour {client}, en urgence, {an}.
    """),
    questions=items("""
        - Quels délais d'approvisionnement constatez-vous pour [la brique|la pierre|les éléments
          préfabriqués] ?
        - Le découpage en lots vous permettrait-il de répondre seul ?
        - Quelle variante en matériaux [réemployés|biosourcés] proposeriez-vous ?
        - Combien de compagnons pouvez-vous affecter au chantier [à la fois|pendant l'été] ?
    """),
    social=items("""
        - Heures d'insertion à partir de [quatre|six] mois de chantier, suivies par un facilitateur.
        - Un apprenti maçon au moins dans l'équipe permanente.
    """),
    environmental=items("""
        - Diagnostic des matériaux réemployables avant dépose, tri des gravats tracé.
        - Liants à faible teneur en carbone et chaux pour les murs anciens.
    """),
    stories=(
        Story(
            nature="works",
            cpvs=("45453100", "45262522"),
            buyers=("commune", "epci", "department"),
            amount=(70_000, 520_000),
            titles=items("""
                - Restauration des façades [de l'ancienne mairie|du presbytère|de la halle] {a_ville}
                - Réfection des murs de brique [de la maison {nom}|de l'ancienne école {nom}]
            """),
            body=(
                items("""
                    - L'enduit au ciment posé dans les années soixante-dix retient l'eau : les briques se
                      délitent et des morceaux tombent sur le trottoir.
                    - L'édifice, cher aux habitants, présente des joints creux, des appuis fendus et un
                      pignon qui se déforme.
                """),
                items("""
                    - Il s'agit de purger, remplacer {300-2600/100} briques, refaire les joints à la chaux
                      et reprendre les encadrements en pierre blanche.
                    - Travaux attendus : échafaudage, dépose des ciments, rejointoiement, réparation des
                      corniches et consolidation du soubassement.
                """),
                items("""
                    - Un essai de teinte est validé par l'architecte ; une visite ouverte aux écoles aura
                      lieu pendant le chantier.
                    - Les briques de récupération stockées par la commune seront employées en priorité.
                """),
            ),
            lots=(
                LotIdea("Échafaudage et façades", "45262522", "Dépose, réparation et rejointoiement."),
                LotIdea("Pierre de taille", "45262512", "Appuis, corniche et soubassement."),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45214200", "45454000"),
            buyers=("commune", "epci"),
            amount=(350_000, 2_400_000),
            titles=items("""
                - Extension et rénovation du groupe scolaire {nom}
                - Restructuration [de l'établissement {nom}|de l'école {nom}] {a_ville}
            """),
            body=(
                items("""
                    - L'établissement a été construit en [1958|1964|1972] et consomme trois fois trop ; il
                      manque aussi deux classes et un vrai restaurant.
                    - La fermeture de deux écoles voisines conduit à accueillir {90-210/10} enfants de
                      plus à la rentrée {prochaine}.
                """),
                items("""
                    - Le programme prévoit {280-1200/10} m² neufs, la reprise des façades, les
                      menuiseries, le chauffage et une mise en accessibilité complète.
                    - Après déconstruction du préau, une aile à ossature bois et soubassement maçonné sera
                      reliée aux classes existantes rénovées.
                """),
                items("""
                    - Les travaux se feront par phases, classes ouvertes, les plus bruyants pendant les
                      congés.
                    - Nous voulons connaître la capacité des entreprises de la région avant d'arrêter
                      l'allotissement.
                """),
            ),
            lots=(
                LotIdea(
                    "Gros œuvre et démolition",
                    "45262500",
                    "Démolition du préau, fondations, élévations, dallages.",
                ),
                LotIdea(
                    "Charpente et couverture",
                    "45261000",
                    "Ossature, couverture, étanchéité et eaux de pluie.",
                ),
                LotIdea("Menuiseries", "45421000", "Fenêtres, portes, cloisons vitrées et occultations."),
                LotIdea(
                    "Plâtrerie, peinture et sols",
                    "45440000",
                    "Doublages, plafonds, peintures et sols souples.",
                ),
                LotIdea("Électricité", "45310000", "Éclairage, réseaux et alarme incendie."),
                LotIdea(
                    "Chauffage, ventilation, plomberie",
                    "45331000",
                    "Chaufferie, ventilation double flux et sanitaires.",
                ),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45111100", "45111300"),
            buyers=("housing", "commune", "epci", "hospital"),
            amount=(60_000, 480_000),
            titles=items("""
                - Déconstruction [d'un ancien garage|d'une friche|de six maisons vacantes] {a_ville}
                - Curage et démolition sélective [de l'aile {nom}|d'un bâtiment vacant]
            """),
            body=(
                items("""
                    - Le terrain doit être libéré avant l'automne pour laisser place à [un parc|des
                      logements|une maison de santé].
                    - Le bâtiment est fermé depuis {4-15} ans ; les diagnostics signalent de l'amiante en
                      toiture.
                """),
                items("""
                    - L'entreprise démonte avec soin ce qui peut resservir, désamiante, abat les murs,
                      concasse les bétons et remet le sol à niveau.
                    - Nous demandons un curage pièce par pièce, l'inventaire des matériaux conservés et la
                      preuve de leur nouvelle vie.
                """),
                items("""
                    - Les riverains sont à {6-25} mètres : poussière, bruit et circulation sont suivis de
                      près.
                    - Une partie des briques servira aux murets du futur aménagement.
                """),
            ),
            reservable=(),
        ),
        Story(
            nature="works",
            cpvs=("45262600", "45262300"),
            buyers=("commune", "state", "ccas", "fire_service"),
            amount=(25_000, 110_000),
            titles=items("""
                - Mise en accessibilité [de la mairie et des commerces|de bâtiments publics] {a_ville}
                - Petits travaux de maçonnerie dans les bâtiments {de_dep}
            """),
            body=(
                items("""
                    - L'agenda d'accessibilité n'est pas tenu : il reste {4-18} bâtiments à traiter.
                    - Nos ouvriers n'ont plus de maçon ; nous voulons un contrat à bons de commande pour
                      les réparations courantes.
                """),
                items("""
                    - Rampes, seuils, élargissement de portes, sanitaires adaptés et bandes d'éveil
                      composent l'essentiel du programme.
                    - Reprise de murets, scellements, percements, chapes et raccords d'enduit, par petites
                      commandes de {500-6000/500} €.
                """),
                items("""
                    - Une intervention sous {3-10} jours est souhaitée, sous {4-24} heures en cas de
                      danger.
                    - Les usagers restent dans les lieux : il faut un chantier court et propre.
                """),
            ),
            reservable=("L2113-13",),
        ),
    ),
)
