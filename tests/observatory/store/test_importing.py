from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from matchmaker.observatory.formats.refused import FileRefused
from matchmaker.observatory.store import build, convert, parts
from matchmaker.observatory.store.home import Busy, Home
from tests.observatory import items
from tests.observatory.conftest import import_into, open_store


def rows(own_home: Home, query: str) -> list[tuple[object, ...]]:
    return open_store(own_home).rows(query)


def everything(own_home: Home) -> list[tuple[object, ...]]:
    columns = "kind, buyer, number, notified, amount, reason, flags, newcomer, suppliers, versions, duplicates, rules"
    return rows(own_home, f"SELECT {columns} FROM contracts ORDER BY buyer, number")


def snapshot(own_home: Home) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in own_home.root.rglob("*") if path.is_file()}


def test_second_import_changes_nothing_on_disk(tmp_path: Path, own_home: Home) -> None:
    path = items.write_json(tmp_path / "a", [items.marche(), items.marche(montant=0)])
    first = import_into(own_home, path)
    before = snapshot(own_home)

    again = import_into(own_home, path)

    assert (first.contracts_new, again.contracts_new, again.contracts_changed, again.unchanged) == (
        2,
        0,
        0,
        2,
    )
    assert snapshot(own_home) == before


def test_later_file_tells_new_changed_and_unchanged(tmp_path: Path, own_home: Home) -> None:
    same, changed = items.marche(), items.marche()
    import_into(own_home, items.write_json(tmp_path / "a", [same, changed]))
    later = changed | {"montant": 52000, "datePublicationDonnees": "2024-06-01"}

    summary = import_into(own_home, items.write_json(tmp_path / "b", [same, later, items.marche()]))

    assert (summary.contracts_new, summary.contracts_changed, summary.unchanged) == (1, 1, 1)


def test_order_of_import_changes_nothing(tmp_path: Path) -> None:
    one = items.marche(objet=None)
    a = items.write_json(tmp_path / "a", [one, items.marche()])
    b = items.write_json(tmp_path / "b", [one | {"montant": 51000, "objet": "Élagage"}])
    homes = [Home(tmp_path / name) for name in ("first", "second")]

    import_into(homes[0], a)
    import_into(homes[0], b)
    import_into(homes[1], b, a)

    assert everything(homes[0]) == everything(homes[1])
    assert homes[0].pointer().data_version == homes[1].pointer().data_version


def test_refused_file_takes_the_whole_command_with_it(tmp_path: Path, own_home: Home) -> None:
    import_into(own_home, items.write_json(tmp_path / "a", [items.marche()]))
    before = snapshot(own_home)
    good = items.write_json(tmp_path / "b", [items.marche()])
    cut = tmp_path / "c"
    cut.write_text(good.read_text()[:-40])

    with pytest.raises(FileRefused):
        import_into(own_home, good, cut)

    assert snapshot(own_home) == before


