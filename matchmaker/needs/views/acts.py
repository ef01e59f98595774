"""Acts of a need's life, each with a page that names the need and the effect."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.accounts.actor import Actor
from matchmaker.needs import rules, services
from matchmaker.needs.errors import WrongState
from matchmaker.needs.forms import ButtonForm, CopyForm, ExtendForm, GapsSeenForm, TenderForm, WithdrawForm
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.needs.views.pages import blueprint, form_page, now, own
from matchmaker.web.forms import Form, once
from matchmaker.web.policy import Access, allow

Can = Callable[[Actor, Need], bool]
# What a higher area finds unequal, in sentences, before the consultation is shown.
Check = Callable[[Need], Sequence[str]]


def _act(
    need_id: int,
    form: Form,
    can: Can,
    done: NeedStatus,
    carry_out: Callable[[Need], None],
    words: str,
    **shown: object,
) -> ResponseReturnValue:
    """Ask, carry out, go back to the need. A second press of the button finds it done."""
    need = own(need_id)
    if not can(g.actor, need):
        if need.status is done and form.is_submitted():
            return redirect(url_for("needs.show", need_id=need.id), 303)
        raise WrongState
    if not form.validate_on_submit():
        return form_page(f"needs/{done.value}.html", form, need=need, **shown)
    carry_out(need)
    flash(words, "success")
    return redirect(url_for("needs.show", need_id=need.id), 303)


@blueprint.route("/<id:need_id>/withdraw", methods=["GET", "POST"])
@allow(Access.BUYER)
def withdraw(need_id: int) -> ResponseReturnValue:
    form = WithdrawForm()

    def carry_out(need: Need) -> None:
        services.withdraw(need, g.actor, reason=form.reason.data, now=now())

    words = _("The need is withdrawn: nobody outside your body sees it any more.")
    return _act(need_id, form, rules.can_withdraw, NeedStatus.WITHDRAWN, carry_out, words)


@blueprint.route("/<id:need_id>/close", methods=["GET", "POST"])
@allow(Access.BUYER)
def close(need_id: int) -> ResponseReturnValue:
    def carry_out(need: Need) -> None:
        services.close(need, g.actor, now=now())

    words = _("The need is closed: it stays readable, and takes no more responses.")
    return _act(need_id, ButtonForm(), rules.can_close, NeedStatus.CLOSED, carry_out, words)


@blueprint.route("/<id:need_id>/tender", methods=["GET", "POST"])
@allow(Access.BUYER)
def tender(need_id: int) -> ResponseReturnValue:
    """What has not reached every firm is shown first, and must be seen: equal information (R2111-2)."""
    checks: Sequence[Check] = current_app.extensions["tender_checks"]
    gaps = [words for check in checks for words in check(own(need_id))]
    form = GapsSeenForm() if gaps else TenderForm()

    def carry_out(need: Need) -> None:
        services.tender(need, g.actor, url=form.url.data, now=now(), gaps=len(gaps))

    words = _("The link to the consultation is on the page of the need.")
    return _act(need_id, form, rules.can_tender, NeedStatus.TENDERED, carry_out, words, gaps=gaps)


@blueprint.route("/<id:need_id>/award", methods=["GET", "POST"])
@allow(Access.BUYER)
def award(need_id: int) -> ResponseReturnValue:
    def carry_out(need: Need) -> None:
        services.award(need, g.actor, now=now())

    words = _("The need is marked as awarded.")
    return _act(need_id, ButtonForm(), rules.can_award, NeedStatus.AWARDED, carry_out, words)


@blueprint.route("/<id:need_id>/extend", methods=["GET", "POST"])
@allow(Access.BUYER)
def extend(need_id: int) -> ResponseReturnValue:
    need, form = own(need_id), ExtendForm()
    if not rules.can_extend(g.actor, need):
        raise WrongState
    form.check_after(need.answers_until)
    if not form.validate_on_submit():
        return form_page("needs/extended.html", form, need=need)
    services.extend(need, g.actor, until=form.until, now=now())
    flash(_("The new deadline is on the page of the need."), "success")
    return redirect(url_for("needs.show", need_id=need.id), 303)


@blueprint.route("/<id:need_id>/discard", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def discard(need_id: int) -> ResponseReturnValue:
    need, form = own(need_id), ButtonForm()
    if not rules.can_discard(g.actor, need):
        raise WrongState
    if not form.validate_on_submit():
        return form_page("needs/discarded.html", form, need=need)
    services.discard(need, g.actor, now=now())
    flash(_("The draft is deleted."), "success")
    return redirect(url_for("needs.mine"), 303)


@blueprint.route("/<id:need_id>/duplicate", methods=["GET", "POST"])
@allow(Access.BUYER)
def duplicate(need_id: int) -> ResponseReturnValue:
    """A copy is a draft: one press, one copy."""
    need, form = own(need_id), CopyForm()
    if not rules.can_duplicate(g.actor, need):
        raise WrongState
    if not form.validate_on_submit():
        return render_template("needs/duplicate.html", form=form, need=need)
    return once(form, lambda: url_for("needs.what", need_id=services.duplicate(need, g.actor, now=now()).id))
