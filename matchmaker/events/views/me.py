"""A participant's own pages, by secret link: agenda on the phone and on paper, what meetings came to.

Opening them writes nothing, since mail scanners open links too.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Response, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.errors import NotFound
from matchmaker.events import agendas, calendars, drawing, links, papers, queries, rules, wording
from matchmaker.events.models import Registration, Side, Stage, Took
from matchmaker.events.services import enrolling, following, records
from matchmaker.events.views.area import blueprint
from matchmaker.events.views.day_forms import FeedbackForm
from matchmaker.web.policy import Access, allow

PRIVATE = {"Cache-Control": "no-cache, private", "Referrer-Policy": "no-referrer"}
WORKER = "js/agenda-worker.js"


@blueprint.get("/rendezvous/<token>")
@allow(Access.PUBLIC)
def me(token: str) -> ResponseReturnValue:
    person, now = links.registration_of(token), datetime.now(UTC)
    whole, agenda = agendas.of(person)
    body = render_template(
        "events/me.html",
        person=person,
        event=person.event,
        token=token,
        agenda=agenda,
        days=drawing.days(agenda, whole),
        said=records.said_by(person),
        can_say=records.begun(whole, agenda, now=now),
        takes_part=rules.takes_part(person),
        wishes_open=rules.wishes_open(person.event, now),
        workshops=queries.workshops(person.event),
        mine={each.workshop_id: each for each in enrolling.enrolments_of(person)},
        feedback_open=following.feedback_open(person.event, now),
        second_round=following.second_round_open(person.event, now),
        calendar_url=url_for("events.my_calendar", token=token, _external=True),
        told_at=max(
            (one.told_at for item in agenda.meetings if (one := item.placed) and one.told_at), default=None
        ),
    )
    return body, 200, PRIVATE


@blueprint.get("/rendezvous/<token>/agenda.ics")
@allow(Access.PUBLIC)
def my_calendar(token: str) -> ResponseReturnValue:
    """What a calendar subscribes to: it sends no cookie, so the language is the registration's."""
    person = links.registration_of(token)
    whole, agenda = agendas.of(person)
    base = current_app.config["SETTINGS"].base_url
    with following.language_of(person):
        body = calendars.calendar(
            whole,
            agenda.person,
            host=urlsplit(base).hostname or "localhost",
            url=base + url_for("events.me", token=token),
        )
    headers = {**PRIVATE, "Content-Disposition": 'inline; filename="agenda.ics"'}
    return Response(body, content_type="text/calendar; charset=utf-8", headers=headers)


@blueprint.get("/rendezvous/<token>.ics")
@allow(Access.PUBLIC)
def my_calendar_feed(token: str) -> ResponseReturnValue:
    """The short address of the same feed."""
    return my_calendar(token)


@blueprint.get("/rendezvous/<token>/agenda.pdf")
@allow(Access.PUBLIC)
def my_paper(token: str) -> ResponseReturnValue:
    whole, agenda = agendas.of(links.registration_of(token))
    headers = {**PRIVATE, "Content-Disposition": 'inline; filename="agenda.pdf"'}
    return Response(papers.agenda(whole, agenda), mimetype="application/pdf", headers=headers)


@blueprint.post("/rendezvous/<token>/renew")
@allow(Access.PUBLIC)
def renew_link(token: str) -> ResponseReturnValue:
    """A new secret: whoever had the old link, and the calendars that follow it, lose it."""
    person = held(token)
    following.renew_link(person, g.actor, now=datetime.now(UTC))
    flash(_("Your link is renewed: the old one opens nothing any more. Keep this page's address."), "success")
    return redirect(url_for("events.me", token=links.token_of(person)), 303)


@blueprint.post("/rendezvous/<token>/meetings/<id:other_id>")
@allow(Access.PUBLIC)
def say_my_meeting(token: str, other_id: int) -> ResponseReturnValue:
    """One tap: it took place, or did not; worth it, or not."""
    person = held(token)
    took = Took(request.form["took"]) if request.form.get("took") in tuple(Took) else None
    useful = {"yes": True, "no": False}.get(request.form.get("useful", ""))
    records.say(person, other_id, g.actor, took=took, useful=useful, now=datetime.now(UTC))
    flash(_("Thank you: it is noted."), "success")
    return redirect(url_for("events.me", token=token, _anchor=f"meeting-{other_id}"), 303)


@blueprint.route("/rendezvous/<token>/feedback", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def my_feedback(token: str) -> ResponseReturnValue:
    """Two clicks: the mark in the mail, and this page's button. The words are for those who wish."""
    now = datetime.now(UTC)
    person = links.registration_of(token)
    if not following.feedback_open(person.event, now):
        raise NotFound
    known = following.feedback_of(person)
    form = FeedbackForm(obj=known)
    if request.method == "GET" and request.args.get("rating") in form.marks:
        form.rating.data = request.args["rating"]
    if form.validate_on_submit():
        following.give_feedback(held(token), int(form.rating.data), form.text.data or "", now=now)
        flash(
            _("Thank you: your opinion is recorded. You may change it until the data are purged."), "success"
        )
        return redirect(url_for("events.me", token=token), 303)
    body = render_template("events/feedback.html", person=person, event=person.event, token=token, form=form)
    return body, 200, PRIVATE


@blueprint.route("/rendezvous/<token>/outcomes", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def my_outcomes(token: str) -> ResponseReturnValue:
    """Six months later: what each meeting has become."""
    now = datetime.now(UTC)
    person = links.registration_of(token)
    if not following.second_round_open(person.event, now):
        raise NotFound
    _whole, agenda = agendas.of(person)
    if request.method == "POST":
        person = held(token)
        for other in (item.other for item in agenda.meetings if item.other is not None):
            said = request.form.get(f"stage-{other.id}", "")
            if said in tuple(Stage):
                records.say(person, other.id, g.actor, stage=Stage(said), now=now)
        flash(_("Thank you: what became of your meetings is recorded."), "success")
        return redirect(url_for("events.me", token=token), 303)
    body = render_template(
        "events/outcomes.html",
        person=person,
        event=person.event,
        token=token,
        agenda=agenda,
        said=records.said_by(person),
        stages=wording.STAGES,
        mine="buyer_stage" if person.side is Side.BUYER else "supplier_stage",
    )
    return body, 200, PRIVATE


@blueprint.get("/rendezvous/worker.js")
@allow(Access.PUBLIC)
def agenda_worker() -> ResponseReturnValue:
    """The service worker, here so that its scope is these pages and no others."""
    answer = current_app.send_static_file(WORKER)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def held(token: str) -> Registration:
    """The person of the link, locked to be changed."""
    person = links.registration_of(token)
    return queries.registration(person.event, person.id, lock=True)
