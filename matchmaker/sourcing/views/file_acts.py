"""What the team writes into the file: a note, a meeting, its interests, what was learned."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.needs import queries as needs
from matchmaker.needs.models import Need
from matchmaker.organisations.models import Organisation
from matchmaker.sourcing import board, keeping_file, meetings, shortlist
from matchmaker.sourcing.models_contacts import MarkKind
from matchmaker.sourcing.models_dossier import MeetingOutcome
from matchmaker.sourcing.report.forms import InterestForm, LessonsForm, MeetingForm, NoteForm
from matchmaker.sourcing.views.area import blueprint
from matchmaker.sourcing.views.report import opened
from matchmaker.web.forms import Form, once
from matchmaker.web.policy import Access, allow


def asked(name: str, form: Form, **values: object) -> ResponseReturnValue:
    page = render_template(f"sourcing/{name}.html", form=form, has_errors=form.has_errors, **values)
    return page, 422 if form.has_errors else 200


def back(need_id: int) -> str:
    return url_for("sourcing.time_line", need_id=need_id)


@blueprint.route("/needs/<id:need_id>/file/note", methods=["GET", "POST"])
@allow(Access.BUYER)
def add_note(need_id: int) -> ResponseReturnValue:
    need, form = opened(need_id), NoteForm()
    if not form.validate_on_submit():
        return asked("note", form, need=need)

    def write() -> str:
        keeping_file.write_note(need, g.actor, text=str(form.text.data), now=datetime.now(UTC))
        return back(need_id)

    return once(form, write)


@blueprint.route("/needs/<id:need_id>/file/meeting", methods=["GET", "POST"])
@allow(Access.BUYER)
def add_meeting(need_id: int) -> ResponseReturnValue:
    """A meeting by hand; those of the Rencontres come by themselves."""
    need, form = opened(need_id), MeetingForm()
    firms = {
        line.contact.supplier_id: line.contact.supplier for line in board.lines(need, now=datetime.now(UTC))
    }
    marked = [one.supplier for one in shortlist.marks(need).values() if one.kind is MarkKind.SHORTLISTED]
    form.offer([*{**firms, **{one.id: one for one in marked}}.values()])
    if not form.validate_on_submit():
        return asked("meeting", form, need=need)

    def write() -> str:
        meetings.record_meeting(
            need,
            form.firm.data,
            g.actor,
            held_on=form.held_on.data,
            outcome=MeetingOutcome(form.outcome.data),
            note=form.note.data or "",
            now=datetime.now(UTC),
        )
        return back(need_id)

    return once(form, write)


def known_firms(need: Need) -> list[Organisation]:
    """Those invited or come by themselves, then the rest of the shortlist."""
    lines = board.lines(need, now=datetime.now(UTC))
    marked = [one.supplier for one in shortlist.marks(need).values() if one.kind is MarkKind.SHORTLISTED]
    return list({firm.id: firm for firm in (*(line.contact.supplier for line in lines), *marked)}.values())


@blueprint.route("/needs/<id:need_id>/file/interests", methods=["GET", "POST"])
@allow(Access.BUYER)
def declare_interests(need_id: int) -> ResponseReturnValue:
    """Each member for themselves; the declaration can be replaced, never taken out."""
    need = opened(need_id)
    last = keeping_file.declared_by(need, g.actor.user_id)
    choice = {None: None, True: "yes", False: "no"}[last.conflict if last else None]
    form = InterestForm(conflict=choice, text=last.text if last else "")
    if not form.validate_on_submit():
        return asked("interests", form, need=need, last=last)
    text = (form.text.data or "") if form.declared else ""
    keeping_file.declare(need, g.actor, conflict=form.declared, text=text, now=datetime.now(UTC))
    flash(_("Your declaration is in the file."), "success")
    return redirect(back(need_id), 303)


@blueprint.route("/needs/<id:need_id>/file/lessons", methods=["GET", "POST"])
@allow(Access.BUYER)
def write_lessons(need_id: int) -> ResponseReturnValue:
    """Two texts; each version is kept. A colleague's version is shown, never overwritten."""
    need = opened(need_id)
    kept = keeping_file.lessons(need)
    last = kept[-1] if kept else None
    form = LessonsForm(
        version=last.version if last else 0,
        learned=last.learned if last else "",
        specified=last.specified if last else "",
    )
    if not form.validate_on_submit():
        return asked("lessons", form, need=need, kept=kept)
    text = form.version.data or ""
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    if last is not None and version != last.version and not same(form, last.learned, last.specified):
        page = render_template("sourcing/lessons.html", form=form, need=need, kept=kept, theirs=last)
        return page, 409
    keeping_file.write_lessons(
        needs.owned(g.actor, need_id, lock=True),
        g.actor,
        learned=form.learned.data or "",
        specified=form.specified.data or "",
        version=last.version if last else 0,
        now=datetime.now(UTC),
    )
    flash(_("The new version is in the file."), "success")
    return redirect(back(need_id), 303)


def same(form: LessonsForm, learned: str, specified: str) -> bool:
    return (form.learned.data or "", form.specified.data or "") == (learned, specified)
