"""Who may keep and judge a list, invite and respond, and until when."""

from __future__ import annotations

from datetime import datetime

from matchmaker.accounts.actor import Actor, Role
from matchmaker.needs import rules as needs
from matchmaker.needs.models import Need, NeedStatus

# Up to the consultation: past it, suppliers are heard through the procedure alone.
SOURCING = frozenset({NeedStatus.PUBLISHED, NeedStatus.CLOSED})


def can_freeze(actor: Actor, need: Need) -> bool:
    """In any public state: evidence may be wanted long after the sourcing."""
    return needs.owns(actor, need) and needs.acts_as_buyer(actor) and need.status in needs.PUBLIC


def can_judge(actor: Actor, need: Need) -> bool:
    return needs.owns(actor, need) and needs.acts_as_buyer(actor) and need.status in SOURCING


def sees_judgements(actor: Actor) -> bool:
    """Organisers and administrators read the reasons; everybody reads the figures."""
    return actor.administrator or (actor.acting_for is not None and actor.acting_for.role is Role.ORGANISER)


def open_for_responses(need: Need, now: datetime) -> bool:
    """Up to the deadline, to the second, whether or not the clock's sweep has closed the need already."""
    return need.status is NeedStatus.PUBLISHED and need.answers_until is not None and now < need.answers_until


def can_contact(actor: Actor, need: Need, now: datetime) -> bool:
    """The need's own team, while firms still have time to respond."""
    return can_judge(actor, need) and open_for_responses(need, now)


def silent(need: Need) -> bool:
    """The cone of silence: once the consultation is out, or the need is gone."""
    return need.status not in SOURCING


def can_ask(need: Need, now: datetime) -> bool:
    return open_for_responses(need, now)


def can_join(actor: Actor, need: Need) -> bool:
    """Documents for all: from the draft on, up to the consultation."""
    joinable = needs.BEFORE_PUBLICATION | SOURCING
    return needs.owns(actor, need) and needs.acts_as_buyer(actor) and need.status in joinable


def can_remove_document(actor: Actor, need: Need) -> bool:
    return can_join(actor, need) and need.status in needs.BEFORE_PUBLICATION


def keeps_file(actor: Actor, need: Need) -> bool:
    """Notes, meetings, declarations and lessons: from the publication on, for ever."""
    opened = need.status not in needs.BEFORE_PUBLICATION
    return needs.owns(actor, need) and needs.acts_as_buyer(actor) and opened
