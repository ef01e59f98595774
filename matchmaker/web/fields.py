"""Fields and checks that several areas' forms share: free text, closed lists, CPV codes, dates, places."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField as FileFields
from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.errors import Stale
from matchmaker.files import kinds
from matchmaker.files.errors import FileRefused
from matchmaker.files.kinds import Incoming
from matchmaker.reference import cpv
from matchmaker.reference.cpv import Cpv, CpvError
from matchmaker.reference.zones import Zone
from matchmaker.web import places
from matchmaker.web.forms import Form, LineField, clean_line, clean_text
from matchmaker.web.places import Place

PARIS = ZoneInfo("Europe/Paris")
FURTHEST = timedelta(days=10 * 366)
RADII_KM = (5, 10, 20, 30, 50, 75, 100, 150, 200)
PLACE_LENGTH = 300
SEPARATORS = re.compile(r"\s*[;,\n]\s*")
LONGEST_FILE_NAME = 60
TOO_LONG = _l("At most %(max)d characters.")
NOT_A_CHOICE = _l("Choose one of the answers offered.")


class TextField(TextAreaField):
    """Several lines, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean_text(valuelist[0])


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


class FilesField(FileFields):
    """`incoming` after validation: the files found good. One bad file refuses all of them, with its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incoming: tuple[Incoming, ...] = ()

    def pre_validate(self, form: Form) -> None:
        chosen = [one for one in self.data or [] if isinstance(one, FileStorage) and one.filename]
        self.incoming = tuple(_accepted(one) for one in chosen)


def _accepted(one: FileStorage) -> Incoming:
    largest: int = current_app.config["SETTINGS"].max_file_bytes
    name = str(one.filename)
    try:
        return kinds.accept(name, one.stream.read(largest + 1), largest=largest)
    except FileRefused as error:
        reason = gettext(error.message, **error.values)
        shown = clean_line(name)[-LONGEST_FILE_NAME:]
        raise ValidationError(gettext("%(name)s: %(reason)s", name=shown, reason=reason)) from error


def says_something(_form: Form, field: Field) -> None:
    """Blanks and signs alone are no answer."""
    if field.data and not any(character.isalnum() for character in field.data):
        raise ValidationError(gettext("Write a few words."))


def plausible(_form: Form, field: Field) -> None:
    """A date neither past nor so far away that it must be a slip; one kept unchanged may have passed."""
    if field.data is None or field.data == field.object_data:
        return
    today = today_in_paris()
    if field.data < today:
        raise ValidationError(gettext("This date has passed."))
    if field.data > today + FURTHEST:
        raise ValidationError(gettext("This date is more than ten years away: check the year."))


def today_in_paris() -> date:
    return datetime.now(UTC).astimezone(PARIS).date()


def cpv_problem(error: CpvError) -> str:
    if error.reason == "check_digit":
        return gettext(
            "The last digit does not fit this code: %(code)s is the right one.", code=error.expected
        )
    if error.reason == "unknown":
        return gettext("There is no such CPV code. Leave the field empty: we suggest some from your words.")
    return gettext("A CPV code has 8 digits, like 77310000 or 77310000-6.")


def parse_cpvs(text: str) -> tuple[Cpv, ...]:
    """Several codes between commas, semicolons or line ends. Raises ValidationError with the reason."""
    try:
        found = [cpv.parse(part) for part in SEPARATORS.split(text) if part]
    except CpvError as error:
        raise ValidationError(cpv_problem(error)) from error
    return tuple(dict.fromkeys(one for one in found if one is not None))


class StepForm(Form):
    """A step of a journey: it carries the version of the row that it was filled from."""

    version = HiddenField()
    lenient = False

    def allow_blanks(self) -> None:
        """For a draft put aside: what is there must be right, what is not there may come later."""
        for field in self:
            kept = [
                check for check in field.validators if not isinstance(check, DataRequired | InputRequired)
            ]
            if len(kept) < len(field.validators):
                field.validators = [Optional(), *kept]
        self.lenient = True

    @property
    def typed(self) -> bool:
        """Filled from what was sent, not from the saved row."""
        return self.version.raw_data is not None

    def shown(self) -> dict[str, str]:
        """Label and text of each answer, to set two versions side by side."""
        return {
            str(field.label.text): _text(field)
            for field in self
            if field.type not in ("HiddenField", "CSRFTokenField")
        }


def _text(field: Field) -> str:
    if isinstance(field, RadioField | SelectField | SelectMultipleField):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(str(one.label) for one in field.choices or () if one.value in chosen and one.value)
    if isinstance(field.data, date):
        return f"{field.data:%d/%m/%Y}"
    if isinstance(field, MultipleFileField):
        return ", ".join(clean_line(str(getattr(one, "filename", ""))) for one in field.data or ())
    if isinstance(field, BooleanField):
        return gettext("Yes") if field.data else gettext("No")
    return str(field.data or "")


def refuse_stale(form: StepForm, version: int, saved: Callable[[], StepForm]) -> None:
    """Somebody saved the row since this form was shown: both versions are shown, nothing is overwritten.

    `saved` makes the same form from the saved row. Raises Stale.
    """
    if form.version.data != str(version):
        raise Stale(theirs=saved().shown(), yours=form.shown(), back=request.full_path.rstrip("?"))


def kept_places_field() -> MultiCheckboxField:
    return MultiCheckboxField(_l("Places chosen"), choices=[])


def place_field(label: str, description: str | None = None) -> LineField:
    help_text = description or _l("A town, a group of communes, a department or a region.")
    return LineField(label, [Length(max=PLACE_LENGTH, message=TOO_LONG)], description=help_text)


def kilometres(km: float) -> SelectChoice:
    return SelectChoice(f"{km:g}", f"{km:g}\u00a0km")


def radius_field() -> SelectField:
    choices = [SelectChoice("", _l("Not around")), *(kilometres(km) for km in RADII_KM)]
    return SelectField(_l("And around, for a town"), choices=choices, default="")


class PlaceAnswers(StepForm):
    """Where: boxes for the places already chosen, one line to add others, and how far around.

    A name that several places bear adds boxes to choose from instead of being guessed.
    """

    kept: MultiCheckboxField
    place: LineField
    radius_km: SelectField
    nationwide: BooleanField | None = None
    place_required = True
    places_at_most = 50
    place_missing = _l("Say where it will be carried out.")

    def offer(self, zone: Zone) -> None:
        """The boxes: the places of the saved zone, and those named in what was sent. Ticked when saved."""
        sent = list(self.kept.raw_data or [])[: 2 * self.places_at_most]
        known = map(places.from_token, dict.fromkeys([*places.tokens_of(zone), *sent]))
        self.kept.choices = [SelectChoice(one.token, one.text) for one in known if one is not None]
        if self.place_required and not self.kept.choices:
            self.place.flags.required = True
        if not self.typed:
            self.kept.data = list(places.tokens_of(zone))
            self.radius_km.data = f"{zone.radius_km:g}" if zone.radius_km else ""
            if self.nationwide is not None:
                self.nationwide.data = zone.nationwide
        if zone.radius_km and kilometres(zone.radius_km) not in self.radius_km.choices:
            self.radius_km.choices.append(kilometres(zone.radius_km))

    def validate_place(self, field: Field) -> None:
        self.added: tuple[Place, ...] = ()
        if len(field.data or "") > PLACE_LENGTH:
            return
        for name in SEPARATORS.split(field.data or ""):
            self.added += self._meant(name) if name else ()
        self._bounded()
        if self.place_required and not (self.tokens or self.everywhere or self.lenient):
            raise ValidationError(str(self.place_missing))

    def _bounded(self) -> None:
        if len(set(self.tokens)) > self.places_at_most:
            raise ValidationError(
                gettext("At most %(limit)d places: choose a wider one.", limit=self.places_at_most)
            )

    def _meant(self, name: str) -> tuple[Place, ...]:
        """The place named; none when one of its homonyms is ticked already."""
        found = places.resolve(name, region=current_app.config["SETTINGS"].region)
        if not found:
            raise ValidationError(gettext("We do not know this place. Try the town's postal code."))
        if any(one.token in (self.kept.data or ()) for one in found):
            return ()
        if len(found) > 1:
            boxes = [SelectChoice(one.token, one.text) for one in found]
            self.kept.choices += [box for box in boxes if box not in self.kept.choices]
            raise ValidationError(gettext("Several places have this name: tick the right one below."))
        return found

    def validate_radius_km(self, field: Field) -> None:
        tokens = self.tokens
        if field.data and tokens and not any(token.startswith("commune:") for token in tokens):
            raise ValidationError(gettext("A distance goes around a town: choose a town, or no distance."))

    @property
    def everywhere(self) -> bool:
        return self.nationwide is not None and bool(self.nationwide.data)

    @property
    def tokens(self) -> list[str]:
        return [*(self.kept.data or []), *(one.token for one in getattr(self, "added", ()))]

    @property
    def zone(self) -> Zone:
        """After validation."""
        radius = float(self.radius_km.data) if self.radius_km.data and self.tokens else None
        return places.zone_of(self.tokens, radius, nationwide=self.everywhere)
