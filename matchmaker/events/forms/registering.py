"""Forms of registrations: who you are, the person who comes, the organiser's own entries and filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from matchmaker.accounts.forms import check_email
from matchmaker.events import labels
from matchmaker.events.forms.preparing import limit
from matchmaker.events.models import Registration, Side, Workshop
from matchmaker.events.services.enrolling import same_hour
from matchmaker.needs.fields import HourField
from matchmaker.needs.models import Need
from matchmaker.offers.models import Offer
from matchmaker.organisations.forms import CommuneField
from matchmaker.organisations.forms.fields import SiretField
from matchmaker.web.fields import ChoiceField, MultiCheckboxField, StepForm, TextField, says_something
from matchmaker.web.forms import REQUIRED, Form, LineField, OnceForm

SIDES = [SelectChoice(side.value, words) for side, words in labels.SIDES.items()]
ACCESS_LENGTH = 1000


class StartForm(Form):
    """By GET: the address can be kept, and nothing is written."""

    class Meta(Form.Meta):
        csrf = False

    side = ChoiceField(_l("You come as"), [InputRequired(REQUIRED)], choices=SIDES)
    siret = SiretField(
        _l("SIRET of your organisation"),
        [Optional()],
        description=_l("14 digits; blanks do no harm. Without it, you say who you are by hand."),
    )


class WhoFields(Form):
    organisation_name = LineField(
        _l("Public body or firm"), [DataRequired(REQUIRED), limit(200), says_something]
    )
    commune = CommuneField(_l("Commune"), [Optional()], description=_l("Name or postal code."))
    first_name = LineField(_l("First name"), [DataRequired(REQUIRED), limit(80)])
    last_name = LineField(_l("Last name"), [DataRequired(REQUIRED), limit(80)])
    job = LineField(_l("Your job"), [limit(120)])
    email = LineField(_l("E-mail address"), [DataRequired(REQUIRED), Length(max=254), check_email])
    phone = LineField(_l("Telephone"), [limit(30)])
    words = TextField(
        _l("What do you come to find, or to offer?"),
        [limit(1000)],
        description=_l("Two or three sentences. Those you may meet read them."),
    )

    @property
    def who(self) -> dict[str, object]:
        """After validation: attributes of the registration."""
        names = ("organisation_name", "first_name", "last_name", "job", "email", "phone", "words")
        return {name: self[name].data or "" for name in names} | {"commune": self.commune.data}


class PersonForm(OnceForm, WhoFields):
    arrives = HourField(
        _l("I arrive at"), [Optional()], description=_l("If you do not come for the whole day.")
    )
    leaves = HourField(_l("I leave at"), [Optional()])
    needs = MultiCheckboxField(_l("Needs that you bring"), choices=[])
    offers = MultiCheckboxField(_l("Offers that you bring"), choices=[])
    workshops = MultiCheckboxField(_l("Workshops"), choices=[])
    access_wish = TextField(
        _l("What do you need to take part?"),
        [limit(ACCESS_LENGTH)],
        description=_l("For example: a table without steps, a sign-language interpreter, a diet."),
    )

    def fill(self, needs: Iterable[Need], offers: Iterable[Offer], workshops: Sequence[Workshop]) -> None:
        self.known_workshops = {str(one.id): one for one in workshops}
        self.needs.choices = [SelectChoice(str(one.id), one.title) for one in needs]
        self.offers.choices = [SelectChoice(str(one.id), one.title) for one in offers]
        self.workshops.choices = [
            SelectChoice(
                str(one.id),
                f"{one.title} ({one.day:%d/%m}, {labels.hour(one.starts)} – {labels.hour(one.ends)})",
            )
            for one in workshops
        ]
        for field in (self.needs, self.offers):
            if field.raw_data is None and not self.is_submitted():
                field.data = [choice.value for choice in field.choices]

    def validate_leaves(self, field: Field) -> None:
        if field.data and self.arrives.data and field.data <= self.arrives.data:
            raise ValidationError(gettext("You leave before you arrive."))

    def validate_workshops(self, field: Field) -> None:
        chosen = [
            self.known_workshops[number] for number in field.data or () if number in self.known_workshops
        ]
        for at, one in enumerate(chosen):
            if any(same_hour(one, other) for other in chosen[:at]):
                raise ValidationError(
                    gettext("“%(title)s” is held at the same time as another one you chose.", title=one.title)
                )


class CorrectForm(StepForm, WhoFields):
    """The organiser corrects what somebody, or a file, has written."""

    side = ChoiceField(_l("They come as"), [InputRequired(REQUIRED)], choices=SIDES)
    siret = SiretField("SIRET", [Optional()])
    first_name = LineField(_l("First name"), [limit(80)])
    email = LineField(_l("E-mail address"), [Optional(), Length(max=254), check_email])
    arrives = HourField(_l("Arrival"), [Optional()], description=_l("Empty: they come for the whole day."))
    leaves = HourField(_l("Departure"), [Optional()])
    needs = MultiCheckboxField(_l("Needs that they bring"), choices=[])
    offers = MultiCheckboxField(_l("Offers that they bring"), choices=[])

    def fill(self, one: Registration, needs: Iterable[Need], offers: Iterable[Offer]) -> None:
        self.needs.choices = [SelectChoice(str(each.id), each.title) for each in needs]
        self.offers.choices = [SelectChoice(str(each.id), each.title) for each in offers]
        if not self.typed:
            self.side.data = one.side.value
            self.needs.data = [str(each.need_id) for each in one.subjects if each.need_id is not None]
            self.offers.data = [str(each.offer_id) for each in one.subjects if each.offer_id is not None]

    def validate_leaves(self, field: Field) -> None:
        if field.data and self.arrives.data and field.data <= self.arrives.data:
            raise ValidationError(gettext("They leave before they arrive."))

    @property
    def answers(self) -> dict[str, object]:
        """After validation."""
        email = (self.email.data or "").lower() or None
        hours = {"arrives": self.arrives.data, "leaves": self.leaves.data}
        return self.who | hours | {"side": Side(self.side.data), "siret": self.siret.data, "email": email}


class ConfirmForm(Form):
    with_colleague = BooleanField(
        _l("I come with a colleague who is registered: we share one agenda"),
        description=_l("Otherwise each of you has meetings of their own."),
    )


class AddForm(OnceForm, WhoFields):
    """By the organiser: the address may be missing."""

    side = ChoiceField(_l("They come as"), [InputRequired(REQUIRED)], choices=SIDES)
    siret = SiretField("SIRET", [Optional()])
    email = LineField(_l("E-mail address"), [Optional(), Length(max=254), check_email])
