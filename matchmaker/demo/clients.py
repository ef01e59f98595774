"""Former clients as references tell them: a kind of body, never a name."""

from matchmaker.demo.prose import items

CLIENTS = items("""
    - une commune de {2-38} 000 habitants
    - une petite commune {de_dep}
    - une communauté de communes [rurale|périurbaine|du littoral]
    - une communauté d'agglomération {de_dep}
    - un [collège|lycée] [public|professionnel|rural] {de_dep}
    - un centre hospitalier [de proximité|{de_dep}]
    - une maison de retraite publique
    - un bailleur social [du bassin minier|{de_dep}|de la métropole]
    - un service [déconcentré|départemental] de l'État
    - un [département|conseil départemental] voisin
    - un syndicat [intercommunal|mixte|d'énergie]
    - une université de la région
    - un service d'incendie et de secours
    - un centre communal d'action sociale
    - une régie publique de l'eau
    - un musée [départemental|municipal]
""")
