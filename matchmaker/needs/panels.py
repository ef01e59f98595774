"""What needs add to the public card of their body, and to the page on which a buyer arrives."""

from __future__ import annotations

from datetime import UTC, datetime

from matchmaker.accounts.actor import Actor, Role
from matchmaker.needs import queries
from matchmaker.organisations.dashboard import Panel
from matchmaker.organisations.models import Organisation


def of_body(organisation: Organisation) -> Panel | None:
    """Its open needs; nothing where there is none."""
    needs = queries.open_of(organisation.id, datetime.now(UTC)) if organisation.is_buyer else []
    return Panel("needs/_panel.html", {"needs": needs}) if needs else None


def on_home(actor: Actor) -> Panel | None:
    """The needs of the buyer's body that were changed last, drafts included."""
    if actor.acting_for is None or actor.acting_for.role is not Role.BUYER:
        return None
    needs = queries.latest(actor)
    return Panel("needs/_home_panel.html", {"needs": needs}) if needs else None
