"""The form of a workshop."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from matchmaker.events import labels
from matchmaker.events.forms.preparing import limit, whole
from matchmaker.events.models import Event, Theme, Workshop
from matchmaker.needs.fields import HourField
from matchmaker.web.fields import ChoiceField, StepForm, TextField
from matchmaker.web.forms import REQUIRED, DateField, LineField, OnceForm

SPEAKERS_AT_MOST = 20


class WorkshopForm(OnceForm, StepForm):
    title = LineField(_l("Title"), [DataRequired(REQUIRED), limit(150)])
    theme = ChoiceField(
        _l("Theme"),
        [InputRequired(REQUIRED)],
        choices=[SelectChoice(one.value, words) for one, words in labels.THEMES.items()],
    )
    summary = TextField(_l("What it is about"), [limit(2000)])
    day = DateField(_l("Day"), [InputRequired(REQUIRED)])
    starts = HourField(_l("From"), [InputRequired(REQUIRED)])
    ends = HourField(_l("To"), [InputRequired(REQUIRED)])
    room = SelectField(_l("Room"), choices=[], default="")
    capacity = whole(_l("Seats"), 1, 10000)
    speakers_text = TextField(
        _l("Speakers"),
        [limit(4000)],
        description=_l("One a line: name, then after a comma what they do."),
    )

    def fill(self, event: Event, workshop: Workshop | None) -> None:
        self.room.choices = [
            SelectChoice("", _l("Not known yet")),
            *(SelectChoice(str(one.id), one.name) for one in event.rooms),
        ]
        if workshop is not None and not self.typed:
            self.room.data = str(workshop.room_id or "")
            self.speakers_text.data = "\n".join(
                ", ".join(part for part in (one.name, one.job) if part) for one in workshop.speakers
            )

    def validate_ends(self, field: Field) -> None:
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(gettext("The end comes after the beginning."))

    def validate_speakers_text(self, field: Field) -> None:
        if len(self.speakers) > SPEAKERS_AT_MOST:
            raise ValidationError(gettext("At most %(limit)d speakers.", limit=SPEAKERS_AT_MOST))

    @property
    def speakers(self) -> list[tuple[str, str]]:
        pairs = [line.partition(",") for line in (self.speakers_text.data or "").splitlines()]
        return [(name.strip()[:120], job.strip()[:200]) for name, _comma, job in pairs if name.strip()]

    @property
    def answers(self) -> dict[str, object]:
        """After validation."""
        names = ("title", "summary", "day", "starts", "ends", "capacity")
        values: dict[str, object] = {name: self[name].data for name in names}
        values["summary"] = self.summary.data or ""
        values["room_id"] = int(self.room.data) if self.room.data else None
        return values | {"theme": Theme(self.theme.data)}
