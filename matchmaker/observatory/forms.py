"""The one form of the observatory: telling of an error."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from matchmaker.web.forms import REQUIRED, OnceForm, clean_text

LONGEST = 2000


class ErrorForm(OnceForm):
    text = TextAreaField(
        _l("What is wrong, and how do you know?"),
        [DataRequired(REQUIRED), Length(max=LONGEST, message=_l("At most %(max)d characters."))],
        filters=[clean_text],
    )
