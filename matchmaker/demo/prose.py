"""How the demonstration region writes: a small notation for sentences with choices, and French typography.

``[a|b|c]`` is a choice (choices may hold choices), ``{12-60}`` or ``{100-900/50}`` a whole number (with a
step), ``{ville}`` a word given by the caller. Authors type straight apostrophes and plain blanks, `typeset`
sets them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeAlias

NARROW = "\u202f"
NO_BREAK = "\u00a0"
UNITS = (
    "%|€|km|kg|m²|m³|m|kWc|kWh|kW|cm|mm|g|litres?|heures?|ans?|mois|jours?|semaines?|agents?|salariés?|personnes?"
    "|places?|repas|hectares?|tonnes?|postes?|élèves?|habitants?|logements?|sites?|lits?|couverts?|communes?"
)


@dataclass(frozen=True, slots=True)
class Choice:
    options: "tuple[Sequence_, ...]"


@dataclass(frozen=True, slots=True)
class Number:
    low: int
    high: int
    step: int


@dataclass(frozen=True, slots=True)
class Slot:
    name: str


Sequence_: TypeAlias = "tuple[str | Choice | Number | Slot, ...]"

TOKENS = re.compile(r"[\[\]|]|\{[^{}]*\}|[^\[\]|{}]+")
NUMBER = re.compile(r"(\d+)-(\d+)(?:/(\d+))?")


def items(block: str) -> tuple[str, ...]:
    """The sentences of a text block: each begins with "- " and may run over several lines."""
    entries = re.split(r"^\s*- ", block, flags=re.MULTILINE)[1:]
    return tuple(" ".join(entry.split()) for entry in entries)


def write(pattern: str, chance: Random, words: Mapping[str, str]) -> str:
    """One wording of the pattern, typeset, with a capital. Raises KeyError on an unknown word."""
    text = typeset(_expand(_parse(pattern), chance, words).strip())
    return text[:1].upper() + text[1:]


def typeset(text: str) -> str:
    """French typography: "d'un", curly apostrophes, narrow blanks before ; : ! ?, no-break before units."""
    text = re.sub(r"\b([Dd]|[Qq]u)e (?=une?\b)", r"\1'", text).replace("'", "’")
    text = re.sub(r" +([;:!?»])", NARROW + r"\1", text)
    text = re.sub(r"« +", "«" + NARROW, text)
    return re.sub(rf"(?<=\d) (?=(?:{UNITS})\b|%|€|m²|m³|\d{{3}}\b)", NO_BREAK, text)


def group_digits(number: int) -> str:
    return f"{number:,}".replace(",", NARROW)


@cache
def _parse(pattern: str) -> Sequence_:
    tokens = TOKENS.findall(pattern)
    if "".join(tokens) != pattern:
        raise ValueError(f"unbalanced pattern: {pattern}")
    tree, rest = _sequence(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"unbalanced pattern: {pattern}")
    return tree


def _sequence(tokens: list[str], at: int) -> tuple[Sequence_, int]:
    nodes: list[str | Choice | Number | Slot] = []
    while at < len(tokens) and tokens[at] not in ("|", "]"):
        if tokens[at] == "[":
            choice, at = _choice(tokens, at + 1)
            nodes.append(choice)
        else:
            nodes.append(_leaf(tokens[at]))
            at += 1
    return tuple(nodes), at


def _choice(tokens: list[str], at: int) -> tuple[Choice, int]:
    options: list[Sequence_] = []
    while True:
        option, at = _sequence(tokens, at)
        options.append(option)
        if at == len(tokens):
            raise ValueError(f"choice left open: {''.join(tokens)}")
        if tokens[at] == "]":
            return Choice(tuple(options)), at + 1
        at += 1


def _leaf(token: str) -> str | Number | Slot:
    if not token.startswith("{"):
        return token
    number = NUMBER.fullmatch(token[1:-1])
    if number:
        low, high, step = (int(part or 1) for part in number.groups())
        return Number(low, high, step)
    return Slot(token[1:-1])


def _expand(tree: Sequence_, chance: Random, words: Mapping[str, str]) -> str:
    parts: list[str] = []
    for node in tree:
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node, Choice):
            parts.append(_expand(chance.choice(node.options), chance, words))
        elif isinstance(node, Number):
            parts.append(group_digits(chance.randrange(node.low, node.high + 1, node.step)))
        else:
            parts.append(words[node.name])
    return "".join(parts)
