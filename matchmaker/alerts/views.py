"""Searches kept, and the answer to an alert."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.alerts import links, saved
from matchmaker.alerts.forms import AnswerForm, ChangeForm, SaveForm
from matchmaker.alerts.messages import ANSWER
from matchmaker.errors import NotFound
from matchmaker.extensions import db, limiter
from matchmaker.needs import rules as needs
from matchmaker.needs.models import Need
from matchmaker.notifications import preferences
from matchmaker.notifications.forms import WORDS
from matchmaker.notifications.kinds import Frequency
from matchmaker.organisations import queries as organisations
from matchmaker.search import presentation
from matchmaker.search.query import Query, read, summarise
from matchmaker.sourcing import inviting, responding, rules
from matchmaker.sourcing import links as secret
from matchmaker.sourcing.models_contacts import Choice, Decline
from matchmaker.sourcing.responding import Said
from matchmaker.web import limits
from matchmaker.web.policy import Access, allow

blueprint = Blueprint("alerts", __name__)


def words(query: Query) -> list[str]:
    """The search as chips say it, the text first."""
    said = summarise(query, 0, label=presentation.value_label)
    return [f"“{query.text}”", *(one.label for one in said.filters)][0 if query.text else 1 :]


@blueprint.route("/search/save", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
@limiter.limit(limits.questions, methods=["POST"])
def save() -> ResponseReturnValue:
    """The search is in the address, as on the page it comes from."""
    query = read(request.args.to_dict(flat=False)).query
    said = words(query)
    form = SaveForm(name=", ".join(said)[:120])
    if form.validate_on_submit():
        often = Frequency(form.frequency.data)
        saved.keep(g.actor, query, name=form.name.data, frequency=often, now=datetime.now(UTC))
        flash(_("The search is kept: you will be told what is new."), "success")
        return redirect(url_for("alerts.searches"), 303)
    page = render_template(
        "alerts/save.html",
        form=form,
        said=said,
        back=url_for("search.results", **query.to_params()),
        has_errors=form.has_errors,
    )
    return page, 422 if form.has_errors else 200


@blueprint.get("/account/searches")
@allow(Access.SIGNED_IN)
def searches() -> ResponseReturnValue:
    stopped = {kind for kind, said in preferences.chosen(g.actor.email).items() if said is Frequency.NEVER}
    rows = [(one, saved.query_of(one), ChangeForm(formdata=None, obj=one)) for one in saved.owned_by(g.actor)]
    return render_template(
        "alerts/searches.html",
        rows=[(one, words(query), query.to_params(), form) for one, query, form in rows],
        stopped=stopped,
        often=WORDS,
        limit=saved.AT_MOST,
    )


@blueprint.post("/account/searches/<id:search_id>")
@allow(Access.SIGNED_IN)
def change(search_id: int) -> ResponseReturnValue:
    one, form = saved.owned(g.actor, search_id), ChangeForm()
    if form.validate_on_submit():
        saved.change(one, g.actor, Frequency(form.frequency.data))
        flash(_("Your choice is recorded."), "success")
    return redirect(url_for("alerts.searches"), 303)


@blueprint.post("/account/searches/<id:search_id>/delete")
@allow(Access.SIGNED_IN)
def delete(search_id: int) -> ResponseReturnValue:
    saved.forget(saved.owned(g.actor, search_id), g.actor)
    flash(_("The search is deleted."), "success")
    return redirect(url_for("alerts.searches"), 303)


@blueprint.route("/alert/<alert_token>", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(limits.links, methods=["POST"])
def answer(alert_token: str) -> ResponseReturnValue:
    """From the mail: the choice is ticked, one button records it; opening writes nothing."""
    need_id, firm_id, user_id = links.numbers_of(ANSWER, alert_token, 3)
    now, need = datetime.now(UTC), db.session.get(Need, need_id)
    speakers = [one.user for one in organisations.verified_members(firm_id, now=now)]
    person = next((one for one in speakers if one.id == user_id and one.is_active), None)
    if need is None or person is None or need.status not in needs.PUBLIC:
        raise NotFound
    known = responding.contact_for(need, firm_id)
    if known is not None and known.response is not None:
        return redirect(url_for("sourcing.respond_by_link", token=secret.token_of(known)), 303)
    wanted = request.args.get("choice", "")
    ticked = wanted if wanted in (Choice.INTERESTED, Choice.DECLINED) else None
    form = AnswerForm(choice=ticked)
    is_open = rules.open_for_responses(need, now)
    if is_open and form.validate_on_submit():
        said = Said(Choice(form.choice.data), Decline(form.reason.data) if form.declines else None)
        contact = responding.hold(inviting.contact(need, firm_id, now=now))
        responding.respond(contact, organisations.actor_of(person), said, version=None, now=now)
        flash(_("Your response is recorded. You can add words to it until the deadline."), "success")
        return redirect(url_for("sourcing.respond_by_link", token=secret.token_of(contact)), 303)
    firm = organisations.organisation(firm_id)
    page = render_template(
        "alerts/answer.html", form=form, need=need, firm=firm.name, open=is_open, has_errors=form.has_errors
    )
    return page, 409 if not is_open and request.method == "POST" else 422 if form.has_errors else 200
