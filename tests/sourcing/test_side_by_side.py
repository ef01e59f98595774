"""Up to three firms side by side: the same criteria, the scores of the list."""

from __future__ import annotations

import pytest

from matchmaker.accounts.actor import Role


@pytest.fixture
def address(scene, work):
    work()

    def build(*firms) -> str:
        chosen = "&".join(f"firm={one if isinstance(one, str) else one.id}" for one in firms)
        return f"/needs/{scene.need.id}/suppliers/side-by-side?{chosen}"

    return build


def test_three_firms_stand_side_by_side_with_the_scores_of_the_list(team, scene, address) -> None:
    page = team.get(address(scene.gardeners, scene.pruners, scene.roofers))
    listed = team.get(f"/needs/{scene.need.id}/suppliers").texts(".ruler-score strong")

    assert page.texts("table thead th")[1:] == ["Les Jardiniers", "=Élagage & Cie", "Toits de l’Oise"]
    assert page.texts("table tbody tr:nth-child(2) td")[: len(listed)] == listed
    assert len(page.soup.select("table tbody th[scope=row]")) == 12


@pytest.mark.parametrize(
    ("count", "words"), [(0, "Choisissez"), (1, "seule"), (4, "Trois entreprises au plus")]
)
def test_more_or_fewer_are_told_kindly(team, scene, make, address, count: int, words: str) -> None:
    firms = [scene.gardeners, scene.pruners, scene.roofers, "99999"][:count]

    assert words in team.get(address(*firms)).soup.select_one("main").get_text(" ")


def test_odd_numbers_and_strangers_find_nothing(app, team, scene, make, address) -> None:
    assert team.get(address("x", "-1", "٣", "9" * 30)).status_code == 200
    other = app.test_client()
    make.sign_in(other, make.member(make.buyer(), Role.BUYER))

    assert other.get(address(scene.gardeners)).status_code == 404


def test_three_cost_as_many_queries_as_one(team, scene, address, count_queries) -> None:
    team.get(address(scene.gardeners))
    one = count_queries(lambda: team.get(address(scene.gardeners)))

    assert count_queries(lambda: team.get(address(scene.gardeners, scene.pruners, scene.roofers))) == one


def test_the_list_offers_the_boxes_to_its_team_alone(app, team, scene, address) -> None:
    listed = f"/needs/{scene.need.id}/suppliers"

    assert len(team.get(listed).soup.select("input[form=side-by-side]")) >= 2
    assert app.test_client().get(listed).text.count("side-by-side") == 0
