import json
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
