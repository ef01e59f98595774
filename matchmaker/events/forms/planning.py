"""Forms about the plan."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matchmaker.events.forms.preparing import whole
from matchmaker.events.services.tables import MOST
from matchmaker.web.forms import Form


class MoreTablesForm(Form):
    more = whole(_l("Tables more"), 1, MOST)
