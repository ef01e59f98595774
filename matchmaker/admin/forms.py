"""Forms of administration."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import DataRequired, Regexp

from matchmaker.web.forms import Form, LineField


class RightsForm(Form):
    moderator = BooleanField(_l("Moderator: answers claims, first publications and reports of abuse"))
    administrator = BooleanField(_l("Administrator: everything here, this page included"))


class ObserverForm(Form):
    siren = LineField(_l("SIREN of the body"), [DataRequired(), Regexp(r"^[0-9]{9}$")])
