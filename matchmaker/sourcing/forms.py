"""The team's verdict on a suggestion, and acts that ask nothing."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from matchmaker.sourcing.models import Reason, Verdict
from matchmaker.sourcing.wording import REASONS
from matchmaker.web.fields import TOO_LONG, ChoiceField
from matchmaker.web.forms import REQUIRED, Form, LineField


class ButtonForm(Form):
    """An act that asks nothing."""


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
