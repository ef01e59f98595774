"""What firms say of themselves, beyond their trade: openings, teams, ways of the social economy."""

from matchmaker.demo.prose import items

OPENINGS = items("""
    - Créée en {fondee} {a_ville}, {entreprise} [emploie|réunit|fait travailler] {effectif}.
    - {entreprise} est née en {fondee} [d'une reprise par ses salariés|de la rencontre de deux
      artisans|dans un ancien entrepôt] {a_ville} ; la maison compte aujourd'hui {effectif}.
    - Installés {a_ville} depuis {fondee}, nous sommes {effectif} à [faire vivre ce métier|porter cette
      activité] {dans_dep}.
    - Depuis {fondee}, {entreprise} travaille [au départ {de_ville}|dans un rayon raisonnable autour
      {de_ville}] avec {effectif}.
    - {effectif}, un atelier {a_ville}, une clientèle fidèle : voilà {entreprise}, fondée en {fondee}.
    - Entreprise [familiale|indépendante] du département {de_dep}, {entreprise} a ouvert en {fondee} et
      emploie {effectif}.
    - {entreprise} a [fêté ses premiers clients publics|ouvert son atelier] en {fondee} {a_ville}.
      L'équipe, de {effectif}, se renouvelle peu.
    - On nous connaît {a_ville} depuis {fondee}. {entreprise} rassemble {effectif} et [un parc de matériel
      récent|deux adresses voisines|un carnet d'adresses local].
    - Notre maison, {entreprise}, a été ouverte en {fondee} ; {effectif} y travaillent, la plupart
      habitant {a_ville} ou à côté.
    - Voisine {de_ville}, {entreprise} existe depuis {fondee} et fait vivre {effectif}.
""")
SOLO_OPENINGS = items("""
    - {entreprise}, c'est un artisan [et son téléphone|et son fourgon|et un carnet bien tenu] {a_ville}
      depuis {fondee}.
    - {entreprise} : seul aux commandes depuis {fondee}, {a_ville}, le fondateur [fait tout
      lui-même|répond à chaque appel].
    - {entreprise} est l'entreprise d'une seule personne, ouverte en {fondee} {a_ville} et [connue de ses
      voisins|bien équipée].
    - Depuis {fondee}, {entreprise} mène une affaire [sans salarié|à taille humaine] {a_ville}, avec des
      confrères en renfort.
""")
# Said by any firm, and only by those that have a team.
WAYS = items("""
    - Nous répondons [à toute demande sous {24-72} heures|par écrit, prix détaillé], même pour [une petite
      commande|un premier contact].
    - Nous avons appris la commande publique [en sous-traitance|avec un groupement d'artisans|grâce aux
      clauses d'insertion] et savons remettre un mémoire technique clair.
    - Nos tarifs sont affichés, [révisés une fois par an|sans frais cachés], et nos factures passent par
      Chorus Pro.
    - Quand un projet nous dépasse, nous répondons avec [un confrère du canton|deux partenaires
      habituels|une coopérative voisine].
    - Notre bilan carbone [est refait tous les trois ans|tient sur une page] et oriente nos achats de
      véhicules.
    - Nous acceptons les visites : [l'atelier est ouvert le vendredi|un rendez-vous suffit], café compris.
    - La moitié de notre activité vient d'acheteurs publics, [surtout des communes|d'abord des écoles et
      des hôpitaux].
""")
TEAM_WAYS = items("""
    - Une même personne suit le client [de la visite à la facture|du devis au bilan annuel].
    - Deux apprentis rejoignent l'équipe chaque année, [plusieurs sont restés|l'un d'eux dirige
      aujourd'hui un atelier].
    - Notre capital appartient à ceux qui travaillent ici ou [à leurs proches|à des voisins].
    - [Pannes, intempéries, absences|Congés, pics d'activité, imprévus] : un remplaçant est désigné
      d'avance pour chaque client.
    - L'entreprise a investi en {an} dans [un véhicule électrique|un atelier mieux isolé|un logiciel de
      planning] et forme ses équipes chaque hiver.
""")
SOCIAL = {
    "EI": items("""
        - Entreprise d'insertion conventionnée, nous embauchons pour deux ans au plus des personnes
          longtemps privées d'emploi ; {40-72} % trouvent ensuite un poste ou une formation.
        - Agréés entreprise d'insertion, nous produisons aux conditions du marché tout en accompagnant une
          partie de nos salariés vers un métier durable.
    """),
    "AI": items("""
        - Association intermédiaire, nous mettons à disposition des salariés en parcours, [à l'heure|à la
          semaine], la paie et le suivi restant à notre charge.
        - Nous confions des missions à {30-220/10} habitants sans emploi chaque année, avec un
          accompagnement individuel vers un contrat stable.
    """),
    "ACI": items("""
        - Atelier et chantier d'insertion, nous proposons des contrats de {24-28} heures et des encadrants
          qui transmettent un métier.
        - Notre chantier d'insertion est soutenu par [le département|l'État et l'intercommunalité] et ses
          équipes préparent un certificat de qualification.
    """),
    "ETTI": items("""
        - Entreprise de travail temporaire d'insertion, nous déléguons des équipes formées et suivies, y
          compris pour répondre aux clauses sociales.
    """),
    "EITI": items("""
        - Entreprise d'insertion par le travail indépendant, nous aidons des travailleurs isolés à trouver
          clients, assurance et collègues.
    """),
    "GEIQ": items("""
        - Groupement d'employeurs pour l'insertion et la qualification, nous formons en alternance des
          jeunes et des demandeurs d'emploi pour nos entreprises adhérentes.
    """),
    "EA": items("""
        - Entreprise adaptée : {56-85} % de nos salariés sont reconnus travailleurs handicapés, sur des
          postes aménagés et en contrat durable.
        - Notre agrément d'entreprise adaptée ouvre droit aux marchés réservés ; chaque poste est étudié
          avec un ergonome.
    """),
    "ESAT": items("""
        - Établissement d'accompagnement par le travail, nous accueillons {35-160/5} travailleurs en
          situation de handicap, encadrés par des moniteurs d'atelier.
        - Les travailleurs de l'établissement choisissent leur atelier, se forment et interviennent par
          équipes de six avec leur moniteur.
    """),
    "scop": items("""
        - Société coopérative, nous élisons notre gérance et partageons le résultat entre les salariés
          associés.
        - En coopérative depuis {fondee}, nous décidons à une voix par personne et réinvestissons
          l'essentiel des bénéfices.
    """),
    "scic": items("""
        - Coopérative d'intérêt collectif, nous réunissons salariés, usagers et collectivités au même
          conseil.
    """),
    "association": items("""
        - Association loi de 1901, nous réinvestissons tout excédent dans [nos ateliers|l'accueil du
          public|la formation des bénévoles].
        - Notre association, à gestion désintéressée, mêle salariés et bénévoles autour d'un projet
          d'utilité sociale.
    """),
    "mutual": items("""
        - Union mutualiste gérée par ses adhérents, nous n'avons pas d'actionnaires à rémunérer et plaçons
          la prévention avant la vente.
    """),
    "foundation": items("""
        - Fondation reconnue d'utilité publique, nous affectons nos recettes à des actions d'accueil et de
          formation.
    """),
}
JOBS = {
    "tpe": (("Gérante", "Gérant"), ("Artisane", "Artisan"), ("Cogérante", "Cogérant")),
    "pme": (
        ("Directrice commerciale", "Directeur commercial"),
        ("Chargée d'affaires", "Chargé d'affaires"),
        ("Présidente", "Président"),
        ("Responsable des marchés publics", "Responsable des marchés publics"),
    ),
    "eti": (
        ("Responsable grands comptes", "Responsable grands comptes"),
        ("Directrice d'agence", "Directeur d'agence"),
    ),
    "social": (
        ("Directrice", "Directeur"),
        ("Encadrante technique", "Encadrant technique"),
        ("Coordinatrice", "Coordinateur"),
        ("Chargée de développement", "Chargé de développement"),
    ),
    "buyer": (
        ("Responsable de la commande publique", "Responsable de la commande publique"),
        ("Acheteuse", "Acheteur"),
        ("Directrice des services techniques", "Directeur des services techniques"),
        ("Chargée des achats responsables", "Chargé des achats responsables"),
        ("Secrétaire générale", "Secrétaire général"),
        ("Gestionnaire des marchés", "Gestionnaire des marchés"),
    ),
}
STREETS = ("rue", "rue", "avenue", "place", "chemin", "allée", "quai", "impasse")
