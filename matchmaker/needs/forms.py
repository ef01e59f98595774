"""Forms of the buyer's journey and of the acts of a need's life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import URL, DataRequired, InputRequired, Length, NumberRange, Optional

from matchmaker.needs import rules, wording
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.fields import (
    HourField,
    checked_moment,
    cpv_code,
    known_cpv,
    one_of,
    reserved_field,
    suggested_code,
)
from matchmaker.needs.models import AmountUnknown, Lot, Nature, Need, Reserved
from matchmaker.reference import cpv
from matchmaker.reference.zones import Zone
from matchmaker.web.fields import (
    TOO_LONG,
    ChoiceField,
    MultiCheckboxField,
    PlaceAnswers,
    StepForm,
    TextField,
    kept_places_field,
    place_field,
    plausible,
    radius_field,
    says_something,
)
from matchmaker.web.forms import REQUIRED, DateField, Form, LineField, OnceForm, clean_line

TITLE_LENGTH, DESCRIPTION_LENGTH, QUESTION_LENGTH, REASON_LENGTH = 200, 10_000, 500, 2_000
USUAL_HOUR = time(17, 0)


class StartForm(OnceForm):
    """One button; the key makes two presses one draft."""


class WhatForm(PlaceAnswers):
    title = LineField(
        _l("In a few words, what do you need?"),
        [
            DataRequired(_l("Say in a few words what you need.")),
            Length(max=TITLE_LENGTH, message=TOO_LONG),
            says_something,
        ],
    )
    description = TextField(
        _l("Describe it in your own words"),
        [
            DataRequired(_l("Describe the need in your own words.")),
            Length(max=DESCRIPTION_LENGTH, message=TOO_LONG),
            says_something,
        ],
        description=_l("The problem to solve, who it is for, how much or how often, what exists today."),
    )
    nature = ChoiceField(
        _l("What kind of purchase is it?"),
        [DataRequired(_l("Choose services, supplies or works."))],
        choices=one_of(wording.NATURE, wording.NATURE),
    )
    cpv = LineField(
        _l("CPV code, if you know it"),
        [Length(max=20, message=TOO_LONG), known_cpv],
        description=_l("Never required: we suggest some from your words."),
    )
    cpv_suggested = HiddenField(default="")
    kept = kept_places_field()
    place = place_field(_l("Where will it be carried out?"))
    radius_km = radius_field()
    starts_on = DateField(_l("When should it begin?"), [plausible])

    def fill(self, need: Need) -> None:
        """Show what is saved; a form that was sent keeps what was typed."""
        self.offer(need.zone)
        if not self.typed:
            self.cpv.data = need.cpv or ""

    @property
    def answers(self) -> dict[str, object]:
        code = cpv_code(self.cpv.data) or suggested_code(self.cpv_suggested.data)
        return {
            "title": self.title.data or "",
            "description": self.description.data or "",
            "nature": Nature(self.nature.data) if self.nature.data else None,
            "cpv": code,
            "zone_json": self.zone.to_json() or None,
            "starts_on": self.starts_on.data,
        }


class HowMuchForm(StepForm):
    cpv_choice = ChoiceField(_l("Which code describes it best?"), choices=[], default="")
    amount = ChoiceField(_l("How much will it cost, over its whole duration?"), choices=[], default="")
    duration_months = IntegerField(
        _l("How many months will it last?"),
        [Optional(), NumberRange(min=1, max=600, message=_l("Write a number of months from 1 to 600."))],
    )
    tender_planned_on = DateField(_l("When do you think the consultation will be published?"), [plausible])
    answer_day = DateField(
        _l("Last day for suppliers to respond"),
        [InputRequired(_l("Give the last day for suppliers to respond.")), plausible],
    )
    answer_hour = HourField(_l("At what time, in Paris?"), default=USUAL_HOUR)
    reserved = reserved_field()
    considerations = MultiCheckboxField(
        _l("What matters for people and for the environment?"),
        choices=one_of(rules.CONSIDERATIONS, wording.CONSIDERATIONS),
    )
    innovation = BooleanField(
        _l("We are open to an innovative solution"),
        description=_l(
            "New or markedly improved: below €100,000 before tax it can be bought without competition."
        ),
    )
    suggested = MultiCheckboxField(_l("Questions that buyers often ask"), choices=[])
    own_questions = TextField(
        _l("Your questions to suppliers"),
        [Length(max=rules.QUESTIONS_AT_MOST * (QUESTION_LENGTH + 2), message=TOO_LONG)],
        description=_l("One a line, ten at most. Every supplier gets the same."),
    )

    def fill(self, need: Need, suggestions: Sequence[cpv.Cpv], *, today: date) -> None:
        """Closed lists of the day, and what is saved; a form that was sent keeps what was typed."""
        self._offer(need, suggestions, today)
        if self.typed:
            return
        self.amount.data = f"unknown.{need.amount_unknown}" if need.amount_unknown else need.amount_band or ""
        self.reserved.data = need.reserved.value if need.reserved else ""
        self.own_questions.data = "\n".join(one.text for one in need.questions)
        if need.answers_until is not None and self.answer_day is not None:
            local = in_paris(need.answers_until)
            self.answer_day.data, self.answer_hour.data = local.date(), local.time()

    def _offer(self, need: Need, suggestions: Sequence[cpv.Cpv], today: date) -> None:
        language = wording.language()
        self.cpv_choice.choices = [SelectChoice("", _l("None of these, or I do not know"))]
        self.cpv_choice.choices[:0] = [SelectChoice(one.code, one.label(language)) for one in suggestions]
        kept = rules.band(need.amount_band)
        bands = [*rules.bands_on(today), *([kept] if kept and kept not in rules.bands_on(today) else [])]
        self.amount.choices = [SelectChoice(one.code, wording.band_label(one)) for one in bands]
        self.amount.choices += [
            SelectChoice(f"unknown.{why}", label) for why, label in wording.AMOUNT_UNKNOWN.items()
        ]
        self.amount.choices += [SelectChoice("", _l("I prefer to say it later"))]
        not_offered = {one.text for one in need.questions} - set(self.suggested.raw_data or ())
        texts = [str(text) for text in wording.SUGGESTED_QUESTIONS]
        self.suggested.choices = [SelectChoice(text, text) for text in texts if text not in not_offered]

    def drop_deadline(self) -> None:
        """Once published, the deadline changes by its own act: extending it."""
        del self.answer_day, self.answer_hour

    def validate_answer_hour(self, field: Field) -> None:
        day = self.answer_day.data if self.answer_day is not None else None
        if day is not None and not self.answer_day.errors:
            self.until = checked_moment(day, field.data or USUAL_HOUR)

    def validate_own_questions(self, _field: Field) -> None:
        texts = self.texts
        if len(texts) > rules.QUESTIONS_AT_MOST:
            raise ValidationError(gettext("Ten questions at most."))
        if any(len(text) > QUESTION_LENGTH for text in texts):
            raise ValidationError(
                gettext("A question has at most %(limit)d characters.", limit=QUESTION_LENGTH)
            )

    @property
    def texts(self) -> list[str]:
        typed = [clean_line(line) for line in (self.own_questions.data or "").split("\n")]
        return list(dict.fromkeys(text for text in (*typed, *(self.suggested.data or ())) if text))

    @property
    def answers(self) -> dict[str, object]:
        unknown = (
            self.amount.data.removeprefix("unknown.") if self.amount.data.startswith("unknown.") else None
        )
        held: dict[str, object] = {
            "amount_unknown": AmountUnknown(unknown) if unknown else None,
            "amount_band": None if unknown else self.amount.data or None,
            "duration_months": self.duration_months.data,
            "tender_planned_on": self.tender_planned_on.data,
            "reserved": Reserved(self.reserved.data) if self.reserved.data else None,
            "considerations": [
                code for code in rules.CONSIDERATIONS if code in (self.considerations.data or ())
            ],
            "innovation": bool(self.innovation.data),
            "questions": self.texts,
        }
        if self.answer_day is not None:
            held["answers_until"] = getattr(self, "until", None)
        if self.cpv_choice.data:
            held["cpv"] = self.cpv_choice.data
        return held


class LotForm(PlaceAnswers):
    title = LineField(
        _l("What is in this lot?"),
        [DataRequired(REQUIRED), Length(max=TITLE_LENGTH, message=TOO_LONG), says_something],
    )
    cpv = LineField(_l("CPV code, if you know it"), [Length(max=20, message=TOO_LONG), known_cpv])
    amount_band = SelectField(_l("How much will it cost, over its whole duration?"), choices=[], default="")
    reserved = reserved_field()
    kept = kept_places_field()
    place = place_field(_l("Where, if it is not the whole need's place"))
    radius_km = radius_field()
    place_required = False

    def fill(self, lot: Lot | None, *, today: date) -> None:
        kept = rules.band(lot.amount_band) if lot else None
        bands = [*rules.bands_on(today), *([kept] if kept and kept not in rules.bands_on(today) else [])]
        self.amount_band.choices = [SelectChoice("", _l("I prefer to say it later"))]
        self.amount_band.choices += [SelectChoice(one.code, wording.band_label(one)) for one in bands]
        self.offer(lot.zone if lot else Zone())
        if lot is not None and not self.typed:
            self.reserved.data = lot.reserved.value if lot.reserved else ""
            self.amount_band.data = lot.amount_band or ""

    @property
    def answers(self) -> dict[str, object]:
        return {
            "title": self.title.data,
            "cpv": cpv_code(self.cpv.data),
            "amount_band": self.amount_band.data or None,
            "reserved": Reserved(self.reserved.data) if self.reserved.data else None,
            "zone_json": self.zone.to_json() or None,
        }


class PublishForm(StepForm):
    """Now, at a date, or not yet."""

    when = ChoiceField(
        _l("When should it be published?"),
        [DataRequired(REQUIRED)],
        choices=[
            SelectChoice("now", _l("Now")),
            SelectChoice("later", _l("At a date")),
            SelectChoice("draft", _l("Not yet: keep it as a draft")),
        ],
        default="now",
    )
    day = DateField(_l("On what day?"), [plausible])
    hour = HourField(_l("At what time, in Paris?"), default=time(9, 0))

    def validate_day(self, field: Field) -> None:
        if self.when.data == "later" and field.data is None and not field.process_errors:
            raise ValidationError(str(REQUIRED))

    def validate_hour(self, field: Field) -> None:
        if self.when.data == "later" and self.day.data is not None and not self.day.errors:
            self.at = checked_moment(self.day.data, field.data or time(9, 0))


class WithdrawForm(Form):
    reason = TextField(
        _l("Why do you withdraw it?"),
        [DataRequired(REQUIRED), Length(max=REASON_LENGTH, message=TOO_LONG), says_something],
        description=_l("Kept in your file; suppliers do not see it."),
    )


class ExtendForm(Form):
    day = DateField(_l("New last day for suppliers to respond"), [InputRequired(REQUIRED), plausible])
    hour = HourField(_l("At what time, in Paris?"), default=USUAL_HOUR)

    def check_after(self, present: datetime | None) -> None:
        self.present = present

    def validate_hour(self, field: Field) -> None:
        if self.day.data is None or self.day.errors:
            return
        self.until = checked_moment(self.day.data, field.data or USUAL_HOUR)
        if self.present is not None and self.until <= self.present:
            raise ValidationError(
                gettext("A deadline can only be put later, so that all firms are treated alike.")
            )


class TenderForm(Form):
    url = LineField(
        _l("Address of the consultation on the buyer profile"),
        [
            DataRequired(REQUIRED),
            Length(max=300, message=TOO_LONG),
            URL(message=_l("Write the whole address, beginning with https://")),
        ],
    )

    def validate_url(self, field: Field) -> None:
        if not field.data.lower().startswith(("https://", "http://")):
            raise ValidationError(gettext("Write the whole address, beginning with https://"))


class GapsSeenForm(TenderForm):
    """Something has not reached every firm: the box says that this was seen."""

    gaps_seen = BooleanField(
        _l("I have seen what has not reached every firm, and publish the consultation all the same")
    )

    def validate_gaps_seen(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(gettext("Tick the box, or wait until every firm has received the same."))


class ButtonForm(Form):
    """An act that asks nothing."""


class CopyForm(OnceForm):
    """Duplicate once, however often the button is pressed."""
