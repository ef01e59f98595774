"""What the page after sign-in and the public card are made of.

The areas above (needs, offers, sourcing) add panels without being named here: `app.py` puts their functions
in `app.extensions["organisation_panels"]` and `app.extensions["home_panels"]`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from flask import current_app, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from matchmaker.accounts.actor import Actor, Role
from matchmaker.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of page: a template and its values. The template begins with an h2."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)


OrganisationPanel: TypeAlias = Callable[[Organisation], Panel | None]
HomePanel: TypeAlias = Callable[[Actor], Panel | None]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: the first of the list is the main one."""

    title: LazyString
    words: LazyString
    action: LazyString
    url: str


BY_ROLE: dict[Role, tuple[tuple[LazyString, LazyString, LazyString, str], ...]] = {
    Role.BUYER: (
        (
            _l("Publish a need"),
            _l("Say in your own words what you will buy. Suppliers nearby are suggested, with reasons."),
            _l("Describe a need"),
            "needs.start",
        ),
        (
            _l("Follow your needs"),
            _l("Drafts, published needs, deadlines, and the suppliers suggested for each."),
            _l("See my needs"),
            "needs.mine",
        ),
    ),
    Role.SUPPLIER: (
        (
            _l("Publish an offer"),
            _l("What you do, for whom, where. The more precise it is, the better buyers find you."),
            _l("Describe an offer"),
            "offers.new",
        ),
        (
            _l("Read the needs that fit you"),
            _l("Sorted by closeness, with the reasons and the days left to answer."),
            _l("See these needs"),
            "sourcing.needs_for_me",
        ),
        (
            _l("Keep your offers up to date"),
            _l("Places, certificates, references: whatever changes can be changed here."),
            _l("See my offers"),
            "offers.mine",
        ),
    ),
    Role.ORGANISER: (
        (
            _l("Prepare a Rencontre"),
            _l("Its place, its hours and its tables are enough to begin; a task list leads on."),
            _l("Prepare a day"),
            "events.new",
        ),
        (
            _l("See who is here"),
            _l("The suppliers and needs of the region, from which a day of meetings is prepared."),
            _l("See the suppliers"),
            "organisations.suppliers",
        ),
        (
            _l("Read the open needs"),
            _l("What the public bodies of the region will buy: the matter of the meetings."),
            _l("See the open needs"),
            "needs.index",
        ),
    ),
    Role.OBSERVER: (
        (
            _l("Read the published acts"),
            _l("The needs of the region’s public bodies, open and closed, without contact details."),
            _l("See the open needs"),
            "needs.index",
        ),
    ),
}


def steps(actor: Actor) -> list[Step]:
    """By the role in which the actor acts now; empty while the actor acts for nobody."""
    if actor.acting_for is None:
        return []
    entries = BY_ROLE[actor.acting_for.role]
    known = current_app.view_functions
    return [Step(*words, url=url_for(endpoint)) for *words, endpoint in entries if endpoint in known]
