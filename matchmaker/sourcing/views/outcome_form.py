"""What became of the need: one choice is enough, the rest when it is known."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from matchmaker.organisations.models import Organisation
from matchmaker.reference import identifiers
from matchmaker.sourcing.models_outcomes import Outcome, Signed, WhyNone
from matchmaker.web.fields import TOO_LONG, ChoiceField
from matchmaker.web.forms import REQUIRED, Form, LineField, MoneyField

SIGNED = {
    Signed.YES: _l("Yes, signed"),
    Signed.NOT_YET: _l("Not yet"),
    Signed.NO: _l("No, there will be none"),
}
WHY = {
    WhyNone.NOBODY: _l("No firm, or none that fitted"),
    WhyNone.PRICE: _l("Too dear"),
    WhyNone.GIVEN_UP: _l("The need is given up or put off"),
    WhyNone.OTHERWISE: _l("Met in another way: own staff, joint purchase, framework"),
    WhyNone.OTHER: _l("Something else"),
}


class OutcomeForm(Form):
    signed = ChoiceField(
        _l("Was a contract signed?"),
        [DataRequired(REQUIRED)],
        choices=[SelectChoice(one.value, words) for one, words in SIGNED.items()],
    )
    firm = SelectField(_l("With whom"), choices=[], default="")
    siret = LineField(
        _l("SIRET, if it is another firm"), [Length(max=30, message=TOO_LONG)], description=_l("14 digits.")
    )
    amount = MoneyField(_l("Amount before tax, in euros"))
    contract_number = LineField(
        _l("Number of the contract"),
        [Length(max=40, message=TOO_LONG)],
        description=_l("As in the published essential data: the observatory finds the contract by it."),
    )
    why = SelectField(
        _l("Why there is none"),
        choices=[SelectChoice("", _l("Choose")), *(SelectChoice(one, words) for one, words in WHY.items())],
        default="",
    )

    def fill(self, firms: Sequence[Organisation], known: Outcome | None) -> None:
        self.firms = {str(one.id): one for one in firms}
        self.firm.choices = [SelectChoice("", _l("Another firm, or not known"))]
        self.firm.choices += [SelectChoice(key, one.name) for key, one in self.firms.items()]
        if known is not None and not self.is_submitted():
            self.signed.data, self.amount.data = known.signed.value, known.amount
            self.contract_number.data, self.why.data = known.contract_number, known.why or ""
            same = [key for key, one in self.firms.items() if one.siret and one.siret == known.siret]
            self.firm.data = same[0] if same else ""
            self.siret.data = "" if same else known.siret

    def validate_siret(self, field: Field) -> None:
        try:
            self.bare = identifiers.parse_siret(field.data) if field.data else ""
        except ValueError as error:
            words = gettext("A SIRET has 14 digits, and this one does not hold: check it.")
            raise ValidationError(words) from error

    def validate_why(self, field: Field) -> None:
        if self.signed.data == Signed.NO.value and not field.data:
            raise ValidationError(gettext("Say why: it helps the next buyers."))

    @property
    def values(self) -> dict[str, object]:
        """Nothing of a contract where none is signed."""
        signed = Signed(self.signed.data)
        yes, chosen = signed is Signed.YES, self.firms.get(self.firm.data or "")
        return {
            "signed": signed,
            "firm": chosen.name if yes and chosen else "",
            "siret": ((chosen.siret or "") if chosen else self.bare) if yes else "",
            "amount": self.amount.data if yes else None,
            "contract_number": (self.contract_number.data or "") if yes else "",
            "why": WhyNone(self.why.data) if signed is Signed.NO else None,
        }
