"""Electricity: buildings, public lighting, solar power."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="electricity",
    label="Électricité et éclairage",
    naf=("43.21A", "43.21B"),
    kinds={"EI": 2, "scop": 4, "EA": 2, "scic": 2, "GEIQ": 1},
    firm_words=("Électricité", "Énergies", "Lumières", "Élec Services", "Solaire"),
    labels=("Qualifelec", "RGE", "QualiPV", "IRVE", "ISO 45001"),
    presentation=items("""
        - Électriciens du bâtiment et de la rue, nous [câblons, éclairons et dépannons|mettons en sécurité
          et faisons baisser les factures].
        - Courants forts, courants faibles et [solaire|bornes de recharge] : une seule équipe, un seul
          interlocuteur.
        - L'éclairage juste, au bon endroit et à la bonne heure, est notre [marque|spécialité].
    """),
    activities=(
        Activity(
            key="buildings",
            cpvs=("45311000", "45311200", "45312100"),
            titles=items("""
                - Installations électriques de bâtiments publics
                - Mise en conformité et [alarme incendie|éclairage de secours]
                - Rénovation d'éclairage intérieur en LED
            """),
            what=items("""
                - Nous refaisons tableaux, chemins de câbles et prises [de mairies|d'écoles|d'ateliers],
                  sans coupure de plus d'une demi-journée.
                - Dalles et tubes fluorescents laissent place à des luminaires LED
                  [graduables|réparables], avec détection de présence.
                - Alarmes incendie, éclairage de sécurité et [interphones|appel malade] sont posés,
                  essayés et consignés au registre.
                - Les réserves du bureau de contrôle sont levées une à une, [photos à l'appui|avec
                  attestation].
            """),
        ),
        Activity(
            key="streets",
            cpvs=("45316110", "50232100", "34928500"),
            titles=items("""
                - Éclairage public : travaux et entretien
                - Illuminations et feux de circulation
                - Extinction nocturne et [télégestion|horloges astronomiques]
            """),
            what=items("""
                - Nous remplaçons lanternes au sodium et ballons fluo par des LED à [2 200|2 700] kelvins,
                  orientées vers le sol.
                - Armoires, câbles et mâts sont diagnostiqués, [repérés sur carte|étiquetés] et remis aux
                  normes.
                - La maintenance comprend une tournée de nuit mensuelle et une réparation sous {24-72}
                  heures.
                - Guirlandes et motifs de fin d'année sont posés, [loués|stockés] et déposés par nos
                  soins.
            """),
        ),
        Activity(
            key="solar",
            cpvs=("09332000", "09331200", "45315300"),
            titles=items("""
                - Panneaux solaires et autoconsommation
                - Bornes de recharge pour véhicules
                - Suivi de consommation et délestage
            """),
            what=items("""
                - Nous installons de {9-100} kWc de modules sur toitures et ombrières, du dossier de
                  raccordement à la mise en service.
                - L'autoconsommation collective relie [l'école, la mairie et le foyer|plusieurs bâtiments
                  d'un même bourg], clés de répartition comprises.
                - Les bornes de recharge, de 7 à 22 kW, sont posées sur [parking du personnel|voirie] et
                  supervisées.
                - Des compteurs intermédiaires et un écran d'accueil rendent la consommation visible
                  [heure par heure|aux usagers].
            """),
        ),
    ),
    how=items("""
        - Un chargé d'affaires {a_ville} chiffre sur plans et sur place, avec notes de calcul.
        - Astreinte [24 heures sur 24|soirs et week-ends], deux fourgons équipés pour le dépannage.
        - Les monteurs sont habilités, la nacelle et les consignations tenues à jour.
        - Luminaires déposés et lampes sont remis à l'éco-organisme, bordereaux fournis.
        - Nous programmons les coupures avec [le gardien|le chef d'établissement|les commerçants].
        - Plans de récolement et schémas sont rendus aux formats ouverts.
        - Le matériel proposé est réparable, pièces suivies {10-15} ans.
        - Après travaux, nous réglons les horaires avec l'exploitant pendant {2-6} mois.
    """),
    whom=items("""
        - Communes et syndicats d'énergie.
        - Établissements scolaires, sportifs et culturels.
        - Bailleurs, pour parties communes et logements.
        - Hôpitaux et centres de secours, avec alimentation secourue.
        - Zones d'activités et parkings publics.
        - Services de l'État engagés dans la sobriété.
    """),
    references=items("""
        - Passage en LED de {180-2400/10} points lumineux pour {collectivite}, {an}.
        - Centrale solaire de {30-240/10} kWc sur le toit d'un gymnase pour {collectivite}, {an}.
        - Réfection électrique de {3-18} écoles pour {collectivite}, étés successifs depuis {an}.
        - Entretien de {900-9000/100} lanternes pour {collectivite}.
        - Pose de {6-64/2} points de charge pour {client} en {an}.
        - Alarme incendie d'un bâtiment de {4-9} niveaux pour {client}, {an}.
    """),
    questions=items("""
        - Quelles économies d'énergie garantissez-vous, et comment les mesurez-vous ?
        - Quel est votre délai de dépannage le week-end ?
        - Le matériel proposé est-il réparable, et pendant combien de temps ?
        - Quelles données techniques vous manquent pour établir un prix ?
    """),
    social=items("""
        - Apprentis et salariés en insertion associés au remplacement des luminaires.
        - Atelier sur l'énergie proposé aux écoles de la commune.
    """),
    environmental=items("""
        - Température de couleur sous 2 700 kelvins et extinction au cœur de la nuit.
        - Reprise et recyclage des équipements déposés.
    """),
    stories=(
        Story(
            nature="works",
            cpvs=("45316110", "50232100"),
            buyers=("commune", "epci", "syndicate"),
            amount=(60_000, 520_000),
            titles=items("""
                - Modernisation de l'éclairage [public|des rues et du stade] {a_ville}
                - Remplacement de {140-900/10} lanternes et réglage de l'extinction
            """),
            body=(
                items("""
                    - L'éclairage des rues pèse 38 % de notre facture d'électricité et gêne la faune de la
                      vallée.
                    - La moitié des lampadaires a plus de vingt-cinq ans et les pannes se multiplient.
                """),
                items("""
                    - Il faut poser des lanternes LED à lumière chaude, refaire {4-20} armoires et
                      reprendre des réseaux aériens.
                    - Le contrat joint travaux et entretien : tournées de nuit, dépannage, cartographie,
                      consignes de mise en garantie.
                """),
                items("""
                    - Les rues seront éteintes de minuit à cinq heures, sauf [le carrefour|la place de la
                      gare].
                    - Une rue d'essai sera équipée avant le choix définitif.
                """),
            ),
            lots=(
                LotIdea("Travaux de rénovation", "45316110", "Lanternes, mâts, armoires et réseaux."),
                LotIdea("Entretien et dépannage", "50232100", "Visites, réparations, astreinte."),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45311200", "45312100"),
            buyers=("school", "department", "hospital", "state", "commune"),
            amount=(35_000, 320_000),
            titles=items("""
                - Mise aux normes électriques [de l'école {nom}|du foyer {nom}|du bâtiment {nom}]
                - Rénovation de l'éclairage intérieur et de l'alarme incendie
            """),
            body=(
                items("""
                    - Le dernier rapport de vérification compte {18-74} observations, dont plusieurs
                      urgentes.
                    - Tubes grésillants et tableau saturé : l'installation a l'âge du bâtiment.
                """),
                items("""
                    - Remplacement des tableaux, des luminaires et du câblage ; pose de détecteurs, d'un
                      éclairage de secours et d'une centrale d'alarme.
                    - Les circuits seront séparés par usage et mesurés, afin de suivre nos efforts de
                      sobriété.
                """),
                items("""
                    - Les travaux se font en présence du public, coupures annoncées huit jours avant.
                    - Les plans remis seront à jour et modifiables.
                """),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45315300", "09332000"),
            buyers=("commune", "region", "department", "fire_service", "agency"),
            amount=(45_000, 480_000),
            innovation=True,
            titles=items("""
                - Centrale solaire en autoconsommation collective {a_ville}
                - Ombrières photovoltaïques et bornes de recharge, site {nom}
            """),
            body=(
                items("""
                    - Nous voulons produire une part de notre courant et la partager entre [cinq|six|huit]
                      bâtiments du bourg.
                    - Le parking de {90-260/10} places doit être ombragé avant l'échéance légale.
                """),
                items("""
                    - Le projet prévoit {60-300/10} kWc, un raccordement unique, le suivi à distance et
                      l'entretien pendant cinq ans.
                    - Fourniture et pose des structures, modules, onduleurs et {4-24/2} points de charge,
                      génie civil compris.
                """),
                items("""
                    - L'origine des modules et leur bilan carbone seront examinés de près.
                    - Une coopérative citoyenne pourrait entrer au financement.
                """),
            ),
        ),
    ),
)
