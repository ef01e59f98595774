"""The monthly mail of a view, as a value."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from matchmaker.notifications.messages import Message
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.models import Subscription

Row = tuple[str, str, str, str]


def address_of(filters: Filters) -> str:
    """The filters of an address in one order: the same view has one."""
    return urlencode(sorted(filters.as_dict().items()))


def month(one: Subscription, scope: str, rows: Sequence[Row], *, version: str, invented: bool) -> Message:
    """`rows`: figure, value, change since the last time, what it rests on."""
    return Message(
        key=f"observatory_month:{one.id}:{version}",
        kind=one.kind,
        recipient=one.user.email,
        locale=one.user.locale,
        template="observatory_month",
        values={
            "scope": scope,
            "rows": rows,
            "params": one.params,
            "since": one.told_at,
            "version": version,
            "invented": invented,
        },
        refusable=True,
    )
