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


def speak(name: str, level: str, *, propagate: bool) -> None:
    """Let the loggers under `name` write JSON lines on standard error; said twice, it counts once."""
    logger = logging.getLogger(name)
    logger.setLevel(level)
    logger.propagate = propagate
    if not any(isinstance(handler.formatter, JsonLines) for handler in logger.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        logger.addHandler(handler)


def init_app(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    speak("matchmaker", settings.log_level, propagate=settings.testing)
    speak("huey", "WARNING", propagate=settings.testing)  # the queue tells of tasks that failed
    app.before_request(start_clock)
    app.after_request(log_request)
