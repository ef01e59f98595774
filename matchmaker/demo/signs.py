"""The names of firms: how each kind of firm presents itself on its door."""

from random import Random

from matchmaker.demo import names

ORDINARY = (
    "{word} {founder}",
    "{founder} {word}",
    "{founder} et Associés",
    "Maison {founder}",
    "Établissements {founder}",
    "{founder} Frères {word}",
    "{founder} et Filles",
    "{word} {of}",
    "{founder} & {founder2}",
    "{coined} {word}",
)
SOCIAL = {
    "EI": (
        "{landmark} Insertion",
        "Tremplin {of}",
        "{coined} Solidaire",
        "Rebond {of}",
        "{word} solidaires {of}",
    ),
    "AI": ("{coined} Emploi Services", "Coup de main {of}", "Passerelle {of}", "Entraide et Travail {of}"),
    "ACI": (
        "Les Chantiers {of}",
        "Les Mains {of}",
        "Atelier {of}",
        "La Fabrique {of}",
        "Le Relais-Atelier {of}",
    ),
    "ETTI": ("{coined} Intérim Insertion", "Intérim solidaire {of}", "Cap {coined} Intérim"),
    "EITI": ("Indépendants {of}", "{coined} Portage Insertion"),
    "GEIQ": ("GEIQ {word} {of}", "GEIQ {coined}"),
    "EA": (
        "Ateliers adaptés {of}",
        "{coined} Entreprise adaptée",
        "Les Ateliers {of}",
        "{coined} Adapt'",
        "Envolée {of}",
    ),
    "ESAT": ("ESAT {landmark}", "ESAT {of_founder}", "Établissement de travail adapté {of}"),
    "scop": (
        "{coined} SCOP",
        "Les Compagnons {of}",
        "Coopérative {of}",
        "L'Équipage {of}",
        "{word} coopératifs {of}",
    ),
    "scic": ("SCIC {landmark}", "La Coopérative {of}", "Terre commune {of}", "{coined} SCIC"),
    "association": ("Association {landmark}", "Les Amis {of}", "Le Collectif {of}", "La Ruche {of}"),
    "mutual": ("Union mutualiste {of}", "Mutuelle {of}"),
    "foundation": ("Fondation {of}", "Fondation {founder}"),
}


def sign(chance: Random, kind: str | None, words: tuple[str, ...]) -> str:
    """A name that fits the kind of firm; `words` are those of the trade."""
    pattern = chance.choice(SOCIAL[kind] if kind else ORDINARY)
    return pattern.format(
        word=chance.choice(words),
        founder=names.founder(chance),
        founder2=names.founder(chance),
        of=names.of_landmark(chance),
        of_founder=names.honoured(chance),
        landmark=names.landmark(chance),
        coined=names.coined_place(chance),
    )
