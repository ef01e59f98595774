"""Who may keep and judge a list: the need's own team, once the need is public."""

from __future__ import annotations

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
