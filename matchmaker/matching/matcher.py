"""The matcher: suppliers in, ranked and explained suggestions out. scikit-learn's conventions."""

from __future__ import annotations

import heapq
from bisect import insort
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from matchmaker.matching import scoring
from matchmaker.matching.codes import significant_code
from matchmaker.matching.cpv_suggestions import learned
from matchmaker.matching.explanation import Ranked
from matchmaker.matching.inverse import NeedIndex
from matchmaker.matching.placing import Placing, in_order, placings
from matchmaker.matching.query import Query, build_query, query_text
from matchmaker.matching.segment import Segment, build_segment
from matchmaker.matching.setting_aside import exclusion, pieces_out_of_zone, set_aside
from matchmaker.matching.standings import FITTING_SHARE, Standings
from matchmaker.matching.suggester import CpvClassifier
from matchmaker.matching.terms import learn_table
from matchmaker.matching.text import stems, text_grams
from matchmaker.matching.values import Exclusion, Filters, Need, Suggestion, Supplier
from matchmaker.matching.weights import CRITERIA, Weights, shipped_weights

NO_FILTERS = Filters()


class DuplicateSupplier(ValueError):
    """Two suppliers bear one id."""


class SupplierMatcher(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """``weights=None`` means the shipped ones. State: ``weights_``, ``words_``, ``grams_``, ``classifier_``
    (frozen until the next ``fit``: one version) and ``segments_`` (the evidence, a main part and a tail)."""

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = weights

    def fit(
        self,
        suppliers: Iterable[Supplier],
        contracts: Iterable[tuple[str, str]] = (),
        *,
        calibrate: bool = False,
    ) -> Self:
        """Learn the weights of terms and the CPV classifier, and index. Raises DuplicateSupplier.

        ``contracts``: (text, CPV code) of others' contracts, learned from and not indexed. ``calibrate``:
        hold some texts out to learn how sure CPV suggestions are; a list of suppliers does not need it.
        """
        held = _distinct(suppliers)
        weights = self.weights or shipped_weights()
        pieces = sorted(
            [
                *((piece.text, _codes(piece.cpv)) for one in held for piece in one.evidence),
                *((text, _codes((code,))) for text, code in contracts),
            ]
        )
        texts, codes = [text for text, _ in pieces], [found for _, found in pieces]
        sharpness, level = weights.term_sharpness, weights.term_level
        self.weights_ = weights
        self.words_ = learn_table(texts, codes, stems, sharpness=sharpness, level=level)
        self.grams_ = learn_table(texts, codes, text_grams, sharpness=sharpness, level=level)
        examples = [(text, code) for text, found in pieces for code in found[:1]]
        learn = learned if calibrate else CpvClassifier().fit
        self.classifier_ = learn([text for text, _ in examples], [code for _, code in examples])
        self.segments_: tuple[Segment, ...] = (build_segment(held, self.words_, self.grams_),)
        return self

    def reindexed(self, suppliers: Iterable[Supplier]) -> SupplierMatcher:
        """Another matcher on these suppliers under this one's version: nothing is learned anew."""
        return self._with_segments((build_segment(_distinct(suppliers), self.words_, self.grams_),))

    def suggest(
        self, need: Need, k: int = 20, filters: Filters = NO_FILTERS, *, explain: bool = True
    ) -> list[Suggestion]:
        """The ``k`` best suppliers, best first; those whose score rounds to 0 are left out."""
        query = self._query(need)
        found = [one for segment in self.segments_ for one in self._top_of(segment, query, k, filters)]
        best = heapq.nsmallest(k, found, key=lambda one: one.key)
        return [one.suggestion(explain=explain) for one in best if one.score > 0]

    def explain(self, need: Need, supplier_id: Hashable) -> Suggestion:
        """The suggestion this supplier makes or would make, excluded or not. Raises KeyError."""
        segment, row = self._locate(supplier_id)
        return self._ranked(segment, self._query(need), np.array([row]))[0].suggestion(explain=True)

    def set_aside(self, need: Need, filters: Filters = NO_FILTERS) -> list[Exclusion]:
        """Every supplier a rule sets aside, and why, the best score first."""
        query = self._query(need)
        found: list[tuple[tuple[float, bytes], Exclusion]] = []
        for segment in self.segments_:
            aside = set_aside(segment, need, filters)
            for one in self._ranked(segment, query, np.flatnonzero(~aside.allowed & ~segment.gone)):
                rule = aside.rules[aside.first[one.row]]
                found.append((one.key, exclusion(segment, one.row, rule, need, one.score)))
        return [excluded for _, excluded in sorted(found, key=lambda pair: pair[0])]

    def everyone(self, need: Need, filters: Filters = NO_FILTERS) -> list[Placing]:
        """Each supplier once: the list best first, then those it shares nothing with, then those set aside.

        The list is the one that ``suggest`` gives, the last are those of ``set_aside``.
        """
        query = self._query(need)
        listed: list[Placing] = []
        aside: list[Placing] = []
        for segment in self.segments_:
            rules = set_aside(segment, need, filters)
            there = ~segment.gone
            allowed = self._scored(segment, query, np.flatnonzero(rules.allowed & there), filters)
            listed += placings(segment, query, allowed, self.weights_)
            others = self._scored(segment, query, np.flatnonzero(~rules.allowed & there))
            aside += placings(segment, query, others, self.weights_, rules)
        return [*in_order(listed), *sorted(aside, key=lambda one: one.key)]

    def standings(self, need: Need, filters: Filters = NO_FILTERS, *, able_only: bool = False) -> Standings:
        """Points and rules of every supplier, in one pass and without reasons.

        ``able_only``: those who cannot fit have no points at all, in half the time.
        """
        query, as_of = self._query(need), _as_of(need)
        least = FITTING_SHARE * (100 - self.weights_.maximum["place"])
        held: list[tuple[Segment, NDArray[np.int64]]] = []
        points, rules = [np.empty((0, len(CRITERIA)))], [np.empty(0, dtype=np.int8)]
        for segment in self.segments_:
            rows = np.flatnonzero(~segment.gone)
            values = scoring.value_pieces(segment, query, self.weights_, as_of)
            near = scoring.zone_values(segment, query, self.weights_)
            bound = scoring.bounds_beside_place(segment, values, self.weights_)
            told = np.flatnonzero(bound[rows] >= (least if able_only else 0))
            scored = scoring.score_suppliers(segment, rows[told], values, near, self.weights_, as_of)
            held.append((segment, rows))
            points.append(np.zeros((len(rows), len(CRITERIA))))
            points[-1][told] = scored.points
            rules.append(set_aside(segment, need, filters).first[rows])
        return Standings(need.id, tuple(held), np.concatenate(points), np.concatenate(rules), least)

    def supplier(self, supplier_id: Hashable) -> Supplier:
        """As it was indexed. Raises KeyError."""
        segment, row = self._locate(supplier_id)
        return segment.suppliers[row]

    def with_changes(
        self, updated: Iterable[Supplier] = (), removed: Iterable[Hashable] = ()
    ) -> SupplierMatcher:
        """Another matcher where some suppliers changed, came or left, under the same version.

        It ranks as ``reindexed`` on all suppliers would. The cost grows with what changed since the last
        merge, not with the whole.
        """
        fresh = _distinct(updated)
        touched = {one.id for one in fresh} | set(removed)
        tail = [one for segment in self.segments_[1:] for one in segment.living() if one.id not in touched]
        main = self.segments_[0].without(touched)
        if not tail and not fresh:
            return self._with_segments((main,))
        return self._with_segments((main, build_segment([*tail, *fresh], self.words_, self.grams_)))

    def merged(self) -> SupplierMatcher:
        """The same suppliers in one segment, under the same version."""
        return self.reindexed(self.suppliers())

    def suppliers(self) -> Iterator[Supplier]:
        """Those that are there now."""
        return (one for segment in self.segments_ for one in segment.living())

    def prepare(self, need: Need) -> Query:
        """The need under this version, worth keeping for ``NeedIndex.of`` while it does not change."""
        return self._query(need)

    def need_index(self, needs: Iterable[Need]) -> NeedIndex:
        """Needs made ready for ``needs_for``: worth keeping while neither they nor the version change."""
        return NeedIndex.of([self._query(need) for need in needs])

    def needs_for(
        self, supplier_id: Hashable, needs: NeedIndex, k: int = 20, *, explain: bool = True
    ) -> list[tuple[Hashable, Suggestion]]:
        """(need id, suggestion) of the ``k`` needs that fit a supplier best, those it may answer only.

        Raises KeyError for an unknown supplier.
        """
        segment, row = self._locate(supplier_id)
        own = build_segment([segment.suppliers[row]], self.words_, self.grams_)
        bounds = needs.bounds(own.suppliers[0], self.words_, self.grams_, self.weights_)
        found: list[tuple[tuple[float, bytes], Query, Ranked]] = []
        for at in np.argsort(-bounds, kind="stable"):
            if len(found) >= k and bounds[at] < -found[k - 1][0][0]:
                break
            query = needs.queries[at]
            if set_aside(own, query.need, NO_FILTERS).allowed[0] and bounds[at] > 0:
                ranked = self._ranked(own, query, np.array([0]))[0]
                insort(found, (ranked.key, query, ranked), key=lambda one: one[0])
        return [
            (query.need.id, one.suggestion(explain=explain)) for _, query, one in found[:k] if one.score > 0
        ]

    def _locate(self, supplier_id: Hashable) -> tuple[Segment, int]:
        for segment in self.segments_:
            row = segment.find(supplier_id)
            if row is not None:
                return segment, row
        raise KeyError(supplier_id)

    def _with_segments(self, segments: Sequence[Segment]) -> SupplierMatcher:
        other = SupplierMatcher(self.weights)
        other.weights_, other.words_, other.grams_ = self.weights_, self.words_, self.grams_
        other.classifier_ = self.classifier_
        other.segments_ = tuple(segments)
        return other

    def _query(self, need: Need) -> Query:
        check_is_fitted(self)
        chances = self.classifier_.chances(query_text(need), self.weights_.predicted_sharpness)
        return build_query(need, self.words_, self.grams_, chances, self.weights_)

    def _top_of(self, segment: Segment, query: Query, k: int, filters: Filters) -> list[Ranked]:
        as_of = _as_of(query.need)
        values = scoring.value_pieces(segment, query, self.weights_, as_of)
        if filters.only_zone:
            values = values.without(pieces_out_of_zone(segment, query.need))
        near = scoring.zone_values(segment, query, self.weights_)
        allowed = set_aside(segment, query.need, filters).allowed & ~segment.gone
        scored = scoring.top(segment, values, near, self.weights_, as_of, allowed, k)
        totals = np.sort(scored.totals)[::-1]
        least = totals[k - 1] if len(totals) > k else 0.0
        kept = np.flatnonzero(scored.totals >= least)
        return [Ranked(segment, query, values, scored, int(at), self.weights_) for at in kept]

    def _ranked(self, segment: Segment, query: Query, rows: NDArray[np.int64]) -> list[Ranked]:
        values, scored = self._scored(segment, query, rows)
        return [Ranked(segment, query, values, scored, at, self.weights_) for at in range(len(rows))]

    def _scored(
        self, segment: Segment, query: Query, rows: NDArray[np.int64], filters: Filters = NO_FILTERS
    ) -> tuple[scoring.PieceValues, scoring.Scored]:
        as_of = _as_of(query.need)
        values = scoring.value_pieces(segment, query, self.weights_, as_of)
        if filters.only_zone:
            values = values.without(pieces_out_of_zone(segment, query.need))
        near = scoring.zone_values(segment, query, self.weights_)
        return values, scoring.score_suppliers(segment, rows, values, near, self.weights_, as_of)


def _distinct(suppliers: Iterable[Supplier]) -> list[Supplier]:
    held = list(suppliers)
    seen: set[Hashable] = set()
    for one in held:
        if one.id in seen:
            raise DuplicateSupplier(str(one.id))
        seen.add(one.id)
    return held


def _as_of(need: Need) -> int:
    """Without a date of its own a need looks at all evidence: the latest date leaves nothing out."""
    return need.as_of.toordinal() if need.as_of else scoring.END_OF_TIME


def _codes(written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in map(significant_code, written) if code)
