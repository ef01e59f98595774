"""Every address that can be opened, with everything one can put into it: never a fault, always escaped."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from tests.hostile import payloads
from tests.hostile.looking import faults
from tests.hostile.touring import tour
from tests.hostile.world import ROLES, World

# Every parameter that some page reads, but the page's number, which would hide the others behind a 404.
SEARCHED = ("q", "place", "kind", "status", "radius", "where", "department", "cpv", "size", "ess", "reserved")
SEARCHED += ("from", "since", "until", "sort")
PARAMETERS = (*SEARCHED, "near", "next", "back", "token", "role", "siret", "name", "title", "v", "zone")
LISTS = ("/search", "/needs", "/needs/archive", "/suppliers", "/needs/mine", "/needs/{need_id}/suppliers")
LISTS += ("/needs/{need_id}/suppliers/set-aside", "/needs-for-me", "/offers/mine")


def walk(world: World, role: str, query: str, **options: object) -> list[str]:
    """Open every GET address as this role with this query; the faults."""
    found = []
    for rule in world.rules("GET"):
        address = world.address(rule)
        answer = world.browsers[role].get(f"{address}?{query}", **options)
        found += faults(answer, f"{role} GET {rule.rule}?{query[:90]}")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_for_everybody_without_fault(world: World, role: str) -> None:
    """Row X4 too: each free text of the world holds markup, and each page escapes it."""
    assert tour(world, role).faults == []


@pytest.mark.parametrize("turn", range(5))
def test_every_parameter_of_every_page_takes_anything(world: World, turn: int) -> None:
    """Rows X1, X2, X3, I1, I3: in five turns each parameter meets others; all are echoed by every page."""
    spread = {
        name: payloads.EVERY[(7 * turn + place) % len(payloads.EVERY)][:900]
        for place, name in enumerate(PARAMETERS)
    }
    name = payloads.EVERY[turn][:200]

    assert walk(world, "anonymous", urlencode({**spread, name: "1"})) == []


@pytest.mark.one_engine
def test_headers_of_requests_take_anything(world: World) -> None:
    found = []
    for payload in payloads.EVERY:
        found += walk_some(world, urlencode({"q": payload[:900]}), request_headers(payload[:900]))

    assert found == []


def request_headers(text: str) -> dict[str, str]:
    """The payload as a browser could send it: no line break, the bytes of its UTF-8."""
    clean = text.translate({0: None, 10: None, 13: None}).encode("utf-8", "ignore").decode("latin-1")
    names = ("User-Agent", "Referer", "Accept-Language", "X-Forwarded-For")
    return {**dict.fromkeys(names, clean), "Cookie": f"language={quote(text[:50])}"}


def walk_some(world: World, query: str, headers: dict[str, str]) -> list[str]:
    found = []
    for path in ("/sign-in", "/nowhere"):
        found += faults(world.app.test_client().get(f"{path}?{query}", headers=headers), f"headers {path}")
    return found


def test_each_parameter_of_the_search_takes_anything(world: World) -> None:
    found = []
    for parameter in SEARCHED:
        for payload in (*payloads.EVERY[::5], payloads.SLOW[1]):
            query = urlencode({"q": "tonte", parameter: payload[:3_000]})
            found += faults(world.browsers["anonymous"].get(f"/search?{query}"), f"/search?{query[:90]}")

    assert found == []


def test_every_syntax_of_full_text_gives_a_page(world: World) -> None:
    """Row I2."""
    found = []
    for text in (*payloads.SEARCHES, *payloads.SLOW):
        answer = world.browsers["anonymous"].get("/search", query_string={"q": text})
        found += faults(answer, text[:60]) + ([] if answer.status_code == 200 else [f"{text[:60]}: not 200"])

    assert found == []


@pytest.mark.one_engine
@pytest.mark.parametrize("path", LISTS)
def test_page_numbers_that_are_none(world: World, path: str) -> None:
    """Rows I5 and I6."""
    address = path.format(**world.published)
    role = "supplier" if path in ("/needs-for-me", "/offers/mine") else "buyer"
    found = []
    for number in payloads.PAGES:
        answer = world.browsers[role].get(address, query_string={"page": number})
        found += faults(answer, f"{path}?page={number}")
        if answer.status_code not in (200, 404):
            found.append(f"{path}?page={number}: {answer.status_code}")
    for size in payloads.PER_PAGE:
        answer = world.browsers[role].get(address, query_string={"per_page": size})
        found += faults(answer, f"{path}?per_page={size}")
        if answer.text.count("<article") > 100:
            found.append(f"{path}?per_page={size}: more than 100 rows")

    assert found == []


@pytest.mark.one_engine
def test_no_traversal_leaves_the_static_folder(world: World) -> None:
    """Row P3."""
    answers = {path: world.browsers["anonymous"].get(f"/static/{path}") for path in payloads.TRAVERSALS}

    assert {path: a.status_code for path, a in answers.items() if a.status_code not in (308, 400, 404)} == {}
    assert [
        path for path, answer in answers.items() if "SECRET_KEY" in answer.text or "root:" in answer.text
    ] == []


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "path", ["//evil.example/..", "//evil.example/%2e%2e", "/\\evil.example", "///sign-in", "/needs//"]
)
def test_odd_slashes_lead_nowhere_else(world: World, path: str) -> None:
    """Row P4."""
    answer = world.browsers["anonymous"].open(path, base_url="http://localhost")

    assert faults(answer, path) == []


@pytest.mark.one_engine
def test_every_page_that_goes_back_goes_home(world: World) -> None:
    """Row A2."""
    found = []
    for target in payloads.ELSEWHERE:
        query = urlencode({"next": target, "back": target})
        for role in ("anonymous", "buyer"):
            for path in ("/sign-in", "/language/en"):
                found += faults(world.browsers[role].get(f"{path}?{query}"), f"{role} {path}?{query}")

    assert found == []


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost:99999", "a b", "localhost@evil.example", "[::1", ""]
)
def test_a_foreign_host_never_reaches_a_page_or_a_redirect(world: World, host: str) -> None:
    """Row P2."""
    headers = {"Host": host, "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    answers = [world.app.test_client().get(path, headers=headers) for path in ("/", "/home", "/language/en")]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert [
        1 for answer in answers if "evil.example" in answer.headers.get("Location", "") + answer.text
    ] == []


UNDECLARED = ("PUT", "DELETE", "TRACE", "PROPFIND", "PATCH", "PROBE")


@pytest.mark.one_engine
def test_methods_nobody_declared_are_refused_everywhere(world: World) -> None:
    """Row P1: two of them on each address, by turns."""
    statuses = {
        (method, rule.rule): world.browsers["buyer"].open(world.address(rule), method=method).status_code
        for turn, rule in enumerate(world.rules("GET"))
        for method in (UNDECLARED[turn % 6], UNDECLARED[(turn + 1 + turn % 5) % 6])
    }

    assert {found: status for found, status in statuses.items() if status != 405} == {}


@pytest.mark.one_engine
def test_head_is_get_without_its_body(world: World) -> None:
    """Row P1."""
    different = []
    for rule in world.rules("GET"):
        address = world.address(rule)
        got, head = world.browsers["buyer"].get(address), world.browsers["buyer"].head(address)
        if (got.status_code, b"") != (head.status_code, head.data):
            different.append(rule.rule)

    assert different == []


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "cookie",
    [
        "x",
        "." * 4_000,
        "é",
        "eyJfdXNlcl9pZCI6IjEifQ.Z.x",
        "a.b.c",
        '"',
        "\x7f",
        "eyJfdXNlcl9pZCI6MX0.aaaa.bbbbbbbb",
    ],
)
def test_a_forged_cookie_is_anonymous(world: World, cookie: str) -> None:
    """Row S4."""
    for name in ("session", "remember_token", "language"):
        header = {"Cookie": f"{name}={cookie}".encode().decode("latin-1")}
        answers = [world.app.test_client().get(path, headers=header) for path in ("/home", "/")]
        assert [answer.status_code for answer in answers] == [302, 200], name
