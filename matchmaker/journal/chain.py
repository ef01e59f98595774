"""How an act is hashed: the one definition, in plain Python. docs/journal.md says the same in words.

An entry's digest hides its content behind a random nonce, and the chain is made of digests: whoever
gets an extract checks it up to the published head without learning what the other entries say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

GENESIS = "0" * 64
# The key of a payload that stands for the personal part, kept in a table of its own and erasable.
PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Act:
    """What the digest of an entry covers. `payload` is canonical JSON, as text."""

    seq: int
    at: datetime
    actor_id: int | None
    role: str
    action: str
    object_kind: str
    object_id: int | None
    payload: str
    nonce: str

    def digest(self) -> str:
        fields = [self.seq, moment(self.at), self.actor_id, self.role, self.action]
        fields += [self.object_kind, self.object_id, self.payload, self.nonce]
        return sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")))


def link(previous: str, digest: str) -> str:
    """The hash of an entry: the head of the chain once it is the last."""
    return sha256(f"{previous}\n{digest}")


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(payload: Mapping[str, object]) -> str:
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def personal_digest(salt: str, content: str) -> str:
    """Without the salt, which is erased with the content, nobody can try names against it."""
    return sha256(f"{salt}\n{content}")


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
