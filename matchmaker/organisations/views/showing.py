"""Public cards, the list of suppliers, and the page on which one arrives when signed in."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app, g, render_template
from flask.typing import ResponseReturnValue

from matchmaker.organisations import dashboard, queries, rules
from matchmaker.organisations.models import Organisation
from matchmaker.organisations.views.area import blueprint
from matchmaker.web.pagination import paginate
from matchmaker.web.policy import Access, allow


@blueprint.get("/suppliers")
@allow(Access.PUBLIC)
def suppliers() -> ResponseReturnValue:
    return render_template("organisations/suppliers.html", page=paginate(queries.suppliers()))


@blueprint.get("/organisations/<id:organisation_id>")
@allow(Access.PUBLIC)
def show(organisation_id: int) -> ResponseReturnValue:
    """The public card: nothing of the people behind it."""
    organisation = queries.organisation(organisation_id)
    values = {
        "organisation": organisation,
        "panels": panels(organisation),
        "may_edit": rules.can_edit(g.actor, organisation),
        "belongs": g.actor.belongs_to(organisation.id),
        "ground_kinds": queries.ground_kinds(organisation.id, now=datetime.now(UTC)),
    }
    return render_template("organisations/show.html", **values)


def panels(organisation: Organisation) -> list[dashboard.Panel]:
    """What the higher areas add to the card (published needs, offers): `app.py` hands over the list."""
    makers: tuple[dashboard.OrganisationPanel, ...] = current_app.extensions.get("organisation_panels", ())
    return [panel for make in makers if (panel := make(organisation)) is not None]


@blueprint.get("/home")
@allow(Access.SIGNED_IN)
def home() -> ResponseReturnValue:
    makers: tuple[dashboard.HomePanel, ...] = current_app.extensions.get("home_panels", ())
    acting = g.actor.acting_for
    values = {
        "acting_verified": acting is not None and acting.verified,
        "to_answer": queries.requests_to(g.actor),
        "asked": queries.requests_by(g.actor.user_id),
        "steps": dashboard.steps(g.actor),
        "panels": [panel for make in makers if (panel := make(g.actor)) is not None],
    }
    return render_template("organisations/home.html", **values)
