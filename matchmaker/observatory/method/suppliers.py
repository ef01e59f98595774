"""Who a supplier is: its number, whether it is a person, its size, its part in the social economy."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from stdnum import luhn

from matchmaker.observatory.method.codes import NOTHING, read_identifier_type
from matchmaker.reference import legal
from matchmaker.reference.text import fold

_BETWEEN_DIGITS = re.compile(r"[\s.\-_\u00a0]+")
# Words that come before the name of a person in the registers and in what buyers type.
_PERSON = re.compile(r"(?i)^\s*(m|mr|mme|mlle|monsieur|madame|mademoiselle|mrs?)\b[\s.]")
NATURAL_PERSON = "1000"
SIZES = {"PME": True, "MICROENTREPRISE": True, "TPE": True, "ETI": False, "GE": False}


@lru_cache(maxsize=100_000)
def read_supplier(kind: str, number: str) -> tuple[str, str, str | None]:
    """(type, number, rule). Fourteen digits are a SIRET unless another type is told and their key is
    wrong; an unknown type stays "".

    A number that may be a person's name is masked, and the rule is `person_masked`.
    """
    digits = _BETWEEN_DIGITS.sub("", number)
    told, rule = read_identifier_type(kind)
    if digits.lower() in NOTHING or not digits.strip("0"):
        return told or "", "", "supplier_unidentified"
    if len(digits) == 14 and digits.isascii() and digits.isdigit():
        if told in (None, "SIRET"):
            return "SIRET", digits, None if told else rule
        siret = luhn.is_valid(digits)
        return ("SIRET", digits, "identifier_type_corrected") if siret else (str(told), digits, rule)
    if is_person_name(number):
        return told or "", masked(digits), "person_masked"
    if told == "SIRET":
        return "SIRET", digits[:60], "supplier_number_malformed"
    return told or "", digits[:60], rule


def masked(name: str) -> str:
    """Stands for a name: the same each time, so that it counts as one supplier; nothing can be read in it."""
    return f"masked-{hashlib.sha256(fold(name).encode()).hexdigest()[:12]}"


def is_person_name(text: str) -> bool:
    """ "Madame …", or words where a number should stand."""
    return bool(_PERSON.match(text)) or (" " in text.strip() and not any(one.isdigit() for one in text))


def shown_name(name: str, *, legal_category: str | None = None, diffusible: bool | None = None) -> str:
    """The name that may be shown: "" for a natural person or a unit that asked not to be diffused."""
    person = legal_category == NATURAL_PERSON or diffusible is False or bool(_PERSON.match(name))
    return "" if person else " ".join(name.split())[:200]


def is_sme(category: str | None, legal_category: str | None = None) -> bool | None:
    """INSEE's category (PME, ETI, GE), microenterprises inside SME; natural persons count as SME."""
    known = SIZES.get((category or "").strip().upper())
    if known is None and legal_category == NATURAL_PERSON:
        return True
    return known


def ess_declared(flag: str | None) -> bool | None:
    """Reading (a): what Sirene says, O or N; blank is unknown."""
    return {"O": True, "N": False}.get((flag or "").strip().upper())


def ess_by_category(legal_category: str | None) -> bool | None:
    """Reading (b): associations, foundations, mutuals, co-operatives; None where it does not tell."""
    found = legal.get(legal_category or "")
    return {"yes": True, "no": False}.get(found.ess_by_law) if found else None


def ess_wide(flag: str | None, legal_category: str | None, listed: bool) -> bool | None:
    """Readings (a), (b) or (c); unknown where neither the register's flag nor the category tells.

    (c) is membership of the platform's list, whose silence says nothing: alone it could only ever say yes.
    """
    readings = (ess_declared(flag), ess_by_category(legal_category))
    if listed or True in readings:
        return True
    return False if False in readings else None
