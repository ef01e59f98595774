"""What a reader of the observatory is shown: figures with what they rest on, filters, sheets, charts, trust."""

from __future__ import annotations

import json

import pytest

from matchmaker.observatory import drawing, queries
from matchmaker.observatory.store import build
from matchmaker.observatory.store.opened import Stores
from tests.observatory.items import ARRAS, FIRM, LENS


def test_without_contracts_the_page_says_so(client) -> None:
    page = client.get("/observatory/")

    assert (page.status_code, page.texts(".empty h2")) == (200, ["Aucun contrat n’a encore été importé"])


def test_a_store_of_another_version_is_being_remade(reader, app, monkeypatch: pytest.MonkeyPatch) -> None:
    """The contracts are there; until the worker has read them anew, no page fails for it."""
    monkeypatch.setattr(build, "BUILD_VERSION", build.BUILD_VERSION + 1)
    monkeypatch.setitem(app.extensions, "observatory", Stores(app.extensions["observatory"].home))

    page = reader.get("/observatory/")

    assert (page.status_code, page.texts(".empty h2")) == (503, ["Les chiffres sont recalculés"])
    assert page.headers["Retry-After"] == "60"
    with app.app_context():
        assert not queries.available()
    assert reader.get("/").status_code == 200


def test_home_shows_six_figures_that_lead_to_their_definition(reader) -> None:
    page = reader.get("/observatory/")

    assert len(page.soup.select(".figures .figure")) == 6
    assert page.texts(".figures .value")[0] == "14"
    assert page.soup.select_one(".figures a")["href"].startswith("/observatory/figure/contracts?")


def test_a_question_leads_to_its_chart_and_the_menu_says_where_one_is(reader) -> None:
    asked = reader.get("/observatory/").soup.select_one("section[aria-labelledby=questions] a")["href"]
    address, _, place = asked.partition("#")

    page = reader.get(address)

    assert page.soup.find(id=place).text == "Petites et moyennes entreprises – Famille d’acheteurs"
    assert page.texts(".nav-wide a[aria-current]") == ["Observatoire"]


def test_filters_are_chips_that_can_be_taken_off(reader) -> None:
    page = reader.get(f"/observatory/explore?year=2024&buyer={ARRAS}&by=family")

    chips = page.soup.select(".chips .chip")
    assert [chip["href"] for chip in chips] == [
        f"/observatory/explore?by=family&buyer={ARRAS}",
        "/observatory/explore?by=family&year=2024",
    ]
    assert page.texts(".result-line") == ["12 contrats et concessions"]


@pytest.mark.parametrize("query", ["year=218", "department=ZZ", "cpv=abc", "amount_min=-1", "family=x"])
def test_a_filter_that_cannot_be_read_is_told_and_left_out(reader, query: str) -> None:
    page = reader.get(f"/observatory/explore?{query}")

    assert page.soup.title.text.startswith("Erreur")
    assert page.soup.select_one(page.soup.select_one(".error-summary a")["href"]) is not None
    assert page.texts(".result-line") == ["17 contrats et concessions"]


def test_an_amount_of_nines_is_listed_and_never_added(reader) -> None:
    page = reader.get(f"/observatory/contract?buyer={ARRAS}&number=nines")

    facts = dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True))
    assert (facts["Montant déclaré"], facts["Montant retenu"]) == ("999 999 €", "inutilisable")


def test_a_figure_of_other_data_says_so(reader) -> None:
    old = reader.get("/observatory/figure/share_sme?year=2024&data=other")
    version = (
        reader.get("/observatory/figure/share_sme?year=2024").soup.select_one("code").text.split("data=")[1]
    )
    same = reader.get(f"/observatory/figure/share_sme?year=2024&data={version.split('&')[0]}")

    assert (len(old.soup.select(".notice-attention")), len(same.soup.select(".notice-attention"))) == (1, 0)


@pytest.mark.parametrize(
    ("address", "title"),
    [
        (f"buyer/{ARRAS}", ARRAS),
        (f"supplier/{FIRM}", FIRM),
        ("cpv/45", "45 – Travaux de construction"),
        ("department/62", "Pas-de-Calais (62)"),
    ],
)
def test_a_sheet_for_each_kind(reader, address: str, title: str) -> None:
    page = reader.get(f"/observatory/sheet/{address}")

    assert page.h1.casefold().replace("’", "'") == title.casefold()
    assert len(page.soup.select("svg[role=img][aria-label]")) >= 1


@pytest.mark.parametrize(
    "address",
    ["sheet/buyer/99999999999999", "sheet/cpv/x", "figure/none", "contract?buyer=1&number=2", "chart/x/sme.svg",
     "map/departments/x.png", "explore?page=9"],
)  # fmt: skip
def test_what_does_not_exist_is_404(reader, address: str) -> None:
    assert reader.get(f"/observatory/{address}").status_code == 404


