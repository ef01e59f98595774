"""Row I10: dates and amounts as people write them; accepted or explained, never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from wtforms.validators import InputRequired

from matchmaker.web.forms import DateField, Form, MoneyField, clean_line, clean_text, parse_day, parse_money


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8/9/26", date(2026, 9, 8)),
        ("08.09.2026", date(2026, 9, 8)),
        ("08-09-2026", date(2026, 9, 8)),
        ("2026-09-08", date(2026, 9, 8)),
        ("29/2/2028", date(2028, 2, 29)),
        ("31/02/2026", None),
        ("29/2/2026", None),
        ("2026-13-01", None),
        ("demain", None),
        ("٣/٣/٢٠٢٦", None),
        ("1/1/10000", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1000", Decimal(1000)),
        ("1 000,50", Decimal("1000.50")),
        ("1.000,50 €", Decimal("1000.50")),
        ("12\u202f000 €", Decimal(12000)),
        ("1234567", Decimal(1234567)),
        ("12.5", Decimal("12.5")),
        ("1.000", Decimal(1000)),
        ("-5", None),
        ("1e400", None),
        ("NaN", None),
        ("mille", None),
        ("1,000,000", None),
        ("12345678901234", None),
    ],
)
def test_amounts(text: str, amount: Decimal | None) -> None:
    assert parse_money(text) == amount


def test_lines_lose_control_characters_and_spare_blanks() -> None:
    assert clean_line("  Tonte\x00 des \t pelouses\r\n ") == "Tonte des pelouses"


def test_texts_keep_their_paragraphs() -> None:
    assert clean_text("Un\r\n\r\nDeux\x07") == "Un\n\nDeux"


class Asked(Form):
    day = DateField(validators=[InputRequired()])
    amount = MoneyField(validators=[InputRequired()])


def test_blanks_are_no_answer_to_what_is_required(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"day": "\r\n", "amount": "  "}):
        form = Asked(meta={"csrf": False})

        assert not form.validate()
        assert set(form.errors) == {"day", "amount"}
