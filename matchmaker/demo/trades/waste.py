"""Waste: collection, reuse, compost, advice."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="waste",
    label="Déchets, réemploi et compostage",
    naf=("38.11Z", "38.21Z", "38.32Z"),
    kinds={"EI": 5, "ACI": 5, "EA": 3, "scic": 2, "association": 3, "ESAT": 1},
    firm_words=("Collecte", "Recyclage", "Environnement", "Valorisation", "Ressources"),
    labels=("ISO 14001", "Agrément sous-produits animaux C3", "QualiRépar"),
    presentation=items("""
        - Collecteurs, valoristes et composteurs, nous [cherchons une suite à chaque matière|réduisons ce
          qui part au four].
        - Le déchet est un mot que nous employons peu : [papiers, restes de repas, meubles|bois, tissu,
          métal] sont des ressources.
        - Nous pesons tout, [affichons les résultats|rendons compte], et formons ceux qui trient.
    """),
    activities=(
        Activity(
            key="sorting",
            cpvs=("90511400", "90511100", "90500000"),
            titles=items("""
                - Collecte des papiers et emballages de bureaux
                - Enlèvement d'encombrants et de [déchets de chantier|cartons]
                - Tri à la source : corbeilles, pesées, bilans
            """),
            what=items("""
                - Nous installons des bornes de tri à l'étage et collectons papiers, gobelets, canettes et
                  [piles|mégots], {2-5} fois par semaine.
                - Encombrants, palettes et [ferrailles|gravats triés] sont enlevés en benne ou en
                  camion-plateau sous {24-96} heures.
                - Les archives confidentielles voyagent en bacs fermés, sont broyées, [certificat
                  remis|mises en balles] et deviennent papier.
                - Une caractérisation des poubelles, [deux fois l'an|avant tout contrat], dit ce qui peut
                  encore être évité.
            """),
        ),
        Activity(
            key="organic",
            cpvs=("77120000", "90513000", "90512000"),
            titles=items("""
                - Collecte et compostage des biodéchets
                - Composteurs partagés et formation de référents
                - Broyage de branches et compost de proximité
            """),
            what=items("""
                - Les restes de cantines et de marchés, collectés [à vélo cargo|en seaux étanches], sont
                  compostés à moins de {5-22} km.
                - Nous implantons des composteurs de quartier, [apportons le broyat|formons des habitants]
                  et suivons la température.
                - Une plateforme transforme {200-3800/100} tonnes de matières par an en compost rendu aux
                  maraîchers.
                - Bacs, bornes à biodéchets et [sacs de papier|bioseaux] sont livrés, lavés et réparés par
                  nos équipes.
            """),
        ),
        Activity(
            key="reuse",
            cpvs=("90514000", "14900000", "90713000"),
            titles=items("""
                - Ressourcerie, collecte d'objets et [recyclerie de déchetterie|vente solidaire]
                - Gardiennage et réemploi en déchetterie
                - Animation et conseil en réduction des déchets
            """),
            what=items("""
                - À la déchetterie, un valoriste écarte [meubles, vélos et vaisselle|jouets, outils et
                  livres] et les oriente vers la boutique.
                - Nous collectons chez l'habitant ce qui peut resservir, le contrôlons, le nettoyons, [le
                  réparons|l'assemblons], le vendons à petit prix.
                - Familles zéro déchet, [gobelets lavables|couches lavables], visites de centre de tri :
                  nos animatrices touchent {900-9000/100} personnes par an.
                - Textiles et chaussures sont triés en [onze|quatorze] catégories, du réemploi à
                  l'effilochage.
            """),
        ),
    ),
    how=items("""
        - Chaque bac est pesé et géolocalisé, le bilan est ouvert aux usagers.
        - Les tournées partent {de_ville} avec des véhicules [au gaz vert|électriques].
        - Valoristes formés au tri, à la vente et à la sécurité, {24-35} heures par semaine.
        - Nous affichons des consignes en images, refaites avec vos agents.
        - Destinations finales connues et visitables, contrat par contrat.
        - Les contenants sont réparés dans notre atelier de soudure.
        - Un référent par site, un numéro direct, une réponse le jour même.
        - Rien n'est enfoui sans explication écrite.
    """),
    whom=items("""
        - Intercommunalités et syndicats de traitement.
        - Communes, marchés et cantines.
        - Administrations et universités produisant surtout du papier.
        - Bailleurs, pour encombrants et locaux poubelles.
        - Hôpitaux, hors déchets à risque.
        - Chantiers publics cherchant une filière de réemploi.
    """),
    references=items("""
        - {40-680/10} tonnes de biodéchets par an pour {collectivite} depuis {an}.
        - Tri des papiers de {8-70} sites pour {client}, {an}.
        - Recyclerie de {2-7} déchetteries pour {collectivite}, {an}.
        - {30-160/10} composteurs partagés suivis pour {collectivite}.
        - Enlèvement d'encombrants de {900-7000/100} logements pour {bailleur}.
        - Défi zéro déchet avec {60-420/10} foyers pour {collectivite}, {an}.
    """),
    questions=items("""
        - Où iront nos matières, site par site ?
        - Quel taux de réemploi et de recyclage obtenez-vous ?
        - Quels véhicules circuleront chez nous ?
        - Comment formez-vous les agents et les habitants au tri ?
    """),
    social=items("""
        - Emplois de valoristes et de ripeurs ouverts à l'insertion.
        - Objets redistribués à petit prix aux ménages modestes.
    """),
    environmental=items("""
        - Hiérarchie respectée : éviter, réemployer, recycler, et seulement ensuite brûler.
        - Kilomètres et énergie de collecte suivis.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("77120000", "90513000"),
            buyers=("epci", "commune", "syndicate", "school", "university"),
            amount=(25_000, 330_000),
            titles=items("""
                - Collecte et valorisation des restes alimentaires {a_ville}
                - Tri à la source des biodéchets [des cantines|des marchés et des habitants]
            """),
            body=(
                items("""
                    - Un tiers de la poubelle grise est fait d'épluchures, alors que la loi impose leur
                      tri.
                    - {14-90} réfectoires jettent chaque semaine {2-8} tonnes de restes que personne ne
                      pèse.
                """),
                items("""
                    - Le titulaire fournit bacs et seaux, passe deux fois par semaine, composte au plus
                      près et rend la matière aux jardins.
                    - Nous souhaitons combiner composteurs de quartier, points d'apport et petite collecte
                      en mode doux.
                """),
                items("""
                    - Des maîtres composteurs formeront {20-90/5} référents.
                    - Le suivi des tonnages et de la qualité sera mensuel.
                """),
            ),
            lots=(
                LotIdea("Collecte", "90512000", "Contenants, passages, lavage."),
                LotIdea("Compostage", "77120000", "Traitement local et contrôle du compost."),
                LotIdea("Formation des habitants", "90713000", "Référents, animation et supports."),
            ),
            reservable=("L2113-13",),
        ),
        Story(
            nature="services",
            cpvs=("90511400", "90511100"),
            buyers=("state", "region", "hospital", "department", "university"),
            amount=(15_000, 140_000),
            titles=items("""
                - Tri et recyclage des papiers, cartons et emballages de bureaux
                - Gestion des déchets d'activité des sites {de_dep}
            """),
            body=(
                items("""
                    - {600-4200/100} agents produisent {40-220/10} tonnes de papiers et d'emballages, mal
                      séparés.
                    - Le décret des huit flux n'est appliqué que sur deux sites.
                """),
                items("""
                    - Fourniture de bornes, sensibilisation, enlèvement régulier, destruction
                      confidentielle et rapport de valorisation.
                    - Le prestataire ramasse aux étages, pèse par service et recherche les gisements à
                      éviter.
                """),
                items("""
                    - Le contrat débute par un diagnostic de six semaines.
                    - Les archives à détruire suivent une procédure tracée.
                """),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="services",
            cpvs=("90514000",),
            buyers=("epci", "syndicate", "housing"),
            amount=(30_000, 240_000),
            titles=items("""
                - Réemploi en déchetterie et collecte d'encombrants {a_ville}
                - Exploitation d'une zone de dons et d'une recyclerie
            """),
            body=(
                items("""
                    - {3-9} déchetteries reçoivent chaque jour des objets en bon état qui finissent
                      écrasés.
                    - Le programme de prévention fixe un objectif : {5-9} kg réemployés par habitant et
                      par an.
                """),
                items("""
                    - Des valoristes accueillent les déposants, détournent ce qui vit encore, réparent et
                      revendent en boutique.
                    - À la demande, une équipe passe chez les locataires prendre meubles et appareils.
                """),
                items("""
                    - Un local de {300-1400/100} m² est mis à disposition.
                    - La mesure des quantités détournées conditionne une part du prix.
                """),
            ),
            reservable=("L2113-13",),
        ),
    ),
)
