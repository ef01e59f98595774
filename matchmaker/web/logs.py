"""Structured logs: one JSON object a line on standard error, so that no value can forge a second line."""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime

from flask import Flask, Response, g, request

EXTRAS = ("method", "path", "status", "ms", "user", "reference")
log = logging.getLogger("matchmaker.requests")


class JsonLines(logging.Formatter):
    """A record as one line of JSON; line breaks and control characters come out escaped."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "at": at,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update({name: getattr(record, name) for name in EXTRAS if hasattr(record, name)})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


def start_clock() -> None:
    g.started = time.perf_counter()


def log_request(response: Response) -> Response:
    """Path without its query: what people search for is theirs."""
    if request.endpoint != "static":
        elapsed = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
        actor = g.get("actor")
        fields = {
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": elapsed,
        }
        log.info("request", extra={**fields, "user": actor.user_id if actor else None})
    return response


def init_app(app: Flask) -> None:
    root = logging.getLogger("matchmaker")
    root.setLevel(app.config["SETTINGS"].log_level)
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        root.addHandler(handler)
        root.propagate = app.config["SETTINGS"].testing
    app.before_request(start_clock)
    app.after_request(log_request)
