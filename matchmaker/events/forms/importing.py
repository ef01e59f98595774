"""The form that takes a file of registrations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField

from matchmaker.web.forms import Form, OnceForm


class UploadForm(OnceForm):
    file = FileField(
        _l("List of people (CSV or XLSX)"),
        [FileRequired(_l("Choose a file."))],
        description=_l("One person a line, headings in the first one, in any order. 5 MB at most."),
    )


class ImportForm(Form):
    tell = BooleanField(
        _l("Send each person a mail with the link to their page"),
        description=_l("Leave it empty if they know already, or if you will tell them later."),
    )
