"""The terms of art that pages explain: word and plain explanation, in the page's language."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class Term:
    key: str
    word: str
    explanation: str


def terms() -> tuple[Term, ...]:
    return (
        Term("need", _("Need"), _("What a public body plans to buy. It informs firms and binds nobody.")),
        Term("offer", _("Offer"), _("What a firm can do, for whom, where and how much.")),
        Term(
            "sourcing",
            _("Sourcing"),
            _("Talking to firms before a procedure to know what the market can do (article R2111-1)."),
        ),
        Term(
            "lot",
            _("Lot"),
            _("A part of a need that may be awarded by itself, often within reach of a small firm."),
        ),
        Term("cpv", _("CPV"), _("The European list of codes that say what is bought, from 2 to 8 digits.")),
        Term(
            "reserved",
            _("Reserved"),
            _("For firms of integration, of disabled workers or of the social economy (L2113-12 to 15)."),
        ),
        Term(
            "ess",
            _("Social economy"),
            _("Associations, cooperatives, mutuals, foundations and companies that follow law 2014-856."),
        ),
        Term("siae", _("SIAE"), _("A firm that brings people far from work back to it.")),
        Term("ea", _("EA and ESAT"), _("Adapted firms and workshops that employ disabled people.")),
        Term(
            "tpe",
            _("TPE and PME"),
            _("Very small firms (under 10 people) and small and medium ones (under 250)."),
        ),
        Term(
            "epci",
            _("EPCI"),
            _("Communes that run services together: community, urban community, metropolis."),
        ),
    )
