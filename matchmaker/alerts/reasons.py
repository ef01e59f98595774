"""Why a need fits a firm, in the matcher's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from matchmaker.errors import Unavailable
from matchmaker.matching.values import Suggestion
from matchmaker.needs.documents import matching_need
from matchmaker.sourcing import index, suggestions, wording

SAID = 3


def sentences(found: Suggestion) -> list[str]:
    """The reasons that count most, the heaviest first."""
    parts = sorted(wording.parts(found), key=lambda part: -part.points)
    return [part.reason for part in parts if part.points > 0][:SAID]


def of_needs(supplier_id: int | None, keys: Iterable[object]) -> Mapping[object, Sequence[str]]:
    """By key of the search; nothing for what is no need, or for whom the matcher does not know."""
    numbers = [int(str(key).partition(":")[2]) for key in keys if str(key).startswith("need:")]
    if supplier_id is None or not numbers:
        return {}
    try:
        matcher = index.index().current()
        needs = suggestions.needs(numbers)
        said = {number: matcher.explain(matching_need(need), supplier_id) for number, need in needs.items()}
    except (KeyError, Unavailable):
        return {}
    return {f"need:{number}": sentences(found) for number, found in said.items()}
