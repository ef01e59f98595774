"""Forms of the buyer's journey and of the acts of a need's life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import URL, DataRequired, InputRequired, Length, NumberRange, Optional

from matchmaker.needs import places, rules, wording
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.fields import (
    ChoiceField,
    HourField,
    MultiCheckboxField,
    checked_moment,
    cpv_code,
    is_hidden,
    kilometres,
    known_cpv,
    one_of,
    plausible,
    reserved_field,
    says_something,
    suggested_code,
    text_of,
)
from matchmaker.needs.models import AmountUnknown, Lot, Nature, Need, Reserved
from matchmaker.needs.places import Place
from matchmaker.reference import cpv
from matchmaker.reference.zones import Zone
from matchmaker.web.forms import REQUIRED, DateField, Form, LineField, OnceForm, clean_line, clean_text

TITLE_LENGTH, DESCRIPTION_LENGTH, QUESTION_LENGTH, REASON_LENGTH = 200, 10_000, 500, 2_000
PLACES_AT_MOST = 50
TOO_LONG = _l("At most %(max)d characters.")
USUAL_HOUR = time(17, 0)


class TextField(TextAreaField):
    """Several lines, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean_text(valuelist[0])


class StepForm(Form):
    """A step of the journey: it carries the version of the need that it was filled from."""

    version = HiddenField()

    def allow_blanks(self) -> None:
        """For a draft put aside: what is there must be right, what is not there may come later."""
        for field in self:
            kept = [
                check for check in field.validators if not isinstance(check, DataRequired | InputRequired)
            ]
            if len(kept) < len(field.validators):
                field.validators = [Optional(), *kept]
        self.lenient = True

    lenient = False

    @property
    def typed(self) -> bool:
        """Filled from what was sent, not from the saved row."""
        return self.version.raw_data is not None

    def shown(self) -> dict[str, str]:
        """Label and text of each answer, to set two versions side by side."""
        return {str(field.label.text): text_of(field) for field in self if not is_hidden(field)}


def kept_places_field() -> MultiCheckboxField:
    return MultiCheckboxField(_l("Places chosen"), choices=[])


def place_field(label: str) -> LineField:
    help_text = _l("A town, a group of communes, a department or a region.")
    return LineField(label, [Length(max=120, message=TOO_LONG)], description=help_text)


def radius_field() -> SelectField:
    choices = [SelectChoice("", _l("Not around")), *(kilometres(km) for km in rules.RADII_KM)]
    return SelectField(_l("And around, for a town"), choices=choices, default="")


class PlaceAnswers(StepForm):
    """Where: boxes for the places already chosen, one line to add another, and how far around.

    A name that several places bear adds boxes to choose from instead of being guessed.
    """

    kept: MultiCheckboxField
    place: LineField
    radius_km: SelectField
    place_required = True

    def offer(self, zone: Zone) -> None:
        """The boxes: the places of the saved zone, and those named in what was sent. Ticked when saved."""
        tokens = list(dict.fromkeys([*places.tokens_of(zone), *(self.kept.raw_data or [])]))
        known = [one for one in map(places.from_token, tokens) if one is not None]
        self.kept.choices = [SelectChoice(one.token, one.text) for one in known]
        if self.place_required and not tokens:
            self.place.flags.required = True
        if not self.typed:
            self.kept.data = list(places.tokens_of(zone))
            self.radius_km.data = f"{zone.radius_km:g}" if zone.radius_km else ""
        if zone.radius_km and kilometres(zone.radius_km) not in self.radius_km.choices:
            self.radius_km.choices.append(kilometres(zone.radius_km))

    def validate_kept(self, field: Field) -> None:
        if len(field.data or ()) > PLACES_AT_MOST:
            raise ValidationError(
                gettext("At most %(limit)d places: choose a wider one.", limit=PLACES_AT_MOST)
            )

    def validate_place(self, field: Field) -> None:
        self.added: tuple[Place, ...] = ()
        found = self._candidates(field.data) if field.data else ()
        if field.data and not found:
            raise ValidationError(gettext("We do not know this place. Try the town's postal code."))
        if any(one.token in (self.kept.data or ()) for one in found):
            return
        if len(found) > 1:
            boxes = [SelectChoice(one.token, one.text) for one in found]
            self.kept.choices += [box for box in boxes if box not in self.kept.choices]
            raise ValidationError(gettext("Several places have this name: tick the right one below."))
        self.added = found
        if self.place_required and not (found or self.kept.data or self.lenient):
            raise ValidationError(gettext("Say where it will be carried out."))

    def _candidates(self, text: str) -> tuple[Place, ...]:
        return places.resolve(text, region=current_app.config["SETTINGS"].region)

    def validate_radius_km(self, field: Field) -> None:
        tokens = self.tokens
        if field.data and tokens and not any(token.startswith("commune:") for token in tokens):
            raise ValidationError(gettext("A distance goes around a town: choose a town, or no distance."))

    @property
    def tokens(self) -> list[str]:
        return [*(self.kept.data or []), *(one.token for one in getattr(self, "added", ()))]

    @property
    def zone(self) -> Zone:
        """After validation."""
        radius = float(self.radius_km.data) if self.radius_km.data and self.tokens else None
        return places.zone_of(self.tokens, radius)


class StartForm(OnceForm):
    """One button; the key makes two presses one draft."""


class WhatForm(PlaceAnswers):
    title = LineField(
        _l("In a few words, what do you need?"),
        [DataRequired(REQUIRED), Length(max=TITLE_LENGTH, message=TOO_LONG), says_something],
    )
    description = TextField(
        _l("Describe it in your own words"),
        [DataRequired(REQUIRED), Length(max=DESCRIPTION_LENGTH, message=TOO_LONG), says_something],
        description=_l("The problem to solve, who it is for, how much or how often, what exists today."),
    )
    nature = ChoiceField(
        _l("What kind of purchase is it?"),
        [DataRequired(REQUIRED)],
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
    cpv_choice = ChoiceField(_l("Which of these describes it best?"), choices=[], default="")
    amount = ChoiceField(_l("How much will it cost, over its whole duration?"), choices=[], default="")
    duration_months = IntegerField(
        _l("How many months will it last?"),
        [Optional(), NumberRange(min=1, max=600, message=_l("Write a number of months from 1 to 600."))],
    )
    tender_planned_on = DateField(_l("When do you think the consultation will be published?"), [plausible])
    answer_day = DateField(_l("Last day for suppliers to respond"), [InputRequired(REQUIRED), plausible])
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


class ButtonForm(Form):
    """An act that asks nothing."""


class CopyForm(OnceForm):
    """Duplicate once, however often the button is pressed."""
