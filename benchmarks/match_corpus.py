"""Made-up offers and needs for the benchmarks of speed: seeded, in need of no file but the reference tables.

``Terms`` draws matrices of a million offers in seconds: three quarters of an offer's words from the labels of
one of the two largest CPV divisions, one quarter from a long tail of forms (Zipf–Mandelbrot). That gives what
real contract objects give: 25 to 30 distinct terms an offer, a need of 60 touching 3 postings an offer.
``World`` writes whole suppliers, with codes and zones, for the product itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer

from matchmaker.matching.codec import StoredSuppliers
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.postings import Postings
from matchmaker.matching.terms import TermTable, term_keys
from matchmaker.matching.text import stem, words
from matchmaker.matching.values import Evidence, Need, Supplier
from matchmaker.reference import communes, cpv
from matchmaker.reference.zones import Zone

TAIL_FORMS = 40_000
TAIL_SHIFT = 60.0  # flattens the head of the tail: stop words are gone
TAIL_POWER = 1.25
TAIL_SHARE = 0.25
WORDS_A_LABEL = 3.5
NEED_WORDS = 86  # raw words that leave some 60 distinct terms
TRAITS = ("kinds", "size", "ess", "unavailable_until")
OF_PIECES = ("position", "days", "kinds", "zone", "likeness", "gone")
TRADES_EACH = 4  # codes that offers bear in each division: some 180 trades


@dataclass(frozen=True)
class Corpus:
    """``rows`` are offers × terms, of unit length; ``table`` holds the same weights for a need's text."""

    rows: sparse.csr_matrix
    postings: Postings
    table: TermTable
    needs: list[str]
    short: list[str]


class Terms:
    """Texts as numbers of terms."""

    def __init__(self, seed: int = 0) -> None:
        self.chance = np.random.default_rng(seed)
        self.forms: list[str] = []
        divisions = _largest_divisions(2)
        self.first = np.cumsum([0, *(len(labels) for labels in divisions)])
        numbers: dict[str, int] = {}
        said = [
            [self._number(word, numbers) for word in words(label)] for labels in divisions for label in labels
        ]
        self.flat = np.array([number for one in said for number in one], dtype=np.int32)
        self.start = np.concatenate([[0], np.cumsum([len(one) for one in said])])
        self.forms += [f"w{rank}" for rank in range(TAIL_FORMS)]
        chances = 1 / (np.arange(TAIL_FORMS) + TAIL_SHIFT) ** TAIL_POWER
        self.tail = np.cumsum(chances / chances.sum())
        self.tail[-1] = 1.0
        self.of_labels = len(numbers)

    def _number(self, word: str, numbers: dict[str, int]) -> int:
        key = stem(word)
        if key not in numbers:
            numbers[key] = len(numbers)
            self.forms.append(word)
        return numbers[key]

    def counts(self, size: int, low: int, high: int) -> sparse.csr_matrix:
        """Texts × terms, how often; ``low`` to ``high`` raw words a text."""
        wanted = self.chance.integers(low, high + 1, size)
        labels = np.maximum(1, wanted * (1 - TAIL_SHARE) / WORDS_A_LABEL).astype(int)
        owner = np.repeat(np.arange(size), labels)
        division = self.chance.integers(len(self.first) - 1, size=size)[owner]
        held = np.diff(self.first)[division]
        chosen = self.first[division] + (self.chance.random(len(owner)) ** 1.5 * held).astype(int)
        lengths = self.start[chosen + 1] - self.start[chosen]
        ends = np.cumsum(lengths)
        at = np.arange(ends[-1]) + np.repeat(self.start[chosen] - (ends - lengths), lengths)
        tail_owner = np.repeat(np.arange(size), (wanted * TAIL_SHARE).astype(int))
        tail = np.searchsorted(self.tail, self.chance.random(len(tail_owner))) + self.of_labels
        rows = np.concatenate([np.repeat(owner, lengths), tail_owner])
        columns = np.concatenate([self.flat[at], tail])
        ones = np.ones(len(rows), dtype=np.float32)
        counted = sparse.csr_matrix((ones, (rows, columns)), shape=(size, len(self.forms)))
        counted.sum_duplicates()
        return counted

    def corpus(self, size: int, needs: int) -> Corpus:
        counts = self.counts(size, 20, 60)
        idf = TfidfTransformer(sublinear_tf=True).fit(counts)
        rows = sparse.csr_matrix(idf.transform(counts), dtype=np.float32)
        keys = term_keys(stem(form) for form in self.forms)
        order = np.argsort(keys)
        table = TermTable(keys[order], idf.idf_[order].astype(np.float32), 1.0)
        long = self.counts(needs, NEED_WORDS, NEED_WORDS)
        return Corpus(rows, Postings.of(rows, keys), table, self._texts(long), self._short(counts, needs))

    def _texts(self, counts: sparse.csr_matrix) -> list[str]:
        return [" ".join(self.forms[at] for at in one.indices) for one in counts]

    def _short(self, counts: sparse.csr_matrix, needs: int) -> list[str]:
        """One to five of the words of an offer, as one searches for it."""
        found = []
        for row in self.chance.integers(counts.shape[0], size=needs):
            held = counts.indices[counts.indptr[row] : counts.indptr[row + 1]]
            size = min(len(held), int(self.chance.integers(1, 6)))
            found.append(" ".join(self.forms[at] for at in self.chance.choice(held, size, replace=False)))
        return found


