"""A frozen list as its page and its tables show it: made from what was kept, never from today's rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from matchmaker.errors import Unavailable
from matchmaker.matching.frozen import FrozenError
from matchmaker.matching.telling import code_reason, place_reason
from matchmaker.reference.zones import Zone
from matchmaker.sourcing import freezing, wording
from matchmaker.sourcing.freezing import Outcome
from matchmaker.sourcing.models import FrozenList, FrozenRow
from matchmaker.sourcing.wording import Part

Content = Mapping[str, Any]


def opened(one: FrozenList) -> Content:
    """Raises Unavailable when what was kept cannot be read any more."""
    try:
        return freezing.content(one)
    except FrozenError as error:
        raise Unavailable from error


def raw(one: FrozenList) -> bytes:
    """Raises Unavailable when what was kept cannot be read any more."""
    try:
        return freezing.raw(one)
    except FrozenError as error:
        raise Unavailable from error


@dataclass(frozen=True, slots=True)
class Row:
    """One supplier of the kept list; `score` in points."""

    rank: int
    supplier_id: int
    name: str
    score: float
    parts: Sequence[Part]
    shared: Sequence[str]
    missing: Sequence[str]
    cpv: str
    place: str
    profile: str


def rows(content: Content, kept: Iterable[FrozenRow]) -> list[Row]:
    listed = {row["id"]: row for row in content["listed"]}
    return [row(content, one, listed[one.supplier_id]) for one in kept if one.supplier_id in listed]


def row(content: Content, kept: FrozenRow, told: Content) -> Row:
    cpv = wording.sentence(code_reason(*told["cpv"])) if told["cpv"][0] else ""
    place = place_words(content, told)
    said = {
        "words": _("Words in common: %(words)s", words=", ".join(told["shared"])),
        "cpv": cpv,
        "place": place,
    }
    said["spelling"] = _("Parts of words in common")
    most = content["weights"]["maximum"]
    parts = [
        Part(wording.label(name), tenths / 10, most[name], said.get(name, ""), wording.SHADES.get(name, 5))
        for name, tenths in zip(content["criteria"], told["tenths"], strict=True)
        if tenths
    ]
    return Row(
        kept.rank,
        kept.supplier_id,
        kept.name,
        kept.score / 10,
        parts,
        told["shared"],
        told["missing"],
        cpv,
        place,
        kept.profile_digest,
    )


def place_words(content: Content, told: Content) -> str:
    asked = content["place"]
    if told["zone"] is None or asked is None:
        return ""
    zones = Zone.from_json(told["zone"]), Zone.from_json(asked["zone"])
    return wording.sentence(place_reason(zones[0], told["km"], zones[1], read=asked["read"]))


def facts(one: FrozenList, content: Content) -> list[tuple[str, str]]:
    """What made the list, in words, for whoever must defend it."""
    counts = {"listed": len(content["listed"]), "all": one.suppliers}
    return [
        (_("Version of the need"), str(one.need_version)),
        (_("Suppliers"), _("%(listed)s listed of %(all)s compared", **counts)),
        (_("Switches"), switches(content)),
        (_("Version of the matcher"), one.matcher_version[:16]),
        (_("Digest of the weights"), one.weights_digest[:16]),
    ]


def switches(content: Content) -> str:
    filters = content["filters"]
    said = [
        _("only those who work at the place of the need") if filters["only_zone"] else "",
        _("only the social economy") if filters["ess_only"] else "",
        _("sizes: %(sizes)s", sizes=", ".join(filters["sizes"])) if filters["sizes"] else "",
        "" if content["facts"]["place"] else _("the place does not count in the score"),
    ]
    return ", ".join(one for one in said if one) or _("none")


def said(outcome: Outcome | None) -> str:
    return {
        None: "",
        Outcome.EQUAL: _(
            "Computed again from the records kept with the list: the same firms, ranks and points."
        ),
        Outcome.DIFFERENT: _("Computed again, the list is not the same. Tell the administrators."),
        Outcome.VERSION_GONE: _(
            "What is kept is whole, but the version of the matcher that made the list is no longer on this "
            "machine: it cannot be computed again here."
        ),
        Outcome.ALTERED: _("What is kept is not what the journal recorded. Tell the administrators."),
    }[outcome]
