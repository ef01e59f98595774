"""Departments, regions, EPCI and arrondissements. Source: INSEE (COG 2026), DGCL."""

from bisect import bisect_left
from dataclasses import dataclass

from matchmaker.reference import commune_table, communes, tables
from matchmaker.reference.lazy import once
from matchmaker.reference.text import name_key, words


@dataclass(frozen=True, slots=True)
class Region:
    """`chef_lieu` is an INSEE commune code; `zone` is "metro", "drom" or "com"."""

    code: str
    name: str
    chef_lieu: str
    zone: str


@dataclass(frozen=True, slots=True)
class Department:
    code: str
    name: str
    region: str
    chef_lieu: str
    zone: str


@dataclass(frozen=True, slots=True)
class Epci:
    """An inter-municipal body with own taxation; `type` is CC, CA, CU, METRO or MET69."""

    siren: str
    name: str
    type: str
    main_department: str
    departments: tuple[str, ...]
    main_region: str
    member_count: int
    population: int


@dataclass(frozen=True, slots=True)
class Arrondissement:
    """`name` is the sub-prefecture's where the data lets us know it, else the code."""

    code: str
    name: str
    department: str


def region(code: str) -> Region | None:
    return _regions().get(code)


def regions() -> tuple[Region, ...]:
    return tuple(_regions().values())


def department(code: str) -> Department | None:
    return _departments().get(code)


def departments() -> tuple[Department, ...]:
    return tuple(_departments().values())


def departments_of_region(code: str) -> tuple[str, ...]:
    return tuple(sorted(one.code for one in departments() if one.region == code))


def arrondissement(code: str) -> Arrondissement | None:
    return _arrondissements().get(code)


def arrondissements(department: str | None = None) -> tuple[Arrondissement, ...]:
    return tuple(one for one in _arrondissements().values() if department in (None, one.department))


def epci(siren: str) -> Epci | None:
    return _epcis().get(siren)


def epcis(department: str | None = None) -> tuple[Epci, ...]:
    """All of them, or those with a member in the department."""
    return tuple(one for one in _epcis().values() if department is None or department in one.departments)


def search_epci(prefix: str, limit: int = 10, region: str | None = None) -> tuple[Epci, ...]:
    """EPCI with a word of their name starting with each word typed, most populous first."""
    typed = words(name_key(prefix))
    if not typed:
        return ()
    held = _epcis()
    found = [held[siren] for siren, key in _epci_keys() if _all_start(typed, key)]
    kept = [one for one in found if region in (None, one.main_region)]
    return tuple(sorted(kept, key=lambda one: (-one.population, one.siren))[:limit])


def communes_of_epci(siren: str) -> tuple[str, ...]:
    rows = commune_table.epci_rows().get(siren, ())
    codes = commune_table.table().codes
    return tuple(codes[row] for row in rows)


def department_of(place_code: str) -> str | None:
    """Department of a commune code, postal code or department code; None when there is none.

    A code that is both a commune's and a postal code is read as the commune's. A postal code that
    serves no commune (CEDEX) goes by its first digits.
    """
    if place_code in _departments():
        return place_code
    row = commune_table.row(place_code)
    if row is not None:
        return commune_table.table().columns["department"][row]
    served = communes.by_postal_code(place_code)
    return served[0].department if served else _department_of_cedex(place_code)


def _department_of_cedex(postal_code: str) -> str | None:
    if len(postal_code) != 5 or not (postal_code.isascii() and postal_code.isdigit()):
        return None
    if postal_code.startswith("20"):
        return "2A" if postal_code[2] in "01" else "2B"
    digits = 3 if postal_code.startswith(("97", "98")) else 2
    return postal_code[:digits] if postal_code[:digits] in _departments() else None


def _all_start(typed: tuple[str, ...], key: tuple[str, ...]) -> bool:
    return all(_one_starts(word, key) for word in typed)


def _one_starts(word: str, sorted_words: tuple[str, ...]) -> bool:
    place = bisect_left(sorted_words, word)
    return place < len(sorted_words) and sorted_words[place].startswith(word)


@once
def _regions() -> dict[str, Region]:
    return {row["code"]: Region(**row) for row in tables.rows("regions")}


@once
def _departments() -> dict[str, Department]:
    return {row["code"]: Department(**row) for row in sorted(tables.rows("departments"), key=_by_code)}


def _by_code(row: dict[str, str]) -> str:
    return row["code"]


@once
def _arrondissements() -> dict[str, Arrondissement]:
    return {
        row["code"]: Arrondissement(row["code"], row["name"] or row["code"], row["department"])
        for row in tables.rows("arrondissements")
    }


@once
def _epcis() -> dict[str, Epci]:
    return {row["siren"]: _epci(row) for row in tables.rows("epcis")}


@once
def _epci_keys() -> list[tuple[str, tuple[str, ...]]]:
    """SIREN and the sorted words of the name."""
    return [(row["siren"], tuple(sorted(row["key"].split()))) for row in tables.rows("epcis")]


def _epci(row: dict[str, str]) -> Epci:
    return Epci(
        siren=row["siren"],
        name=row["name"],
        type=row["type"],
        main_department=row["main_department"],
        departments=tuple(row["departments"].split("|")),
        main_region=row["main_region"],
        member_count=int(row["member_count"]),
        population=int(row["population"]),
    )
