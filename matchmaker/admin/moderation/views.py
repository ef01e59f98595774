"""The moderators' queue and its cases; and the link by which anybody tells them of a page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_timedelta
from flask_babel import gettext as _

from matchmaker.accounts.models import User
from matchmaker.admin.moderation import acts
from matchmaker.admin.moderation.forms import DECISIONS, EFFECTS, KINDS, DecisionForm, ReportForm
from matchmaker.admin.moderation.things import Thing, thing, titles
from matchmaker.extensions import db, limiter
from matchmaker.moderation import queries
from matchmaker.moderation.models import Case, CaseKind, CaseState
from matchmaker.moderation.services import open_case
from matchmaker.needs import queries as needs
from matchmaker.needs.views.summary import facts, lot_line
from matchmaker.offers import queries as offers
from matchmaker.offers.showing import showing
from matchmaker.organisations import queries as organisations
from matchmaker.web import limits
from matchmaker.web.fields import today_in_paris
from matchmaker.web.forms import once
from matchmaker.web.pagination import paginate
from matchmaker.web.policy import Access, allow

blueprint = Blueprint("moderation", __name__)


@blueprint.app_template_filter("lasting")
def lasting(delta: timedelta) -> str:
    """`3 hours`, `2 jours`: in the largest unit that tells enough."""
    return format_timedelta(max(delta, timedelta(minutes=1)), granularity="minute", threshold=1.5)


def now() -> datetime:
    return datetime.now(UTC)


@blueprint.get("/administration/moderation")
@allow(Access.MODERATOR)
def index() -> ResponseReturnValue:
    """What waits, the oldest first; `kind` narrows, `decided` shows what is done."""
    kind, decided = asked_kind(), request.args.get("decided") == "1"
    page = paginate(queries.queue(kind, decided=decided))
    values = {
        "page": page,
        "titles": titles(page.items),
        "kinds": KINDS,
        "decisions": DECISIONS,
        "kind": kind,
        "decided": decided,
        "counts": queries.waiting_by_kind(),
        "pace": queries.pace(now()),
        "now": now(),
    }
    return render_template("moderation/index.html", **values)


def asked_kind() -> CaseKind | None:
    text = request.args.get("kind", "")
    return CaseKind(text) if text in set(CaseKind) else None


@blueprint.route("/administration/moderation/<id:case_id>", methods=["GET", "POST"])
@allow(Access.MODERATOR)
def case(case_id: int) -> ResponseReturnValue:
    found = queries.case(case_id)
    about = thing(found)
    form = DecisionForm(evidence_needed=evidence_needed(found, about))
    if not form.validate_on_submit():
        return case_page(found, about, form)
    state = CaseState(form.state.data)
    words, until = form.words.data or "", form.expires_at
    acts.carry_out(case_id, state, words=words, actor=g.actor, now=now(), expires_at=until)
    flash(_("Decided and told."), "success")
    return redirect(url_for("moderation.index"), 303)


def evidence_needed(found: Case, about: Thing | None) -> bool:
    """Accepting it gives somebody a ground: what was checked is written down."""
    return about is not None and (found.kind is CaseKind.CLAIM or about.waiting)


def case_page(found: Case, about: Thing | None, form: DecisionForm) -> ResponseReturnValue:
    moment = now()
    body = about.organisation if about is not None else None
    values = {
        "case": found,
        "about": about,
        "kinds": KINDS,
        "decisions": DECISIONS,
        "effects": EFFECTS[found.kind],
        "evidence_needed": evidence_needed(found, about),
        "shown": showing(about.offer, today=today_in_paris()) if about and about.offer else None,
        "facts": facts(about.need) if about and about.need else [],
        "lots": [lot_line(lot) for lot in about.need.lots] if about and about.need else [],
        "reporter": person(found.raised_by_id),
        "decider": person(found.decided_by_id),
        "contact": organisations.register_contact(body) if body is not None else None,
        "unverified": organisations.unverified_members(body.id, now=moment) if body is not None else [],
        "verified": organisations.verified_members(body.id, now=moment) if body is not None else [],
        "waited": (found.decided_at or moment) - found.opened_at,
    }
    page = render_template("moderation/case.html", form=form, has_errors=form.has_errors, **values)
    return page, 422 if form.has_errors else 200


def person(user_id: int | None) -> User | None:
    return db.session.get(User, user_id) if user_id is not None else None


@blueprint.route("/report/<any(need, offer, organisation):kind>/<id:object_id>", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(limits.reports, methods=["POST"])
def report(kind: str, object_id: int) -> ResponseReturnValue:
    """Of a public page, by anybody; what one may not see cannot be reported (404)."""
    title, organisation_id, address = reported(kind, object_id)
    form = ReportForm()
    if not form.validate_on_submit():
        values = {"title": title, "address": address}
        page = render_template("moderation/report.html", form=form, has_errors=form.has_errors, **values)
        return page, 422 if form.has_errors else 200
    return once(form, lambda: _reported(form, kind, object_id, organisation_id, address))


def reported(kind: str, object_id: int) -> tuple[str, int | None, str]:
    """Title, whose it is, and its page. Raises NotFound."""
    if kind == "need":
        need = needs.shown(g.actor, object_id)
        return need.title, need.organisation_id, url_for("needs.show", need_id=need.id)
    if kind == "offer":
        offer = offers.shown(g.actor, object_id)
        return offer.title, offer.organisation_id, url_for("offers.show", offer_id=offer.id)
    body = organisations.organisation(object_id)
    return body.name, body.id, url_for("organisations.show", organisation_id=body.id)


def _reported(form: ReportForm, kind: str, object_id: int, organisation_id: int | None, address: str) -> str:
    why = str({choice.value: choice.label for choice in form.why.iter_choices()}[form.why.data])
    open_case(
        CaseKind.ABUSE,
        kind,
        object_id,
        organisation_id=organisation_id,
        text=f"{why}\n\n{form.text.data}",
        actor=g.actor,
        now=now(),
    )
    flash(_("Thank you: the moderators will look at this page."), "success")
    return address
