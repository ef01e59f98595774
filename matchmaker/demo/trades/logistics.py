"""Moving, storage, deliveries."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="logistics",
    label="Déménagement et logistique",
    naf=("49.42Z", "52.10B", "53.20Z", "49.41A"),
    kinds={"EI": 5, "ACI": 2, "AI": 4, "EA": 4, "ETTI": 2, "ESAT": 2, "scop": 1},
    firm_words=("Déménagements", "Logistique", "Manutention", "Express", "Entrepôts"),
    labels=("NF Service déménagement", "Objectif CO2", "ISO 9001", "ISO 14001"),
    presentation=items("""
        - Porter, [emballer, ranger|transporter, stocker] et livrer au bon étage : voilà nos journées.
        - Nous déplaçons [des bureaux, des classes, des archives|ce qui est lourd, fragile ou urgent] sans
          rien perdre.
        - Camions, entrepôt et [vélos-cargos|chariots] travaillent ensemble, du quai au bureau.
    """),
    activities=(
        Activity(
            key="moving",
            cpvs=("98392000", "63110000"),
            titles=items("""
                - Déménagement administratif et scolaire
                - Manutention et transferts internes
                - Déménagement de bibliothèques et de [musées|laboratoires]
            """),
            what=items("""
                - Nous déménageons [services, écoles et mairies|bureaux et ateliers], du repérage à la
                  remise en place des [écrans|plantes].
                - Fonds de bibliothèque et archives partent dans l'ordre, en chariots numérotés,
                  {80-900/10} mètres linéaires par jour.
                - Pianos, coffres, [machines de laboratoire|œuvres] sont portés avec monte-meubles et
                  sangles, assurance valeur déclarée.
                - Une équipe de manutention vient à la demi-journée installer [tables et estrades|urnes et
                  isoloirs], puis les ranger.
            """),
        ),
        Activity(
            key="storage",
            cpvs=("63120000", "63122000", "79991000", "79920000"),
            titles=items("""
                - Stockage et gestion de réserves
                - Préparation de commandes et conditionnement
                - Entreposage de mobilier et de [matériel de fêtes|dotations]
            """),
            what=items("""
                - L'entrepôt {de_ville}, sec et surveillé, garde {200-4000/100} m³ de meubles, livres ou
                  [équipements sportifs|barrières].
                - Nous préparons colis, [trousseaux de rentrée|kits d'accueil] et dotations : assemblage,
                  étiquetage, expédition.
                - L'inventaire photographié est consultable, chaque sortie suit une demande [en
                  ligne|signée].
                - Barrières, urnes, [grilles d'exposition|tables pliantes] et drapeaux sont stockés,
                  lavés, réparés et [livrés la veille|remis prêts à poser] pour chaque manifestation.
            """),
        ),
        Activity(
            key="delivery",
            cpvs=("60180000", "64120000", "60161000"),
            titles=items("""
                - Courses, navettes et plis internes
                - Livraison du dernier kilomètre à vélo
                - Distribution de repas, de [colis|documents] et de matériel
            """),
            what=items("""
                - Des navettes quotidiennes font circuler courrier, prélèvements et [livres
                  réservés|fournitures] entre vos sites.
                - Nos vélos-cargos livrent en ville jusqu'à {120-300/20} kg, [froid compris|sans bruit],
                  de sept à dix-neuf heures.
                - Camions de 3,5 à 19 tonnes avec hayon et chauffeur, loués [à la journée|au voyage].
                - Nous distribuons bacs, [composteurs|sacs de tri] et documents en porte-à-porte.
            """),
        ),
    ),
    how=items("""
        - Un plan de charge et un code couleur sont remis quinze jours avant.
        - Cartons, bacs et couvertures tournent {6-40} fois, aucun adhésif perdu.
        - Chef d'équipe unique, téléphone allumé jusqu'au dernier meuble.
        - Ce qui n'est pas gardé part en recyclerie, bordereau joint.
        - Travail possible la nuit, le dimanche et pendant les congés.
        - Camions au gaz vert, tournées regroupées {dans_dep}.
        - Porteurs formés aux gestes sûrs, échauffement chaque matin.
        - Assurance et état des lieux contradictoire avant chargement.
    """),
    whom=items("""
        - Administrations qui se regroupent ou ferment un site.
        - Écoles en travaux et universités.
        - Bailleurs, pour relogement temporaire de locataires.
        - Médiathèques, archives et musées.
        - Hôpitaux, pour navettes de linge ou de dossiers.
        - Communes, lors d'élections et de fêtes.
    """),
    references=items("""
        - Transfert de {60-700/10} postes de travail pour {client}, {an}.
        - Déménagement de {1-14} km d'archives pour {client}.
        - Relogement de {20-180/10} familles pendant travaux pour {bailleur}, {an}.
        - Navette quotidienne entre {5-24} sites de {client} depuis {an}.
        - Préparation de {900-12000/100} kits de rentrée pour {client}, {an}.
        - Stockage de {150-1800/50} m³ de mobilier pour {client} depuis {an}.
    """),
    questions=items("""
        - Combien de porteurs pouvez-vous réunir le même jour ?
        - Quels moyens pour les objets lourds ou fragiles ?
        - Disposez-vous d'un stockage de courte durée ?
        - Quels emballages réutilisables fournissez-vous ?
    """),
    social=items("""
        - Recours à des salariés en insertion pour la manutention.
        - Accompagnement attentif des personnes déplacées.
    """),
    environmental=items("""
        - Emballages durables, meubles écartés confiés au réemploi.
        - Livraison en mode doux dans les centres-villes.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("98392000",),
            buyers=("state", "department", "university", "commune", "region"),
            amount=(20_000, 190_000),
            titles=items("""
                - Déménagement [de services|de l'école {nom}|de laboratoires] {a_ville}
                - Transfert de bureaux et d'archives vers le site {nom}
            """),
            body=(
                items("""
                    - Le chantier commence en février : tout doit être vidé, rangé ailleurs puis ramené
                      dix-huit mois plus tard.
                    - {90-460/10} agents changent d'adresse en trois vagues, sans interruption d'accueil
                      du public.
                """),
                items("""
                    - Repérage, fourniture de bacs, démontage, portage, transport, remontage et reprise
                      des meubles inutiles.
                    - {300-2600/100} mètres de dossiers et {40-220/10} armoires sont à déplacer en gardant
                      l'ordre.
                """),
                items("""
                    - Les accès sont étroits et l'ascenseur limité à 400 kg.
                    - Un stockage de {120-700/20} m³ est demandé en option.
                """),
            ),
            lots=(
                LotIdea("Mobilier et postes", "98392000", "Portage, transport et remontage."),
                LotIdea("Archives et livres", "63110000", "Transfert ordonné."),
            ),
            reservable=("L2113-13", "L2113-12"),
        ),
        Story(
            nature="services",
            cpvs=("98392000", "63120000"),
            buyers=("housing", "ccas", "epci"),
            amount=(25_000, 150_000),
            titles=items("""
                - Déménagement de locataires et garde-meuble pendant travaux
                - Relogement temporaire : aide au portage et stockage {a_ville}
            """),
            body=(
                items("""
                    - La rénovation de {60-280/10} logements oblige des familles à quitter leur maison
                      quelques mois.
                    - Beaucoup d'habitants ont plus de soixante-quinze ans et redoutent ce moment.
                """),
                items("""
                    - Le prestataire prépare les cartons avec eux, démonte, porte, met en place, puis
                      ramène tout.
                    - Débarras des caves, garde-meuble propre, petites réparations et nettoyage du
                      logement quitté.
                """),
                items("""
                    - Une personne de confiance suit chaque famille du début à la fin.
                    - Les commandes arrivent quinze jours à l'avance.
                """),
            ),
            reservable=("L2113-13",),
        ),
        Story(
            nature="services",
            cpvs=("60161000", "64120000"),
            buyers=("hospital", "epci", "department", "agency"),
            amount=(25_000, 170_000),
            titles=items("""
                - Navettes et livraisons entre sites {de_ville}
                - Logistique urbaine à vélo : plis, [repas|livres] et petit matériel
            """),
            body=(
                items("""
                    - Cinq services utilisent chacun leur fourgon, souvent vide au retour.
                    - La zone à faibles émissions et le bruit nous conduisent à repenser les petits
                      transports.
                """),
                items("""
                    - {8-34} points à relier matin et soir : courrier, échantillons, ouvrages, pièces
                      légères.
                    - L'opérateur assure tournées fixes, courses urgentes et suivi en temps réel.
                """),
                items("""
                    - Des véhicules sans moteur thermique sont exigés en centre-ville.
                    - Les conditions de travail des livreurs seront examinées.
                """),
            ),
            reservable=("L2113-12",),
            innovation=True,
        ),
    ),
)
