"""The real communes of Hauts-de-France as the generator needs them, with their French prepositions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from matchmaker.reference import communes, territories
from matchmaker.reference.communes import Commune

REGION = "32"
VOWELS = "aàâeéèêëiîïoôuûüyœæ"
# Names in H said without elision; the others of the region take "d'" (d'Hazebrouck, d'Hénin-Beaumont).
ASPIRATED = ("Ham", "Hem", "Harnes", "Houplines", "Houdain", "Haut", "Halluin", "Haveskerque", "Hondschoote")
DEPARTMENTS = {
    "02": ("Aisne", "dans l'Aisne", "de l'Aisne"),
    "59": ("Nord", "dans le Nord", "du Nord"),
    "60": ("Oise", "dans l'Oise", "de l'Oise"),
    "62": ("Pas-de-Calais", "dans le Pas-de-Calais", "du Pas-de-Calais"),
    "80": ("Somme", "dans la Somme", "de la Somme"),
}
# Big towns draw firms, but less than in proportion: the exponent leaves villages their share.
POPULATION_PULL = 0.75


@dataclass(frozen=True, slots=True)
class Pool:
    """Communes to draw from, with cumulated weights."""

    communes: Sequence[Commune]
    weights: Sequence[float]

    def draw(self, chance: Random) -> Commune:
        return chance.choices(self.communes, cum_weights=self.weights)[0]


def pool_of(members: Sequence[Commune], pull: float = POPULATION_PULL) -> Pool:
    return Pool(members, tuple(accumulate(max(commune.population, 50) ** pull for commune in members)))


@cache
def region_communes() -> tuple[Commune, ...]:
    departments = set(territories.departments_of_region(REGION))
    codes = (code for code in communes.coordinates()[0] if code[:2] in departments)
    return tuple(found for code in codes if (found := communes.get(code)) is not None and found.code == code)


@cache
def region_pool() -> Pool:
    return pool_of(region_communes())


@cache
def homonyms() -> tuple[Commune, ...]:
    """Communes of the region that share their name with another one of it: they try place look-ups."""
    names = Counter(commune.name for commune in region_communes())
    return tuple(commune for commune in region_communes() if names[commune.name] > 1)


@cache
def plain_towns() -> Pool:
    """Towns with a short one-word name and no article: "-lès-" can be put before it."""
    return pool_of(
        [c for c in region_communes() if c.name.isalpha() and len(c.name) < 12 and c.population > 1500]
    )


@cache
def epci_pool(siren: str) -> Pool:
    members = [commune for commune in region_communes() if commune.epci == siren]
    return pool_of(members)


def words_for(commune: Commune, name: str | None = None) -> dict[str, str]:
    """The place words of a text: {ville} {a_ville} {de_ville} {dep} {dans_dep} {de_dep}."""
    name = name or commune.name
    department, inside, of = DEPARTMENTS[commune.department]
    return {
        "ville": name,
        "a_ville": at_place(name),
        "de_ville": of_place(name),
        "dep": department,
        "dans_dep": inside,
        "de_dep": of,
    }


def at_place(name: str) -> str:
    """ "à Arras", "au Touquet-Paris-Plage", "aux Attaques"."""
    contracted = {"Le ": "au ", "Les ": "aux "}
    for article, preposition in contracted.items():
        if name.startswith(article):
            return preposition + name.removeprefix(article)
    return f"à {name}"


def of_place(name: str) -> str:
    """ "de Lille", "d'Arras", "du Touquet-Paris-Plage", "des Attaques"."""
    contracted = {"Le ": "du ", "Les ": "des "}
    for article, preposition in contracted.items():
        if name.startswith(article):
            return preposition + name.removeprefix(article)
    return f"d'{name}" if _elides(name) else f"de {name}"


def _elides(name: str) -> bool:
    first = name[0].lower()
    if first == "h":
        return not name.startswith(ASPIRATED)
    return first in VOWELS
