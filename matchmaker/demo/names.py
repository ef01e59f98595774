"""Invented people, places and firms, by combination: nobody and no firm is meant."""

from random import Random
from typing import Literal

from matchmaker.demo.name_lists import (
    COUNTS,
    FIRST_PARTS,
    LANDMARKS,
    LAST_PARTS,
    MEN,
    PLACE_ENDS,
    PLACE_STARTS,
    SINGLE,
    SURNAMES,
    WOMEN,
)
from matchmaker.demo.places import of_place


def first_name(chance: Random, gender: Literal["f", "m"]) -> str:
    return chance.choice(WOMEN if gender == "f" else MEN)


def last_name(chance: Random) -> str:
    return chance.choice(SURNAMES).replace("_", " ")


def founder(chance: Random) -> str:
    """A family name for a firm's sign, made of parts rather than taken from a directory."""
    return chance.choice(FIRST_PARTS) + chance.choice(LAST_PARTS)


def honoured(chance: Random) -> str:
    """The name of a school or a street: "Jeanne-Delbecque"."""
    return f"{chance.choice(WOMEN + MEN)}-{founder(chance)}"


def coined_place(chance: Random) -> str:
    return chance.choice(PLACE_STARTS) + chance.choice(PLACE_ENDS)


def of_landmark(chance: Random) -> str:
    """ "des Trois Saules", "du Vieux Quai", "d'Aubelmont": what follows a name of body or firm."""
    draw = chance.random()
    if draw < 0.45:
        return f"des {chance.choice(COUNTS)} {chance.choice(LANDMARKS)}"
    if draw < 0.6:
        return chance.choice(SINGLE)[1]
    return of_place(coined_place(chance))


def landmark(chance: Random) -> str:
    """ "Les Trois Saules", "Le Vieux Quai", "Aubelmont"."""
    draw = chance.random()
    if draw < 0.45:
        return f"Les {chance.choice(COUNTS)} {chance.choice(LANDMARKS)}"
    if draw < 0.6:
        name = chance.choice(SINGLE)[0]
        return name[0].upper() + name[1:]
    return coined_place(chance)
