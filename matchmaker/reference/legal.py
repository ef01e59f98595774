"""Legal categories, kinds of inclusive suppliers, headcount bands and sizes of firms.

Sources: INSEE and DINUM for categories and bands; the social-economy family is our reading of law 2014-856
art. 1, and the family of a public buyer our reading of the labels.
"""

from dataclasses import dataclass
from typing import Literal, cast

from matchmaker.reference import tables
from matchmaker.reference.lazy import once
from matchmaker.reference.text import name_key
from matchmaker.reference.word_index import WordIndex

EssByLaw = Literal["yes", "no", "to_check"]
BuyerFamily = Literal["state", "local", "hospital", "public_establishment", "other"]
Size = Literal["tpe", "pme", "eti", "ge"]

# The families of the source, brought to the five that decide which rule applies to a buyer.
FAMILIES: dict[str, BuyerFamily] = {
    "État et établissement public national": "state",
    "commune": "local",
    "département": "local",
    "région": "local",
    "EPCI à fiscalité propre": "local",
    "collectivité outre-mer": "local",
    "autre collectivité": "local",
    "syndicat/coopération locale": "local",
    "autre local": "local",
    "CCAS/CIAS": "local",
    "SDIS": "local",
    "hôpital": "hospital",
    "établissement public industriel et commercial": "public_establishment",
    "établissement public local d'enseignement": "public_establishment",
    "établissement social/médico-social": "public_establishment",
    "enseignement public": "public_establishment",
    "université/EPSCP": "public_establishment",
    "chambre consulaire": "public_establishment",
    "OPH": "public_establishment",
    "GIP": "public_establishment",
    "organisme HLM": "other",
    "organisme HLM (coopératif)": "other",
    "autre organisme public": "other",
}

# Upper bounds of headcount (decree 2008-1354). The decree also looks at turnover and balance sheet, which
# the headcount code does not tell: this is the size by headcount alone.
_SIZES: tuple[tuple[int, Size], ...] = ((10, "tpe"), (250, "pme"), (5_000, "eti"))


@dataclass(frozen=True, slots=True)
class LegalCategory:
    """`ess_family`: "cooperative", "association", "mutual", "foundation" or None.

    `ess_by_law` "to_check": the category alone does not tell. A SCOP or SCIC in SAS form (5710) does not
    show here: ask for the social-economy flag of the register.
    """

    code: str
    label_fr: str
    group: str
    ess_family: str | None
    ess_by_law: EssByLaw
    ess_note: str
    is_administration: bool
    is_state: bool
    is_local_authority: bool
    is_public_service: bool
    buyer_family: BuyerFamily | None
    buyer_kind: str | None


@dataclass(frozen=True, slots=True)
class InclusiveKind:
    """`family`: insertion, handicap, pénitentiaire or ess; `article`: under which a contract may be reserved.

    `basis_checked` is False where the legal basis is from general knowledge: show it as "à vérifier".
    """

    code: str
    label_fr: str
    family: str
    subfamily: str
    legal_basis: str
    article: str | None
    basis_checked: bool


@dataclass(frozen=True, slots=True)
class HeadcountBand:
    """INSEE's band of employees; `low` and `high` inclusive, None where open or without employees."""

    code: str
    label_fr: str
    low: int | None
    high: int | None


def get(code: str) -> LegalCategory | None:
    return _categories().get(code)


def categories() -> tuple[LegalCategory, ...]:
    return tuple(_categories().values())


def search(words: str, *, limit: int = 10) -> tuple[LegalCategory, ...]:
    """By the beginning of the code or words of the label."""
    typed = words.strip()
    held = categories()
    if typed.isascii() and typed.isdigit():
        return tuple(one for one in held if one.code.startswith(typed))[:limit]
    return tuple(held[row] for row in _index().find(name_key(typed).split())[:limit])


def inclusive_kinds() -> tuple[InclusiveKind, ...]:
    return tuple(_kinds().values())


def inclusive_kind(code: str) -> InclusiveKind | None:
    return _kinds().get(code)


def headcount_bands() -> tuple[HeadcountBand, ...]:
    """From no employee ("NN") to 10,000 and more ("53")."""
    return tuple(_bands().values())


def headcount_band(code: str) -> HeadcountBand | None:
    return _bands().get(code)


def size_of(headcount_code: str | None) -> Size | None:
    """TPE, PME, ETI or GE by headcount alone; None when the code is not known."""
    band = _bands().get(headcount_code or "")
    if band is None:
        return None
    low = band.low or 0
    return next((size for bound, size in _SIZES if low < bound), "ge")


@once
def _categories() -> dict[str, LegalCategory]:
    return {row["code"]: _category(row) for row in tables.rows("legal_categories")}


def _category(row: dict[str, str]) -> LegalCategory:
    return LegalCategory(
        code=row["code"],
        label_fr=row["label_fr"],
        group=row["level2_label"],
        ess_family=row["ess_family"] or None,
        ess_by_law=cast(EssByLaw, row["ess_by_law"]),
        ess_note=row["ess_note"],
        is_administration=row["is_administration"] == "1",
        is_state=row["is_state"] == "1",
        is_local_authority=row["is_local_authority"] == "1",
        is_public_service=row["is_public_service"] == "1",
        buyer_family=FAMILIES[row["buyer_family"]] if row["buyer_family"] else None,
        buyer_kind=row["buyer_family"] or None,
    )


@once
def _index() -> WordIndex:
    return WordIndex.of([name_key(one.label_fr) for one in categories()])


@once
def _kinds() -> dict[str, InclusiveKind]:
    return {row["code"]: _kind(row) for row in tables.rows("inclusive_kinds")}


def _kind(row: dict[str, str]) -> InclusiveKind:
    return InclusiveKind(
        code=row["code"],
        label_fr=row["label_fr"],
        family=row["family"],
        subfamily=row["subfamily"],
        legal_basis=row["legal_basis"],
        article=row["reserved_market_article"] or None,
        basis_checked=row["basis_checked"] == "yes",
    )


@once
def _bands() -> dict[str, HeadcountBand]:
    return {row["code"]: _band(row) for row in tables.rows("headcount_bands")}


def _band(row: dict[str, str]) -> HeadcountBand:
    low, high = row["min"], row["max"]
    return HeadcountBand(row["code"], row["label_fr"], int(low) if low else None, int(high) if high else None)
