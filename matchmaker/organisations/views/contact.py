"""Contact details behind a click that is recorded; and, for members, who has clicked."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import g, render_template
from flask.typing import ResponseReturnValue

from matchmaker.errors import NotFound
from matchmaker.extensions import limiter
from matchmaker.journal import access
from matchmaker.organisations import queries, rules
from matchmaker.organisations.views.area import blueprint
from matchmaker.web.limits import contacts
from matchmaker.web.pagination import paginate
from matchmaker.web.policy import Access, allow


@blueprint.post("/organisations/<id:organisation_id>/contact")
@allow(Access.BUYER, Access.SUPPLIER, Access.ORGANISER, Access.MODERATOR)
@limiter.limit(contacts)
def contact(organisation_id: int) -> ResponseReturnValue:
    """Shown to who deals here, never to observers; thirty a day, so that no list is made of them."""
    organisation = queries.organisation(organisation_id)
    access.note(
        g.actor,
        access.Seen.CONTACT_DETAILS,
        "organisation",
        organisation.id,
        now=datetime.now(UTC),
        organisation_id=g.actor.acting_for.id if g.actor.acting_for else None,
    )
    return render_template("organisations/contact.html", organisation=organisation)


@blueprint.get("/organisations/<id:organisation_id>/contact/seen")
@allow(Access.SIGNED_IN)
def contact_seen(organisation_id: int) -> ResponseReturnValue:
    organisation = queries.organisation(organisation_id)
    if not rules.can_edit(g.actor, organisation):
        raise NotFound
    page = paginate(queries.contact_traces(organisation.id))
    names = queries.names({row.organisation_id for row in page.items if row.organisation_id is not None})
    return render_template(
        "organisations/contact_seen.html", organisation=organisation, page=page, names=names
    )
