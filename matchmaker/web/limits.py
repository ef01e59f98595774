"""Who a request is counted against.

A signed-in person is counted by account, so that 250 people behind one address at a venue are not
refused; the address counts only for the anonymous.
"""

from __future__ import annotations

from flask import current_app, g
from flask_limiter.util import get_remote_address


def requester() -> str:
    actor = g.get("actor")
    if actor is not None and actor.user_id is not None:
        return f"user:{actor.user_id}"
    return f"address:{get_remote_address()}"


def registrations() -> str:
    return f"{current_app.config['SETTINGS'].registrations_per_hour} per hour"


def links() -> str:
    return f"{current_app.config['SETTINGS'].links_per_hour} per hour"


def contacts() -> str:
    return f"{current_app.config['SETTINGS'].contacts_per_day} per day"


def exports() -> str:
    return f"{current_app.config['SETTINGS'].exports_per_hour} per hour"
