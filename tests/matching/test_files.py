"""The match/1 files: what is written, and what is refused with its line."""

import json
import os
from pathlib import Path

import pytest

from matchmaker.matching.files import rank_files, suggest_cpv_files
from matchmaker.matching.records import FileRefused

CLEANER = {
    "id": "s1",
    "evidence": [{"text": "Nettoyage de vitres", "cpv": ["90911300-9"], "place": {"departments": ["62"]}}],
}
CATERER = {"id": "s2", "evidence": [{"text": "Traiteur et buffets", "cpv": ["5552"]}]}
AROUND = '{"id": "b", "evidence": [{"text": "a", "place": {"communes": ["62041"], "radius_km": %s}}]}'
NEED = {"id": "n1", "text": "Nettoyage des vitres", "cpv": ["90"], "department": "62"}


@pytest.fixture
def files(tmp_path: Path):
    def write(**lines: list) -> dict[str, Path]:
        for name, held in lines.items():
            texts = [line if isinstance(line, str) else json.dumps(line) for line in held]
            (tmp_path / name).write_text("\n".join(texts) + "\n", encoding="utf-8")
        return {name: tmp_path / name for name in ("suppliers", "needs", "out")}

    return write


def ranked(paths: dict[str, Path], **options: object) -> list[dict]:
    rank_files(**paths, **options)
    return [json.loads(line) for line in paths["out"].read_text(encoding="utf-8").splitlines()]


def refusal(paths: dict[str, Path], **options: object) -> list[tuple[int, str]]:
    with pytest.raises(FileRefused) as refused:
        rank_files(**paths, **options)
    assert not paths["out"].exists()
    return [(problem.line, problem.reason) for problem in refused.value.problems]


def test_suppliers_are_ranked_with_scores_and_reasons(files) -> None:
    line = ranked(files(suppliers=[CLEANER, CATERER], needs=[NEED]), explain=True)[0]

    assert (line["id"], line["ranked"][0]) == ("n1", "s1")
    assert [round(sum(part["points"] for part in parts), 1) for parts in line["reasons"]] == line["scores"]
    assert {"criterion", "points", "detail"} == set(line["reasons"][0][0])


def test_reasons_are_told_in_french(files) -> None:
    parts = ranked(files(suppliers=[CLEANER, CATERER], needs=[NEED]), explain=True)[0]["reasons"][0]

    assert [part["detail"] for part in parts] == [
        "Mots en commun\u202f: Nettoyage, vitres",
        "Parties de mots en commun",
        "CPV 90911300 proche de 90000000\u202f: tous deux sous "
        "«\u202fServices d'évacuation des eaux usées et d'élimination des déchets, "
        "services d'hygiénisation et services relatifs à l'environnement\u202f»",
        "Intervient sur place\u202f: Pas-de-Calais",
    ]


def test_a_byte_order_mark_and_blank_lines_are_accepted(files) -> None:
    paths = files(suppliers=["\ufeff" + json.dumps(CLEANER), ""], needs=[NEED])

    assert ranked(paths)[0]["ranked"] == ["s1"]


def test_top_limits_the_list(files) -> None:
    twins = [CLEANER | {"id": f"s{at}"} for at in range(5)]

    assert len(ranked(files(suppliers=twins, needs=[NEED]), top=2)[0]["ranked"]) == 2


def test_a_reserved_need_lists_the_eligible_only(files) -> None:
    kinds = {"s1": "esat", "s2": "ei", "s3": "other", "s4": None}
    suppliers = [CLEANER | {"id": one, **({"kind": kind} if kind else {})} for one, kind in kinds.items()]

    assert ranked(files(suppliers=suppliers, needs=[NEED | {"reserved": ["L2113-12"]}]))[0]["ranked"] == [
        "s1"
    ]


def test_unknown_keys_are_told_once(files) -> None:
    told: list[str] = []
    ranked(
        files(suppliers=[CLEANER | {"x": 1}, CATERER | {"x": 2}], needs=[NEED | {"y": 1}]), tell=told.append
    )

    assert [message.split(": ")[1] for message in told if "unknown" in message] == [
        "unknown key “x” ignored",
        "unknown key “y” ignored",
    ]


