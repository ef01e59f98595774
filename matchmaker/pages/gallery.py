"""The forms that the component gallery shows: one untouched, one sent back with its errors."""

from __future__ import annotations

from flask_babel import pgettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget


def sample_forms() -> dict[str, FlaskForm]:
    """`form` as first shown, `wrong` as sent back: the context of the gallery page.

    Each has its own prefix, so that no id stands twice on the page.
    """
    sample = _form_class()
    wrong = sample(formdata=MultiDict({"wrong-radius": "10"}), prefix="wrong-", meta={"csrf": False})
    wrong.validate()
    return {"form": sample(formdata=None, prefix="first-", meta={"csrf": False}), "wrong": wrong}


def _form_class() -> type[FlaskForm]:
    """Every kind of field that the form macros know, its words in the reader's language."""

    class GalleryForm(FlaskForm):
        title = _required(
            StringField,
            pgettext("gallery", "Title of the need"),
            pgettext("gallery", "Enter the title of the need"),
        )
        description = _required(
            TextAreaField,
            pgettext("gallery", "What do you need?"),
            pgettext("gallery", "Say in a few words what you need"),
        )
        email = _required(
            EmailField,
            pgettext("gallery", "E-mail address"),
            pgettext("gallery", "Enter your e-mail address"),
        )
        password = _required(
            PasswordField, pgettext("gallery", "Password"), pgettext("gallery", "Choose a password")
        )
        amount = _required(
            StringField,
            pgettext("gallery", "Amount foreseen"),
            pgettext("gallery", "Enter an amount in euros, such as 12 000"),
        )
        deadline = _required(
            StringField,
            pgettext("gallery", "Deadline for answers"),
            pgettext("gallery", "Enter the day until which firms may answer"),
        )
        place = _required(
            StringField,
            pgettext("gallery", "Commune"),
            pgettext("gallery", "Enter the commune where the work is done"),
        )
        kind = _required(
            RadioField,
            pgettext("gallery", "Kind of purchase"),
            pgettext("gallery", "Choose works, supplies or services"),
            choices=_kinds(),
        )
        radius = SelectField(pgettext("gallery", "Distance"), choices=_distances())
        considerations = _required(
            SelectMultipleField,
            pgettext("gallery", "Considerations"),
            pgettext("gallery", "Choose at least one consideration"),
            choices=_considerations(),
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        )
        document = FileField(pgettext("gallery", "Document"))
        consent = _required(
            BooleanField,
            pgettext("gallery", "I have read how my data are used"),
            pgettext("gallery", "Tick the box to go on"),
        )

    return GalleryForm


def _required(field: type, label: str, words: str, **settings: object) -> object:
    return field(label, [InputRequired(words)], **settings)


def _kinds() -> list[SelectChoice]:
    return [
        SelectChoice("works", pgettext("gallery", "Works")),
        SelectChoice("supplies", pgettext("gallery", "Supplies")),
        SelectChoice("services", pgettext("gallery", "Services")),
    ]


def _considerations() -> list[SelectChoice]:
    return [
        SelectChoice("social", pgettext("gallery", "Social clause")),
        SelectChoice("environment", pgettext("gallery", "Environmental clause")),
    ]


def _distances() -> list[SelectChoice]:
    return [SelectChoice("10", "10 km"), SelectChoice("30", "30 km")]
