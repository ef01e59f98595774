"""What contracts are joined with: the register of firms, the platform's own suppliers, payment delays.

Any of them may be absent: what it would tell is then unknown, and never guessed.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from matchmaker.observatory.method import places, suppliers
from matchmaker.observatory.method.delays import Delay
from matchmaker.reference import communes


class Facts(Protocol):
    """What the register tells of a firm (SIREN); None is unknown."""

    @property
    def size(self) -> str | None: ...
    @property
    def legal_category(self) -> str | None: ...
    @property
    def social(self) -> bool | None: ...


class Register(Protocol):
    """The register of firms, as far as the observatory asks it."""

    def contract_facts(self, sirens: Collection[str]) -> Mapping[str, Facts]: ...
    def communes(self, sirets: Collection[str]) -> Mapping[str, str]: ...


class NoRegister:
    """No extract was loaded."""

    def contract_facts(self, sirens: Collection[str]) -> Mapping[str, Facts]:
        return {}

    def communes(self, sirets: Collection[str]) -> Mapping[str, str]:
        return {}


@dataclass(frozen=True, slots=True)
class Sides:
    """`listed`: SIRENs of the social-economy suppliers that the platform knows."""

    register: Register = field(default_factory=NoRegister)
    register_version: str = ""
    listed: frozenset[str] = frozenset()
    delays: tuple[Delay, ...] = ()

    def version(self) -> str:
        held = hashlib.sha256(self.register_version.encode())
        held.update("\n".join(sorted(self.listed)).encode())
        held.update("\n".join(map(repr, self.delays)).encode())
        return held.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Firm:
    """A supplier as the store knows it. `told_*`: what a table said, for want of the register."""

    supplier: int
    kind: str
    number: str
    name: str | None
    told_category: str | None
    told_department: str | None


FIRM_COLUMNS = (
    ("supplier", "BIGINT"),
    ("number", "VARCHAR"),
    ("siren", "VARCHAR"),
    ("name", "VARCHAR"),
    ("category", "VARCHAR"),
    ("legal_category", "VARCHAR"),
    ("sme", "BOOLEAN"),
    ("ess_declared", "BOOLEAN"),
    ("ess_wide", "BOOLEAN"),
    ("listed", "BOOLEAN"),
    ("commune", "VARCHAR"),
    ("department", "VARCHAR"),
    ("region", "VARCHAR"),
    ("lat", "DOUBLE"),
    ("lon", "DOUBLE"),
)
BUYER_COLUMNS = (
    ("buyer", "VARCHAR"),
    ("siren", "VARCHAR"),
    ("name", "VARCHAR"),
    ("legal_category", "VARCHAR"),
    ("commune", "VARCHAR"),
    ("department", "VARCHAR"),
    ("region", "VARCHAR"),
    ("family", "VARCHAR"),
    ("kind", "VARCHAR"),
    ("contracts", "BIGINT"),
    ("body", "INTEGER"),
    ("lat", "DOUBLE"),
    ("lon", "DOUBLE"),
)
"""`body`: its rank by number, which is quicker to count than the number. `lat`, `lon`: of the seat's commune,
in radians."""


def firm_rows(firms: Iterable[Firm], sides: Sides) -> Iterator[tuple[object, ...]]:
    held = list(firms)
    sirets = [one.number for one in held if one.kind == "SIRET" and len(one.number) == 14]
    facts = sides.register.contract_facts({siret[:9] for siret in sirets})
    seats = sides.register.communes(sirets)
    for one in held:
        siren = one.number[:9] if one.kind == "SIRET" and len(one.number) == 14 else ""
        yield _firm_row(one, siren, facts.get(siren), seats.get(one.number), sides)


def _firm_row(
    one: Firm, siren: str, known: Facts | None, commune: str | None, sides: Sides
) -> tuple[object, ...]:
    legal = known.legal_category if known else None
    flag = None if known is None or known.social is None else "O" if known.social else "N"
    category = (known.size if known else None) or one.told_category
    department = _department(commune) or one.told_department
    listed = siren in sides.listed
    return (
        one.supplier,
        one.number,
        siren or None,
        suppliers.shown_name(one.name or "", legal_category=legal) or None,
        category,
        legal,
        suppliers.is_sme(category, legal),
        suppliers.ess_declared(flag),
        suppliers.ess_wide(flag, legal, listed),
        listed,
        commune,
        department,
        places.region_of(department),
        *_where(commune),
    )


def _department(commune: str | None) -> str | None:
    found = communes.get(commune) if commune else None
    return found.department if found else None


def _where(commune: str | None) -> tuple[float | None, float | None]:
    """Latitude and longitude in radians."""
    row_of, radians = communes.coordinates()
    if commune not in row_of:
        return None, None
    lat, lon = radians[row_of[commune]].tolist()
    return (None, None) if math.isnan(lat) else (lat, lon)


def buyer_rows(
    held: Iterable[tuple[str, str | None, str | None, str | None, int]], sides: Sides
) -> Iterator[tuple[object, ...]]:
    """From (buyer, name, usual place, department told by a table, contracts)."""
    buyers = list(held)
    facts = sides.register.contract_facts({buyer[:9] for buyer, *_rest in buyers})
    seats = sides.register.communes([buyer for buyer, *_rest in buyers])
    for body, (buyer, name, usual, told, contracts) in enumerate(buyers):
        siren, commune = buyer[:9], seats.get(buyer)
        known = facts.get(siren)
        legal = known.legal_category if known else None
        department = _department(commune) or told or places.department_of_buyer(siren, usual)
        family = places.family_of_buyer(siren, name or "", legal)
        region = places.region_of(department)
        kind = places.kind_of_buyer(siren)
        about = (buyer, siren, name, legal, commune, department, region, family, kind, contracts)
        yield (*about, body, *_where(commune))