def test_an_unknown_commune_falls_back_on_its_department(files) -> None:
    told: list[str] = []
    far = {"id": "s1", "evidence": [{"text": "Nettoyage", "place": {"communes": ["62999"], "radius_km": 5}}]}
    line = ranked(files(suppliers=[far], needs=[NEED]), explain=True, tell=told.append)[0]

    assert line["reasons"][0][-1]["detail"] == "Intervient sur place\u202f: Pas-de-Calais"
    assert any("unknown commune “62999”: department 62 instead" in message for message in told)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "an object is expected"),
        ('{"evidence": []}', "id: a text is expected"),
        ('{"id": 3, "evidence": []}', "id: a text is expected"),
        ('{"id": "", "evidence": []}', "id: empty"),
        ('{"id": "s1", "evidence": []}', "id: “s1” already stands on line 1"),
        ('{"id": "b", "evidence": [], "id": "c"}', "“id” stands twice"),
        ('{"id": "b"}', "evidence: a list is expected"),
        ('{"id": "b", "kind": "sarl", "evidence": []}', "kind: “sarl”"),
        ('{"id": "b", "evidence": [{"text": 1}]}', "text: a text is expected"),
        ('{"id": "b", "evidence": [{"text": "a", "cpv": ["x"]}]}', "cpv: “x”"),
        ('{"id": "b", "evidence": [{"text": "a", "date": "1/2/2026"}]}', "date: “1/2/2026”"),
        (
            '{"id": "b", "evidence": [{"text": "a", "place": {"communes": ["62041"], "radius_km": NaN}}]}',
            "NaN",
        ),
        (
            '{"id": "b", "evidence": [{"text": "a", "place": {"communes": ["62041"], "radius_km": -1}}]}',
            "place:",
        ),
    ],
)
def test_a_bad_line_is_reported_with_its_number(files, line: str, reason: str) -> None:
    [(number, told)] = refusal(files(suppliers=[CLEANER, line], needs=[NEED]))

    assert number == 2
    assert reason in told


def test_all_problems_of_both_files_are_told_at_once(files) -> None:
    found = refusal(files(suppliers=["{", CLEANER, "["], needs=[NEED, NEED]))

    assert [line for line, _ in found] == [1, 3, 2]


def test_bad_lines_can_be_skipped(files) -> None:
    told: list[str] = []
    paths = files(suppliers=["{", CLEANER], needs=[NEED, "nothing"])

    assert ranked(paths, skip_bad_lines=True, tell=told.append)[0]["ranked"] == ["s1"]
    assert sum(message.startswith("skipped: ") for message in told) == 2


def test_a_missing_file_is_refused_even_when_skipping(files, tmp_path: Path) -> None:
    paths = files(suppliers=[CLEANER], needs=[NEED]) | {"needs": tmp_path / "nowhere"}

    assert refusal(paths, skip_bad_lines=True)[0][1].startswith("cannot be read")


def test_bytes_that_are_not_utf8_are_refused(files) -> None:
    paths = files(suppliers=[CLEANER], needs=[NEED])
    paths["needs"].write_bytes(b'{"id": "\xe9"}\n')

    assert refusal(paths) == [(1, "not UTF-8")]


def test_unusable_weights_are_refused(files, tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text("{}")

    assert (
        "format" in refusal(files(suppliers=[CLEANER], needs=[NEED]), weights=tmp_path / "weights.json")[0][1]
    )


def test_a_ranking_that_fails_leaves_the_old_one(files) -> None:
    paths = files(suppliers=[CLEANER, "{"], needs=[NEED], out=["old"])

    with pytest.raises(FileRefused):
        rank_files(**paths)
    assert paths["out"].read_text() == "old\n"


def test_cpv_codes_are_learned_from_contracts(files, tmp_path: Path) -> None:
    contracts = [
        {"id": f"c{at}", "text": text, "cpv": cpv}
        for at, (text, cpv) in enumerate([("Gardiennage du musée", "79714000"), ("Tonte", "77314100-5")] * 5)
    ]
    paths = files(
        needs=[{"id": "a", "text": "gardiennage"}, {"id": "b", "text": "日本"}], contracts=contracts
    )

    suggest_cpv_files(paths["needs"], paths["out"], train=tmp_path / "contracts", top=1)

    first, second = (json.loads(line) for line in paths["out"].read_text().splitlines())
    assert (first["ranked"][0][:4], second) == ("7971", {"id": "b", "ranked": [], "confidence": []})
    assert 0 < first["confidence"][0] <= 1


def test_half_a_character_is_refused_with_its_line(files) -> None:
    paths = files(suppliers=['{"id": "a\\ud800", "evidence": []}'], needs=[NEED])

    assert refusal(paths) == [(1, "half of a surrogate pair (\\ud800 to \\udfff) is no character")]


def test_a_whole_pair_is_a_character_like_any_other(files) -> None:
    paths = files(suppliers=['{"id": "a", "evidence": [{"text": "vitres \\ud83e\\ude9f"}]}'], needs=[NEED])

    assert ranked(paths)[0]["ranked"] == ["a"]


def test_a_line_that_is_not_json_says_at_which_character(files) -> None:
    paths = files(suppliers=['{"id": "a"'], needs=[NEED])

    assert refusal(paths) == [(1, "not JSON: Expecting ',' delimiter (character 12)")]


def test_a_pipe_is_never_replaced_by_the_result(files) -> None:
    paths = files(suppliers=[CLEANER], needs=[NEED])
    os.mkfifo(paths["out"])

    with pytest.raises(FileRefused, match="not a plain file"):
        rank_files(**paths)
    assert paths["out"].is_fifo()


@pytest.mark.parametrize("name", ["suppliers", "needs"])
def test_the_ranking_never_takes_the_place_of_what_it_ranks(files, name: str) -> None:
    paths = files(suppliers=[CLEANER], needs=[NEED])
    before = paths[name].read_bytes()

    with pytest.raises(FileRefused, match="is read here"):
        rank_files(**paths | {"out": paths[name]})
    assert paths[name].read_bytes() == before
