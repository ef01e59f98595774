"""Training, mentoring, prevention."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="training",
    label="Formation et accompagnement",
    naf=("85.59A", "85.59B", "70.22Z", "88.99B"),
    kinds={"association": 6, "scop": 4, "scic": 1, "mutual": 3, "foundation": 1, "GEIQ": 2, "EA": 1, "AI": 1},
    firm_words=("Formation", "Compétences", "Conseil", "Parcours", "Pédagogie"),
    labels=("Qualiopi", "Éduform", "Cléa"),
    presentation=items("""
        - Formatrices et accompagnateurs, nous [apprenons aux adultes ce qui leur sert demain|croyons aux
          petits groupes].
        - Lire, coder, [soigner, encadrer|secourir, animer] : on apprend mieux en faisant, et à plusieurs.
        - Nos formations se passent [chez vous, dans les villages|dans de vrais ateliers], loin des
          diaporamas.
    """),
    activities=(
        Activity(
            key="staff",
            cpvs=("80511000", "80532000", "80570000"),
            titles=items("""
                - Formation continue des agents
                - Management, [accueil du public|prise de parole]
                - Ateliers d'équipe et prévention de l'usure
            """),
            what=items("""
                - Nous formons encadrantes et chefs d'équipe à [conduire un entretien|décider à
                  plusieurs|prévenir l'épuisement].
                - Accueil de publics difficiles, [écriture claire|conduite de réunion] et prise de parole
                  s'exercent par jeux de rôle.
                - Un bilan individuel aide les agents usés à préparer une reconversion, {4-10} séances.
                - Nous entraînons aux marchés publics responsables : [clauses sociales|sourçage|rédaction
                  de critères].
            """),
        ),
        Activity(
            key="jobs",
            cpvs=("80530000", "79634000", "79998000", "80310000"),
            titles=items("""
                - Parcours vers l'emploi et remobilisation
                - Français, calcul et savoirs de base
                - Insertion de jeunes par [le sport|le chantier|le numérique]
            """),
            what=items("""
                - Nous accompagnons des demandeurs d'emploi pendant {8-30} semaines : [projet, stages,
                  permis|confiance, santé, logement].
                - Ateliers de français et de calcul se tiennent matin ou soir, [près de la crèche|sur le
                  lieu de
                  travail].
                - Des jeunes sortis de l'école reprennent pied par [un chantier collectif|un spectacle|une
                  aventure à vélo] et des tuteurs.
                - Médiateurs et écrivains publics aident à [déclarer, s'inscrire, payer|utiliser un
                  ordinateur] en ligne.
            """),
        ),
        Activity(
            key="safety",
            cpvs=("80550000", "80562000", "80561000", "80540000"),
            titles=items("""
                - Secourisme, gestes et postures
                - Prévention santé et [nutrition|addictions]
                - Transition écologique : formations de terrain
            """),
            what=items("""
                - Sauveteurs du travail, évacuation, [habilitation électrique|conduite d'engins] :
                  sessions de {4-12} personnes, équipements fournis.
                - Dépistages, ateliers [équilibre et mémoire|sommeil et alimentation] et stands mobiles
                  vont vers les habitants isolés.
                - Éco-cuisine, [taille douce|sobriété énergétique] et cours d'eau : les agents apprennent
                  dehors, avec des praticiens.
                - Un parcours de réparation apprend à [souder, coudre et démonter|remettre en marche de
                  petits appareils], certificat de compétences au bout.
            """),
        ),
    ),
    how=items("""
        - Un entretien préalable fixe avec chacun un objectif vérifiable.
        - Groupes de {6-12} personnes, deux animateurs quand c'est utile.
        - Salles {a_ville} accessibles, ou déplacement chez le client.
        - Les supports, libres de droits, restent aux stagiaires.
        - Six mois après, nous rappelons chaque participant.
        - Mises en situation filmées, [jeux|études de cas locaux] plutôt que cours.
        - Garde d'enfants et transport sont organisés si besoin.
        - Les résultats, présences et suites sont rendus publics, sans noms.
    """),
    whom=items("""
        - Services du personnel de collectivités et d'hôpitaux.
        - Région, départements et missions locales.
        - Intercommunalités et maisons de l'emploi.
        - CCAS, centres sociaux et résidences.
        - Lycées, campus et écoles de la deuxième chance.
        - Préfectures et services de l'État.
    """),
    references=items("""
        - {120-1400/10} agents formés pour {client} depuis {an}.
        - Parcours de {12-90} allocataires pour {collectivite}, {41-78} % en emploi six mois après, {an}.
        - {30-240/10} sauveteurs formés par an pour {client}.
        - Médiation numérique dans {6-34} villages pour {collectivite}, {an}.
        - Ateliers de prévention auprès de {200-1800/100} aînés pour {collectivite}.
        - Français au travail pour {14-80/2} agents de {client}, {an}.
    """),
    questions=items("""
        - Comment mesurez-vous ce que les stagiaires ont appris ?
        - Pouvez-vous intervenir dans plusieurs villages ?
        - Quelle taille de groupe recommandez-vous ?
        - Quelles suites concrètes ont eu vos derniers parcours ?
    """),
    social=items("""
        - Parité et accessibilité des sessions, horaires compatibles avec une garde d'enfants.
        - Priorité aux agents les moins qualifiés.
    """),
    environmental=items("""
        - Formations près des stagiaires pour limiter les trajets.
        - Supports numériques légers, peu imprimés.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("80530000", "79634000"),
            buyers=("region", "department", "agency", "epci"),
            amount=(60_000, 620_000),
            titles=items("""
                - Accompagnement vers l'emploi d'allocataires {dans_dep}
                - Parcours de remobilisation pour jeunes et adultes {a_ville}
            """),
            body=(
                items("""
                    - {180-1200/20} personnes n'ont pas travaillé depuis plus de deux ans, souvent faute
                      de permis, de garde ou de confiance.
                    - Un jeune sur cinq n'est ni à l'école, ni en emploi, ni en stage dans le bassin.
                """),
                items("""
                    - Le prestataire va vers les habitants, construit un projet avec eux, alterne
                      ateliers, immersion et suivi individuel.
                    - Sont attendus des petits groupes, des tuteurs, un travail sur la santé et des
                      rencontres avec les employeurs locaux.
                """),
                items("""
                    - La moitié des séances aura lieu hors des villes.
                    - Le paiement dépend en partie du maintien en emploi à six mois.
                """),
            ),
            lots=(
                LotIdea("Jeunes de 16 à 25 ans", "80310000", "Repérage, remobilisation, tutorat."),
                LotIdea("Adultes", "80530000", "Projet professionnel et immersion."),
                LotIdea("Savoirs de base", "80530000", "Français, calcul, démarches en ligne."),
            ),
            reservable=("L2113-15",),
        ),
        Story(
            nature="services",
            cpvs=("80511000", "80550000"),
            buyers=("commune", "hospital", "state", "fire_service", "department", "housing"),
            amount=(20_000, 180_000),
            titles=items("""
                - Plan de formation des agents : [sécurité, encadrement, accueil|gestes et management]
                - Sessions de secourisme, de prévention et d'encadrement
            """),
            body=(
                items("""
                    - Les arrêts pour mal de dos ont doublé et nos encadrants intermédiaires se disent
                      seuls.
                    - L'enquête interne place l'accueil difficile et la charge mentale en tête des
                      inquiétudes.
                """),
                items("""
                    - Il faut des journées pratiques, sur les postes réels, pour {80-700/20} agents, et un
                      suivi des changements.
                    - Sauvetage au travail, manutention, conduite d'équipe et écoute composent le
                      programme.
                """),
                items("""
                    - Les séances se tiennent sur site, en demi-journées.
                    - L'évaluation à trois mois nous intéresse plus que celle du soir.
                """),
            ),
            lots=(
                LotIdea("Santé et sécurité", "80550000", "Secours, postures, risques."),
                LotIdea("Encadrement et accueil", "80532000", "Conduite d'équipe, relation au public."),
            ),
        ),
        Story(
            nature="services",
            cpvs=("80561000", "80533000"),
            buyers=("ccas", "commune", "care_home", "department"),
            amount=(8_000, 60_000),
            titles=items("""
                - Ateliers de prévention et de lien pour les aînés {a_ville}
                - Médiation numérique et bien vieillir, [quartiers|villages] {de_ville}
            """),
            body=(
                items("""
                    - Après 75 ans, un habitant sur trois ne sort plus qu'une fois par semaine.
                    - Les guichets ferment et beaucoup n'osent pas toucher un écran.
                """),
                items("""
                    - Ateliers d'équilibre, de mémoire, de cuisine et d'aide aux démarches, {20-90/5}
                      séances par an.
                    - L'organisme va chercher les personnes, organise le transport et propose un café
                      après chaque atelier.
                """),
                items("""
                    - Les intervenants travailleront avec l'aide à domicile.
                    - La gratuité est la règle pour les participants.
                """),
            ),
            reservable=("L2113-15",),
        ),
    ),
)
