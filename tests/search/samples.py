"""Invented documents for the tests of the search, and a tiny map."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from matchmaker.search.documents import Disc, Document
from matchmaker.search.engine import Results
from matchmaker.search.gazetteer import Place

TODAY = date(2026, 6, 1)
ARRAS, LILLE, AMIENS = "62041", "59350", "80021"
_POINTS = {ARRAS: (50.29, 2.77), LILLE: (50.63, 3.06), AMIENS: (49.89, 2.30)}
_LEXICON = """
nettoyage école traiteur buffet bureaux entretien espaces verts travaux peinture menuiserie œuvre
transport scolaire collecte déchets papier mobilier formation insertion blanchisserie linge
imprimerie
"""
_WORDS = _LEXICON.split()


class Map:
    """Three communes."""

    def place(self, code: str) -> Place | None:
        if code not in _POINTS:
            return None
        tokens = frozenset({f"c:{code}", f"d:{code[:2]}", "r:32", "n"})
        return Place(code, code, *_POINTS[code], tokens)


def document(key: str = "offer:1", **values: Any) -> Document:
    """An offer unless the key says otherwise; every field may be given."""
    given = {"kind": key.partition(":")[0], "version": 1, "title": "Sans titre", "published": TODAY}
    return Document(key=key, **(given | values))


def seated(key: str, commune: str, **values: Any) -> Document:
    lat, lon = _POINTS[commune]
    return document(key, commune=commune, department=commune[:2], lat=lat, lon=lon, **values)


def working_around(key: str, commune: str, radius_km: float) -> Document:
    return document(key, discs=(Disc(*_POINTS[commune], radius_km),))


def invented(number: int, seed: int = 1) -> Document:
    """The same number and seed give the same document; few words, so that scores often tie."""
    chance = random.Random(f"{number} {seed}")
    commune = chance.choice(list(_POINTS))
    return seated(
        f"{chance.choice(['need', 'offer', 'organisation'])}:{number}",
        commune,
        version=seed,
        title=" ".join(chance.choices(_WORDS, k=3)),
        text=" ".join(chance.choices(_WORDS, k=chance.randint(5, 30))),
        keywords=(chance.choice(_WORDS),),
        cpv=(chance.choice(["45000000", "45210000", "90910000"]),),
        zone=chance.choice([("r:32",), ("d:62",), ("n",), ()]),
        size=chance.choice(["tpe", "pme", None]),
        ess=chance.choice([(), ("scop",)]),
        published=TODAY - timedelta(days=chance.randrange(40)),
    )


def keys(results: Results) -> list[str]:
    return [hit.key for hit in results.hits]


def ranked(results: Results) -> list[tuple[str, float]]:
    return [(hit.key, hit.score) for hit in results.hits]


def counts(results: Results, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in results.facet(facet)}
