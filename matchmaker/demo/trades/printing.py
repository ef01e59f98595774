"""Printing, graphic design, signs and films."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="printing",
    label="Impression et communication",
    naf=("18.12Z", "18.13Z", "73.11Z", "74.10Z", "59.11B"),
    kinds={"EA": 5, "ESAT": 4, "scop": 4, "EI": 1, "association": 1},
    firm_words=("Imprimerie", "Graphisme", "Communication", "Images", "Signalétique"),
    labels=("Imprim'Vert", "PEFC", "FSC", "Print'Ethic", "Écolabel européen"),
    presentation=items("""
        - Imprimeurs et graphistes, nous [mettons en page, imprimons et distribuons|donnons forme aux
          messages publics].
        - Affiches, bulletins, panneaux et [films|expositions] : la chaîne entière tient sous notre toit.
        - Nous aimons le papier recyclé, les encres végétales et les phrases courtes.
    """),
    activities=(
        Activity(
            key="print",
            cpvs=("79810000", "22150000", "79823000"),
            titles=items("""
                - Impression de bulletins, affiches et dépliants
                - Impression numérique et façonnage
                - Routage, mise sous pli et distribution
            """),
            what=items("""
                - Nous imprimons bulletins municipaux, [programmes de saison|guides pratiques] et
                  affiches, de {100-900/100} à {20-60/10} 000 exemplaires, sur papier recyclé.
                - Façonnage : pliage, [agrafage|dos carré collé], découpe, reliure et numérotation.
                - L'atelier de routage met sous pli [convocations|cartes de vœux] et factures, affranchit
                  et dépose au centre de tri.
                - Cartes de visite, chemises, carnets et [billetterie|liasses] sont tirés à la demande en
                  {2-5} jours.
            """),
        ),
        Activity(
            key="design",
            cpvs=("79822500", "79341400", "79416000"),
            titles=items("""
                - Création graphique et [identité visuelle|mise en page]
                - Campagnes d'information publique
                - Facile à lire et à comprendre, accessibilité des documents
            """),
            what=items("""
                - Nous concevons chartes, logos et [magazines|rapports d'activité], maquettes modifiables
                  remises au client.
                - Une campagne de prévention se bâtit avec les habitants : slogan, [affiches, vidéos
                  courtes|jeux et expositions], mesure des effets.
                - Vos documents sont réécrits en facile à lire et à comprendre, relus par un groupe de
                  personnes handicapées.
                - Illustrations, cartes et infographies rendent [un budget|un plan climat|un règlement]
                  clair au premier regard.
            """),
        ),
        Activity(
            key="signs",
            cpvs=("35261000", "44423400", "92111250"),
            titles=items("""
                - Signalétique intérieure et panneaux extérieurs
                - Films, photographies et podcasts
                - Expositions itinérantes et kakémonos sans PVC
            """),
            what=items("""
                - Nous fabriquons plaques, totems, [pupitres de sentier|panneaux de chantier] et
                  fléchages, en bois, métal ou composite recyclé.
                - Un parcours signalé, lisible [en braille et relief|par pictogrammes], guide le public
                  dans vos bâtiments.
                - Reportages, portraits d'agents et films de {2-6} minutes sont tournés en équipe légère
                  et sous-titrés.
                - Bâches et kakémonos en [coton|papier intissé] reviennent à l'atelier pour devenir des
                  sacs.
            """),
        ),
    ),
    how=items("""
        - Un bon à tirer part sous {24-48} heures, deux allers-retours compris.
        - Machines sans alcool isopropylique, encres à base de [colza|soja], chutes recyclées à {96-100}
          %.
        - Livraison groupée {a_ville} et alentour, en véhicule électrique.
        - La coordinatrice éditoriale suit chaque numéro, du sommaire à la boîte aux lettres.
        - Fichiers sources, polices libres et droits sont cédés avec la commande.
        - Le personnel d'atelier, en grande partie en situation de handicap, est formé aux postes de
          [massicot|conduite].
        - Nous calculons le grammage et le format qui laissent le moins de chute.
        - Un espace en ligne garde vos modèles et le suivi des stocks.
    """),
    whom=items("""
        - Services de communication de communes et d'intercommunalités.
        - Offices de tourisme, musées et théâtres.
        - Préfectures et agences publiques, pour formulaires et campagnes.
        - Hôpitaux : livrets d'accueil, consignes, étiquettes.
        - Universités et lycées.
        - Syndicats de déchets et d'eau, pour la pédagogie.
    """),
    references=items("""
        - Bulletin trimestriel de {collectivite}, {2-28} 000 exemplaires depuis {an}.
        - Signalétique de {3-14} bâtiments pour {client}, {an}.
        - Campagne sur le tri des biodéchets pour {collectivite}, {an}.
        - Mise sous pli électorale de {12-90} 000 plis pour {collectivite}.
        - Livret d'accueil en langage simple pour {client}, relu par des usagers.
        - Exposition de {12-40} panneaux sur l'histoire minière pour {collectivite} en {an}.
    """),
    questions=items("""
        - Quels papiers recyclés tenez-vous en stock ?
        - Pouvez-vous livrer en plusieurs points ?
        - Quelle part du travail est faite dans vos propres ateliers ?
        - Comment garantissez-vous l'accessibilité des documents ?
    """),
    social=items("""
        - Façonnage et mise sous pli par des travailleurs handicapés.
        - Documents relus par des personnes concernées par la lecture simplifiée.
    """),
    environmental=items("""
        - Papier recyclé, encres végétales, formats sans perte.
        - Tirages ajustés aux besoins réels, sans pelliculage.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("79810000", "79823000"),
            buyers=("commune", "epci", "department", "university"),
            amount=(20_000, 160_000),
            titles=items("""
                - Impression et distribution du [bulletin|magazine] et des supports courants
                - Travaux d'imprimerie {de_ville} : affiches, dépliants, papeterie
            """),
            body=(
                items("""
                    - Nous éditons {4-11} numéros par an, à {3-42} 000 exemplaires, et une centaine de
                      petits travaux.
                    - Le prestataire actuel sous-traite loin d'ici ; nous aimerions savoir qui imprime
                      encore près de chez nous.
                """),
                items("""
                    - Magazine de {16-40/4} pages, papier recyclé non couché, agrafé ; affiches, cartons
                      d'invitation, enveloppes à en-tête.
                    - L'impression, le pliage, l'étiquetage et la distribution dans les boîtes sont
                      compris.
                """),
                items("""
                    - Délais courts : {3-6} jours ouvrés entre le bon à tirer et la livraison.
                    - Les invendus et les chutes doivent être repris.
                """),
            ),
            lots=(
                LotIdea("Magazine", "79823000", "Impression, façonnage, livraison au distributeur."),
                LotIdea("Petits travaux", "79811000", "Affiches, cartes, dossiers en petit nombre."),
                LotIdea("Mise sous pli et distribution", "79824000", "Routage et boîtage."),
            ),
            reservable=("L2113-12",),
        ),
        Story(
            nature="services",
            cpvs=("79822500", "79341400"),
            buyers=("epci", "state", "region", "syndicate", "agency"),
            amount=(20_000, 120_000),
            titles=items("""
                - Campagne d'information sur [le tri|l'eau|les métiers du soin] {dans_dep}
                - Conception graphique et documents faciles à lire
            """),
            body=(
                items("""
                    - Un habitant sur trois dit ne pas comprendre nos consignes ; nous repartons de leurs
                      mots.
                    - La nouvelle politique sera mise en place en avril {prochaine} et personne ne la
                      connaît encore.
                """),
                items("""
                    - Le prestataire imagine un fil conducteur, écrit des textes courts, dessine affiches
                      et vignettes et prépare une exposition mobile.
                    - Nous attendons une charte souple, trois affiches, des vidéos brèves et une version
                      en facile à lire.
                """),
                items("""
                    - Deux ateliers avec des habitants guideront la création.
                    - Les fichiers modifiables et les droits nous seront remis.
                """),
            ),
        ),
        Story(
            nature="supplies",
            cpvs=("35261000", "44423400"),
            buyers=("hospital", "commune", "department", "university"),
            amount=(15_000, 110_000),
            titles=items("""
                - Signalétique [du site {nom}|des sentiers de découverte|des bâtiments communaux]
                - Panneaux d'information et plaques {a_ville}
            """),
            body=(
                items("""
                    - Visiteurs et patients se perdent : onze noms différents coexistent pour un même
                      pavillon.
                    - Les panneaux en plastique, délavés, doivent laisser place à des supports durables.
                """),
                items("""
                    - Plan d'implantation, fabrication et pose de {40-260/10} éléments : totems, flèches,
                      plaques de porte en relief.
                    - Chaque halte recevra un pupitre en bois, un texte court, une illustration et une
                      version audio.
                """),
                items("""
                    - Les matériaux doivent résister au vandalisme et se démonter.
                    - Un essai avec des personnes malvoyantes précède la fabrication.
                """),
            ),
            reservable=("L2113-12",),
        ),
    ),
)
