"""From filters to a condition of SQL over `contracts`, with its parameters."""

from __future__ import annotations

from collections.abc import Callable

from matchmaker.observatory.indicators.filters import Filters

Condition = tuple[str, tuple[object, ...]]
EVERYTHING = "true"
_DIVISIONS = {
    "works": "division = '45'",
    "services": "division >= '50'",
    "supplies": "division < '50' AND division <> '45'",
}
_STATUS = {"yes": "{}", "no": "NOT {}", "unknown": "{} IS NULL", "sme": "{}", "other": "NOT {}"}
_CLAUSES = {"social": "has_social", "environmental": "has_environmental", "reserved": "reserved"}


def condition(filters: Filters) -> Condition:
    """(SQL, parameters): every filter that is set, joined by AND."""
    parts: list[str] = []
    values: list[object] = []
    for name, value in filters.as_dict().items():
        sql, given = CONDITIONS[name](str(value))
        parts.append(f"({sql})")
        values += given
    return " AND ".join(parts) or EVERYTHING, tuple(values)


def marches(filters: Filters) -> Condition:
    sql, values = condition(filters)
    return f"kind = 'm' AND {sql}", values


def _equal(column: str) -> Callable[[str], Condition]:
    return lambda value: (f"{column} = ?", (value,))


def _body(value: str) -> Condition:
    return ("buyer_siren = ?", (value,)) if len(value) == 9 else ("buyer = ?", (value,))


def _supplier(value: str) -> Condition:
    column = "siren" if len(value) == 9 else "number"
    held = f"SELECT no FROM awards JOIN firms USING (supplier) WHERE firms.{column} = ?"
    return f"contracts.no IN ({held})", (value,)


def _beginning(value: str) -> Condition:
    """A range, which the store can skip through, rather than a pattern; two digits are a division."""
    if len(value) == 2:
        return "division = ?", (value,)
    return "cpv >= ? AND cpv < ?", (value, value + ":")  # ":" follows "9"


CONDITIONS: dict[str, Callable[[str], Condition]] = {
    "year": lambda value: ("year = ?", (int(value),)),
    "department": _equal("contracts.department"),
    "region": _equal("contracts.region"),
    "buyer": _body,
    "family": _equal("family"),
    "cpv": _beginning,
    "supplier": _supplier,
    "procedure": _equal("procedure"),
    "purchase": lambda value: (_DIVISIONS[value], ()),
    "size": lambda value: (_STATUS[value].format("sme"), ()),
    "ess": lambda value: (_STATUS[value].format("ess_wide"), ()),
    "clause": lambda value: (_CLAUSES[value], ()),
    "amount_min": lambda value: ("amount >= ?", (int(value),)),
    "amount_max": lambda value: ("amount <= ?", (int(value),)),
}
