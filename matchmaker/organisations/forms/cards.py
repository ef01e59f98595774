"""Forms of organisations."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from matchmaker.accounts.forms import check_email
from matchmaker.accounts.rules import is_email
from matchmaker.organisations import labels
from matchmaker.organisations.cards import BodyCard, Contact, FirmCard
from matchmaker.organisations.forms.fields import (
    CommuneField,
    MultiCheckboxField,
    SiretField,
    after_today,
    postal_code_of,
)
from matchmaker.organisations.free_mail import is_free
from matchmaker.organisations.models import BuyerFamily, EssFamily, NafNomenclature, Organisation, Size
from matchmaker.reference import legal, naf
from matchmaker.web.forms import REQUIRED, DateField, Form, LineField, OnceForm, clean_text

UNSAID = SelectChoice("", _l("Not told"))
TOO_LONG = _l("At most %(max)d characters.")


def limit(length: int) -> Length:
    return Length(max=length, message=TOO_LONG)


def choices_of(labels_of: dict[Any, LazyString]) -> list[SelectChoice]:
    """The choices of a closed list: members of an enumeration, or codes."""
    return [SelectChoice(getattr(code, "value", code), words) for code, words in labels_of.items()]


class SiretForm(Form):
    """By GET: the address can be kept, and nothing is written."""

    class Meta(Form.Meta):
        csrf = False

    siret = SiretField(
        "SIRET",
        [InputRequired(REQUIRED)],
        description=_l(
            "14 digits; spaces and dots do no harm. It stands on your invoices. With the firm’s SIREN, "
            "9 digits, you choose among its establishments where the register is loaded."
        ),
    )


class BodyFields(Form):
    name = LineField(_l("Name of the body"), [DataRequired(REQUIRED), limit(200)])
    commune = CommuneField(
        _l("Commune of its seat"), [InputRequired(REQUIRED)], description=_l("Name or postal code.")
    )


class BodyForm(OnceForm, BodyFields):
    """A body that the reference table does not hold."""

    family = RadioField(
        _l("Family"),
        [InputRequired(REQUIRED)],
        choices=choices_of(labels.BUYER_FAMILIES),
    )
    siret = SiretField("SIRET", [Optional()], description=_l("14 digits, if you have them at hand."))


class OrganiserForm(OnceForm, BodyFields):
    siret = SiretField("SIRET", [Optional()], description=_l("14 digits, if you have them at hand."))


class ChoiceForm(OnceForm):
    """One button beside a body of the reference table."""


class JoinForm(Form):
    role = RadioField(_l("You come as"), [InputRequired(REQUIRED)])


class InvitationForm(OnceForm):
    email = LineField(
        _l("E-mail address of your colleague"), [DataRequired(REQUIRED), limit(254), check_email]
    )
    role = RadioField(_l("They come as"), [InputRequired(REQUIRED)])


class CodeForm(Form):
    code = LineField(
        _l("Code received"),
        [DataRequired(REQUIRED), limit(40)],
        description=_l("8 digits; blanks do no harm."),
    )


class ProofForm(Form):
    """What moderators check by themselves: no file is kept."""

    text = TextAreaField(
        _l("What shows that you act for it"),
        [DataRequired(REQUIRED), limit(2000)],
        filters=[clean_text],
        description=_l("Your post, who can confirm it, the telephone of the switchboard: we call back."),
    )
    reference = LineField(
        _l("Reference of a public act"),
        [Optional(), limit(200)],
        description=_l("A decree of appointment, a delegation published, a page of the official site."),
    )


class DisputeForm(OnceForm):
    text = TextAreaField(
        _l("What is wrong"),
        [DataRequired(REQUIRED), limit(2000)],
        filters=[clean_text],
        description=_l("Who speaks for it, since when, and why you say that they may not."),
    )
    reference = LineField(_l("Who can confirm it"), [Optional(), limit(200)])


class DomainForm(Form):
    domain = LineField(
        _l("Mail domain"),
        [DataRequired(REQUIRED), limit(253)],
        filters=[lambda text: (text or "").lower().rpartition("@")[2]],
        description=_l("What stands after the @ in the addresses of your colleagues."),
    )

    def validate_domain(self, field: Field) -> None:
        if not is_email(f"x@{field.data}"):
            raise ValidationError(gettext("Write a domain like exemple.fr."))
        if is_free(field.data):
            raise ValidationError(gettext("Anybody can have an address there: it shows nothing."))


class PressForm(Form):
    """One button: nothing to type, but not from another site."""


class ContactFields(Form):
    description = TextAreaField(
        _l("Presentation"),
        [Optional(), limit(3000)],
        filters=[clean_text],
        description=_l("Three sentences for whoever does not know you."),
    )
    website = LineField(_l("Web site"), [Optional(), limit(200)])
    phone = LineField(_l("Telephone of the firm or body"), [Optional(), limit(30)])
    contact_email = LineField(_l("E-mail address of the firm or body"), [Optional(), limit(254), check_email])

    def validate_website(self, field: Field) -> None:
        """Completed when the scheme is missing; any other scheme than the web's is refused."""
        if "://" not in field.data and not field.data.lower().startswith(("javascript:", "data:", "mailto:")):
            field.data = f"https://{field.data}"
        host = field.data.partition("://")[2].partition("/")[0]
        if not field.data.lower().startswith(("https://", "http://")) or "." not in host or " " in field.data:
            raise ValidationError(gettext("Write the address of a site, like www.example.org."))

    def contact(self) -> Contact:
        return Contact(
            description=self.description.data or "",
            website=self.website.data or "",
            phone=self.phone.data or "",
            contact_email=self.contact_email.data or "",
        )


