"""Which words of an offer buyers use in their open needs: the words by which it can be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa

from matchmaker.extensions import db
from matchmaker.matching.text import stems, tokens
from matchmaker.needs.models import Need, NeedStatus

NEEDS_READ = 2_000  # the newest: older ones add no word that these have not
WORDS_SHOWN = 12
SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class FoundWord:
    """`word` as the offer writes it; `needs`: how many open needs use it in some form."""

    word: str
    needs: int


def found_words(text: str, *, limit: int = WORDS_SHOWN) -> list[FoundWord]:
    """The words most used by open needs first; one query."""
    return count_words(text, open_need_texts(), limit=limit)


def open_need_texts() -> list[str]:
    query = (
        sa.select(Need.title, Need.description)
        .where(Need.status == NeedStatus.PUBLISHED)
        .order_by(Need.published_at.desc(), Need.id.desc())
        .limit(NEEDS_READ)
    )
    return [f"{title}\n{description}" for title, description in db.session.execute(query)]


def count_words(text: str, need_texts: Iterable[str], *, limit: int) -> list[FoundWord]:
    written: dict[str, str] = {}
    for token in tokens(text):
        if len(token.stem) >= SHORTEST_STEM and not token.stem.isdigit():
            written.setdefault(token.stem, text[token.start : token.end].lower())
    counts: Counter[str] = Counter()
    for need_text in need_texts:
        counts.update(written.keys() & _stems(need_text))
    best = sorted(counts, key=lambda stem: (-counts[stem], stem))[:limit]
    return [FoundWord(written[stem], counts[stem]) for stem in best]


@lru_cache(maxsize=2 * NEEDS_READ)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))
