"""What is known of a trade: its activities, its vocabulary and the needs that typical buyers have of it."""

from dataclasses import dataclass
from typing import Literal

Nature = Literal["works", "supplies", "services"]
BuyerKind = Literal[
    "state",
    "region",
    "department",
    "epci",
    "commune",
    "syndicate",
    "hospital",
    "care_home",
    "school",
    "university",
    "housing",
    "ccas",
    "fire_service",
    "agency",
]


@dataclass(frozen=True, slots=True)
class Activity:
    """A speciality inside a trade; texts are in the notation of `prose`, CPV codes have 8 digits."""

    key: str
    cpvs: tuple[str, ...]
    titles: tuple[str, ...]
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LotIdea:
    title: str
    cpv: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """A need that comes back: `body` holds groups of sentences, one of each group is taken, in order.

    `amount` is the usual range in euros without tax; `reservable` the articles that may reserve it.
    """

    nature: Nature
    cpvs: tuple[str, ...]
    buyers: tuple[BuyerKind, ...]
    amount: tuple[int, int]
    titles: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    lots: tuple[LotIdea, ...] = ()
    reservable: tuple[str, ...] = ()
    innovation: bool = False


@dataclass(frozen=True, slots=True)
class Trade:
    """`kinds` weighs the social-economy kinds met in the trade; `firm_words` stand in its firms' names."""

    key: str
    label: str
    naf: tuple[str, ...]
    kinds: dict[str, int]
    firm_words: tuple[str, ...]
    labels: tuple[str, ...]
    presentation: tuple[str, ...]
    activities: tuple[Activity, ...]
    how: tuple[str, ...]
    whom: tuple[str, ...]
    references: tuple[str, ...]
    questions: tuple[str, ...]
    social: tuple[str, ...]
    environmental: tuple[str, ...]
    stories: tuple[Story, ...]
