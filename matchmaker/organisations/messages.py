"""The mails of organisations, as values."""

from __future__ import annotations

from datetime import datetime

from matchmaker.accounts.models import User
from matchmaker.notifications.messages import Message
from matchmaker.organisations.models import Invitation, Membership, RegisterCode


def join_request(membership: Membership, reader: User) -> Message:
    values = {
        "person": membership.user.name,
        "email": membership.user.email,
        "organisation_id": membership.organisation_id,
    }
    return _message("join_request", membership, reader, values, at=membership.created_at)


def join_answered(membership: Membership, *, accepted: bool, now: datetime) -> Message:
    template = "join_accepted" if accepted else "join_refused"
    return _message(template, membership, membership.user, {}, at=now)


def removed(membership: Membership, reason: str, *, now: datetime) -> Message:
    return _message("member_removed", membership, membership.user, {"reason_text": reason}, at=now)


def invitation(one: Invitation, token: str, *, locale: str, host: str) -> Message:
    values = {"organisation": one.organisation.name, "host": host, "token": token, "until": one.expires_at}
    return Message(
        key=f"invitation:{one.id}",
        kind="organisations.invitation",
        recipient=one.email,
        locale=locale,
        template="invitation",
        values=values,
    )


def register_code(row: RegisterCode, membership: Membership, code: str) -> Message:
    """To the contact that the register knows, in French: nothing tells their language."""
    values = {
        "organisation": membership.organisation.name,
        "person": membership.user.name,
        "email": membership.user.email,
        "code": code,
        "until": row.expires_at,
    }
    return Message(
        key=f"register_code:{row.id}",
        kind="organisations.register_code",
        recipient=row.sent_to,
        locale="fr",
        template="register_code",
        values=values,
    )


def _message(
    template: str, membership: Membership, reader: User, values: dict[str, object], *, at: datetime
) -> Message:
    """`at` tells a request from the one that was refused before it."""
    return Message(
        key=f"{template}:{membership.id}:{reader.id}:{at.timestamp():.6f}",
        kind=f"organisations.{template}",
        recipient=reader.email,
        locale=reader.locale,
        template=template,
        values={"name": reader.first_name, "organisation": membership.organisation.name, **values},
    )
