"""SIREN and SIRET numbers: what people type, forgiven where it is safe, explained where it is not.

Checksums are python-stdnum's (Luhn, and La Poste's own rule for its SIREN 356000000). A number that is
well formed need not exist.
"""

import re

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.fr import siret as stdnum_siret

SIREN_DIGITS = 9
SIRET_DIGITS = 14

DEMO_SIREN_PREFIX = "0000"
"""SIREN 0000xxxxx are the demonstration's, 10,000 of them with a right checksum.

INSEE hands numbers out in sequence, and the oldest that its public register holds begin at 000 1xx xxx:
under 000 100 000 none was ever given, and none can be since the sequence only goes up. Public bodies have
1 and 2, all later firms more. The checksum holds, so that demonstration numbers follow the same path as
real ones; `is_demonstration` lets a service refuse them in production.
"""

REASONS = frozenset({"blank", "length", "letters", "checksum", "siren_given", "zeros"})

# Spaces of every width, dots, hyphens and the marks that copying from a PDF leaves.
_SEPARATORS = re.compile(r"[\s.\-_/\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff]+")
_ASCII_DIGITS = re.compile(r"[0-9]*")


class IdentifierError(ValueError):
    """Why a number was refused: `reason` is one of `REASONS`, `digits` what was left after cleaning."""

    def __init__(self, reason: str, digits: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.digits = digits


def parse_siret(text: str) -> str:
    """The 14 digits of a SIRET. Raises IdentifierError: "siren_given" when a right SIREN stands there."""
    digits = _cleaned(text)
    if len(digits) == SIREN_DIGITS and luhn.is_valid(digits):
        raise IdentifierError("siren_given", digits)
    _require_length(digits, SIRET_DIGITS)
    if not _siret_checks(digits):
        raise IdentifierError("checksum", digits)
    return digits


def parse_siren(text: str) -> str:
    """The 9 digits of a SIREN; a right SIRET gives its SIREN. Raises IdentifierError."""
    digits = _cleaned(text)
    if len(digits) == SIRET_DIGITS and _siret_checks(digits):
        return digits[:SIREN_DIGITS]
    _require_length(digits, SIREN_DIGITS)
    if not luhn.is_valid(digits):
        raise IdentifierError("checksum", digits)
    return digits


def siren_of(siret: str) -> str:
    return siret[:SIREN_DIGITS]


def formatted(digits: str) -> str:
    """As it is read: "123 456 789 00012", groups held by no-break spaces."""
    groups = [digits[0:3], digits[3:6], digits[6:9], digits[9:]]
    return "\u00a0".join(group for group in groups if group)


def is_demonstration(number: str) -> bool:
    """Whether a SIREN or SIRET belongs to the demonstration."""
    return number.startswith(DEMO_SIREN_PREFIX)


def demonstration_siren(number: int) -> str:
    """The n-th SIREN of the demonstration, 1 <= n <= 9,999."""
    if not 1 <= number <= 9_999:
        raise ValueError(f"demonstration SIREN {number} is not between 1 and 9999")
    return _completed(f"{DEMO_SIREN_PREFIX}{number:04d}")


def demonstration_siret(number: int, establishment: int = 1) -> str:
    """A SIRET of the n-th firm of the demonstration, 1 <= establishment <= 9,999."""
    if not 1 <= establishment <= 9_999:
        raise ValueError(f"establishment {establishment} is not between 1 and 9999")
    return _completed(f"{demonstration_siren(number)}{establishment:04d}")


def _completed(digits: str) -> str:
    return digits + str(luhn.calc_check_digit(digits))


def _cleaned(text: str) -> str:
    digits = _SEPARATORS.sub("", text)
    if not digits:
        raise IdentifierError("blank", digits)
    if not _ASCII_DIGITS.fullmatch(digits):
        raise IdentifierError("letters", digits)
    if not digits.strip("0"):
        raise IdentifierError("zeros", digits)
    return digits


def _require_length(digits: str, length: int) -> None:
    if len(digits) != length:
        raise IdentifierError("length", digits)


def _siret_checks(digits: str) -> bool:
    """The SIRET's own key and its SIREN's, La Poste's establishments by their own rule."""
    try:
        stdnum_siret.validate(digits)
    except ValidationError:
        return False
    return True
