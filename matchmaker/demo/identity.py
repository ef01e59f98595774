"""Numbers and addresses that no real firm or person can bear."""

import re
from random import Random

from stdnum import luhn

from matchmaker.reference.identifiers import DEMO_SIREN_PREFIX
from matchmaker.reference.text import fold

SERIAL_DIGITS = 9 - 1 - len(DEMO_SIREN_PREFIX)
# Ranges that the regulator keeps for works of fiction.
FICTION_LANDLINE = "03 53 01"
FICTION_MOBILE = "06 39 98"
SILENT_WORDS = frozenset({"les", "le", "la", "l", "de", "des", "du", "d", "et"})


def siret(serial: int, establishment: int = 1) -> str:
    """The SIRET of the serial-th demonstration body, from 1. Raises ValueError when none is left."""
    if not 0 < serial < 10**SERIAL_DIGITS:
        raise ValueError(f"no demonstration SIREN left for body {serial}")
    siren = _with_check_digit(f"{DEMO_SIREN_PREFIX}{serial:0{SERIAL_DIGITS}}")
    return _with_check_digit(f"{siren}{establishment:04}")


def phone(chance: Random) -> str:
    prefix = chance.choice((FICTION_LANDLINE, FICTION_LANDLINE, FICTION_MOBILE))
    return f"{prefix} {chance.randrange(100):02} {chance.randrange(100):02}"


def domain(name: str) -> str:
    """ "Les Jardins de l'Aubelle" gives "jardins-aubelle.invalid": a name that no server can answer for."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    told = [word for word in words if word not in SILENT_WORDS]
    return "-".join(told[:4]) + ".invalid"


def mailbox(first_name: str, last_name: str, at: str) -> str:
    local = ".".join("-".join(re.findall(r"[a-z0-9]+", fold(part))) for part in (first_name, last_name))
    return f"{local}@{at}"


def _with_check_digit(digits: str) -> str:
    return digits + str(luhn.calc_check_digit(digits))
