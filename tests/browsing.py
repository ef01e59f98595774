"""A client that inspects every HTML page it is given: hygiene costs nothing per test."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

UNLABELLED = ("hidden", "submit", "button", "image", "reset")


class Page(TestResponse):
    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "html.parser")

    @property
    def h1(self) -> str:
        return words(self.soup.select_one("h1"))

    def texts(self, selector: str) -> list[str]:
        return [words(found) for found in self.soup.select(selector)]


class CheckedClient(FlaskClient):
    """`submit(page, values)` fills and sends the page's main form as a browser would.

    A 500 fails the test at once, unless `may_fail` is set.
    """

    may_fail = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.response_wrapper = Page

    def open(self, *args: Any, **kwargs: Any) -> Page:
        kwargs.setdefault("buffered", True)
        response: Page = super().open(*args, **kwargs)
        assert self.may_fail or response.status_code != 500, "the page failed; see the captured log"
        if response.mimetype == "text/html" and response.status_code != 304 and response.data:
            inspect(response)
        return response

    def submit(
        self, address: str, values: dict[str, Any], *, form: str = "main form[method=post]", **kwargs: Any
    ) -> Page:
        """Open `address`, fill its form with `values` over what it shows, and post it."""
        page = self.get(address)
        assert page.status_code == 200, f"{address} answered {page.status_code}"
        found = page.soup.select_one(form)
        assert found is not None, f"no form {form} on {address}"
        filled = {**shown_values(found), **values}
        target = str(found.get("action") or address)
        sent = {name: value for name, value in filled.items() if value is not None}
        return self.post(target, data=sent, **kwargs)


def words(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text(" ").split())


def shown_values(form: Tag) -> dict[str, Any]:
    """What a browser would send if the form were submitted untouched."""
    values: dict[str, Any] = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        kind, name = control.get("type", ""), str(control["name"])
        if kind in ("submit", "button", "file") or (
            kind in ("radio", "checkbox") and not control.has_attr("checked")
        ):
            continue
        if control.name == "select":
            chosen = control.select("option[selected]") or control.select("option")[:1]
            values[name] = [str(option.get("value", "")) for option in chosen]
        elif control.name == "textarea":
            values[name] = control.get_text().removeprefix("\n")
        elif kind == "checkbox":
            values.setdefault(name, []).append(str(control.get("value", "on")))
        else:
            values[name] = str(control.get("value", "on" if kind == "radio" else ""))
    return values


def inspect(page: Page) -> None:
    """What must hold on every page: language, title, one h1, labels, nothing inline or from outside."""
    soup = page.soup
    where = page.request.path if page.request else "?"
    if soup.html is not None or page.text.lstrip().lower().startswith("<!doctype"):
        inspect_frame(soup, where)
    inspect_parts(soup, where)


def inspect_frame(soup: BeautifulSoup, where: str) -> None:
    """What a whole page has, and a fragment of one has not."""
    assert soup.select_one("html[lang=fr], html[lang=en]"), f"{where}: no language"
    assert words(soup.title), f"{where}: no title"
    assert len(soup.select("h1")) == 1, f"{where}: {len(soup.select('h1'))} h1"


def inspect_parts(soup: BeautifulSoup, where: str) -> None:
    assert len({e["id"] for e in soup.select("[id]")}) == len(soup.select("[id]")), f"{where}: repeated id"
    assert not soup.select("script:not([src]), style, [style], [onclick], [onload], [onsubmit]"), (
        f"{where}: inline"
    )
    for element in soup.select("script[src], link[href], img[src], iframe[src]"):
        source = str(element.get("src") or element.get("href"))
        assert source.startswith(("/", "data:", "http://localhost")), f"{where}: {source} from outside"
    for control in soup.select("input, select, textarea"):
        if control.get("type") not in UNLABELLED:
            assert labelled(soup, control), f"{where}: {control.get('name')} has no label"
    for form in soup.select("form[method=post]"):
        assert form.select_one("input[name=csrf_token]"), f"{where}: a form without token"


def labelled(soup: BeautifulSoup, control: Tag) -> bool:
    if control.get("aria-label") or control.get("aria-labelledby") or control.find_parent("label"):
        return True
    return bool(control.get("id") and soup.select_one(f'label[for="{control["id"]}"]'))
