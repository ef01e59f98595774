"""Forms of the day and after."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from matchmaker.events import wording
from matchmaker.organisations.forms.fields import SiretField
from matchmaker.web.fields import TOO_LONG, ChoiceField, TextField, says_something
from matchmaker.web.forms import REQUIRED, Form, LineField, OnceForm


class FeedbackForm(Form):
    marks = ("1", "2", "3", "4", "5")
    rating = ChoiceField(
        _l("How was the day for you?"),
        [InputRequired(_l("Choose a mark from 1 to 5."))],
        coerce=str,
        choices=[
            SelectChoice("1", _l("1 – not useful")),
            SelectChoice("2", "2"),
            SelectChoice("3", "3"),
            SelectChoice("4", "4"),
            SelectChoice("5", _l("5 – very useful")),
        ],
    )
    text = TextField(_l("A word for the organiser"), [Length(max=2000, message=TOO_LONG)])


class WalkInForm(OnceForm):
    """Three fields, and two for whoever has half a minute more.

    `form_key` is the press of the desk's button: sent twice it is one person.
    """

    side = ChoiceField(
        _l("Side"),
        [InputRequired(_l("Say on which side this person comes."))],
        choices=[SelectChoice(side.value, words) for side, words in wording.SIDES.items()],
    )
    organisation = LineField(
        _l("Organisation"),
        [InputRequired(REQUIRED), Length(max=200, message=TOO_LONG), says_something],
    )
    name = LineField(
        _l("First and last name"),
        [InputRequired(REQUIRED), Length(max=150, message=TOO_LONG), says_something],
    )
    siret = SiretField("SIRET", [Optional()], description=_l("If they know it: their offers or needs count."))
    words = TextField(
        _l("What they come to find, or to offer"),
        [Length(max=1000, message=TOO_LONG)],
        description=_l("A few words, or a CPV code: the matcher proposes partners with reasons."),
    )
