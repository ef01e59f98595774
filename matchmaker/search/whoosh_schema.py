"""The Whoosh side of indexing: schema, analysers, and a document as fields.

Only what Whoosh 2.7.4 and its forks share is used; see docs/decisions/0003-whoosh.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from matchmaker.search import indexing
from matchmaker.search.columns import Fact
from matchmaker.search.corpus import Passages
from matchmaker.search.documents import Document
from matchmaker.search.whoosh_api import ID, STORED, Analyzer, Existence, FieldType, Positions, Schema, Token

# A document's parts travel through Whoosh as one string; documents hold no control characters.
_PART, _TEXT = "\x1e", "\x1f"
_WEIGHTS = (indexing.TITLE_WEIGHT, indexing.KEYWORD_WEIGHT, indexing.TEXT_WEIGHT)


class Stems(Analyzer):  # type: ignore[misc]  # whoosh has no types
    """Stems with the weight of their part and their position."""

    def __call__(self, value: str, **wanted: Any) -> Iterator[Token]:
        token = Token(positions=True, boosts=True)
        for term in _terms(value):
            token.text, token.pos, token.boost, token.stopped = term.stem, term.position, term.weight, False
            yield token


class PlainWords(Analyzer):  # type: ignore[misc]  # whoosh has no types
    """Folded, unstemmed words: for prefixes and spelling."""

    def __call__(self, value: str, **wanted: Any) -> Iterator[Token]:
        token = Token()
        for term in _terms(value):
            token.text, token.stopped, token.boost = term.plain, False, 1.0
            yield token


@lru_cache(maxsize=2)
def _terms(value: str) -> tuple[indexing.Term, ...]:
    """Kept for a moment: both fields of a document are made of the same analysis."""
    texts = [tuple(part.split(_TEXT)) for part in value.split(_PART)]
    return tuple(indexing.terms(tuple(zip(_WEIGHTS, texts, strict=True))))


def schema() -> Schema:
    """`fact` and `passages` are JSON: the columns are made of the first, the highlights of the second.

    No field is scorable to Whoosh: exact lengths are in `fact`, and writing is a quarter faster.
    """
    return Schema(
        key=ID(unique=True),
        content=FieldType(format=Positions(), analyzer=Stems(), scorable=False),
        words=FieldType(format=Existence(), analyzer=PlainWords(), scorable=False),
        fact=STORED,
        passages=STORED,
    )


def fields(document: Document) -> dict[str, str]:
    value = _PART.join(_TEXT.join(texts) for _, texts in indexing.parts(document))
    fact = indexing.fact(document)
    stored = document.to_json()
    passages = [document.kind, document.title, list(document.keywords), document.text]
    for name in ("title", "text", "keywords"):
        stored.pop(name, None)
    return {
        "key": document.key,
        "content": value,
        "words": value,
        "fact": json.dumps([stored, fact.length, fact.twin], separators=(",", ":")),
        "passages": json.dumps(passages, ensure_ascii=False),
    }


def read_fact(stored: str) -> Fact:
    data, length, twin = json.loads(stored)
    return Fact(Document.from_json(data), length, twin)


def read_passages(stored: str) -> Passages:
    kind, title, keywords, text = json.loads(stored)
    return Passages(kind, title, tuple(keywords), text)
