"""Contracts themselves: lists, one contract with its versions, suppliers and provenance, renewals ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from matchmaker.observatory.asking.where import condition, marches
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.method import identity
from matchmaker.observatory.method.dates import add_months
from matchmaker.observatory.store.opened import Opened

COLUMNS = (
    "contracts.no, contracts.number, contracts.kind, contracts.buyer, buyers.name AS buyer_name, object, cpv,"
    " procedure, contracts.nature, framework, notified, published, duration, ends, contracts.department,"
    " contracts.family, declared, amount, reason, flags, offers, suppliers, versions, lines"
)
ORDERS = {
    "newest": "notified DESC NULLS LAST, no",
    "oldest": "notified NULLS LAST, no",
    "amount": "amount DESC NULLS LAST, no",
    "declared": "declared DESC NULLS LAST, no",
    "ends": "ends NULLS LAST, no",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One contract in a list. `reason`: why `amount` is None. `flags`: names of rules, between commas."""

    no: int
    number: str
    kind: str
    buyer: str
    buyer_name: str | None
    object: str | None
    cpv: str | None
    procedure: str | None
    nature: str | None
    framework: bool
    notified: date | None
    published: date | None
    duration: int | None
    ends: date | None
    department: str | None
    family: str
    declared: float | None
    amount: float | None
    reason: str | None
    flags: str | None
    offers: int | None
    suppliers: int
    versions: int
    lines: int


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier of a contract; `number` None where the file gave none, `name` None where it is masked."""

    number: str | None
    siren: str | None
    name: str | None
    category: str | None
    sme: bool | None
    ess_declared: bool | None
    ess_wide: bool | None
    commune: str | None
    department: str | None


@dataclass(frozen=True, slots=True)
class Version:
    position: int
    notified: date | None
    published: date | None
    duration: int | None
    amount: float | None


@dataclass(frozen=True, slots=True)
class Origin:
    """`file`: its digest; `line`: the item of a JSON or XML file, the line of a CSV. `rules` touched it."""

    file: str
    line: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """Everything that is known of one contract. `more`: the other columns, by name."""

    listed: Listed
    suppliers: tuple[Supplier, ...]
    versions: tuple[Version, ...]
    origins: tuple[Origin, ...]
    twins: tuple[int, ...]
    more: dict[str, Any]


def lines(
    store: Opened, filters: Filters, *, order: str = "newest", limit: int = 50, offset: int = 0
) -> list[Listed]:
    """Contracts and concessions of the filters."""
    where, values = condition(store, filters)
    return _listed(store, where, values, ORDERS[order], limit, offset)


def _listed(
    store: Opened, where: str, values: tuple[object, ...], order: str, limit: int, offset: int
) -> list[Listed]:
    """Which ones first, by the narrow columns of the order; what is shown of them after."""
    shown = f"SELECT no FROM contracts WHERE {where} ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}"
    query = (
        f"SELECT {COLUMNS} FROM (SELECT * FROM contracts WHERE no IN ({shown})) AS contracts"
        f" JOIN buyers USING (buyer) ORDER BY {order}"
    )
    return [Listed(**row) for row in store.named(query, values)]


def count(store: Opened, filters: Filters) -> int:
    where, values = condition(store, filters)
    return int(store.row(f"SELECT count(*) FROM contracts WHERE {where}", values)[0])


def numbered(store: Opened, siren: str, said: str) -> list[Listed]:
    """The contracts of a body that bear a number somebody typed; the exact number before its family."""
    where, values = condition(store, Filters(buyer=siren))
    forms = identity.forms_of(said)
    given = (*values, [one.casefold() for one in forms])
    found = _listed(store, f"{where} AND list_contains(?, lower(number))", given, ORDERS["newest"], 10, 0)
    exact = [one for one in found if one.number.casefold() == forms[0].casefold()]
    return exact or found


def notified_between(store: Opened, filters: Filters, start: date, end: date, *, limit: int) -> list[Listed]:
    """Contracts first notified on these days or between them, the oldest first."""
    where, values = marches(store, filters)
    given = (*values, start, end)
    return _listed(store, f"{where} AND notified BETWEEN ? AND ?", given, ORDERS["oldest"], limit, 0)


MORE = (
    'form, price_form, social, environmental, innovative, advance, advance_rate, subcontracting, "grouping",'
    " place, place_department, framework_number, contracts.source, newcomer, rules, duplicates"
)


def contract(store: Opened, buyer: str, number: str) -> Contract | None:
    """By its key, which outlives a rebuild; `no` does not."""
    key = "WHERE contracts.buyer = ? AND contracts.number = ?"
    found = store.named(f"SELECT {COLUMNS} FROM contracts JOIN buyers USING (buyer) {key}", (buyer, number))
    if not found:
        return None
    listed = Listed(**found[0])
    return Contract(
        listed,
        suppliers_of(store, listed.no),
        versions_of(store, listed.no),
        origins_of(store, listed.no),
        twins_of(store, listed.no),
        store.named(f"SELECT {MORE} FROM contracts WHERE no = ?", (listed.no,))[0],
    )


def suppliers_of(store: Opened, no: int) -> tuple[Supplier, ...]:
    query = (
        "SELECT firms.number, siren, name, category, sme, ess_declared, ess_wide, commune, department"
        " FROM awards LEFT JOIN firms ON firms.supplier = awards.supplier"
        " WHERE no = ? ORDER BY firms.number NULLS LAST"
    )
    return tuple(Supplier(**row) for row in store.named(query, (no,)))


def versions_of(store: Opened, no: int) -> tuple[Version, ...]:
    """Of a contract that was modified; the others have none here."""
    query = (
        "SELECT position, notified, published, duration, amount FROM versions WHERE no = ? ORDER BY position"
    )
    return tuple(Version(**row) for row in store.named(query, (no,)))


def origins_of(store: Opened, no: int) -> tuple[Origin, ...]:
    rows = store.rows("SELECT file, line, rules FROM provenance WHERE no = ? ORDER BY file, line", (no,))
    return tuple(Origin(file, line, tuple(rules.split(",")) if rules else ()) for file, line, rules in rows)


def twins_of(store: Opened, no: int) -> tuple[int, ...]:
    """Contracts of another source that may be this one."""
    query = "SELECT other FROM twins WHERE no = ? UNION SELECT no FROM twins WHERE other = ? ORDER BY 1"
    return tuple(row[0] for row in store.rows(query, (no, no)))


def renewals(
    store: Opened, filters: Filters, as_of: date, *, limit: int = 50, offset: int = 0
) -> list[Listed]:
    """Contracts that end within the twelve months after `as_of`, the soonest first."""
    where, values = marches(store, filters)
    given = (*values, as_of, add_months(as_of, 12))
    return _listed(store, f"{where} AND ends > ? AND ends <= ?", given, ORDERS["ends"], limit, offset)


def body(store: Opened, number: str) -> dict[str, Any] | None:
    """A buyer's card: siren, name, department, region, family, kind, contracts. By SIRET or SIREN."""
    column = "siren" if len(number) == 9 else "buyer"
    found = store.named(f"SELECT * FROM buyers WHERE {column} = ? ORDER BY contracts DESC LIMIT 1", (number,))
    return found[0] if found else None


def firm(store: Opened, number: str) -> dict[str, Any] | None:
    """A supplier's card, by number or SIREN; `name` is None where it is masked."""
    column = "siren" if len(number) == 9 else "number"
    found = store.named(f"SELECT * FROM firms WHERE {column} = ? ORDER BY number LIMIT 1", (number,))
    return found[0] if found else None


def buyers_like(store: Opened, words: str, *, limit: int = 20) -> list[tuple[str, str | None, int]]:
    """(SIRET, name, contracts) of buyers whose name or number holds the words."""
    query = (
        "SELECT buyer, name, contracts FROM buyers WHERE strip_accents(lower(coalesce(name, ''))) LIKE ?"
        f" OR buyer LIKE ? ORDER BY contracts DESC, buyer LIMIT {int(limit)}"
    )
    held = words.replace("%", "").replace("_", "")
    return [(row[0], row[1], row[2]) for row in store.rows(query, (f"%{held}%", f"{held}%"))]
