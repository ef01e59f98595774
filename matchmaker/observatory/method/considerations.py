"""Social and environmental considerations: said yes, said no, or not said."""

from __future__ import annotations

from functools import lru_cache

from matchmaker.observatory.method.codes import NOTHING
from matchmaker.reference.text import fold

# One letter a consideration, so that a contract's are one short text.
CLAUSE, CRITERION, RESERVED, NONE = "C", "T", "R", "N"


@lru_cache(maxsize=5_000)
def read_considerations(labels: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The letters in order, None when nothing is said; "none" beside a clause gives way to the clause."""
    letters = {letter for label in labels for letter in _letters(fold(label))}
    if not letters:
        return None, None
    if NONE in letters and len(letters) > 1:
        return "".join(sorted(letters - {NONE})), "none_beside_a_clause"
    return "".join(sorted(letters)), None


def _letters(label: str) -> str:
    if label in NOTHING:
        return ""
    if "pas de" in label or "aucun" in label or "sans objet" in label or label == "non":
        return NONE
    found = (CLAUSE if "clause" in label else "") + (CRITERION if "critere" in label else "")
    return found + (RESERVED if "reserve" in label else "")


def has_clause(letters: str | None) -> bool | None:
    """A clause or a criterion; a contract that is only reserved has none. None: not communicated."""
    return None if not letters else CLAUSE in letters or CRITERION in letters


def is_reserved(letters: str | None) -> bool | None:
    return None if not letters else RESERVED in letters
