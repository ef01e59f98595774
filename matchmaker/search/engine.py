"""What every search engine does, and the values it gives back: all that the rest of the product knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, TypeAlias

from matchmaker.search.documents import Document, Kind
from matchmaker.search.query.values import Query

WayOutKind: TypeAlias = Literal["spelling", "without_filter", "wider", "without_filters"]
Progress: TypeAlias = Callable[[int], None]
"""Called with the number of documents done so far."""


class SearchError(Exception):
    """Base of what an engine raises."""


class IndexUnavailable(SearchError):
    """No usable index: `reason` is "missing", "corrupt" or "older" (another format). A rebuild repairs it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"search index {reason}: {detail}" if detail else f"search index {reason}")
        self.reason = reason


class IndexBusy(SearchError):
    """Another process holds the writer's lock; nothing was written, the same call may be made again."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text as written by its author, **not escaped**: the template escapes it."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """`distance_km` from the place asked, when there is one and both are known."""

    key: str
    kind: Kind
    score: float
    version: int
    title: tuple[Fragment, ...] = ()
    excerpt: tuple[Fragment, ...] = ()
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts are what one would get by choosing the value, other filters kept; most numerous first."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class WayOut:
    """Out of an empty page: `query` gives `total` results; `name` and `value` say what changes."""

    kind: WayOutKind
    name: str
    value: str
    query: Query
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """`relaxed`: nothing holds all the words, these hold some. `suggestion`: did you mean this text?"""

    query: Query
    total: int
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    relaxed: bool = False
    suggestion: WayOut | None = None
    ways_out: tuple[WayOut, ...] = ()

    @property
    def pages(self) -> int:
        return -(-self.total // self.query.per_page)

    @property
    def is_beyond_last_page(self) -> bool:
        return self.query.page > max(1, self.pages)

    def facet(self, name: str) -> tuple[FacetValue, ...]:
        return next((facet.values for facet in self.facets if facet.name == name), ())


class Engine(Protocol):
    """One index. `apply` and `rebuild` belong to the worker; `search` to anybody, from any thread."""

    def search(self, query: Query, *, today: date) -> Results:
        """Raises IndexUnavailable. Keys are to be re-read from the database before anything is shown."""

    def apply(self, upserts: Iterable[Document] = (), deletions: Iterable[str] = ()) -> None:
        """One batch, one commit, seen by the next search of this process and within a second elsewhere.

        A key both upserted and deleted ends deleted. May be repeated. Raises IndexUnavailable, IndexBusy.
        """

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> int:
        """Everything anew, beside, then swapped; gives the number of documents. Raises IndexBusy.

        Start reading the documents from the database only when the iterable is consumed: what is applied
        meanwhile is repeated on the new index before the swap, and has the last word.
        """

    def keys_with_versions(self) -> dict[str, int]:
        """Every indexed key with its version, for `check`. Raises IndexUnavailable."""

    def close(self) -> None: ...
