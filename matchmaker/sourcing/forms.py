"""Forms of sourcing: the verdict on a suggestion, the invitation, the response, questions and replies."""

from __future__ import annotations

from datetime import UTC, datetime, time

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from matchmaker.needs.deadlines import NoSuchMoment, moment
from matchmaker.needs.models import Need
from matchmaker.sourcing import partners
from matchmaker.sourcing.inviting import Candidate
from matchmaker.sourcing.models import Reason, Verdict
from matchmaker.sourcing.models_contacts import Choice, Decline
from matchmaker.sourcing.responding import Said
from matchmaker.sourcing.wording import DECLINES, REASONS
from matchmaker.web.fields import (
    TOO_LONG,
    ChoiceField,
    FilesField,
    MultiCheckboxField,
    StepForm,
    TextField,
    says_something,
)
from matchmaker.web.forms import REQUIRED, DateField, Form, LineField, OnceForm

EIGHT = time(8, 0)
TEXT_LENGTH, QUESTION_LENGTH, ANSWER_LENGTH = 4_000, 2_000, 2_000


class ButtonForm(Form):
    """An act that asks nothing."""


class ExcludeForm(Form):
    """Nobody is left out without a word of why."""

    reason = LineField(
        _l("Why is this firm left out?"),
        validators=[DataRequired(REQUIRED), says_something, Length(max=500, message=TOO_LONG)],
        description=_l("The reason is kept in the journal, and may have to be defended."),
    )


