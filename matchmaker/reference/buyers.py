"""Real public buyers of the first region (region, departments, EPCI, communes), and the State's operators.

Hospitals, State services, CCAS and others are not in the data: they are entered. Sources: DGCL, INSEE;
list of operators: Budget directorate.
"""

from dataclasses import dataclass
from typing import Literal, cast

from matchmaker.reference import tables
from matchmaker.reference.lazy import once
from matchmaker.reference.legal import BuyerFamily
from matchmaker.reference.text import name_key
from matchmaker.reference.word_index import WordIndex

BuyerKind = Literal["region", "department", "epci", "commune"]
KIND_ORDER: dict[str, int] = {"region": 0, "department": 1, "epci": 2, "commune": 3}


@dataclass(frozen=True, slots=True)
class PublicBuyer:
    """`siret` is the published one or None: a guessed number would pass for a fact.

    `commune` is an INSEE code; an EPCI's is its most populous member's, not its seat's. `population` is
    None for the region and the departments.
    """

    siren: str
    siret: str | None
    name: str
    kind: BuyerKind
    family: BuyerFamily
    legal_category: str
    commune: str
    postal_code: str
    department: str
    population: int | None


@dataclass(frozen=True, slots=True)
class StateOperator:
    """A body that carries out a policy of the State; the name is the register's, in capitals."""

    siren: str
    name: str


def get(siren: str) -> PublicBuyer | None:
    return _buyers().get(siren)


def all_buyers() -> tuple[PublicBuyer, ...]:
    return tuple(_buyers().values())


def search(prefix: str, limit: int = 10) -> tuple[PublicBuyer, ...]:
    """By the beginning of the SIREN, or of the words of the name; the widest bodies first."""
    digits = "".join(prefix.split())
    if digits.isascii() and digits.isdigit():
        return tuple(one for one in all_buyers() if one.siren.startswith(digits))[:limit]
    held, index = _named()
    typed = name_key(prefix)
    found = [held[row] for row in index.find(typed.split())]
    return tuple(sorted(found, key=lambda one: _rank(one, typed))[:limit])


def operator(siren: str) -> StateOperator | None:
    return _operators().get(siren)


def operators() -> tuple[StateOperator, ...]:
    return tuple(_operators().values())


def search_operators(prefix: str, limit: int = 10) -> tuple[StateOperator, ...]:
    held, index = _named_operators()
    return tuple(held[row] for row in index.find(name_key(prefix).split())[:limit])


def _rank(one: PublicBuyer, typed: str) -> tuple[bool, int, int, str]:
    """Exact name, then kind, then population."""
    return name_key(one.name) != typed, KIND_ORDER[one.kind], -(one.population or 0), one.siren


@once
def _buyers() -> dict[str, PublicBuyer]:
    columns = tables.read("buyers")
    del columns["key"]
    return {values[0]: _buyer(*values) for values in zip(*columns.values(), strict=True)}


def _buyer(
    siren: str,
    siret: str,
    name: str,
    kind: str,
    legal_category: str,
    commune: str,
    postal_code: str,
    department: str,
    population: str,
) -> PublicBuyer:
    return PublicBuyer(
        siren=siren,
        siret=siret or None,
        name=name,
        kind=cast(BuyerKind, kind),
        family="local",
        legal_category=legal_category,
        commune=commune,
        postal_code=postal_code,
        department=department,
        population=int(population) if population else None,
    )


@once
def _named() -> tuple[tuple[PublicBuyer, ...], WordIndex]:
    return all_buyers(), WordIndex.of(tables.read("buyers")["key"])


@once
def _operators() -> dict[str, StateOperator]:
    columns = tables.read("operators")
    pairs = zip(columns["siren"], columns["name"], strict=True)
    return {siren: StateOperator(siren, name) for siren, name in pairs}


@once
def _named_operators() -> tuple[tuple[StateOperator, ...], WordIndex]:
    return operators(), WordIndex.of(tables.read("operators")["key"])
