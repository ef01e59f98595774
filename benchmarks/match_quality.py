"""Quality of the ranking on the shared judged set: from scikit-learn's defaults up to the product.

    python benchmarks/match_quality.py [--data FOLDER] [--folds 0] [--cpv] [--without]

A need's relevant suppliers are those that really won it. Evidence and needs come from different buyers.
With --folds N the contracts' own buyers are held out in turn as well: more queries, none of them the
judged needs. Every line gives the means, and the paired gain over the line above with its 95 % interval
(whole buyers drawn again). --without takes one ingredient at a time from the whole product. --cpv measures
the code suggested first, beside a LinearSVC on scikit-learn's features in the same run.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from matchmaker.matching.cpv_suggestions import CpvSuggester
from matchmaker.matching.evaluation import Measures, fold_of, mean, measure, paired_bootstrap
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.terms import learn_table
from matchmaker.matching.text import stems, text_grams
from matchmaker.matching.values import Evidence, Need, Supplier
from matchmaker.matching.weights import Weights, shipped_weights
from matchmaker.reference import territories
from matchmaker.reference.zones import Zone

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "matching"
DEPTH = 100


@dataclass(frozen=True)
class Query:
    need: Need
    relevant: frozenset[str]
    buyer: str


@dataclass(frozen=True)
class Judged:
    """Evidence by supplier, and queries of other buyers."""

    suppliers: tuple[Supplier, ...]
    queries: tuple[Query, ...]


def main() -> None:
    arguments = _arguments()
    sets = [judged_set(arguments.data)]
    if arguments.folds:
        sets = list(held_out_sets(arguments.data, arguments.folds))
    queries = [query for judged in sets for query in judged.queries]
    buyers = [query.buyer for query in queries]
    print(f"{len(queries)} needs of {len(set(buyers))} buyers; {len(sets[0].suppliers)} suppliers")
    print(f"{'':52s}nDCG@10  r@10  r@100   MRR   gain in nDCG@10 over the line above [95 %]")
    first: list[list[Measures]] = []
    for title, given, ranking in rows():
        print(f"… {title}", file=sys.stderr)
        found = [one for judged in sets for one in ranking(judged, given)]
        _print_row(title, found, first[-1] if first else None, buyers)
        first.append(found)
    if arguments.without:
        for title, given, ranking in ablations():
            _print_row(title, [one for judged in sets for one in ranking(judged, given)], first[-1], buyers)
    _print_total(first[0], first[-1], buyers)
    print_reliability(sets[0])
    if arguments.cpv:
        print_cpv(arguments.data)


Ranking = Callable[[Judged, bool], list[Measures]]


def rows() -> Iterator[tuple[str, bool, Ranking]]:
    """(title, whether the need gives CPV and department, how it ranks): each line adds one ingredient."""
    product = shipped_weights()
    nothing = dict.fromkeys(product.maximum, 0.0)
    plain = replace(
        product,
        decay=(1.0, 0.0, 0.0),
        term_sharpness=0.0,
        place_read=0.0,
        label_part=0.0,
        maximum=nothing | {"words": 100.0},
    )
    decayed = replace(plain, decay=product.decay)
    spelt = replace(decayed, maximum=product.maximum | {"cpv": 0.0, "place": 0.0})
    informed = replace(spelt, term_sharpness=product.term_sharpness)
    expected = replace(informed, maximum=product.maximum | {"place": 0.0})
    yield "scikit-learn default, one concatenated profile", False, concatenated
    yield "scikit-learn default, best contract", False, best_contract
    yield "cleaned, folded, stemmed words, best contract", False, by_weights(plain)
    yield "+ best three contracts, decayed", False, by_weights(decayed)
    yield "+ characters 3 to 5", False, by_weights(spelt)
    yield "+ terms weighed by what they tell of the trade", False, by_weights(informed)
    yield "+ CPV expected from the words", False, by_weights(expected)
    yield "+ place read in the words: the product, text alone", False, by_weights(product)
    placeless = replace(product, maximum=product.maximum | {"place": 0.0})
    everywhere = replace(product, place_other=1.0)
    yield "… with CPV given", True, by_weights(replace(placeless, label_part=0.0))
    yield "… and its labels in the spelling", True, by_weights(placeless)
    yield "… with department given, as much for all", True, by_weights(everywhere)
    yield "… mostly for works: the product, all given", True, by_weights(product)


def ablations() -> Iterator[tuple[str, bool, Ranking]]:
    """The whole product, CPV and department given, without one ingredient each time."""
    product = shipped_weights()
    for criterion in ("words", "spelling", "cpv", "place"):
        left = replace(product, maximum=product.maximum | {criterion: 0.0})
        yield f"product without {criterion}", True, by_weights(left)
    yield "product without codes expected", True, by_weights(replace(product, predicted_share=0.0))
    yield "product without labels of the codes", True, by_weights(replace(product, label_part=0.0))
    yield "product, place the same for all natures", True, by_weights(replace(product, place_other=1.0))
    yield "product, best piece alone", True, by_weights(replace(product, decay=(1.0, 0.0, 0.0)))
    yield "product, words weighed by idf alone", True, by_weights(replace(product, term_sharpness=0.0))


def by_weights(weights: Weights) -> Ranking:
    def rank(judged: Judged, given: bool) -> list[Measures]:
        matcher = fitted(judged, weights)
        return [
            measure(
                [one.supplier_id for one in matcher.suggest(_asked(query, given), DEPTH, explain=False)],
                query.relevant,
            )
            for query in judged.queries
        ]

    return rank


_fitted: dict[int, SupplierMatcher] = {}


def fitted(judged: Judged, weights: Weights) -> SupplierMatcher:
    """The classifier is trained once a set; the term weights and the index are made for each line."""
    if id(judged) not in _fitted:
        _fitted[id(judged)] = SupplierMatcher().fit(judged.suppliers)
    matcher = _fitted[id(judged)].reindexed([])
    matcher.weights_ = weights
    pieces = sorted((piece.text, piece.cpv) for one in judged.suppliers for piece in one.evidence)
    texts, codes = [text for text, _ in pieces], [code for _, code in pieces]
    sharpness, level = weights.term_sharpness, weights.term_level
    matcher.words_ = learn_table(texts, codes, stems, sharpness=sharpness, level=level)
    matcher.grams_ = learn_table(texts, codes, text_grams, sharpness=sharpness, level=level)
    return matcher.reindexed(judged.suppliers)


def concatenated(judged: Judged, given: bool) -> list[Measures]:
    profiles = [" ".join(piece.text for piece in one.evidence) for one in judged.suppliers]
    return _by_cosine(judged, profiles, list(range(len(profiles))))


def best_contract(judged: Judged, given: bool) -> list[Measures]:
    pieces = [(at, piece.text) for at, one in enumerate(judged.suppliers) for piece in one.evidence]
    return _by_cosine(judged, [text for _, text in pieces], [at for at, _ in pieces])


def _by_cosine(judged: Judged, texts: Sequence[str], owner: Sequence[int]) -> list[Measures]:
    vectorizer = TfidfVectorizer()
    index = vectorizer.fit_transform(texts)
    asked = vectorizer.transform([query.need.text for query in judged.queries])
    measures = []
    for query, row in zip(judged.queries, (asked @ index.T).toarray(), strict=True):
        best = np.zeros(len(judged.suppliers))
        np.maximum.at(best, list(owner), row)
        order = np.argsort(-best, kind="stable")[:DEPTH]
        measures.append(measure([judged.suppliers[at].id for at in order if best[at] > 0], query.relevant))
    return measures


def _asked(query: Query, given: bool) -> Need:
    return query.need if given else replace(query.need, cpv=(), zone=None)


def judged_set(folder: Path) -> Judged:
    """The shared set as it stands: other buyers' needs against the contracts."""
    relevant = defaultdict(set)
    for need, supplier in csv.reader((folder / "relevant_suppliers.tsv").open(), delimiter="\t"):
        relevant[need].add(supplier)
    code = dict(csv.reader((folder / "true_cpv.tsv").open(), delimiter="\t"))
    queries = [
        Query(_need(line["id"], line, code[line["id"]]), frozenset(relevant[line["id"]]), line["buyer"])
        for line in _lines(folder / "needs.jsonl")
        if line["id"] in relevant
    ]
    return Judged(_suppliers(list(_lines(folder / "contracts.jsonl"))), tuple(queries))


