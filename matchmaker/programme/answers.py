"""Between what a line says (plain values) and the attributes of a need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from matchmaker.needs.models import Nature, Need, Reserved

ATTRIBUTES = {"place": "zone_json", "amount": "amount_band"}
_MAKE: Mapping[str, Callable[[Any], object]] = {
    "nature": Nature,
    "starts_on": date.fromisoformat,
    "tender_planned_on": date.fromisoformat,
    "answers_until": datetime.fromisoformat,
    "reserved": Reserved,
}


def answers(said: Mapping[str, Any]) -> dict[str, object]:
    """For `needs.services.save`; the reference of the line is its own."""
    found: dict[str, object] = {}
    for field, value in said.items():
        if field != "reference":
            make = _MAKE.get(field)
            found[ATTRIBUTES.get(field, field)] = make(value) if make and value is not None else value
    if found.get("amount_band"):
        found["amount_unknown"] = None
    return found


def said_by(need: Need, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The present answers of the need to these fields, as plain values: to put them back."""
    found: dict[str, Any] = {}
    for field in fields:
        if field == "reference":
            continue
        value = getattr(need, ATTRIBUTES.get(field, field))
        if isinstance(value, date | datetime):
            value = value.isoformat()
        found[field] = value.value if isinstance(value, Nature | Reserved) else value
    return found
