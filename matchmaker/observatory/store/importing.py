"""Import: files to parts, parts to a new store beside, and the pointer moved at the very end.

All or nothing for readers and for the files of one command; a file that was wholly read before it was cut
is not read again.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

from matchmaker.observatory.formats.refused import FileRefused
from matchmaker.observatory.store import build, engine
from matchmaker.observatory.store.convert import Step, convert
from matchmaker.observatory.store.home import Home, Pointer, data_version
from matchmaker.observatory.store.parts import Part, digest_of
from matchmaker.observatory.store.sides import Sides

Tell = build.Tell


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import did. `keys`: distinct (buyer, number) as read, before siblings of 2019 are joined."""

    lines_read: int
    contracts_new: int
    contracts_changed: int
    unchanged: int
    rejected: int
    keys: int
    concession_lines: int
    rules: dict[str, int] = field(default_factory=dict)
    data_version: str = ""

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def import_files(
    home: Home, paths: Sequence[Path], sides: Sides, *, tell: Tell, step: Step, origin: str = "file"
) -> Summary:
    """Raises FileRefused, home.Busy, OSError or duckdb.Error: the store in force then stays as it was."""
    with home.writing():
        before = home.pointer()
        parts = _parts(home, paths, tell, step, origin)
        digests = _together(home, before, parts)
        new = _built(home, digests, sides, tell) if _needs_building(before, digests, sides) else None
        summary = _summary(home, before, new, parts)
        if new is not None:
            home.point(new)
        _forget_unused(home)
        return summary


def rebuild(home: Home, sides: Sides, *, tell: Tell) -> Pointer:
    """The store anew from its parts: after a change of method, of register, of suppliers, of delays."""
    with home.writing():
        pointer = home.pointer()
        made = _built(home, pointer.parts if pointer else (), sides, tell)
        home.point(made)
        return made


def rejoin(home: Home, sides: Sides, *, tell: Tell) -> Pointer | None:
    """The same contracts with what is known today of suppliers and buyers; None when nothing changed."""
    pointer = home.pointer()
    if pointer is None or not _needs_building(pointer, pointer.parts, sides):
        return None
    if pointer.method != build.BUILD_VERSION:
        return rebuild(home, sides, tell=tell)
    with home.writing():
        store = f"store-{uuid.uuid4().hex[:12]}.duckdb"
        beside = home.root / f"building-{store}"
        try:
            shutil.copyfile(home.root / pointer.store, beside)
            build.rejoin(beside, sides)
            return _published(home, beside, store, pointer.parts, sides)
        except (OSError, duckdb.Error):
            home.clear_leftovers()
            raise


def _parts(home: Home, paths: Sequence[Path], tell: Tell, step: Step, origin: str) -> list[Part]:
    """Each file once; those of a refused command that were new are forgotten."""
    made: list[str] = []
    found: dict[str, Part] = {}
    try:
        for path in paths:
            digest = _digest(path)
            part = home.parts.read(digest)
            if part is None:
                tell(f"reading {path.name}…")
                made.append(digest)
                part = convert(path, digest, home.parts, step=step, origin=origin)
            for note in part.notes:
                tell(f"{path.name}: {note}")
            found[digest] = part
    except FileRefused:
        for digest in made:
            home.parts.forget(digest)
        raise
    return list(found.values())


def _digest(path: Path) -> str:
    try:
        return digest_of(path)
    except OSError as error:
        raise FileRefused(f"cannot be read: {error.strerror}") from error


def _together(home: Home, before: Pointer | None, parts: Sequence[Part]) -> tuple[str, ...]:
    """The files of the store to be: invented contracts leave when real ones arrive."""
    held = {digest: home.parts.read(digest) for digest in (before.parts if before else ())}
    real = any(part.origin == "file" for part in parts)
    kept = [key for key, part in held.items() if not (real and part and part.origin == "demonstration")]
    return tuple(sorted({*kept, *(part.digest for part in parts)}))


def _needs_building(before: Pointer | None, digests: Sequence[str], sides: Sides) -> bool:
    if before is None:
        return True
    same = before.parts == tuple(digests) and before.sides == sides.version()
    return not (same and before.method == build.BUILD_VERSION)


def _built(home: Home, digests: Sequence[str], sides: Sides, tell: Tell) -> Pointer:
    store = f"store-{uuid.uuid4().hex[:12]}.duckdb"
    beside = home.root / f"building-{store}"
    try:
        build.build(beside, digests, home.parts, sides, tell=tell)
        return _renamed(home, beside, store, digests, sides)
    except (OSError, duckdb.Error):
        home.clear_leftovers()
        raise


def _renamed(home: Home, beside: Path, store: str, digests: Sequence[str], sides: Sides) -> Pointer:
    beside.rename(home.root / store)
    version = sides.version()
    return Pointer(store, tuple(digests), version, build.BUILD_VERSION, data_version(digests, version))


def _published(home: Home, beside: Path, store: str, digests: Sequence[str], sides: Sides) -> Pointer:
    pointer = _renamed(home, beside, store, digests, sides)
    home.point(pointer)
    return pointer


def _summary(home: Home, before: Pointer | None, new: Pointer | None, parts: Sequence[Part]) -> Summary:
    rules: dict[str, int] = {}
    for part in parts:
        for rule, count in part.rules.items():
            rules[rule] = rules.get(rule, 0) + count
    after = new or before
    assert after is not None
    fresh, changed, touched = _compared(home, before, after, [part.digest for part in parts])
    return Summary(
        lines_read=sum(part.lines for part in parts),
        contracts_new=fresh,
        contracts_changed=changed,
        unchanged=touched - fresh - changed,
        rejected=sum(part.rejected for part in parts),
        keys=sum(part.keys for part in parts),
        concession_lines=sum(part.concessions for part in parts),
        rules=dict(sorted(rules.items())),
        data_version=after.data_version,
    )


def _compared(
    home: Home, before: Pointer | None, after: Pointer, digests: Sequence[str]
) -> tuple[int, int, int]:
    """(new contracts, changed ones, all that these files speak of)."""
    connection = engine.connect(scratch=home.root)
    try:
        _attach(connection, home.root / after.store, "after")
        held = ", ".join(map(engine.text, digests))
        connection.execute(
            "CREATE TEMP VIEW touched AS SELECT buyer, number, mark FROM after.marks WHERE no IN"
            f" (SELECT no FROM after.provenance WHERE file IN ({held}))"
        )
        touched = _count(connection, "SELECT count(*) FROM touched")
        if before is None or before.store == after.store:
            return (touched if before is None else 0), 0, touched
        _attach(connection, home.root / before.store, "before")
        joined = "touched LEFT JOIN before.marks AS old USING (buyer, number)"
        fresh = _count(connection, f"SELECT count(*) FROM {joined} WHERE old.mark IS NULL")
        changed = _count(connection, f"SELECT count(*) FROM {joined} WHERE old.mark <> touched.mark")
        return fresh, changed, touched
    finally:
        connection.close()


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    connection.execute(f"ATTACH {engine.text(path)} AS {name} (READ_ONLY)")


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _forget_unused(home: Home) -> None:
    """Parts that no store uses: refused, cut and never resumed, or invented ones that left."""
    pointer = home.pointer()
    kept = set(pointer.parts) if pointer else set()
    for folder in home.parts.root.glob("*"):
        if folder.name not in kept:
            home.parts.forget(folder.name)
