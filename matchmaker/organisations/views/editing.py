"""Change the card of an organisation; a stale one is shown both versions."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field, HiddenField
from wtforms.fields.choices import SelectFieldBase

from matchmaker.errors import NotFound, Stale
from matchmaker.organisations import queries, rules, services
from matchmaker.organisations.forms import BodyEditForm, FirmEditForm, TypedField, shown_body, shown_firm
from matchmaker.organisations.models import Organisation
from matchmaker.organisations.views.area import blueprint, form_page
from matchmaker.web.forms import DateField, Form
from matchmaker.web.policy import Access, allow


@blueprint.route("/organisations/<id:organisation_id>/edit", methods=["GET", "POST"])
@allow(Access.SIGNED_IN)
def edit(organisation_id: int) -> ResponseReturnValue:
    organisation = queries.organisation(organisation_id)
    if not rules.can_edit(g.actor, organisation):
        raise NotFound
    form = edit_form(organisation)
    if not form.validate_on_submit():
        return form_page("organisations/edit.html", form, organisation=organisation)
    save(services.lock(organisation_id), form)
    flash(_("The card is saved."), "success")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


def edit_form(organisation: Organisation, **options: object) -> FirmEditForm | BodyEditForm:
    if organisation.is_supplier:
        return FirmEditForm(data=shown_firm(organisation), **options)
    form = BodyEditForm(data=shown_body(organisation), **options)
    if not organisation.is_buyer:
        del form.family
    return form


def save(organisation: Organisation, form: FirmEditForm | BodyEditForm) -> None:
    if str(organisation.version) != form.version.data:
        theirs = texts(edit_form(organisation, formdata=None))
        back = url_for("organisations.edit", organisation_id=organisation.id)
        raise Stale(theirs=theirs, yours=texts(form), back=back)
    values = {"version": organisation.version, "actor": g.actor, "now": datetime.now(UTC)}
    if isinstance(form, FirmEditForm):
        services.change_firm(organisation, form.card(), form.contact(), **values)
    else:
        services.change_body(organisation, form.card(organisation), form.contact(), **values)


def texts(form: Form) -> dict[str, str]:
    """Each field's label and what it holds in words, in the form's order."""
    return {str(field.label.text): text(field) for field in form if not isinstance(field, HiddenField)}


def text(field: Field) -> str:
    if isinstance(field, SelectFieldBase):
        chosen = (choice for choice in field.iter_choices() if choice.selected and choice.value)
        return ", ".join(str(choice.label) for choice in chosen)
    if isinstance(field, (TypedField, DateField)):
        return field._value()
    return str(field.data or "")
