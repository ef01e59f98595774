"""The weights that a reader of the method page moves. Nothing is kept: the form is read from the address."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext
from wtforms import Field, ValidationError
from wtforms.widgets import NumberInput

from matchmaker.matching.weights import CRITERIA
from matchmaker.sourcing import wording
from matchmaker.web.forms import Form

MOST = 100


class PointsField(Field):
    """A whole number from 0 to 100, kept as typed when it is none."""

    widget = NumberInput(min=0, max=MOST, step=1)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])[:10]
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = int(text) if re.fullmatch("[0-9]{1,3}", text, re.ASCII) else None
        if self.data is None or self.data > MOST:
            raise ValidationError(gettext("Write a whole number from 0 to 100."))


class WeightsForm(Form):
    class Meta(Form.Meta):
        csrf = False

    words = PointsField()
    spelling = PointsField()
    cpv = PointsField()
    place = PointsField()

    def validate(self, extra_validators: object = None) -> bool:
        good: bool = super().validate(extra_validators)
        if good and not any(self.wished.values()):
            self.words.errors = [gettext("At least one criterion must count.")]
            return False
        return good

    @property
    def wished(self) -> dict[str, int]:
        return {name: int(self[name].data or 0) for name in CRITERIA}

    @property
    def points(self) -> list[tuple[str, Field]]:
        return [(wording.label(name), self[name]) for name in CRITERIA]
