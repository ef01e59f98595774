"""What the columns of a programme may be, and how each cell is read: never guessed, several readings offered.

A reading is a plain value that JSON holds; `answers` makes attributes of a need of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.needs import rules, wording
from matchmaker.needs.deadlines import NoSuchMoment, moment
from matchmaker.needs.models import Nature, Reserved
from matchmaker.reference import cpv
from matchmaker.reference.cpv import CpvError
from matchmaker.reference.text import fold, words
from matchmaker.web import places
from matchmaker.web.fields import FURTHEST, SEPARATORS, cpv_problem
from matchmaker.web.forms import clean_line, clean_text, parse_day, parse_money

LABELS = {
    "reference": _l("Reference"),
    "title": _l("Subject"),
    "description": _l("Description"),
    "nature": _l("Nature"),
    "cpv": _l("CPV code"),
    "place": _l("Place of execution"),
    "amount": _l("Estimated amount"),
    "starts_on": _l("Date of start"),
    "duration_months": _l("Duration in months"),
    "tender_planned_on": _l("Date of publication of the consultation"),
    "answers_until": _l("Last day for responses"),
    "reserved": _l("Reserved"),
}
SYNONYMS: Mapping[str, Sequence[str]] = {
    "title": ("objet", "intitulé", "libellé", "besoin", "nom", "projet", "subject"),
    "description": ("description", "descriptif", "détail", "contenu", "commentaire", "observations"),
    "nature": ("nature", "type", "catégorie", "type de marché"),
    "cpv": ("code cpv", "cpv"),
    "place": ("lieu d'exécution", "lieu", "commune", "ville", "territoire", "localisation", "site"),
    "amount": ("montant estimé", "montant", "estimation", "budget", "fourchette", "enveloppe"),
    "starts_on": ("date de début", "début", "démarrage", "début d'exécution", "notification", "start"),
    "duration_months": ("durée en mois", "durée", "mois", "duration"),
    "tender_planned_on": ("date de publication", "date de lancement", "lancement", "publication"),
    "answers_until": ("dernier jour de réponse", "date limite de réponse", "date limite", "échéance"),
    "reserved": ("réservé", "réservation", "marché réservé"),
    "reference": ("référence", "ref", "numéro", "n°", "identifiant", "code"),
}  # fmt: skip
Reading = str | int | dict | None


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is what stands in the cell instead, once chosen."""

    value: str
    label: str


class CellProblem(Exception):
    """Why a cell cannot be read; `choices`: what it may mean."""

    def __init__(self, words: str, choices: Sequence[Choice] = ()) -> None:
        super().__init__(words)
        self.words, self.choices = words, tuple(choices)


def read(field: str, text: str, *, today: date) -> Reading:
    """The reading of a cell that is not blank. Raises CellProblem."""
    return READERS[field](text, today)


def _line(limit: int) -> Callable[[str, date], str]:
    def reader(text: str, _today: date) -> str:
        line = clean_line(text)
        if len(line) > limit:
            raise CellProblem(_("At most %(max)d characters.", max=limit))
        if not any(one.isalnum() for one in line):
            raise CellProblem(_("Write a few words."))
        return line

    return reader


def _description(text: str, _today: date) -> str:
    cleaned = clean_text(text)
    if len(cleaned) > 10_000:
        raise CellProblem(_("At most %(max)d characters.", max=10_000))
    return cleaned


NATURES = {
    Nature.SERVICES: ("service", "services", "prestation", "prestations", "s", "prestations services"),
    Nature.SUPPLIES: ("fourniture", "fournitures", "supplies", "f"),
    Nature.WORKS: ("travaux", "travail", "works", "t"),
}


def _nature(text: str, _today: date) -> str:
    said = " ".join(word for word in words(text) if word not in ("de", "et"))
    for nature, names in NATURES.items():
        if said in names:
            return nature.value
    offered = [Choice(one.value, str(label)) for one, label in wording.NATURE.items()]
    raise CellProblem(_("Choose services, supplies or works."), offered)


def _cpv(text: str, _today: date) -> str:
    try:
        found = cpv.parse(text)
    except CpvError as error:
        if error.reason == "check_digit":
            raise CellProblem(cpv_problem(error), _codes([cpv.get(error.expected[:8])])) from error
        labelled = cpv.search(text, limit=6) if any(one.isalpha() for one in text) else ()
        same = [one for one in labelled if fold(one.label_fr) == fold(text)]
        if len(same) == 1:
            return same[0].code
        if labelled:
            raise CellProblem(_("Several codes may be meant: choose one."), _codes(labelled)) from error
        raise CellProblem(cpv_problem(error)) from error
    if found is None:
        raise CellProblem(_("A CPV code has 8 digits, like 77310000 or 77310000-6."))
    return found.code


def _codes(found: Sequence[cpv.Cpv | None]) -> list[Choice]:
    said = wording.language()
    return [Choice(one.code, f"{one.label(said)} ({one.full_code})") for one in found if one is not None]


