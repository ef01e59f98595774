"""Forms of moderation."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from matchmaker.moderation.models import CaseKind, CaseState
from matchmaker.organisations.forms.fields import after_today
from matchmaker.web.forms import REQUIRED, DateField, Form, OnceForm, clean_text

DECISIONS = {
    CaseState.ACCEPTED: _l("Accept"),
    CaseState.CHANGES: _l("Ask for changes"),
    CaseState.REFUSED: _l("Refuse"),
}
TOO_LONG = _l("At most %(max)d characters.")


class DecisionForm(Form):
    """The words are mailed, save those of a proof that was checked: they are kept as the ground."""

    state = RadioField(
        _l("Decision"),
        [InputRequired(REQUIRED)],
        choices=[SelectChoice(state.value, words) for state, words in DECISIONS.items()],
    )
    words = TextAreaField(
        _l("Why, or what you have checked"),
        [Optional(), Length(max=2000, message=TOO_LONG)],
        filters=[clean_text],
    )
    until = DateField(_l("The proof holds until"), [Optional(), after_today])

    def __init__(self, *args: Any, evidence_needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.evidence_needed = evidence_needed

    def validate_state(self, _field: Field) -> None:
        """A refusal has its reason, a request its words, and a ground its evidence."""
        if not self.words.data and (self.state.data != CaseState.ACCEPTED.value or self.evidence_needed):
            raise ValidationError(gettext("Write the reason, the changes to make, or what you have checked."))

    @property
    def expires_at(self) -> datetime | None:
        return datetime.combine(self.until.data, time.max, tzinfo=UTC) if self.until.data else None


class ReportForm(OnceForm):
    why = SelectField(
        _l("What is it about?"),
        [InputRequired(REQUIRED)],
        choices=[
            SelectChoice("false", _l("It is not true, or not theirs")),
            SelectChoice("favour", _l("It favours one supplier")),
            SelectChoice("personal", _l("It shows somebody’s personal details")),
            SelectChoice("insult", _l("It insults or discriminates")),
            SelectChoice("other", _l("Something else")),
        ],
    )
    text = TextAreaField(
        _l("In your words"),
        [DataRequired(REQUIRED), Length(max=2000, message=TOO_LONG)],
        filters=[clean_text],
        description=_l("What is wrong, and where on the page."),
    )


KINDS = {
    CaseKind.NEED: _l("First needs"),
    CaseKind.OFFER: _l("First offers"),
    CaseKind.CLAIM: _l("Who may act"),
    CaseKind.DISPUTE: _l("Disputes"),
    CaseKind.ABUSE: _l("Reports"),
}
