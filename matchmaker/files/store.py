"""Bytes under their SHA-256 in `DATA_DIR/files/documents`, which backups hold; no name of a person's choice.

The bytes are on the disk before the row that names them is committed. What no row names any more is swept
a day later, so that a transaction that is still open finds what it wrote.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Collection
from pathlib import Path

from flask import current_app

from matchmaker.files.errors import FileLost

FOLDER = "files/documents"
DIGEST = re.compile(r"[0-9a-f]{64}")
GRACE = 24 * 3600


def root() -> Path:
    folder: Path = current_app.config["SETTINGS"].data_dir
    return folder / FOLDER


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def path_of(digest: str) -> Path:
    if not DIGEST.fullmatch(digest):
        raise FileLost
    return root() / digest[:2] / digest


def keep(content: bytes) -> str:
    """The digest under which the bytes now stand, whole and on the disk; the same bytes stand once."""
    digest = digest_of(content)
    path = path_of(digest)
    if path.exists():
        os.utime(path)
        return digest
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    beside = path.with_name(f".{digest[:8]}-{secrets.token_hex(6)}")
    try:
        with open(beside, "xb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return digest


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def read(digest: str) -> bytes:
    """Raises FileLost when the bytes are gone or were changed on the disk."""
    try:
        content = path_of(digest).read_bytes()
    except OSError as error:
        raise FileLost from error
    if digest_of(content) != digest:
        raise FileLost
    return content


def sweep(named: Collection[str], *, grace: float = GRACE) -> int:
    """Delete what no row names and nobody has written lately; how many."""
    limit, gone = time.time() - grace, 0
    for path in root().glob("??/*"):
        if path.name not in named and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
