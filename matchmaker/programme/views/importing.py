"""From a file to drafts: sent, shown before anything is done, put right on the page, imported, undone."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaker.extensions import db, limiter
from matchmaker.programme import judging, services
from matchmaker.programme.fields import LABELS
from matchmaker.programme.forms import ButtonForm, ColumnsForm, UploadForm, columns_form, typed_fixes
from matchmaker.programme.judging import Effect
from matchmaker.programme.models import ImportState, ProgrammeImport
from matchmaker.programme.views.area import blueprint
from matchmaker.spreadsheets.errors import SheetError
from matchmaker.spreadsheets.reading import Limits, read
from matchmaker.web import limits
from matchmaker.web.fields import today_in_paris
from matchmaker.web.forms import clean_line, once
from matchmaker.web.policy import Access, allow

LIMITS = Limits(megabytes=3, rows=1_000, columns=100)
REFUSED_SHOWN, OTHERS_SHOWN = 50, 30


def now() -> datetime:
    return datetime.now(UTC)


@blueprint.route("", methods=["GET", "POST"])
@allow(Access.BUYER)
@limiter.limit(limits.imports, methods=["POST"])
def index() -> ResponseReturnValue:
    """Send a file; the imports made before."""
    form = UploadForm()
    sheet = None
    if form.validate_on_submit():
        try:
            sheet = read(form.file.data.read(), form.file.data.filename or "", limits=LIMITS)
        except SheetError as error:
            form.file.errors = [_(error.message, **error.values)]
    if sheet is None:
        query = (
            sa.select(ProgrammeImport)
            .where(ProgrammeImport.organisation_id == g.actor.acting_for.id)
            .order_by(ProgrammeImport.id.desc())
        )
        imports = db.session.execute(query.limit(20)).scalars().all()
        page = render_template(
            "programme/index.html",
            form=form,
            imports=imports,
            drafts=len(services.drafts(g.actor)),
            limits=LIMITS,
            labels=LABELS,
            has_errors=form.has_errors,
        )
        return page, 422 if form.has_errors else 200
    name = clean_line(form.file.data.filename)[-200:] or _("Programme")

    def keep() -> str:
        one = services.receive(g.actor, sheet, name, now=now())
        return url_for("programme.show", import_id=one.id)

    return once(form, keep)


@blueprint.route("/<id:import_id>", methods=["GET", "POST"])
@allow(Access.BUYER)
def show(import_id: int) -> ResponseReturnValue:
    """What the file would do; cells put right are kept, and read again."""
    one = services.owned(g.actor, import_id, lock=request.method == "POST")
    button = ButtonForm()
    if button.validate_on_submit() and one.state is ImportState.OPEN:
        services.mend(one, typed_fixes(request.form))
        flash(_("Your corrections are read again below."), "info")
        return redirect(url_for("programme.show", import_id=one.id), 303)
    return preview(one, columns_form(one.headers, one.columns))


@blueprint.post("/<id:import_id>/columns")
@allow(Access.BUYER)
def columns(import_id: int) -> ResponseReturnValue:
    """Another reading of the columns, remembered for the next file."""
    one = services.owned(g.actor, import_id, lock=True)
    form = columns_form(one.headers, one.columns)
    if one.state is ImportState.OPEN and form.validate_on_submit():
        services.set_columns(one, form.columns)
        flash(_("The columns are read as you said, and will be next time."), "success")
        return redirect(url_for("programme.show", import_id=one.id), 303)
    return preview(one, form)


def preview(one: ProgrammeImport, form: ColumnsForm) -> ResponseReturnValue:
    found = judging.judge(one, today=today_in_paris()) if one.state is ImportState.OPEN else []
    lines = {effect: [line for line in found if line.effect is effect] for effect in Effect}
    undo_until = one.done_at + services.UNDO_WITHIN if one.done_at else None
    page = render_template(
        "programme/show.html",
        one=one,
        form=form,
        lines=lines,
        counts=judging.counts(found) if found else {effect: one.counts.get(effect, 0) for effect in Effect},
        importable=len(found) - len(lines[Effect.REFUSED]),
        labels=LABELS,
        shown={"refused": REFUSED_SHOWN, "others": OTHERS_SHOWN},
        can_undo=one.state is ImportState.DONE and undo_until is not None and now() < undo_until,
        undo_until=undo_until,
        has_errors=form.has_errors,
    )
    return page, 422 if form.has_errors else 200


@blueprint.post("/<id:import_id>/import")
@allow(Access.BUYER)
@limiter.limit(limits.imports)
def carry_out(import_id: int) -> ResponseReturnValue:
    one = services.owned(g.actor, import_id, lock=True)
    services.carry_out(one, g.actor, now=now(), today=today_in_paris())
    made = one.counts.get(Effect.NEW, 0) + one.counts.get(Effect.CHANGED, 0)
    flash(
        ngettext("%(num)d line is imported.", "%(num)d lines are imported.", made)
        if made
        else _("Everything was here already: nothing has changed."),
        "success",
    )
    return redirect(url_for("programme.show", import_id=one.id), 303)


@blueprint.post("/<id:import_id>/undo")
@allow(Access.BUYER)
def undo(import_id: int) -> ResponseReturnValue:
    """Those changed since stay, and are named."""
    done = services.undo(services.owned(g.actor, import_id, lock=True), g.actor, now=now())
    flash(ngettext("%(num)d line is taken back.", "%(num)d lines are taken back.", done.count), "success")
    if done.kept:
        names = ", ".join(need.title for need in done.kept[:5])
        flash(_("These were changed or published since, and stay: %(names)s", names=names), "info")
    return redirect(url_for("programme.show", import_id=import_id), 303)
