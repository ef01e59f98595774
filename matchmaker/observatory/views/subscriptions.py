"""A view by mail each month: ask for it, see which ones come, stop one."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.extensions import limiter
from matchmaker.notifications import preferences
from matchmaker.notifications.kinds import Frequency
from matchmaker.observatory import messages, queries, subscribing, telling, wording
from matchmaker.observatory.forms import SubscribeForm
from matchmaker.observatory.views.area import asked, blueprint, today
from matchmaker.web import limits
from matchmaker.web.policy import Access, allow


@blueprint.route("/subscribe", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
@limiter.limit(limits.questions, methods=["POST"])
def subscribe() -> ResponseReturnValue:
    """The view is in the address, as on the page it comes from; its six figures are shown first."""
    wanted = asked()
    form = SubscribeForm()
    figures = {one.key: one for one in queries.figures(wanted.filters, as_of=today())}
    if not wanted.wrong and form.validate_on_submit():
        subscribing.subscribe(g.actor, wanted.filters, now=datetime.now(UTC))
        flash(
            _("You will receive these figures once a month at most, when the data have changed."), "success"
        )
        return redirect(url_for("observatory.subscriptions"), 303)
    page = render_template(
        "observatory/subscribe.html",
        form=form,
        wrong=wanted.wrong,
        scope=wording.scope(wanted.filters),
        figures=[figures[key] for key in telling.HOME],
        told=telling,
        words=wording,
        query=wanted.filters.as_dict(),
        known=subscribing.of(g.actor, messages.address_of(wanted.filters)) is not None,
        has_errors=form.has_errors,
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.get("/subscriptions")
@allow(Access.SIGNED_IN)
def subscriptions() -> ResponseReturnValue:
    said = preferences.chosen(g.actor.email)
    rows = subscribing.owned_by(g.actor)
    return render_template(
        "observatory/subscriptions.html",
        rows=[(one, subscribing.scope(one)) for one in rows],
        stopped={one.id for one in rows if said.get(one.kind) is Frequency.NEVER},
        limit=subscribing.AT_MOST,
    )


@blueprint.post("/subscriptions/<id:subscription_id>/stop")
@allow(Access.SIGNED_IN)
def stop(subscription_id: int) -> ResponseReturnValue:
    subscribing.stop(subscription_id, g.actor, now=datetime.now(UTC))
    flash(_("These figures will come no more."), "success")
    return redirect(url_for("observatory.subscriptions"), 303)
