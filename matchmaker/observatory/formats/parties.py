"""The suppliers of a contract and its modifications, written as one text a line and read back as values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from matchmaker.observatory.formats.lines import BETWEEN, CHANGE, INSIDE
from matchmaker.observatory.method import amounts, dates, suppliers

_MARKS = re.compile("[\x00-\x1f]")


class Party(NamedTuple):
    """One supplier of a contract; what a table told of it, "" where it told nothing."""

    kind: str
    number: str
    name: str
    category: str = ""
    department: str = ""


class Change(NamedTuple):
    """One modification; None is "not changed". `parties` as written by `encode`."""

    notified: str | None
    published: str | None
    duration: int | None
    amount: float | None
    parties: str | None


def encode(held: object, rules: list[str]) -> str | None:
    """Each supplier once, in the order of the file; None when there is none."""
    found: dict[str, None] = {}
    for one in _each(held):
        found[_encode_one(one, rules)] = None
    if not found:
        rules.append("supplier_missing")
        return None
    return BETWEEN.join(found)


def _each(held: object) -> Iterator[dict[str, Any]]:
    """2019 lists suppliers as they are, 2022 puts each in an object of one key."""
    if isinstance(held, dict):
        held = [held]
    if not isinstance(held, list):
        return
    for one in held:
        if isinstance(one, dict):
            if "id" not in one and len(one) == 1:
                inner = next(iter(one.values()))
                if isinstance(inner, list):
                    yield from (each for each in inner if isinstance(each, dict))
                    continue
                one = inner if isinstance(inner, dict) else one
            yield one


def _encode_one(one: dict[str, Any], rules: list[str]) -> str:
    given, told = one.get("id"), one.get("typeIdentifiant")
    number = given if isinstance(given, str) else str(given) if isinstance(given, int) else ""
    kind, number, rule = suppliers.read_supplier(told if isinstance(told, str) else "", number)
    if rule:
        rules.append(rule)
    name = one.get("denominationSociale")
    shown = plain(suppliers.shown_name(name)) if isinstance(name, str) and name else ""
    if name and not shown and rule != "person_masked":
        rules.append("person_masked")
    return f"{kind}{INSIDE}{number}{INSIDE}{shown}"


def encode_party(party: Party) -> str:
    return INSIDE.join(plain(part) for part in party)


def plain(text: str) -> str:
    return _MARKS.sub(" ", text) if not text.isprintable() else text


def encode_changes(held: object, rules: list[str]) -> str | None:
    """Modifications in the order of their notification; undated ones keep their place at the end."""
    if not held:
        return None
    found = [_change(one, rules) for one in _each_change(held)]
    ordered = sorted(found, key=lambda one: one.notified or "9999")
    return CHANGE.join(_encode_change(one) for one in ordered) or None


def _each_change(held: object) -> Iterator[dict[str, Any]]:
    for one in held if isinstance(held, list) else [held]:
        if isinstance(one, dict):
            inner = one.get("modification", one)
            if isinstance(inner, dict):
                yield inner
            elif isinstance(inner, list):
                yield from (each for each in inner if isinstance(each, dict))


def _change(one: dict[str, Any], rules: list[str]) -> Change:
    notified = one.get("dateNotificationModification") or one.get("dateSignatureModification")
    published = one.get("datePublicationDonneesModification")
    months = amounts.read_amount(one.get("dureeMois"))
    holders = one.get("titulaires") or one.get("concessionnaires")
    return Change(
        dates.read_date(notified)[0] if isinstance(notified, str) else None,
        dates.read_date(published)[0] if isinstance(published, str) else None,
        round(months) if months and 0 < months <= 600 else None,
        amounts.read_amount(one.get("montant", one.get("valeurGlobale"))),
        encode(holders, rules) if holders else None,
    )


def _encode_change(change: Change) -> str:
    """The parts of a change stand between `|`: parties hold the other marks."""
    return "|".join("" if part is None else str(part).replace("|", " ") for part in change)


def decode_changes(text: str | None) -> list[Change]:
    return [_decode_change(one) for one in text.split(CHANGE)] if text else []


def _decode_change(text: str) -> Change:
    notified, published, duration, amount, held = text.split("|")
    return Change(
        notified or None,
        published or None,
        int(duration) if duration else None,
        float(amount) if amount else None,
        held or None,
    )


def decode(text: str | None) -> list[Party]:
    return [Party(*one.split(INSIDE)) for one in text.split(BETWEEN)] if text else []
