"""Scores and reasons as the match ruler draws them, and the firm's own words as fragments to mark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import LazyString, get_locale, gettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.matching.values import Evidence, Exclusion, Reason, SharedWord, Suggestion
from matchmaker.matching.wording import say
from matchmaker.reference import territories
from matchmaker.sourcing.models import Reason as Dismissal
from matchmaker.sourcing.models import Verdict
from matchmaker.sourcing.models_contacts import Choice, Decline

# Words around the first match: what fits in two lines of a card.
BEFORE, LONGEST = 60, 260


@dataclass(frozen=True, slots=True)
class Part:
    """One brick of the ruler. `points` and `maximum` in points of 100, `shade` fixed by criterion."""

    label: str
    points: float
    maximum: float
    reason: str
    shade: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of the firm's text as written, not escaped: the template escapes it."""

    text: str
    is_match: bool = False


REASONS: dict[Dismissal, LazyString] = {
    Dismissal.OTHER_TRADE: _l("It does something else"),
    Dismissal.TOO_FAR: _l("It is too far for this work (good for sourcing only, never to award)"),
    Dismissal.CAPACITY: _l("The work is too big or too small for it"),
    Dismissal.NOT_ELIGIBLE: _l("It does not meet a condition of the need"),
    Dismissal.CLOSED_DOWN: _l("It no longer works or cannot be reached"),
    Dismissal.OTHER: _l("Something else"),
}
DECLINES: dict[Decline, LazyString] = {
    Decline.OTHER_TRADE: _l("It is not our trade"),
    Decline.TOO_FAR: _l("It is too far for us"),
    Decline.TOO_BIG: _l("It is too big or too small for us"),
    Decline.NO_TIME: _l("We have no time at that date"),
    Decline.CONDITIONS: _l("The conditions do not suit us"),
    Decline.OTHER: _l("Another reason"),
}
CHOICES: dict[Choice, LazyString] = {
    Choice.INTERESTED: _l("Interested"),
    Choice.DECLINED: _l("Not for them"),
    Choice.WITHDRAWN: _l("Response withdrawn"),
}
# The states of sourcing/board.py, in the order of the funnel: words and tone.
STATES: dict[str, tuple[LazyString, str]] = {
    "waiting": (_l("Not sent"), "info"),
    "unreachable": (_l("No known address"), "bad"),
    "bounced": (_l("Mail refused by their server"), "bad"),
    "sent": (_l("Sent"), ""),
    "seen": (_l("Link opened"), "info"),
    "interested": (_l("Interested"), "good"),
    "declined": (_l("Not for them"), ""),
    "withdrawn": (_l("Response withdrawn"), "attention"),
    "silent": (_l("Silent"), "attention"),
}
VERDICTS: dict[Verdict, LazyString] = {
    Verdict.ACCEPTED: _l("Accepted by your team"),
    Verdict.DISMISSED: _l("Dismissed by your team"),
}
DIMENSIONS: dict[str, LazyString] = {
    "size": _l("By size"),
    "social": _l("By kind of firm"),
    "arrival": _l("By time on the platform"),
    "department": _l("By department"),
}
GROUPS: dict[str, LazyString] = {
    "tpe": _l("Micro-enterprise"),
    "pme": _l("Small or medium firm"),
    "eti": _l("Mid-sized firm"),
    "ge": _l("Large firm"),
    "integration": _l("Work integration (SIAE)"),
    "inclusive": _l("Adapted or sheltered work, other inclusive kinds"),
    "ess": _l("Rest of the social economy"),
    "none": _l("Not of the social economy"),
    "new": _l("Registered for less than six months"),
    "settled": _l("Registered for longer"),
    "unknown": _l("Not known"),
}
SHADES = {"words": 1, "spelling": 2, "cpv": 3, "place": 4}


def group(code: str) -> str:
    """A group of the exposure report in words; departments by name."""
    department = territories.department(code)
    return f"{department.name} ({code})" if department else str(GROUPS.get(code, code))


def label(criterion: str) -> str:
    return {
        "words": _("Words"),
        "spelling": _("Parts of words"),
        "cpv": _("CPV"),
        "place": _("Place"),
    }.get(criterion, criterion)


def parts(suggestion: Suggestion) -> list[Part]:
    return [
        Part(label(one.criterion), one.points, one.maximum, sentence(one), SHADES.get(one.criterion, 5))
        for one in suggestion.reasons
    ]


def sentence(told: Reason | Exclusion) -> str:
    """The reason in the reader's language."""
    return say(told, gettext, str(get_locale()))


def excerpt(suggestion: Suggestion, evidence: Sequence[Evidence]) -> tuple[Fragment, ...]:
    """The sentence of the firm that holds most of the shared words, those marked with its own spelling.

    Empty when no word is shared. Spans beyond the text (an index a second late) are left out.
    """
    spans = spans_by_piece(suggestion, len(evidence))
    best = best_piece(spans)
    return () if best is None else cut(evidence[best].text, spans[best])


def best_piece(spans: Mapping[int, Sequence[tuple[int, int]]]) -> int | None:
    """The piece of evidence that holds most of the shared words, the first of equals."""
    return max(spans, key=lambda piece: (len(spans[piece]), -piece), default=None)


def best_offer(suggestion: Suggestion, evidence: Sequence[Evidence]) -> int | None:
    """The id of the offer that the excerpt is taken from; None when it is the firm's own card."""
    best = best_piece(spans_by_piece(suggestion, len(evidence)))
    piece = str(evidence[best].id or "") if best is not None else ""
    kind, _sep, number = piece.partition(":")
    return int(number) if kind == "offer" else None


def spans_by_piece(suggestion: Suggestion, pieces: int) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    words: list[SharedWord] = [word for reason in suggestion.reasons for word in reason.words]
    for span in (span for word in words for span in word.spans):
        if span.evidence < pieces:
            found.setdefault(span.evidence, []).append((span.start, span.end))
    return found


def cut(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Fragment, ...]:
    """A window of the text that starts near the first match, matches told apart."""
    ordered = sorted({span for span in spans if span[1] <= len(text)})
    if not ordered:
        return ()
    start = max(0, ordered[0][0] - BEFORE)
    start = 0 if start == 0 else text.find(" ", start) + 1
    end = min(len(text), start + LONGEST)
    end = end if end == len(text) else max(text.rfind(" ", start, end), start + 1)
    return tuple(_fragments(text, ordered, start, end))


def _fragments(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Fragment]:
    found = [Fragment("… ")] if start else []
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        found += [Fragment(text[at:first]), Fragment(text[first:last], is_match=True)]
        at = last
    found.append(Fragment(text[at:end] + (" …" if end < len(text) else "")))
    return [
        Fragment(one_line(fragment.text), is_match=fragment.is_match) for fragment in found if fragment.text
    ]


def one_line(text: str) -> str:
    """The author’s lines run on: a dash after a title that ends without a stop, a blank after a sentence."""
    return re.sub(r"\n+", " ", re.sub(r"(?<![\s.!?:;,…])\n+", " – ", text))
