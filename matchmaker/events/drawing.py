"""An agenda as the planner's cousin of the ruler draws it: minutes since midnight, and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matchmaker.events import calendars, frame, wording
from matchmaker.events.agendas import MEETING, Agenda, Item, Whole


@dataclass(frozen=True, slots=True)
class Bar:
    """`start` and `end` are those of the whole event on that day, so that people's days compare."""

    day: date
    start: int
    end: int
    items: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What day_ruler of templates/components/ruler.html takes; `item` for the table beside."""

    start: int
    end: int
    kind: str
    label: str
    place: str
    short: str
    item: Item
    url: str = ""

    @property
    def when(self) -> str:
        return f"{wording.hour(self.item.starts)} – {wording.hour(self.item.ends)}"


def days(agenda: Agenda, whole: Whole) -> list[Bar]:
    return [_bar(day, items, whole) for day, items in agenda.days()]


def _bar(day: date, items: list[Item], whole: Whole) -> Bar:
    edges = [(slot.starts, slot.ends) for slot in whole.slots.values() if slot.day == day]
    edges += [(item.starts, item.ends) for item in items]
    start = min(frame.minutes(first) for first, _last in edges)
    end = max(frame.minutes(last) for _first, last in edges)
    return Bar(day, start, end, tuple(map(_stretch, items)))


def _stretch(item: Item) -> Stretch:
    return Stretch(
        start=frame.minutes(item.starts),
        end=frame.minutes(item.ends),
        kind=item.kind,
        label=wording.item(item),
        place=calendars.where(item),
        short=str(item.table) if item.kind == MEETING and item.table else "",
        item=item,
    )
