"""Lines of a file read as registrations: what is good, what is refused, where and why. Nothing is written.

A line is refused cell by cell, so that each cell can be mended in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _

from matchmaker.accounts.rules import is_email
from matchmaker.events.models import Side
from matchmaker.needs.deadlines import parse_hour
from matchmaker.organisations.rules import checked_siret
from matchmaker.reference import communes
from matchmaker.reference.text import fold

# Each field with the headings people write; the order is the one in which fields choose their column.
FIELDS: dict[str, tuple[str, ...]] = {
    "email": ("e-mail", "mail", "courriel", "adresse mail", "adresse électronique", "mél"),
    "siret": ("n° siret", "numéro siret"),
    "side": ("côté", "type", "profil", "rôle", "acheteur ou fournisseur", "vous êtes", "catégorie"),
    "first_name": ("prénom", "first name", "given name"),
    "last_name": ("nom de famille", "nom du contact", "last name", "surname", "family name", "nom"),
    "organisation_name": (
        "organisation",
        "organisme",
        "structure",
        "raison sociale",
        "entreprise",
        "société",
        "collectivité",
        "nom de l’entreprise",
        "company",
    ),
    "job": ("fonction", "poste", "job title", "métier"),
    "phone": ("téléphone", "tel", "portable", "mobile", "telephone"),
    "commune": ("ville", "town", "city", "code postal"),
    "arrives": ("arrivée", "heure d’arrivée", "arrival"),
    "leaves": ("départ", "heure de départ", "departure"),
    "words": ("présentation", "activité", "description", "attentes", "in their words", "en quelques mots"),
}
LENGTHS = {"organisation_name": 200, "first_name": 80, "last_name": 80, "job": 120, "email": 254, "phone": 30}
SIDES = {
    Side.BUYER: ("acheteur", "buyer", "public", "collectivite", "donneur d ordre"),
    Side.SUPPLIER: (
        "fournisseur",
        "entreprise",
        "supplier",
        "firm",
        "firme",
        "societe",
        "prestataire",
        "vendeur",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is None for the line as a whole."""

    field: str | None
    value: str
    reason: str


@dataclass(slots=True)
class Entry:
    """One line of the file. `known`: somebody registered already; left as they are."""

    number: int
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    known: bool = False

    @property
    def is_new(self) -> bool:
        return not self.problems and not self.known

    @property
    def mark(self) -> str:
        """Who it is: the address, else the names."""
        return mark(self.values)


class Unreadable(ValueError):
    """The reason, in the reader's language."""


def mark(values: Mapping[str, Any]) -> str:
    if values.get("email"):
        return str(values["email"])
    names = (str(values.get(name) or "") for name in ("organisation_name", "last_name", "first_name"))
    return "|".join(fold(name) for name in names)


def read(
    lines: Sequence[Mapping[str, Any]],
    columns: Mapping[str, int],
    *,
    everybody: Side | None,
    known: Iterable[str],
    demonstration: bool,
) -> list[Entry]:
    """`lines` as kept: number, cells, surplus. `everybody`: the side of who says none. `known`: marks."""
    seen: dict[str, int] = {}
    registered = frozenset(known)
    found = []
    for line in lines:
        entry = _entry(line, columns, everybody, demonstration=demonstration)
        if not entry.problems:
            entry.known = entry.mark in registered
            if (before := seen.setdefault(entry.mark, entry.number)) != entry.number:
                field_named = "email" if entry.values.get("email") else "organisation_name"
                reason = _("The same person stands on line %(line)d.", line=before)
                entry.problems.append(Problem(field_named, entry.mark, reason))
        found.append(entry)
    return found


def _entry(
    line: Mapping[str, Any], columns: Mapping[str, int], everybody: Side | None, *, demonstration: bool
) -> Entry:
    entry = Entry(line["number"], {})
    if line.get("surplus"):
        entry.problems.append(Problem(None, "", _("This line has more cells than the headings.")))
    for name in FIELDS:
        at = columns.get(name)
        text = " ".join(line["cells"][at].split()) if at is not None else ""
        try:
            entry.values[name] = _value(name, text, everybody, demonstration=demonstration)
        except Unreadable as unreadable:
            entry.problems.append(Problem(name, text, str(unreadable)))
    return entry


def _value(name: str, text: str, everybody: Side | None, *, demonstration: bool) -> Any:
    """Raises Unreadable."""
    if name == "side":
        return _side(text, everybody)
    if name == "organisation_name" and not text:
        raise Unreadable(_("The public body or firm is missing."))
    if len(text) > LENGTHS.get(name, 1000):
        raise Unreadable(_("At most %(max)d characters.", max=LENGTHS.get(name, 1000)))
    if name == "siret":
        return _siret(text, demonstration=demonstration) if text else None
    reader = READERS.get(name)
    if reader is None:
        return text
    return reader(text) if text else None


def _side(text: str, everybody: Side | None) -> Side:
    said = fold(text)
    for side, words in SIDES.items():
        if any(said.startswith(word) for word in words):
            return side
    if not text and everybody is not None:
        return everybody
    raise Unreadable(_("Write “public buyer” or “firm”."))


def _siret(text: str, *, demonstration: bool) -> str:
    siret, problem = checked_siret(text, demonstration=demonstration)
    if siret is None:
        raise Unreadable(str(problem))
    return siret


def _email(text: str) -> str:
    if not is_email(text):
        raise Unreadable(_("This is no e-mail address."))
    return text.lower()


def _hour(text: str) -> object:
    bare = text[:5] if text.count(":") == 2 else text
    found = parse_hour(bare)
    if found is None:
        raise Unreadable(_("Write the hour like 17:00 or 9 h 30."))
    return found


@lru_cache(maxsize=4096)
def _communes(text: str) -> tuple[str, ...]:
    digits = "".join(character for character in text if character.isdigit())
    name = fold("".join(character for character in text if not character.isdigit()).strip(" ()-,"))
    if len(digits) == 5:
        among = communes.by_postal_code(digits)
        named = [one.code for one in among if not name or fold(one.name) == name]
        return tuple(named)
    department = digits or None
    found = communes.search(name, limit=50, department=department) if name else ()
    return tuple(one.code for one in found if fold(one.name) == name)


def _commune(text: str) -> str:
    """A postal code that several communes share names the first: a line is not refused for that."""
    found = _communes(text)
    if not found:
        raise Unreadable(_("No commune bears this name or postal code: check the spelling."))
    if len(found) > 1 and not any(character.isdigit() for character in text):
        raise Unreadable(_("Several communes bear this name: write the postal code too."))
    return found[0]


READERS: dict[str, Callable[[str], object]] = {
    "email": _email,
    "commune": _commune,
    "arrives": _hour,
    "leaves": _hour,
}
