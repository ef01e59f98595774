"""The mails of accounts, as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from matchmaker.accounts.models import Link, User
from matchmaker.notifications.messages import Message


def confirm(user: User, link: Link, token: str) -> Message:
    values = {"token": token, "until": link.expires_at}
    return _message(user, "confirm", f"confirm:{link.id}", values)


def reset(user: User, link: Link, token: str) -> Message:
    values = {"token": token, "until": link.expires_at}
    return _message(user, "reset", f"reset:{link.id}", values)


def email_old(user: User, link: Link, token: str) -> Message:
    """To the present mailbox: somebody asks that the account move to another."""
    values = {"token": token, "until": link.expires_at, "new_email": link.email}
    return _message(user, "email_old", f"email_old:{link.id}", values)


def email_new(user: User, link: Link, token: str) -> Message:
    """To the new mailbox, which belongs to nobody here yet."""
    values = {"token": token, "until": link.expires_at}
    return replace(_message(user, "email_new", f"email_new:{link.id}", values), recipient=str(link.email))


def idle(user: User, *, until: datetime, now: datetime) -> Message:
    """The account has not served for long and goes away unless its owner signs in."""
    return _message(user, "idle", f"idle:{user.id}:{now:%Y-%m-%d}", {"until": until})


def known_address(user: User, *, now: datetime) -> Message:
    """Somebody registered an address that has an account: told to its owner, once a day at most."""
    return _message(user, "known_address", f"known_address:{user.id}:{now:%Y-%m-%d}", {})


def password_changed(user: User, *, now: datetime) -> Message:
    return _message(user, "password_changed", f"password_changed:{user.id}:{now.timestamp()}", {"at": now})


def _message(user: User, template: str, key: str, values: dict[str, object]) -> Message:
    return Message(
        key=key,
        kind=f"accounts.{template}",
        recipient=user.email,
        locale=user.locale,
        template=template,
        values={"name": user.first_name, **values},
    )
