"""What every form shares: locale-aware entry, the key that makes a double post harmless, stripped text."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import sqlalchemy as sa
from flask import redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from wtforms import Field, HiddenField, StringField, ValidationError
from wtforms.widgets import TextInput

from matchmaker.extensions import db
from matchmaker.web.models import FormKey

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_line(text: str | None) -> str:
    """One line, NFC, no control characters, single blanks."""
    return " ".join(CONTROL.sub("", unicodedata.normalize("NFC", text or "")).split())


def clean_text(text: str | None) -> str:
    """Paragraphs kept: NFC, no control characters, LF line ends."""
    lines = (
        CONTROL.sub("", unicodedata.normalize("NFC", text or "")).replace("\r\n", "\n").replace("\r", "\n")
    )
    return lines.strip()


class Form(FlaskForm):
    """The base of all forms. Messages of validators follow the page's language."""

    class Meta(FlaskForm.Meta):
        pass

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)


class OnceForm(Form):
    """A form that creates something: its key is good once (see `once`)."""

    form_key = HiddenField(default=lambda: secrets.token_urlsafe(18))


def once(form: OnceForm, create: Callable[[], str]) -> ResponseReturnValue:
    """Run `create`, which returns the address of what it made, once per form key.

    A repeated post waits for the first (the key's constraint) and is led to the same address.
    """
    digest = hashlib.sha256((form.form_key.data or secrets.token_urlsafe(18)).encode()).hexdigest()
    key = FormKey(digest=digest, at=datetime.now(UTC))
    try:
        with db.session.begin_nested():
            db.session.add(key)
    except IntegrityError:
        known = db.session.execute(sa.select(FormKey.location).where(FormKey.digest == digest)).scalar_one()
        return redirect(known, 303)
    key.location = create()
    return redirect(key.location, 303)


class LineField(StringField):
    """A single line of text, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean_line(valuelist[0])


def typed(field: Field, valuelist: Sequence[Any]) -> str:
    """The line typed; one that holds blanks only is no answer, for `InputRequired` too."""
    text = clean_line(valuelist[0]) if valuelist else ""
    if not text:
        field.raw_data = []
    return text


class DateField(Field):
    """A day as people write it: 8/9/26, 08.09.2026, 2026-09-08. Kept as typed when it cannot be read."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%d/%m/%Y}" if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = typed(self, valuelist)
        self.data = None
        if text:
            self.data = parse_day(text)
            if self.data is None:
                raise ValidationError(gettext("Write the date like 8/9/2026 or 2026-09-08."))


DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})", re.ASCII)
YEAR_FIRST = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})", re.ASCII)


def parse_day(text: str) -> date | None:
    """None when the text is no existing day. Two-digit years are of this century."""
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


class MoneyField(Field):
    """Euros as people write them: `1 000,50`, `1.000,50 €`, `1000`. A Decimal; never guessed."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:f}".replace(".", ",")

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = typed(self, valuelist)
        self.data = None
        if text:
            self.data = parse_money(text)
            if self.data is None:
                raise ValidationError(gettext("Write an amount in euros, like 12 000 or 1 000,50."))


MONEY = re.compile(
    r"[0-9]{1,3}(?:[ .\u00a0\u202f][0-9]{3})*(?:,[0-9]{1,2})?|[0-9]{1,13}(?:[,.][0-9]{1,2})?", re.ASCII
)


def parse_money(text: str) -> Decimal | None:
    """None when it is no amount in euros from 0 to 10^13."""
    bare = text.replace("€", "").replace("EUR", "").strip()
    if not MONEY.fullmatch(bare):
        return None
    grouped = re.sub(r"[ \u00a0\u202f]", "", bare)
    if "," in grouped or re.search(r"\.[0-9]{3}(?:\.|$)", grouped):
        grouped = grouped.replace(".", "").replace(",", ".")
    try:
        return Decimal(grouped)
    except InvalidOperation:
        return None


REQUIRED = _l("This field is required.")
