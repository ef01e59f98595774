"""Fields and checks that the forms of needs share, with kind words for what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from matchmaker.needs import wording
from matchmaker.needs.deadlines import NoSuchMoment, in_paris, moment, parse_hour
from matchmaker.reference import cpv
from matchmaker.reference.cpv import CpvError

FURTHEST = timedelta(days=10 * 366)
NOT_A_CHOICE = _l("Choose one of the answers offered.")


class ChoiceField(RadioField):
    """One of a closed list; "" is an answer too when it is among the choices."""

    def pre_validate(self, form: Form) -> None:
        if self.data not in {one.value for one in self.choices or ()} and self.raw_data:
            raise ValidationError(str(NOT_A_CHOICE))


class MultiCheckboxField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Form) -> None:
        known = {one.value for one in self.choices or ()}
        if not set(self.data or ()) <= known:
            raise ValidationError(str(NOT_A_CHOICE))


class HourField(Field):
    """An hour of the day as people write it: 17:00, 17 h 30, 17."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]) if valuelist else ""
        self.data = parse_hour(text)
        if text.strip() and self.data is None:
            raise ValidationError(gettext("Write the hour like 17:00 or 9 h 30."))


def says_something(_form: Form, field: Field) -> None:
    """Blanks and signs alone are no answer."""
    if field.data and not any(character.isalnum() for character in field.data):
        raise ValidationError(gettext("Write a few words."))


def plausible(_form: Form, field: Field) -> None:
    """A date neither past nor so far away that it must be a slip; one kept unchanged may have passed."""
    if field.data is None or field.data == field.object_data:
        return
    today = in_paris(datetime.now(UTC)).date()
    if field.data < today:
        raise ValidationError(gettext("This date has passed."))
    if field.data > today + FURTHEST:
        raise ValidationError(gettext("This date is more than ten years away: check the year."))


def known_cpv(_form: Form, field: Field) -> None:
    try:
        cpv.parse(field.data or "")
    except CpvError as error:
        raise ValidationError(cpv_problem(error)) from error


def cpv_problem(error: CpvError) -> str:
    if error.reason == "check_digit":
        return gettext(
            "The last digit does not fit this code: %(code)s is the right one.", code=error.expected
        )
    if error.reason == "unknown":
        return gettext("There is no such CPV code. Leave the field empty: we suggest some from your words.")
    return gettext("A CPV code has 8 digits, like 77310000 or 77310000-6.")


def cpv_code(text: str | None) -> str | None:
    found = cpv.parse(text or "")
    return found.code if found else None


def one_of(choices: Iterable[Any], labels: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(str(choice), labels[choice]) for choice in choices]


def reserved_field() -> ChoiceField:
    choices = [SelectChoice("", _l("Open to all firms")), *one_of(wording.RESERVED, wording.RESERVED)]
    return ChoiceField(_l("Is it reserved for some firms?"), choices=choices, default="")


def kilometres(km: float) -> SelectChoice:
    return SelectChoice(f"{km:g}", f"{km:g}\u00a0km")


def suggested_code(code: str | None) -> str | None:
    """A suggestion that was ticked; anything else is no answer."""
    found = cpv.get(code) if code else None
    return found.code if found and found.code == code else None


def checked_moment(day: date, hour: time) -> datetime:
    """The moment in Paris, still to come; raises ValidationError with the reason."""
    try:
        found = moment(day, hour)
    except NoSuchMoment as error:
        if error.reason == "twice":
            raise ValidationError(gettext("The clocks go back that night: this hour comes twice.")) from error
        raise ValidationError(
            gettext("The clocks go forward that night: this hour does not exist.")
        ) from error
    if found <= datetime.now(UTC):
        raise ValidationError(gettext("This moment has passed."))
    return found


def is_hidden(field: Field) -> bool:
    return field.type in ("HiddenField", "CSRFTokenField")


def text_of(field: Field) -> str:
    if isinstance(field, RadioField | SelectField | SelectMultipleField):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(str(one.label) for one in field.choices or () if one.value in chosen and one.value)
    if isinstance(field.data, date):
        return f"{field.data:%d/%m/%Y}"
    if isinstance(field, BooleanField):
        return gettext("Yes") if field.data else gettext("No")
    return field._value() if hasattr(field, "_value") else str(field.data or "")
