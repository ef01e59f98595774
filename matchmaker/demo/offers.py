"""What the firms offer: one to four offers each, a few firms without any."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random

from matchmaker.demo.certificates import certificates
from matchmaker.demo.clients import CLIENTS
from matchmaker.demo.closings import CLOSINGS
from matchmaker.demo.names import honoured
from matchmaker.demo.places import words_for
from matchmaker.demo.streams import pick, stream
from matchmaker.demo.trade import Activity, Trade
from matchmaker.demo.trades import BY_KEY, TRADES
from matchmaker.demo.values import Label, OfferDraft, Reference, SupplierFirm
from matchmaker.demo.writer import Writer
from matchmaker.demo.zones_drawn import offer_zone
from matchmaker.reference import communes
from matchmaker.reference.communes import Commune

MOST_OFFERS = 4
SILENT_SHARE = 0.03  # firms that never wrote an offer: they must be found by their activity code
SIDELINE_SHARE = 0.3  # second offers of the social economy made in another trade
DRAFT_SHARE = 0.04
LONG_SHARE = 0.4  # offers told in three sentences rather than two
CLOSING_SHARE = 0.25
PATIENCE = 5
# Smallest and largest contract, in euros, by size of firm.
CAPACITY = {"tpe": (500, 90_000), "pme": (5_000, 900_000), "eti": (40_000, 5_000_000)}


def offers(seed: int, firms: Sequence[SupplierFirm], count: int, today: date) -> Iterator[OfferDraft]:
    chance = stream(seed, "offers")
    desk = _Desk(Writer(chance), today)
    rank = 0
    for firm, held in zip(firms, _shares(chance, len(firms), count), strict=True):
        for offer_rank in range(held):
            rank += 1
            yield desk.offer(firm, offer_rank, f"offer-{rank:05}")


def _shares(chance: Random, firms: int, count: int) -> list[int]:
    """How many offers each firm holds; they sum to `count` unless that passes four a firm."""
    silent = set(pick(chance, range(firms), int(firms * SILENT_SHARE)))
    shares = [0 if rank in silent else 1 for rank in range(firms)]
    writing = [rank for rank in range(firms) if rank not in silent]
    room = [rank for rank in writing for _ in range(MOST_OFFERS - 1)]
    for rank in pick(chance, room, max(0, count - len(writing))):
        shares[rank] += 1
    return _cut(shares, count)


def _cut(shares: list[int], count: int) -> list[int]:
    """Fewer offers than firms: the last firms stay silent."""
    left = count
    for rank, held in enumerate(shares):
        shares[rank] = min(held, left)
        left -= shares[rank]
    return shares


class _Desk:
    """Writes offers one after the other; a firm does not use the same sentence twice."""

    def __init__(self, writer: Writer, today: date) -> None:
        self.writer = writer
        self.today = today
        self._firm = ""
        self._said: set[str] = set()

    def offer(self, firm: SupplierFirm, rank: int, key: str) -> OfferDraft:
        self._turn_to(firm)
        chance = self.writer.chance
        trade = self._trade(firm, rank)
        activity = trade.activities[(_turn(firm.key) + rank) % len(trade.activities)]
        seat = communes.get(firm.address.commune)
        assert seat is not None
        title = chance.choice(activity.titles)
        what = self.writer.fresh(lambda failed: self._what(seat, activity, title, failed))
        published = chance.random() >= DRAFT_SHARE
        smallest, largest = self._capacity(firm)
        return OfferDraft(
            key=key,
            supplier=firm.key,
            trade=trade.key,
            title=self._text(seat, [title]),
            what=what,
            for_whom=self._text(seat, self._unsaid(trade.whom, chance.choice((1, 1, 2)))),
            how=self.writer.fresh(
                lambda _: self._text(seat, self._unsaid(trade.how, chance.choice((2, 2, 3))))
            ),
            cpvs=tuple(sorted(pick(chance, activity.cpvs, chance.choice((1, 2, 2, 3))))),
            zone=offer_zone(chance, firm.size, trade.key, seat),
            capacity_min=smallest,
            capacity_max=largest,
            lead_time_days=chance.choice((1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60)),
            labels=self._labels(firm, trade),
            references=self._references(seat, trade),
            status="published" if published else "draft",
            published_on=self.today - timedelta(days=chance.randrange(1, 700)) if published else None,
        )

    def _turn_to(self, firm: SupplierFirm) -> None:
        if firm.key != self._firm:
            self._firm, self._said = firm.key, set()

    def _trade(self, firm: SupplierFirm, rank: int) -> Trade:
        """The firm's own, or for some of the social economy a second one that knows its kind."""
        kind = firm.ess_form or firm.inclusive_kind
        if rank == 0 or kind is None or self.writer.chance.random() > SIDELINE_SHARE:
            return BY_KEY[firm.trade]
        return self.writer.chance.choice([trade for trade in TRADES if kind in trade.kinds])

    def _what(self, seat: Commune, activity: Activity, title: str, failed: int) -> str:
        """The sentence nearest to the title, one or two more, and a closing one when these are worn."""
        chance = self.writer.chance
        lead = nearest(title, activity.what)
        others = [sentence for sentence in activity.what if sentence != lead]
        told = [lead, *self._unsaid(others, 1 + (chance.random() < LONG_SHARE))]
        if chance.random() < CLOSING_SHARE or failed >= PATIENCE:
            told.append(chance.choice(CLOSINGS))
        return self._text(seat, told)

    def _unsaid(self, pool: Sequence[str], count: int) -> list[str]:
        fresh = [pattern for pattern in pool if pattern not in self._said]
        return pick(self.writer.chance, fresh if len(fresh) >= count else pool, count)

    def _text(self, seat: Commune, patterns: Sequence[str]) -> str:
        self._said.update(patterns)
        words = self._words(seat)
        return " ".join(self.writer.write(pattern, words) for pattern in patterns)

    def _words(self, seat: Commune) -> dict[str, str]:
        chance = self.writer.chance
        words = words_for(seat)
        words["an"] = str(self.today.year - chance.randrange(1, 7))
        words["nom"] = honoured(chance)
        return words

    def _capacity(self, firm: SupplierFirm) -> tuple[int, int]:
        low, high = CAPACITY[firm.size]
        chance = self.writer.chance
        return low * chance.choice((1, 2, 3, 4)), high // 10 * chance.choice((2, 4, 6, 8, 10))

    def _labels(self, firm: SupplierFirm, trade: Trade) -> tuple[Label, ...]:
        return firm.labels if firm.trade == trade.key else certificates(self.writer.chance, trade, self.today)

    def _references(self, seat: Commune, trade: Trade) -> tuple[Reference, ...]:
        count = self.writer.chance.choice((0, 1, 2, 2, 3))
        return tuple(self._reference(seat, pattern) for pattern in self._unsaid(trade.references, count))

    def _reference(self, seat: Commune, pattern: str) -> Reference:
        """A past contract; its client is told by kind, so short references may come back at a large scale."""
        self._said.add(pattern)
        words = self._words(seat)
        return Reference(self.writer.usually_fresh(lambda: self._told(pattern, words)), int(words["an"]))

    def _told(self, pattern: str, words: dict[str, str]) -> str:
        return self.writer.write(pattern, words | {kind: self._client(kind, words) for kind in CLIENTS})

    def _client(self, kind: str, words: dict[str, str]) -> str:
        client = self.writer.write(self.writer.chance.choice(CLIENTS[kind]), words)
        return client[:1].lower() + client[1:]


def _turn(key: str) -> int:
    """The activity a firm begins with, spread evenly and without chance."""
    return int(key.rpartition("-")[2])


@cache
def nearest(title: str, sentences: tuple[str, ...]) -> str:
    """The sentence that shares most word beginnings with the title, the first of equals."""
    return max(sentences, key=lambda sentence: len(_beginnings(title) & _beginnings(sentence)))


def _beginnings(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w{4,}", text.lower())}
