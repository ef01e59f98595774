"""Labels and certificates drawn for a trade, with their expiry."""

from datetime import date, timedelta
from random import Random

from matchmaker.demo.streams import pick
from matchmaker.demo.trade import Trade
from matchmaker.demo.values import Label

LASTING_SHARE = 0.2
# From five months ago to three years ahead: one in eight is out of date, so that expiry is seen at work.
EXPIRY_DAYS = (-150, 3 * 365)


def certificates(chance: Random, trade: Trade, today: date) -> tuple[Label, ...]:
    chosen = pick(chance, trade.labels, chance.choice((0, 1, 1, 2, 3)))
    return tuple(Label(name, _expiry(chance, today)) for name in chosen)


def _expiry(chance: Random, today: date) -> date | None:
    if chance.random() < LASTING_SHARE:
        return None
    return today + timedelta(days=chance.randrange(*EXPIRY_DAYS))
