"""What somebody looks for, as a value: GET parameters → `Query` → GET parameters, and its sentence.

Pure: neither Flask nor SQLAlchemy nor any search engine is imported here.
"""

from matchmaker.search.query.reading import Reading, read
from matchmaker.search.query.summary import Filter, Summary, filters, summarise
from matchmaker.search.query.terms import Terms, read_terms
from matchmaker.search.query.values import (
    KINDS,
    LARGEST_PAGE,
    MOST_PER_PAGE,
    PER_PAGE,
    RADII_KM,
    SIZES,
    SORTS,
    Problem,
    Query,
)

__all__ = [
    "KINDS",
    "LARGEST_PAGE",
    "MOST_PER_PAGE",
    "PER_PAGE",
    "RADII_KM",
    "SIZES",
    "SORTS",
    "Filter",
    "Problem",
    "Query",
    "Reading",
    "Summary",
    "Terms",
    "filters",
    "read",
    "read_terms",
    "summarise",
]
