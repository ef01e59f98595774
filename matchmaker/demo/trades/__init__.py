"""The trades of the demonstration region, one file each."""

from matchmaker.demo.trade import Trade
from matchmaker.demo.trades import catering, cleaning, digital_services, green_spaces, masonry

TRADES: tuple[Trade, ...] = (
    green_spaces.TRADE,
    cleaning.TRADE,
    masonry.TRADE,
    catering.TRADE,
    digital_services.TRADE,
)
BY_KEY = {trade.key: trade for trade in TRADES}
