"""« Vouliez-vous dire… »: words that nothing holds, replaced by near words that something holds."""

from __future__ import annotations

from matchmaker.search.columns import hash_text
from matchmaker.search.corpus import Corpus
from matchmaker.search.french import STOP_WORDS, normalise, stem, words
from matchmaker.search.query.terms import Terms

# One error in a short word already makes another word; two only in longer ones.
SHORTEST_CORRECTED = 4
TWO_ERRORS_FROM = 7
# Looking up costs some ten milliseconds a word.
MOST_CORRECTED = 3


def corrected_text(text: str, terms: Terms, corpus: Corpus) -> str | None:
    """The text with its unknown words replaced; None when there is nothing to propose."""
    asked = dict.fromkeys((*terms.words, *(word for phrase in terms.phrases for word, _ in phrase)))
    unknown = [word for word in asked if len(word) >= SHORTEST_CORRECTED and not _is_known(word, corpus)]
    near = {word: better for word in unknown[:MOST_CORRECTED] if (better := nearest(word, corpus))}
    replaced = {word: _as_written(better, corpus) for word, better in near.items()}
    return _rewritten(text, replaced) if replaced else None


def nearest(word: str, corpus: Corpus) -> str | None:
    """The nearest word that a visible document holds: fewest errors, then most documents, then a hash."""
    for distance in range(1, 3 if len(word) >= TWO_ERRORS_FROM else 2):
        near = [(other, _count(other, corpus)) for other in corpus.similar(word, distance)]
        held = [(other, count) for other, count in near if count and other != word]
        if held:
            return min(held, key=lambda item: (-item[1], hash_text(item[0])))[0]
    return None


def _is_known(word: str, corpus: Corpus) -> bool:
    """Another form of the word is as good: « école » is known where only « écoles » is written."""
    return bool(corpus.live[corpus.postings(stem(word)).rows].any())


def _as_written(plain: str, corpus: Corpus) -> str:
    """With its accents, as the first document in sight that holds it writes it."""
    rows = corpus.holding(plain)
    passages = corpus.passages(int(rows[corpus.live[rows]][0]))
    for text in (passages.title, *passages.keywords, passages.text):
        for word in words(text):
            if word.plain == plain:
                return text[word.start : word.end].lower()
    return plain


def _count(word: str, corpus: Corpus) -> int:
    """Documents in sight holding the word; what a deleted or hidden one held must not show through."""
    return 0 if word in STOP_WORDS else int(corpus.live[corpus.holding(word)].sum())


def _rewritten(text: str, replaced: dict[str, str]) -> str:
    composed = normalise(text)
    pieces, last = [], 0
    for word in words(composed):
        if better := replaced.get(word.plain):
            pieces += [composed[last : word.start], better]
            last = word.end
    return "".join((*pieces, composed[last:]))
