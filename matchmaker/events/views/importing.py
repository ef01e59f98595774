"""A list of people from a file: sent, columns said, cells mended, imported or not, undone."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from matchmaker.events import queries, sheets
from matchmaker.events.forms.importing import ImportForm, UploadForm
from matchmaker.events.forms.preparing import PressForm
from matchmaker.events.models import Event, Import, ImportState, Side
from matchmaker.events.services import importing
from matchmaker.events.views.area import blueprint, form_page, now, own
from matchmaker.spreadsheets.errors import SheetError
from matchmaker.spreadsheets.reading import read
from matchmaker.spreadsheets.sheet import Sheet, letter
from matchmaker.web.exports import Column, csv_response
from matchmaker.web.forms import clean_line, once
from matchmaker.web.policy import Access, allow

SHOWN = 40
LABELS = {
    "email": _l("E-mail"),
    "siret": _l("SIRET"),
    "side": _l("Side"),
    "first_name": _l("First name"),
    "last_name": _l("Last name"),
    "organisation_name": _l("Organisation"),
    "job": _l("Job"),
    "phone": _l("Telephone"),
    "commune": _l("Commune"),
    "arrives": _l("Arrival"),
    "leaves": _l("Departure"),
    "words": _l("In their words"),
}


@blueprint.route("/my-events/<id:event_id>/import", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def import_file(event_id: int) -> ResponseReturnValue:
    event = own(event_id)
    form = UploadForm()
    if form.validate_on_submit():
        data, name = form.file.data.read(), form.file.data.filename or ""
        try:
            sheet = read(data, name)
        except SheetError as refused:
            form.file.errors = [_(refused.message, **refused.values)]
        else:
            return once(form, lambda: _received(event, sheet, name, data))
    past = [one for one in queries.imports(event) if one.state is not ImportState.PREVIEW]
    undoable = {one.id for one in past if importing.undoable(one, now())}
    return form_page("events/import.html", form, event=event, past=past, undoable=undoable)


def _received(event: Event, sheet: Sheet, name: str, data: bytes) -> str:
    one = importing.receive(event, sheet, name=name, data=data, actor=g.actor, now=now())
    return url_for("events.import_preview", event_id=event.id, import_id=one.id)


def _one(event_id: int, import_id: int) -> tuple[Event, Import]:
    event = own(event_id)
    return event, queries.import_of(event, import_id, lock=request.method == "POST")


@blueprint.get("/my-events/<id:event_id>/import/<id:import_id>")
@allow(Access.ORGANISER)
def import_preview(event_id: int, import_id: int) -> ResponseReturnValue:
    event, one = _one(event_id, import_id)
    if one.state is not ImportState.PREVIEW:
        return redirect(url_for("events.import_file", event_id=event.id))
    found = importing.entries(one, event)
    refused = [entry for entry in found if entry.problems]
    return render_template(
        "events/import_preview.html",
        event=event,
        one=one,
        form=ImportForm(formdata=None),
        labels=LABELS,
        new=[entry for entry in found if entry.is_new],
        known=[entry for entry in found if entry.known and not entry.problems],
        refused=refused[:SHOWN],
        refused_count=len(refused),
        cells=[_cells(one, entry) for entry in refused[:SHOWN]],
        letter=letter,
        field_of={at: name for name, at in one.columns.items() if name in sheets.FIELDS},
    )


def _cells(one: Import, entry: sheets.Entry) -> list[dict[str, Any]]:
    """The cells of a refused line that can be mended, each with its column and what is wrong."""
    rows = []
    for problem in entry.problems:
        at = one.columns.get(problem.field) if problem.field else None
        rows.append({"at": at, "label": LABELS.get(problem.field or "", ""), "problem": problem})
    return rows


@blueprint.post("/my-events/<id:event_id>/import/<id:import_id>/columns")
@allow(Access.ORGANISER)
def import_columns(event_id: int, import_id: int) -> ResponseReturnValue:
    event, one = _one(event_id, import_id)
    chosen: dict[str, int] = {}
    for at in range(len(one.headers)):
        name = request.form.get(f"column-{at}", "")
        if name in sheets.FIELDS and name not in chosen:
            chosen[name] = at
    said = request.form.get("everybody", "")
    if one.state is ImportState.PREVIEW:
        importing.choose(one, chosen, Side(said) if said in {side.value for side in Side} else None)
    return _back(event, one)


@blueprint.post("/my-events/<id:event_id>/import/<id:import_id>/mend")
@allow(Access.ORGANISER)
def import_mend(event_id: int, import_id: int) -> ResponseReturnValue:
    event, one = _one(event_id, import_id)
    cells = {}
    for name, text in request.form.items():
        parts = name.split("-")
        if (
            len(parts) == 3
            and parts[0] == "cell"
            and all(part.isascii() and part.isdigit() for part in parts[1:])
        ):
            cells[(int(parts[1]), int(parts[2]))] = clean_line(text)[:1000]
    if one.state is ImportState.PREVIEW:
        mended = importing.mend(one, cells)
        flash(ngettext("%(num)s cell changed.", "%(num)s cells changed.", mended), "info")
    return _back(event, one)


def _back(event: Event, one: Import) -> ResponseReturnValue:
    return redirect(url_for("events.import_preview", event_id=event.id, import_id=one.id), 303)


@blueprint.post("/my-events/<id:event_id>/import/<id:import_id>/do")
@allow(Access.ORGANISER)
def import_do(event_id: int, import_id: int) -> ResponseReturnValue:
    event, one = _one(event_id, import_id)
    if request.form.get("drop"):
        importing.drop(one)
        flash(_("Nothing was imported."), "info")
        return redirect(url_for("events.import_file", event_id=event.id), 303)
    count = importing.carry_out(one, event, tell=bool(request.form.get("tell")), actor=g.actor, now=now())
    flash(
        ngettext("%(num)s person imported.", "%(num)s people imported.", count)
        + " "
        + _("You may undo it for 24 hours."),
        "success",
    )
    return redirect(url_for("events.import_file", event_id=event.id), 303)


@blueprint.get("/my-events/<id:event_id>/import/<id:import_id>/refused.csv")
@allow(Access.ORGANISER)
def import_refused(event_id: int, import_id: int) -> ResponseReturnValue:
    """The refused lines as they were, with a column for the reasons: mended, the file is sent again."""
    event, one = _one(event_id, import_id)
    refused = {entry.number: entry for entry in importing.entries(one, event) if entry.problems}
    columns = [Column(_("Line"), "integer"), Column(_("Refused because")), *map(Column, one.headers)]
    rows = [
        [
            line["number"],
            " / ".join(
                f"{LABELS[problem.field]}: {problem.reason}" if problem.field else problem.reason
                for problem in refused[line["number"]].problems
            ),
            *line["cells"],
        ]
        for line in one.lines
        if line["number"] in refused
    ]
    return csv_response(f"{event.slug}-refused", columns, rows)


@blueprint.route("/my-events/<id:event_id>/import/<id:import_id>/undo", methods=["GET", "POST"])
@allow(Access.ORGANISER)
def import_undo(event_id: int, import_id: int) -> ResponseReturnValue:
    event, one = _one(event_id, import_id)
    form = PressForm()
    if one.state is ImportState.UNDONE:
        return redirect(url_for("events.import_file", event_id=event.id), 303)
    if not form.validate_on_submit():
        return form_page("events/import_undo.html", form, event=event, one=one)
    gone, stay = importing.undo(one, event, actor=g.actor, now=now())
    flash(ngettext("%(num)s person taken back.", "%(num)s people taken back.", gone), "success")
    if stay:
        names = ", ".join(person.person or person.organisation_name for person in stay[:20])
        flash(_("These stay, since something has changed for them: %(names)s.", names=names), "warning")
    return redirect(url_for("events.import_file", event_id=event.id), 303)
