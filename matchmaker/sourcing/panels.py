"""What the matcher adds to the page on which a firm arrives: the needs that fit it best."""

from __future__ import annotations

from datetime import UTC, datetime

from matchmaker.accounts.actor import Actor, Role
from matchmaker.organisations import queries as organisations
from matchmaker.organisations.dashboard import Panel
from matchmaker.sourcing import queries

SHOWN = 3


def on_home(actor: Actor) -> Panel | None:
    if actor.acting_for is None or actor.acting_for.role is not Role.SUPPLIER:
        return None
    rows, _more = queries.needs_for(organisations.organisation(actor.acting_for.id))
    return Panel("sourcing/_home_panel.html", {"rows": rows[:SHOWN], "now": datetime.now(UTC)})
