"""Which rows hold the words, and how well: BM25F over statistics of the rows that can be found.

Whoosh's own statistics count deleted documents until their segment is merged, so that a score would depend on
the history of the index; these count live rows only, and a rebuild gives the same numbers to the last bit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from matchmaker.search.columns import Bools, Floats, Ints
from matchmaker.search.corpus import NO_ROWS, POSITION_BITS, Corpus, Postings
from matchmaker.search.french import stem
from matchmaker.search.query.terms import Terms

# How soon repetition stops paying: at 1.2 a third occurrence adds little.
SATURATION = 1.2
# How much a long text is held against its document; under the usual .75 because good offers are described at
# length.
LENGTH_SHARE = 0.6
# Whoosh and its forks slow down with each alternative, and nobody types more.
MOST_ALTERNATIVES = 8

Sequence = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """`found` marks the live rows that match, `scores` is 0 where nothing was asked in words."""

    found: Bools
    scores: Floats
    relaxed: bool = False


def match_all_words(terms: Terms, corpus: Corpus) -> Match:
    clauses = _clauses(terms, corpus)
    hits = np.zeros(len(corpus.columns), dtype=np.int16)
    for clause in clauses:
        hits[clause.rows] += 1
    found = corpus.live & (hits == len(clauses)) & ~_excluded(terms, corpus)
    return Match(found, _scores(clauses, corpus))


def match_some_words(terms: Terms, corpus: Corpus) -> Match:
    """The rarest words, phrases and prefixes as alternatives; rows holding more of them score more."""
    loose = Terms(_all_words(terms), (), terms.prefixes, terms.excluded)
    clauses = [clause for clause in _clauses(loose, corpus) if len(clause.rows)]
    clauses = sorted(clauses, key=lambda clause: len(clause.rows))[:MOST_ALTERNATIVES]
    found = np.zeros(len(corpus.columns), dtype=np.bool_)
    for clause in clauses:
        found[clause.rows] = True
    return Match(found & corpus.live & ~_excluded(terms, corpus), _scores(clauses, corpus), relaxed=True)


def _all_words(terms: Terms) -> tuple[str, ...]:
    within = (word for phrase in terms.phrases for word, _ in phrase)
    return tuple(dict.fromkeys((*terms.words, *within)))


def _clauses(terms: Terms, corpus: Corpus) -> list[Postings]:
    """One per word, phrase and prefix, live rows only. Two words with one stem are one clause."""
    stems = dict.fromkeys(stem(word) for word in terms.words)
    every = [corpus.postings(term) for term in stems]
    every += [_phrase(phrase, corpus) for phrase in terms.phrases]
    every += [_prefix(prefix, corpus) for prefix in terms.prefixes]
    return [_living(postings, corpus.live) for postings in every]


def _living(postings: Postings, live: Bools) -> Postings:
    kept = live[postings.rows]
    return postings if kept.all() else Postings(postings.rows[kept], postings.weights[kept])


def _phrase(phrase: Sequence, corpus: Corpus) -> Postings:
    """Weighs as its least weighty word does in the same row."""
    rows = phrase_rows(phrase, corpus)
    weights = np.full(len(rows), np.inf, dtype=np.float32)
    for word, _ in phrase:
        postings = corpus.postings(stem(word))
        weights = np.minimum(weights, postings.weights[np.searchsorted(postings.rows, rows)])
    return Postings(rows, weights)


def phrase_rows(phrase: Sequence, corpus: Corpus) -> Ints:
    """Rows where the words stand at the given distances from each other."""
    starts: np.ndarray[tuple[int], np.dtype[np.int64]] | None = None
    for word, offset in phrase:
        here = corpus.positions(stem(word)) - offset
        starts = here if starts is None else np.intersect1d(starts, here, assume_unique=True)
    if starts is None:
        return NO_ROWS
    return np.unique(starts >> POSITION_BITS).astype(np.int32)


def _prefix(prefix: str, corpus: Corpus) -> Postings:
    lists = [corpus.holding(word) for word in corpus.starting_with(prefix)]
    rows = np.unique(np.concatenate(lists)) if lists else NO_ROWS
    return Postings(rows, np.ones(len(rows), dtype=np.float32))


def _excluded(terms: Terms, corpus: Corpus) -> Bools:
    gone = np.zeros(len(corpus.columns), dtype=np.bool_)
    for sequence in terms.excluded:
        single = len(sequence) == 1
        gone[corpus.postings(stem(sequence[0][0])).rows if single else phrase_rows(sequence, corpus)] = True
    return gone


def _scores(clauses: list[Postings], corpus: Corpus) -> Floats:
    lengths = corpus.columns.lengths
    scores = np.zeros(len(lengths), dtype=np.float64)
    total = int(corpus.live.sum())
    if not clauses or not total:
        return scores
    # Sums of whole numbers: the same whatever the order of the rows.
    average = max(1.0, float(lengths[corpus.live].sum()) / total)
    for clause in clauses:
        weights = clause.weights.astype(np.float64)
        norm = 1 - LENGTH_SHARE + LENGTH_SHARE * lengths[clause.rows] / average
        rarity = math.log1p((total - len(clause.rows) + 0.5) / (len(clause.rows) + 0.5))
        scores[clause.rows] += rarity * weights * (SATURATION + 1) / (weights + SATURATION * norm)
    return scores
