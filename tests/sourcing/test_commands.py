"""`flask match …` on plain files and on the database: data on standard output, exit status as promised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

SUPPLIERS = [
    {
        "id": "jardins",
        "kind": "ei",
        "evidence": [{"text": "Tonte de pelouses et taille de haies", "cpv": ["77310000"]}],
    },
    {
        "id": "toits",
        "evidence": [{"text": "Couverture en ardoise", "cpv": ["45261000-4"], "date": "2024-05-02"}],
    },
]
NEEDS = [
    {"id": "n1", "text": "Tonte des pelouses des écoles", "cpv": ["7731"]},
    {"id": "n2", "text": "Toiture en ardoise"},
]


@pytest.fixture
def run(application: Flask):
    return application.test_cli_runner().invoke


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, rows in (("suppliers", SUPPLIERS), ("needs", NEEDS)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    return tmp_path


def ranking(run, folder: Path, *options: str):
    paths = [
        "--suppliers",
        folder / "suppliers.jsonl",
        "--needs",
        folder / "needs.jsonl",
        "--out",
        folder / "out.jsonl",
    ]
    return run(args=["match", "files", *map(str, paths), *options])


def written(folder: Path, name: str = "out.jsonl") -> list[dict]:
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


def test_files_are_ranked(run, files: Path) -> None:
    result = ranking(run, files, "--top", "1")

    assert result.exit_code == 0, result.output
    assert [(row["id"], row["ranked"]) for row in written(files)] == [("n1", ["jardins"]), ("n2", ["toits"])]
    assert result.stdout == ""


def test_explained_points_sum_to_the_score(run, files: Path) -> None:
    ranking(run, files, "--explain")

    for row in written(files):
        for score, reasons in zip(row["scores"], row["reasons"], strict=True):
            assert round(sum(reason["points"] for reason in reasons), 1) == score
            assert all(reason["detail"] for reason in reasons)


def test_only_eligible_firms_are_ranked_for_a_reserved_need(run, files: Path) -> None:
    need = {"id": "n", "text": "Ardoise et pelouses", "reserved": ["L2113-13"]}
    (files / "needs.jsonl").write_text(json.dumps(need))

    ranking(run, files)

    assert written(files)[0]["ranked"] == ["jardins"]


def test_a_bad_line_is_refused_with_its_number_and_nothing_is_written(run, files: Path) -> None:
    with (files / "needs.jsonl").open("a") as needs:
        needs.write('\n{"id": "n3"')

    result = ranking(run, files)

    assert result.exit_code == 1
    assert "3" in result.stderr
    assert not (files / "out.jsonl").exists()


def test_bad_lines_may_be_skipped(run, files: Path) -> None:
    with (files / "needs.jsonl").open("a") as needs:
        needs.write('\n{"id": "n1", "text": "twice"}')

    assert ranking(run, files, "--skip-bad-lines").exit_code == 0
    assert len(written(files)) == 2


def test_wrong_usage_is_2(run, files: Path) -> None:
    assert run(args=["match", "files"]).exit_code == 2
    assert ranking(run, files, "--top", "0").exit_code == 2


def test_cpv_codes_are_suggested_from_the_nomenclature_s_labels(run, files: Path) -> None:
    asked = files / "texts.jsonl"
    asked.write_text(json.dumps({"id": "t", "text": "Services de nettoyage de bâtiments"}))

    result = run(args=["match", "cpv", "--in", str(asked), "--out", str(files / "cpv.jsonl"), "--top", "5"])

    assert result.exit_code == 0, result.output
    [row] = written(files, "cpv.jsonl")
    assert any(code.startswith("909") for code in row["ranked"])
    assert all(0 <= confidence <= 1 for confidence in row["confidence"])


def test_the_shipped_weights_are_printed(run) -> None:
    result = run(args=["match", "weights"])

    assert json.loads(result.stdout)["format"] == "match-weights/1"


def test_the_printed_weights_are_accepted_back(run, files: Path) -> None:
    (files / "weights.json").write_text(run(args=["match", "weights"]).stdout)

    assert ranking(run, files, "--weights", str(files / "weights.json")).exit_code == 0


def test_a_need_of_the_database_is_ranked(app: Flask, make) -> None:
    firm = make.supplier(name="Les Jardiniers")
    make.offer(firm)
    need = make.need()

    result = app.test_cli_runner().invoke(args=["match", "need", str(need.id), "--format", "json"])

    [row] = json.loads(result.stdout)
    assert (row["supplier"], row["name"]) == (firm.id, "Les Jardiniers")
    assert round(sum(reason["points"] for reason in row["reasons"]), 1) == row["score"]


def test_an_unknown_need_is_said(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["match", "need", "99"])

    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.shared_data
@pytest.mark.timeout(400)
def test_the_shared_judged_set_is_ranked(run, shared_data: Path, tmp_path: Path) -> None:
    """The real winners come up: far above chance among some 2,000 suppliers."""
    suppliers: dict[str, list[dict]] = {}
    for line in (shared_data / "matching" / "contracts.jsonl").read_text().splitlines():
        contract = json.loads(line)
        piece = {"text": contract["text"], "cpv": [contract["cpv"]], "kind": "contract"}
        for siren in contract["suppliers"]:
            suppliers.setdefault(siren, []).append(piece)
    pairs = [
        line.split("\t")
        for line in (shared_data / "matching" / "relevant_suppliers.tsv").read_text().splitlines()
    ]
    judged = dict(pairs)
    rows = [json.loads(line) for line in (shared_data / "matching" / "needs.jsonl").read_text().splitlines()]
    needs = [{"id": row["id"], "text": row["text"]} for row in rows if row["id"] in judged]
    for name, lines in (
        ("suppliers", [{"id": key, "evidence": pieces} for key, pieces in suppliers.items()]),
        ("needs", needs),
    ):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(line) for line in lines))

    assert ranking(run, tmp_path, "--top", "100").exit_code == 0
    found = sum(judged[row["id"]] in row["ranked"] for row in written(tmp_path))
    assert found / len(judged) > 0.5
