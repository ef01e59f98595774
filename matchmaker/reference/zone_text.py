"""A zone in words, in French or English."""

from matchmaker.reference import communes, territories
from matchmaker.reference.text import typographic
from matchmaker.reference.zones import Zone

NAMED_AT_MOST = 4  # beyond, the others are counted

_NBSP = "\u00a0"
_WORDS = {
    "fr": {
        "nationwide": "France entière",
        "around": "et {km}" + _NBSP + "km autour",
        "more": "et {count} autres",
        "then": "\u202f; ",
        "arrondissement": "arrondissement de {name}",
        "coded": "arrondissement {name}",
    },
    "en": {
        "nationwide": "All of France",
        "around": "and {km}" + _NBSP + "km around",
        "more": "and {count} more",
        "then": "; ",
        "arrondissement": "district of {name}",
        "coded": "district {name}",
    },
}


def describe(zone: Zone, language: str = "fr") -> str:
    """Smallest places first; French unless the language is "en"."""
    says = _WORDS["en" if language == "en" else "fr"]
    if zone.nationwide:
        return says["nationwide"]
    parts = [_communes(zone, says), _epcis(zone, says), _arrondissements(zone, says)]
    parts += [_departments(zone, says), _regions(zone, says)]
    # "Arras et 30 km autour, Somme" would read as if the radius went round the Somme too.
    separator = ", " if zone.radius_km is None else says["then"]
    return typographic(separator.join(part for part in parts if part))


def _listed(names: list[str], says: dict[str, str]) -> str:
    if len(names) <= NAMED_AT_MOST:
        return ", ".join(names)
    shown = ", ".join(names[: NAMED_AT_MOST - 1])
    return f"{shown} {says['more'].format(count=len(names) - NAMED_AT_MOST + 1)}"


def _communes(zone: Zone, says: dict[str, str]) -> str:
    found = [communes.get(code) for code in zone.communes]
    named = _listed([one.name for one in found if one is not None], says)
    if not named or zone.radius_km is None:
        return named
    return f"{named} {says['around'].format(km=_number(zone.radius_km, says))}"


def _number(kilometres: float, says: dict[str, str]) -> str:
    text = f"{kilometres:g}"
    return text.replace(".", ",") if says is _WORDS["fr"] else text


def _epcis(zone: Zone, says: dict[str, str]) -> str:
    found = [territories.epci(siren) for siren in zone.epcis]
    return _listed([one.name for one in found if one is not None], says)


def _arrondissements(zone: Zone, says: dict[str, str]) -> str:
    found = [territories.arrondissement(code) for code in zone.arrondissements]
    return _listed([_arrondissement(one, says) for one in found if one is not None], says)


def _arrondissement(one: territories.Arrondissement, says: dict[str, str]) -> str:
    form = says["coded"] if one.name == one.code else says["arrondissement"]
    return _elided(form.format(name=one.name))


def _elided(text: str) -> str:
    """ "arrondissement d'Arras", "arrondissement du Havre"."""
    before, de, name = text.partition(" de ")
    if not de:
        return text
    if name.startswith(("Le ", "Les ")):
        return f"{before} {'du' if name.startswith('Le ') else 'des'} {name.split(' ', 1)[1]}"
    return f"{before} d'{name}" if name[0] in "AEIOUYÀÂÉÈÊÎÔ" else text


def _departments(zone: Zone, says: dict[str, str]) -> str:
    found = [territories.department(code) for code in zone.departments]
    return _listed([one.name for one in found if one is not None], says)


def _regions(zone: Zone, says: dict[str, str]) -> str:
    found = [territories.region(code) for code in zone.regions]
    return _listed([one.name for one in found if one is not None], says)
