"""Software, hosting and support."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="digital_services",
    label="Services numériques et logiciels",
    naf=("62.01Z", "62.02A", "62.03Z", "63.11Z"),
    kinds={"EA": 2, "EI": 1, "scop": 5, "scic": 1, "association": 1},
    firm_words=("Numérique", "Logiciels", "Systèmes", "Code", "Réseaux"),
    labels=("Numérique responsable niveau 1", "ExpertCyber", "ISO 27001", "Qualiopi"),
    presentation=items("""
        - Nous concevons, hébergeons et dépannons des outils numériques [simples et durables|pour les
          services publics].
        - Développeurs, administrateurs et formatrices, nous aidons les collectivités à [garder la main
          sur leurs données|se passer de logiciels fermés].
        - Le logiciel libre est notre choix depuis le premier jour ; [l'accessibilité et la sobriété|la
          sécurité et la formation] en découlent.
    """),
    activities=(
        Activity(
            key="software",
            cpvs=("72230000", "72262000", "72413000"),
            titles=items("""
                - Développement d'applications [métier|web] sur mesure
                - Sites internet [accessibles|sobres] pour collectivités
                - Téléservices et portails [usagers|pour les familles]
            """),
            what=items("""
                - Nous développons des applications [de gestion de subventions|de réservation de salles|de
                  suivi de chantiers] à partir de composants libres, code remis au client.
                - Les sites que nous livrons visent la conformité complète au référentiel d'accessibilité,
                  [tests avec des lecteurs d'écran|audit externe compris].
                - Formulaires en ligne, paiement et prise de rendez-vous sont reliés à
                  [FranceConnect|votre logiciel comptable|l'annuaire des agents].
                - Nous reprenons des programmes anciens dont [l'auteur est parti|l'éditeur a disparu] :
                  lecture du code, tests, remise en état, documentation.
            """),
        ),
        Activity(
            key="hosting",
            cpvs=("72415000", "72514000", "72315000"),
            titles=items("""
                - Hébergement [souverain|en région] et infogérance
                - Sauvegarde externalisée et [cybersécurité|plan de reprise]
                - Réseaux, wifi public et téléphonie
            """),
            what=items("""
                - Nous hébergeons sites et logiciels dans [deux|trois] salles situées en région,
                  refroidies à l'air extérieur, avec sauvegarde chiffrée [chaque nuit|toutes les six
                  heures].
                - L'infogérance couvre serveurs, [messagerie, annuaires|postes virtuels] et mises à jour,
                  sous supervision permanente.
                - Un diagnostic de sécurité [en trois jours|fondé sur quarante mesures] précède le plan
                  d'action : mots de passe, cloisonnement, [exercice de crise|faux courriels piégés].
                - Nous raccordons écoles et médiathèques au très haut débit, câblons, posons les bornes
                  wifi et filtrons les accès.
            """),
        ),
        Activity(
            key="support",
            cpvs=("72253000", "72611000", "80533100"),
            titles=items("""
                - Assistance aux utilisateurs et [maintenance informatique|dépannage]
                - Données ouvertes, cartographie et tableaux de bord
                - Accompagnement au changement d'outils
            """),
            what=items("""
                - Notre centre d'appels répond aux agents de {8-9} h à {17-19} h, prend la main à distance
                  et se déplace [sous quatre heures|le lendemain].
                - Nous nettoyons, croisons et publions vos données : [budget, mobilité|équipements, bâti],
                  avec tableaux de bord lisibles par les élus.
                - Les agents apprennent à [se servir de la signature électronique|classer leurs
                  courriels|travailler à plusieurs] lors d'ateliers [courts|sur place].
                - Un diagnostic du parc repère [les logiciels jamais ouverts|les licences de trop] et
                  propose, poste par poste, [de simplifier|de passer au libre].
            """),
        ),
    ),
    how=items("""
        - Nous travaillons par étapes de [deux|trois] semaines, avec une démonstration devant de vrais
          utilisateurs à chaque fois.
        - Une cheffe de projet basée {a_ville} suit la commande du premier atelier à la mise en service.
        - Le code source est publié sous licence libre [dès l'ouverture|en fin de projet], avec guide
          d'installation.
        - Aucune donnée ne quitte l'Union européenne ; un registre des traitements est fourni.
        - Nous mesurons le poids des pages et l'énergie des serveurs, et le rapport est remis [chaque
          trimestre|à la recette].
        - Les demandes sont suivies dans un outil ouvert au client, avec engagement de reprise en {2-8}
          heures.
        - L'équipe compte {4-30} personnes, dont [des profils en reconversion|deux ingénieures sécurité|un
          ergonome].
        - La formation et la passation font partie du prix : {2-6} jours sur place et des fiches
          illustrées.
    """),
    whom=items("""
        - Communes et intercommunalités sans service informatique, ou presque.
        - Départements, région et syndicats mixtes numériques.
        - Établissements de santé et médico-sociaux tenus à des règles d'hébergement.
        - Universités, rectorats et réseaux de lycées.
        - Services de l'État souhaitant un prototype rapide.
        - Offices de l'habitat et régies d'eau qui modernisent leur relation aux usagers.
    """),
    references=items("""
        - Portail des familles ouvert à {900-14000/100} foyers pour {bailleur}, en service depuis {an}.
        - Infogérance de {40-600/10} postes et {4-38} serveurs pour {client} depuis {an}.
        - Refonte du site internet de {client}, accessibilité mesurée à {92-100} %, {an}.
        - Remise en route après attaque informatique pour {client} en {an}, reprise en {3-12} jours.
        - Tableau de bord des [consommations d'énergie|subventions|inscriptions] pour {client}.
        - Câblage et wifi de {5-32} écoles pour {collectivite}, été {an}.
    """),
    questions=items("""
        - Quels logiciels libres proposeriez-vous pour ce besoin ?
        - Où sont hébergées les données et les sauvegardes ?
        - Comment garantissez-vous la reprise par un autre prestataire en fin de contrat ?
        - Quel budget annuel de maintenance faut-il prévoir ?
        - Avez-vous relié votre solution à [un logiciel financier|un service d'identité] ?
    """),
    social=items("""
        - Accueil d'apprentis et de personnes en reconversion dans l'équipe de développement ou
          d'assistance.
        - Interfaces conformes au référentiel d'accessibilité, essais avec des personnes handicapées.
    """),
    environmental=items("""
        - Éco-conception : poids des pages limité et compatibilité avec des postes de dix ans.
        - Hébergement à efficacité énergétique mesurée, durée de conservation réduite.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("72413000", "72230000"),
            buyers=("commune", "epci", "syndicate", "care_home"),
            amount=(15_000, 85_000),
            titles=items("""
                - Refonte du site internet [et des démarches en ligne|de la collectivité]
                - Nouveau site et portail des familles
            """),
            body=(
                items("""
                    - Le site date de {9-14} ans, se lit mal sur téléphone et n'est pas accessible aux
                      personnes aveugles.
                    - Les inscriptions à la cantine et aux activités se font encore sur papier, ce qui
                      occupe un agent à mi-temps.
                """),
                items("""
                    - Le prestataire conçoit l'arborescence avec les habitants, met en page, reprend les
                      contenus utiles et forme {3-9} rédactrices.
                    - Nous voulons des formulaires simples, un agenda, la réservation de la salle {nom} et
                      le paiement en ligne.
                """),
                items("""
                    - Un outil libre, léger et bien documenté aura notre préférence.
                    - L'hébergement, la sécurité et la maintenance sont demandés pour [trois|quatre] ans.
                """),
            ),
        ),
        Story(
            nature="services",
            cpvs=("72514000", "72253000"),
            buyers=("epci", "commune", "hospital", "housing"),
            amount=(70_000, 450_000),
            titles=items("""
                - Infogérance du système d'information et assistance aux agents
                - Maintenance du parc informatique et sécurité des données
            """),
            body=(
                items("""
                    - Un rançongiciel a bloqué [une collectivité voisine|notre messagerie] l'an passé et
                      nos sauvegardes ne sont plus jugées suffisantes.
                    - Notre informaticien, seul pour {120-480/10} postes, a besoin d'un appui durable.
                """),
                items("""
                    - Sont à reprendre : {6-34} serveurs, les comptes, la messagerie, le réseau, les
                      correctifs et le dépannage de premier niveau.
                    - Le contrat comprend supervision, sauvegarde hors site, réponse téléphonique aux
                      utilisateurs et un exercice de reprise annuel.
                """),
                items("""
                    - Une présence sur place [un jour par semaine|deux demi-journées] est souhaitée.
                    - La réversibilité, documentée dès le départ, compte autant que le prix.
                """),
            ),
            lots=(
                LotIdea(
                    "Serveurs, réseau et sauvegarde",
                    "72514000",
                    "Exploitation, mises à jour et plan de reprise.",
                ),
                LotIdea(
                    "Assistance aux utilisateurs",
                    "72253000",
                    "Appels, prise en main à distance, déplacements.",
                ),
            ),
        ),
        Story(
            nature="services",
            cpvs=("72230000", "72322000"),
            buyers=("region", "department", "state", "university"),
            amount=(60_000, 380_000),
            titles=items("""
                - Outil de suivi [des aides|des travaux|des flottes] et tableaux de bord
                - Développement d'une application de [cartographie|pilotage énergétique]
            """),
            innovation=True,
            body=(
                items("""
                    - Les données sont dispersées dans une quinzaine de tableurs et personne n'a la même
                      réponse à la même question.
                    - Le service souhaite un prototype en quatre mois, essayé par {12-60} agents avant
                      toute généralisation.
                """),
                items("""
                    - L'application importe les fichiers, repère les anomalies, calcule les indicateurs et
                      produit des cartes et des exports.
                    - Nous imaginons un outil ouvert, réutilisable par d'autres collectivités, relié à
                      l'annuaire et au logiciel financier.
                """),
                items("""
                    - Le code sera publié ; les ateliers avec les utilisateurs sont au cœur de la méthode.
                    - L'analyse d'impact sur les données personnelles sera menée ensemble.
                """),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45314300",),
            buyers=("school", "commune", "region"),
            amount=(30_000, 210_000),
            titles=items("""
                - Câblage et wifi [des écoles|du lycée {nom}] {a_ville}
                - Remise à niveau des réseaux informatiques d'établissements
            """),
            body=(
                items("""
                    - Les classes partagent une liaison saturée dès que trois tablettes s'allument.
                    - L'installation, montée au fil des ans, n'a ni plan ni repérage.
                """),
                items("""
                    - Il faut tirer {4-28} km de câble, poser des baies, {30-160/10} bornes sans fil et
                      raccorder les salles de technologie.
                    - Travaux de câblage cuivre et fibre, étiquetage, mesures, mise en service des
                      équipements actifs fournis.
                """),
                items("""
                    - Les interventions ont lieu l'été et le mercredi après-midi.
                    - Les bornes s'éteignent la nuit et peuvent être coupées par l'enseignant.
                """),
            ),
        ),
    ),
)
