"""Former clients as references tell them: a kind of body, never a name. All begin with "un" or "une"."""

from matchmaker.demo.prose import items

CLIENTS: dict[str, tuple[str, ...]] = {
    "client": items("""
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
        - un musée [départemental|municipal]
    """),
    "collectivite": items("""
        - une commune de {2-38} 000 habitants
        - une petite ville {de_dep}
        - une commune [rurale|littorale|minière|frontalière] {de_dep}
        - une communauté de communes [rurale|périurbaine|du littoral|{de_dep}]
        - une communauté d'agglomération [de la région|{de_dep}]
        - un syndicat [intercommunal|mixte] {de_dep}
        - un groupement de {3-14} communes [voisines|{de_dep}]
    """),
    "bailleur": items("""
        - un bailleur social [du bassin minier|{de_dep}|de la métropole|du littoral]
        - un office public de l'habitat [{de_dep}|de la région]
        - une coopérative de logement [social|{de_dep}]
        - une société publique de logement [{de_dep}|de la région]
    """),
    "soin": items("""
        - un centre hospitalier [de proximité|{de_dep}|de la région]
        - une maison de retraite publique [{de_dep}|rurale|de centre-ville]
        - un groupement d'hôpitaux [voisins|{de_dep}]
        - un foyer d'accueil [médicalisé|{de_dep}]
    """),
}
