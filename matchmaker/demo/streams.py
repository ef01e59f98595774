"""Chance, made repeatable: one stream for each part, so that more offers do not change the buyers."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, part: str) -> Random:
    return Random(f"{seed}/{part}")  # noqa: S311 -- invents a region, guards nothing


def weighted(chance: Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def pick(chance: Random, pool: Sequence[T], count: int) -> list[T]:
    """At most `count` different members of the pool."""
    return chance.sample(pool, min(count, len(pool)))
