"""What offers add to the public card of their firm."""

from __future__ import annotations

from matchmaker.offers import queries
from matchmaker.organisations.dashboard import Panel
from matchmaker.organisations.models import Organisation


def of_firm(organisation: Organisation) -> Panel | None:
    """Its published offers; nothing where there is none."""
    offers = queries.published_of(organisation.id) if organisation.is_supplier else []
    return Panel("offers/_panel.html", {"offers": offers}) if offers else None
