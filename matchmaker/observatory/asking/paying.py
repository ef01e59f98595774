"""Payment delays, buyer by buyer, beside the legal limit of each."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.observatory.asking.totals import delays_condition
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.method.delays import legal_limit
from matchmaker.observatory.store.opened import Opened


@dataclass(frozen=True, slots=True)
class BuyerDelay:
    """Days; `share_over_limit` 0..1; `limit` in days, of the buyer's family. None was not given."""

    siren: str
    name: str | None
    year: int
    category: str
    family: str
    limit: int
    payments: int
    mean_days: float | None
    median_days: float | None
    p90_days: float | None
    share_over_limit: float | None


def delays(store: Opened, filters: Filters, *, limit: int, offset: int = 0) -> list[BuyerDelay]:
    """The latest payers of the last year first. Nothing when the filters speak of contracts."""
    if not filters.only_buyers:
        return []
    where, values = delays_condition(filters)
    query = (
        "SELECT siren, names.name, year, category, family, payments, mean_days, median_days, p90_days,"
        f" share_over_limit FROM (SELECT * FROM delays WHERE {where}) AS delays LEFT JOIN"
        " (SELECT siren, any_value(name) AS name FROM buyers GROUP BY siren) AS names USING (siren)"
        f" ORDER BY year DESC, share_over_limit DESC NULLS LAST, mean_days DESC, siren, category"
        f" LIMIT {int(limit)} OFFSET {int(offset)}"
    )
    return [BuyerDelay(limit=legal_limit(row["family"]), **row) for row in store.named(query, values)]


def count(store: Opened, filters: Filters) -> int:
    """Lines of buyers and years that `delays` lists."""
    if not filters.only_buyers:
        return 0
    where, values = delays_condition(filters)
    return int(store.row(f"SELECT count(*) FROM delays WHERE {where}", values)[0])
