"""Keeping what is told of payment delays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.observatory.joins import REJOIN
from matchmaker.observatory.method.delays import Delay
from matchmaker.observatory.models import PaymentDelay


@dataclass(frozen=True, slots=True)
class Loaded:
    """Lines of a file of delays, by what they did."""

    new: int
    changed: int
    unchanged: int


def load_delays(delays: Iterable[Delay], *, actor: Actor, now: datetime) -> Loaded:
    """The same buyer, year and category again replaces what was told; the worker then joins anew."""
    known = {
        (row.siren, row.year, row.category): row
        for row in db.session.execute(sa.select(PaymentDelay)).scalars()
    }
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for delay in delays:
        counts[_keep(delay, known.get((delay.siren, delay.year, delay.category)), now)] += 1
    db.session.flush()
    if counts["new"] or counts["changed"]:
        record(actor, Action.DELAYS_LOADED, "delays", None, now=now, **counts)
        jobs.want(db.session, REJOIN)
    return Loaded(**counts)


def _keep(delay: Delay, row: PaymentDelay | None, now: datetime) -> str:
    told = asdict(delay)
    if row is None:
        db.session.add(PaymentDelay(**told, loaded_at=now))
        return "new"
    if all(getattr(row, name) == value for name, value in told.items()):
        return "unchanged"
    for name, value in told.items():
        setattr(row, name, value)
    row.loaded_at = now
    return "changed"
