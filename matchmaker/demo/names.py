"""Invented people, places and firms, by combination: nobody and no firm is meant."""

from random import Random
from typing import Literal

from matchmaker.demo.places import of_place

WOMEN = (
    "Aïcha Agathe Amandine Anaïs Annick Awa Bénédicte Camille Carole Céline Chantal Claire Clémence Coline Delphine Dorothée "
    "Élise Élodie Emma Estelle Fanny Farida Fatoumata Florence Gaëlle Hélène Inès Isabelle Jeanne Jihane Joséphine Julie "
    "Justine Karima Laetitia Leïla Linh Louise Ludivine Lydie Magali Maëva Malgorzata Margaux Marie-Laure Mathilde Mélanie "
    "Mounia Nadège Nadia Nathalie Noémie Océane Odile Pauline Perrine Rachida Romane Sabrina Salomé Samira Sandrine Séverine "
    "Solène Sonia Stéphanie Sylvie Tatiana Thérèse Valérie Véronique Wanda Yasmine Zofia"
).split()
MEN = (
    "Abdel Adrien Alain Alexis Amadou Amine Antoine Arnaud Augustin Aurélien Bastien Benoît Bertrand Bruno Cédric Christophe "
    "Clément Cyril Damien David Denis Didier Dimitri Driss Édouard Émile Enzo Étienne Fabien Farid Florent Franck François "
    "Gaspard Gérald Grégory Guillaume Hakim Hugo Ibrahima Ismaël Jacek Jérôme Joaquim Jonathan Jules Julien Karim Kevin "
    "Laurent Loïc Ludovic Malik Marius Mathieu Maxime Mehdi Mickaël Minh Moussa Nicolas Olivier Omar Pascal Philippe Quentin "
    "Rachid Raphaël Régis Rémi Romain Samuel Sébastien Simon Stanislas Sylvain Théo Thibaut Tomasz Valentin Victor Vincent "
    "Wilfried Xavier Yanis Youssef Yves"
).split()
SURNAMES = (
    "Achour Adamczyk Alleman Amrani Antunes Bacquet Baillieul Barbry Belkacem Benali Bertin Blondiau Bocquet Bonnel "
    "Boudry Boulanger Bourgois Brasseur Broutin Cappelle Carlier Caron Castelain Chevalier Choquet Cissé Colpaert Coppin "
    "Cordonnier Courtois Cuvelier Da Cruz Daems Debruyne Declercq Defever Degand Delabre Delannoy Delbecque Delcroix Delmotte "
    "Demey Derache Desmet Dhennin Diallo Diop Dubrulle Ducrocq Dufour Dumetz Duquesne Evrard Fauquembergue Ferreira Flament "
    "Fontaine Fournier Gambier Garbe Ghesquière Gosselin Grzelak Guilbert Haddad Hamidi Hennequin Herbaut Hochart Jankowski "
    "Kaczmarek Kanté Laloux Lambin Lecocq Leclercq Lefebvre Legrand Lemaitre Lenglet Leroux Lesage Lopes Loucheur Macquart "
    "Mahieu Maillard Mansouri Marchand Martel Masson Mbaye Meurisse Michalak Minet Moreira Nguyen Nowak Olivier Ouali Parmentier "
    "Pennel Petitprez Piquet Plancke Pruvost Quennesson Ramdani Richez Roussel Saïdi Santos Senechal Soyez Sprimont Szymanski "
    "Tahri Talleux Thuillier Tran Traoré Vasseur Verhaeghe Vermersch Vilain Wallart Wattel Wojcik Yahiaoui Ziani"
).replace("Da Cruz", "Da_Cruz").split()

FIRST_PARTS = (
    "Aubr Bess Cauw Delm Esqu Flam Godr Herm Lambr Maug Norb Ourd Pilv Quen Rosb Sarr Thien Vand Wambr Zegh Brod Carv Dresm"
).split()
LAST_PARTS = "equin aert elois omez ancart ignoul ouche evelde oise umond ostaert eline aumez ierland ebique ourdel".split()
PLACE_STARTS = "Aubel Bray Cante Dorme Esquer Fresne Grève Hallue Lambre Marque Noire Ostre Prémon Ravin Sauve Vaude Wambre".split()
PLACE_ENDS = "becque court daele fontaine ghem lette mont noy sart val velle zeele vent".split()
SAINTS = (
    "Sainte-Aurore Sainte-Berthilde Saint-Druonet Saint-Éloy Sainte-Rictrude Saint-Vulgan Saint-Orens Sainte-Godeline "
    "Neuvemoulin Basse-Houblonnière Longuebriquette Belle-Écluse Haute-Tannerie Vieux-Colombier Clairmarais-Neuf Petite-Rive"
).split()
COUNTS = ("Deux", "Trois", "Quatre", "Cinq", "Sept", "Neuf", "Douze")
LANDMARKS = (
    "Beffrois Bouleaux Canaux Carillons Chênes Clochers Coquelicots Dunes Écluses Étangs Falaises Géants Glaneuses Grues "
    "Houblons Marronniers Moulins Péniches Peupliers Phares Ponts Pommiers Roselières Saules Sources Terrils Tilleuls Tisserands "
    "Vallons Veilleurs"
).split()
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


def first_name(chance: Random, gender: Literal["f", "m"]) -> str:
    return chance.choice(WOMEN if gender == "f" else MEN)


def last_name(chance: Random) -> str:
    return chance.choice(SURNAMES).replace("_", " ")


def founder(chance: Random) -> str:
    """A family name for a firm's sign, made of parts rather than taken from a directory."""
    return chance.choice(FIRST_PARTS) + chance.choice(LAST_PARTS)


def honoured(chance: Random) -> str:
    """The name of a school or a street: "Jeanne-Delbecque"."""
    return f"{chance.choice(WOMEN + MEN)}-{founder(chance)}"


def coined_place(chance: Random) -> str:
    return chance.choice(PLACE_STARTS) + chance.choice(PLACE_ENDS)


def of_landmark(chance: Random) -> str:
    """ "des Trois Saules", "du Vieux Quai", "d'Aubelmont": what follows a name of body or firm."""
    draw = chance.random()
    if draw < 0.45:
        return f"des {chance.choice(COUNTS)} {chance.choice(LANDMARKS)}"
    if draw < 0.6:
        return chance.choice(SINGLE)[1]
    return of_place(coined_place(chance))


def landmark(chance: Random) -> str:
    """ "Les Trois Saules", "Le Vieux Quai", "Aubelmont"."""
    draw = chance.random()
    if draw < 0.45:
        return f"Les {chance.choice(COUNTS)} {chance.choice(LANDMARKS)}"
    if draw < 0.6:
        name = chance.choice(SINGLE)[0]
        return name[0].upper() + name[1:]
    return coined_place(chance)
