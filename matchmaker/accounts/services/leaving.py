"""Take one's data away, and leave for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import current_app

from matchmaker.accounts.actor import Actor
from matchmaker.accounts.models import User
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.personal_data import Holding, Person

FORMAT = "matchmaker personal data 1"


def holdings() -> tuple[Holding, ...]:
    found: tuple[Holding, ...] = current_app.extensions["personal_data"]
    return found


def export(user: User, *, actor: Actor, now: datetime) -> Mapping[str, object]:
    """Everything that the areas declare to hold of the person, under the keys of the register."""
    person = Person(user.id, user.email)
    record(actor, Action.ACCOUNT_EXPORTED, "user", user.id, now=now)
    data = {one.key: list(one.export(person)) for one in holdings()}
    return {"format": FORMAT, "made_at": now, "account": user.id, "data": data}


def erase(user: User, *, actor: Actor, now: datetime) -> None:
    """For good. The journal keeps the number, files the pseudonym; the account's own row goes last."""
    person = Person(user.id, user.email)
    record(actor, Action.ACCOUNT_ERASED, "user", user.id, now=now)
    for holding in reversed(holdings()):
        holding.erase(person, now=now)
