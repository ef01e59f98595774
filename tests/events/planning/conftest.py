"""A small event with wishes, ready to be planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from matchmaker.events.models import Event, Pair, Registration, Side, Wish
from tests.factories import Make, events
from tests.factories.make import NOW


@dataclass
class Day:
    event: Event
    buyers: list[Registration]
    suppliers: list[Registration]


@pytest.fixture(autouse=True)
def weeks_before() -> Iterator[None]:
    """The worker and the pages ask the clock whether the day has begun."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def make_day(make: Make) -> Callable[..., Day]:
    """Everybody wishes everybody; scores fall with the supplier's rank, so that values are known."""

    def build(buyers: int = 2, suppliers: int = 3, **values: Any) -> Day:
        organiser = make.organisation(is_organiser=True)
        event = events.event(make, organiser, **values)
        bodies = [events.registration(make, event, Side.BUYER, organisation=organiser) for _ in range(buyers)]
        firms = [
            events.registration(make, event, Side.SUPPLIER, organisation=organiser) for _ in range(suppliers)
        ]
        for body in bodies:
            for rank, firm in enumerate(firms):
                make._keep(
                    Pair(
                        event_id=event.id,
                        buyer_id=body.id,
                        supplier_id=firm.id,
                        score=Decimal(80 - 10 * rank),
                        buyer_wish=Wish.MEET,
                    )
                )
        return Day(event, bodies, firms)

    return build


@pytest.fixture
def day(make_day: Callable[..., Day]) -> Day:
    return make_day()
