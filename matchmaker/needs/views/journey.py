"""The buyer's journey: start, what, how much and for whom, check, confirmation."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import limiter
from matchmaker.moderation import queries as moderation
from matchmaker.moderation.models import CaseKind
from matchmaker.needs import coach, queries, rules, services, wording
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.errors import WrongState
from matchmaker.needs.forms import HowMuchForm, PublishForm, StartForm, StepForm, WhatForm
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.needs.views.pages import after, blueprint, form_page, now, own
from matchmaker.needs.views.summary import check_rows
from matchmaker.notifications.services import link
from matchmaker.reference.cpv import Cpv
from matchmaker.web import identity, limits
from matchmaker.web.cpv_suggestions import CODES_SUGGESTED, suggest
from matchmaker.web.fields import refuse_stale
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(limits.needs, methods=["POST"])
def start() -> ResponseReturnValue:
    """The browser's secret is made when the page is shown, so that a double press finds it in the cookie."""
    actor: Actor = g.actor
    if actor.anonymous:
        actor = replace(actor, draft_key=identity.draft_key())
    form = StartForm()
    if not form.validate_on_submit():
        return form_page("needs/start.html", form)
    return once(form, lambda: url_for("needs.what", need_id=services.start(actor, now=now()).id))


@blueprint.route("/<id:need_id>/what", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def what(need_id: int) -> ResponseReturnValue:
    need = own(need_id)
    form = _what_form(need)
    if request.method == "POST":
        refuse_stale(form, need.version, lambda: _what_form(need, formdata=None))
    if not _valid(form, need, lenient=("later", "add_place")):
        return form_page("needs/what.html", form, need=need)
    _save(form, need, form.answers)
    if "add_place" in request.form:
        return redirect(
            url_for("needs.what", need_id=need.id, back=request.args.get("back"), _anchor="place"), 303
        )
    return _go_on(need, "needs.how_much")


def _what_form(need: Need, **source: object) -> WhatForm:
    form = WhatForm(obj=need, **source)
    form.fill(need)
    return form


@blueprint.route("/<id:need_id>/how-much", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def how_much(need_id: int) -> ResponseReturnValue:
    need = own(need_id)
    form = _how_much_form(need)
    if request.method == "POST":
        refuse_stale(form, need.version, lambda: _how_much_form(need, formdata=None))
    if not _valid(form, need, lenient=("later", "lots")):
        return form_page("needs/how_much.html", form, need=need, similar=queries.similar(need))
    _save(form, need, form.answers)
    if "lots" in request.form:
        return redirect(url_for("needs.lots", need_id=need.id, back=request.args.get("back")), 303)
    return _go_on(need, "needs.check")


def _how_much_form(need: Need, **source: object) -> HowMuchForm:
    form = HowMuchForm(obj=need, **source)
    if need.status not in rules.BEFORE_PUBLICATION:
        form.drop_deadline()
    form.fill(need, suggestions(need), today=in_paris(now()).date())
    return form


def suggestions(need: Need) -> list[Cpv]:
    """From the need's words, while it has no code."""
    if need.cpv:
        return []
    text = f"{need.title}\n{need.description}"
    return suggest(text, language=wording.language(), limit=CODES_SUGGESTED)


def _valid(form: StepForm, need: Need, *, lenient: tuple[str, ...]) -> bool:
    """A draft may be put aside with blanks; what everybody reads may not."""
    if not rules.can_edit(g.actor, need):
        raise WrongState
    if need.status is NeedStatus.DRAFT and any(name in request.form for name in lenient):
        form.allow_blanks()
    return bool(form.validate_on_submit())


def _save(form: StepForm, need: Need, answers: dict[str, object]) -> None:
    services.adopt(need, g.actor, now=now())
    services.save(need, g.actor, answers, now=now())


def _go_on(need: Need, following: str) -> ResponseReturnValue:
    if need.status is NeedStatus.PUBLISHED:
        flash(_("Saved. Suppliers see the new version at once."), "success")
    elif "later" in request.form:
        flash(_("Your draft is kept. You find it here when you come back."), "success")
        return redirect(url_for("needs.mine"), 303)
    return redirect(after(need, following), 303)


@blueprint.route("/<id:need_id>/check", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def check(need_id: int) -> ResponseReturnValue:
    need = own(need_id)
    if need.status not in rules.BEFORE_PUBLICATION:
        endpoint = "needs.confirmation" if request.method == "POST" else "needs.show"
        return redirect(url_for(endpoint, need_id=need.id), 303)
    form = PublishForm(obj=need)
    if request.method == "POST" and form.version.data != str(need.version):
        flash(
            _("These answers changed since you opened the page. Read them again before you publish."),
            "warning",
        )
        return redirect(url_for("needs.check", need_id=need.id), 303)
    if form.validate_on_submit() and (done := _decide(form, need)) is not None:
        return done
    return check_page(form, need)


def _decide(form: PublishForm, need: Need) -> ResponseReturnValue | None:
    """Carry out the choice; None when the page must say what is wrong."""
    moment = now()
    services.adopt(need, g.actor, now=moment)
    if form.when.data == "draft":
        return _keep(need)
    if not rules.can_publish(g.actor, need):
        flash(_("Sign in and choose your public body to publish. Your draft is kept."), "info")
        return redirect(url_for("needs.check", need_id=need.id), 303)
    at = form.at if form.when.data == "later" else None
    if absent := rules.missing(need, at or moment):
        form.when.errors = [missing_words(absent)]
        return None
    if at is not None:
        services.schedule(need, g.actor, at=at, now=moment)
    else:
        services.publish(need, g.actor, now=moment)
    return redirect(url_for("needs.confirmation", need_id=need.id), 303)


def _keep(need: Need) -> ResponseReturnValue:
    if need.status is NeedStatus.SCHEDULED:
        services.unschedule(need, g.actor, now=now())
    elif need.waiting_since is not None:
        services.stop_waiting(need, now=now())
    flash(_("Your draft is kept. You find it here when you come back."), "success")
    return redirect(url_for("needs.mine"), 303)


def missing_words(absent: tuple[str, ...]) -> str:
    return _(
        "Before it is published, say: %(what)s.",
        what=", ".join(str(wording.MISSING[name]) for name in absent),
    )


def check_page(form: PublishForm, need: Need) -> ResponseReturnValue:
    today = in_paris(now()).date()
    return form_page(
        "needs/check.html",
        form,
        need=need,
        rows=check_rows(need),
        advice=coach.advise(rules.facts(need, today)),
        regimes=rules.regimes(need, today),
        absent=rules.missing(need, now()),
        here=url_for("needs.check", need_id=need.id),
        can_publish=rules.can_publish(g.actor, need),
        case=moderation.latest(CaseKind.NEED, "need", need.id),
    )


@blueprint.get("/<id:need_id>/confirmation")
@allow(Access.PUBLIC)
def confirmation(need_id: int) -> ResponseReturnValue:
    need = own(need_id)
    if need.status not in (NeedStatus.SCHEDULED, NeedStatus.PUBLISHED) and need.waiting_since is None:
        return redirect(url_for("needs.check", need_id=need.id))
    address = link("needs.show", need_id=need.id)
    return render_template("needs/confirmation.html", need=need, address=address)


@blueprint.get("/<id:need_id>/preview")
@allow(Access.PUBLIC)
def preview(need_id: int) -> ResponseReturnValue:
    """As suppliers will see it."""
    need = own(need_id)
    return render_template("needs/show.html", need=need, preview=True, open=True)