class InviteForm(OnceForm):
    """One text for all; nothing leaves before the preview has been seen (`seen`)."""

    suppliers = MultiCheckboxField(_l("Firms to invite"), coerce=int)
    text = TextField(
        _l("Your text, the same for every firm"),
        validators=[DataRequired(REQUIRED), says_something, Length(max=TEXT_LENGTH, message=TOO_LONG)],
        description=_l(
            "The title of the need, its deadline and the link to respond are added by themselves."
        ),
    )
    send_on = DateField(_l("Send on"), description=_l("At eight in the morning. Leave it empty to send now."))
    seen = HiddenField()

    def offer(self, candidates: list[Candidate]) -> None:
        """The boxes; on a page not sent yet, those of the shortlist are ticked."""
        self.suppliers.choices = [SelectChoice(one.firm.id, one.firm.name) for one in candidates]
        self.suppliers.flags.required = True
        if not self.is_submitted():
            self.suppliers.data = [one.firm.id for one in candidates if one.chosen]

    def validate_suppliers(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(gettext("Tick at least one firm."))

    def validate_send_on(self, field: Field) -> None:
        self.send_at: datetime | None = None
        if field.data is None:
            return
        try:
            self.send_at = moment(field.data, EIGHT)
        except NoSuchMoment:  # no clock of ours changes at eight
            raise ValidationError(gettext("Choose another day.")) from None
        if self.send_at <= datetime.now(UTC):
            raise ValidationError(gettext("This date has passed."))


class ResponseForm(StepForm):
    """What a firm says. `for_need` adds a field for each of the buyer's questions."""

    choice = ChoiceField(
        _l("Your response"),
        choices=[
            SelectChoice(Choice.INTERESTED.value, _l("We are interested")),
            SelectChoice(Choice.DECLINED.value, _l("It is not for us")),
        ],
        validators=[InputRequired(REQUIRED)],
    )
    reason = ChoiceField(
        _l("If it is not for you, why?"),
        choices=[SelectChoice(reason.value, words) for reason, words in DECLINES.items()],
        validate_choice=False,
    )
    text = TextField(
        _l("What you would like to tell the buyer"), validators=[Length(max=TEXT_LENGTH, message=TOO_LONG)]
    )
    partners = TextField(
        _l("If you would respond as a group, with which firms?"),
        validators=[Length(max=500, message=TOO_LONG)],
        description=_l(
            "One firm a line: its SIRET or its name. Firms of this platform are recognised. Nobody is told."
        ),
    )
    files = FilesField(_l("Files for the buyer"))

    def validate_reason(self, field: Field) -> None:
        if self.choice.data == Choice.DECLINED.value and not field.data:
            raise ValidationError(gettext("Say why it is not for you: it helps the buyer."))

    def validate_partners(self, field: Field) -> None:
        wrong = partners.wrong_siret(field.data or "")
        if wrong:
            raise ValidationError(
                gettext("%(line)s is no SIRET: check its 14 digits, or write the name.", line=wrong)
            )

    @property
    def said(self) -> Said:
        """After validation."""
        declined = self.choice.data == Choice.DECLINED.value
        answers = {
            name.removeprefix(ANSWER): field.data
            for name, field in self._fields.items()
            if name.startswith(ANSWER) and field.data
        }
        return Said(
            choice=Choice(self.choice.data),
            reason=Decline(self.reason.data) if declined else None,
            text=self.text.data or "",
            partners=self.partners.data or "",
            answers=answers,
            files=self.files.incoming,
        )


ANSWER = "answer_"


def response_form(need: Need) -> type[ResponseForm]:
    """The form of that need, with its buyer's questions."""
    fields = {
        f"{ANSWER}{one.id}": TextField(one.text, validators=[Length(max=ANSWER_LENGTH, message=TOO_LONG)])
        for one in need.questions
    }
    return type("NeedResponseForm", (ResponseForm,), fields)


class AskForm(OnceForm):
    text = TextField(
        _l("Your question"),
        validators=[DataRequired(REQUIRED), says_something, Length(max=QUESTION_LENGTH, message=TOO_LONG)],
        description=_l("It is published with the reply, without your name: do not write what would tell it."),
    )


class ReplyForm(Form):
    question = TextField(
        _l("The question, as everybody will read it"),
        validators=[DataRequired(REQUIRED), says_something, Length(max=QUESTION_LENGTH, message=TOO_LONG)],
        description=_l("Take out what would tell who asks, and the secrets of the firm."),
    )
    reply = TextField(
        _l("Your reply"),
        validators=[DataRequired(REQUIRED), says_something, Length(max=TEXT_LENGTH, message=TOO_LONG)],
        description=_l(
            "Published at once, and sent to every firm invited or come by itself. It cannot be changed."
        ),
    )


class DocumentsForm(Form):
    files = FilesField(_l("Documents to join"))

    def validate_files(self, field: Field) -> None:
        if not field.incoming:
            raise ValidationError(gettext("Choose at least one file."))


class JudgeForm(Form):
    """Accepting asks nothing more; dismissing asks for a reason, and "other" for words."""

    verdict = ChoiceField(
        _l("Your verdict"),
        choices=[
            SelectChoice(Verdict.ACCEPTED.value, _l("It fits: we would hear this firm")),
            SelectChoice(Verdict.DISMISSED.value, _l("It does not fit")),
        ],
        validators=[InputRequired(REQUIRED)],
    )
    reason = ChoiceField(
        _l("If it does not fit, why?"),
        choices=[SelectChoice(reason.value, words) for reason, words in REASONS.items()],
        validate_choice=False,
    )
    comment = LineField(_l("In a few words"), validators=[Length(max=500, message=TOO_LONG)])

    def validate(self, extra_validators: object = None) -> bool:
        """A reason with each dismissal, words with "other"."""
        good: bool = super().validate(extra_validators)
        if self.verdict.data != Verdict.DISMISSED.value:
            return good
        if not self.reason.data:
            self.reason.errors = [gettext("Say why it does not fit.")]
            return False
        if self.reason.data == Reason.OTHER.value and not self.comment.data:
            self.comment.errors = [gettext("Say in a few words what does not fit.")]
            return False
        return good

    @property
    def given_reason(self) -> Reason | None:
        dismissed = self.verdict.data == Verdict.DISMISSED.value
        return Reason(self.reason.data) if dismissed else None
