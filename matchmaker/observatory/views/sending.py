"""Files sent through pages: contracts (prefecture and administrators), payment delays (buyers too)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from flask import abort, current_app, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.utils import secure_filename

from matchmaker.accounts.actor import Actor, Role
from matchmaker.errors import N_
from matchmaker.extensions import csrf, db
from matchmaker.observatory import refusals, rulebook, sending, services, telling
from matchmaker.observatory.formats.delay_rows import Problem, read_delays
from matchmaker.observatory.forms import ContractsForm, DelaysForm
from matchmaker.observatory.method.delays import Delay
from matchmaker.observatory.views.area import blueprint
from matchmaker.organisations.models import Organisation
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow

SHOWN_PROBLEMS = 50


@blueprint.route("/imports", methods=["GET", "POST"])
@allow(Access.OBSERVER, Access.ADMINISTRATOR)
@csrf.exempt  # looked at by the form itself: before that, the body may be as long as other pages' only
def imports() -> ResponseReturnValue:
    """A file of contracts is kept, then read by the worker; readers see the old figures until it is whole."""
    request.max_content_length = current_app.config["SETTINGS"].max_import_bytes
    form = ContractsForm()
    if not form.validate_on_submit():
        return shown(form)
    try:
        return once(form, lambda: kept(form.file.data))
    except OSError:
        db.session.rollback()
        current_app.logger.exception("observatory: a file of contracts could not be kept")
        form.file.errors = [_("The disk is full: nothing was kept. Tell the administrators.")]
        return shown(form, 507)


def shown(form: ContractsForm, status: int = 422) -> ResponseReturnValue:
    found = sending.incoming().latest()
    body = render_template("observatory/imports.html", form=form, latest=found, refusals=refusals)
    return body, status if form.has_errors else 200


def kept(file: Any) -> str:
    name = secure_filename(file.filename or "")[-80:] or "contracts"
    key = sending.send(name, file.save, actor=g.actor, now=datetime.now(UTC))
    return url_for("observatory.sent", sent_id=key)


@blueprint.get("/imports/<sent_id>")
@allow(Access.OBSERVER, Access.ADMINISTRATOR)
def sent(sent_id: str) -> ResponseReturnValue:
    """How far a file is, or what became of it."""
    one = sending.incoming().read(sent_id)
    if one is None:
        abort(404)
    return render_template("observatory/sent.html", one=one, refusals=refusals, rules=rulebook)


@blueprint.app_template_global()
def may_import() -> bool:
    """Whether the reader may send files of contracts: pages then lead there."""
    actor: Actor = g.actor
    return actor.administrator or acts_as(actor, Role.OBSERVER)


@blueprint.app_template_global()
def may_send_delays() -> bool:
    return may_import() or acts_as(g.actor, Role.BUYER)


def acts_as(actor: Actor, role: Role) -> bool:
    return actor.acting_for is not None and actor.acting_for.role is role


@blueprint.route("/delays/new", methods=["GET", "POST"])
@allow(Access.BUYER, Access.OBSERVER, Access.ADMINISTRATOR)
def send_delays() -> ResponseReturnValue:
    """All the lines or none, with every problem told; a buyer sends those of its own body."""
    form = DelaysForm()
    own = own_siren(g.actor)
    problems: list[Problem] = []
    if form.validate_on_submit():
        found, problems, _unknown = read_delays(form.file.data.read())
        problems += not_ours(found, own)
        if not found and not problems:
            problems = [Problem(1, "", "", N_("there is no delay in this file"))]
        if not problems:
            return once(form, lambda: loaded(found))
    body = render_template(
        "observatory/send_delays.html",
        form=form,
        own=own,
        problems=problems,
        most=SHOWN_PROBLEMS,
        told=telling,
    )
    return body, 422 if form.has_errors or problems else 200


def own_siren(actor: Actor) -> str | None:
    """Of the body a buyer acts for; None for who may tell of all."""
    if actor.administrator or not acts_as(actor, Role.BUYER):
        return None
    assert actor.acting_for is not None
    body = db.session.get_one(Organisation, actor.acting_for.id)
    return body.siren or (body.siret or "")[:9]


def not_ours(found: list[Delay], own: str | None) -> list[Problem]:
    """By their rank in the file: a line whose buyer is another body."""
    if own is None:
        return []
    strangers = dict.fromkeys(one.siren for one in found if one.siren != own)
    return [Problem(0, "siren", siren, N_("this is not the body you act for")) for siren in strangers]


def loaded(found: list[Delay]) -> str:
    counts = asdict(services.load_delays(found, actor=g.actor, now=datetime.now(UTC)))
    told = ngettext("%(num)s line was loaded", "%(num)s lines were loaded", len(found))
    changed = ngettext("%(num)s replaces another", "%(num)s replace others", counts["changed"])
    flash(
        _("%(told)s, of which %(changed)s. Figures follow within a minute.", told=told, changed=changed),
        "success",
    )
    return url_for(
        "observatory.delays", buyer=found[0].siren if len({one.siren for one in found}) == 1 else None
    )
