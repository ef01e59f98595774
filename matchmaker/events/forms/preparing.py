"""Forms of an event's preparation. Rows that are left empty are no rows."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import wtforms
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FieldList, FormField, IntegerField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from matchmaker.accounts.forms import check_email
from matchmaker.events.models import Event
from matchmaker.events.models.event import TIME_ZONE
from matchmaker.needs.deadlines import NoSuchMoment, moment
from matchmaker.needs.fields import HourField
from matchmaker.organisations.forms import CommuneField
from matchmaker.web.fields import TOO_LONG, StepForm, TextField, plausible
from matchmaker.web.forms import REQUIRED, DateField, Form, LineField, OnceForm

HALF_DAYS_AT_MOST, BREAKS_AT_MOST, ROOMS_AT_MOST = 14, 12, 30


def limit(length: int) -> Length:
    return Length(max=length, message=TOO_LONG)


def whole(
    label: Any, lowest: int, highest: int, description: Any = "", *, required: bool = True
) -> IntegerField:
    checks = [InputRequired(REQUIRED) if required else Optional()]
    bounds = NumberRange(lowest, highest, message=_l("A whole number from %(min)s to %(max)s."))
    return NumberField(label, [*checks, bounds], description=description)


class NumberField(IntegerField):
    """A whole number typed in a text field."""

    widget = wtforms.widgets.TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = "".join(str(valuelist[0]).split()) if valuelist else ""
        self.data = None
        if text:
            if not (text.isascii() and text.isdigit() and len(text) < 8):
                raise ValidationError(gettext("Write a whole number."))
            self.data = int(text)


class AboutFields(Form):
    name = LineField(_l("Name of the event"), [DataRequired(REQUIRED), limit(150)])
    place_name = LineField(_l("Place"), [limit(150)], description=_l("For example: Artois Expo, hall 2"))
    address = LineField(_l("Address"), [limit(200)])
    commune = CommuneField(_l("Commune"), [Optional()], description=_l("Name or postal code."))
    contact_email = LineField(_l("E-mail address for questions"), [Optional(), limit(254), check_email])


class NewForm(OnceForm, AboutFields):
    day = DateField(_l("First day"), [InputRequired(REQUIRED), plausible])


class CopyForm(OnceForm):
    name = LineField(_l("Name of the event"), [DataRequired(REQUIRED), limit(150)])
    day = DateField(_l("First day"), [InputRequired(REQUIRED), plausible])


class AboutForm(StepForm, AboutFields):
    summary = TextField(_l("What it is about"), [limit(3000)])
    access_words = TextField(
        _l("How to get there, in words"),
        [limit(3000)],
        description=_l("Station, bus, car park, step-free entrance: whoever cannot see a map reads this."),
    )


class Row(wtforms.Form):
    """A row of a list; one whose first field is empty is none."""

    @property
    def empty(self) -> bool:
        return not any((field.raw_data or [""])[0].strip() for field in self if field.type != "BooleanField")


class HalfDayRow(Row):
    day = DateField(_l("Day"))
    starts = HourField(_l("From"))
    ends = HourField(_l("To"))


class BreakRow(Row):
    label = LineField(_l("Name"), [limit(80)])
    day = DateField(_l("Day"))
    starts = HourField(_l("From"))
    ends = HourField(_l("To"))
    closed = BooleanField(_l("Nobody meets"), default=True)


class RoomRow(Row):
    name = LineField(_l("Name"), [limit(80)])
    tables = whole(_l("Tables"), 0, 2000, required=False)
    seats = whole(_l("Seats for workshops"), 0, 10000, required=False)
    directions = LineField(_l("Where it is"), [limit(200)])


LISTS = {"half_days": _l("Half-days of meetings"), "breaks": _l("Breaks"), "rooms": _l("Rooms")}


def _said(value: object) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


class FrameForm(StepForm):
    """Hours are checked row by row, beside the field that is wrong."""

    meeting_minutes = whole(_l("A meeting lasts, in minutes"), 5, 120)
    change_minutes = whole(_l("Between two meetings, in minutes"), 0, 60)
    buyers_seated = BooleanField(_l("Public buyers keep their table, firms go from table to table"))
    half_days = FieldList(FormField(HalfDayRow), max_entries=HALF_DAYS_AT_MOST)
    breaks = FieldList(FormField(BreakRow), max_entries=BREAKS_AT_MOST)
    rooms = FieldList(FormField(RoomRow), max_entries=ROOMS_AT_MOST)

    def lists(self) -> dict[str, list[dict[str, Any]]]:
        """After validation: the rows that say something."""
        return {
            name: [self._values(entry.form) for entry in self[name] if not entry.form.empty]
            for name in ("half_days", "breaks", "rooms")
        }

    def shown(self) -> dict[str, str]:
        """The rows in words, to set two versions side by side."""
        said = super().shown()
        for name in ("half_days", "breaks", "rooms"):
            rows = [[_said(value) for value in entry.form.data.values()] for entry in self[name]]
            said[str(LISTS[name])] = "; ".join(" ".join(filter(None, row)) for row in rows if any(row))
            said.pop(str(self[name].label.text), None)
        return said

    @staticmethod
    def _values(row: Row) -> dict[str, Any]:
        values = dict(row.data)
        if "tables" in values:
            values |= {"tables": values["tables"] or 0, "seats": values["seats"] or 0}
        return values

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        taken: list[tuple[date, time, time]] = []
        for name in ("half_days", "breaks"):
            for entry in self[name]:
                if not entry.form.empty:
                    fine = self._hours(entry.form, taken if name == "half_days" else None) and fine
        for entry in self.rooms:
            if not entry.form.empty and not entry.form.name.data:
                entry.form.name.errors = [*entry.form.name.errors, str(REQUIRED)]
                fine = False
        for rows in (self.half_days, self.breaks, self.rooms):  # a list keeps what it found before
            rows.errors = [entry.errors for entry in rows if entry.errors]
        return fine

    @staticmethod
    def _hours(row: Any, taken: list[tuple[date, time, time]] | None) -> bool:
        wrong = next((field for field in (row.day, row.starts, row.ends) if field.data is None), None)
        words = str(REQUIRED)
        if wrong is None and row.starts.data >= row.ends.data:
            wrong, words = row.ends, gettext("The end comes after the beginning.")
        elif wrong is None and taken is not None:
            hours = (row.day.data, row.starts.data, row.ends.data)
            if any(hours[0] == day and hours[1] < ends and starts < hours[2] for day, starts, ends in taken):
                wrong, words = row.starts, gettext("This half-day overlaps another one.")
            taken.append(hours)
        if wrong is not None and not wrong.errors:
            wrong.errors = [words]
        return wrong is None


# Two fields of the form, a day and an hour, make one moment of the event.
MOMENTS = {
    "opens": "registration_opens_at",
    "closes": "registration_closes_at",
    "wishes": "wishes_until",
}


class RulesForm(StepForm):
    opens_day = DateField(_l("Registration opens on"), [Optional()])
    opens_hour = HourField(_l("at"))
    closes_day = DateField(_l("Registration closes on"), [Optional()])
    closes_hour = HourField(_l("at"))
    wishes_day = DateField(_l("Wishes are taken until"), [Optional()])
    wishes_hour = HourField(_l("at"))
    buyer_places = whole(
        _l("Places for public buyers"),
        1,
        10000,
        _l("Empty: no limit. Beyond it a waiting list is kept."),
        required=False,
    )
    supplier_places = whole(_l("Places for firms"), 1, 10000, _l("Empty: no limit."), required=False)
    place_silent = BooleanField(
        _l("Place meetings also for pairs on which neither side has said a word"),
        description=_l("Otherwise a pair is placed once one of the two wished it. Who said no never meets."),
    )
    proposals_each = whole(_l("Partners proposed to each person, at most"), 1, 100)
    buyer_least = whole(_l("Meetings of a public buyer, at least"), 0, 60)
    buyer_most = whole(_l("Meetings of a public buyer, at most"), 1, 60)
    supplier_least = whole(_l("Meetings of a firm, at least"), 0, 60)
    supplier_most = whole(_l("Meetings of a firm, at most"), 1, 60)
    most_in_a_row = whole(
        _l("Meetings in a row, at most"), 1, 60, _l("Empty: no limit. A free time follows."), required=False
    )
    weight_match = whole(_l("Points for each point of the match (0 to 100)"), 0, 1000)
    weight_buyer_wish = whole(_l("Points for the wish of the public buyer"), 0, 1000)
    weight_supplier_wish = whole(_l("Points for the wish of the firm"), 0, 1000)
    no_show_minutes = whole(_l("Somebody is missing after, in minutes"), 1, 60)
    purge_on = DateField(
        _l("Personal data are erased on"),
        [InputRequired(REQUIRED)],
        description=_l("Shown to everybody. By default four months after the day."),
    )

    def fill(self, event: Event) -> None:
        """The moments of the saved row, as day and hour in Paris."""
        for name, column in MOMENTS.items():
            at = getattr(event, column)
            if at is not None and not self.typed:
                here = at.astimezone(TIME_ZONE)
                self[f"{name}_day"].data, self[f"{name}_hour"].data = here.date(), here.time()

    def _moment(self, name: str) -> datetime | None:
        day, hour = self[f"{name}_day"].data, self[f"{name}_hour"].data
        return moment(day, hour or time(0)) if day is not None else None

    def validate_opens_day(self, field: Field) -> None:
        self._checked("opens")

    def validate_closes_day(self, field: Field) -> None:
        closes, opens = self._checked("closes"), None
        if self.opens_day.data is not None and not self.opens_day.errors:
            opens = self._moment("opens")
        if closes is not None and opens is not None and closes <= opens:
            raise ValidationError(gettext("The end comes after the beginning."))

    def validate_wishes_day(self, field: Field) -> None:
        self._checked("wishes")

    def _checked(self, name: str) -> datetime | None:
        try:
            return self._moment(name)
        except NoSuchMoment as error:
            raise ValidationError(gettext("The clocks change that night: choose another hour.")) from error

    def validate_buyer_most(self, field: Field) -> None:
        self._not_below(field, self.buyer_least)

    def validate_supplier_most(self, field: Field) -> None:
        self._not_below(field, self.supplier_least)

    @staticmethod
    def _not_below(field: Field, least: Field) -> None:
        if field.data is not None and least.data is not None and field.data < least.data:
            raise ValidationError(gettext("At most is less than at least."))

    @property
    def answers(self) -> dict[str, object]:
        """After validation."""
        skipped = {
            "version",
            "csrf_token",
            *(f"{name}_{part}" for name in MOMENTS for part in ("day", "hour")),
        }
        values: dict[str, object] = {name: value for name, value in self.data.items() if name not in skipped}
        return values | {column: self._moment(name) for name, column in MOMENTS.items()}


class CancelForm(Form):
    reason = LineField(_l("Reason, read by everybody"), [DataRequired(REQUIRED), limit(500)])


class PressForm(Form):
    """An act that asks nothing."""
