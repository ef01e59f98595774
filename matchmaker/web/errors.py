"""From an error to a page in the house's style: the only place that knows both domain errors and HTTP."""

from __future__ import annotations

import logging
import secrets

import sqlalchemy.exc
from flask import Flask, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from matchmaker import errors
from matchmaker.extensions import db, jobs
from matchmaker.search.engine import IndexUnavailable
from matchmaker.search.sync import SYNC
from matchmaker.web.kept_text import kept_text, way_back

log = logging.getLogger(__name__)
# PostgreSQL says "read-only" by an InternalError, SQLite by an OperationalError; the pool by a TimeoutError.
STORE_ERRORS = (
    sqlalchemy.exc.OperationalError,
    sqlalchemy.exc.InternalError,
    sqlalchemy.exc.TimeoutError,
)
PAGES = (400, 403, 404, 405, 409, 413, 429, 500, 503)


def page(status: int, **context: object) -> tuple[str, int]:
    name = status if status in PAGES else 400
    return render_template(f"errors/{name}.html", status=status, **context), status


def not_found(error: errors.NotFound) -> ResponseReturnValue:
    return page(404, message=gettext(error.message, **error.values))


def not_allowed(error: errors.NotAllowed) -> ResponseReturnValue:
    return page(403, message=gettext(error.message), kind=error.kind)


def conflict(error: errors.Conflict) -> ResponseReturnValue:
    return page(409, message=gettext(error.message, **error.values))


def stale(error: errors.Stale) -> ResponseReturnValue:
    """Both versions side by side; the labels under which they differ are marked."""
    titles = (gettext("The version recorded"), gettext("Your version, not recorded"))
    versions = [
        {"title": title, "rows": list(rows.items())}
        for title, rows in zip(titles, (error.theirs, error.yours), strict=True)
    ]
    differs = {label for label, text in error.yours.items() if error.theirs.get(label, "") != text}
    shown = versions if error.yours else None
    return page(409, versions=shown, differs=differs, back_url=error.back)


def too_many(error: errors.TooMany) -> ResponseReturnValue:
    body, status = page(429, message=gettext(error.message), retry_after=error.retry_after)
    return body, status, {"Retry-After": str(error.retry_after)}


def rate_limited(error: RateLimitExceeded) -> ResponseReturnValue:
    seconds = error.limit.limit.get_expiry() if error.limit is not None else 60
    return too_many(errors.TooMany(retry_after=int(seconds)))


def unavailable(_error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    body, status = page(503, message=gettext(errors.Unavailable.message))
    return body, status, {"Retry-After": "30"}


def index_unavailable(error: IndexUnavailable) -> ResponseReturnValue:
    """The worker makes the index anew; meanwhile the rest of the site goes on."""
    log.error("search index unavailable: %s", error)
    jobs.wake(current_app, SYNC)
    return unavailable(error)


def database_error(error: sqlalchemy.exc.SQLAlchemyError) -> ResponseReturnValue:
    """A full or read-only disk, a lost server, no connection left: said as such, the rest is in the log."""
    log.error("database unavailable", exc_info=error)
    return unavailable(error)


def refused_form(_error: CSRFError) -> ResponseReturnValue:
    """No token, or another session's: nothing is recorded, and what was typed comes back."""
    return page(
        400,
        message=gettext("This form has expired or came from elsewhere. Open the page again."),
        kept=kept_text(),
        back_url=way_back(),
    )


def session_ended(error: errors.SessionEnded) -> ResponseReturnValue:
    """The same for a form whose sender is signed out meanwhile: signing in leads back to it."""
    back = url_for("accounts.sign_in", next=way_back())
    return page(400, message=gettext(error.message), kept=kept_text(), back_url=back, signed_out=True)


def http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    body, status = page(error.code, message=None)
    headers = [(key, value) for key, value in error.get_headers() if key in ("Allow", "Retry-After")]
    return body, status, headers


def unexpected(error: Exception) -> ResponseReturnValue:
    """The last resort: a reference that the log carries too, and nothing of the inside."""
    reference = secrets.token_hex(4).upper()
    log.exception("unexpected error %s", reference, extra={"reference": reference}, exc_info=error)
    db.session.rollback()
    return page(500, reference=reference)


def init_app(app: Flask) -> None:
    app.register_error_handler(errors.NotFound, not_found)
    app.register_error_handler(errors.NotAllowed, not_allowed)
    app.register_error_handler(errors.Stale, stale)
    app.register_error_handler(errors.Conflict, conflict)
    app.register_error_handler(errors.SessionEnded, session_ended)
    app.register_error_handler(errors.TooMany, too_many)
    app.register_error_handler(errors.Unavailable, unavailable)
    app.register_error_handler(IndexUnavailable, index_unavailable)
    app.register_error_handler(RateLimitExceeded, rate_limited)
    app.register_error_handler(CSRFError, refused_form)
    for kind in STORE_ERRORS:
        app.register_error_handler(kind, database_error)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(Exception, unexpected)
