"""Publish many drafts of the programme at once."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaker.needs import rules as needs
from matchmaker.programme import services
from matchmaker.programme.forms import PublishForm
from matchmaker.programme.views.area import blueprint
from matchmaker.web.policy import Access, allow


@blueprint.route("/publish", methods=["GET", "POST"])
@allow(Access.BUYER)
def publish() -> ResponseReturnValue:
    """Those that lack something are listed with it, and stay drafts."""
    now = datetime.now(UTC)
    drafts = services.drafts(g.actor)
    missing = {need.id: needs.missing(need, now) for need in drafts}
    ready = [need for need in drafts if set(missing[need.id]) <= {"answers_until"}]
    undated = any(missing[need.id] for need in ready)
    form = PublishForm()
    form.offer([need.id for need in ready], deadline_wanted=undated)
    if form.validate_on_submit():
        left, rest = services.publish(g.actor, form.needs.data, until=form.until, now=now)
        waiting = sum(need.waiting_since is not None for need in left)
        if len(left) > waiting:
            count = len(left) - waiting
            flash(ngettext("%(num)d need is published.", "%(num)d needs are published.", count), "success")
        if waiting:
            words = _("They go live by themselves once you have shown that you act for your body.")
            flash(words, "info")
        if rest:
            flash(_("Some were not ready any more, and stay drafts."), "attention")
        return redirect(url_for("programme.publish"), 303)
    page = render_template(
        "programme/publish.html",
        form=form,
        ready=ready,
        unready=[(need, missing[need.id]) for need in drafts if need not in ready],
        undated={need.id for need in ready if missing[need.id]},
        has_errors=form.has_errors,
    )
    return page, 422 if form.has_errors else 200
