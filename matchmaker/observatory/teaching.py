"""What imported contracts teach the matcher: which codes their words were bought under."""

from __future__ import annotations

from matchmaker.observatory.joins import stores
from matchmaker.observatory.store.opened import NoContracts

MOST = 50_000  # learning keeps a fixed sample of far fewer; this bounds what is read


def examples() -> list[tuple[str, str]]:
    """(object, CPV code) of contracts, once for each pair; the same sample for the same store."""
    query = """SELECT object, cpv FROM contracts WHERE cpv IS NOT NULL AND length(object) > 0
        GROUP BY object, cpv ORDER BY md5(object || cpv), object, cpv LIMIT ?"""
    try:
        return [(words, code) for words, code in stores().current().rows(query, [MOST])]
    except NoContracts:
        return []
