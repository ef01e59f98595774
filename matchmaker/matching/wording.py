"""Reasons in words. Messages are English ids for the catalogue; ``say`` takes any gettext-like callable.

The files' command needs French without a catalogue: ``french`` reads the table below.
"""

from __future__ import annotations

from collections.abc import Callable

from matchmaker.matching.values import Exclusion, Reason
from matchmaker.reference.zones import Zone, describe

NARROW = "\u202f"


def N_(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


FRENCH = {
    "Words in common: %(words)s": f"Mots en commun{NARROW}: %(words)s",
    "Parts of words in common": "Parties de mots en commun",
    "CPV %(code)s (%(label)s), expected from the words of the need": (
        "CPV %(code)s (%(label)s), attendu d’après les mots du besoin"
    ),
    "Same CPV: %(code)s (%(label)s)": f"Même CPV{NARROW}: %(code)s (%(label)s)",
    "CPV %(code)s close to %(asked)s: both under “%(common)s”": (
        f"CPV %(code)s proche de %(asked)s{NARROW}: tous deux sous «{NARROW}%(common)s{NARROW}»"
    ),
    "Place": "Lieu",
    "Works throughout the country": "Intervient dans toute la France",
    "Works where the need is: %(zone)s": f"Intervient sur place{NARROW}: %(zone)s",
    "Works about %(km)s km away: %(zone)s": f"Intervient à environ %(km)s km{NARROW}: %(zone)s",
    "Works where the words of the need point to (%(guess)s): %(zone)s": (
        f"Intervient là où les mots du besoin le situent (%(guess)s){NARROW}: %(zone)s"
    ),
    "Works about %(km)s km from where the words of the need point to (%(guess)s): %(zone)s": (
        f"Intervient à environ %(km)s km de là où les mots du besoin le situent (%(guess)s){NARROW}: %(zone)s"
    ),
    "Left out at your request": "Écarté à votre demande",
    "Not eligible for a contract reserved under %(articles)s": (
        "Ne peut répondre à un marché réservé au titre de %(articles)s"
    ),
    "Unavailable until %(until)s": "Indisponible jusqu’au %(until)s",
    "Does not work where the need is carried out": "N’intervient pas au lieu d’exécution du besoin",
    "Not known as a social-economy enterprise": (
        "N’est pas connue comme entreprise de l’économie sociale et solidaire"
    ),
    "Its size is not among those asked for": "Sa taille n’est pas parmi celles demandées",
}


def say(told: Reason | Exclusion, translate: Callable[[str], str], language: str = "fr") -> str:
    """The reason in the language of ``translate``; zones are described in ``language``."""
    values = {
        key: describe(value, language) if isinstance(value, Zone) else value
        for key, value in told.values.items()
    }
    return translate(told.message) % values if values else translate(told.message)


def french(told: Reason | Exclusion) -> str:
    return say(told, lambda message: FRENCH[message], "fr")
