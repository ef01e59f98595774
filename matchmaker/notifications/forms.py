"""The page on which a reader says how often to be written to: one choice for each kind."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from matchmaker.notifications import preferences
from matchmaker.notifications.kinds import DIGEST, GATHERED, Frequency, Kind
from matchmaker.web.forms import Form

WORDS = {
    Frequency.AT_ONCE: _l("At once"),
    Frequency.DAILY: _l("Once a day, gathered"),
    Frequency.WEEKLY: _l("Once a week, gathered"),
    Frequency.NEVER: _l("Never"),
}
CHOICES = [SelectChoice(one.value, words) for one, words in WORDS.items()]


class PreferencesForm(Form):
    """`preferences_form` adds a field for each kind."""

    def wanted(self, kind: Kind) -> Frequency:
        return Frequency(self[name_of(kind)].data)


def name_of(kind: Kind) -> str:
    return kind.key.replace(".", "_")


def preferences_form(kinds: Sequence[Kind], email: str) -> PreferencesForm:
    fields = {name_of(one): SelectField(one.label, choices=CHOICES) for one in kinds}
    said = preferences.chosen(email)
    stopped = DIGEST in said
    shown = {one.key: said.get(one.key, one.usual) for one in kinds}
    values = {
        name_of(one): (Frequency.NEVER if stopped and shown[one.key] in GATHERED else shown[one.key]).value
        for one in kinds
    }
    form: PreferencesForm = type("ChosenKinds", (PreferencesForm,), fields)(data=values)
    return form
