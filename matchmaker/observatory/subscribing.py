"""A view of the observatory by mail, once a month at most and only when the data have changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound
from matchmaker.extensions import db, jobs
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.notifications import hours, preferences
from matchmaker.notifications.services import queue
from matchmaker.observatory import messages, queries, telling, wording
from matchmaker.observatory.errors import TooManySubscriptions
from matchmaker.observatory.indicators.filters import FilterError, Filters, read_filters
from matchmaker.observatory.method.dates import add_months
from matchmaker.observatory.models import Subscription

AT_MOST = 20
BATCH = 20


def filters_of(one: Subscription) -> Filters:
    """Raises FilterError when a filter that was known is no longer."""
    return read_filters({name: str(value) for name, value in one.params.items()})


def scope(one: Subscription) -> str:
    """In words; the address itself when a filter is known no longer."""
    try:
        return wording.scope(filters_of(one))
    except FilterError:
        return one.address


def subscribe(actor: Actor, filters: Filters, *, now: datetime) -> Subscription:
    """The same view twice is once; the figures of today are what the first mail is compared with.

    Raises TooManySubscriptions.
    """
    address = messages.address_of(filters)
    held = of(actor, address)
    if held is None:
        if len(owned_by(actor)) >= AT_MOST:
            raise TooManySubscriptions(limit=AT_MOST)
        held = _kept(Subscription(user_id=actor.user_id, address=address, params=filters.as_dict(),
                                  created_at=now, told_at=now, **_as_now(filters, now)))  # fmt: skip
        record(actor, Action.OBSERVATORY_SUBSCRIBED, "subscription", held.id, now=now, view=address)
    preferences.forget(actor.email, held.kind)
    return held


def of(actor: Actor, address: str) -> Subscription | None:
    query = sa.select(Subscription).where(
        Subscription.user_id == actor.user_id, Subscription.address == address
    )
    return db.session.execute(query).scalar_one_or_none()


def _kept(one: Subscription) -> Subscription:
    """Two presses at once: the constraint keeps one."""
    try:
        with db.session.begin_nested():
            db.session.add(one)
    except IntegrityError:
        ours = (Subscription.user_id == one.user_id, Subscription.address == one.address)
        return db.session.execute(sa.select(Subscription).where(*ours)).scalar_one()
    return one


def _as_now(filters: Filters, now: datetime) -> dict[str, object]:
    figures = queries.figures(filters, as_of=now.date())
    told = {one.key: one.value for one in figures if one.key in telling.HOME}
    return {"data_version": queries.data_version(), "figures": told}


def owned_by(actor: Actor) -> Sequence[Subscription]:
    query = sa.select(Subscription).where(Subscription.user_id == actor.user_id).order_by(Subscription.id)
    return db.session.execute(query).scalars().all()


def stop(subscription_id: int, actor: Actor, *, now: datetime) -> None:
    """Raises NotFound."""
    one = db.session.get(Subscription, subscription_id)
    if one is None or one.user_id != actor.user_id:
        raise NotFound
    preferences.forget(actor.email, one.kind)
    record(actor, Action.OBSERVATORY_UNSUBSCRIBED, "subscription", one.id, now=now, view=one.address)
    db.session.delete(one)
    db.session.flush()


@jobs.task("observatory.monthly", every_minute=True)
def tell_all() -> None:
    tell_due(datetime.now(UTC))


def tell_due(now: datetime) -> int:
    """How many mails were written. Neither at night nor at week-ends; without contracts, none."""
    if not hours.at_work(now) or not queries.available():
        return 0
    month = now.date() - add_months(now.date(), -1)
    query = (
        sa.select(Subscription)
        .options(joinedload(Subscription.user, innerjoin=True))
        .where(Subscription.told_at <= now - month, Subscription.data_version != queries.data_version())
        .order_by(Subscription.told_at, Subscription.id)
        .limit(BATCH)
        .with_for_update(of=Subscription, skip_locked=True)
    )
    return sum(_tell(one, now=now) for one in db.session.execute(query).scalars().all())


def _tell(one: Subscription, *, now: datetime) -> bool:
    """The next mail is compared with what is told now, whether the reader still wants this one or not."""
    try:
        filters = filters_of(one)
    except FilterError:
        one.told_at, one.data_version = now, queries.data_version()
        return False
    figures = {found.key: found for found in queries.figures(filters, as_of=now.date())}
    with force_locale(one.user.locale):
        rows = [
            (
                str(wording.indicator(key)),
                telling.shown(figures[key]),
                telling.moved(figures[key], one.figures.get(key)),
                telling.rests_on(figures[key]),
            )
            for key in telling.HOME
        ]
        scope = wording.scope(filters)
    written = one.user.is_active and queue(
        messages.month(one, scope, rows, version=queries.data_version(), invented=queries.demonstration()),
        now=now,
    )
    one.told_at = now
    for name, value in _as_now(filters, now).items():
        setattr(one, name, value)
    db.session.flush()
    return written
