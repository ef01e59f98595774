"""Snapshots: equal to what was saved, and refused when anything is wrong."""

import json
from pathlib import Path

import pytest

from matchmaker.matching import snapshot
from tests.matching.factories import ARRAS, fitted, need, supplier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    snapshot.save(fitted(), tmp_path / "index")
    return tmp_path / "index"


def test_a_snapshot_ranks_as_the_matcher_saved(folder: Path) -> None:
    asked = need(cpv=("90910000",), zone=ARRAS)

    assert snapshot.load(folder).suggest(asked) == fitted().suggest(asked)


def test_equal_suppliers_make_equal_snapshots(folder: Path, tmp_path: Path) -> None:
    assert snapshot.save(fitted(), tmp_path / "other") == snapshot.version(folder)


def test_a_loaded_matcher_takes_changes(folder: Path) -> None:
    changed = snapshot.load(folder).with_changes([supplier("new", "Dératisation")])

    assert changed.suggest(need("Dératisation"), k=1)[0].supplier_id == "new"


def test_saving_again_leaves_one_folder(folder: Path) -> None:
    snapshot.save(fitted().with_changes(removed=["90-arras"]), folder)

    assert [path.name for path in folder.parent.iterdir()] == ["index"]
    assert "90-arras" not in {one.id for one in snapshot.load(folder).suppliers()}


def test_the_old_snapshot_can_be_read_on_after_the_swap(folder: Path) -> None:
    old = snapshot.load(folder)
    snapshot.save(fitted().with_changes(removed=["90-arras"]), folder)

    assert old.explain(need(), "90-arras").score > 0


def test_a_cut_file_is_refused(folder: Path) -> None:
    path = folder / "segment.words.values.npy"
    path.write_bytes(path.read_bytes()[:-8])

    with pytest.raises(snapshot.SnapshotError, match="bytes instead of"):
        snapshot.load(folder)


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "grams.keys.npy").unlink()

    with pytest.raises(snapshot.SnapshotError, match="missing"):
        snapshot.load(folder)


def test_a_changed_byte_is_found(folder: Path) -> None:
    path = folder / "segment.words.values.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))

    with pytest.raises(snapshot.SnapshotError, match="not what was written"):
        snapshot.verify(folder)


def test_after_a_restart_every_byte_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "BOOT", folder.parent / "boot")
    snapshot.BOOT.write_text("another run")
    snapshot.load(folder)

    assert (folder / "CHECKED").read_text() == "another run"


def test_after_a_restart_a_page_of_zeros_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "segment.words.values.npy"
    path.write_bytes(path.read_bytes()[:-64] + bytes(64))
    monkeypatch.setattr(snapshot, "BOOT", folder.parent / "nowhere")

    with pytest.raises(snapshot.SnapshotError, match="not what was written"):
        snapshot.load(folder)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "match-snapshot/0"}', "\x00"])
def test_a_broken_or_older_manifest_is_refused(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content)

    with pytest.raises(snapshot.SnapshotError):
        snapshot.load(folder)


def test_an_edited_manifest_is_refused(folder: Path) -> None:
    body = json.loads((folder / "manifest.json").read_text())
    body["weights"]["place_km"] = 99.0
    (folder / "manifest.json").write_text(json.dumps(body))

    with pytest.raises(snapshot.SnapshotError, match="altered"):
        snapshot.load(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(snapshot.SnapshotError):
        snapshot.load(tmp_path / "nowhere")
