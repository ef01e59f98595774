"""Pages of a list: bounded, numbered in ASCII digits, 404 past the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import abort, request, url_for

from matchmaker.extensions import db

PER_PAGE = 20
LARGEST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows out of `total`, with the addresses of its neighbours (None where there is none)."""

    items: list[Any]
    number: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.per_page, self.total)

    def address(self, number: int) -> str:
        """This page's address with another number, its other parameters kept."""
        others: Mapping[str, Any] = {**request.args.to_dict(flat=False), **(request.view_args or {})}
        return url_for(str(request.endpoint), **{**others, "page": number if number > 1 else None})

    @property
    def previous(self) -> str | None:
        return self.address(self.number - 1) if self.number > 1 else None

    @property
    def next(self) -> str | None:
        return self.address(self.number + 1) if self.number < self.pages else None


def requested_page() -> int:
    """The `page` parameter; 404 when it is no page number."""
    text = request.args.get("page", "") or "1"
    if not re.fullmatch("[1-9][0-9]{0,5}", text, re.ASCII) or int(text) > LARGEST_PAGE:
        abort(404)
    return int(text)


def paginate(query: sa.Select[Any], *, per_page: int = PER_PAGE) -> Page:
    """Rows of the requested page in two queries; 404 past the last one."""
    number = requested_page()
    total = db.session.execute(
        sa.select(sa.func.count()).select_from(query.order_by(None).subquery())
    ).scalar_one()
    rows = db.session.execute(query.limit(per_page).offset((number - 1) * per_page)).scalars().all()
    return as_page(list(rows), number=number, per_page=per_page, total=total)


def as_page(rows: list[Any], *, number: int, per_page: int, total: int) -> Page:
    """The page of rows already cut; 404 past the last one."""
    if number > 1 and not rows:
        abort(404)
    return Page(items=rows, number=number, per_page=per_page, total=total)
