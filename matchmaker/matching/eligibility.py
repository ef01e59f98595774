"""Who may answer a reserved need, by article of the public procurement code."""

from __future__ import annotations

from collections.abc import Iterable

SHELTERED = frozenset({"ea", "eatt", "esat"})
INTEGRATION = frozenset({"ei", "ai", "aci", "etti", "eiti"})
# GEIQ stand under no article in the shipped table of kinds (their basis is outside the IAE): not eligible.
ELIGIBLE_KINDS: dict[str, frozenset[str]] = {
    "L2113-12": SHELTERED,
    "L2113-13": INTEGRATION,
    "L2113-13-1": frozenset({"sep"}),
    "L2113-14": SHELTERED | INTEGRATION,
    "L2113-15": frozenset({"ess"}),
}


def known_article(article: str) -> bool:
    return article in ELIGIBLE_KINDS


def is_eligible(kinds: Iterable[str], articles: Iterable[str]) -> bool:
    """True when the need is not reserved, or one of its articles opens it to one of these kinds."""
    reserved = tuple(articles)
    own = frozenset(kinds)
    return not reserved or any(own & ELIGIBLE_KINDS.get(article, frozenset()) for article in reserved)
