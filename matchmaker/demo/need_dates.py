"""When a need was published, answered and decided, around today."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from matchmaker.demo.values import NeedStatus

# Of ninety needs, about half are open; the rest shows every other state.
STATUSES: dict[NeedStatus, int] = {
    "published": 46,
    "draft": 8,
    "sourcing_closed": 12,
    "tendered": 10,
    "awarded": 10,
    "abandoned": 4,
}
# Days between today and the deadline of answers.
DEADLINES: dict[NeedStatus, tuple[int, int]] = {
    "published": (2, 75),
    "draft": (20, 90),
    "sourcing_closed": (-40, -2),
    "tendered": (-130, -35),
    "awarded": (-420, -120),
    "abandoned": (-300, -15),
}
OPEN_DAYS = (14, 60)  # how long a need stays open to answers
UNDATED_DRAFTS = 0.5


@dataclass(frozen=True, slots=True)
class Dates:
    published_on: date | None
    answers_by: date | None
    starts_on: date


def statuses(count: int) -> list[NeedStatus]:
    """The states of `count` needs in fixed proportions, most frequent first."""
    total = sum(STATUSES.values())
    held: list[NeedStatus] = []
    for status, share in STATUSES.items():
        held += [status] * max(1, share * count // total)
    missing: list[NeedStatus] = ["published"] * (count - len(held))
    return [*missing, *held][:count]


def dates(chance: Random, status: NeedStatus, today: date) -> Dates:
    first, last = DEADLINES[status]
    deadline = on_weekday(today + timedelta(days=chance.randint(first, last)), forward=last > 0)
    starts_on = (deadline + timedelta(days=chance.randrange(75, 260))).replace(day=1)
    if status == "draft":
        return Dates(None, None if chance.random() < UNDATED_DRAFTS else deadline, starts_on)
    opened = deadline - timedelta(days=chance.randint(*OPEN_DAYS))
    if opened >= today:
        opened = today - timedelta(days=chance.randint(1, 25))
    return Dates(on_weekday(opened, forward=False), deadline, starts_on)


def on_weekday(day: date, *, forward: bool) -> date:
    """Offices are closed on Saturday and Sunday."""
    while day.weekday() >= 5:
        day += timedelta(days=1 if forward else -1)
    return day
