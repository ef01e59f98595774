"""Hashing and the only rules that help: long enough, not among the commonest, nothing else asked."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 1000

# OWASP's parameters for argon2id: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

# Checked folded to lower case, after digits at either end are dropped.
_COMMON = """
password passw0rd motdepasse azerty azertyuiop qwerty qwertyuiop bonjour soleil
loulou doudou nicolas iloveyou jetaime marseille chocolat letmein welcome
bienvenue administrateur administrator admin admin123 changeme changezmoi secret princess
sunshine football superman batman dragon monkey abcdef abcdefgh abcdefghij
abc123 trustno1 camille vacances printemps hautsdefrance picardie
"""
COMMON = frozenset(_COMMON.split())


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


# What an unknown address is checked against, so that it takes the same time as a known one.
NOBODY = hash_password("no account has this password")


def matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def too_common(password: str) -> bool:
    """One character over and over, a run of the keyboard, or a word that everybody chooses."""
    bare = password.strip().lower()
    return len(set(bare)) < 4 or bare.strip("0123456789!.?*") in COMMON or bare.isdecimal()
