"""After the day, for its organiser: figures, pairs to call back, next year's invitations."""

from __future__ import annotations

from collections.abc import Iterator

from flask import g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.events import aftermath, queries, wording
from matchmaker.events.aftermath import Group
from matchmaker.events.models import Event, Side
from matchmaker.events.services import following
from matchmaker.events.views.area import blueprint
from matchmaker.organisations.labels import SIZES
from matchmaker.spreadsheets.writing import Column, Row
from matchmaker.web.exports import csv_response
from matchmaker.web.policy import Access, allow

SHOWN = 20


@blueprint.get("/my-events/<id:event_id>/after")
@allow(Access.ORGANISER)
def after(event_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id)
    people = aftermath.confirmed(event)
    unseated = aftermath.unseated(event, people)
    return render_template(
        "events/after.html",
        event=event,
        figures=aftermath.figures(event, people),
        groups=[
            (title, [(_label(by, one), one) for one in aftermath.groups(event, people, by)])
            for by, title in (
                ("size", _("By size")),
                ("social", _("Social economy")),
                ("department", _("By department")),
            )
        ],
        unseated=unseated[:SHOWN],
        more=max(len(unseated) - SHOWN, 0),
        ended=following.ends_at(event),
        reasons=wording.REASONS,
        sides=wording.SIDES,
        stages=wording.STAGES,
        buyer=Side.BUYER,
        supplier=Side.SUPPLIER,
    )


@blueprint.get("/my-events/<id:event_id>/after/call-back.csv")
@allow(Access.ORGANISER)
def call_back(event_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id)
    columns = [
        Column(_("Public buyer")),
        Column(_("Name")),
        Column(_("E-mail")),
        Column(_("Firm")),
        Column(_("Name")),
        Column(_("E-mail")),
        Column(_("Wished by")),
        Column(_("Why there was no meeting")),
    ]
    return csv_response(f"{event.slug}-call-back", columns, _call_back_rows(event))


def _call_back_rows(event: Event) -> Iterator[Row]:
    for one in aftermath.unseated(event, aftermath.confirmed(event)):
        wished = ", ".join(str(wording.SIDES[side]) for side in one.wished_by)
        reason = str(wording.REASONS.get(one.reason, ""))
        cells: list[str] = []
        for person in (one.buyer, one.supplier):
            cells += [person.organisation_name, person.person, person.email or ""]
        yield [*cells, wished, reason]


@blueprint.get("/my-events/<id:event_id>/after/invitations.csv")
@allow(Access.ORGANISER)
def invitations(event_id: int) -> ResponseReturnValue:
    """Next year's list: whoever held a place, with what the day was for them. Empty after the purge."""
    event = queries.owned(g.actor, event_id)
    held = aftermath.held_by_person(event)
    columns = [
        Column(_("Side")),
        Column(_("Organisation")),
        Column("SIRET"),
        Column(_("First name")),
        Column(_("Last name")),
        Column(_("Job")),
        Column(_("E-mail")),
        Column(_("Telephone")),
        Column(_("Came")),
        Column(_("Meetings held"), "integer"),
    ]
    rows = (
        [
            str(wording.SIDES[one.side]),
            one.organisation_name,
            one.siret or "",
            one.first_name,
            one.last_name,
            one.job,
            one.email,
            one.phone,
            _("Yes") if one.arrived_at else _("No"),
            held.get(one.id, 0),
        ]
        for one in aftermath.confirmed(event)
        if one.email
    )
    return csv_response(f"{event.slug}-invitations", columns, rows)


def _label(by: str, one: Group) -> str:
    if not one.key:
        return _("not known")
    if by == "size":
        return next(str(words) for size, words in SIZES.items() if size.value == one.key)
    if by == "social":
        return _("Social economy") if one.key == "yes" else _("Other firms")
    return one.key
