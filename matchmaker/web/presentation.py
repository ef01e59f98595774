"""What templates may use: filters for amounts, dates and distances, versioned assets, the site's facts."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import flask_babel
from babel.numbers import format_compact_currency, format_currency
from flask import Flask, current_app, g, url_for
from flask_babel import get_locale, gettext

from matchmaker.accounts.actor import Actor
from matchmaker.personal_data import Holding
from matchmaker.reference import territories, zones
from matchmaker.reference.text import first_of_month
from matchmaker.reference.zones import Zone
from matchmaker.web.files import size_words
from matchmaker.web.i18n import LANGUAGES
from matchmaker.web.navigation import navigation


def money(amount: float | Decimal | None) -> str:
    """Whole euros, in the reader's way of writing."""
    if amount is None:
        return gettext("not known")
    form = "#,##0\u00a0¤" if _french() else "¤#,##0"
    return format_currency(amount, "EUR", locale=get_locale(), format=form, currency_digits=False)


def compact_money(amount: float | Decimal) -> str:
    return format_compact_currency(amount, "EUR", locale=get_locale(), fraction_digits=1)


ENGLISH_DAYS = {"long": "d MMMM y", "short": "d MMM y"}


def day(value: date | datetime | None, form: str = "long") -> str:
    """`1er juin 2027`, `1 June 2027`: English as Europe writes it."""
    if value is None:
        return gettext("not given")
    if not _french() and form in ENGLISH_DAYS:
        return flask_babel.format_date(value, ENGLISH_DAYS[form])
    text = flask_babel.format_date(value, form)
    return first_of_month(text) if _french() else text


def moment(value: datetime | None) -> str:
    """`mardi 8 septembre 2026 à 14 h 30`, `à 11 h` on the hour, in Paris time."""
    if value is None:
        return gettext("not given")
    if _french():
        hour = "H'\u00a0h'" if value.minute == 0 else "H'\u00a0h\u00a0'mm"
        return first_of_month(flask_babel.format_datetime(value, f"EEEE d MMMM y 'à' {hour}"))
    return flask_babel.format_datetime(value, "EEEE d MMMM y, HH:mm")


def number(value: float | int | None) -> str:
    return "" if value is None else flask_babel.format_decimal(value)


def percent(value: float | None) -> str:
    return gettext("not known") if value is None else flask_babel.format_percent(value)


def distance(km: float | None) -> str:
    """Kilometres, whole; under one said as such."""
    if km is None:
        return ""
    if km < 1:
        return gettext("less than 1 km")
    return f"{flask_babel.format_decimal(round(km))}\u00a0km"


def zone_words(zone: Zone) -> str:
    """Where, in words; empty for a zone that names nothing."""
    return "" if zone.is_empty else zones.describe(zone, str(get_locale()))


def _french() -> bool:
    return str(get_locale()) == "fr"


@lru_cache(maxsize=256)
def _version(path: Path, _modified: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """The address of a static file, with the digest of its content: it may be cached for ever."""
    path = Path(str(current_app.static_folder)) / name
    return url_for("static", filename=name, v=_version(path, path.stat().st_mtime))


def processing(key: str) -> Holding:
    """A line of the register of processing, for the notice where its data are asked for."""
    found: Holding = next(one for one in current_app.extensions["personal_data"] if one.key == key)
    return found


def context() -> dict[str, object]:
    """What every page is given (templates/base.html says how it uses each)."""
    settings = current_app.config["SETTINGS"]
    actor: Actor | None = g.get("actor")
    region = territories.region(settings.region)
    return {
        "locale": str(get_locale()),
        "languages": LANGUAGES,
        "site": {
            "name": settings.site_name,
            "demonstration": settings.demonstration,
            "region": region.name if region else "",
            "contact_email": settings.contact_email,
            "idle_months": settings.idle_months,
            "publisher": settings.publisher,
            "hosting": settings.hosting,
            "agents": settings.oidc_name if settings.oidc_issuer else None,
            "outbox": settings.mail_url is None and not settings.production,
        },
        "actor": actor if actor is not None and not actor.anonymous else None,
        "navigation": navigation(actor),
    }


def init_app(app: Flask) -> None:
    app.context_processor(context)
    app.jinja_env.globals["processing"] = processing
    app.jinja_env.globals["asset"] = asset  # macros see globals, not the page's context
    for name, function in (
        ("money", money),
        ("compact_money", compact_money),
        ("date", day),
        ("datetime", moment),
        ("number", number),
        ("percent", percent),
        ("distance", distance),
        ("size_words", size_words),
        ("zone_words", zone_words),
    ):
        app.jinja_env.filters[name] = function
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
