"""Logs: one JSON object a line, whatever is logged (row L3)."""

from __future__ import annotations

import json
import logging

import pytest
from flask.testing import FlaskClient

from matchmaker.web.logs import JsonLines

NASTY = [
    "a\nb",
    'x\r\n{"level": "error"}',
    '","level":"x',
    "\x1b[31mred\x1b[0m",
    "\x00\x07",
    "\u2028\u2029",
    "\ud800",
    "é😀",
]


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("matchmaker.x", logging.INFO, "x.py", 1, message, args, None)
    made.__dict__.update(extra)
    return made


@pytest.mark.parametrize("value", NASTY)
def test_a_logged_value_stays_on_its_line(value: str) -> None:
    line = JsonLines().format(record("said %s", value, path=value))

    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["path"] == value
    assert json.loads(line)["message"] == f"said {value}"


def test_a_traceback_stays_on_its_line() -> None:
    made = record("failed")
    try:
        raise RuntimeError("first\nsecond")
    except RuntimeError as error:
        made.exc_info = (type(error), error, error.__traceback__)

    assert json.loads(JsonLines().format(made))["traceback"].endswith("RuntimeError: first\nsecond")


def test_each_request_leaves_one_line_without_what_was_searched(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="matchmaker.requests"):
        client.get("/nowhere%0a%1b[31m?q=secret")
    (line,) = [JsonLines().format(one) for one in caplog.records if one.name == "matchmaker.requests"]
    told = json.loads(line)

    assert (told["method"], told["path"], told["status"], told["user"]) == (
        "GET",
        "/nowhere\n\x1b[31m",
        404,
        None,
    )
    assert "secret" not in line


def test_the_queue_logs_as_the_rest_does(app: object) -> None:
    handlers = [type(one.formatter) for one in logging.getLogger("huey").handlers]

    assert JsonLines in handlers
