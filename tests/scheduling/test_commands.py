import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matchmaker.scheduling.commands import schedule
from matchmaker.scheduling.generator import as_json, make_instance


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(as_json(make_instance("full", 40, 1))), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(schedule, [str(argument) for argument in arguments])


def test_solve_writes_a_plan_that_check_accepts(instance: Path) -> None:
    plan = instance.with_name("plan.json")

    solved = run("solve", instance, "--out", plan, "--steps", 3)
    checked = run("check", instance, plan)

    assert (solved.exit_code, solved.stdout) == (0, "")
    assert checked.exit_code == 0
    assert json.loads(checked.stdout)["value"] == json.loads(plan.read_text())["value"]


def test_check_of_a_broken_plan_names_the_rule_then_gives_the_figures(instance: Path) -> None:
    plan = instance.with_name("plan.json")
    run("solve", instance, "--out", plan, "--steps", 3)
    broken = json.loads(plan.read_text())
    broken["meetings"][0]["table"] = 99
    plan.write_text(json.dumps(broken))

    checked = run("check", instance, plan)

    *errors, figures = checked.stdout.splitlines()
    assert checked.exit_code == 1
    assert errors[0] == f"meetings[0]: slot {broken['meetings'][0]['slot']} has no table 99"
    assert json.loads(figures)["meetings"] == len(broken["meetings"])


@pytest.mark.parametrize("arguments", [["--seconds", "0"], ["--seconds", "-1"], ["--steps", "many"]])
def test_solve_with_a_wrong_option_is_wrong_usage(instance: Path, arguments: list[str]) -> None:
    plan = instance.with_name("plan.json")

    result = run("solve", instance, "--out", plan, *arguments)

    assert (result.exit_code, plan.exists()) == (2, False)


def test_refused_instance_is_told_with_its_place_and_nothing_is_written(instance: Path) -> None:
    raw = json.loads(instance.read_text())
    raw["pairs"][3][1] = "nobody"
    instance.write_text(json.dumps(raw))
    plan = instance.with_name("plan.json")

    result = run("solve", instance, "--out", plan)

    assert (result.exit_code, plan.exists()) == (1, False)
    assert result.stderr == "instance.json: pairs[3]: 'nobody' is nobody in participants\n"


def test_broken_json_is_told_with_line_and_column(instance: Path) -> None:
    instance.write_text('{\n "format": oops')

    result = run("solve", instance, "--out", instance.with_name("plan.json"))

    assert result.exit_code == 1
    assert result.stderr == "instance.json: line 2, column 12: Expecting value\n"


def test_unknown_keys_are_warned_about_once_each(instance: Path) -> None:
    raw = json.loads(instance.read_text())
    for person in raw["participants"]:
        person["hat"] = "red"
    instance.write_text(json.dumps(raw), encoding="utf-8-sig")

    result = run("solve", instance, "--out", instance.with_name("plan.json"), "--steps", 0)

    assert result.exit_code == 0
    assert result.stderr.count("participants[].hat: unknown key, ignored") == 1


def test_bound_prints_value_shortfall_and_method(instance: Path) -> None:
    plan = instance.with_name("plan.json")
    run("solve", instance, "--out", plan)

    bound = json.loads(run("bound", instance).stdout)

    solved = json.loads(plan.read_text())
    assert list(bound) == ["value", "shortfall", "method"]
    assert (bound["value"], bound["shortfall"]) == (solved["bound"], solved["shortfall_bound"])


def test_what_if_compares_the_day_with_other_tables(instance: Path) -> None:
    result = run("what-if", instance, "--tables", 3, "--steps", 20)

    as_it_is, more = json.loads(result.stdout)
    assert as_it_is["what"] == "as it is"
    assert (more["what"], more["before"], more["after"]) == ("tables", 10, 13)
    assert more["difference"]["value"] >= 0


def test_what_if_that_takes_a_home_table_away_is_refused(instance: Path) -> None:
    result = run("what-if", instance, "--tables", -9)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("instance.json: participants[2].home_table: no slot has a table")


def test_plan_for_a_folder_that_is_not_there_is_wrong_usage(instance: Path) -> None:
    result = run("solve", instance, "--out", instance.parent / "nowhere" / "plan.json")

    assert result.exit_code == 2


@pytest.mark.parametrize("content", ["[]", "{", '{"meetings": [3]}', '{"meetings": []}'])
def test_plan_that_is_none_fails_the_check(instance: Path, content: str) -> None:
    plan = instance.with_name("plan.json")
    plan.write_text(content)

    assert run("check", instance, plan).exit_code == 1


def test_a_pipe_is_never_replaced_by_the_plan(instance: Path) -> None:
    plan = instance.with_name("plan")
    os.mkfifo(plan)

    assert run("solve", instance, "--out", plan).exit_code == 2
    assert plan.is_fifo()


def test_an_id_of_half_a_character_is_refused_before_any_work(instance: Path) -> None:
    instance.write_text('{"format": "b2b-schedule/1", "name": "\\ud800"}')
    plan = instance.with_name("plan.json")

    solved = run("solve", instance, "--out", plan)

    assert (solved.exit_code, plan.exists()) == (1, False)
    assert "half of a surrogate pair" in solved.stderr


def test_the_plan_never_takes_the_place_of_its_instance(instance: Path) -> None:
    before = instance.read_bytes()
    link = instance.with_name("link.json")
    link.symlink_to(instance)

    assert [run("solve", instance, "--out", out).exit_code for out in (instance, link)] == [2, 2]
    assert instance.read_bytes() == before


def test_a_key_said_twice_is_refused_with_its_place(instance: Path) -> None:
    text = instance.read_text().replace('"max_meetings":', '"max_meetings": 1, "max_meetings":', 1)
    instance.write_text(text.replace('"pairs":', '"pairs": [], "pairs":', 1))

    refused = run("solve", instance, "--out", instance.with_name("plan.json"))

    assert refused.exit_code == 1
    assert refused.stderr.splitlines() == [
        "instance.json: pairs: stands twice in one object",
        "instance.json: participants[0].max_meetings: stands twice in one object",
    ]
