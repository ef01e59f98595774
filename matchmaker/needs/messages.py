"""E-mails about needs, as values."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matchmaker.accounts.models import User
from matchmaker.extensions import db
from matchmaker.needs.models import Need
from matchmaker.notifications.kinds import Kind
from matchmaker.notifications.messages import Message

BUYERS = frozenset({"buyer"})
KINDS = (
    Kind("need.published", _l("Your need is published"), roles=BUYERS),
    Kind("need.draft_left", _l("A draft you left is still there, once for each"), roles=BUYERS),
)


def author(need: Need) -> User | None:
    """Who wrote the need, while their account lives."""
    user = db.session.get(User, need.author_id) if need.author_id is not None else None
    return user if user is not None and user.is_active else None


def published(need: Need, to: User) -> Message:
    return Message(
        key=f"need.published:{need.id}:{to.id}",
        kind="need.published",
        recipient=to.email,
        locale=to.locale,
        template="need_published",
        values={
            "need_id": need.id,
            "title": need.title,
            "reference": need.reference,
            "answers_until": need.answers_until,
        },
        refusable=True,
    )


def draft_left(need: Need, to: User) -> Message:
    """Sent once for each draft, three days after it was last touched."""
    return Message(
        key=f"need.draft_left:{need.id}:{to.id}",
        kind="need.draft_left",
        recipient=to.email,
        locale=to.locale,
        template="need_draft_left",
        values={"need_id": need.id, "title": need.title},
        refusable=True,
    )
