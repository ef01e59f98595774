"""Forms of the observatory: telling of an error, sending files."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from matchmaker.web.forms import REQUIRED, Form, OnceForm, clean_text

LONGEST = 2000


class ErrorForm(OnceForm):
    text = TextAreaField(
        _l("What is wrong, and how do you know?"),
        [DataRequired(REQUIRED), Length(max=LONGEST, message=_l("At most %(max)d characters."))],
        filters=[clean_text],
    )


class SubscribeForm(Form):
    """One button."""


NO_FILE = _l("Choose a file.")


class ContractsForm(OnceForm):
    file = FileField(_l("File of contracts"), [FileRequired(NO_FILE)])


class DelaysForm(OnceForm):
    file = FileField(_l("File of payment delays (CSV)"), [FileRequired(NO_FILE)])
