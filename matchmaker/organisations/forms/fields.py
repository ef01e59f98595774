"""Fields that read what people write of places, numbers and activities, and say kindly what is wrong."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext
from wtforms import Field, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from matchmaker.organisations.labels import place
from matchmaker.organisations.rules import checked_siret
from matchmaker.reference import communes
from matchmaker.reference.communes import Commune
from matchmaker.reference.text import fold
from matchmaker.web.forms import typed

SHOWN = 6
PARIS = ZoneInfo("Europe/Paris")
PARENTHESIS = re.compile(r"\(([0-9AB]{2,3}|[0-9]{5})\)", re.ASCII)
POSTAL_CODE = re.compile(r"(?<![0-9])[0-9]{5}(?![0-9])", re.ASCII)


class MultiCheckboxField(SelectMultipleField):
    """Several of a closed list, as boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TypedField(Field):
    """A line of text that stands for something; `data` is None when it could not be read."""

    widget = TextInput()
    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.shown()

    def shown(self) -> str:
        return str(self.data or "")

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = typed(self, valuelist)
        self.data = None
        if text:
            self.data = self.read(text)

    def read(self, text: str) -> object:
        """Raises ValidationError."""
        raise NotImplementedError


class SiretField(TypedField):
    def read(self, text: str) -> str:
        demonstration = current_app.config["SETTINGS"].demonstration
        siret, problem = checked_siret(text[:200], demonstration=demonstration)
        if siret is None:
            raise ValidationError(problem)
        return siret


class CommuneField(TypedField):
    """A commune by name, by postal code, or as suggested: `Arras (62)`. `data` is its INSEE code."""

    def shown(self) -> str:
        return place(self.data)

    def read(self, text: str) -> str:
        found = communes_meant(text[:120])
        if len(found) == 1:
            return found[0].code
        if not found:
            raise ValidationError(gettext("No commune bears this name or postal code: check the spelling."))
        names = ", ".join(f"{one.name} ({one.postal_codes[0]})" for one in found[:SHOWN])
        raise ValidationError(
            gettext("Several communes are meant: %(names)s. Write name and postal code.", names=names)
        )


def communes_meant(text: str) -> tuple[Commune, ...]:
    """Those that the text names; one when it is clear. A name beside a postal code chooses within it."""
    inside = PARENTHESIS.search(text)
    name = fold(PARENTHESIS.sub("", POSTAL_CODE.sub("", text)).strip(" ,()"))
    code = POSTAL_CODE.search(text)
    department = inside.group(1) if inside and len(inside.group(1)) < 5 else None
    if code is None:
        return _exact(communes.search(name, limit=200, department=department), name) if name else ()
    among = communes.by_postal_code(code.group())
    return _exact(among, name) or () if name else among


def _exact(found: tuple[Commune, ...], name: str) -> tuple[Commune, ...]:
    """Those of exactly that name; else all, when the beginning leaves one only."""
    bare = _key(name)
    same = tuple(one for one in found if _key(one.name) == bare)
    if same:
        return same
    starting = tuple(one for one in found if _key(one.name).startswith(bare))
    return starting if len(starting) <= SHOWN else starting[:SHOWN]


def _key(name: str) -> str:
    words = re.split(r"[\s'’-]+", fold(name))
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def postal_code_of(code: str | None) -> str:
    """The commune's first postal code, empty when it is not known."""
    commune = communes.get(code or "")
    return commune.postal_codes[0] if commune and commune.postal_codes else ""


def after_today(_form: object, field: Field) -> None:
    if isinstance(field.data, date) and field.data < datetime.now(PARIS).date():
        raise ValidationError(gettext("This proof has expired: give the date of the present one, or none."))
