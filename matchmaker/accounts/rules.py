"""What an address and a password must be."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from matchmaker.accounts import passwords

# One plain ASCII address: no comma, quote or blank that would make two recipients of it.
EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,8}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z][A-Za-z0-9-]{1,62}",
    re.ASCII,
)

SHORT = _l("Choose a password of at least 10 characters: a few words do well.")
LONG = _l("Choose a password of at most 1,000 characters.")
PERSONAL = _l("This password is made of your name, your address or the site’s name: choose other words.")
COMMON = _l("This password is among the first that are tried. Choose a few words of your own.")


def is_email(text: str) -> bool:
    return len(text) <= 254 and EMAIL.fullmatch(text) is not None


def password_problem(password: str, about: Iterable[str] = ()) -> LazyString | None:
    """What is wrong with a new password, None when it may serve; `about`: what is known of its owner."""
    if len(password) > passwords.LONGEST:
        return LONG
    if len(password.strip()) < passwords.SHORTEST:
        return COMMON if passwords.too_common(password) and len(password) >= passwords.SHORTEST else SHORT
    if passwords.too_common(password):
        return COMMON
    return PERSONAL if passwords.too_common(password, about) else None
