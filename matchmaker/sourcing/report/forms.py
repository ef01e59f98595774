"""What the team writes into the file of a sourcing."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from matchmaker.organisations.models import Organisation
from matchmaker.sourcing.models_dossier import MeetingOutcome
from matchmaker.sourcing.report.acts import OUTCOMES
from matchmaker.web.fields import TOO_LONG, ChoiceField, TextField, says_something, today_in_paris
from matchmaker.web.forms import REQUIRED, DateField, Form, OnceForm

NOTE_LENGTH, LESSON_LENGTH, INTEREST_LENGTH = 2_000, 6_000, 2_000
OLDEST = timedelta(days=10 * 366)


class NoteForm(OnceForm):
    text = TextField(
        _l("A note for the file"),
        validators=[DataRequired(REQUIRED), says_something, Length(max=NOTE_LENGTH, message=TOO_LONG)],
        description=_l("It stands in the time line and in the report, and is never changed."),
    )


class MeetingForm(OnceForm):
    firm = SelectField(_l("Which firm?"), coerce=int)
    held_on = DateField(_l("On which day?"), validators=[DataRequired(REQUIRED)])
    outcome = ChoiceField(
        _l("What became of it?"),
        choices=[SelectChoice(one.value, OUTCOMES[one.value]) for one in MeetingOutcome],
        validators=[InputRequired(REQUIRED)],
    )
    note = TextField(
        _l("Facts to remember"),
        validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)],
        description=_l("What you told this firm, tell it to all: by a reply or a document."),
    )

    def offer(self, firms: list[Organisation]) -> None:
        self.firm.choices = [SelectChoice(one.id, one.name) for one in firms]

    def validate_held_on(self, field: Field) -> None:
        if field.data is None:
            return
        if field.data > today_in_paris():
            raise ValidationError(gettext("A meeting is recorded once its day has come."))
        if field.data < today_in_paris() - OLDEST:
            raise ValidationError(gettext("This date is more than ten years ago: check the year."))


class InterestForm(Form):
    conflict = ChoiceField(
        _l("Have you, or somebody close to you, an interest in a firm of this sourcing?"),
        choices=[SelectChoice("no", _l("No")), SelectChoice("yes", _l("Yes, or it may look so"))],
        validators=[InputRequired(REQUIRED)],
    )
    text = TextField(
        _l("If yes: which one, and what is done about it"),
        validators=[Length(max=INTEREST_LENGTH, message=TOO_LONG)],
        description=_l("For example: a relative works there; I take no part in the choice of firms."),
    )

    def validate_text(self, field: Field) -> None:
        if self.conflict.data == "yes" and not field.data:
            raise ValidationError(gettext("Say which interest, in a few words."))

    @property
    def declared(self) -> bool:
        return self.conflict.data == "yes"


class LessonsForm(Form):
    version = HiddenField()
    learned = TextField(
        _l("What did the sourcing teach you?"),
        validators=[Length(max=LESSON_LENGTH, message=TOO_LONG)],
        description=_l("Of the trade, of prices, of lots, of deadlines; no secret of a firm, no name."),
    )
    specified = TextField(
        _l("What did you put of it into the specification?"),
        validators=[Length(max=LESSON_LENGTH, message=TOO_LONG)],
        description=_l("Every candidate reads it there: so nobody has an advantage from having been heard."),
    )

    def validate_specified(self, field: Field) -> None:
        if not field.data and not self.learned.data:
            raise ValidationError(gettext("Write one of the two texts at least."))
