"""Hashing and the only rules that help: long enough, not what everybody tries first, nothing else asked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from matchmaker.reference.text import fold

SHORTEST, LONGEST = 10, 1000

# OWASP's parameters for argon2id: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

# Words that everybody chooses. Checked folded (small letters, no accents, 0 for o and the like undone).
_COMMON = """
password passwort motdepasse azerty azertyuiop qwerty qwertyuiop qwertz bonjour bonsoir soleil salut
loulou doudou chouchou nicolas julien thomas camille marine caroline alexandre sandrine iloveyou jetaime
jetadore monamour amour marseille paris lille arras amiens lens france psgpsg olympique chocolat caramel
letmein welcome bienvenue coucou administrateur administrator admin root test guest user utilisateur
changeme changezmoi secret princess princesse sunshine football superman batman dragon monkey master
shadow pokemon naruto starwars matrix hello freedom whatever trustno vacances printemps automne hiver
janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi
jeudi vendredi samedi dimanche hautsdefrance picardie nordpasdecalais achat achats marche marches mairie
commune prefecture hopital entreprise fournisseur acheteur connexion ordinateur bureau cheval chaton
"""
COMMON = frozenset(_COMMON.split())
# Rows that fingers run along, forwards or backwards.
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "01234567890",
)
SHORTEST_RUN, SHORTEST_PART = 4, 4
# What is left of a password once its common parts are taken away must hold so many different signs.
OWN_SIGNS = 4
_TACKED_ON = "0123456789!?.*-_ "
_LOOK_ALIKE = str.maketrans("0134579@$!€", "oieastqasie")


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


# What an unknown address is checked against, so that it takes the same time as a known one.
NOBODY = hash_password("no account has this password")


def matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def too_common(password: str, about: Iterable[str] = ()) -> bool:
    """Nothing is left of it beyond words that everybody tries, runs of the keyboard and what it is about.

    `about` is what an attacker knows: name, address, name of the site.
    """
    bare = fold(password)
    if bare.isdecimal() or len(set(bare)) < OWN_SIGNS:
        return True
    known = COMMON | {part for text in about for part in parts(text)}
    return any(own_signs(text, known) < OWN_SIGNS for text in (bare, look_alike(bare)))


def look_alike(bare: str) -> str:
    """`m0tdep@sse2026!` read as it is meant; what is tacked on at the ends is no letter in disguise."""
    return bare.strip(_TACKED_ON).translate(_LOOK_ALIKE)


def parts(text: str) -> set[str]:
    """Words of a name or an address long enough to matter, and the whole of it without blanks."""
    bare = fold(text)
    words = {word for word in re.split(r"[^a-z0-9]+", bare) if len(word) >= SHORTEST_PART}
    whole = re.sub(r"[^a-z0-9]", "", bare)
    return words | ({whole} if len(whole) >= SHORTEST_PART else set())


def own_signs(text: str, known: Iterable[str]) -> int:
    """How many different letters and digits stand once known words and runs are taken away."""
    for word in sorted(known, key=lambda one: (-len(one), one)):
        text = text.replace(word, " ")
    left = without_runs(text)
    return len({sign for sign in left if sign.isalnum()})


def without_runs(text: str) -> str:
    found, start = [], 0
    while start < len(text):
        length = run_at(text, start)
        if length < SHORTEST_RUN:
            found.append(text[start])
            length = 1
        start += length
    return "".join(found)


def run_at(text: str, start: int) -> int:
    """The length of the longest run of a row, or of one sign repeated, that begins there."""
    longest = 1
    for row in (*ROWS, *(row[::-1] for row in ROWS), text[start] * len(text)):
        place, length = row.find(text[start]), 0
        while place + length < len(row) and text[start + length : start + length + 1] == row[place + length]:
            length += 1
        longest = max(longest, length)
    return longest