class FirmFields(Form):
    """The card typed by hand; only name and commune are asked for, the rest makes the firm easier to find."""

    name = LineField(_l("Name of the firm"), [DataRequired(REQUIRED), limit(200)])
    commune = CommuneField(_l("Commune"), [InputRequired(REQUIRED)], description=_l("Name or postal code."))
    legal_category = SelectField(_l("Legal form"), [Optional()])
    naf = LineField(
        _l("Activity code (NAF or APE)"),
        [Optional(), limit(10)],
        description=_l("Like 43.21A; it stands on your register extract."),
    )
    naf_nomenclature = RadioField(
        _l("Nomenclature of the code"),
        choices=choices_of(labels.NOMENCLATURES),
        default=NafNomenclature.REV2.value,
    )
    headcount = SelectField(_l("Employees"), [Optional()])
    size = SelectField(
        _l("Size"),
        [Optional()],
        choices=[UNSAID, *choices_of(labels.SIZES)],
        description=_l("Left unsaid, it follows from the number of employees."),
    )
    ess_family = SelectField(
        _l("Social and solidarity economy"),
        [Optional()],
        choices=[UNSAID, *choices_of(labels.ESS_FAMILIES)],
        description=_l("Left unsaid, it follows from the legal form where the law says so."),
    )
    kinds = MultiCheckboxField(
        _l("Integration and disability"),
        [Optional()],
        choices=choices_of(labels.KINDS),
        description=_l("Contracts can be reserved for these kinds: tick what you hold an agreement for."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.legal_category.choices = legal_choices()
        bands = legal.headcount_bands()
        self.headcount.choices = [UNSAID, *(SelectChoice(band.code, band.label_fr) for band in bands)]

    def validate_naf(self, field: Field) -> None:
        both: tuple[naf.Nomenclature, naf.Nomenclature] = ("rev2", "2025")
        chosen, other = both if self.naf_nomenclature.data != "2025" else both[::-1]
        if found := naf.get(field.data, chosen):
            field.data = found.code[:6]
        elif naf.get(field.data, other):
            raise ValidationError(gettext("This code belongs to the other nomenclature: choose it below."))
        else:
            raise ValidationError(gettext("No activity has this code: write it like 43.21A."))

    def untils(self) -> list[tuple[str, Field]]:
        """The date fields of the proofs, by code of the kind."""
        return [(code, self[until(code)]) for code in labels.KINDS]

    def card(self) -> FirmCard:
        return FirmCard(
            name=self.name.data,
            commune=self.commune.data,
            postal_code=postal_code_of(self.commune.data),
            legal_category=self.legal_category.data or None,
            naf=self.naf.data or None,
            naf_nomenclature=NafNomenclature(self.naf_nomenclature.data),
            headcount=self.headcount.data or None,
            size=Size(self.size.data) if self.size.data else None,
            ess_family=EssFamily(self.ess_family.data) if self.ess_family.data else None,
            kinds={code: self[until(code)].data for code in self.kinds.data or () if code},
        )


@cache
def legal_choices() -> list[SelectChoice]:
    """The legal forms that a firm can have, in the groups of INSEE; the unsaid first."""
    firms = [one for one in legal.categories() if not one.is_administration and one.code != "0000"]
    return [UNSAID, *(SelectChoice(one.code, one.label_fr, optgroup=one.group) for one in firms)]


def until(code: str) -> str:
    """The name of the field for the date of a kind's proof."""
    return f"until_{code.lower()}"


def proof_date() -> DateField:
    return DateField(_l("Proof valid until"), [Optional(), after_today])


for _code in labels.KINDS:
    setattr(FirmFields, until(_code), proof_date())


class FirmForm(OnceForm, FirmFields):
    """A new firm; its SIRET comes from the step before."""


class FirmEditForm(FirmFields, ContactFields):
    version = HiddenField()


class BodyEditForm(BodyFields, ContactFields):
    version = HiddenField()
    family = RadioField(
        _l("Family"),
        [Optional()],
        choices=choices_of(labels.BUYER_FAMILIES),
    )

    def card(self, organisation: Organisation) -> BodyCard:
        """What is not on the form stays: an organiser keeps having no family."""
        family = BuyerFamily(self.family.data) if self.family.data else organisation.buyer_family
        return BodyCard(
            name=self.name.data,
            commune=self.commune.data,
            postal_code=postal_code_of(self.commune.data),
            family=family if organisation.is_buyer else None,
            legal_category=organisation.legal_category,
        )


def shown_card(card: FirmCard) -> dict[str, Any]:
    """What the register tells of a firm whose card is filled in by hand."""
    names = ("name", "commune", "legal_category", "naf", "headcount", "ess_family")
    values = {name: getattr(card, name) or "" for name in names}
    nomenclature = card.naf_nomenclature or NafNomenclature.REV2
    return {**values, "size": card.size or "", "naf_nomenclature": nomenclature, "kinds": []}


COMMON = ("version", "name", "commune", "description", "website", "phone", "contact_email")
OF_FIRMS = ("legal_category", "naf", "headcount", "size", "ess_family")


def shown_body(organisation: Organisation) -> dict[str, Any]:
    """The values with which the form of a body opens."""
    return {**{name: getattr(organisation, name) for name in COMMON}, "family": organisation.buyer_family}


def shown_firm(organisation: Organisation) -> dict[str, Any]:
    """The values with which the form of a firm opens."""
    proofs: dict[str, date | None] = {until(row.kind): row.valid_until for row in organisation.kinds}
    values = {name: getattr(organisation, name) for name in (*COMMON, *OF_FIRMS)}
    values["naf_nomenclature"] = organisation.naf_nomenclature or NafNomenclature.REV2
    return {**values, "kinds": [row.kind for row in organisation.kinds], **proofs}
