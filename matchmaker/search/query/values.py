"""The `Query` value: what is looked for, where, sorted how, which page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from matchmaker.search.query.terms import Terms, clean_text, read_terms

Where: TypeAlias = Literal["any", "seat", "works"]
Sort: TypeAlias = Literal["relevance", "date", "deadline", "distance"]

KINDS = ("need", "offer", "organisation")
SIZES = ("tpe", "pme", "eti", "ge")
WHERES: tuple[Where, ...] = ("any", "seat", "works")
SORTS: tuple[Sort, ...] = ("relevance", "date", "deadline", "distance")
# The radii offered on the page; any whole number up to the largest is understood.
RADII_KM = (10, 20, 30, 50, 100)
LARGEST_RADIUS_KM = 300
DEFAULT_RADIUS_KM = 30
PER_PAGE = 20
MOST_PER_PAGE = 100
LARGEST_PAGE = 10_000
# "any" stands for whatever value: any ESS family, any reserving article.
ANY = "any"

# Facets whose value is a list: Query attribute and GET parameter are the same word.
LISTS = ("kind", "cpv", "department", "size", "ess", "reserved", "status")
# In the order of the address, which is also the order of the chips.
PARAMETERS = (
    "q",
    "kind",
    "cpv",
    "place",
    "radius",
    "where",
    "department",
    "size",
    "ess",
    "reserved",
    "status",
    "from",
    "to",
    "sort",
    "page",
    "per_page",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the address that could not be used, and was left out.

    `code` is one of: too_long, too_many_words, unknown_value, not_a_date, dates_reversed, not_a_number,
    needs_place, too_many_values. `value` is what was given, shortened; escape it like any user's text.
    """

    code: str
    parameter: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is the box as typed, cleaned; `terms` is derived from it. Lists are sorted, without repetition.

    `cpv` holds significant digits ("45", "4521"); `place` a commune's INSEE code; `since` and `until` bound
    the date of publication, both included. `where` says whether `place` and `department` speak of the seat,
    of the territory where one works, or of either. Built by `read`, or with keyword arguments.
    """

    text: str = ""
    kind: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    place: str | None = None
    radius_km: int = DEFAULT_RADIUS_KM
    where: Where = "any"
    department: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    ess: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    sort: Sort | None = None
    page: int = 1
    per_page: int = PER_PAGE
    terms: Terms = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean_text(self.text))
        object.__setattr__(self, "terms", read_terms(self.text)[0])
        for name in LISTS:
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))

    @property
    def effective_sort(self) -> Sort:
        """Relevance means nothing without words: then the newest come first."""
        if self.sort == "distance" and self.place is None:
            return "relevance" if self.terms else "date"
        return self.sort or ("relevance" if self.terms else "date")

    @property
    def is_blank(self) -> bool:
        """Nothing asked: the page shows everything, newest first."""
        return not self.terms and not self.terms.excluded and not self.has_filters

    @property
    def has_filters(self) -> bool:
        return any(getattr(self, name) for name in (*LISTS, "place", "since", "until"))

    def to_params(self) -> dict[str, list[str]]:
        """Canonical GET parameters, defaults left out; `read` of them gives this query again."""
        values: dict[str, list[str]] = {name: list(getattr(self, name)) for name in LISTS}
        values["q"] = [self.text] if self.text else []
        if self.place is not None:
            values["place"] = [self.place]
            values["radius"] = [] if self.radius_km == DEFAULT_RADIUS_KM else [str(self.radius_km)]
        values["where"] = [] if self.where == "any" else [self.where]
        values["from"] = [self.since.isoformat()] if self.since else []
        values["to"] = [self.until.isoformat()] if self.until else []
        values["sort"] = [self.sort] if self.sort else []
        values["page"] = [str(self.page)] if self.page > 1 else []
        values["per_page"] = [str(self.per_page)] if self.per_page != PER_PAGE else []
        return {name: values[name] for name in PARAMETERS if values.get(name)}

    def at_page(self, page: int) -> Query:
        return replace(self, page=page)

    def sorted_by(self, sort: Sort | None) -> Query:
        return replace(self, sort=sort, page=1)

    def with_text(self, text: str) -> Query:
        return replace(self, text=text, page=1)

    def with_value(self, name: str, value: str) -> Query:
        """One value more of a listed facet; the first page again."""
        more: dict[str, Any] = {name: (*getattr(self, name), value)}
        return replace(self, **more, page=1)

    def without(self, name: str, value: str | None = None) -> Query:
        """One value of a facet less, or the whole facet; the first page again."""
        if name in LISTS:
            rest = tuple(kept for kept in getattr(self, name) if value is not None and kept != value)
            less: dict[str, Any] = {name: rest}
            return replace(self, **less, page=1)
        return replace(self, **_BLANKS[name], page=1)


_BLANKS: dict[str, dict[str, Any]] = {
    "text": {"text": ""},
    "place": {"place": None, "radius_km": DEFAULT_RADIUS_KM, "where": "any"},
    "where": {"where": "any"},
    "since": {"since": None},
    "until": {"until": None},
    "dates": {"since": None, "until": None},
}
