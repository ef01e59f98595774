"""Which column holds which field: by the headings people write, in any order, and as they said last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from matchmaker.reference.text import words

CLOSE = 0.86
SMALL_WORDS = frozenset(words("de du des d la le les l a au aux en et ou un une the of in par pour sur"))


def key(header: str) -> str:
    """A heading as it is compared: no accents, capitals, punctuation nor small words."""
    found = words(header)
    return " ".join([word for word in found if word not in SMALL_WORDS] or found)


def match(
    headers: Sequence[str], fields: Mapping[str, Sequence[str]], kept: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Field to column. `fields` gives each one's headings, in the order in which fields choose.

    What was chosen last time (`kept`: key of a heading to its field, or to "" for none) comes first, then
    the very heading, then one that begins with it or holds it, then a slip of the pen.
    """
    keys = [key(header) for header in headers]
    found: dict[str, int] = {}
    free = {at for at, one in enumerate(keys) if one}
    for at in sorted(free):
        if kept is not None and keys[at] in kept:
            free.discard(at)
            if kept[keys[at]] in fields and kept[keys[at]] not in found:
                found[kept[keys[at]]] = at
    wanted = {name: [key(one) for one in (name, *synonyms)] for name, synonyms in fields.items()}
    for alike in (_same, _holds, _close):
        for name, synonyms in wanted.items():
            columns = [at for at in sorted(free) if alike(keys[at], synonyms)]
            if name not in found and columns:
                found[name] = columns[0]
                free.discard(columns[0])
    return found


def keep(headers: Sequence[str], chosen: Mapping[str, int]) -> dict[str, str]:
    """What to remember for `kept` next time: headings left aside are remembered as left aside."""
    by_column = {at: name for name, at in chosen.items()}
    return {key(header): by_column.get(at, "") for at, header in enumerate(headers) if key(header)}


def _same(one: str, synonyms: Iterable[str]) -> bool:
    return one in synonyms


def _holds(one: str, synonyms: Iterable[str]) -> bool:
    padded = f" {one} "
    return any(f" {synonym} " in padded for synonym in synonyms)


def _close(one: str, synonyms: Iterable[str]) -> bool:
    return len(one) > 3 and any(SequenceMatcher(None, one, other).ratio() >= CLOSE for other in synonyms)
