"""What restore refuses, with a reason, and without leaving a trace on the machine."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from matchmaker.keeping import archive as archives
from matchmaker.keeping import restore as restoring
from matchmaker.keeping import schema
from tests.factories import Make
from tests.keeping.conftest import Machine

Command = Callable[..., object]
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def saved() -> dict[str, bytes]:
    return {}


@pytest.fixture
def archive(request: pytest.FixtureRequest, saved: dict[str, bytes], tmp_path: Path) -> Path:
    """A sound backup, made once and copied."""
    path = tmp_path / "b.tar"
    if not saved:
        used: Flask = request.getfixturevalue("used")
        assert used.test_cli_runner().invoke(args=["backup", str(path)]).exit_code == 0
        saved["archive"] = path.read_bytes()
    path.write_bytes(saved["archive"])
    return path


def members(path: Path) -> Members:
    with tarfile.open(path) as tar:
        return {info.name: tar.extractfile(info).read() for info in tar}


def write(path: Path, content: Members) -> None:
    with tarfile.open(path, "w") as tar:
        for name, data in content.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def sealed(content: Members, **changes: object) -> Members:
    """The members under a manifest that is right about all but `changes`, as a forger would write it."""
    told = json.loads(content["manifest.json"])["manifest"] | changes
    if "members" not in changes:
        told["members"] = [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in content.items()
            if name != "manifest.json"
        ]
    whole = {"manifest": told, "sha256": archives._digest(told)}
    return {**content, "manifest.json": json.dumps(whole).encode()}


def untouched(app: Flask) -> bool:
    """Nothing but what starting the program makes: no database, no file, nothing half extracted."""
    folder = app.config["SETTINGS"].data_dir
    return {path.name for path in folder.iterdir()} <= {"translations", "match", "search", "secret_key"}


def bytes_changed(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "no tar": lambda path: path.write_bytes(b"PK\x03\x04" * 1000),
    "cut in the database": lambda path: path.write_bytes(path.read_bytes()[:50_000]),
    "cut before the manifest": lambda path: path.write_bytes(path.read_bytes().split(b"manifest.json")[0]),
    "cut at a member": lambda path: write(path, {"database.sqlite3": b"x"}),
    "database flipped": lambda path: bytes_changed(path, b"Lot nord", b"Lot sud!"),
    "file flipped": lambda path: bytes_changed(path, b"%PDF-1.7", b"%PDF-1.6"),
    "manifest flipped": lambda path: bytes_changed(path, b'"entries": 3', b'"entries": 4'),
    "manifest of another": lambda path: write(path, {**members(path), "manifest.json": b'{"a": 1}'}),
    "manifest no JSON": lambda path: write(path, {**members(path), "manifest.json": b"\xff\x00"}),
    "later format": lambda path: write(path, sealed(members(path), format="matchmaker-backup/9")),
    "one file missing": lambda path: write(
        path, {k: v for k, v in members(path).items() if not k.startswith("files/")}
    ),
    "other counts": lambda path: write(path, sealed(members(path), tables={"needs": 7})),
    "other head": lambda path: write(path, sealed(members(path), head="0" * 64)),
    "later schema": lambda path: write(path, sealed(members(path), revision="9999")),
    "no database": lambda path: write(path, sealed({"manifest.json": members(path)["manifest.json"]})),
    "foreign database": lambda path: write(
        path,
        sealed({"database.sqlite3": b"not a database" * 99, "manifest.json": members(path)["manifest.json"]}),
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_archive_is_refused_and_nothing_is_put_in_place(
    archive: Path, machine: Machine, command: Command, damage: str
) -> None:
    DAMAGES[damage](archive)
    other = machine("sqlite")
    found = command(other, "restore", archive)

    assert (found.exit_code, found.stderr.splitlines()[-1].startswith("Refused: ")) == (1, True), found.output
    assert untouched(other)


@pytest.mark.parametrize(
    "name", ["../evil", "files/../../evil", "/etc/evil", "files/./x", "files\\evil", "other.txt", "files/"]
)
def test_an_archive_never_writes_outside_its_folder(
    archive: Path, machine: Machine, command: Command, tmp_path: Path, name: str
) -> None:
    found = members(archive)
    manifest = found.pop("manifest.json")
    write(archive, sealed({**found, name: b"evil", "manifest.json": manifest}))
    other = machine("sqlite")
    refused = command(other, "restore", archive)

    assert (refused.exit_code, "which no backup holds" in refused.stderr) == (1, True), refused.output
    assert (untouched(other), list(tmp_path.glob("**/evil"))) == (True, [])


def test_a_link_in_an_archive_is_refused(
    archive: Path, machine: Machine, command: Command, tmp_path: Path
) -> None:
    found = members(archive)
    content = sealed({**found, "files/link": b""})
    with tarfile.open(archive, "w") as tar:
        for name in (*(name for name in content if name != "manifest.json"), "manifest.json"):
            info = tarfile.TarInfo(name)
            info.size = len(content[name])
            if name == "files/link":
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            tar.addfile(info, io.BytesIO(content[name]))
    other = machine("sqlite")

    assert command(other, "restore", archive).exit_code == 1
    assert untouched(other)


def test_a_falsified_journal_is_not_restored(archive: Path, machine: Machine, command: Command) -> None:
    """Row L1: the digests are right, the chain is not."""
    found = members(archive)
    path = archive.with_suffix(".sqlite3")
    path.write_bytes(found["database.sqlite3"])
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER journal_entries_no_update")
    connection.execute("UPDATE journal_entries SET role = 'x' WHERE seq = 2")
    connection.commit()
    connection.close()
    write(archive, sealed({"database.sqlite3": path.read_bytes(), **dict(list(found.items())[1:])}))
    refused = command(machine("sqlite"), "restore", archive)

    assert (refused.exit_code, "broken at entry 2" in refused.stderr) == (1, True), refused.output


def test_a_machine_in_use_is_never_filled(
    archive: Path, machine: Machine, command: Command, used: Flask
) -> None:
    other = machine("own")
    command(other, "db", "upgrade")
    Make(other).user()
    refused = command(other, "restore", archive)

    assert (refused.exit_code, "not empty (users" in refused.stderr) == (1, True), refused.output
    assert command(used, "restore", archive).exit_code == 1


def test_a_machine_that_was_only_migrated_is_filled(
    archive: Path, machine: Machine, command: Command
) -> None:
    other = machine("own")
    command(other, "db", "upgrade")

    assert command(other, "restore", archive).exit_code == 0


def test_a_restore_that_fails_or_is_killed_can_be_begun_again(
    archive: Path, machine: Machine, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = machine("own")
    folder = other.config["SETTINGS"].data_dir

    def fail(*_arguments: object) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(restoring, "_put_database", fail)
        assert command(other, "restore", archive).exit_code == 1
    assert untouched(other)
    (folder / ".restoring").touch()  # as a kill between the files and the database leaves them
    (folder / "files").mkdir()
    (folder / "files" / "half").touch()
    (folder / ".restore-x").mkdir()

    assert command(other, "restore", archive).exit_code == 0
    assert {path.name for path in folder.iterdir()} & {".restoring", ".restore-x"} == set()
    assert not (folder / "files" / "half").exists()
    assert (folder / "files" / "12").is_dir()


def test_a_backup_of_an_earlier_schema_is_brought_up_to_date(
    machine: Machine, command: Command, tmp_path: Path
) -> None:
    first, other = machine("own"), machine("own")
    command(first, "db", "upgrade", "0002")
    made = command(first, "backup", tmp_path / "x.tar")
    assert (made.exit_code, "flask db upgrade" in made.stderr) == (1, True)
    content = _saved_by_an_earlier_version(machine("sqlite"), command)
    write(tmp_path / "b.tar", content)

    found = command(other, "restore", tmp_path / "b.tar")
    assert found.exit_code == 0, found.output
    with other.app_context():
        assert schema.state() is schema.Schema.CURRENT


def _saved_by_an_earlier_version(app: Flask, command: Command) -> Members:
    command(app, "db", "upgrade", "0002")
    path = app.config["SETTINGS"].data_dir / "matchmaker.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    told = {
        "made_at": "",
        "engine": "sqlite",
        "revision": "0002",
        "entries": 0,
        "head": "0" * 64,
        "tables": {},
    }
    blank = {"manifest": {"format": archives.FORMAT, **told}}
    content = {"database.sqlite3": path.read_bytes(), "manifest.json": json.dumps(blank).encode()}
    return sealed(content)
