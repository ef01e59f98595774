"""The mails of organisations, as values."""

from __future__ import annotations

from matchmaker.accounts.models import User
from matchmaker.notifications.messages import Message
from matchmaker.organisations.models import Membership


def join_request(membership: Membership, reader: User) -> Message:
    values = {
        "person": membership.user.name,
        "email": membership.user.email,
        "organisation_id": membership.organisation_id,
    }
    return _message("join_request", membership, reader, values)


def join_answered(membership: Membership, *, accepted: bool) -> Message:
    return _message("join_accepted" if accepted else "join_refused", membership, membership.user, {})


def _message(template: str, membership: Membership, reader: User, values: dict[str, object]) -> Message:
    return Message(
        key=f"{template}:{membership.id}:{reader.id}",
        kind=f"organisations.{template}",
        recipient=reader.email,
        locale=reader.locale,
        template=template,
        values={"name": reader.first_name, "organisation": membership.organisation.name, **values},
    )
