"""The firms of the demonstration region: ordinary ones and three in ten of the social economy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import cast

from matchmaker.demo import identity, people
from matchmaker.demo.certificates import certificates
from matchmaker.demo.places import homonyms, region_pool, words_for
from matchmaker.demo.profiles import OPENINGS, SOCIAL, SOLO_OPENINGS, TEAM_WAYS, WAYS
from matchmaker.demo.prose import group_digits, typeset
from matchmaker.demo.signs import sign
from matchmaker.demo.streams import pick, stream, weighted
from matchmaker.demo.trade import Trade
from matchmaker.demo.trades import TRADES
from matchmaker.demo.values import EssFamily, Size, SupplierFirm
from matchmaker.demo.writer import Writer
from matchmaker.reference.communes import Commune

SOCIAL_SHARE = 0.3
HOMONYM_SHARE = 0.04  # firms seated in a commune whose name another one bears
# Headcount bands of Sirene by size of firm, and how many people each stands for.
BANDS = {"tpe": ("00", "01", "02", "03"), "pme": ("11", "12", "12", "21", "22"), "eti": ("32", "32", "41")}
HEADCOUNTS = {
    "00": (0, 0),
    "01": (1, 2),
    "02": (3, 5),
    "03": (6, 9),
    "11": (10, 19),
    "12": (20, 49),
    "21": (50, 99),
    "22": (100, 199),
    "32": (250, 499),
    "41": (500, 900),
}
# Legal category, family of the social economy and code of the inclusive kind.
FORMS: dict[str, tuple[tuple[str, ...], EssFamily | None, str]] = {
    "EI": (("5499", "5710", "9221"), None, "EI"),
    "AI": (("9222",), "association", "AI"),
    "ACI": (("9221",), "association", "ACI"),
    "ETTI": (("5710", "5499"), None, "ETTI"),
    "EITI": (("5710",), None, "EITI"),
    "GEIQ": (("9223",), "association", "GEIQ"),
    "EA": (("9220", "5499", "5710"), None, "EA"),
    "ESAT": (("9220", "7366"), "association", "ESAT"),
    "scop": (("5458", "5558"), "cooperative", "ESS"),
    "scic": (("5460", "5560"), "cooperative", "ESS"),
    "association": (("9220",), "association", "ESS"),
    "mutual": (("8210",), "mutual", "ESS"),
    "foundation": (("9300",), "foundation", "ESS"),
}
COMMERCIAL = {
    "tpe": ("1000", "5499", "5499", "5710"),
    "pme": ("5499", "5710", "5710", "5599"),
    "eti": ("5710", "5599"),
}
COMMERCIAL_SIZES = {"tpe": 55, "pme": 38, "eti": 7}
SOCIAL_SIZES = {"tpe": 22, "pme": 76, "eti": 2}
# Serial numbers under 1,000 belong to buyers and organisers.
SUPPLIER_SERIALS = 1_000


@dataclass(slots=True)
class Profile:
    """What is decided of a firm before it is described."""

    trade: Trade
    kind: str | None
    size: Size
    seat: Commune
    headcount: str
    founded: int


def suppliers(seed: int, count: int, today: date) -> Iterator[SupplierFirm]:
    chance = stream(seed, "suppliers")
    writer = Writer(chance)
    for rank, profile in enumerate(_profiles(chance, count, today), start=1):
        yield _firm(writer, profile, rank, today)


def _profiles(chance: Random, count: int, today: date) -> list[Profile]:
    """Trades in equal shares, the social economy's share exact; shuffled, so that keys tell nothing."""
    profiles = [
        _profile(chance, TRADES[rank * len(TRADES) // count], _is_social(rank), today)
        for rank in range(count)
    ]
    chance.shuffle(profiles)
    return profiles


def _is_social(rank: int) -> bool:
    return round((rank + 1) * SOCIAL_SHARE) > round(rank * SOCIAL_SHARE)


def _profile(chance: Random, trade: Trade, social: bool, today: date) -> Profile:
    kind = weighted(chance, trade.kinds) if social else None
    size = cast(Size, weighted(chance, SOCIAL_SIZES if social else COMMERCIAL_SIZES))
    seat = chance.choice(homonyms()) if chance.random() < HOMONYM_SHARE else region_pool().draw(chance)
    bands = BANDS[size][1:] if social else BANDS[size]
    return Profile(trade, kind, size, seat, chance.choice(bands), today.year - chance.randrange(1, 42))


def _firm(writer: Writer, profile: Profile, rank: int, today: date) -> SupplierFirm:
    chance, trade, kind = writer.chance, profile.trade, profile.kind
    name = typeset(writer.fresh(lambda _: sign(chance, kind, trade.firm_words)))
    domain = identity.domain(name)
    legal, family, inclusive = FORMS[kind] if kind else (COMMERCIAL[profile.size], None, None)
    head = _head(chance, profile.headcount)
    return SupplierFirm(
        key=f"supplier-{rank:05}",
        name=name,
        trade=trade.key,
        legal_category=chance.choice(legal),
        siret=identity.siret(SUPPLIER_SERIALS + rank, chance.choice((1, 1, 1, 2, 3))),
        naf=chance.choice(trade.naf),
        address=people.address(chance, profile.seat),
        headcount=profile.headcount,
        size=profile.size,
        inclusive_kind=inclusive,
        ess_family=family,
        ess_form=kind if inclusive == "ESS" else None,
        founded=profile.founded,
        turnover=max(head, 1) * chance.randrange(45, 130) * 1000,
        description=writer.fresh(lambda _: _description(writer, profile, name, head, today)),
        website=f"https://{domain}",
        labels=certificates(chance, trade, today),
        people=people.team(chance, "social" if kind else profile.size, domain, chance.choice((1, 1, 2))),
    )


def _head(chance: Random, band: str) -> int:
    low, high = HEADCOUNTS[band]
    return chance.randint(low, high)


def _description(writer: Writer, profile: Profile, name: str, head: int, today: date) -> str:
    """Opening, trade, way of working, and what the social economy means here."""
    chance, trade = writer.chance, profile.trade
    words = words_for(profile.seat) | {
        "entreprise": name,
        "fondee": str(profile.founded),
        "effectif": _people(head),
        "an": str(today.year - chance.randrange(1, 5)),
    }
    alone = head <= 1
    ways = pick(chance, WAYS if alone else WAYS + TEAM_WAYS, chance.choice((1, 2)))
    opening = chance.choice(SOLO_OPENINGS if alone else OPENINGS)
    patterns = [opening, chance.choice(trade.presentation), *ways]
    if profile.kind:
        patterns.insert(chance.choice((1, 2)), chance.choice(SOCIAL[profile.kind]))
    return " ".join(writer.write(pattern, words) for pattern in patterns)


def _people(head: int) -> str:
    return "une personne" if head <= 1 else f"{group_digits(head)} personnes"
