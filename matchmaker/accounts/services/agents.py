"""Whom the identity provider vouches for: found by its lasting identifier, linked by a verified mail only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import current_app
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts import queries
from matchmaker.accounts.actor import Actor
from matchmaker.accounts.agents import Agent
from matchmaker.accounts.errors import NotLinked, ProviderRefused
from matchmaker.accounts.models import Identity, LinkPurpose, SignInMethod, User
from matchmaker.accounts.rules import is_email
from matchmaker.accounts.services.entering import Entered, mark_confirmed, new_user, send_confirmation
from matchmaker.accounts.services.links import void_links
from matchmaker.accounts.services.sessions import end_sessions, open_session
from matchmaker.errors import Conflict
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record

# Told which establishment the provider says the agent works for: `app.py` lists those who listen.
SiretHook = Callable[..., object]


def enter(agent: Agent, *, browser: str, now: datetime) -> Entered:
    """Sign the agent in, creating or linking the account. Raises NotLinked, ProviderRefused.

    An address that nobody has verified makes an account that only its mailbox can open, and links nothing:
    who says they are somebody else must not wait inside for that person's confirmation.
    """
    identity = queries.identity(agent.issuer, agent.subject)
    user = db.session.get_one(User, identity.user_id) if identity else _found_or_made(agent, now=now)
    if not user.is_active:
        raise ProviderRefused("the account is disabled")
    if user.confirmed_at is None:
        send_confirmation(user, now=now)
        return Entered(user)
    _keep(agent, user, now=now)
    if queries.second_factor(user.id) is not None:
        return Entered(user, second_factor=True)
    token = open_session(user, now=now, browser=browser, method=SignInMethod.AGENT, id_token=agent.id_token)
    return Entered(user, token)


def link(agent: Agent, *, actor: Actor, now: datetime) -> None:
    """To the account that is signed in. Raises Conflict when the identity is somebody else's."""
    identity = queries.identity(agent.issuer, agent.subject)
    if identity is not None and identity.user_id != actor.user_id:
        raise Conflict
    _keep(agent, db.session.get_one(User, actor.user_id), now=now)


def _found_or_made(agent: Agent, *, now: datetime) -> User:
    """The account of that address, or a new one without a password."""
    if not is_email(agent.email):
        raise ProviderRefused("an address that is none")
    values = {"first_name": agent.first_name, "last_name": agent.last_name, "locale": "fr"}
    user = new_user(queries.folded(agent.email), {"password_hash": "", **values}, now=now)
    if user is None:
        user = queries.by_email(agent.email)
        if user is None or not agent.email_verified:
            raise NotLinked
        if user.confirmed_at is None:
            _take_over(user, now=now)
    if agent.email_verified:
        mark_confirmed(user, now=now)
    return user


def _take_over(user: User, *, now: datetime) -> None:
    """An account that nobody confirmed may have been planted: its password and links do not outlive this."""
    user.password_hash = ""
    for purpose in LinkPurpose:
        void_links(user, purpose, now=now)
    end_sessions(user, now=now)


def _keep(agent: Agent, user: User, *, now: datetime) -> None:
    identity = queries.identity(agent.issuer, agent.subject) or _linked(agent, user, now=now)
    identity.used_at, identity.siret = now, agent.siret
    db.session.flush()
    if agent.siret is not None:
        for hook in current_app.extensions.get("agent_siret", ()):
            hook(user, agent.siret, now=now)


def _linked(agent: Agent, user: User, *, now: datetime) -> Identity:
    """The constraint decides between two returns of the same agent at once."""
    made = Identity(user_id=user.id, issuer=agent.issuer, subject=agent.subject, created_at=now, used_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        found = queries.identity(agent.issuer, agent.subject)
        if found is None or found.user_id != user.id:
            raise Conflict from None
        return found
    record(Actor(user_id=user.id), Action.ACCOUNT_IDENTITY_LINKED, "user", user.id, now=now)
    return made
