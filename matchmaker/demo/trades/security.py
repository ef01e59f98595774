"""Guarding, fire safety, alarms."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="security",
    label="Sécurité et gardiennage",
    naf=("80.10Z", "80.20Z"),
    kinds={"EA": 4, "EI": 4, "ETTI": 2, "scop": 1, "AI": 1},
    firm_words=("Sécurité", "Protection", "Gardiennage", "Prévention", "Veille"),
    labels=("Autorisation CNAPS", "APSAD P3", "NF Service Télésurveillance", "ISO 9001"),
    presentation=items("""
        - Agents, rondiers et techniciens, nous [veillons sur les lieux publics|protégeons sans
          intimider].
        - La prévention d'abord : [accueillir, rassurer, calmer|voir, parler, prévenir], et intervenir
          ensuite.
        - Surveillance humaine, alarmes et [sécurité incendie|formation] se répondent dans notre offre.
    """),
    activities=(
        Activity(
            key="guarding",
            cpvs=("79713000", "79715000", "79992000"),
            titles=items("""
                - Gardiennage et accueil de bâtiments
                - Rondes de nuit et levée de doute
                - Surveillance d'événements et filtrage
            """),
            what=items("""
                - Nos agents tiennent l'accueil, [filtrent les entrées|gardent le parking] et font
                  respecter le règlement avec calme.
                - Des rondes, à horaires changeants, vérifient [portes, chantiers et parcs|écoles et
                  gymnases] ; chaque passage est pointé.
                - Lors de festivals et de marchés, nous gérons files, sacs et issues, avec des agents [des
                  deux sexes|formés au secours].
                - Un maître-chien surveille [dépôts et friches|chantiers] la nuit, dans le respect des
                  riverains.
            """),
        ),
        Activity(
            key="fire",
            cpvs=("75251110", "50413200", "35111300"),
            titles=items("""
                - Sécurité incendie et assistance aux personnes
                - Extincteurs, désenfumage et plans d'évacuation
                - Exercices et formation du personnel
            """),
            what=items("""
                - Des agents de sécurité incendie assurent la permanence [d'hôpitaux|de salles de
                  spectacle|d'universités].
                - Nous vérifions, rechargeons et remplaçons extincteurs, trappes de désenfumage et [portes
                  coupe-feu|colonnes sèches].
                - Plans, consignes illustrées et exercices d'évacuation, [commentés sur place|filmés],
                  entraînent vos équipes.
                - Avant une fête ou un salon, nous relisons la notice de sécurité, [comptons les
                  issues|calculons l'effectif] et tenons le poste pendant l'ouverture.
            """),
        ),
        Activity(
            key="alarms",
            cpvs=("79711000", "35121700", "35125000", "42961100"),
            titles=items("""
                - Alarmes, télésurveillance et contrôle d'accès
                - Vidéoprotection raisonnée
                - Badges et gestion des accès
            """),
            what=items("""
                - Nous posons détecteurs, sirènes et [claviers|lecteurs de badges], reliés à un centre de
                  veille joignable jour et nuit.
                - Un badge unique ouvre [salles, locaux à vélos et déchetteries|portes et barrières],
                  droits réglés à distance.
                - Une étude préalable limite les caméras au nécessaire et garantit l'information du
                  public.
                - Des dispositifs d'alerte pour agents isolés, [boutons d'appel discrets|détecteurs de
                  chute], sont reliés à une personne.
            """),
        ),
    ),
    how=items("""
        - Les plannings sont remis un mois d'avance, mêmes visages sur un site.
        - Main courante électronique lisible par le client à toute heure.
        - Un superviseur passe de nuit deux fois par mois, sans prévenir.
        - Cartes professionnelles contrôlées, moralité et formation à jour.
        - Agents entraînés à la désescalade et à l'accueil de personnes [en crise|âgées|étrangères].
        - Poste de veille {a_ville}, doublé par un second site.
        - Renfort possible en {3-24} heures pour un événement.
        - Le mobilier de contrôle et les rondes à vélo évitent {2-9} tonnes de gaz carbonique par an.
    """),
    whom=items("""
        - Mairies et médiathèques accueillant du public.
        - Hôpitaux, urgences et maternités.
        - Universités, lycées et internats.
        - Bailleurs, pour halls et chantiers.
        - Préfectures, tribunaux et musées.
        - Organisateurs publics de fêtes et de marchés de Noël.
    """),
    references=items("""
        - Accueil et filtrage de {2-9} sites pour {client} depuis {an}.
        - {900-9000/100} heures d'agents incendie par an pour {client}.
        - Sécurité d'un marché de Noël de {15-38} jours pour {collectivite}, {an}.
        - Contrôle d'accès de {20-240/10} portes pour {client}, {an}.
        - Vérification de {180-2600/20} extincteurs pour {client}.
        - Rondes de nuit sur {6-40} bâtiments pour {client} depuis {an}.
    """),
    questions=items("""
        - Comment fidélisez-vous vos agents ?
        - Quelle formation à l'accueil et à la gestion des conflits ?
        - Quel délai de renfort en cas d'imprévu ?
        - Sous-traitez-vous une partie des heures ?
    """),
    social=items("""
        - Contrats à temps plein, pas de vacations de moins de quatre heures.
        - Parcours d'accès au titre d'agent pour des demandeurs d'emploi.
    """),
    environmental=items("""
        - Rondes à vélo ou en véhicule électrique.
        - Extincteurs rechargés plutôt que remplacés.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("79713000", "79715000"),
            buyers=("state", "hospital", "university", "commune", "housing"),
            amount=(60_000, 650_000),
            titles=items("""
                - Surveillance et accueil [des sites {de_ville}|du bâtiment {nom}]
                - Gardiennage, rondes et levées de doute {a_ville}
            """),
            body=(
                items("""
                    - Les incivilités ont augmenté d'un tiers à l'accueil et le personnel demande une
                      présence apaisante.
                    - Trois dégradations en six mois nous poussent à revoir la surveillance nocturne.
                """),
                items("""
                    - Il est attendu {2-11} agents en journée, des rondes aléatoires, l'ouverture et la
                      fermeture des portes et une main courante partagée.
                    - Le prestataire accueille, oriente, contrôle sans brusquer et intervient sur alarme
                      en moins de vingt minutes.
                """),
                items("""
                    - La stabilité des équipes et leur formation compteront.
                    - Un essai de trois mois ouvre le contrat.
                """),
            ),
            lots=(
                LotIdea("Présence et accueil", "79713000", "Agents de jour, filtrage et orientation."),
                LotIdea("Rondes et alarmes", "79715000", "Passages nocturnes et levées de doute."),
            ),
            reservable=("L2113-12",),
        ),
        Story(
            nature="services",
            cpvs=("50413200", "75251110"),
            buyers=("commune", "school", "epci", "care_home", "region"),
            amount=(15_000, 120_000),
            titles=items("""
                - Vérification des extincteurs et moyens de secours
                - Prévention incendie : contrôle, plans et exercices
            """),
            body=(
                items("""
                    - {320-2400/20} appareils dans {25-140/5} bâtiments arrivent à échéance de révision.
                    - La commission de sécurité a relevé des consignes périmées et des désenfumages muets.
                """),
                items("""
                    - Contrôle annuel, recharge, remplacement, pose de signalétique et deux exercices
                      d'évacuation par site.
                    - Le marché réunit extincteurs, trappes, blocs de secours et formation du personnel à
                      la première intervention.
                """),
                items("""
                    - Les anciens appareils sont démontés et recyclés.
                    - Les visites ont lieu hors de la présence des enfants.
                """),
            ),
        ),
        Story(
            nature="services",
            cpvs=("79713000", "79714000"),
            buyers=("commune", "epci", "department", "agency"),
            amount=(15_000, 95_000),
            titles=items("""
                - Sécurité du festival [{nom}|d'été] et des marchés de Noël {a_ville}
                - Agents de prévention pour manifestations publiques
            """),
            body=(
                items("""
                    - La fête attire {4-26} 000 personnes sur trois soirs, au bord de l'eau.
                    - Le préfet demande un dispositif écrit, gradué et répété.
                """),
                items("""
                    - Filtrage des sacs, surveillance du matériel la nuit, gestion des flux et lien avec
                      les secours.
                    - Il faut {12-60/2} agents, dont un tiers de femmes, un chef de poste et des
                      médiateurs de nuit.
                """),
                items("""
                    - Une réunion et une reconnaissance sur place précèdent chaque rendez-vous.
                    - Un stand contre les violences sexistes sera tenu avec une association.
                """),
            ),
        ),
    ),
)
