"""Speed of matching, each figure beside its reference in the same run.

    python benchmarks/match_speed.py [--sizes 10000 100000] [--needs 40] [--batch 2000]

Texts are made from the CPV labels of one division and names of communes (a long tail), 20 to 60 words.
1. Text alone, on one matrix: the tutorials' ``cosine_similarity`` + ``argsort`` against the postings.
2. The whole suggestion: criteria, filters, the first 20 explained; index, snapshot, opening, tail.
3. Batch: every need against every offer, against sparse_dot_topn where it is installed.
The physical limit is the time to read the postings once at the bandwidth of a large copy.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.metrics.pairwise import cosine_similarity

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from matchmaker.matching import batch, snapshot
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.postings import Postings
from matchmaker.matching.segment import word_postings
from matchmaker.matching.terms import learn_table
from matchmaker.matching.text import stems
from matchmaker.matching.topk import best_rows
from matchmaker.matching.values import Evidence, Need, Supplier
from matchmaker.matching.vectors import repetition, unit_vector
from matchmaker.reference import communes, cpv
from matchmaker.reference.zones import Zone

TOP = 20
POSTING_BYTES = 8
TRADES_EACH = 4  # codes that offers bear in each division: some 180 trades


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

    def text(self, words: int) -> tuple[str, str]:
        """A text of about so many words, and its CPV code."""
        entries = self.divisions[self.names[self.chance.integers(len(self.names))]]
        first = entries[self.chance.integers(min(TRADES_EACH, len(entries)))]
        said = first.label_fr.split()
        while len(said) < words * 0.8:
            said += entries[self.chance.integers(len(entries))].label_fr.split()
        while len(said) < words:
            said += str(self.tail[min(self.chance.zipf(1.3), len(self.tail)) - 1]).split()
        return " ".join(said[:words]), first.code

    def zone(self) -> Zone:
        one = self.communes[self.chance.integers(len(self.communes))]
        return Zone(communes=(one.code,), radius_km=float(self.chance.choice([10, 20, 30, 50])))

    def suppliers(self, offers: int) -> list[Supplier]:
        """Two offers each."""
        return [
            Supplier(
                number, tuple(self._offer() for _ in range(2)), kinds=frozenset({"ess"} if number % 3 else ())
            )
            for number in range(offers // 2)
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


def timed(run: Callable[[], object], repeat: int = 1) -> float:
    """Best milliseconds of ``repeat`` runs."""
    found = []
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        found.append((time.perf_counter() - start) * 1000)
    return min(found)


def medians(runs: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """Median and 95th percentile, milliseconds, after one warm-up."""
    runs[0]()
    found = [timed(run) for run in runs]
    return float(np.median(found)), float(np.quantile(found, 0.95))


def bandwidth() -> float:
    """Bytes read a millisecond by a large copy."""
    source = np.ones(16_000_000, dtype=np.float64)
    target = np.empty_like(source)
    return float(source.nbytes / timed(lambda: np.copyto(target, source), repeat=5))


def text_alone(world: World, size: int, needs: int) -> None:
    texts = [world.text(int(world.chance.integers(20, 60)))[0] for _ in range(size)]
    table = learn_table(texts, [()] * size, stems, sharpness=1.0, level=3)
    postings = word_postings(texts, table)
    matrix = as_matrix(postings)
    print(f"\n{size:,} offers, {len(postings.rows):,} postings, {len(postings.keys):,} terms")
    for title, words in (("need of 60 words", 60), ("short query of 3 words", 3)):
        queries = [unit_vector(repetition(stems(world.text(words)[0])), table)[1:] for _ in range(needs)]
        compare(title, postings, matrix, queries)


def compare(title: str, postings: Postings, matrix: sparse.csr_matrix, queries: list) -> None:
    rows = [as_row(postings, keys, weights) for keys, weights in queries]
    tutorial, _ = medians(
        [lambda row=row: np.argsort(-cosine_similarity(row, matrix)[0])[:TOP] for row in rows[:9]]
    )
    ours, slow = medians([lambda one=one: best_rows(postings, *one, k=TOP) for one in queries])
    touched = np.mean([postings.frequencies(keys).sum() for keys, _ in queries])
    limit = touched * POSTING_BYTES / bandwidth()
    overlap = np.mean(
        [overlap_with_brute_force(postings, matrix, *pair) for pair in zip(queries, rows, strict=True)]
    )
    print(f"  {title:24s} tutorial {tutorial:.2f} ms, ours {ours:.3f} (p95 {slow:.3f}) ms", end="")
    print(f" = 1/{tutorial / ours:.0f}; limit {limit:.3f} ms; overlap with brute force {overlap:.3f}")


def overlap_with_brute_force(
    postings: Postings, matrix: sparse.csr_matrix, query: tuple, row: sparse.csr_matrix
) -> float:
    exact = np.asarray((row @ matrix.T).todense()).ravel()
    found, scores = best_rows(postings, *query, k=TOP)
    expected = np.sort(exact)[::-1][: len(found)]
    return float(np.mean(np.isclose(scores, expected, atol=1e-5))) if len(found) else 1.0


def as_matrix(postings: Postings) -> sparse.csr_matrix:
    columns = (postings.values, postings.rows, postings.start)
    return sparse.csc_matrix(columns, shape=(postings.size, len(postings.keys))).tocsr()


def as_row(postings: Postings, keys: np.ndarray, weights: np.ndarray) -> sparse.csr_matrix:
    held, columns = postings.places(keys)
    return sparse.csr_matrix(
        (weights[held], (np.zeros(len(held), int), columns)), shape=(1, len(postings.keys))
    )


def whole(world: World, offers: int, needs: int) -> None:
    suppliers = world.suppliers(offers)
    asked = world.needs(needs)
    start = time.perf_counter()
    matcher = SupplierMatcher().fit(suppliers)
    fitted = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        saved = timed(lambda: snapshot.save(matcher, path))
        opened = timed(lambda: snapshot.load(path), repeat=3)
        bytes_held = sum(file.stat().st_size for file in path.iterdir())
        loaded = snapshot.load(path)
        plain, _ = medians([lambda one=one: loaded.suggest(one, TOP, explain=False) for one in asked])
        told, slow = medians([lambda one=one: loaded.suggest(one, TOP) for one in asked])
        tail = timed(lambda: loaded.with_changes(suppliers[:50]), repeat=3)
    print(f"\n{len(suppliers):,} suppliers, {offers:,} offers: fitted in {fitted:.0f} s", end="; ")
    print(
        f"snapshot {bytes_held / 1e6:.0f} MB written in {saved:.0f} ms, opened in {opened:.1f} ms", end="; "
    )
    print(f"a tail of 50 suppliers in {tail:.0f} ms")
    print(f"  one need: ranked in {plain:.1f} ms; first {TOP} explained {told:.1f} (p95 {slow:.1f}) ms")


def batches(world: World, size: int, needs: int) -> None:
    texts = [world.text(int(world.chance.integers(20, 60)))[0] for _ in range(size)]
    table = learn_table(texts, [()] * size, stems, sharpness=1.0, level=3)
    postings = word_postings(texts, table)
    rows = [
        as_row(postings, *unit_vector(repetition(stems(world.text(60)[0])), table)[1:]) for _ in range(needs)
    ]
    queries = sparse.csr_matrix(sparse.vstack(rows))
    matrix = as_matrix(postings)
    reference = reference_batch(queries, matrix)
    ours = timed(lambda: batch.best_of_all(queries, matrix, 10)) / 1000
    few = queries[: max(1, needs // 10)]
    columns = sparse.csr_matrix(matrix.T)
    pure = timed(lambda: batch.in_blocks(few, columns, 10)) / 1000 * needs / few.shape[0]
    same = np.allclose(batch.in_blocks(few, columns, 10)[1], batch.best_of_all(few, matrix, 10)[1], atol=1e-6)
    print(f"\nbatch of {needs:,} needs × {size:,} offers, top 10: product {ours:.2f} s; {reference};")
    print(f"  pure scipy {pure:.2f} s (from a tenth of the needs); equal scores to 1e-6: {same}")


def reference_batch(queries: sparse.csr_matrix, matrix: sparse.csr_matrix) -> str:
    try:
        from sparse_dot_topn import sp_matmul_topn
    except ImportError:
        return "sparse_dot_topn is not installed"
    transposed = sparse.csr_matrix(matrix.T)
    seconds = timed(lambda: sp_matmul_topn(queries, transposed, top_n=10, n_threads=2, sort=True)) / 1000
    return f"sparse_dot_topn on 2 threads {seconds:.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--needs", type=int, default=40)
    parser.add_argument("--batch", type=int, default=2000, help="needs of the batch; 0 leaves it out")
    arguments = parser.parse_args()
    world = World()
    print(f"bandwidth of a large copy: {bandwidth() / 1e6:.1f} GB/s")
    for size in arguments.sizes:
        text_alone(world, size, arguments.needs)
    for size in arguments.sizes:
        whole(world, size, arguments.needs)
    if arguments.batch:
        batches(world, max(arguments.sizes), arguments.batch)


if __name__ == "__main__":
    main()
