"""Who a request is counted against.

A signed-in person is counted by account, so that 250 people behind one address at a venue are not
refused; the address counts only for the anonymous.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, g
from flask_limiter.util import get_remote_address


def requester() -> str:
    actor = g.get("actor")
    if actor is not None and actor.user_id is not None:
        return f"user:{actor.user_id}"
    return f"address:{get_remote_address()}"


def _limit(name: str, period: str) -> Callable[[], str]:
    """A limit that a setting gives; read at each request, for the settings are the application's."""
    return lambda: f"{getattr(current_app.config['SETTINGS'], name)} per {period}"


registrations = _limit("registrations_per_hour", "hour")
links = _limit("links_per_hour", "hour")
contacts = _limit("contacts_per_day", "day")
exports = _limit("exports_per_hour", "hour")
imports = _limit("imports_per_hour", "hour")
needs = _limit("needs_per_hour", "hour")
questions = _limit("questions_per_hour", "hour")
invitations = _limit("invitations_per_hour", "hour")
joins = _limit("joins_per_hour", "hour")
grounds = _limit("grounds_per_hour", "hour")
reports = _limit("reports_per_hour", "hour")
open_files = _limit("open_files_per_hour", "hour")
drawings = _limit("drawings_per_minute", "minute")
previews = _limit("previews_per_minute", "minute")
searches_at_once = _limit("searches_per_second", "second")
searches = _limit("searches_per_minute", "minute")
