"""Forms of accounts."""

from __future__ import annotations

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


def check_new_password(_form: Form, field: Field) -> None:
    if problem := password_problem(field.data or ""):
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


class SignInForm(Form):
    """The address is not judged here: a wrong one is answered like a wrong password."""

    email = LineField(_l("E-mail address"), [DataRequired(NO_EMAIL)])
    password = PasswordField(_l("Password"), [InputRequired(NO_PASSWORD)])


class ForgottenForm(Form):
    email = email_field()


class NewPasswordForm(Form):
    password = new_password_field()


class PasswordChangeForm(Form):
    current = current_password_field()
    password = new_password_field()


class ProfileForm(Form):
    first_name = name_field(_l("First name"), NO_FIRST_NAME)
    last_name = name_field(_l("Last name"), NO_LAST_NAME)
    locale = RadioField(
        _l("Language of the pages and mails"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )


class PressForm(Form):
    """One button: nothing to type, but not from another site."""
