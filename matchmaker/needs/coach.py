"""The quality coach: what would make a need easier to answer. It warns and never blocks.

After the dxw audit of published needs (71 % did not state the problem, 74 % not the users, 32 % not the
budget, 77 % asked for six essential skills or more) and the duties of the climate and resilience law.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from matchmaker.reference.text import fold

# Law 2021-1104, article 35, and decree 2022-767: consultations from that day on at the latest.
CLIMATE_LAW_SINCE = date(2026, 8, 22)
SHORT_TEXT = 200
CRITERIA_AT_MOST = 6
SHORTEST_TIME = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the coach reads of a need. `above_eu_threshold` is None when the amount is unknown."""

    title: str
    description: str
    has_amount: bool
    has_place: bool
    today: date
    starts_on: date | None = None
    tender_planned_on: date | None = None
    answers_on: date | None = None
    environmental: bool = False
    social: bool = False
    above_eu_threshold: bool | None = None
    ess_reserved_outside_list: bool = False
    lots: int = 0


@dataclass(frozen=True, slots=True)
class Advice:
    """`code` names the sentence, `words` what it quotes, `step` the page where one can do better."""

    code: str
    step: str
    words: tuple[str, ...] = ()


def advise(facts: Facts) -> tuple[Advice, ...]:
    """In the order of the steps; empty when there is nothing to say."""
    found = (check(facts) for check in CHECKS)
    return tuple(advice for advice in found if advice is not None)


_PROBLEM = re.compile(
    r"\b(afin de|pour que|pour permettre|actuellement|aujourd'hui|constat\w*|probleme\w*|difficult\w+"
    r"|manque\w*|remplac\w+|renouvel\w+|amelior\w+|vetuste\w*|panne\w*|souhait\w+|objectif\w*|because"
    r"|in order to|so that|currently|problem\w*|need to|replac\w+|improv\w+|wish\w*)\b"
)
_USERS = re.compile(
    r"\b(habitant|usager|eleve|ecole|agent|patient|resident|enfant|famille|visiteur|etudiant|salarie|personne|public"
    r"|lyceen|collegien|senior|locataire|voyageur|lecteur|convive|soignant|citizen|user|pupil|school|staff|child|people"
    r"|student|visitor|tenant)\w*"
)
# Words of the trade that a small firm reads as a closed door when nobody spells them out.
_TRADE_WORDS = frozenset(
    [
        "MAPA",
        "DCE",
        "CCTP",
        "CCAP",
        "CCAG",
        "DPGF",
        "BPU",
        "DQE",
        "DUME",
        "AMO",
        "MOE",
        "MOA",
        "DOE",
        "DICT",
        "RSE",
        "DSP",
        "AOO",
        "PSE",
        "OPC",
        "SPS",
        "CSPS",
        "GTC",
        "GMAO",
    ]
)
_ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")
_EXPLAINED = re.compile(r"\(([A-Z]{2,6})\)|\b([A-Z]{2,6})\s?\(")
_BULLET = re.compile(r"^\s*(?:[-•*–—]|\d{1,2}[.)])\s+\S", re.MULTILINE)
_MUST = re.compile(
    r"\b(obligatoire\w*|exige\w*|imperati\w+|indispensable\w*|essentiel\w*|devra|devront|doit|doivent|must|required)\b"
)


def problem(facts: Facts) -> Advice | None:
    return None if _PROBLEM.search(fold(facts.description)) else Advice("problem", "what")


def users(facts: Facts) -> Advice | None:
    return None if _USERS.search(fold(facts.description)) else Advice("users", "what")


def length(facts: Facts) -> Advice | None:
    return Advice("short", "what") if len(facts.description) < SHORT_TEXT else None


def jargon(facts: Facts) -> Advice | None:
    """Abbreviations of the trade that the text itself does not explain in brackets."""
    explained = {one for pair in _EXPLAINED.findall(facts.description) for one in pair if one}
    used = dict.fromkeys(_ACRONYM.findall(f"{facts.title}\n{facts.description}"))
    unclear = tuple(word for word in used if word in _TRADE_WORDS and word not in explained)
    return Advice("jargon", "what", unclear) if unclear else None


def criteria(facts: Facts) -> Advice | None:
    """Either a long list of points, or many words of obligation."""
    counted = max(len(_BULLET.findall(facts.description)), len(_MUST.findall(fold(facts.description))))
    return Advice("criteria", "what", (str(counted),)) if counted > CRITERIA_AT_MOST else None


def place(facts: Facts) -> Advice | None:
    return None if facts.has_place else Advice("place", "what")


def start(facts: Facts) -> Advice | None:
    return None if facts.starts_on else Advice("start", "what")


def amount(facts: Facts) -> Advice | None:
    return None if facts.has_amount else Advice("amount", "how_much")


def order_of_dates(facts: Facts) -> Advice | None:
    """Answers, then the procedure, then the start."""
    dates = [day for day in (facts.answers_on, facts.tender_planned_on, facts.starts_on) if day is not None]
    return Advice("dates", "how_much") if dates != sorted(dates) else None


def time_to_answer(facts: Facts) -> Advice | None:
    soon = facts.answers_on is not None and facts.answers_on < facts.today + SHORTEST_TIME
    return Advice("time", "how_much") if soon else None


def ess_list(facts: Facts) -> Advice | None:
    """L2113-15 holds for social and other specific services only."""
    return Advice("ess", "how_much") if facts.ess_reserved_outside_list else None


def environment(facts: Facts) -> Advice | None:
    late = max(facts.tender_planned_on or facts.today, facts.today) >= CLIMATE_LAW_SINCE
    return Advice("environment", "how_much") if late and not facts.environmental else None


def social(facts: Facts) -> Advice | None:
    """The duty of social considerations begins at the European thresholds."""
    late = max(facts.tender_planned_on or facts.today, facts.today) >= CLIMATE_LAW_SINCE
    return Advice("social", "how_much") if late and facts.above_eu_threshold and not facts.social else None


def lots(facts: Facts) -> Advice | None:
    """Large contracts in one piece shut small firms out."""
    return Advice("lots", "how_much") if facts.above_eu_threshold and facts.lots == 0 else None


CHECKS: tuple[Callable[[Facts], Advice | None], ...] = (
    problem,
    users,
    length,
    jargon,
    criteria,
    place,
    start,
    amount,
    order_of_dates,
    time_to_answer,
    ess_list,
    environment,
    social,
    lots,
)
