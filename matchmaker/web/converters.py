"""Identifiers in addresses: ASCII digits that fit a database integer, anything else is no page (404)."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

LARGEST = 2**31 - 1


class Identifier(BaseConverter):
    regex = "[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > LARGEST:
            raise ValidationError
        return number

    def to_url(self, value: int) -> str:
        return str(int(value))


def init_app(app: Flask) -> None:
    app.url_map.converters["id"] = Identifier
