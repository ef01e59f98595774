"""The stock that `names` combines: given names, family names, parts of invented names."""


def _listed(block: str) -> tuple[str, ...]:
    return tuple(block.split())


WOMEN = _listed("""
    Aïcha Agathe Amandine Anaïs Annick Awa Bénédicte Camille Carole Céline Chantal Claire Clémence
    Coline Delphine Dorothée Élise Élodie Emma Estelle Fanny Farida Fatoumata Florence Gaëlle Hélène
    Inès Isabelle Jeanne Jihane Joséphine Julie Justine Karima Laetitia Leïla Linh Louise Ludivine Lydie
    Magali Maëva Malgorzata Margaux Marie-Laure Mathilde Mélanie Mounia Nadège Nadia Nathalie Noémie
    Océane Odile Pauline Perrine Rachida Romane Sabrina Salomé Samira Sandrine Séverine Solène Sonia
    Stéphanie Sylvie Tatiana Thérèse Valérie Véronique Wanda Yasmine Zofia
""")
MEN = _listed("""
    Abdel Adrien Alain Alexis Amadou Amine Antoine Arnaud Augustin Aurélien Bastien Benoît Bertrand
    Bruno Cédric Christophe Clément Cyril Damien David Denis Didier Dimitri Driss Édouard Émile Enzo
    Étienne Fabien Farid Florent Franck François Gaspard Gérald Grégory Guillaume Hakim Hugo Ibrahima
    Ismaël Jacek Jérôme Joaquim Jonathan Jules Julien Karim Kevin Laurent Loïc Ludovic Malik Marius
    Mathieu Maxime Mehdi Mickaël Minh Moussa Nicolas Olivier Omar Pascal Philippe Quentin Rachid Raphaël
    Régis Rémi Romain Samuel Sébastien Simon Stanislas Sylvain Théo Thibaut Tomasz Valentin Victor
    Vincent Wilfried Xavier Yanis Youssef Yves
""")
# "Da_Cruz" is written with a blank.
SURNAMES = _listed("""
    Achour Adamczyk Alleman Amrani Antunes Bacquet Baillieul Barbry Belkacem Benali Bertin Blondiau
    Bocquet Bonnel Boudry Boulanger Bourgois Brasseur Broutin Cappelle Carlier Caron Castelain Chevalier
    Choquet Cissé Colpaert Coppin Cordonnier Courtois Cuvelier Da_Cruz Daems Debruyne Declercq Defever
    Degand Delabre Delannoy Delbecque Delcroix Delmotte Demey Derache Desmet Dhennin Diallo Diop
    Dubrulle Ducrocq Dufour Dumetz Duquesne Evrard Fauquembergue Ferreira Flament Fontaine Fournier
    Gambier Garbe Ghesquière Gosselin Grzelak Guilbert Haddad Hamidi Hennequin Herbaut Hochart Jankowski
    Kaczmarek Kanté Laloux Lambin Lecocq Leclercq Lefebvre Legrand Lemaitre Lenglet Leroux Lesage Lopes
    Loucheur Macquart Mahieu Maillard Mansouri Marchand Martel Masson Mbaye Meurisse Michalak Minet
    Moreira Nguyen Nowak Olivier Ouali Parmentier Pennel Petitprez Piquet Plancke Pruvost Quennesson
    Ramdani Richez Roussel Saïdi Santos Senechal Soyez Sprimont Szymanski Tahri Talleux Thuillier Tran
    Traoré Vasseur Verhaeghe Vermersch Vilain Wallart Wattel Wojcik Yahiaoui Ziani
""")
# A founder’s name is one of the first parts and one of the last.
FIRST_PARTS = _listed("""
    Aubr Bess Cauw Delm Esqu Flam Godr Herm Lambr Maug Norb Ourd Pilv Quen Rosb Sarr Thien Vand Wambr
    Zegh Brod Carv Dresm
""")
LAST_PARTS = _listed("""
    equin aert elois omez ancart ignoul ouche evelde oise umond ostaert eline aumez ierland ebique
    ourdel
""")
# So is a place.
PLACE_STARTS = _listed("""
    Aubel Bray Cante Dorme Esquer Fresne Grève Hallue Lambre Marque Noire Ostre Prémon Ravin Sauve Vaude
    Wambre
""")
PLACE_ENDS = _listed("""
    becque court daele fontaine ghem lette mont noy sart val velle zeele vent
""")
# What stands before "-lès-" and a real town.
SAINTS = _listed("""
    Sainte-Aurore Sainte-Berthilde Saint-Druonet Saint-Éloy Sainte-Rictrude Saint-Vulgan Saint-Orens
    Sainte-Godeline Neuvemoulin Basse-Houblonnière Longuebriquette Belle-Écluse Haute-Tannerie
    Vieux-Colombier Clairmarais-Neuf Petite-Rive
""")
COUNTS = _listed("""
    Deux Trois Quatre Cinq Sept Neuf Douze
""")
LANDMARKS = _listed("""
    Beffrois Bouleaux Canaux Carillons Chênes Clochers Coquelicots Dunes Écluses Étangs Falaises Géants
    Glaneuses Grues Houblons Marronniers Moulins Péniches Peupliers Phares Ponts Pommiers Roselières
    Saules Sources Terrils Tilleuls Tisserands Vallons Veilleurs
""")
SINGLE = (
    ("le Grand Pré", "du Grand Pré"),
    ("l'Alloeu-Neuf", "de l'Alloeu-Neuf"),
    ("la Brique claire", "de la Brique claire"),
    ("la Petite Ourse", "de la Petite Ourse"),
    ("le Vieux Quai", "du Vieux Quai"),
    ("l'Écluse verte", "de l'Écluse verte"),
    ("la Houblonnière", "de la Houblonnière"),
    ("le Cœur battant", "du Cœur battant"),
    ("la Plaine haute", "de la Plaine haute"),
    ("l'Estuaire", "de l'Estuaire"),
    ("la Craie blanche", "de la Craie blanche"),
    ("le Blé bleu", "du Blé bleu"),
)
