"""What has not reached every firm, in sentences: asked before the consultation is shown."""

from __future__ import annotations

from datetime import UTC, datetime

from flask_babel import gettext as _

from matchmaker.needs.models import Need
from matchmaker.sourcing import board
from matchmaker.sourcing.board import Line, Thing
from matchmaker.sourcing.models_contacts import Told


def sentences(need: Need) -> list[str]:
    """Empty when every firm invited or come by itself has received the same."""
    found = board.parity(need, now=datetime.now(UTC))
    return [_gap(line, one) for line, one in found.gaps] + [
        _("%(firm)s: no address is known, nothing could be written to it", firm=line.contact.supplier.name)
        for line in found.unreachable
    ]


def _gap(line: Line, one: Thing | None) -> str:
    firm = line.contact.supplier.name
    if one is None:
        return _("%(firm)s: its invitation has not left", firm=firm)
    if one.told is Told.REPLY:
        return _("%(firm)s: has not received the reply to question %(number)s", firm=firm, number=one.number)
    return _("%(firm)s: has not received document %(number)s", firm=firm, number=one.number)
