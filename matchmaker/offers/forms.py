"""Forms of the supplier's journey: what, codes and places, proofs, and the acts of an offer's life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from matchmaker.offers import rules, wording
from matchmaker.offers.models import Offer
from matchmaker.reference import cpv
from matchmaker.reference.cpv import Cpv
from matchmaker.web.fields import (
    TOO_LONG,
    ChoiceField,
    MultiCheckboxField,
    PlaceAnswers,
    StepForm,
    TextField,
    kept_places_field,
    parse_cpvs,
    place_field,
    plausible,
    radius_field,
    says_something,
    today_in_paris,
)
from matchmaker.web.forms import REQUIRED, DateField, Form, LineField, OnceForm

TITLE_LENGTH, WHAT_LENGTH, PART_LENGTH = 200, 5_000, 3_000
LABEL_LENGTH, CLIENT_LENGTH, REFERENCE_LENGTH = 120, 200, 500
CODES_LENGTH = 300
FIRST_YEAR = 1950


class StartForm(OnceForm):
    """One button; the key makes two presses one draft."""


class WhatForm(StepForm):
    title = LineField(
        _l("In a few words, what do you do?"),
        [
            DataRequired(_l("Say in a few words what you do.")),
            Length(max=TITLE_LENGTH, message=TOO_LONG),
            says_something,
        ],
        description=_l("For example: upkeep of gardens and green spaces"),
    )
    what = TextField(
        _l("Describe it in your own words"),
        [
            DataRequired(_l("Describe what you do in your own words.")),
            Length(max=WHAT_LENGTH, message=TOO_LONG),
            says_something,
        ],
        description=_l(
            "What you make, do or deliver, as you would tell it to somebody who does not know you."
        ),
    )
    for_whom = TextField(
        _l("For whom?"),
        [Length(max=PART_LENGTH, message=TOO_LONG), says_something],
        description=_l("Schools, town halls, hospitals, care homes… and the size of order that suits you."),
    )
    how = TextField(
        _l("How, and with what?"),
        [Length(max=PART_LENGTH, message=TOO_LONG), says_something],
        description=_l("Your people, your equipment, your way of working, what makes you different."),
    )

    @property
    def answers(self) -> dict[str, object]:
        return {name: self[name].data or "" for name in ("title", "what", "for_whom", "how")}


class ScopeForm(PlaceAnswers):
    """Codes, places, capacity: what the firm's own words leave out."""

    cpvs = MultiCheckboxField(
        _l("Which of these codes fit?"),
        choices=[],
        description=_l("Suggested from your words. Buyers classify what they buy with these codes (CPV)."),
    )
    codes = LineField(
        _l("Other CPV codes, if you know them"),
        [Length(max=CODES_LENGTH, message=TOO_LONG)],
        description=_l("Never required. Several are separated by commas."),
    )
    kept = kept_places_field()
    place = place_field(
        _l("Where do you work?"),
        _l("Towns, groups of communes, districts, departments or regions. Several are separated by commas."),
    )
    radius_km = radius_field()
    nationwide = BooleanField(_l("We work in all of France"))
    capacity_band = ChoiceField(
        _l("How much can you take on in a year?"),
        choices=[],
        default="",
        description=_l("In euros before tax, all customers together. It only helps buyers to choose."),
    )
    unavailable_until = DateField(
        _l("Not available until"),
        [plausible],
        description=_l("If you take no new work for now. Your offer stays visible, and says so."),
    )
    places_at_most = rules.PLACES_AT_MOST
    place_missing = _l("Say where you work: one town is enough.")

    def fill(self, offer: Offer, suggestions: Sequence[Cpv]) -> None:
        """Closed lists, and what is saved; a form that was sent keeps what was typed."""
        self.offer(offer.zone)
        bands = [SelectChoice(one.code, wording.band_label(one)) for one in rules.CAPACITY_BANDS]
        self.capacity_band.choices = [*bands, SelectChoice("", _l("I prefer not to say"))]
        self._offer_codes([*offer.cpvs, *(one.code for one in suggestions)])
        if not self.typed:
            self.cpvs.data = list(offer.cpvs)
            self.capacity_band.data = offer.capacity_band or ""

    def _offer_codes(self, codes: Iterable[str]) -> None:
        """Those saved, those suggested, and those ticked in what was sent, if they exist."""
        sent = list(self.cpvs.raw_data or [])[: 2 * rules.CPVS_AT_MOST]
        known = [one for one in map(cpv.get, dict.fromkeys([*codes, *sent])) if one is not None]
        self.cpvs.choices = [SelectChoice(one.code, wording.cpv_label(one.code)) for one in known]

    def validate_codes(self, field: Field) -> None:
        self.typed_codes: tuple[str, ...] = ()
        if len(field.data or "") <= CODES_LENGTH:
            self.typed_codes = tuple(one.code for one in parse_cpvs(field.data or ""))
        if len(self.chosen_codes) > rules.CPVS_AT_MOST:
            raise ValidationError(
                gettext("At most %(limit)d codes: keep those that fit best.", limit=rules.CPVS_AT_MOST)
            )

    @property
    def chosen_codes(self) -> list[str]:
        return list(dict.fromkeys([*(self.cpvs.data or ()), *getattr(self, "typed_codes", ())]))

    @property
    def answers(self) -> dict[str, object]:
        """After validation."""
        return {
            "cpvs": self.chosen_codes,
            "zone_json": self.zone.to_json() or None,
            "capacity_band": self.capacity_band.data or None,
            "unavailable_until": self.unavailable_until.data,
        }


class LabelForm(OnceForm):
    name = LineField(
        _l("Name of the label or certificate"),
        [DataRequired(REQUIRED), Length(max=LABEL_LENGTH, message=TOO_LONG), says_something],
        description=_l("For example: RGE, ISO 14001, Qualipaysage, organic farming"),
    )
    valid_until = DateField(
        _l("Valid until"), [plausible], description=_l("Buyers no longer see it once this day has passed.")
    )


class ReferenceForm(OnceForm):
    text = LineField(
        _l("What you did"),
        [DataRequired(REQUIRED), Length(max=REFERENCE_LENGTH, message=TOO_LONG), says_something],
        description=_l("For example: mowing and hedges around four schools, two years running"),
    )
    client = LineField(
        _l("For which customer?"),
        [Length(max=CLIENT_LENGTH, message=TOO_LONG), says_something],
        description=_l("A public body or a firm. Name no person, and nobody who would mind."),
    )
    year = LineField(_l("In which year?"), [Length(max=10, message=TOO_LONG)])

    def validate_year(self, field: Field) -> None:
        self.read_year: int | None = None
        latest = today_in_paris().year
        typed = field.data or ""
        if not typed:
            return
        if not (typed.isascii() and typed.isdigit() and FIRST_YEAR <= int(typed) <= latest):
            raise ValidationError(
                gettext("Write a year from %(first)d to %(last)d.", first=FIRST_YEAR, last=latest)
            )
        self.read_year = int(typed)


class PublishForm(StepForm):
    """The version on the page, so that nobody publishes what they have not read."""


class ButtonForm(Form):
    """An act that asks nothing."""


class CopyForm(OnceForm):
    """Duplicate once, however often the button is pressed."""
