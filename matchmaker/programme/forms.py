"""The file, the columns, the cells put right, and the drafts to publish together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from matchmaker.needs.fields import checked_moment
from matchmaker.programme.fields import LABELS
from matchmaker.spreadsheets.sheet import letter
from matchmaker.web.fields import plausible
from matchmaker.web.forms import DateField, Form, OnceForm, clean_text

LONGEST_FIX = 10_000
FIXES_AT_MOST = 500


class UploadForm(OnceForm):
    file = FileField(_l("Your programme, as CSV or XLSX"), [FileRequired(_l("Choose a file."))])


class ButtonForm(Form):
    """An act that asks nothing."""


class ColumnsForm(Form):
    """`columns_form` adds a choice for each field."""

    @property
    def columns(self) -> dict[str, int]:
        return {name: int(self[name].data) for name in LABELS if self[name].data}

    def validate(self, extra_validators: object = None) -> bool:
        """A column serves once, and something names each line."""
        if not super().validate(extra_validators):
            return False
        chosen: dict[int, str] = {}
        for name, at in self.columns.items():
            if at in chosen:
                words = gettext("The same column serves for “%(other)s”.", other=str(LABELS[chosen[at]]))
                self[name].errors = [words]
            chosen.setdefault(at, name)
        if "title" not in self.columns:
            self["title"].errors = [gettext("Say which column names the purchase.")]
        return not self.errors


def columns_form(headers: Sequence[str], columns: dict[str, int]) -> ColumnsForm:
    none = SelectChoice("", _l("In no column"))
    said = [SelectChoice(str(at), f"{letter(at)} – {head[:60]}") for at, head in enumerate(headers)]
    fields = {name: SelectField(label, choices=[none, *said]) for name, label in LABELS.items()}
    values = {name: str(columns[name]) if name in columns else "" for name in LABELS}
    form: ColumnsForm = type("ChosenColumns", (ColumnsForm,), fields)(data=values)
    return form


def typed_fixes(values: MultiDict[str, str]) -> dict[int, dict[str, str]]:
    """`fix-12-place=Arras` → {12: {"place": "Arras"}}; whatever is not of ours is ignored."""
    found: dict[int, dict[str, str]] = {}
    for name in list(values)[:FIXES_AT_MOST]:
        _, _, rest = name.partition("fix-")
        number, _, field = rest.partition("-")
        if number.isascii() and number.isdigit() and len(number) < 8 and field in LABELS:
            found.setdefault(int(number), {})[field] = clean_text(values[name])[:LONGEST_FIX]
    return found


class PublishForm(Form):
    needs = SelectMultipleField(coerce=int, choices=[])
    day = DateField(
        _l("Last day for suppliers to respond"),
        [InputRequired(_l("Give the last day for suppliers to respond.")), plausible],
        description=_l("For the needs that have none yet, at 17:00."),
    )
    until: datetime | None = None

    def offer(self, need_ids: Sequence[int], *, deadline_wanted: bool) -> None:
        self.needs.choices = [SelectChoice(one, str(one)) for one in need_ids]
        if not deadline_wanted:
            del self.day

    def validate_needs(self, field: Field) -> None:
        if not field.data:
            field.errors = [gettext("Tick the needs to publish.")]

    def validate_day(self, field: Field) -> None:
        if isinstance(field.data, date) and not field.errors:
            self.until = checked_moment(field.data, time(17))