def held_out_sets(folder: Path, folds: int) -> Iterator[Judged]:
    """Each fold of buyers in turn as queries, the others' contracts as evidence."""
    contracts = list(_lines(folder / "contracts.jsonl"))
    for fold in range(folds):
        kept = [line for line in contracts if fold_of(line["buyer"], folds) != fold]
        known = {supplier for line in kept for supplier in line["suppliers"]}
        queries = [
            Query(_need(line["id"], line, line["cpv"]), frozenset(line["suppliers"]) & known, line["buyer"])
            for line in contracts
            if fold_of(line["buyer"], folds) == fold and known.intersection(line["suppliers"])
        ]
        yield Judged(_suppliers(kept), tuple(queries))


def _suppliers(contracts: Sequence[dict]) -> tuple[Supplier, ...]:
    evidence = defaultdict(list)
    for line in contracts:
        when = date.fromisoformat(line["date"]) if line["date"] else None
        piece = Evidence(line["text"], "contract", (line["cpv"],), when, _zone(line["place"]))
        for supplier in line["suppliers"]:
            evidence[supplier].append(piece)
    return tuple(Supplier(supplier, tuple(pieces)) for supplier, pieces in sorted(evidence.items()))


def _need(identifier: str, line: dict, code: str) -> Need:
    return Need(identifier, line["text"], cpv=(code,), zone=_zone(line["place"]))