def test_two_are_compared_figure_by_figure(reader) -> None:
    page = reader.get(f"/observatory/compare?kind=buyer&a={ARRAS}&b={LENS}")

    assert page.texts("tbody tr:first-child td")[:2] == ["15", "2"]


def test_method_tells_what_each_rule_touched(reader) -> None:
    page = reader.get("/observatory/method")

    rows = {
        row.select("td")[0].text: row.select("td")[1].text
        for row in page.soup.select("table")[0].select("tbody tr")
    }
    assert (rows["nines"], rows["zero"]) == ("1", "0")


def test_the_board_shows_holes_by_buyer_and_month(reader) -> None:
    page = reader.get("/observatory/quality")

    assert [cell.text for cell in page.soup.select("table.heat tbody tr")[0].select("td") if cell.text] == [
        "3",
        "12",
    ]


def test_a_chart_stands_alone_and_is_asked_for_once(reader) -> None:
    first = reader.get("/observatory/chart/family/contracts.svg")
    again = reader.get(
        "/observatory/chart/family/contracts.svg", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert (first.mimetype, first.text[:4], again.status_code) == ("image/svg+xml", "<svg", 304)
    assert reader.get("/observatory/chart/family/contracts.png").data[:4] == b"\x89PNG"


def test_a_page_is_kept_by_its_data_version(reader, app) -> None:
    first = reader.get("/observatory/method")
    kept = reader.get("/observatory/method", headers={"If-None-Match": first.headers["ETag"]})
    english = reader.get("/observatory/method", headers={"Accept-Language": "en"})

    assert (first.status_code, kept.status_code, english.status_code) == (200, 304, 200)


def test_a_drawing_escapes_what_it_says() -> None:
    bars = drawing.Bars("<t>", (drawing.Bar('<a href="x">', "1 & 2", 1.0), drawing.Bar("n", "?", None)), 1.0)

    svg = drawing.draw(bars, alone=True)

    assert "<a href" not in svg
    assert json.dumps(svg).count("hatched") == 1


@pytest.mark.parametrize(
    ("values", "shades"),
    [
        ({"a": 1.0, "b": 2.0, "c": None}, {"a": 0, "b": 4, "c": None}),
        ({"a": 1.0, "b": 1.0}, {"a": 0, "b": 0}),
        ({}, {}),
    ],
)
def test_shades_follow_the_values(values: dict[str, float | None], shades: dict[str, int | None]) -> None:
    assert drawing.classes(values)[0] == shades


def test_a_renewal_becomes_a_draft_need(reader, app) -> None:
    address = f"/observatory/contract/need?buyer={ARRAS}&number=A1"

    answer = reader.submit(address, {})
    page = reader.get(answer.headers["Location"])

    assert (answer.status_code, page.soup.select_one("#title")["value"]) == (
        303,
        "Entretien des espaces verts",
    )


def test_without_a_question_the_gaps_are_shown_or_nothing(reader) -> None:
    page = reader.get("/observatory/supply")

    assert (page.status_code, page.soup.select("#found")) == (200, [])


def test_who_could_supply_is_asked_by_words_and_code(reader, make, work) -> None:
    firm = make.supplier(name="Les jardins d’Artois")
    make.offer(firm, title="Entretien des espaces verts", cpvs=["77310000"])
    work()

    page = reader.get("/observatory/supply?q=espaces+verts&cpv=773")

    assert page.texts("#found ~ .stack h3, #found ~ div h3") == ["Les jardins d’Artois"]


def test_an_error_told_reaches_the_moderators_with_its_page(reader, make) -> None:
    told = reader.submit("/observatory/error?page=/observatory/figure/hhi", {"text": "Compté deux fois."})
    make.sign_in(reader, make.user(administrator=True))
    listed = reader.get("/administration/moderation").text

    assert (told.status_code, told.headers["Location"]) == (303, "/observatory/figure/hhi")
    assert "un chiffre de l’observatoire" in listed


@pytest.mark.parametrize("text", ["", "x" * 2001])
def test_an_error_that_says_nothing_or_too_much_is_not_sent(reader, text: str) -> None:
    assert reader.submit("/observatory/error", {"text": text}).status_code == 422


def test_a_chart_may_be_shown_on_other_sites_and_no_other_page_may(reader) -> None:
    chart, home = reader.get("/observatory/embed/family/contracts?year=2024"), reader.get("/observatory/")

    assert "frame-ancestors *" in chart.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in chart.headers
    assert "frame-ancestors 'none'" in home.headers["Content-Security-Policy"]
    assert (chart.soup.select("script, form, nav"), len(chart.soup.select("svg[role=img]"))) == ([], 1)
    assert "Source" in chart.texts("main > p")[-1]
