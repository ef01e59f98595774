"""Small worlds for the matcher's tests: suppliers of a few trades around Arras."""

from __future__ import annotations

from collections.abc import Hashable

from hypothesis import strategies as st

from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.values import Evidence, Need, Supplier
from matchmaker.reference.zones import Zone

ARRAS = Zone(communes=("62041",))
LENS = Zone(communes=("62498",))
LILLE = Zone(communes=("59350",))
MARSEILLE = Zone(communes=("13055",))
TRADES = {
    "90910000": ("Nettoyage des locaux et des vitres", "Entretien ménager de bureaux", "Propreté d'écoles"),
    "55520000": ("Traiteur pour réceptions et cocktails", "Plateaux repas livrés", "Buffets de saison"),
    "77310000": ("Entretien des espaces verts", "Tonte et taille de haies", "Plantation d'arbres"),
    "45310000": ("Travaux d'électricité", "Installation électrique de bâtiments", "Câblage et éclairage"),
}


def supplier(
    identifier: Hashable, *texts: str, cpv: str = "", zone: Zone | None = None, **traits: object
) -> Supplier:
    """Each text is one offer."""
    codes = (cpv,) if cpv else ()
    return Supplier(identifier, tuple(Evidence(text, "offer", codes, zone=zone) for text in texts), **traits)


def region() -> list[Supplier]:
    """Twelve suppliers: each trade in Arras, Lille and Marseille."""
    return [
        supplier(f"{code[:2]}-{name}", *texts, cpv=code, zone=zone)
        for code, texts in TRADES.items()
        for name, zone in (("arras", ARRAS), ("lille", LILLE), ("marseille", MARSEILLE))
    ]


def fitted() -> SupplierMatcher:
    return SupplierMatcher().fit(region())


def need(text: str = "Nettoyage des vitres de la mairie", **fields: object) -> Need:
    return Need(fields.pop("id", "besoin-1"), text, **fields)


WORDS = st.sampled_from(
    [
        "nettoyage",
        "vitres",
        "mairie",
        "école",
        "travaux",
        "électricité",
        "traiteur",
        "buffet",
        "arbres",
        "haies",
        "entretien",
        "lot",
        "du",
        "de",
    ]
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
ZONES = st.sampled_from(
    [None, ARRAS, LENS, LILLE, MARSEILLE, Zone(nationwide=True), Zone(departments=("62",))]
)
CODES = st.sampled_from([(), ("90910000",), ("55520000",), ("45",), ("45310000", "77310000")])
PIECES = st.builds(Evidence, TEXTS, st.sampled_from(["offer", "contract"]), CODES, st.none(), ZONES)
SUPPLIERS = st.lists(st.lists(PIECES, max_size=5).map(tuple), min_size=1, max_size=8).map(
    lambda several: [Supplier(at, pieces) for at, pieces in enumerate(several)]
)
NEEDS = st.builds(Need, st.integers(0, 9), TEXTS, CODES, ZONES)
