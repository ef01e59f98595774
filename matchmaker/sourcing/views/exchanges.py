"""Questions of firms and replies of the buyer, read by everybody, without a name."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.accounts.actor import Role
from matchmaker.extensions import limiter
from matchmaker.needs import queries as needs
from matchmaker.needs.models import Need
from matchmaker.needs.rules import owns
from matchmaker.sourcing import asking, inviting, rules
from matchmaker.sourcing.errors import NoGround
from matchmaker.sourcing.forms import AskForm, ReplyForm
from matchmaker.sourcing.views.area import blueprint
from matchmaker.web import limits
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow


@blueprint.record
def offer_to_templates(state: BlueprintSetupState) -> None:
    """The need's page belongs to an area that does not know this one; its template asks for these."""
    state.app.jinja_env.globals["sourcing_acts"] = acts


def acts(need: Need) -> dict[str, bool]:
    """What the reader may do with the need here: lead its sourcing, respond, ask."""
    acting, now = g.actor.acting_for, datetime.now(UTC)
    supplier = acting is not None and acting.role is Role.SUPPLIER
    return {
        "lead": acting is not None and owns(g.actor, need),
        "respond": supplier and rules.open_for_responses(need, now),
        "ask": supplier and rules.can_ask(need, now),
    }


@blueprint.get("/needs/<id:need_id>/questions")
@allow(Access.PUBLIC)
def questions(need_id: int) -> ResponseReturnValue:
    """What was asked and replied; what waits for a reply, to the team alone."""
    need = needs.shown(g.actor, need_id)
    team = owns(g.actor, need)
    return render_template(
        "sourcing/questions.html",
        need=need,
        exchanges=asking.published(need),
        waiting=asking.waiting(need) if team else [],
        silent=rules.silent(need),
        acts=acts(need),
    )


@blueprint.route("/needs/<id:need_id>/questions/ask", methods=["GET", "POST"])
@allow(Access.SUPPLIER)
@limiter.limit(limits.questions, methods=["POST"])
def ask(need_id: int) -> ResponseReturnValue:
    """Put a question for one's firm; pressed twice, it is asked once."""
    need, form = needs.shown(g.actor, need_id), AskForm()
    if not form.validate_on_submit():
        page = render_template(
            "sourcing/ask.html",
            form=form,
            need=need,
            can_ask=rules.can_ask(need, datetime.now(UTC)),
            has_errors=form.has_errors,
        )
        return page, 422 if form.has_errors else 200
    if not g.actor.acting_for.verified:
        raise NoGround

    def put() -> str:
        now = datetime.now(UTC)
        contact = inviting.contact(need, g.actor.acting_for.id, now=now)
        asking.ask(contact, g.actor, text=str(form.text.data), now=now)
        flash(_("Your question is with the buyer. You get a mail when the reply is published."), "success")
        return url_for("sourcing.questions", need_id=need_id)

    return once(form, put)


@blueprint.route("/needs/<id:need_id>/questions/<id:exchange_id>/reply", methods=["GET", "POST"])
@allow(Access.BUYER)
def reply(need_id: int, exchange_id: int) -> ResponseReturnValue:
    """Publish a question and its reply; from then on they are there for everybody."""
    need = needs.owned(g.actor, need_id)
    one = asking.exchange(need, exchange_id)
    form = ReplyForm(question=one.question or one.asked, reply=one.reply)
    if not form.validate_on_submit():
        page = render_template(
            "sourcing/reply.html",
            form=form,
            need=need,
            exchange=one,
            can_reply=one.replied_at is None and rules.can_judge(g.actor, need),
            has_errors=form.has_errors,
        )
        return page, 422 if form.has_errors else 200
    need = needs.owned(g.actor, need_id, lock=True)
    asking.reply(
        asking.exchange(need, exchange_id),
        need,
        g.actor,
        question=str(form.question.data),
        text=str(form.reply.data),
        now=datetime.now(UTC),
    )
    flash(_("The reply is published, and on its way to every firm."), "success")
    return redirect(url_for("sourcing.questions", need_id=need_id), 303)
