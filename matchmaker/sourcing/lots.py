"""Lots of a need and their suppliers: who fits which, how many are eligible, what to say beside each firm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from matchmaker.matching.lots import LotBoard, LotOutlook, LotStanding, board
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Lot, Need
from matchmaker.sourcing import capacity, index, queries
from matchmaker.sourcing.queries import PER_PAGE, Row


@dataclass(frozen=True, slots=True)
class LotLine:
    """One lot and who could answer it; `lot` is None for a need without lots, told as a whole."""

    lot: Lot | None
    outlook: LotOutlook


@dataclass(frozen=True, slots=True)
class UnionRow:
    """A firm with its reasons in its best lot, and its points in every lot."""

    row: Row
    best: int
    lots: tuple[LotStanding, ...]


def lot_board(need: Need) -> LotBoard:
    return board(index.index().current(), matching_need(need))


def lines(need: Need, known: LotBoard | None = None) -> list[LotLine]:
    found = (known or lot_board(need)).outlooks()
    lots: Sequence[Lot | None] = need.lots or (None,)
    return [LotLine(lot, outlook) for lot, outlook in zip(lots, found, strict=True)]


def union(need: Need, known: LotBoard, *, page: int = 1) -> tuple[list[UnionRow], bool]:
    """One page of the firms that fit some lot, and whether another follows."""
    wanted = PER_PAGE * page + 1
    fitting = known.union(wanted)
    shown = {one.supplier_id: one for one in fitting[PER_PAGE * (page - 1) : PER_PAGE * page]}
    few = among(list(map(int, map(str, shown))))
    best = {key: max(one.lots, key=lambda lot: (lot.fits, lot.score)).number for key, one in shown.items()}
    told = [few.explain(known.parts[best[key] - 1], key) for key in shown]
    found = {row.organisation.id: row for row in queries.rows(need, told)}
    rows = [
        UnionRow(found[int(str(key))], best[key], one.lots)
        for key, one in shown.items()
        if int(str(key)) in found
    ]
    return rows, len(fitting) == wanted


def one_lot(need: Need, number: int, *, page: int = 1) -> tuple[list[Row], bool]:
    """One page of the suppliers of one lot, best first, as the list of a need would be."""
    wanted = PER_PAGE * page + 1
    found = index.index().current().suggest(matching_need(need).lots[number - 1], wanted)
    return queries.rows(need, found[PER_PAGE * (page - 1) : PER_PAGE * page]), len(found) == wanted


def among(ids: Sequence[int]) -> SupplierMatcher:
    """A matcher of these firms alone, under the same version: the same points, at once."""
    matcher = index.index().current()
    return matcher.reindexed([matcher.supplier(one) for one in ids])


def numbers_words(numbers: Sequence[int]) -> str:
    """ "lot 2", "lots 1 and 3"."""
    listed = format_list([str(one) for one in numbers], locale=get_locale())
    return ngettext("lot %(numbers)s", "lots %(numbers)s", len(numbers), numbers=listed)


def fits_words(need: Need, fitted: Sequence[int]) -> str:
    if not fitted:
        return ""
    if len(fitted) == len(need.lots) > 1:
        return _("Fits every lot")
    return _("Fits %(lots)s", lots=numbers_words(fitted))


def notes(need: Need, rows: Sequence[Row]) -> dict[int, list[str]]:
    """What stands beside each firm of a page besides its score: the lots it fits, advice on its size."""
    fitted = fitted_lots(need, [row.organisation.id for row in rows])
    return {
        row.organisation.id: [
            words
            for words in (
                fits_words(need, fitted.get(row.organisation.id, ())),
                capacity.advice(need, row.organisation, row.offers),
            )
            if words
        ]
        for row in rows
    }


def fits_of(need: Need, organisation_id: int) -> str:
    """The lots that one firm fits, in words; empty for a need without lots, or a firm not yet known."""
    try:
        return fits_words(need, fitted_lots(need, [organisation_id]).get(organisation_id, ()))
    except KeyError:
        return ""


def fitted_lots(need: Need, ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The numbers of the lots that each of these firms fits."""
    if not need.lots or not ids:
        return {}
    lots = board(among(ids), matching_need(need))
    return {int(str(one.supplier_id)): one.fitted for one in lots.union()}
