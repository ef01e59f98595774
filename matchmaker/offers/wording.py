"""The closed lists in plain words: lazy messages, said in the reader's language when shown."""

from __future__ import annotations

from flask_babel import format_decimal, get_locale, gettext
from flask_babel import lazy_gettext as _l

from matchmaker.offers.models import OfferStatus
from matchmaker.offers.rules import CapacityBand, capacity_band
from matchmaker.reference import cpv, zones

STATUS = {
    OfferStatus.DRAFT: _l("Draft"),
    OfferStatus.PUBLISHED: _l("Published"),
    OfferStatus.WITHDRAWN: _l("Withdrawn"),
}
MISSING = {
    "title": _l("the title"),
    "what": _l("what you do"),
    "zone": _l("where you work"),
}
# What each missing part is, and the step that holds it.
GAINS = {
    "text": (_l("What you do, in your own words"), "offers.what"),
    "cpv": (_l("A CPV code"), "offers.scope"),
    "zone": (_l("The places where you work"), "offers.scope"),
    "narrower": (_l("Places named, rather than all of France"), "offers.scope"),
    "reference": (_l("One more reference"), "offers.proofs"),
    "labels": (_l("A label or a certificate"), "offers.proofs"),
    "capacity": (_l("What you can take on in a year"), "offers.scope"),
}


def band_label(one: CapacityBand) -> str:
    if one.high is None:
        return gettext("€%(low)s or more a year", low=format_decimal(one.low))
    if one.low == 0:
        return gettext("Up to €%(high)s a year", high=format_decimal(one.high))
    return gettext("€%(low)s to €%(high)s a year", low=format_decimal(one.low), high=format_decimal(one.high))


def capacity_label(code: str | None) -> str:
    """Empty when nothing was said."""
    found = capacity_band(code)
    return band_label(found) if found is not None else ""


def language() -> str:
    return str(get_locale())


def cpv_label(code: str) -> str:
    found = cpv.get(code)
    return f"{found.label(language())} ({found.full_code})" if found else code


def place_label(zone: zones.Zone) -> str:
    return zones.describe(zone, language())
