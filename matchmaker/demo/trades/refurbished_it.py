"""Refurbished computers and phones, repair, collection."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="refurbished_it",
    label="Matériel informatique reconditionné",
    naf=("95.11Z", "46.51Z", "47.79Z"),
    kinds={"EA": 5, "EI": 3, "ACI": 4, "scop": 1, "association": 2, "ESAT": 1},
    firm_words=("Informatique", "Reconditionné", "Ordis", "Seconde Vie", "Matériels"),
    labels=("RecQ", "ISO 14001", "QualiRépar", "Numérique responsable niveau 1"),
    presentation=items("""
        - Nous donnons une deuxième vie aux ordinateurs et aux téléphones [des administrations|de la
          région].
        - Collecter, effacer, réparer, revendre : [quatre gestes|un même atelier] et des emplois qui
          restent ici.
        - Un poste sur deux jeté marche encore ; nous le prouvons chaque jour sur nos établis.
    """),
    activities=(
        Activity(
            key="sales",
            cpvs=("30213100", "30213300", "30231300", "32250000"),
            titles=items("""
                - Ordinateurs et écrans reconditionnés
                - Téléphones et tablettes remis à neuf
                - Location et [vente|livraison] de postes de seconde main garantis
            """),
            what=items("""
                - Nous vendons portables, unités centrales et écrans reconditionnés de gamme
                  professionnelle, garantis {12-36/12} mois, [batterie neuve|disque neuf].
                - Les téléphones et tablettes, triés en trois états, sont livrés débloqués, [coque et
                  chargeur compris|configurés pour votre flotte].
                - Classes mobiles de {12-30/2} portables, chariot et souris compris, prêtes pour
                  [l'école|la médiathèque].
                - Chaque machine est livrée sous système libre ou avec votre image, étiquetée,
                  inventoriée.
            """),
        ),
        Activity(
            key="repair",
            cpvs=("50312600", "50320000", "30237000"),
            titles=items("""
                - Réparation de matériel informatique
                - Prolongation de parc : batteries, mémoires, disques
                - Atelier de réparation ouvert et pièces détachées
            """),
            what=items("""
                - Nous réparons portables, imprimantes et écrans : [charnières, claviers, dalles|cartes
                  mères au micro-soudage].
                - Plutôt que renouveler, nous ajoutons mémoire et disque rapide : {2-4} ans gagnés pour le
                  dixième du prix.
                - Un atelier mobile s'installe {a_ville} et répare sur place les postes d'une
                  collectivité.
                - Les pièces saines des machines mortes sont testées, [classées et proposées|mises en
                  stock pour vos pannes].
            """),
        ),
        Activity(
            key="collection",
            cpvs=("90514000", "90511100", "72322000"),
            titles=items("""
                - Collecte et effacement certifié de données
                - Reprise de parcs informatiques et dons
                - Tri et démantèlement d'équipements électriques
            """),
            what=items("""
                - Nous enlevons le matériel réformé, pesons, inventorions et effaçons les disques avec
                  certificat [par numéro de série|nominatif].
                - Ce qui fonctionne est rendu à vos écoles ou donné à [des familles|des associations] ; le
                  reste part en filière agréée.
                - Le démantèlement manuel sépare cuivre, cartes et plastiques, taux de réemploi annoncé :
                  {42-71} %.
                - La valeur des machines reprises vient en [déduction de vos achats|avoir sur vos
                  réparations].
            """),
        ),
    ),
    how=items("""
        - Trente-deux points de contrôle sont passés sur chaque appareil, rapport joint.
        - Un échange standard part sous {24-72} heures en cas de panne.
        - L'atelier {de_ville} emploie des techniciens handicapés ou en parcours, diplômés en fin de
          contrat.
        - Les disques sont effacés selon une norme reconnue, ou broyés devant témoin.
        - Nos camions collectent en rapportant les commandes : aucun trajet à vide.
        - Un bilan carbone et matière vous est remis chaque année.
        - Le stock, visible en ligne, réserve des lots homogènes de {10-200/10} machines.
        - Emballages repris, cartons et mousses servent {4-9} fois.
    """),
    whom=items("""
        - Écoles et communes tenues d'acheter une part de matériel de réemploi.
        - Collèges, lycées et universités.
        - Services de l'État renouvelant leurs parcs.
        - CCAS et associations luttant contre la fracture numérique.
        - Médiathèques, espaces France services, centres sociaux.
        - Hôpitaux et bailleurs disposant de stocks à évacuer.
    """),
    references=items("""
        - {60-900/10} portables reconditionnés livrés à {client}, {an}.
        - Collecte de {2-28} tonnes de matériel pour {client}, effacement certifié, {an}.
        - Classes mobiles de {4-22} écoles pour {collectivite}.
        - Remplacement de {80-640/10} batteries et disques pour {client} en {an}.
        - Don de {40-300/10} postes à des familles avec {bailleur}.
        - Flotte de {50-420/10} téléphones pour {client} depuis {an}.
    """),
    questions=items("""
        - Quels volumes homogènes pouvez-vous fournir ?
        - Quelle garantie accordez-vous, batterie comprise ?
        - Comment prouvez-vous l'effacement des données ?
        - Reprenez-vous nos anciens équipements, à quel prix ?
    """),
    social=items("""
        - Reconditionnement par des salariés handicapés ou en insertion.
        - Une machine donnée à une association pour vingt achetées.
    """),
    environmental=items("""
        - Réemploi plutôt que neuf, conformément aux obligations de la loi anti-gaspillage.
        - Taux de réparation et de réemploi suivi chaque trimestre.
    """),
    stories=(
        Story(
            nature="supplies",
            cpvs=("30213100", "30213300", "30231300"),
            buyers=("commune", "epci", "school", "department", "state", "university"),
            amount=(25_000, 240_000),
            titles=items("""
                - Achat d'ordinateurs et d'écrans de seconde main
                - Équipement numérique des écoles en matériel de réemploi {a_ville}
            """),
            body=(
                items("""
                    - La loi nous demande qu'un équipement acheté sur cinq soit issu du réemploi ; nous
                      voulons aller au-delà.
                    - Les tablettes offertes il y a huit ans ne s'allument plus et le budget d'achat a été
                      divisé par deux.
                """),
                items("""
                    - Il faut {60-480/10} machines portables solides, dalle mate, clavier français,
                      autonomie de {4-6} heures au moins.
                    - La fourniture couvre portables, unités fixes, moniteurs, stations d'accueil et
                      housses, livrés prêts à servir.
                """),
                items("""
                    - L'ancien parc est à reprendre, données détruites, avec attestation.
                    - La garantie et l'échange rapide comptent plus que la nouveauté.
                """),
            ),
            lots=(
                LotIdea("Ordinateurs", "30213100", "Portables et unités fixes remis à neuf."),
                LotIdea("Écrans et accessoires", "30231300", "Moniteurs, claviers, stations."),
                LotIdea("Téléphones", "32250000", "Mobiles professionnels reconditionnés."),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="services",
            cpvs=("90514000", "72322000"),
            buyers=("state", "hospital", "university", "region", "housing"),
            amount=(15_000, 90_000),
            titles=items("""
                - Enlèvement, destruction de données et seconde vie du parc réformé
                - Reprise d'équipements électriques et informatiques
            """),
            body=(
                items("""
                    - Deux caves débordent de postes, d'imprimantes et de câbles, dont certains portent
                      des données sensibles.
                    - Le renouvellement de {300-1900/100} postes en {prochaine} posera la question des
                      anciens.
                """),
                items("""
                    - Le prestataire trie, pèse, efface ou broie les supports, remet en état ce qui peut
                      l'être et trace le reste.
                    - Nous voulons un certificat par numéro de série et une part de machines redonnées à
                      des associations.
                """),
                items("""
                    - L'accès aux sites est contrôlé, les enlèvements se font sur rendez-vous.
                    - Un rapport de réemploi annuel est demandé.
                """),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="services",
            cpvs=("50312600", "30237000"),
            buyers=("epci", "school", "commune", "department"),
            amount=(12_000, 80_000),
            titles=items("""
                - Réparation et prolongation du parc informatique
                - Maintenance d'ordinateurs et de tablettes [des écoles|du lycée {nom}]
            """),
            body=(
                items("""
                    - {90-700/10} appareils sont immobilisés pour une batterie gonflée ou une vitre
                      fendue.
                    - Notre plan de sobriété fixe à sept ans la durée de vie d'un poste.
                """),
                items("""
                    - Diagnostic, changement de pièces, ajout de mémoire, nettoyage et retour sous dix
                      jours.
                    - Une permanence mensuelle sur place permettrait d'éviter les transports.
                """),
                items("""
                    - Les pièces d'occasion testées sont acceptées.
                    - Le prix par type de panne sera forfaitaire.
                """),
            ),
            reservable=("L2113-12",),
        ),
    ),
)
