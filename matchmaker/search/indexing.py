"""What of a document goes into the index, and with what weight: shared by all engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from matchmaker.search.columns import Fact, twin_hash
from matchmaker.search.documents import Document
from matchmaker.search.french import count_words, words

# A word of the title says more of the document than one of the body; keywords (firm, CPV labels, labels)
# stand between. The weights add up inside one document before saturation, as in BM25F.
TITLE_WEIGHT = 3.0
KEYWORD_WEIGHT = 2.0
TEXT_WEIGHT = 1.0
# Beyond this a repetition in the same part weighs nothing, while the length still counts: stuffing loses.
REPEATS_COUNTED = 3
# A phrase never runs from one part into the next.
GAP = 100


class Term(NamedTuple):
    stem: str
    plain: str
    position: int
    weight: float


def parts(document: Document) -> tuple[tuple[float, tuple[str, ...]], ...]:
    return (
        (TITLE_WEIGHT, (document.title,)),
        (KEYWORD_WEIGHT, document.keywords),
        (TEXT_WEIGHT, (document.text,)),
    )


def terms(weighted: tuple[tuple[float, tuple[str, ...]], ...]) -> Iterator[Term]:
    """Grammatical words are left out; positions count them."""
    start = 0
    for weight, texts in weighted:
        seen: Counter[str] = Counter()
        for text in texts:
            last = start
            for word in words(text):
                last = start + word.position
                if word.stem:
                    seen[word.stem] += 1
                    counted = weight if seen[word.stem] <= REPEATS_COUNTED else 0.0
                    yield Term(word.stem, word.plain, last, counted)
            start = last + GAP


def fact(document: Document) -> Fact:
    length = sum(count_words(text) for _, texts in parts(document) for text in texts)
    return Fact(document, length, twin_hash(document))
