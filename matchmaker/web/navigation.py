"""The main menu, by role."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, has_request_context, request, url_for
from flask_babel import lazy_gettext as _l

from matchmaker.accounts.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class Item:
    label: object
    url: str
    current: str  # "page" on the page itself, "true" on those beneath it, empty elsewhere


PUBLIC = (
    (_l("Needs"), "needs.index"),
    (_l("Suppliers"), "organisations.suppliers"),
    (_l("Rencontres"), "events.index"),
    (_l("Observatory"), "observatory.home"),
)
BY_ROLE = {
    Role.BUYER: ((_l("My needs"), "needs.mine"),),
    Role.SUPPLIER: ((_l("Needs for me"), "sourcing.needs_for_me"), (_l("My offers"), "offers.mine")),
    Role.ORGANISER: ((_l("My events"), "events.mine"),),
    Role.OBSERVER: ((_l("Import contracts"), "observatory.imports"),),
}
MODERATION = ((_l("Moderation"), "moderation.index"),)
ADMINISTRATION = ((_l("Administration"), "admin.home"),)


def navigation(actor: Actor | None) -> list[Item]:
    """Empty outside a request: mails rendered by a job or a command have no menu."""
    if not has_request_context():
        return []
    entries = list(PUBLIC)
    if actor is not None and actor.acting_for is not None:
        entries.extend(BY_ROLE[actor.acting_for.role])
    if actor is not None and actor.administrator:
        entries.extend(ADMINISTRATION)
    if actor is not None and actor.moderates:
        entries.extend(MODERATION)
    known = [(label, url_for(at)) for label, at in entries if at in current_app.view_functions]
    here = max((url for _label, url in known if beneath(request.path, url)), key=len, default="")
    return [Item(label, url, current(url) if url == here else "") for label, url in known]


def beneath(path: str, url: str) -> bool:
    """An entry may end with a stroke itself, as a folder does; the home page is above nothing."""
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))


def current(url: str) -> str:
    return "page" if request.path == url else "true"
