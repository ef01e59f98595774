"""Food from the region's farms for public kitchens."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="local_food",
    label="Produits alimentaires locaux",
    naf=("01.13Z", "46.31Z", "10.39A", "10.51A", "10.71C", "46.38B"),
    kinds={"ACI": 5, "ESAT": 3, "scic": 3, "association": 2, "EI": 1, "EA": 1},
    firm_words=("Primeurs", "Fermes", "Maraîchage", "Récoltes", "Terroirs"),
    labels=("Agriculture biologique", "HVE niveau 3", "Label Rouge", "IGP Lingot du Nord", "Bleu-Blanc-Cœur"),
    presentation=items("""
        - Nous livrons aux cantines ce que [les fermes d'ici produisent|nous semons, récoltons et lavons].
        - Légumes, lait, pain et [volailles|fruits] : nos producteurs sont connus par leur nom, leurs prix
          aussi.
        - De la parcelle à la cuisine, [une journée suffit|il n'y a qu'un camion].
    """),
    activities=(
        Activity(
            key="vegetables",
            cpvs=("03221000", "03212100", "03222321"),
            titles=items("""
                - Légumes et fruits [de saison|bio et locaux] pour cantines
                - Pommes de terre, endives et [carottes|poireaux] du pays
                - Légumerie : produits lavés, épluchés, coupés
            """),
            what=items("""
                - Nous fournissons pommes de terre, carottes, [endives de pleine terre|choux de
                  Saint-Omer], oignons et salades, calibrés pour la cuisine collective.
                - Pommes, poires et [fraises|rhubarbe] de nos vergers arrivent en caisses reprises, mûres
                  et non traitées après récolte.
                - La légumerie lave, épluche et coupe {2-9} tonnes par semaine, en cubes,
                  [râpés|rondelles], sans conservateur.
                - Un calendrier de cultures est signé avec chaque cuisine, [surfaces et prix
                  garantis|semis compris], dès l'hiver précédent.
            """),
        ),
        Activity(
            key="animal",
            cpvs=("15500000", "15112000", "15111000", "03142500"),
            titles=items("""
                - Lait, yaourts et fromages fermiers
                - Viandes et volailles [d'élevages de la région|de plein air]
                - Œufs et produits laitiers en gros conditionnements
            """),
            what=items("""
                - Yaourts et crèmes en seaux de {3-10} kg, [maroilles et tommes|fromage blanc] à la coupe,
                  viennent de trois laiteries voisines.
                - Bœuf, porc et agneau sont livrés en [sauté, haché et rôti|muscles entiers], équilibre de
                  carcasse respecté.
                - Poulets, œufs et lapins proviennent d'élevages de moins de {300-900/100} têtes, en plein
                  air.
                - Chaque colis porte [le nom de la ferme|la date d'abattage] et le numéro de lot.
            """),
        ),
        Activity(
            key="grocery",
            cpvs=("15811100", "15612000", "15331000", "15300000"),
            titles=items("""
                - Pain, farines et [biscuits|pâtes] d'artisans
                - Épicerie, légumes secs et conserves
                - Paniers et colis de produits régionaux
            """),
            what=items("""
                - Pains au levain de {400-2000/200} g, farines sur meule et brioches, livrés [avant sept
                  heures|la veille au soir].
                - Lingots, [lentilles|haricots flageolets], huile de colza et pâtes de blé local couvrent
                  les repas sans viande.
                - Nous cuisons soupes, compotes et ratatouilles avec des surplus de récolte, [en bocaux|en
                  poches de cinq kilos].
                - Des colis de fin d'année réunissent {5-12} spécialités, préparés par nos salariés dans
                  [une boîte|un panier] réemployable.
            """),
        ),
    ),
    how=items("""
        - Les commandes, passées jusqu'à [mardi midi|la veille à dix heures], sont livrées en camion
          réfrigéré {dans_dep}.
        - Prix fixés par trimestre avec les producteurs, sans remise cachée.
        - Caisses, seaux et bocaux sont consignés et lavés {a_ville}.
        - Traçabilité complète : parcelle, récolte, température, bon numérique.
        - Nous ouvrons [deux fermes|nos champs] aux classes chaque printemps.
        - Un remplacement est proposé avant tout produit manquant, jamais après.
        - La tournée dessert {8-40} cuisines, camions jamais vides au retour.
        - Une cuisinière conseille vos équipes sur les cuissons douces et les menus végétariens.
    """),
    whom=items("""
        - Cuisines scolaires de {50-900/10} repas par jour.
        - Lycées et collèges en gestion directe.
        - Hôpitaux et maisons de retraite, textures comprises.
        - Cuisines centrales et groupements d'achat.
        - Crèches, pour purées et compotes sans sucre.
        - Épiceries sociales et CCAS.
    """),
    references=items("""
        - {8-60} tonnes de légumes par an livrées à {client} depuis {an}.
        - Yaourts fermiers pour {900-5200/100} élèves de {client}.
        - Passage à {40-100/10} % de pommes de terre locales pour {client} en {an}.
        - Colis d'aînés, {300-2400/100} pièces, pour {collectivite}, décembre {an}.
        - Pain bio de {4-16} cantines de {collectivite}, depuis {an}.
        - Menus tout local d'une semaine avec {collectivite}, {an}.
    """),
    questions=items("""
        - Quels volumes pouvez-vous garantir, mois par mois ?
        - Quel délai vous faut-il pour planifier une culture ?
        - Livrez-vous plusieurs petits sites en une tournée ?
        - Quelles certifications avez-vous, pour quelle part de vos produits ?
    """),
    social=items("""
        - Juste prix au producteur, indexé sur les coûts de production.
        - Maraîchage ou conditionnement par des salariés en insertion ou handicapés.
    """),
    environmental=items("""
        - Saisonnalité respectée et livraisons groupées.
        - Emballages consignés, produits bio ou de haute valeur environnementale.
    """),
    stories=(
        Story(
            nature="supplies",
            cpvs=("03221000", "03222300"),
            buyers=("school", "commune", "department", "hospital", "epci"),
            amount=(25_000, 260_000),
            titles=items("""
                - Fourniture de légumes et de fruits frais [de saison|pour la restauration]
                - Denrées fraîches pour les cuisines {de_dep}
            """),
            body=(
                items("""
                    - Notre cuisine prépare {250-1800/50} repas par jour et atteint péniblement 20 % de
                      produits durables.
                    - Les cuisiniers veulent retrouver des produits qui ont du goût et acheter au plus
                      près, dans le respect des règles.
                """),
                items("""
                    - Besoins annuels : {6-45} tonnes de pommes de terre, carottes, poireaux, choux,
                      salades, et des pommes toute l'année scolaire.
                    - Une part doit arriver épluchée et découpée, faute de légumerie chez nous ; le reste
                      en caisses rendues.
                """),
                items("""
                    - Les variétés et les semaines de livraison seront fixées avec les exploitants chaque
                      hiver.
                    - Des visites de fermes sont prévues au programme éducatif.
                """),
            ),
            lots=(
                LotIdea("Légumes bruts", "03221000", "Racines, feuilles, choux et salades."),
                LotIdea(
                    "Légumes prêts à cuire", "15331000", "Lavés, épluchés, coupés, sous quarante-huit heures."
                ),
                LotIdea("Fruits", "03222300", "Pommes, poires et fruits rouges de saison."),
            ),
            reservable=("L2113-13",),
        ),
        Story(
            nature="supplies",
            cpvs=("15500000", "15112000"),
            buyers=("department", "region", "hospital", "commune", "care_home"),
            amount=(30_000, 320_000),
            titles=items("""
                - Produits laitiers, œufs et volailles pour la restauration collective
                - Viandes et laitages fermiers, cuisines {de_ville} et voisines
            """),
            body=(
                items("""
                    - Le groupement de {6-28} cuisines souhaite ouvrir ses achats à des exploitations et
                      ateliers de taille modeste.
                    - Le yaourt en pot plastique produit {30-95} kg de déchets par mois dans chaque
                      réfectoire.
                """),
                items("""
                    - Sont recherchés : seaux de fromage blanc, tommes à trancher, œufs plein air, poulets
                      entiers et sauté de bœuf.
                    - Le fournisseur livre deux fois par semaine, en contenants repris, avec étiquetage de
                      l'élevage d'origine.
                """),
                items("""
                    - Les quantités peuvent être partagées entre plusieurs titulaires.
                    - L'achat de bêtes entières, bien valorisées, est à l'étude.
                """),
            ),
            lots=(
                LotIdea("Crèmerie", "15500000", "Laits, yaourts, fromages en vrac."),
                LotIdea("Volailles et œufs", "15112000", "Plein air, découpes selon calendrier."),
                LotIdea("Viandes", "15111000", "Bœuf et porc, équilibre matière."),
            ),
        ),
        Story(
            nature="supplies",
            cpvs=("15811100", "15897300"),
            buyers=("ccas", "commune", "state", "school"),
            amount=(12_000, 70_000),
            titles=items("""
                - Pain [au levain|biologique] pour les cantines {a_ville}
                - Colis gourmands de fin d'année pour les [aînés|agents]
            """),
            body=(
                items("""
                    - Un tiers des baguettes revient à la poubelle : nous voulons un pain qui se garde.
                    - La commande annuelle compte {280-1600/10} colis, jusqu'ici achetés à un catalogue
                      lointain.
                """),
                items("""
                    - Miches tranchées, farines du pays, livraison à l'aube dans des sacs en tissu ;
                      brioche le vendredi.
                    - Chaque colis contiendra une terrine, des biscuits, une conserve et une douceur,
                      faits dans la région.
                """),
                items("""
                    - Une dégustation par les convives comptera dans le choix.
                    - La préparation par des travailleurs handicapés ou en parcours sera bienvenue.
                """),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
    ),
)
