"""What the buyers need: titles, texts, lots, amounts and dates."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from matchmaker.demo.closings import PURCHASE
from matchmaker.demo.names import honoured
from matchmaker.demo.need_dates import dates, statuses
from matchmaker.demo.places import words_for
from matchmaker.demo.prose import items
from matchmaker.demo.streams import pick, stream
from matchmaker.demo.trade import LotIdea, Story, Trade
from matchmaker.demo.trades import TRADES
from matchmaker.demo.values import BuyerBody, LotDraft, NeedDraft, NeedStatus
from matchmaker.demo.writer import Writer
from matchmaker.demo.zones_drawn import need_zone
from matchmaker.reference import communes
from matchmaker.reference.communes import Commune
from matchmaker.reference.zones import Zone

BOUNDS = (0, 25_000, 60_000, 100_000, 216_000, 500_000, 1_000_000, 5_404_000)
LOTS_SHARE = 0.75
RESERVED_SHARE = 0.5  # of the needs that can be
NO_CPV_SHARE = 0.12  # buyers who left the code out
NO_AMOUNT_SHARE = 0.15
PURCHASE_SHARE = 0.35
PATIENCE = 5
NO_AMOUNT = items("""
    - Le montant dépendra des réponses au sourçage.
    - Premier achat de cette nature, aucune estimation n'est faite.
    - L'étude de définition n'est pas terminée.
    - Le budget sera voté au prochain conseil.
    - Le volume annuel reste à mesurer.
""")
DURATIONS = {"works": (3, 4, 6, 8, 10, 14), "supplies": (1, 2, 6, 12, 24), "services": (12, 12, 24, 36, 48)}


def needs(seed: int, bodies: Sequence[BuyerBody], count: int, today: date) -> Iterator[NeedDraft]:
    chance = stream(seed, "needs")
    desk = _Desk(Writer(chance), bodies, today)
    states = statuses(count)
    chance.shuffle(states)
    for rank, status in enumerate(states):
        trade, story = _told(rank)
        yield desk.need(trade, story, status, f"need-{rank + 1:05}")


def _told(rank: int) -> tuple[Trade, Story]:
    """Trades in turn, and inside a trade its stories in turn."""
    trade = TRADES[rank % len(TRADES)]
    return trade, trade.stories[rank // len(TRADES) % len(trade.stories)]


class _Desk:
    def __init__(self, writer: Writer, bodies: Sequence[BuyerBody], today: date) -> None:
        self.writer = writer
        self.bodies = bodies
        self.today = today

    def need(self, trade: Trade, story: Story, status: NeedStatus, key: str) -> NeedDraft:
        chance, writer = self.writer.chance, self.writer
        body = self._buyer(story)
        seat = communes.get(body.address.commune)
        assert seat is not None
        when = dates(chance, status, self.today)
        words = self._words(body, seat, when.starts_on.year)
        zone = need_zone(chance, body.kind, seat)
        reserved, reserved_lot = _reservation(chance, story)
        amount = chance.randint(*story.amount)
        low, high = _band(amount) if chance.random() >= NO_AMOUNT_SHARE else (None, None)
        return NeedDraft(
            key=key,
            buyer=body.key,
            author=chance.choice(body.people).email,
            trade=trade.key,
            title=writer.usually_fresh(lambda: writer.write(chance.choice(story.titles), words)),
            description=writer.fresh(lambda failed: self._description(story, words, failed)),
            nature=story.nature,
            cpvs=() if chance.random() < NO_CPV_SHARE else story.cpvs,
            zone=zone,
            amount_min=low,
            amount_max=high,
            amount_unknown_because=None if low is not None else writer.write(chance.choice(NO_AMOUNT), words),
            lots=self._lots(story, zone, amount, reserved, reserved_lot, words, known=low is not None),
            starts_on=when.starts_on,
            duration_months=chance.choice(DURATIONS[story.nature]),
            answers_by=when.answers_by,
            reserved=reserved,
            social=self._some(trade.social, words),
            environmental=self._some(trade.environmental, words),
            innovation=story.innovation,
            questions=self._some(trade.questions, words, most=3),
            status=status,
            published_on=when.published_on,
        )

    def _buyer(self, story: Story) -> BuyerBody:
        fitting = [body for body in self.bodies if body.kind in story.buyers]
        return self.writer.chance.choice(fitting or self.bodies)

    def _words(self, body: BuyerBody, seat: Commune, year: int) -> dict[str, str]:
        words = words_for(seat, body.place_name)
        return words | {
            "nom": honoured(self.writer.chance),
            "an": str(year - self.writer.chance.randrange(2, 6)),
            "prochaine": str(year),
        }

    def _description(self, story: Story, words: dict[str, str], failed: int) -> str:
        """Why, then what and how; a word on the purchase now and then, or when the rest is worn."""
        chance = self.writer.chance
        why, *rest = (chance.choice(group) for group in story.body)
        if chance.random() < PURCHASE_SHARE or failed >= PATIENCE:
            rest.append(chance.choice(PURCHASE))
        told = " ".join(self.writer.write(pattern, words) for pattern in rest)
        return self.writer.write(why, words) + "\n\n" + told

    def _lots(
        self,
        story: Story,
        zone: Zone,
        amount: int,
        reserved: tuple[str, ...],
        reserved_lot: tuple[str, ...],
        words: dict[str, str],
        *,
        known: bool,
    ) -> tuple[LotDraft, ...]:
        """Lots of unequal size; at most one of them is reserved when the need as a whole is not."""
        chance = self.writer.chance
        if not story.lots or (chance.random() >= LOTS_SHARE and not reserved_lot):
            return ()
        weights = [chance.uniform(0.5, 2) for _ in story.lots]
        parts = [round(amount * weight / sum(weights)) for weight in weights]
        chosen = chance.randrange(len(story.lots)) if reserved_lot else -1
        return tuple(
            self._lot(
                idea, rank, part if known else None, zone, reserved_lot if rank == chosen else reserved, words
            )
            for rank, (idea, part) in enumerate(zip(story.lots, parts, strict=True))
        )

    def _lot(
        self,
        idea: LotIdea,
        rank: int,
        amount: int | None,
        zone: Zone,
        reserved: tuple[str, ...],
        words: dict[str, str],
    ) -> LotDraft:
        low, high = _band(amount) if amount is not None else (None, None)
        return LotDraft(
            number=rank + 1,
            title=self.writer.write(idea.title, words),
            description=self.writer.write(idea.text, words),
            cpvs=(idea.cpv,),
            amount_min=low,
            amount_max=high,
            zone=zone,
            reserved=reserved,
        )

    def _some(self, pool: Sequence[str], words: dict[str, str], most: int = 2) -> tuple[str, ...]:
        chosen = pick(self.writer.chance, pool, self.writer.chance.randint(0, most))
        return tuple(self.writer.write(pattern, words) for pattern in chosen)


def _band(amount: int) -> tuple[int, int]:
    """The bracket of the usual thresholds that holds the amount, both ends included."""
    rank = next((rank for rank, bound in enumerate(BOUNDS) if bound > amount), len(BOUNDS) - 1)
    return BOUNDS[rank - 1], BOUNDS[rank] - 1


def _reservation(chance: Random, story: Story) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Articles under which the whole need is reserved, and those under which one of its lots is."""
    if not story.reservable or chance.random() >= RESERVED_SHARE:
        return (), ()
    articles = list(story.reservable)
    if {"L2113-12", "L2113-13"} <= set(articles):
        articles.append("L2113-14")
    article = (chance.choice(articles),)
    return ((), article) if story.lots and chance.random() < 0.5 else (article, ())
