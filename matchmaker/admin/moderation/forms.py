"""Forms of moderation."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from flask_babel import LazyString, gettext
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


# What each decision does, said beside it.
EFFECTS: dict[CaseKind, dict[str, LazyString]] = {
    CaseKind.NEED: {
        "accepted": _l("It stays, or goes live if it waits: your check is then its author’s ground."),
        "changes": _l("If it waits it is a draft again; if it is public it stays. Its author is told."),
        "refused": _l("A draft again, or withdrawn from the public pages. Its author is told."),
    },
    CaseKind.CLAIM: {
        "accepted": _l("The person speaks for the organisation from now on."),
        "changes": _l("Nothing is open yet: the person is asked for more."),
        "refused": _l("The request is refused, and the person told why."),
    },
    CaseKind.DISPUTE: {
        "accepted": _l("Whoever has shown no ground is taken off and told."),
        "changes": _l("Nothing changes: whoever told us is asked for more."),
        "refused": _l("Nothing changes: whoever told us learns why."),
    },
    CaseKind.ABUSE: {
        "accepted": _l("The need or offer is withdrawn from the public pages; its owner is told why."),
        "changes": _l("It stays: its owner is asked to change it."),
        "refused": _l("Nothing changes: whoever told us learns why."),
    },
}
EFFECTS[CaseKind.OFFER] = EFFECTS[CaseKind.NEED]


KINDS = {
    CaseKind.NEED: _l("First needs"),
    CaseKind.OFFER: _l("First offers"),
    CaseKind.CLAIM: _l("Who may act"),
    CaseKind.DISPUTE: _l("Disputes"),
    CaseKind.ABUSE: _l("Reports"),
}
