"""The head of the chain for mails: the templates `emails/_journal_head.*` show these values.

A digest on a day with acts carries it to many letterboxes: nobody can rewrite the journal unseen then.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from matchmaker.journal import queries


def head_values(*, now: datetime) -> dict[str, object]:
    """`journal` for the template: number and head, or None when nothing was done in the last 24 hours."""
    if not queries.acts_between(now - timedelta(days=1), now):
        return {"journal": None}
    head = queries.head()
    return {"journal": {"number": head.number, "head": head.hash}}