def _largest_divisions(count: int) -> list[list[str]]:
    """Labels of each."""
    labels: dict[str, list[str]] = {}
    for entry in cpv.all_codes():
        labels.setdefault(entry.code[:2], []).append(entry.label_fr)
    return sorted(labels.values(), key=len)[-count:]


def times_over(matcher: SupplierMatcher, times: int) -> SupplierMatcher:
    """The same suppliers so many times, ids repeated: the size of a large index without its texts."""
    held = matcher.segments_[0]
    stored, codes, traits = StoredSuppliers.of(held.suppliers), held.codes, held.traits
    size, pieces, keys = len(held), held.piece_count, held.words.keys
    columns = (held.words.values, held.words.rows, held.words.start)
    words = sparse.csc_matrix(columns, shape=(pieces, len(keys))).tocsr()
    segment = replace(
        held,
        suppliers=StoredSuppliers(np.tile(stored.lines, times), _starts(stored.start, times)),
        first=_starts(held.first, times),
        owner=(np.tile(held.owner, times) + np.repeat(np.arange(times, dtype=np.int32) * size, pieces)),
        words=Postings.of(sparse.csr_matrix(sparse.vstack([words] * times)), keys),
        spelling=replace(
            held.spelling,
            row_start=_starts(held.spelling.row_start, times),
            word_numbers=np.tile(held.spelling.word_numbers, times),
            word_weights=np.tile(held.spelling.word_weights, times),
        ),
        codes=replace(codes, start=_starts(codes.start, times), numbers=np.tile(codes.numbers, times)),
        traits=replace(traits, **{name: np.tile(getattr(traits, name), times) for name in TRAITS}),
        **{name: np.tile(getattr(held, name), times) for name in OF_PIECES},
        id_keys=np.repeat(held.id_keys, times),
        id_rows=np.repeat(held.id_rows, times),
    )
    return matcher._with_segments((segment,))


def _starts(start: np.ndarray, times: int) -> np.ndarray:
    return np.concatenate([[0], *(start[1:] + at * start[-1] for at in range(times))]).astype(np.int64)


class World:
    """Texts, codes and places drawn with one seed."""

    def __init__(self, seed: int = 0) -> None:
        self.chance = np.random.default_rng(seed)
        self.divisions: dict[str, list[cpv.Cpv]] = {}
        for entry in cpv.all_codes():
            self.divisions.setdefault(entry.code[:2], []).append(entry)
        self.names = sorted(self.divisions)
        self.communes = communes.search("6", limit=1500, region="32") or communes.search("a", limit=500)
        self.tail = np.array([one.name for one in communes.search("s", limit=4000)])

    def text(self, size: int) -> tuple[str, str]:
        """A text of about so many words, and its CPV code."""
        entries = self.divisions[self.names[self.chance.integers(len(self.names))]]
        first = entries[self.chance.integers(min(TRADES_EACH, len(entries)))]
        said = first.label_fr.split()
        while len(said) < size * 0.8:
            said += entries[self.chance.integers(len(entries))].label_fr.split()
        while len(said) < size:
            said += str(self.tail[min(self.chance.zipf(1.3), len(self.tail)) - 1]).split()
        return " ".join(said[:size]), first.code

    def zone(self) -> Zone:
        one = self.communes[self.chance.integers(len(self.communes))]
        return Zone(communes=(one.code,), radius_km=float(self.chance.choice([10, 20, 30, 50])))

    def suppliers(self, offers: int, first: int = 0) -> list[Supplier]:
        """Two offers each, numbered from ``first`` on."""
        return [
            Supplier(
                number, tuple(self._offer() for _ in range(2)), kinds=frozenset({"ess"} if number % 3 else ())
            )
            for number in range(first, first + offers // 2)
        ]

    def _offer(self) -> Evidence:
        text, code = self.text(int(self.chance.integers(20, 60)))
        return Evidence(text, "offer", (code,), zone=self.zone())

    def needs(self, count: int) -> list[Need]:
        found = []
        for number in range(count):
            text, code = self.text(60)
            found.append(Need(number, text, (code,) if number % 2 else (), self.zone()))
        return found
