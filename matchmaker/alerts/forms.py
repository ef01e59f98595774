"""Keep a search; answer an alert in one press."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from matchmaker.notifications.forms import WORDS
from matchmaker.notifications.kinds import Frequency
from matchmaker.sourcing.models_contacts import Choice, Decline
from matchmaker.sourcing.wording import DECLINES
from matchmaker.web.fields import TOO_LONG, ChoiceField
from matchmaker.web.forms import REQUIRED, Form, LineField

OFTEN = [
    SelectChoice(one.value, WORDS[one]) for one in (Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY)
]


class SaveForm(Form):
    name = LineField(
        _l("A name for this search"),
        [DataRequired(_l("Give the search a name.")), Length(max=120, message=TOO_LONG)],
    )
    frequency = SelectField(_l("How often to tell what is new"), choices=OFTEN, default=Frequency.DAILY.value)


class ChangeForm(Form):
    frequency = SelectField(_l("How often to tell what is new"), choices=OFTEN)


class AnswerForm(Form):
    """The choice is ticked by the mail's link; a refusal asks why."""

    choice = ChoiceField(
        _l("What does your firm say?"),
        [DataRequired(REQUIRED)],
        choices=[
            SelectChoice(Choice.INTERESTED.value, _l("We are interested")),
            SelectChoice(Choice.DECLINED.value, _l("Not for us")),
        ],
    )
    reason = SelectField(
        _l("Why not, if you let it pass"),
        choices=[
            SelectChoice("", _l("Choose")),
            *(SelectChoice(one.value, DECLINES[one]) for one in Decline),
        ],
        default="",
    )

    @property
    def declines(self) -> bool:
        return bool(self.choice.data == Choice.DECLINED.value)

    def validate_reason(self, field: Field) -> None:
        if self.declines and not field.data:
            raise ValidationError(gettext("Choose a reason: it helps the buyer to ask better."))
