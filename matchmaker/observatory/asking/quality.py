"""What the data are worth: rules that touched them, what is unknown, holes, late publication."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.observatory.asking.where import condition, marches
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.store.opened import Opened

UNKNOWN = ("notified", "cpv", "procedure", "duration", "offers", "social", "environmental", "innovative",
           "department", "sme", "ess_declared", "ess_wide", "same_department", "newcomer")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quality:
    """Of the contracts of a filter.

    `rules`, `reasons`, `flags`: name → contracts that it touched. `unknown`: field → contracts without it.
    `late`: published more than two months after notification, among `dated` that have both dates;
    `publication_median`: days between the two.
    """

    contracts: int
    rules: dict[str, int]
    reasons: dict[str, int]
    flags: dict[str, int]
    unknown: dict[str, int]
    late: int
    dated: int
    before: int
    publication_median: float | None
    publication_p90: float | None


def quality(store: Opened, filters: Filters) -> Quality:
    where, values = marches(store, filters)
    unknown = ", ".join(f"count(*) - count({name})" for name in UNKNOWN)
    row = store.row(
        f"SELECT count(*), count(*) FILTER (published > notified + INTERVAL 2 MONTH),"
        " count(*) FILTER (published IS NOT NULL AND notified IS NOT NULL),"
        " count(*) FILTER (published < notified), median(published - notified),"
        f" quantile_cont(published - notified, 0.9), {unknown} FROM contracts WHERE {where}",
        values,
    )
    return Quality(
        contracts=row[0],
        rules=_names(store, "rules", filters),
        reasons=_names(store, "reason", filters),
        flags=_names(store, "flags", filters),
        unknown=dict(zip(UNKNOWN, row[6:], strict=True)),
        late=row[1],
        dated=row[2],
        before=row[3],
        publication_median=row[4],
        publication_p90=row[5],
    )


def _names(store: Opened, column: str, filters: Filters) -> dict[str, int]:
    where, values = condition(store, filters)
    query = (
        f"SELECT name, count(*) FROM (SELECT unnest(string_split({column}, ',')) AS name FROM contracts"
        f" WHERE {where} AND {column} IS NOT NULL) GROUP BY name ORDER BY count(*) DESC, name"
    )
    return {row[0]: row[1] for row in store.rows(query, values)}


@dataclass(frozen=True, slots=True)
class Presence:
    """`months`: YYYY-MM in order; `rows`: (SIRET, name, contracts of each month)."""

    months: tuple[str, ...]
    rows: tuple[tuple[str, str | None, tuple[int, ...]], ...]


def presence(store: Opened, filters: Filters, *, buyers: int = 30, months: int = 36) -> Presence:
    """Contracts of the busiest buyers, month by month: the last `months` that have any."""
    where, values = marches(store, filters)
    month = "year(notified) * 12 + month(notified) - 1 AS month"
    held = f"SELECT body, {month} FROM contracts WHERE {where} AND notified IS NOT NULL"
    last = store.row(f"SELECT max(notified) FROM contracts WHERE {where}", values)[0]
    if last is None:
        return Presence((), ())
    end = last.year * 12 + last.month - 1
    shown = range(end - months + 1, end + 1)
    query = (
        f"WITH held AS (SELECT body, month, count(*) AS contracts FROM ({held}) WHERE month >= ?"
        " GROUP BY ALL), busiest AS (SELECT body, sum(contracts) AS contracts FROM held"
        f" GROUP BY body ORDER BY contracts DESC, body LIMIT {int(buyers)})"
        " SELECT buyers.buyer, buyers.name, month, held.contracts FROM busiest JOIN held USING (body)"
        " JOIN buyers USING (body) ORDER BY busiest.contracts DESC, body, month"
    )
    counts: dict[tuple[str, str | None], dict[int, int]] = {}
    for buyer, name, month, contracts in store.rows(query, (*values, shown[0])):
        counts.setdefault((buyer, name), {})[month] = contracts
    rows = tuple((key[0], key[1], tuple(held_.get(one, 0) for one in shown)) for key, held_ in counts.items())
    return Presence(tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in shown), rows)


@dataclass(frozen=True, slots=True)
class Flow:
    """`amount`: retained, split between co-contractors. Departments of the buyer and of the establishment."""

    buyers: str
    suppliers: str
    contracts: int
    amount: float


def flows(store: Opened, filters: Filters, *, limit: int = 200) -> list[Flow]:
    where, values = marches(store, filters)
    query = (
        "SELECT held.department, firms.department, count(DISTINCT no),"
        " round(coalesce(sum(spent / suppliers), 0), 2)"
        f" FROM (SELECT no, department, spent, suppliers FROM contracts WHERE {where}) AS held"
        " JOIN awards USING (no) JOIN firms ON firms.supplier = awards.supplier"
        " WHERE held.department IS NOT NULL AND firms.department IS NOT NULL"
        f" GROUP BY ALL ORDER BY 3 DESC, 1, 2 LIMIT {int(limit)}"
    )
    return [Flow(*row) for row in store.rows(query, values)]
