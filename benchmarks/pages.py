"""The pages at the size of a region: `python benchmarks/pages.py [--scale 12.5] [--requests 60]`.

Loads the demonstration region with 5,000 suppliers, 10,000 offers and 2,000 needs into a folder of its own
(kept with --folder for further runs), then asks in process, one client, distinct needs and queries.
Beside each figure stands a reference of the same run: the bare template page (legal notice), whose cost is
the frame's, and for the matcher scikit-learn's cosine_similarity and argsort on the same texts.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import sqlalchemy as sa
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

WARM = 5


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        app = prepared(Path(options.folder or scratch), options.scale)
        with app.app_context():
            measure(app, options.requests)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=12.5)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--folder", help="keep the loaded region here for further runs")
    return parser.parse_args()


def prepared(folder: Path, scale: float):
    """The application on a loaded region; loading is timed and shows its progress."""
    os.environ |= {"DATA_DIR": str(folder), "RATELIMIT_ENABLED": "no", "LOG_LEVEL": "WARNING"}
    from flask_migrate import upgrade

    from matchmaker.app import create_app
    from matchmaker.demo import load

    app = create_app()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with app.app_context():
        upgrade()
        if load.is_empty():
            fill(scale)
    return app


def fill(scale: float) -> None:
    from matchmaker.demo import commands, load, region
    from matchmaker.search import sync
    from matchmaker.sourcing import index
    from matchmaker.web.transaction import transaction

    now = datetime.now(UTC)
    counts = {"supplier_count": 5000, "offer_count": 10_000, "need_count": 2000} if scale == 12.5 else {}
    print("inventing and writing the region…", flush=True)
    invented = region.generate(today=now.date(), scale=scale, **counts)
    with transaction():
        load.load(invented, password=commands.PASSWORD, now=now, step=lambda _count: None)
    print(
        f"search index rebuilt in {timed(lambda: sync.engine().rebuild(sync.every_document())):6.1f} s (≤ 60)"
    )
    print(f"match index rebuilt in  {timed(lambda: index.index().rebuild()):6.1f} s", flush=True)


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def measure(app, requests: int) -> None:
    from matchmaker.extensions import db
    from matchmaker.needs.models import Need, NeedStatus
    from matchmaker.offers.models import Offer
    from matchmaker.organisations.models import Organisation

    counts = [
        db.session.execute(sa.select(sa.func.count(table.id))).scalar_one()
        for table in (Organisation, Offer, Need)
    ]
    print(f"{counts[0]} organisations, {counts[1]} offers, {counts[2]} needs\n")
    query = sa.select(Need.id).where(Need.status == NeedStatus.PUBLISHED).order_by(Need.id)
    needs = list(db.session.execute(query.limit(requests + WARM)).scalars())
    db.session.rollback()
    print(f"{'milliseconds':44} {'p50':>7} {'p95':>7}   goal p95")
    one_need(needs)
    pages(app, needs)


def one_need(needs: list[int]) -> None:
    """The matcher alone, and the tutorial's way on the same texts."""
    from matchmaker.extensions import db
    from matchmaker.needs.documents import matching_need
    from matchmaker.needs.models import Need
    from matchmaker.sourcing import index

    matcher = index.index().current()
    asked = [matching_need(db.session.get_one(Need, number)) for number in needs]
    times = [timed(lambda need=need: matcher.suggest(need, 20)) for need in asked][WARM:]
    show("one need matched, 20 explained", times, "50")
    texts = [piece.text for one in matcher.suppliers() for piece in one.evidence]
    vectorizer = TfidfVectorizer()
    rows = vectorizer.fit_transform(texts)
    tutorial = [timed(lambda need=need: tutorial_top(vectorizer, rows, need.text)) for need in asked][WARM:]
    show("  reference: cosine_similarity + argsort", tutorial, "")


def tutorial_top(vectorizer: TfidfVectorizer, rows, text: str) -> np.ndarray:
    return np.argsort(-cosine_similarity(vectorizer.transform([text]), rows).ravel())[:20]


def pages(app, needs: list[int]) -> None:
    client = app.test_client()
    words = (
        "nettoyage",
        "traiteur bio",
        "toiture",
        "espaces verts",
        "imprimerie",
        "formation",
        "peinture école",
        "vélo",
    )
    places = ("62041", "59350", "80021", "60057", "02691")
    searches = [
        f"/search?q={word}&place={place}&radius={radius}"
        for radius, place, word in itertools.product((20, 50, 100), places, words)
    ]
    show_pages(client, "  reference: the bare page", itertools.repeat("/legal", len(needs)), "")
    show_pages(client, "home", itertools.repeat("/", len(needs)), "20")
    show_pages(client, "need page, 20 explained suggestions", (f"/needs/{number}" for number in needs), "100")
    show_pages(client, "search, facets, place and radius", searches[: len(needs)], "100")
    show_pages(client, "list of needs", (f"/needs?page={1 + n % 20}" for n in range(len(needs))), "100")
    show_pages(
        client, "list of suppliers", (f"/suppliers?page={1 + n % 100}" for n in range(len(needs))), "100"
    )


def show_pages(client, name: str, addresses: Iterable[str], goal: str) -> None:
    times = []
    for address in addresses:
        start = time.perf_counter()
        status = client.get(address).status_code
        times.append(time.perf_counter() - start)
        assert status == 200, f"{address} answered {status}"
    show(name, times[WARM:], goal)


def show(name: str, seconds: list[float], goal: str) -> None:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{name:44} {statistics.median(ordered) * 1000:7.1f} {p95 * 1000:7.1f}   {goal}", flush=True)


if __name__ == "__main__":
    main()
