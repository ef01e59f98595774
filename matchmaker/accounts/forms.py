"""Forms of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, PasswordField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from matchmaker.accounts.passwords import LONGEST
from matchmaker.accounts.rules import LONG, is_email, password_problem
from matchmaker.web.forms import Form, LineField, OnceForm
from matchmaker.web.i18n import LANGUAGES

NAME_LENGTH = 80
NO_EMAIL = _l("Write your e-mail address.")
NO_PASSWORD = _l("Write your password.")
NO_FIRST_NAME, NO_LAST_NAME = _l("Write your first name."), _l("Write your last name.")


def check_email(_form: Form, field: Field) -> None:
    if not is_email(field.data or ""):
        raise ValidationError(gettext("Write an e-mail address like name@example.org."))


class Owned(Protocol):
    """A form for a new password knows what its owner's would-be guessers know."""

    def about(self) -> Iterable[str]: ...


def check_new_password(form: Owned, field: Field) -> None:
    site: str = current_app.config["SETTINGS"].site_name
    if problem := password_problem(field.data or "", [*form.about(), site]):
        raise ValidationError(problem)


def email_field() -> LineField:
    return LineField(_l("E-mail address"), [DataRequired(NO_EMAIL), Length(max=254), check_email])


def new_password_field() -> PasswordField:
    return PasswordField(
        _l("Password"),
        [InputRequired(_l("Choose a password.")), check_new_password],
        description=_l("At least 10 characters. A few words are easy to remember and hard to guess."),
    )


def current_password_field() -> PasswordField:
    return PasswordField(
        _l("Your present password"), [InputRequired(NO_PASSWORD), Length(max=LONGEST, message=LONG)]
    )


def name_field(label: str, missing: str) -> LineField:
    too_long = _l("At most %(max)d characters.")
    return LineField(label, [DataRequired(missing), Length(max=NAME_LENGTH, message=too_long)])


class RegistrationForm(OnceForm):
    email = email_field()
    password = new_password_field()
    first_name = name_field(_l("First name"), NO_FIRST_NAME)
    last_name = name_field(_l("Last name"), NO_LAST_NAME)
    consent = BooleanField(
        _l("I have read how my data are used"),
        [InputRequired(_l("Tick this box to say that you have read how your data are used."))],
    )

    def about(self) -> Iterable[str]:
        return [self.email.data or "", self.first_name.data or "", self.last_name.data or ""]


class SignInForm(Form):
    """The address is not judged here: a wrong one is answered like a wrong password."""

    email = LineField(_l("E-mail address"), [DataRequired(NO_EMAIL)])
    password = PasswordField(_l("Password"), [InputRequired(NO_PASSWORD)])


class ForgottenForm(Form):
    email = email_field()


class NewPasswordForm(Form):
    """`known`: the name and the address of the person whose link it is."""

    password = new_password_field()
    known: tuple[str, ...] = ()

    def about(self) -> Iterable[str]:
        return self.known


class PasswordChangeForm(NewPasswordForm):
    current = current_password_field()


class ProfileForm(Form):
    first_name = name_field(_l("First name"), NO_FIRST_NAME)
    last_name = name_field(_l("Last name"), NO_LAST_NAME)
    locale = RadioField(
        _l("Language of the pages and mails"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )


class PressForm(Form):
    """One button: nothing to type, but not from another site."""


class CodeForm(Form):
    """The code of the telephone, or one of the paper."""

    code = LineField(_l("Code"), [DataRequired(_l("Write the code.")), Length(max=40)])


class OwnPasswordForm(Form):
    """An act that asks for the password again: a browser left open must not be enough."""

    current = current_password_field()


class EmailChangeForm(OwnPasswordForm):
    email = LineField(_l("New e-mail address"), [DataRequired(NO_EMAIL), Length(max=254), check_email])


class ErasureForm(OwnPasswordForm):
    sure = BooleanField(
        _l("I know that this cannot be undone"),
        [InputRequired(_l("Tick this box to say that you know it cannot be undone."))],
    )
