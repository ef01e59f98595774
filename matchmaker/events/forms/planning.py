"""Forms about the plan."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matchmaker.events.forms.preparing import whole
from matchmaker.events.services.tables import MOST
from matchmaker.web.forms import Form


class MoreTablesForm(Form):
    more = whole(_l("How many more, from 1 to 10"), 1, MOST)
