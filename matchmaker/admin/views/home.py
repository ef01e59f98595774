"""The page of those who run the platform: what is in it, what was done, whether it is well."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from matchmaker.admin import queries, wording
from matchmaker.admin.views.area import blueprint
from matchmaker.journal.models import Entry
from matchmaker.needs.models import NeedStatus
from matchmaker.needs.wording import STATUS
from matchmaker.web.pagination import paginate
from matchmaker.web.policy import Access, admits, allow

ENTRIES = 25
# The page of what an act bears on; other kinds have none.
PAGES = {
    "need": ("needs.show", "need_id"),
    "offer": ("offers.show", "offer_id"),
    "organisation": ("organisations.show", "organisation_id"),
}


@blueprint.get("")
@allow(Access.ADMINISTRATOR)
def home() -> ResponseReturnValue:
    page = paginate(queries.journal(), per_page=ENTRIES)
    found = queries.needs_by_status()
    return render_template(
        "admin/home.html",
        counts=queries.counts(),
        needs=[(status.value, STATUS[status], found.get(status.value, 0)) for status in NeedStatus],
        page=page,
        rows=[(entry, wording.act(entry.action), wording.kind(entry.object_kind)) for entry in page.items],
        address=address,
        people=queries.people(page.items),
        head=queries.head(),
        gallery=admits(Access.DEVELOPMENT, g.actor),
    )


def address(entry: Entry) -> str:
    """The page of the object, empty where there is none; it may have been deleted since, or be a draft."""
    if entry.object_id is None or entry.object_kind not in PAGES:
        return ""
    endpoint, name = PAGES[entry.object_kind]
    arguments: dict[str, Any] = {name: entry.object_id}
    return url_for(endpoint, **arguments)
