"""A mail as a value: what the areas' own `messages.py` build, and what `queue` renders and keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matchmaker.notifications.kinds import Frequency


@dataclass(frozen=True, slots=True)
class Message:
    """`template` is a folder of `templates/emails/`; `reason` ends the mail: why this reader gets it.

    `key` identifies the act and the reader, `values` are plain facts for the template. `refusable`: the
    reader may do without this kind, and says so in one click. `frequency`: instead of the reader's choice for
    the kind (a saved search has its own). `calendar`: an iCalendar text (METHOD:PUBLISH) that travels with a
    mail sent at once; a digest leaves it out.
    """

    key: str
    kind: str
    recipient: str
    locale: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    refusable: bool = False
    frequency: Frequency | None = None
    calendar: str = ""
