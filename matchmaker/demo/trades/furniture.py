"""Furniture: made, restored, for offices, schools and streets."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="furniture",
    label="Mobilier et réemploi",
    naf=("31.01Z", "31.09B", "16.29Z", "95.29Z"),
    kinds={"EA": 3, "ESAT": 4, "ACI": 5, "EI": 3, "scop": 2, "association": 1},
    firm_words=("Mobilier", "Meubles", "Ateliers Bois", "Réemploi", "Établis"),
    labels=("PEFC", "FSC", "NF Environnement Ameublement", "Longtime"),
    presentation=items("""
        - Nous fabriquons et remettons en état des meubles [pour l'école et le bureau|qui se
          transmettent].
        - Chaises, tables, armoires et [bancs|rayonnages] passent entre nos mains, neufs ou de seconde
          vie.
        - Rien ne part à la benne avant d'avoir été [regardé, démonté, réparé|essayé ailleurs].
    """),
    activities=(
        Activity(
            key="office",
            cpvs=("39130000", "39121100", "39112000"),
            titles=items("""
                - Mobilier de bureau de seconde main
                - Bureaux, sièges et [caissons|armoires] remis à neuf
                - Aménagement d'espaces de travail en réemploi
            """),
            what=items("""
                - Nous proposons bureaux, [caissons, armoires|tables de réunion] et sièges de seconde
                  main, nettoyés, réparés et garantis deux ans.
                - Les fauteuils fatigués sont regarnis, [vérins et roulettes changés|tissu neuf], pour le
                  tiers d'un siège neuf.
                - Un inventaire de vos meubles dormants, [photographié|en ligne], les fait circuler entre
                  services.
                - Nous dessinons l'implantation, livrons, montons et [reprenons l'ancien|réglons chaque
                  poste].
            """),
        ),
        Activity(
            key="school",
            cpvs=("39160000", "39161000", "39155000", "39121200"),
            titles=items("""
                - Mobilier scolaire et de crèche en bois massif
                - Rayonnages et assises de médiathèque
                - Tables, bancs et [cabanes de lecture|meubles bas] pour enfants
            """),
            what=items("""
                - Tables à hauteur variable, chaises légères et [casiers|estrades] équipent les classes ;
                  le hêtre et le peuplier viennent de la région.
                - Pour la petite enfance, nous réalisons lits bas, [meubles à langer|parcours de
                  motricité] et bancs aux angles ronds.
                - Étagères, bacs à albums et fauteuils de lecture composent des médiathèques
                  [modulables|montées sur roulettes].
                - Plateaux rayés et piètements tordus sont repris : ponçage, stratifié neuf,
                  [soudure|embouts], retour en quinze jours.
            """),
        ),
        Activity(
            key="outdoor",
            cpvs=("34928400", "39113600", "39142000", "50850000"),
            titles=items("""
                - Bancs, tables et jardinières d'extérieur
                - Mobilier urbain en bois local
                - Réparation et restauration de meubles
            """),
            what=items("""
                - Bancs, [tables de pique-nique|transats publics], jardinières et abris sont construits en
                  douglas ou robinier non traité.
                - Un service de réparation tourne dans vos bâtiments : [serrures, tiroirs, pieds|plateaux,
                  galettes, roulettes], deux fois par an.
                - Des palettes et des bois de chantier, nous tirons [scènes, comptoirs et
                  gradins|composteurs et hôtels à insectes].
                - Fauteuils anciens, [boiseries|vitrines de musée] et tables de conseil sont recollés,
                  revernis au tampon et [recannés|regarnis au crin].
            """),
        ),
    ),
    how=items("""
        - Un prototype est essayé une semaine par [une classe|un service] avant la série.
        - Tous nos assemblages se démontent ; une notice et des pièces accompagnent le meuble.
        - L'atelier {de_ville} sépare neuf et réemploi sur {600-3200/100} m².
        - Vernis à l'eau et huiles dures, émissions mesurées.
        - Livraison en couvertures réutilisées, ni mousse ni film.
        - Le prix de reprise est affiché dès la vente.
        - Une menuisière-encadrante forme six personnes à la fois, jusqu'au titre professionnel.
        - Les quantités se complètent sur plusieurs années, même modèle, même teinte.
    """),
    whom=items("""
        - Écoles, crèches et accueils de loisirs.
        - Administrations qui emménagent ou se resserrent.
        - Universités, internats et résidences.
        - Médiathèques, musées et tiers-lieux.
        - Communes, pour parcs, cours et places.
        - Hôpitaux et foyers, assises faciles à nettoyer.
    """),
    references=items("""
        - {60-700/10} postes de travail en réemploi pour {client}, {an}.
        - Mobilier de {6-44} classes pour {client}, rentrée {an}.
        - Réfection de {90-1200/10} chaises d'école pour {collectivite}.
        - {14-90} bancs et tables en robinier pour {collectivite}, {an}.
        - Médiathèque de {180-620/20} m² équipée pour {collectivite} en {an}.
        - Débarras et tri de {4-40} tonnes de meubles pour {client}, {58-88} % réemployés.
    """),
    questions=items("""
        - Quels volumes de meubles identiques pouvez-vous réunir ?
        - Vos produits sont-ils réparables par nos agents ?
        - Quelle provenance pour les bois ?
        - Reprenez-vous le mobilier remplacé ?
    """),
    social=items("""
        - Fabrication ou remise en état par des personnes en insertion ou handicapées.
        - Élèves associés à la conception et à l'assemblage.
    """),
    environmental=items("""
        - Réemploi prioritaire, part minimale de matière recyclée selon la loi anti-gaspillage.
        - Bois local certifié, finitions sans solvant.
    """),
    stories=(
        Story(
            nature="supplies",
            cpvs=("39130000", "39112000"),
            buyers=("state", "region", "epci", "agency", "university"),
            amount=(30_000, 310_000),
            titles=items("""
                - Ameublement de bureaux en réemploi, site {nom}
                - Fourniture de mobilier administratif [de seconde main|neuf ou rénové] {a_ville}
            """),
            body=(
                items("""
                    - {70-320/10} agents rejoignent un bâtiment rénové et une bonne partie des meubles
                      actuels peut les suivre, une fois réparée.
                    - Nous ne voulons plus acheter neuf ce qui existe déjà : nos réserves et celles des
                      voisins sont pleines.
                """),
                items("""
                    - Le titulaire inventorie, remet en état, complète avec des pièces d'occasion puis
                      installe tables, fauteuils et rangements.
                    - Besoins : plans de travail réglables, assises ergonomiques, vestiaires, cabines
                      téléphoniques et salles de réunion.
                """),
                items("""
                    - L'installation se fait en deux week-ends.
                    - L'harmonie des couleurs importe, pas l'uniformité.
                """),
            ),
            lots=(
                LotIdea(
                    "Inventaire et remise en état", "50850000", "Tri, réparation et nettoyage de l'existant."
                ),
                LotIdea("Sièges", "39112000", "Fauteuils rénovés ou neufs réparables."),
                LotIdea("Bureaux et rangements", "39130000", "Compléments en seconde main."),
            ),
            reservable=("L2113-12", "L2113-13", "L2113-13-1"),
        ),
        Story(
            nature="supplies",
            cpvs=("39160000", "39161000"),
            buyers=("commune", "school", "department", "ccas"),
            amount=(20_000, 180_000),
            titles=items("""
                - Mobilier de classe et de dortoir [pour l'école {nom}|pour trois écoles] {a_ville}
                - Équipement de la crèche et de la bibliothèque {nom}
            """),
            body=(
                items("""
                    - Deux classes ouvrent et les tables, hautes de 1980, ne conviennent plus aux petits.
                    - Les enseignants demandent des salles flexibles où l'on s'assied, se tient debout ou
                      travaille à plusieurs.
                """),
                items("""
                    - Il faut {50-260/10} tables et chaises à la taille des enfants, {20-60/5} couchettes,
                      des rayonnages bas et des bancs de vestiaire.
                    - Une part des tables sera rénovée plutôt que remplacée : plateaux, pieds et embouts.
                """),
                items("""
                    - Les matériaux ne doivent dégager ni odeur ni formaldéhyde.
                    - Livraison et montage entre le 10 juillet et le 20 août {prochaine}.
                """),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="supplies",
            cpvs=("34928400", "39113600"),
            buyers=("commune", "epci", "department", "syndicate"),
            amount=(12_000, 90_000),
            titles=items("""
                - Bancs, tables et abris en bois [pour les haltes|pour les parcs] {a_ville}
                - Mobilier extérieur robuste et réparable
            """),
            body=(
                items("""
                    - Aucune assise sur {3-14} kilomètres de promenade : les plus âgés ont renoncé à
                      venir.
                    - Le plan canicule prévoit des haltes ombragées dans chaque quartier.
                """),
                items("""
                    - Fourniture et pose de {16-90/2} bancs avec accoudoirs, de tables accessibles en
                      fauteuil et d'abris légers.
                    - Le bois sera durable sans traitement, les lames remplaçables une à une.
                """),
                items("""
                    - Les emplacements seront choisis avec le conseil des aînés.
                    - Une école voisine voudrait suivre la fabrication.
                """),
            ),
            reservable=("L2113-12", "L2113-13", "L2113-13-1"),
        ),
    ),
)
