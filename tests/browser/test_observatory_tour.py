"""A prefect's questions: each is answered two clicks from home at most, in both languages, on paper too.

axe reads these pages once in each language and scheme (test_pages.py); here they are walked, and measured.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.inspection import overflow, shape
from tests.browser.visitor import Visitor

QUESTIONS = (
    ("What part goes to small and medium firms?", "svg[role=img]"),
    ("What part goes to the social economy, and for what?", "svg[role=img]"),
    ("What part goes to firms nearby?", "svg[role=img]"),
    ("Who pays late?", "table"),
    ("Whom to call: who here could supply what is bought?", "form[action$='/observatory/supply']"),
)
HEAVIEST = 150 * 1024


@pytest.mark.parametrize("visitor", ["fr", "en"], indirect=True)
def test_each_question_is_answered_in_two_clicks(visitor: Visitor) -> None:
    page = visitor.page
    for question, answer in QUESTIONS:
        page.goto("/")
        link = page.locator("header a[href='/observatory/']:visible")
        if not link.count():
            page.locator(".nav-narrow summary").click()
        link.first.click()
        with page.expect_navigation() as reached:
            visitor.main.get_by_role("link", name=visitor.words(question)).click()

        expect(visitor.main.locator(answer).first).to_be_visible()
        assert [*shape(page), *overflow(page)] == []
        assert len(reached.value.body()) < HEAVIEST


@pytest.mark.parametrize("visitor", ["fr"], indirect=True)
def test_the_figures_can_be_printed(visitor: Visitor) -> None:
    visitor.page.goto("/observatory/")
    visitor.page.emulate_media(media="print")

    expect(visitor.main.locator(".figures .figure")).to_have_count(6)
    expect(visitor.page.locator("nav.site-nav")).to_be_hidden()
