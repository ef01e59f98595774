"""The steps of a need's life, each checked against `rules.TRANSITIONS` and recorded."""

from __future__ import annotations

from datetime import datetime

from matchmaker.accounts.actor import SYSTEM, Actor
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.moderation.models import CaseKind
from matchmaker.moderation.services import open_case
from matchmaker.needs import messages, queries, rules
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.errors import NotReady, WrongState
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.notifications.services import queue
from matchmaker.organisations import queries as organisations
from matchmaker.organisations.models import Membership
from matchmaker.search.sync import changed


def publish(need: Need, actor: Actor, *, now: datetime) -> None:
    """Show the need to everybody; or let it wait while whoever asks has no ground to speak for the body.

    Raises NotReady when an answer is missing, WrongState.
    """
    _require(need, NeedStatus.PUBLISHED)
    if rules.missing(need, now) or need.organisation_id is None:
        raise NotReady
    if not _speaks(need, actor, now=now):
        wait(need, actor, now=now)
        return
    if not queries.ever_published(need.organisation_id):
        _show_moderators(need, actor, now=now)
    name(need, now=now)
    need.published_at = now
    need.publish_at = need.waiting_since = None
    _become(need, NeedStatus.PUBLISHED, actor, Action.NEED_PUBLISHED, now=now)
    author = messages.author(need)
    if author is not None:
        queue(messages.published(need, author), now=now)


def _speaks(need: Need, actor: Actor, *, now: datetime) -> bool:
    """The clock speaks for the author of a planned need."""
    person = need.author_id if actor is SYSTEM else actor.user_id
    return organisations.speaks(person, need.organisation_id, now=now)


def wait(need: Need, actor: Actor, *, now: datetime) -> None:
    """Still a draft, that goes live by itself once its author has shown a ground; moderators may look."""
    if need.waiting_since is not None:
        return
    if actor.user_id is not None:
        need.author_id = actor.user_id
    need.waiting_since, need.publish_at = now, None
    _become(need, NeedStatus.DRAFT, actor, Action.NEED_WAITING, now=now)
    _show_moderators(need, actor, now=now)


def stop_waiting(need: Need, *, now: datetime) -> None:
    """A plain draft again."""
    need.waiting_since, need.updated_at = None, now
    db.session.flush()


def _show_moderators(need: Need, actor: Actor, *, now: datetime) -> None:
    open_case(CaseKind.NEED, "need", need.id, organisation_id=need.organisation_id, actor=actor, now=now)


def go_live(membership: Membership, now: datetime) -> None:
    """What the person had asked to publish, now that they have shown a ground.

    One that is no longer ready (its deadline has passed meanwhile) is a plain draft again.
    """
    for need in queries.waiting(membership.organisation_id, membership.user_id):
        if rules.missing(need, now):
            stop_waiting(need, now=now)
        else:
            publish(need, SYSTEM, now=now)


def name(need: Need, *, now: datetime) -> None:
    """Give the need its reference once. Its own number makes it unique without asking the others."""
    if need.reference is None:
        need.reference = f"B-{in_paris(now).year}-{need.id:06d}"


def schedule(need: Need, actor: Actor, *, at: datetime, now: datetime) -> None:
    """Publish by itself at that moment, before the deadline. Raises NotReady, WrongState."""
    if need.status is not NeedStatus.SCHEDULED:
        _require(need, NeedStatus.SCHEDULED)
    if at <= now or rules.missing(need, at) or need.organisation_id is None:
        raise NotReady
    name(need, now=now)
    need.publish_at = at
    _become(need, NeedStatus.SCHEDULED, actor, Action.NEED_SCHEDULED, now=now, publish_at=at.isoformat())


def unschedule(need: Need, actor: Actor, *, now: datetime) -> None:
    """Back to a draft. Raises WrongState."""
    _require(need, NeedStatus.DRAFT)
    need.publish_at = None
    _become(need, NeedStatus.DRAFT, actor, Action.NEED_UNSCHEDULED, now=now)


def withdraw(need: Need, actor: Actor, *, reason: str, now: datetime) -> None:
    """Off the public pages; the reason stays in the body's own file. Raises WrongState."""
    _require(need, NeedStatus.WITHDRAWN)
    need.ended_at, need.end_reason = now, reason
    _become(need, NeedStatus.WITHDRAWN, actor, Action.NEED_WITHDRAWN, now=now)


def close(need: Need, actor: Actor, *, now: datetime) -> None:
    """No more answers; the page stays readable. Raises WrongState."""
    _require(need, NeedStatus.CLOSED)
    need.ended_at = now
    _become(need, NeedStatus.CLOSED, actor, Action.NEED_CLOSED, now=now)


def extend(need: Need, actor: Actor, *, until: datetime, now: datetime) -> None:
    """A later deadline, never an earlier one; a closed need opens again. Raises NotReady, WrongState."""
    if need.status is not NeedStatus.PUBLISHED:
        _require(need, NeedStatus.PUBLISHED)
    if until <= now or (need.answers_until is not None and until <= need.answers_until):
        raise NotReady
    before, need.answers_until, need.ended_at = need.answers_until, until, None
    dates = {"before": before.isoformat() if before else None, "until": until.isoformat()}
    _become(need, NeedStatus.PUBLISHED, actor, Action.NEED_EXTENDED, now=now, **dates)


def tender(need: Need, actor: Actor, *, url: str, now: datetime, gaps: int = 0) -> None:
    """The consultation is out: from now on suppliers are answered there. `gaps`: what the actor was shown
    to be unequal, and passed over. Raises WrongState."""
    _require(need, NeedStatus.TENDERED)
    need.tender_url, need.ended_at = url, need.ended_at or now
    facts = {"gaps": gaps} if gaps else {}
    _become(need, NeedStatus.TENDERED, actor, Action.NEED_TENDERED, now=now, **facts)


def award(need: Need, actor: Actor, *, now: datetime) -> None:
    """Raises WrongState."""
    _require(need, NeedStatus.AWARDED)
    _become(need, NeedStatus.AWARDED, actor, Action.NEED_AWARDED, now=now)


def _require(need: Need, status: NeedStatus) -> None:
    if not rules.may_become(need.status, status):
        raise WrongState


def _become(
    need: Need, status: NeedStatus, actor: Actor, action: Action, *, now: datetime, **payload: object
) -> None:
    need.status, need.updated_at = status, now
    db.session.flush()
    record(actor, action, "need", need.id, now=now, version=need.version, **payload)
    changed("need", need.id, now=now)
