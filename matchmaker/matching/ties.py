"""Equal scores are ordered by a hash of (need, supplier): stable for a need, different from need to need,
so that no firm is always first."""

from __future__ import annotations

from collections.abc import Hashable
from hashlib import blake2b


def tie_key(need_id: Hashable, supplier_id: Hashable) -> bytes:
    return blake2b(f"{need_id}\x1f{supplier_id}".encode("utf-8", "surrogatepass"), digest_size=8).digest()


def stable_order(identifier: Hashable) -> tuple[str, str]:
    """Sorts ids of any kind the same way in every process."""
    return type(identifier).__name__, str(identifier)
