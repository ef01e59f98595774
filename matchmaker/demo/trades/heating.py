"""Plumbing, heating, ventilation."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="heating",
    label="Chauffage, plomberie et ventilation",
    naf=("43.22A", "43.22B", "35.30Z"),
    kinds={"EI": 2, "scop": 4, "scic": 3, "GEIQ": 1, "AI": 1},
    firm_words=("Chauffage", "Plomberie", "Génie climatique", "Thermique", "Eau et Chaleur"),
    labels=("RGE", "QualiPAC", "Qualibois", "Qualibat", "Attestation de capacité fluides"),
    presentation=items("""
        - Plombiers et chauffagistes, nous [installons, réglons et dépannons|faisons circuler l'eau, la
          chaleur et l'air].
        - Bois, géothermie, [pompes à chaleur|réseaux de chaleur] : nous aidons à quitter le fioul et le
          gaz.
        - Une chaufferie bien réglée vaut mieux qu'une chaufferie neuve : c'est par là que nous
          commençons.
    """),
    activities=(
        Activity(
            key="boilers",
            cpvs=("45331110", "45331100", "50720000"),
            titles=items("""
                - Chaufferies bois et [pompes à chaleur|géothermie]
                - Exploitation et entretien de chauffage
                - Remplacement de chaudières et équilibrage
            """),
            what=items("""
                - Nous remplaçons les chaudières au fioul par [des granulés|du bois déchiqueté|une pompe à
                  chaleur sur sonde], silo et fumisterie compris.
                - L'exploitation couvre conduite, réglages, [petit et gros entretien|ramonage et analyses
                  de combustion], avec objectif de consommation partagé.
                - Radiateurs désembouués, robinets thermostatiques et pompes à débit variable rétablissent
                  [un confort égal|la bonne température] dans chaque pièce.
                - Une petite chaufferie collective alimente [l'école, la mairie et la salle|plusieurs
                  immeubles] par un réseau enterré de {80-900/10} mètres.
            """),
        ),
        Activity(
            key="plumbing",
            cpvs=("45332400", "45332200", "45330000"),
            titles=items("""
                - Plomberie sanitaire et dépannage
                - Sanitaires accessibles et économies d'eau
                - Recherche de fuites et [récupération d'eau de pluie|traitement des légionelles]
            """),
            what=items("""
                - Nous refaisons blocs sanitaires, [douches de vestiaires|cuisines collectives],
                  évacuations et colonnes montantes.
                - Robinets temporisés, chasses à double débit et [compteurs communicants|détecteurs de
                  fuite] divisent la dépense d'eau.
                - Notre plombier de garde débouche, colmate et remplace un chauffe-eau [dans la journée|en
                  moins de quatre heures].
                - L'eau chaude est protégée des légionelles : bouclage, purges, [relevés mensuels|chocs
                  thermiques], carnet sanitaire.
                - Nous enterrons des cuves d'eau de pluie pour les toilettes et [l'arrosage|le lavage des
                  véhicules].
            """),
        ),
        Activity(
            key="ventilation",
            cpvs=("45331210", "45331220", "50730000"),
            titles=items("""
                - Ventilation double flux et qualité de l'air
                - Froid commercial et climatisation sobre
                - Nettoyage de réseaux d'air
            """),
            what=items("""
                - Nous équipons classes et crèches de ventilations double flux silencieuses, [par
                  pièce|centralisées], filtres suivis.
                - Les réseaux de gaines et les hottes de cuisine sont nettoyés, [filmés avant et
                  après|dégraissés à la vapeur].
                - Chambres froides et vitrines fonctionnent avec des fluides [naturels|à faible effet de
                  serre], fuites contrôlées deux fois l'an.
                - Plutôt que climatiser, nous proposons surventilation nocturne, [brasseurs d'air|puits
                  climatique] et protections.
            """),
        ),
    ),
    how=items("""
        - Un technicien habitant le secteur {de_ville} est attitré à chaque site.
        - Nous relevons les températures pendant [une semaine|dix jours] avant de proposer des réglages.
        - Les interventions sont tracées sur un carnet de chaufferie en ligne.
        - Le bois vient de {15-60} km, son humidité est mesurée à chaque livraison.
        - Astreinte d'hiver : appel pris par un chauffagiste, non par un standard.
        - Les fluides sont récupérés et pesés par des agents certifiés.
        - Nous formons le gardien ou [l'agent technique|la directrice] à la régulation.
        - Un bilan annuel compare degrés-jours et consommation, poste par poste.
    """),
    whom=items("""
        - Communes dont la chaufferie alimente plusieurs bâtiments.
        - Collèges, lycées, internats et piscines.
        - Bailleurs sociaux, en collectif ou en maisons individuelles.
        - Maisons de retraite et hôpitaux, eau chaude sous surveillance.
        - Régies d'énergie et réseaux de chaleur publics.
        - Casernes, ateliers et serres.
    """),
    references=items("""
        - Chaufferie à plaquettes de {120-900/10} kW pour {client}, mise en service en {an}.
        - Exploitation de {6-48} chaufferies pour {client} depuis {an}, {12-31} % d'économie.
        - Rénovation de {14-90} sanitaires d'école pour {collectivite}, {an}.
        - Géothermie sur {4-26} sondes pour {client}, {an}.
        - Ventilation double flux de {12-60} classes pour {client} en {an}.
        - Dépannage plomberie de {300-2600/100} logements pour {bailleur}.
    """),
    questions=items("""
        - Quel engagement de consommation acceptez-vous de prendre ?
        - Quelle énergie conseillez-vous pour remplacer le fioul ?
        - D'où vient le bois et comment est-il contrôlé ?
        - Comment assurez-vous l'astreinte en période de grand froid ?
    """),
    social=items("""
        - Formation d'un apprenti chauffagiste pendant le contrat.
        - Ateliers sur les écogestes auprès des usagers, tenus par une association.
    """),
    environmental=items("""
        - Sortie du fioul et du gaz, énergie renouvelable majoritaire.
        - Intéressement aux économies d'énergie et d'eau.
    """),
    stories=(
        Story(
            nature="works",
            cpvs=("45331110", "45331100"),
            buyers=("commune", "department", "epci", "school"),
            amount=(120_000, 900_000),
            titles=items("""
                - Chaufferie bois et petit réseau de chaleur {a_ville}
                - Remplacement de la chaudière fioul [de l'école {nom}|de l'établissement {nom}]
            """),
            body=(
                items("""
                    - La chaudière a trente-quatre ans, tombe en panne chaque janvier et brûle {12-44} 000
                      litres de fioul par an.
                    - Le conseil a voté la sortie des énergies fossiles avant 2030 pour tous les bâtiments
                      publics.
                """),
                items("""
                    - Nous étudions une solution au bois local ou une géothermie, avec {120-700/10} mètres
                      de tuyaux enterrés et cinq bâtiments raccordés.
                    - Dépose de l'ancienne cuve, silo, régulation pièce par pièce et reprise des
                      radiateurs font partie du programme.
                """),
                items("""
                    - Le chauffage doit fonctionner au 15 octobre ; une production provisoire est à
                      prévoir.
                    - La conduite la première année est demandée en option.
                """),
            ),
            lots=(
                LotIdea(
                    "Chaufferie et silo",
                    "45331110",
                    "Production de chaleur, fumisterie, stockage du combustible.",
                ),
                LotIdea("Réseau et sous-stations", "45232141", "Tranchées, tubes pré-isolés, échangeurs."),
                LotIdea("Émetteurs et régulation", "45331100", "Radiateurs, vannes, équilibrage."),
            ),
        ),
        Story(
            nature="services",
            cpvs=("50720000", "50721000"),
            buyers=("housing", "hospital", "university", "epci", "care_home"),
            amount=(90_000, 800_000),
            titles=items("""
                - Exploitation des installations de chauffage et d'eau chaude
                - Conduite et entretien de {9-52} chaufferies, avec intéressement
            """),
            body=(
                items("""
                    - Les usagers ont trop chaud au nord, trop froid au sud, et les charges flambent.
                    - Le contrat en cours ne récompense aucune économie : nous voulons changer de modèle.
                """),
                items("""
                    - Le titulaire conduit les chaudières, entretient pompes et échangeurs, traite l'eau
                      et renouvelle les pièces usées.
                    - Nous attendons des réglages fins, un suivi des légionelles et un partage des gains à
                      parts égales.
                """),
                items("""
                    - Réponse en moins de {2-4} heures l'hiver, comptes rendus lisibles par les usagers.
                    - Les entreprises moyennes pourront répondre par secteur.
                """),
            ),
            lots=(
                LotIdea("Secteur {de_ville}", "50720000", "Sites urbains et grosses puissances."),
                LotIdea("Sites isolés", "50720000", "Petites chaufferies et pompes à chaleur."),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45332400", "45331210"),
            buyers=("commune", "school", "state", "fire_service", "ccas"),
            amount=(25_000, 190_000),
            titles=items("""
                - Rénovation des sanitaires et de la ventilation [de l'école {nom}|des vestiaires {nom}]
                - Blocs sanitaires, douches et renouvellement de l'air {a_ville}
            """),
            body=(
                items("""
                    - Les enfants évitent les toilettes : odeurs, portes cassées, eau froide.
                    - Des mesures de dioxyde de carbone dépassent 2 500 ppm dans la moitié des salles.
                """),
                items("""
                    - Cuvettes, lavabos, robinets économes, cloisons, carrelage et accès pour fauteuil
                      sont à reprendre, ainsi que les évacuations.
                    - Il faut poser une ventilation discrète, simple à nettoyer, et refaire l'alimentation
                      en eau.
                """),
                items("""
                    - Les travaux tiennent dans les huit semaines d'été.
                    - Les élèves délégués ont rédigé un cahier de souhaits, joint au dossier.
                """),
            ),
        ),
    ),
)
