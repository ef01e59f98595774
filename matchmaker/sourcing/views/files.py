"""Documents of a need for everybody, files of a response for the buyer's team alone."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.errors import NotFound
from matchmaker.files import store
from matchmaker.files.errors import FileRefused
from matchmaker.files.kinds import ACCEPT, SHOWN
from matchmaker.journal import access
from matchmaker.journal.access import Seen
from matchmaker.needs import queries as needs
from matchmaker.needs.models import Need
from matchmaker.sourcing import board, joining, links, responding, rules
from matchmaker.sourcing.forms import DocumentsForm
from matchmaker.sourcing.views.area import blueprint
from matchmaker.web.files import attachment, size_words
from matchmaker.web.policy import Access, allow


@blueprint.record
def offer_to_templates(state: BlueprintSetupState) -> None:
    """The need's page belongs to an area that does not know this one."""
    state.app.jinja_env.globals["documents_of"] = joining.documents
    state.app.jinja_env.globals["files_hint"] = files_hint
    state.app.jinja_env.globals["files_accept"] = ACCEPT


def files_hint(at_most: int) -> str:
    """What may be sent, before anybody tries."""
    heaviest = size_words(current_app.config["SETTINGS"].max_file_bytes)
    return _("%(count)s files at most, %(size)s each: %(kinds)s.", count=at_most, size=heaviest, kinds=SHOWN)


@blueprint.route("/needs/<id:need_id>/documents", methods=["GET", "POST"])
@allow(Access.BUYER)
def documents(need_id: int) -> ResponseReturnValue:
    """The team joins documents; everybody reads them on the page of the need."""
    need, form = needs.owned(g.actor, need_id), DocumentsForm()
    form.files.flags.required = True
    if form.validate_on_submit():
        held = needs.owned(g.actor, need_id, lock=True)
        at_most = current_app.config["SETTINGS"].files_per_need
        now = datetime.now(UTC)
        try:
            joining.join(held, g.actor, form.files.incoming, at_most=at_most, now=now)
        except FileRefused as error:
            form.files.errors = [_(error.message, **error.values)]
        else:
            flash(_("The documents are joined: everybody reads the same."), "success")
            return redirect(url_for("sourcing.documents", need_id=need_id), 303)
    page = render_template(
        "sourcing/documents.html",
        need=need,
        form=form,
        documents=joining.documents(need),
        can_join=rules.can_join(g.actor, need),
        can_remove=rules.can_remove_document(g.actor, need),
        told=bool(board.count(need)),
        at_most=current_app.config["SETTINGS"].files_per_need,
        has_errors=form.has_errors,
    )
    return page, 422 if form.has_errors else 200


@blueprint.get("/needs/<id:need_id>/documents/<id:document_id>")
@allow(Access.PUBLIC)
def document(need_id: int, document_id: int) -> ResponseReturnValue:
    """The same bytes for everybody who may read the need."""
    one = joining.document(needs.shown(g.actor, need_id), document_id)
    return attachment(store.read(one.digest), name=one.name, media_type=one.media_type)


@blueprint.post("/needs/<id:need_id>/documents/<id:document_id>/remove")
@allow(Access.BUYER)
def remove_document(need_id: int, document_id: int) -> ResponseReturnValue:
    need = needs.owned(g.actor, need_id, lock=True)
    joining.remove(need, document_id, g.actor, now=datetime.now(UTC))
    return redirect(url_for("sourcing.documents", need_id=need_id), 303)


@blueprint.get("/needs/<id:need_id>/contacts/<id:contact_id>/files/<id:file_id>")
@allow(Access.BUYER)
def response_file(need_id: int, contact_id: int, file_id: int) -> ResponseReturnValue:
    """A business secret: for the need's own team, with a trace of who took it."""
    need = needs.owned(g.actor, need_id)
    response = responding.response_of(board.contact(need, contact_id))
    if response is None:
        raise NotFound
    one = responding.file_of(response, file_id)
    access.note_apart(g.actor, Seen.FILE, "response_file", one.id, now=datetime.now(UTC))
    return attachment(store.read(one.digest), name=one.name, media_type=one.media_type)


@blueprint.post("/response/<token>/files/<id:file_id>/remove")
@allow(Access.PUBLIC)
def remove_file_by_link(token: str, file_id: int) -> ResponseReturnValue:
    contact = responding.hold(links.contact_of(token))
    responding.remove_file(contact, file_id, g.actor, now=datetime.now(UTC))
    flash(_("The file is removed from your response."), "success")
    return redirect(url_for("sourcing.respond_by_link", token=token), 303)


@blueprint.post("/needs/<id:need_id>/respond/files/<id:file_id>/remove")
@allow(Access.SUPPLIER)
def remove_file(need_id: int, file_id: int) -> ResponseReturnValue:
    need: Need = needs.shown(g.actor, need_id)
    contact = responding.contact_for(need, g.actor.acting_for.id)
    if contact is None:
        raise NotFound
    responding.remove_file(responding.hold(contact), file_id, g.actor, now=datetime.now(UTC))
    flash(_("The file is removed from your response."), "success")
    return redirect(url_for("sourcing.respond", need_id=need_id), 303)