def _zone(place: str) -> Zone | None:
    department = territories.department_of(place)
    return Zone(departments=(department,)) if department and territories.department(department) else None


def _lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def print_reliability(judged: Judged) -> None:
    """Real holders among the suggestions of each tenth of the scale: the share must rise."""
    matcher = fitted(judged, shipped_weights())
    shown, right = np.zeros(10, dtype=int), np.zeros(10, dtype=int)
    for query in judged.queries:
        for one in matcher.suggest(query.need, DEPTH, explain=False):
            bin_of = min(9, int(one.score // 10))
            shown[bin_of] += 1
            right[bin_of] += one.supplier_id in query.relevant
    told = (f"{10 * at}+: {right[at]}/{shown[at]}" for at in range(10))
    print("real holders among the suggestions, by score: " + "; ".join(told))


def print_cpv(folder: Path) -> None:
    """First code suggested: right division and class, from contracts and from the labels alone."""
    contracts = list(_lines(folder / "contracts.jsonl"))
    needs = list(_lines(folder / "needs.jsonl"))
    true = dict(csv.reader((folder / "true_cpv.tsv").open(), delimiter="\t"))
    wanted, buyers = [true[one["id"]] for one in needs], [one["buyer"] for one in needs]
    texts, codes = [one["text"] for one in contracts], [one["cpv"] for one in contracts]
    asked = [one["text"] for one in needs]
    baseline = _linear_svc(texts, codes, asked)
    start = perf_counter()
    learned = CpvSuggester().fit(texts, codes)
    print(f"CPV learned from {len(texts)} contracts in {perf_counter() - start:.1f} s")
    start = perf_counter()
    ours = [learned.suggest(text, 1) for text in asked]
    print(f"CPV suggested in {1000 * (perf_counter() - start) / len(asked):.1f} ms a text")
    labels = [CpvSuggester().fit().suggest(text, 1) for text in asked]
    found = {"LinearSVC, words and characters": baseline}
    found |= {"labels alone": [one[0].code if one else "" for one in labels]}
    found |= {"ours, from the contracts": [one[0].code if one else "" for one in ours]}
    for title, codes_found in found.items():
        hits = {digits: _hits(codes_found, wanted, digits) for digits in (2, 3, 4)}
        gains = [paired_bootstrap(_hits(baseline, wanted, digits), hits[digits], buyers) for digits in (2, 4)]
        told = "; ".join(f"{one.mean:+.3f} [{one.low:+.3f}, {one.high:+.3f}]" for one in gains)
        means = ", ".join(f"{np.mean(hits[digits]):.3f}" for digits in (2, 3, 4))
        print(f"CPV {title:32s} division, group, class {means}   over LinearSVC (division; class): {told}")
    _print_confidence([one[0].confidence if one else 0.0 for one in ours], _hits(found[title], wanted, 4))


def _hits(found: Sequence[str], wanted: Sequence[str], digits: int) -> list[float]:
    return [
        float(bool(one) and one[:digits] == code[:digits]) for one, code in zip(found, wanted, strict=True)
    ]


def _print_confidence(told: Sequence[float], right: Sequence[float]) -> None:
    bins = np.minimum((np.array(told) * 10).astype(int), 9)
    parts = (
        f"{at / 10:.1f}+: {np.mean(np.array(right)[bins == at]):.2f} of {int((bins == at).sum())}"
        for at in range(10)
        if (bins == at).any()
    )
    print("right class, by confidence told: " + "; ".join(parts))


def _linear_svc(texts: Sequence[str], codes: Sequence[str], asked: Sequence[str]) -> list[str]:
    """The reference: words and characters 3 to 5, one LinearSVC of classes and one of divisions, added."""
    union = make_union(
        TfidfVectorizer(sublinear_tf=True, strip_accents="unicode"),
        TfidfVectorizer(sublinear_tf=True, strip_accents="unicode", analyzer="char_wb", ngram_range=(3, 5)),
    )
    rows, questions = union.fit_transform(texts), union.transform(asked)
    classes = LinearSVC(random_state=0).fit(rows, [code[:4] for code in codes])
    divisions = LinearSVC(random_state=0).fit(rows, [code[:2] for code in codes])
    at = np.searchsorted(divisions.classes_, [name[:2] for name in classes.classes_])
    total = classes.decision_function(questions) + divisions.decision_function(questions)[:, at]
    return [str(classes.classes_[best]) for best in total.argmax(axis=1)]


def _print_row(title: str, found: list[Measures], above: list[Measures] | None, buyers: list[str]) -> None:
    one = mean(found)
    line = (
        f"{title:52s}{one.ndcg_10:7.3f} {one.recall_10:6.3f} {one.recall_100:6.3f} {one.reciprocal_rank:6.3f}"
    )
    print(line + (f"   {_gain(above, found, buyers)}" if above else ""), flush=True)


def _print_total(first: list[Measures], last: list[Measures], buyers: list[str]) -> None:
    ratio = mean(last).ndcg_10 / mean(first).ndcg_10
    print(f"the product / scikit-learn default: ×{ratio:.2f}, {_gain(first, last, buyers)}")


def _gain(above: list[Measures], found: list[Measures], buyers: list[str]) -> str:
    gain = paired_bootstrap([one.ndcg_10 for one in above], [one.ndcg_10 for one in found], buyers)
    return f"{gain.mean:+.3f} [{gain.low:+.3f}, {gain.high:+.3f}]"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the judged set")
    parser.add_argument(
        "--folds", type=int, default=0, help="hold out the contracts' buyers in so many folds"
    )
    parser.add_argument("--without", action="store_true", help="the product without each ingredient too")
    parser.add_argument("--cpv", action="store_true", help="measure the CPV suggestions too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
