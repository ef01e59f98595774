"""Somebody who reads pages, and follows, fills and presses what they show."""

from __future__ import annotations

import http.client
import time
import uuid
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup, Tag

from served.product import EMAIL, PASSWORD, PORT, until


class Person:
    """`acts` and `seconds` add up; reading takes no time."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}
        self.acts, self.seconds, self.address = 0, 0.0, ""
        self.first = self.took = 0.0  # of the last request: until its own answer, and with the page after it
        self.body, self.filled = b"", dict[str, object]()

    def asks(self, address: str, data: bytes | None = None, kind: str = "") -> int:
        """One request and the redirections after it; the status of the last."""
        begun = time.perf_counter()
        status, address = self._one(address, data, kind)
        self.first = time.perf_counter() - begun
        while status in (302, 303):
            status, address = self._one(address)
        self.took = time.perf_counter() - begun
        self.seconds += self.took
        self.address, self.filled = address, {}
        assert status == 200, f"{address} answered {status}"
        return status

    def _one(self, address: str, data: bytes | None = None, kind: str = "") -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if data is not None:
            headers["Content-Type"] = kind
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=300)
        link.request("POST" if data is not None else "GET", address, data, headers)
        answer = link.getresponse()
        self.body = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        place = urlsplit(answer.headers.get("Location") or address)
        return answer.status, place.path + (f"?{place.query}" if place.query else "")

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "html.parser")

    def follows(self, words: str) -> None:
        found = next(one for one in self.soup.select("main a[href]") if said(one) == words)
        self.acts += 1
        self.asks(str(found["href"]))

    def fills(self, name: str, value: object) -> None:
        """Or ticks, or chooses."""
        assert self.soup.select(f"main [name='{name}']"), f"{self.address} has no field {name}"
        self.acts += 1
        self.filled[name] = value

    def presses(self, words: str) -> None:
        found = next(one for one in self.soup.select("main button") if said(one) == words)
        self.acts += 1
        form = found.find_parent("form")
        assert isinstance(form, Tag)
        values = {**shown(form), **self.filled}
        if found.get("name"):
            values[str(found["name"])] = found.get("value", "")
        self.asks(str(form.get("action") or self.address), *encoded(values))

    def waits(self, selector: str, seconds: float = 240) -> None:
        """Ask for the page again until the worker is done."""
        begun, address, before = time.perf_counter(), self.address, self.seconds

        def done() -> bool:
            self.asks(address)
            return bool(self.soup.select(selector))

        until(done, seconds)
        self.seconds = before + time.perf_counter() - begun

    def signs_in(self) -> None:
        self.asks("/language/en")
        self.asks("/sign-in")
        self.fills("email", EMAIL)
        self.fills("password", PASSWORD)
        self.presses("Sign in")


def said(element: Tag) -> str:
    """The visible words."""
    hidden = {id(one) for part in element.select(".visually-hidden") for one in part.find_all(string=True)}
    return " ".join(" ".join(t for t in element.find_all(string=True) if id(t) not in hidden).split())


def shown(form: Tag) -> dict[str, object]:
    """What a browser would send of an untouched form."""
    values: dict[str, object] = {}
    for one in form.select("input[name], textarea[name], select[name]"):
        kind, name = one.get("type", ""), str(one["name"])
        if kind in ("submit", "file") or (kind in ("radio", "checkbox") and not one.has_attr("checked")):
            continue
        if one.name == "select":
            chosen = one.select_one("option[selected]") or one.select_one("option")
            values[name] = chosen.get("value", "") if chosen else ""
        else:
            values[name] = one.get_text() if one.name == "textarea" else one.get("value", "")
    return values


def encoded(values: dict[str, object]) -> tuple[bytes, str]:
    if not any(isinstance(value, bytes) for value in values.values()):
        return urlencode(values).encode(), "application/x-www-form-urlencoded"
    edge, parts = uuid.uuid4().hex, []
    for name, value in values.items():
        named = '; filename="liste.csv"' if isinstance(value, bytes) else ""
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        parts.append(head.encode() + (value if isinstance(value, bytes) else str(value).encode()) + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
