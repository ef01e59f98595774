"""Medical and hygiene supplies, equipment for disabled people."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="medical",
    label="Fournitures médicales et aides techniques",
    naf=("46.46Z", "47.74Z", "32.50A"),
    kinds={"EA": 4, "ESAT": 3, "EI": 2, "scic": 2, "mutual": 3, "association": 1},
    firm_words=("Médical", "Santé", "Soins", "Orthopédie", "Confort"),
    labels=("Marquage CE dispositifs médicaux", "ISO 13485", "QualiPSAD", "NF Medical"),
    presentation=items("""
        - Nous équipons [soignants et résidents|hôpitaux et foyers] : consommables, lits et aides
          techniques.
        - Le bon gant, [le bon coussin|le bon fauteuil], au bon moment, évite bien des douleurs.
        - Fournisseur de santé de proximité, nous [réparons et reconditionnons|livrons petites et grandes
          quantités].
    """),
    activities=(
        Activity(
            key="consumables",
            cpvs=("33140000", "33141000", "18424300", "33751000"),
            titles=items("""
                - Consommables de soins et d'hygiène
                - Gants, masques, [compresses|protections] et pansements
                - Incontinence et change : produits et conseil
            """),
            what=items("""
                - Gants d'examen, masques, [compresses et champs|seringues et tubulures] sont tenus en
                  stock pour {30-90/15} jours de consommation.
                - Protections et changes, [lavables ou jetables|adaptés à chaque résident], sont choisis
                  avec une infirmière conseil.
                - Savons, gels et [lingettes|détergents désinfectants] arrivent en bidons repris, fiches
                  de données à jour.
                - Trousses de secours, [défibrillateurs|armoires à pharmacie] sont fournis, vérifiés et
                  recomplétés.
            """),
        ),
        Activity(
            key="equipment",
            cpvs=("33192120", "33192000", "50421000"),
            titles=items("""
                - Lits médicalisés et mobilier de soins
                - Entretien et réparation d'équipements médicaux
                - Matelas, lève-personnes et [chariots|fauteuils de repos]
            """),
            what=items("""
                - Lits à hauteur variable, matelas [à mémoire|à air] et tables de soins sont livrés,
                  montés et expliqués aux équipes.
                - Nos techniciens contrôlent lève-personnes, [tensiomètres|pousse-seringues] et fauteuils,
                  étiquettes et registre à l'appui.
                - Un lit ancien est désinfecté, remotorisé et garanti de nouveau, pour [la moitié|le
                  tiers] du prix.
                - Chariots de linge, de soins et de repas sont [dessinés avec les soignants|silencieux] et
                  faciles à laver.
            """),
        ),
        Activity(
            key="aids",
            cpvs=("33193120", "33196200", "33196000"),
            titles=items("""
                - Fauteuils roulants et aides à la marche
                - Aides techniques reconditionnées
                - Adaptation du domicile et du poste de travail
            """),
            what=items("""
                - Fauteuils, déambulateurs et [sièges de bain|rampes] sont essayés à domicile avec un
                  ergothérapeute.
                - Les aides techniques rendues sont désinfectées, réparées et reprêtées à [petit prix|un
                  voisin].
                - Nous adaptons postes et logements : [barres, monte-escalier|plans de travail, claviers],
                  visite et suivi.
                - Un catalogue d'aides simples, [loupes, couverts, pinces|sièges, coussins, barres], se
                  découvre dans notre [appartement témoin|camion d'essai].
            """),
        ),
    ),
    how=items("""
        - Livraison en service de soins, rangement compris, {2-5} fois par semaine.
        - Un stock de crise de {10-40/10} jours reste {a_ville}, réservé au client.
        - Chaque produit a son numéro de lot, suivi et rappelé au besoin.
        - Essais comparés par les soignants avant tout changement de référence.
        - Réparation sur place en {24-72} heures, prêt de matériel pendant la panne.
        - Conditionnement en sachets et kits par un atelier adapté voisin.
        - Emballages réduits, cartons navettes repris.
        - Visites d'une infirmière pour former au bon usage.
    """),
    whom=items("""
        - Hôpitaux et groupements de territoire.
        - Maisons de retraite et services à domicile.
        - Instituts et foyers pour personnes handicapées.
        - Crèches et protection maternelle.
        - Casernes, écoles et piscines, pour le secours.
        - Maisons départementales des personnes handicapées.
    """),
    references=items("""
        - Consommables de {80-900/10} lits pour {soin} depuis {an}.
        - {40-320/10} lits remplacés ou rénovés pour {soin}, {an}.
        - Maintenance de {200-2400/50} appareils pour {client}.
        - {20-260/10} fauteuils reconditionnés avec {soin}, {an}.
        - Défibrillateurs de {6-60} communes pour {collectivite}, {an}.
        - Change lavable dans {2-18} structures pour {soin}.
    """),
    questions=items("""
        - Quelles quantités tenez-vous en stock de sécurité ?
        - Proposez-vous des essais dans nos services ?
        - Quels produits sont fabriqués en Europe ?
        - Quelles pièces et quelle durée de suivi garantissez-vous ?
    """),
    social=items("""
        - Conditionnement et réparation confiés à des travailleurs handicapés.
        - Prêt gratuit d'aides aux familles en attente de financement.
    """),
    environmental=items("""
        - Matériel reconditionné et produits lavables quand le soin le permet.
        - Composition des gels et lingettes vérifiée, conditionnements en vrac.
    """),
    stories=(
        Story(
            nature="supplies",
            cpvs=("33140000", "18424300", "33751000"),
            buyers=("hospital", "care_home"),
            amount=(40_000, 520_000),
            titles=items("""
                - Consommables médicaux, gants et protections
                - Fourniture de produits de soin et de change
            """),
            body=(
                items("""
                    - Les ruptures de {2-6} références par mois désorganisent les soins et nos stocks sont
                      au plus bas.
                    - Trois établissements voisins veulent acheter ensemble sans écarter les petits
                      distributeurs.
                """),
                items("""
                    - Examen, pansement, perfusion, hygiène des mains, protections absorbantes :
                      {140-600/20} références, livrées en unité de soins.
                    - Nous demandons une réserve de sécurité, des essais par les soignants et un conseil
                      au bon usage.
                """),
                items("""
                    - La part fabriquée en Europe sera connue.
                    - Des solutions lavables seront testées dans deux unités.
                """),
            ),
            lots=(
                LotIdea("Soins et perfusion", "33141000", "Compresses, sets, tubulures."),
                LotIdea("Gants et protection", "18424300", "Gants, masques, tabliers."),
                LotIdea("Change", "33751000", "Protections jetables et lavables."),
            ),
        ),
        Story(
            nature="supplies",
            cpvs=("33192120", "33192000"),
            buyers=("care_home", "hospital", "ccas"),
            amount=(35_000, 260_000),
            titles=items("""
                - Lits, matelas et lève-personnes [de la résidence|du pôle gériatrique {nom}]
                - Renouvellement et remise en état du mobilier médicalisé
            """),
            body=(
                items("""
                    - {24-110/2} lits ont plus de quinze ans ; moteurs et freins lâchent les uns après les
                      autres.
                    - Les troubles du dos chez les soignantes ont conduit à un plan de prévention.
                """),
                items("""
                    - Achat ou rénovation de lits électriques, barrières, supports anti-escarres, rails de
                      transfert.
                    - Le fournisseur reprend l'ancien, remet en état ce qui le mérite et entretient
                      l'ensemble cinq ans.
                """),
                items("""
                    - Essais d'un mois dans deux chambres.
                    - Montage chambre par chambre, résident prévenu.
                """),
            ),
            reservable=("L2113-12",),
        ),
        Story(
            nature="services",
            cpvs=("50421000", "33196200"),
            buyers=("department", "hospital", "epci", "agency"),
            amount=(20_000, 120_000),
            titles=items("""
                - Réemploi d'aides techniques et de fauteuils roulants {dans_dep}
                - Collecte, remise en état et prêt de matériel médical
            """),
            innovation=True,
            body=(
                items("""
                    - Des centaines de fauteuils dorment dans les garages pendant que des familles
                      attendent neuf mois.
                    - Une étude estime à {600-3200/100} les aides réutilisables chaque année.
                """),
                items("""
                    - Le titulaire collecte, désinfecte, répare, garantit et redistribue, avec conseil
                      d'ergothérapeute.
                    - Il organise des dépôts, un catalogue et des essais à domicile.
                """),
                items("""
                    - Les règles sanitaires et de traçabilité sont strictes.
                    - L'atelier pourra employer des personnes handicapées.
                """),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
    ),
)
