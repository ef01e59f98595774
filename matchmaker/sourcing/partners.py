"""Firms named as co-contractors: one a line, by SIRET or by name; those of the platform are recognised."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.organisations.models import Organisation
from matchmaker.reference.identifiers import IdentifierError, formatted, parse_siret

BETWEEN = re.compile(r"[\n;]+")
NUMBER = re.compile(r"[0-9][0-9\s.\-\u00a0\u202f]{7,24}")


@dataclass(frozen=True, slots=True)
class Partner:
    """A line of the response: `words` as the firm wrote them, `firm` when it is here."""

    words: str
    siret: str | None
    firm: Organisation | None = None


def lines(text: str) -> list[str]:
    return [line for line in (" ".join(part.split()) for part in BETWEEN.split(text)) if line]


def wrong_siret(text: str) -> str | None:
    """The first line that means to be a SIRET and is none."""
    for line in lines(text):
        try:
            if NUMBER.fullmatch(line):
                parse_siret(line)
        except IdentifierError:
            return line
    return None


def named(text: str) -> list[Partner]:
    """Without looking who is here."""
    return [Partner(formatted(siret) if siret else line, siret) for line, siret in _read(text)]


def _read(text: str) -> list[tuple[str, str | None]]:
    found = []
    for line in lines(text):
        try:
            siret = parse_siret(line) if NUMBER.fullmatch(line) else None
        except IdentifierError:
            siret = None
        found.append((line, siret))
    return found


def recognised(texts: Collection[str]) -> dict[str, list[Partner]]:
    """The partners of each of these texts, in one query; a name that several firms bear recognises none."""
    said = {text: named(text) for text in texts}
    partners = [one for found in said.values() for one in found]
    known = _known({one.siret for one in partners if one.siret}, {one.words for one in partners})
    return {text: [_with_firm(one, known) for one in found] for text, found in said.items()}


def _with_firm(one: Partner, known: Mapping[str, list[Organisation]]) -> Partner:
    found = known.get(one.siret or one.words.casefold(), [])
    return Partner(one.words, one.siret, found[0]) if len(found) == 1 else one


def _known(sirets: Collection[str], names: Collection[str]) -> dict[str, list[Organisation]]:
    """By SIRET and by name without regard to capitals."""
    if not sirets and not names:
        return {}
    written = {form for name in names for form in (name, name.upper(), name.title(), name.lower())}
    query = sa.select(Organisation).where(
        Organisation.is_supplier, sa.or_(Organisation.siret.in_(sirets), Organisation.name.in_(written))
    )
    found: dict[str, list[Organisation]] = {}
    for firm in db.session.execute(query).scalars():
        found.setdefault(firm.name.casefold(), []).append(firm)
        if firm.siret:
            found.setdefault(firm.siret, []).append(firm)
    return found
