"""The firm's response: by the secret link of the mail, without an account, or signed in for its firm."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.errors import NotFound, Stale
from matchmaker.files.errors import FileRefused
from matchmaker.needs import queries as needs
from matchmaker.needs.models import Need
from matchmaker.sourcing import asking, inviting, joining, links, partners, responding, rules
from matchmaker.sourcing.errors import ContactClosed, NoGround
from matchmaker.sourcing.forms import ANSWER, ResponseForm, response_form
from matchmaker.sourcing.models_contacts import Choice, Contact, Response
from matchmaker.sourcing.views.area import blueprint
from matchmaker.sourcing.wording import CHOICES, DECLINES
from matchmaker.web.fields import refuse_stale
from matchmaker.web.policy import Access, allow

FROM_MAIL = (Choice.INTERESTED.value, Choice.DECLINED.value)


@blueprint.route("/response/<token>", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def respond_by_link(token: str) -> ResponseReturnValue:
    """Opening it writes a trace apart, nothing else: mail scanners open links too."""
    contact = links.contact_of(token)
    if request.method == "GET":
        responding.note_opened(contact, g.actor, now=datetime.now(UTC))
    return handled(contact.need, contact, token=token)


@blueprint.route("/needs/<id:need_id>/respond", methods=["GET", "POST"])
@allow(Access.SUPPLIER)
def respond(need_id: int) -> ResponseReturnValue:
    """For a firm that found the need by itself, or was invited: the same response, the same page."""
    need = needs.shown(g.actor, need_id)
    return handled(need, responding.contact_for(need, g.actor.acting_for.id), token=None)


@blueprint.post("/response/<token>/withdraw")
@allow(Access.PUBLIC)
def withdraw_by_link(token: str) -> ResponseReturnValue:
    responding.withdraw(responding.hold(links.contact_of(token)), g.actor, now=datetime.now(UTC))
    flash(_("Your response is withdrawn."), "success")
    return redirect(url_for("sourcing.respond_by_link", token=token), 303)


@blueprint.post("/needs/<id:need_id>/respond/withdraw")
@allow(Access.SUPPLIER)
def withdraw_response(need_id: int) -> ResponseReturnValue:
    need = needs.shown(g.actor, need_id)
    contact = responding.contact_for(need, g.actor.acting_for.id)
    if contact is None:
        raise NotFound
    responding.withdraw(responding.hold(contact), g.actor, now=datetime.now(UTC))
    flash(_("Your response is withdrawn."), "success")
    return redirect(url_for("sourcing.respond", need_id=need_id), 303)


def handled(need: Need, contact: Contact | None, *, token: str | None) -> ResponseReturnValue:
    """The page, or the response kept. What came after the deadline is shown again, and said to be late."""
    now = datetime.now(UTC)
    known = responding.response_of(contact) if contact else None
    form = filled(need, known)
    if not form.validate_on_submit():
        return page(need, contact, known, form, token=token, now=now)
    if not rules.open_for_responses(need, now):
        return page(need, contact, known, form, token=token, now=now, late=True)
    at_most = current_app.config["SETTINGS"].files_per_response
    try:
        responding.check_room(known, form.said.files, at_most=at_most)
    except FileRefused as error:
        form.files.errors = [_(error.message, **error.values)]
        return page(need, contact, known, form, token=token, now=now)
    held = responding.hold(contact or found_by_itself(need, now=now))
    try:
        responding.respond(held, g.actor, form.said, version=version_of(form), now=now, at_most=at_most)
    except ContactClosed:
        return page(need, contact, known, form, token=token, now=now, late=True)
    except Stale:
        theirs = responding.response_of(held)
        assert theirs is not None
        refuse_stale(form, theirs.version, lambda: saved_form(need, theirs))
        raise
    flash(_("Your response is recorded. A copy is on its way to your mailbox."), "success")
    return redirect(address(need, token), 303)


def found_by_itself(need: Need, *, now: datetime) -> Contact:
    if not g.actor.acting_for.verified:
        raise NoGround
    return inviting.contact(need, g.actor.acting_for.id, now=now)


def version_of(form: ResponseForm) -> int | None:
    text = form.version.data or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def filled(need: Need, known: Response | None) -> ResponseForm:
    """As sent; else the response as it stands; else with the choice that the mail's link names."""
    kind = response_form(need)
    if request.method == "POST":
        return kind()
    if known is None or known.choice is Choice.WITHDRAWN:
        form = kind(formdata=None)
        wanted = request.args.get("choice")
        form.choice.data = wanted if wanted in FROM_MAIL else None
        form.version.data = known.version if known else ""
        return form
    return saved_form(need, known)


def saved_form(need: Need, known: Response) -> ResponseForm:
    answers = {f"{ANSWER}{key}": words for key, words in known.answers.items()}
    values = {"text": known.text, "partners": known.partners, "version": known.version, **answers}
    reason = known.reason.value if known.reason else None
    return response_form(need)(formdata=None, choice=known.choice.value, reason=reason, **values)


def address(need: Need, token: str | None) -> str:
    if token is not None:
        return url_for("sourcing.respond_by_link", token=token)
    return url_for("sourcing.respond", need_id=need.id)


def page(
    need: Need,
    contact: Contact | None,
    known: Response | None,
    form: ResponseForm,
    *,
    token: str | None,
    now: datetime,
    late: bool = False,
) -> ResponseReturnValue:
    """`late`: what was typed came after the deadline (409); its text is on the page."""
    text = render_template(
        "sourcing/respond.html",
        form=form,
        need=need,
        contact=contact,
        files=responding.files_of([known.id]) if known else [],
        remove_file_url=partial(remove_file_url, need, token),
        files_at_most=current_app.config["SETTINGS"].files_per_response,
        partners=partners.recognised([known.partners])[known.partners] if known else [],
        documents=joining.documents(need),
        firm=contact.supplier.name if contact else g.actor.acting_for.name,
        known=known,
        answers=[form[f"{ANSWER}{one.id}"] for one in need.questions],
        read_at=responding.read_at(known) if known else None,
        open=rules.open_for_responses(need, now),
        can_withdraw=known is not None and known.choice is not Choice.WITHDRAWN and not rules.silent(need),
        withdraw_url=withdraw_url(need, token),
        words=CHOICES,
        reasons=DECLINES,
        exchanges=asking.published(need),
        late=late,
        has_errors=form.has_errors,
    )
    return text, 409 if late else 422 if form.has_errors else 200


def withdraw_url(need: Need, token: str | None) -> str:
    if token is not None:
        return url_for("sourcing.withdraw_by_link", token=token)
    return url_for("sourcing.withdraw_response", need_id=need.id)


def remove_file_url(need: Need, token: str | None, file_id: int) -> str:
    if token is not None:
        return url_for("sourcing.remove_file_by_link", token=token, file_id=file_id)
    return url_for("sourcing.remove_file", need_id=need.id, file_id=file_id)