def _place(text: str, _today: date) -> dict:
    tokens: list[str] = []
    for name in SEPARATORS.split(clean_line(text)):
        found = _resolved(name, current_app.config["SETTINGS"].region) if name else ()
        if not found:
            raise CellProblem(_("We do not know this place. Try the town's postal code."))
        if len(found) > 1:
            offered = [Choice(text.replace(name, one.text), one.text) for one in found]
            raise CellProblem(_("Several places have this name: choose one."), offered)
        tokens.append(found[0].token)
    return places.zone_of(dict.fromkeys(tokens)).to_json()


@lru_cache(maxsize=2000)
def _resolved(name: str, region: str) -> tuple[places.Place, ...]:
    return places.resolve(name, region=region)


_NUMBER = re.compile(r"\d[\d   .]*(?:,\d+)?(?:\s*[kKmM](?![a-z]))?")
_FACTORS = {"k": 1_000, "m": 1_000_000}


def _amount(text: str, today: date) -> str:
    """A band; an amount is put into the one that holds it, two amounts into the bands they touch."""
    if rules.band(text) is not None:
        return text
    bands = rules.bands_on(today)
    amounts = sorted(one for one in map(_euros, _NUMBER.findall(text)) if one is not None)
    if not amounts:
        raise CellProblem(_("Write an amount in euros, like 12 000 or 1 000,50."), _bands(bands))
    low, high = amounts[0], amounts[-1]
    touched = [
        one for one in bands if (one.high is None or low < one.high) and (high > one.low or low == high)
    ]
    touched = [one for one in touched if one.low <= high]
    if len(touched) != 1:
        raise CellProblem(_("This amount lies in several bands: choose one."), _bands(touched))
    return touched[0].code


def _euros(text: str) -> float | None:
    bare = text.strip()
    factor = _FACTORS.get(bare[-1].lower(), 1)
    found = parse_money(bare.rstrip("kKmM ").strip().rstrip("."))
    return None if found is None else float(found) * factor


def _bands(found: Sequence[rules.Band]) -> list[Choice]:
    return [Choice(one.code, wording.band_label(one)) for one in found]


_NAMES = words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
MONTHS = {said: number for number, name in enumerate(_NAMES, 1) for said in (name, name[:4])}
_QUARTER = re.compile(r"(?:t|q)?\s*([1-4])(?:er|e|eme|nd)?\s*(?:trimestre|t)?\s+(20\d\d)")
_MONTH = re.compile(r"(?:([a-z]+)\.?|(0?[1-9]|1[0-2])[/.-])\s*(20\d\d)")


def day_of(text: str) -> date | None:
    """A day, or the first of a month or quarter: « mars 2027 », « 03/2027 », « T2 2027 »."""
    said = fold(text)
    if found := parse_day(clean_line(text)):
        return found
    if month := _MONTH.fullmatch(said):
        number = MONTHS.get(month[1]) if month[1] else int(month[2])
        return date(int(month[3]), number, 1) if number else None
    if quarter := _QUARTER.fullmatch(said):
        return date(int(quarter[2]), 3 * int(quarter[1]) - 2, 1)
    return None


def _day(text: str, today: date) -> str:
    found = day_of(text)
    if found is None:
        raise CellProblem(_("Write the date like 8/9/2026 or 2026-09-08."))
    if found < today.replace(day=1):
        raise CellProblem(_("This date has passed."))
    if found > today + FURTHEST:
        raise CellProblem(_("This date is more than ten years away: check the year."))
    return found.isoformat()


def _deadline(text: str, today: date) -> str:
    found = date.fromisoformat(_day(text, today))
    if found <= today:
        raise CellProblem(_("This date has passed."))
    try:
        return moment(found, time(17)).isoformat()
    except NoSuchMoment as error:
        raise CellProblem(_("Write the date like 8/9/2026 or 2026-09-08.")) from error


_DURATION = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*(mois|m|ans?|annees?|months?|years?)?")


def _duration(text: str, _today: date) -> int:
    found = _DURATION.fullmatch(fold(text))
    months = int(found[1]) * (12 if (found[2] or "m")[0] in "ay" else 1) if found else 0
    if not 1 <= months <= 600:
        raise CellProblem(_("Write a number of months from 1 to 600."))
    return months


RESERVATIONS = {
    Reserved.DISABILITY: ("ea", "esat", "handicap", "ea esat", "ea/esat"),
    Reserved.INSERTION: ("siae", "insertion", "iae"),
    Reserved.ESS: ("ess",),
}


def _reserved(text: str, _today: date) -> str | None:
    said = fold(text)
    if said in ("non", "no", "0", "aucun", "aucune", "-"):
        return None
    for one in Reserved:
        if said == one.value.lower() or said in RESERVATIONS.get(one, ()):
            return one.value
    offered = [Choice("non", _("Open to all firms"))]
    offered += [Choice(one.value, str(label)) for one, label in wording.RESERVED.items()]
    raise CellProblem(_("Say for whom it is reserved."), offered)


READERS: Mapping[str, Callable[[str, date], Reading]] = {
    "reference": _line(80),
    "title": _line(200),
    "description": _description,
    "nature": _nature,
    "cpv": _cpv,
    "place": _place,
    "amount": _amount,
    "starts_on": _day,
    "duration_months": _duration,
    "tender_planned_on": _day,
    "answers_until": _deadline,
    "reserved": _reserved,
}
