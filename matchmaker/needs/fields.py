"""Fields and checks that the forms of needs share, with kind words for what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, ValidationError
from wtforms.fields import SelectChoice
from wtforms.widgets import TextInput

from matchmaker.needs import wording
from matchmaker.needs.deadlines import NoSuchMoment, moment, parse_hour
from matchmaker.reference import cpv
from matchmaker.reference.cpv import CpvError
from matchmaker.web.fields import ChoiceField, cpv_problem


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


def known_cpv(_form: Form, field: Field) -> None:
    try:
        cpv.parse(field.data or "")
    except CpvError as error:
        raise ValidationError(cpv_problem(error)) from error


def cpv_code(text: str | None) -> str | None:
    found = cpv.parse(text or "")
    return found.code if found else None


def one_of(choices: Iterable[Any], labels: dict[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(str(choice), labels[choice]) for choice in choices]


def reserved_field() -> ChoiceField:
    choices = [SelectChoice("", _l("Open to all firms")), *one_of(wording.RESERVED, wording.RESERVED)]
    return ChoiceField(_l("Is it reserved for some firms?"), choices=choices, default="")


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
