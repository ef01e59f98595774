"""Who may reach a route: declared beside each route, refused by default.

`Access` says which kind of person may come in; whether *this* need or *that* firm is theirs is decided
by the areas' queries, which answer as if the foreign object did not exist (404).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from flask import Flask, abort, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.accounts.actor import Actor, Role
from matchmaker.errors import NotAllowed, SessionEnded
from matchmaker.web.kept_text import kept_text
from matchmaker.web.transaction import SAFE_METHODS

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Access(Enum):
    """The kinds of visitor a route is open to."""

    PUBLIC = "everybody"
    SIGNED_IN = "anybody signed in"
    BUYER = "members of a public body, acting for it"
    SUPPLIER = "members of a firm, acting for it"
    ORGANISER = "members of an organiser, acting for it"
    OBSERVER = "observers (prefecture)"
    MODERATOR = "moderators and administrators of the platform"
    ADMINISTRATOR = "administrators of the platform"
    DEVELOPMENT = "everybody, outside production only"


ROLE_OF = {
    Access.BUYER: Role.BUYER,
    Access.SUPPLIER: Role.SUPPLIER,
    Access.ORGANISER: Role.ORGANISER,
    Access.OBSERVER: Role.OBSERVER,
}

# Routes that extensions add and that no view of ours can decorate.
UNDECORATED = {"static": (Access.PUBLIC,)}


def allow(*accesses: Access) -> Callable[[View], View]:
    """Declare who may reach a view. Goes under the route decorator; one of them is enough to come in."""

    def declare(view: View) -> View:
        view.access = accesses  # type: ignore[attr-defined]  # read back by `declared`
        return view

    return declare


def declared(app: Flask, endpoint: str) -> tuple[Access, ...]:
    """What the route declares; empty when it forgot to, and then nobody may come in."""
    if endpoint in UNDECORATED:
        return UNDECORATED[endpoint]
    accesses: tuple[Access, ...] = getattr(app.view_functions[endpoint], "access", ())
    return accesses


def enforce() -> ResponseReturnValue | None:
    """Before each request: let in, lead to sign-in, or refuse with a reason."""
    if request.endpoint is None:
        return None
    accesses = declared(current_app, request.endpoint)
    if any(admits(access, g.actor) for access in accesses):
        return None
    if g.actor.user_id is None and accesses and Access.DEVELOPMENT not in accesses:
        if request.method not in SAFE_METHODS and kept_text():
            raise SessionEnded
        flash(_("Sign in to go on."), "info")
        following = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=following))
    if Access.DEVELOPMENT in accesses or not accesses:
        abort(404)
    if g.actor.held_back and Access.ADMINISTRATOR in accesses:
        flash(_("Sign in with a second factor to act as an administrator: set it up here first."), "info")
        return redirect(url_for("accounts.second_factor"))
    raise NotAllowed(accesses[0].name.lower())


def admits(access: Access, actor: Actor) -> bool:
    if access is Access.PUBLIC:
        return True
    if access is Access.DEVELOPMENT:
        return not current_app.config["SETTINGS"].production
    if actor.user_id is None:
        return False
    if access is Access.SIGNED_IN:
        return True
    if access is Access.ADMINISTRATOR:
        return actor.administrator
    if access is Access.MODERATOR:
        return actor.moderates
    return actor.acting_for is not None and actor.acting_for.role is ROLE_OF[access]
