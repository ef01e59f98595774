"""Which contracts a figure is about, as a value: read from an address, written back to one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from matchmaker.observatory.method.dates import FIRST_YEAR, LAST_YEAR
from matchmaker.observatory.method.places import FAMILIES
from matchmaker.reference import cpv, territories

PROCEDURES = ("adapted", "open", "restricted", "negotiated", "dialogue", "without_competition")
SIZES = ("sme", "other", "unknown")
YES_NO = ("yes", "no", "unknown")
CLAUSES = ("social", "environmental", "reserved")
PURCHASES = ("works", "supplies", "services")


class FilterError(ValueError):
    """A filter that cannot be used: its name and what was given."""

    def __init__(self, name: str, given: str) -> None:
        super().__init__(f"{name}: {given!r} cannot be used")
        self.name, self.given = name, given


@dataclass(frozen=True, slots=True)
class Filters:
    """None: not filtered. Hashable, so that answers are kept by (data version, filters).

    `year`: of the first notification. `department`, `region`: the buyer's. `buyer`, `supplier`: SIRET or
    SIREN. `cpv`: significant digits. `size`, `ess`: of at least one supplier. `amount_min`, `amount_max`:
    retained, EUR.
    """

    year: int | None = None
    department: str | None = None
    region: str | None = None
    buyer: str | None = None
    family: str | None = None
    cpv: str | None = None
    supplier: str | None = None
    procedure: str | None = None
    purchase: str | None = None
    size: str | None = None
    ess: str | None = None
    clause: str | None = None
    amount_min: int | None = None
    amount_max: int | None = None

    def as_dict(self) -> dict[str, str | int]:
        """Those that are set: the parameters of an address."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @property
    def only_buyers(self) -> bool:
        """Whether payment delays, which know buyers and years, can be filtered alike."""
        return not set(self.as_dict()) - {"year", "department", "region", "buyer", "family"}


def read_filters(given: Mapping[str, str]) -> Filters:
    """From texts; blank is not filtered, other names are left alone. Raises FilterError."""
    found: dict[str, object] = {}
    for name, reading in READINGS.items():
        text = (given.get(name) or "").strip()
        if text:
            value = reading(text)
            if value is None:
                raise FilterError(name, text[:100])
            found[name] = value
    low, high = found.get("amount_min"), found.get("amount_max")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        raise FilterError("amount_max", given["amount_max"][:100])
    return Filters(**found)  # type: ignore[arg-type]  # READINGS gives each field its type


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR else None


def _department(text: str) -> str | None:
    code = text.upper().zfill(2)
    return code if territories.department(code) else None


def _region(text: str) -> str | None:
    return text if territories.region(text) else None


def _body(text: str) -> str | None:
    digits = re.sub(r"[\s.\-]", "", text)
    return digits if re.fullmatch("[0-9A-Za-z]{1,60}", digits) else None


def _cpv(text: str) -> str | None:
    """Its check digit aside, with a dash or without: 55520000-1, 55520000 and 5552 are one family."""
    found = re.fullmatch("([0-9]{8})[-\u2010-\u2015]?[0-9]|([0-9]{2,8})", re.sub(r"[\s.]", "", text))
    return cpv.significant(found[1] or found[2]) if found else None


def _amount(text: str) -> int | None:
    digits = re.sub(r"[\s\u00a0\u202f]", "", text)
    return int(digits) if re.fullmatch("[0-9]{1,12}", digits) else None


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str | None]:
    return lambda text: text if text in choices else None


READINGS: dict[str, Callable[[str], object]] = {
    "year": _year,
    "department": _department,
    "region": _region,
    "buyer": _body,
    "family": _one_of(FAMILIES),
    "cpv": _cpv,
    "supplier": _body,
    "procedure": _one_of(PROCEDURES),
    "purchase": _one_of(PURCHASES),
    "size": _one_of(SIZES),
    "ess": _one_of(YES_NO),
    "clause": _one_of(CLAUSES),
    "amount_min": _amount,
    "amount_max": _amount,
}
