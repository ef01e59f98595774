"""Verbs of needs. They flush, never commit, and record in the journal."""

from matchmaker.needs.services.drafts import (
    add_lot,
    adopt,
    change_lot,
    discard,
    duplicate,
    remove_lot,
    save,
    start,
)
from matchmaker.needs.services.life import (
    award,
    close,
    extend,
    go_live,
    publish,
    schedule,
    stop_waiting,
    tender,
    unschedule,
    withdraw,
)

__all__ = (
    "add_lot",
    "adopt",
    "award",
    "change_lot",
    "close",
    "discard",
    "duplicate",
    "extend",
    "go_live",
    "publish",
    "remove_lot",
    "save",
    "schedule",
    "start",
    "stop_waiting",
    "tender",
    "unschedule",
    "withdraw",
)
