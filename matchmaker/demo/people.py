"""Invented contacts and addresses."""

from random import Random
from typing import Literal

from matchmaker.demo import identity, names
from matchmaker.demo.profiles import JOBS, STREETS
from matchmaker.demo.prose import typeset
from matchmaker.demo.values import Address, Person
from matchmaker.reference.communes import Commune


def person(chance: Random, jobs: str, domain: str) -> Person:
    gender: Literal["f", "m"] = "f" if chance.random() < 0.5 else "m"
    first, last = names.first_name(chance, gender), names.last_name(chance)
    job = chance.choice(JOBS[jobs])[0 if gender == "f" else 1]
    return Person(
        first, last, gender, typeset(job), identity.mailbox(first, last, domain), identity.phone(chance)
    )


def team(chance: Random, jobs: str, domain: str, count: int) -> tuple[Person, ...]:
    """Colleagues of one body: no two share an address."""
    by_mail: dict[str, Person] = {}
    while len(by_mail) < count:
        colleague = person(chance, jobs, domain)
        by_mail.setdefault(colleague.email, colleague)
    return tuple(by_mail.values())


def address(chance: Random, commune: Commune) -> Address:
    street = f"{chance.randrange(1, 180)} {chance.choice(STREETS)} {names.honoured(chance)}"
    return Address(street, commune.postal_codes[0], commune.code)
