"""Codes and closed lists: the many spellings of one thing, brought to one. None is never "no"."""

from __future__ import annotations

import re
from functools import lru_cache

from matchmaker.reference.text import fold

NOTHING = frozenset({"", "nc", "inconnu", "null", "none", "non communique", "cdl"})
NATURES = {
    "marche": "Marché",
    "marche public": "Marché",
    "marches": "Marché",
    "accord-cadre": "Accord-cadre",
    "accord cadre": "Accord-cadre",
    "marche subsequent": "Marché subséquent",
    "marche hors accord cadre": "Marché",
    "marche de partenariat": "Marché de partenariat",
    "marche de defense ou de securite": "Marché de défense ou de sécurité",
    "concession de travaux": "Concession de travaux",
    "concession de service": "Concession de service",
    "concession de service public": "Concession de service public",
    "delegation de service public": "Délégation de service public",
}
# Told by what each label holds, in this order: three spellings of one procedure are in use.
PROCEDURES = (
    ("adaptee", "adapted"),
    ("sans publicite", "without_competition"),
    ("dialogue", "dialogue"),
    ("negociee ouverte", "concession"),
    ("negociee restreinte", "concession"),
    ("negoci", "negotiated"),
    ("appel d'offres ouvert", "open"),
    ("appel d offres ouvert", "open"),
    ("appel d'offres restreint", "restricted"),
    ("appel d offres restreint", "restricted"),
)
OFFICIAL_PROCEDURES = frozenset(
    {
        "procedure adaptee",
        "appel d'offres ouvert",
        "appel d'offres restreint",
        "procedure avec negociation",
        "marche passe sans publicite ni mise en concurrence prealable",
        "dialogue competitif",
    }
)
IDENTIFIERS = frozenset({"SIRET", "TVA", "TAHITI", "RIDET", "FRWF", "IREP", "UE", "HORS-UE"})
IDENTIFIER_SPELLINGS = {"TVA_INTRACOMMUNAUTAIRE": "TVA", "HORS_UE": "HORS-UE", "FRW": "FRWF"}
_CPV = re.compile(r"(\d{8})(?:-?(\d))?")
_FEW_DIGITS = re.compile(r"\d{2,7}")


@lru_cache(maxsize=20_000)
def read_cpv(text: str) -> tuple[str | None, str | None]:
    """Eight digits: the check digit is dropped, a short code filled with zeros, the rest is no code."""
    text = text.strip().replace(" ", "").replace(".", "")
    if text.lower() in NOTHING:
        return None, None
    found = _CPV.fullmatch(text)
    if found:
        return found[1], "cpv_check_digit" if found[2] else None
    if _FEW_DIGITS.fullmatch(text):
        return text.ljust(8, "0"), "cpv_short"
    return None, "cpv_malformed"


def kind_of_purchase(cpv: str | None) -> str | None:
    """45 works, 01–44 and 48 supplies, 50–98 services."""
    if cpv is None:
        return None
    division = int(cpv[:2])
    if division == 45:
        return "works"
    return "services" if division >= 50 else "supplies"


@lru_cache(maxsize=5_000)
def read_nature(text: str) -> tuple[str | None, str | None]:
    known = fold(text).replace("_", " ").strip()
    if known in NOTHING:
        return None, None
    nature = NATURES.get(known)
    return nature, None if nature == text else "nature_spelling" if nature else "nature_unknown"


@lru_cache(maxsize=5_000)
def read_procedure(text: str) -> tuple[str | None, str | None]:
    """adapted, open, restricted, negotiated, dialogue, without_competition, or concession."""
    known = fold(text)
    if known in NOTHING:
        return None, None
    for held, procedure in PROCEDURES:
        if held in known:
            official = known in OFFICIAL_PROCEDURES or procedure == "concession"
            return procedure, None if official else "procedure_spelling"
    return None, "procedure_unknown"


def is_competitive(procedure: str | None) -> bool | None:
    """Whether several offers could come: all but the contracts passed without publicity."""
    return None if procedure is None else procedure != "without_competition"


@lru_cache(maxsize=5_000)
def read_identifier_type(text: str) -> tuple[str | None, str | None]:
    known = text.strip().upper()
    if known in IDENTIFIERS:
        return known, None
    if known in IDENTIFIER_SPELLINGS:
        return IDENTIFIER_SPELLINGS[known], "identifier_type_spelling"
    return None, None if known.lower() in NOTHING else "identifier_type_unknown"


@lru_cache(maxsize=1_000)
def read_yes_no(text: str) -> bool | None:
    """True, False, or None: "NC" is not communicated, which is unknown and never a no."""
    known = fold(text)
    if known in ("true", "1", "oui", "o", "yes", "1.0"):
        return True
    return False if known in ("false", "0", "non", "n", "no", "0.0") else None


@lru_cache(maxsize=5_000)
def is_framework(nature: str | None, techniques: tuple[str, ...]) -> bool:
    """A framework agreement, by its nature (2019) or its technique (2022): its amount is a maximum."""
    return nature == "Accord-cadre" or any(
        "accord" in fold(one) and "cadre" in fold(one) for one in techniques
    )
