"""The backup's file: a plain tar of `database.sqlite3`, `files/…`, and last a manifest with their digests.

The manifest stands last so that an archive cut short has none; it carries a digest of itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

from matchmaker.keeping.errors import Refused
from matchmaker.keeping.progress import Step

FORMAT = "matchmaker-backup/1"
DATABASE, FILES, MANIFEST = "database.sqlite3", "files", "manifest.json"
CHUNK = 1 << 20
LARGEST_MANIFEST = 64 << 20
NAME = re.compile(r"database\.sqlite3|files(/(?!\.\.?(/|$))[^/\0\\]+)+")


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the manifest tells of the database. `tables` counts rows; times are ISO, UTC."""

    made_at: str
    engine: str
    revision: str
    entries: int
    head: str
    tables: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    facts: Facts
    members: tuple[Member, ...]

    @property
    def bytes(self) -> int:
        return sum(member.bytes for member in self.members)

    def to_json(self) -> bytes:
        content = {"format": FORMAT, **asdict(self.facts)}
        content["members"] = [asdict(member) for member in self.members]
        return json.dumps(
            {"manifest": content, "sha256": _digest(content)}, ensure_ascii=False, indent=1
        ).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Raises Refused, with the reason."""
        try:
            whole = json.loads(text)
            content = whole["manifest"]
            if content["format"] != FORMAT:
                raise Refused(f"its format is {content['format']!r}; this version reads {FORMAT!r}")
            if whole["sha256"] != _digest(content):
                raise Refused("its manifest is damaged")
            members = tuple(Member(**member) for member in content.pop("members"))
            del content["format"]
            return cls(Facts(**content), members)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Refused("its manifest cannot be read") from error


def _digest(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class _Hashed:
    """A file being read, its digest, and the progress of the reading."""

    def __init__(self, file: IO[bytes], step: Step) -> None:
        self.file, self.step, self.sha256 = file, step, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.sha256.update(data)
        self.step(len(data))
        return data


class Paced:
    """A file whose bytes go to the disk a few at a time.

    Left to the system, a gigabyte waits in memory until the journal of the file system has to write it
    before the next commit of anybody: the site's writers would wait for seconds.
    """

    EVERY = 16 << 20

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.waiting = file, 0

    def write(self, data: bytes) -> int:
        self.waiting += len(data)
        written = self.file.write(data)
        if self.waiting >= self.EVERY:
            self.file.flush()
            os.fdatasync(self.file.fileno())
            self.waiting = 0
        return written

    def tell(self) -> int:
        return self.file.tell()


def write(out: Path, facts: Facts, sources: Iterable[tuple[str, Path]], step: Step) -> Manifest:
    """Make the archive at `out`, whole or not at all; readable by its owner only."""
    beside = out.with_name(f".{out.name}.partial-{os.getpid()}")
    try:
        with open(beside, "xb", opener=_private) as file:
            paced = cast("IO[bytes]", Paced(file))
            with tarfile.open(fileobj=paced, mode="w", copybufsize=CHUNK) as tar:
                members = tuple(filter(None, (_add(tar, name, path, step) for name, path in sources)))
                manifest = Manifest(facts, members)
                _add_bytes(tar, MANIFEST, manifest.to_json())
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, out)  # unlike a renaming, never over an archive that is there
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _add(tar: tarfile.TarFile, name: str, path: Path, step: Step) -> Member | None:
    """None when the file has gone since the folder was listed."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    with file:
        info = tarfile.TarInfo(name)
        info.size = os.fstat(file.fileno()).st_size
        info.mode = 0o600
        hashed = _Hashed(file, step)
        tar.addfile(info, cast("IO[bytes]", hashed))
    return Member(name, info.size, hashed.sha256.hexdigest())


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, BytesIO(content))


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive opened and its manifest found sound; its members are checked as they are extracted."""

    tar: tarfile.TarFile
    manifest: Manifest

    def extract(self, folder: Path, step: Step) -> None:
        """Write every member below `folder`; raises Refused at the first that is not as announced."""
        for member in self.manifest.members:
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with self._open(member) as source, open(target, "xb", opener=_private) as file:
                hashed = _Hashed(source, step)
                shutil.copyfileobj(cast("IO[bytes]", hashed), file, CHUNK)
            if (hashed.sha256.hexdigest(), target.stat().st_size) != (member.sha256, member.bytes):
                raise Refused(f"{member.name} is damaged: its digest is not the one of the manifest")

    def _open(self, member: Member) -> IO[bytes]:
        found = self.tar.getmember(member.name)
        source = self.tar.extractfile(found) if found.isreg() else None
        if source is None:
            raise Refused(f"{member.name} is no plain file")
        return source


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Raises Refused when the file is no backup, was cut short, or holds what no backup holds."""
    try:
        with tarfile.open(path, "r:") as tar:
            yield Archive(tar, _manifest(tar))
    except (tarfile.TarError, EOFError) as error:
        raise Refused(f"{path.name} is no backup of this program, or was cut short") from error


def _manifest(tar: tarfile.TarFile) -> Manifest:
    names = tar.getnames()
    if not names or names[-1] != MANIFEST:
        raise Refused("it has no manifest at its end: it is no backup of this program, or was cut short")
    info = tar.getmember(MANIFEST)
    source = tar.extractfile(info) if info.isreg() and info.size <= LARGEST_MANIFEST else None
    if source is None:
        raise Refused("its manifest is no plain file")
    manifest = Manifest.from_json(source.read())
    announced = [member.name for member in manifest.members]
    if sorted(announced) != sorted(names[:-1]) or len(set(announced)) < len(announced):
        raise Refused("it does not hold what its manifest announces")
    if foreign := [name for name in announced if not NAME.fullmatch(name)]:
        raise Refused(f"it holds {foreign[0]!r}, which no backup holds")
    if DATABASE not in announced:
        raise Refused("it holds no database")
    return manifest
