"""From filters to a condition of SQL over `contracts`, with its parameters."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.store.opened import Keyed, Opened

Condition = tuple[str, tuple[object, ...]]
EVERYTHING = "true"
_DIVISIONS = {
    "works": "division = '45'",
    "services": "division >= '50'",
    "supplies": "division < '50' AND division <> '45'",
}
_STATUS = {"yes": "{}", "no": "NOT {}", "unknown": "{} IS NULL", "sme": "{}", "other": "NOT {}"}
_CLAUSES = {"social": "has_social", "environmental": "has_environmental", "reserved": "reserved"}


def condition(store: Opened, filters: Filters) -> Condition:
    """(SQL, parameters): every filter that is set, joined by AND."""
    parts: list[str] = []
    values: list[object] = []
    for name, value in filters.as_dict().items():
        if name in RANKED:
            parts.append(f"({RANKED[name](_ranks(Keyed(store), name, str(value)))})")
        else:
            sql, given = CONDITIONS[name](str(value))
            parts.append(f"({sql})")
            values += given
    return " AND ".join(parts) or EVERYTHING, tuple(values)


def marches(store: Opened, filters: Filters) -> Condition:
    sql, values = condition(store, filters)
    return f"kind = 'm' AND {sql}", values


@lru_cache(maxsize=512)
def _ranks(held: Keyed, name: str, number: str) -> tuple[int, ...]:
    """Of a buyer or a supplier, by SIRET or SIREN: a rank is far quicker to look for than a number."""
    column = "siren" if len(number) == 9 else {"buyer": "buyer", "supplier": "number"}[name]
    table, rank = {"buyer": ("buyers", "body"), "supplier": ("firms", "supplier")}[name]
    rows = held.store.rows(f"SELECT {rank} FROM {table} WHERE {column} = ? ORDER BY 1", (number,))
    return tuple(row[0] for row in rows)


def _of_body(ranks: tuple[int, ...]) -> str:
    return _among("body", ranks)


def _of_supplier(ranks: tuple[int, ...]) -> str:
    return f"no IN (SELECT no FROM awards WHERE {_among('supplier', ranks)})"


def _among(column: str, ranks: tuple[int, ...]) -> str:
    return f"{column} IN ({', '.join(map(str, ranks))})" if ranks else "false"


def _equal(column: str) -> Callable[[str], Condition]:
    return lambda value: (f"{column} = ?", (value,))


def _beginning(value: str) -> Condition:
    """A range, which the store can skip through, rather than a pattern; two digits are a division."""
    if len(value) == 2:
        return "division = ?", (value,)
    return "cpv >= ? AND cpv < ?", (value, value + ":")  # ":" follows "9"


CONDITIONS: dict[str, Callable[[str], Condition]] = {
    "year": lambda value: ("year = ?", (int(value),)),
    "department": _equal("contracts.department"),
    "region": _equal("contracts.region"),
    "family": _equal("family"),
    "cpv": _beginning,
    "procedure": _equal("procedure"),
    "purchase": lambda value: (_DIVISIONS[value], ()),
    "size": lambda value: (_STATUS[value].format("sme"), ()),
    "ess": lambda value: (_STATUS[value].format("ess_wide"), ()),
    "clause": lambda value: (_CLAUSES[value], ()),
    "amount_min": lambda value: ("amount >= ?", (int(value),)),
    "amount_max": lambda value: ("amount <= ?", (int(value),)),
}
RANKED: dict[str, Callable[[tuple[int, ...]], str]] = {"buyer": _of_body, "supplier": _of_supplier}


def in_cells(filters: Filters) -> bool:
    """A CPV of two digits is a division, which the cells know."""
    asked = filters.as_dict()
    division = len(str(asked.get("cpv", "45"))) == 2
    return division and set(asked) <= {
        "year", "department", "region", "family", "cpv", "purchase", "procedure"
    }  # fmt: skip