@pytest.mark.parametrize("where", ["convert", "build"])
def test_full_disk_leaves_the_old_store(
    tmp_path: Path, own_home: Home, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    import_into(own_home, items.write_json(tmp_path / "a", [items.marche()]))
    before = snapshot(own_home)

    def full(*_told: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if where == "convert":
        monkeypatch.setattr(convert, "to_parquet", full)
    else:
        monkeypatch.setattr(build, "join", full)

    with pytest.raises(OSError, match="No space"):
        import_into(own_home, items.write_json(tmp_path / "b", [items.marche()]))
    monkeypatch.undo()
    assert rows(own_home, "SELECT count(*) FROM contracts") == [(1,)]
    assert {name for name in before if "store-" in name} == {
        name for name in snapshot(own_home) if "store-" in name
    }


def test_cut_import_goes_on_where_it_stopped(
    tmp_path: Path, own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "BATCH", 10)
    path = items.write_json(tmp_path / "a", items.varied(60))
    real, loaded = convert.to_parquet, []

    def killed_at_the_third(*told: object) -> None:
        if len(loaded) == 2:
            raise KeyboardInterrupt
        loaded.append(told)
        real(*told)

    monkeypatch.setattr(convert, "to_parquet", killed_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        import_into(own_home, path)
    monkeypatch.setattr(convert, "to_parquet", lambda *told: (loaded.append(told), real(*told)))

    import_into(own_home, path)

    fresh = Home(tmp_path / "fresh")
    import_into(fresh, path)
    assert len(loaded) - 2 == 7 - 2 + 7
    assert everything(own_home) == everything(fresh)


def test_reader_keeps_its_store_while_another_is_swapped_in(tmp_path: Path, own_home: Home) -> None:
    import_into(own_home, items.write_json(tmp_path / "a", [items.marche()]))
    reader = open_store(own_home)

    import_into(own_home, items.write_json(tmp_path / "b", [items.marche()]))

    assert reader.rows("SELECT count(*) FROM contracts") == [(1,)]
    assert rows(own_home, "SELECT count(*) FROM contracts") == [(2,)]


def test_two_imports_do_not_meet(tmp_path: Path, own_home: Home) -> None:
    path = items.write_json(tmp_path / "a", [items.marche()])
    with own_home.writing(), pytest.raises(Busy):
        import_into(own_home, path)


def test_invented_contracts_leave_when_real_ones_arrive(tmp_path: Path, own_home: Home) -> None:
    import_into(own_home, items.write_json(tmp_path / "a", [items.marche()]), origin="demonstration")
    invented = open_store(own_home).demonstration

    import_into(own_home, items.write_json(tmp_path / "b", [items.marche(id="REAL")]))

    assert (invented, open_store(own_home).demonstration) == (True, False)
    assert rows(own_home, "SELECT number FROM contracts") == [("REAL",)]


def test_lines_set_aside_are_kept_with_their_reason(tmp_path: Path, own_home: Home) -> None:
    path = items.write_json(tmp_path / "a", [items.marche(), items.marche(id="X1", acheteur={"id": ""})])

    summary = import_into(own_home, path)

    (part,) = own_home.imported()
    assert (summary.lines_read, summary.rejected, summary.contracts_new) == (2, 1, 1)
    assert own_home.parts.rejects(part.digest) == [
        {"line": "2", "contract_id": "X1", "buyer_id": "", "field": "acheteur.id", "value": "", "reason": "no number of buyer"}
    ]  # fmt: skip


def test_file_where_every_line_is_set_aside_is_told_whole(tmp_path: Path, own_home: Home) -> None:
    summary = import_into(own_home, items.write_json(tmp_path / "a", [items.marche(id="")] * 3))

    assert (summary.lines_read, summary.rejected, summary.contracts_new) == (3, 3, 0)


def test_each_contract_knows_its_lines(tmp_path: Path, own_home: Home) -> None:
    one = items.marche(id="TWICE")
    path = items.write_json(
        tmp_path / "a", [items.marche(), one, one | {"datePublicationDonnees": "2025-01-01"}]
    )
    import_into(own_home, path)

    query = "SELECT provenance.file, provenance.line FROM provenance JOIN contracts USING (no) WHERE number = 'TWICE'"

    assert sorted(rows(own_home, query)) == [(parts.digest_of(path), 2), (parts.digest_of(path), 3)]


def test_store_is_made_anew_from_its_parts(tmp_path: Path, own_home: Home) -> None:
    import_into(own_home, items.write_json(tmp_path / "a", items.varied(40)))
    before, version = everything(own_home), own_home.pointer().data_version
    own_home.store().unlink()

    from matchmaker.observatory.store import importing
    from matchmaker.observatory.store.sides import Sides

    importing.rebuild(own_home, Sides(), tell=lambda _text: None)

    assert (everything(own_home), own_home.pointer().data_version) == (before, version)


def test_mixed_2019_and_2022_items_of_one_file_are_both_read(tmp_path: Path, own_home: Home) -> None:
    path = tmp_path / "mixed"
    path.write_text(json.dumps({"marches": [items.marche(), items.marche_2019()]}))

    assert import_into(own_home, path).contracts_new == 2


def test_unknown_field_is_told_once_a_file(tmp_path: Path, own_home: Home) -> None:
    import_into(own_home, items.write_json(tmp_path / "a", [items.marche(couleur="bleu") for _ in range(3)]))

    assert own_home.imported()[0].notes == ("unknown key ignored: couleur",)
